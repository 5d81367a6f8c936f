<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Sentence;
use SorsApi\Settings\StoreIdentity;

/** Whether a button may change anything in SORS: not on what may be a copy of the shop, nor while a restored backup is looked into. */
final class SendingPermission {

	private RestoredBackup $restored;

	public function __construct( RestoredBackup $restored ) {
		$this->restored = $restored;
	}

	/** @throws OutboxRefused copy, restored_backup, not_now. */
	public function check(): void {
		if ( StoreIdentity::isCopy() ) {
			( new OutboxRefused( 'copy', Sentence::__( 'This site may be a copy of the shop: nobody has confirmed it at its present address and with its present type of environment (WP_ENVIRONMENT_TYPE). Nothing is sent until you say, under SORS API in wp-admin, whether it is the shop or a copy.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$restored = $this->restored->status();
		if ( null !== $restored && RestoredBackup::FOUND === $restored['state'] ) {
			( new OutboxRefused( 'restored_backup', RestoredBackup::refusal() ) )->throw();
		}
		if ( $this->restored->blocks() ) {
			( new OutboxRefused( 'not_now', Sentence::__( 'After a break the plugin first looks whether SORS has documents that the shop does not know, as after a restored backup. Try again in a minute.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
	}
}
