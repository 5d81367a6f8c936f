<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/**
 * Base of everything that can go wrong between us and SORS.
 *
 * A failed operation. What went wrong is told by the type and by code(), never by searching the message.
 *
 * Of all types only ReplyLost leaves open whether SORS did what a write asked for; after any other it did not.
 *
 * The message is one or two sentences for a shop owner. It never contains the API key.
 */
abstract class SorsError extends \RuntimeException {

	private string $reason;

	/**
	 * @param string $message A sentence for people, translated.
	 * @param string $reason  Machine code in snake_case, e.g. "key_refused".
	 */
	public function __construct( string $message, string $reason, ?\Throwable $previous = null ) {
		parent::__construct( $message, 0, $previous );
		$this->reason = $reason;
	}

	/** Machine code in snake_case. (PHP's own getCode() is a number and always 0 here.) */
	final public function code(): string {
		return $this->reason;
	}
}
