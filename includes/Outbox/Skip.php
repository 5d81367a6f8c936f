<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

/** A row is left out, with the reason; a change of its order brings it back. */
final class Skip extends \RuntimeException {

	private string $reason;
	/** OutboxRow::SKIPPED or OutboxRow::CANCELLED. */
	public string $state;

	/** @param string $reason Machine code in snake_case. */
	public function __construct( string $reason, string $message, string $state = OutboxRow::SKIPPED ) {
		parent::__construct( $message );
		$this->reason = $reason;
		$this->state  = $state;
	}

	public function code(): string {
		return $this->reason;
	}
}
