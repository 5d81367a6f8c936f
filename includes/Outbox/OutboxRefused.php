<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Refusal;
use SorsApi\Sentence;

defined( 'ABSPATH' ) || exit;

/** What was asked of the outbox cannot be done: not_found, not_now, bad_decision, copy … */
final class OutboxRefused extends Refusal {

	public static function noEntry(): self {
		return new self( 'not_found', Sentence::__( 'There is no such entry in the outbox.', 'sors-api-for-woocommerce' ) );
	}
}
