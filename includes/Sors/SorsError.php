<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

use SorsApi\Throwing;

defined( 'ABSPATH' ) || exit;

/**
 * Base of everything that can go wrong between us and SORS.
 *
 * The type and code() say what went wrong; the message is never searched.
 *
 * Only a ReplyLost leaves open whether SORS did what a write asked for; after any other type it did not.
 *
 * The message is one or two sentences for a shop owner. It never contains the API key.
 */
abstract class SorsError extends \RuntimeException {

	use Throwing;

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
