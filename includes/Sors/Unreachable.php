<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/**
 * SORS could not answer right now.
 *
 * Nothing was done and nothing is lost: the same request may be sent again later.
 *
 * For a write it means that the request never left. Code "server_error" means that SORS answered, but with a fault of its own.
 */
final class Unreachable extends SorsError {

	/** Seconds that the server asked us to wait, at most a day; null where it did not say. */
	public ?int $retryAfterSeconds;

	public function __construct( string $message, string $reason = 'unreachable', ?int $retryAfterSeconds = null, ?\Throwable $previous = null ) {
		parent::__construct( $message, $reason, $previous );
		$this->retryAfterSeconds = $retryAfterSeconds;
	}
}
