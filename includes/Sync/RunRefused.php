<?php
declare( strict_types=1 );

namespace SorsApi\Sync;

/** What was asked of a run cannot be done now; the message says why to a shop owner. */
final class RunRefused extends \RuntimeException {

	private string $reason;

	/**
	 * @param string $reason  Machine code: not_configured, unknown_kind, not_found, active, not_waiting, not_resumable, not_active.
	 * @param string $message A sentence for people, translated.
	 */
	public function __construct( string $reason, string $message ) {
		parent::__construct( $message );
		$this->reason = $reason;
	}

	public function code(): string {
		return $this->reason;
	}
}
