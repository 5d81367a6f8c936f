<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

/** A row cannot be sent just yet, through nobody's fault: it is tried again later, and no attempt is counted. */
final class Postponed extends \RuntimeException {

	/** Seconds. */
	public int $after;
	private string $reason;

	/** @param string $reason Machine code in snake_case. */
	public function __construct( string $reason, int $after, string $message ) {
		parent::__construct( $message );
		$this->reason = $reason;
		$this->after  = $after;
	}

	public function code(): string {
		return $this->reason;
	}
}
