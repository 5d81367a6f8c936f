<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

/** What was asked of the outbox cannot be done; the message says why, in a sentence for people. */
final class OutboxRefused extends \RuntimeException {

	private string $reason;

	/** @param string $reason Machine code in snake_case: not_found, not_now, bad_decision, copy … */
	public function __construct( string $reason, string $message ) {
		parent::__construct( $message );
		$this->reason = $reason;
	}

	public function code(): string {
		return $this->reason;
	}
}
