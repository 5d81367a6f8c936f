<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

/** Our own check says that an order cannot be sent as it is; the message says what to mend, in a sentence for people. */
final class MappingRefused extends \RuntimeException {

	private string $reason;

	/** @param string $reason Machine code in snake_case. */
	public function __construct( string $reason, string $message ) {
		parent::__construct( $message );
		$this->reason = $reason;
	}

	public function code(): string {
		return $this->reason;
	}
}
