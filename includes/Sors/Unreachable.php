<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/**
 * There was no answer to be had from SORS just now.
 *
 * Nothing was done and nothing is lost: the same request may be sent again later.
 *
 * For a write it means that the request never left. Code "server_error" says that SORS answered, but was unwell.
 */
final class Unreachable extends SorsError {

	/** Seconds that the server asked us to wait; null where it did not say. */
	public ?int $retryAfterSeconds;

	public function __construct( string $message, string $reason = 'unreachable', ?int $retryAfterSeconds = null, ?\Throwable $previous = null ) {
		parent::__construct( $message, $reason, $previous );
		$this->retryAfterSeconds = $retryAfterSeconds;
	}
}
