<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Sentence;
use SorsApi\Settings\StoreIdentity;

/** Whether a button may change anything in SORS: not on what may be a copy of the shop. */
final class SendingPermission {

	/** @throws OutboxRefused copy. */
	public static function check(): void {
		if ( StoreIdentity::isCopy() ) {
			( new OutboxRefused( 'copy', Sentence::__( 'This site may be a copy of the shop: nobody has confirmed it at its present address and with its present type of environment (WP_ENVIRONMENT_TYPE). Nothing is sent until you say, under SORS API in wp-admin, whether it is the shop or a copy.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
	}
}
