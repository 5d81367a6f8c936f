<?php
declare( strict_types=1 );

namespace SorsApi\Outbox\Sending;

use SorsApi\Outbox\OutboxRow;
use SorsApi\Refusal;

/** A row is left out, with the reason; a change of its order brings it back. */
final class Skip extends Refusal {

	/** OutboxRow::SKIPPED or OutboxRow::CANCELLED. */
	public string $state;

	public function __construct( string $reason, string $message, string $state = OutboxRow::SKIPPED ) {
		parent::__construct( $reason, $message );
		$this->state = $state;
	}
}
