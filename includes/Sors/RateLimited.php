<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/**
 * SORS asks for a pause.
 *
 * 429: nothing was done, and the same request may be sent again after the pause.
 */
final class RateLimited extends SorsError {

	/** Seconds that SORS asked us to wait, at most a day; null where it did not say. */
	public ?int $retryAfterSeconds;

	public function __construct( string $message, ?int $retryAfterSeconds = null, ?\Throwable $previous = null ) {
		parent::__construct( $message, 'rate_limited', $previous );
		$this->retryAfterSeconds = $retryAfterSeconds;
	}
}
