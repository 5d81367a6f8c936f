<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/**
 * A write left for SORS, and no usable answer came back.
 *
 * SORS may or may not have done it. It must be looked up before it is sent again.
 */
final class ReplyLost extends SorsError {

	public function __construct( string $message, ?\Throwable $previous = null ) {
		parent::__construct( $message, 'reply_lost', $previous );
	}
}
