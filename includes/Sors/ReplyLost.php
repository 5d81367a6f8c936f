<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/**
 * A write left for SORS, and no usable answer came back.
 *
 * SORS may or may not have done it. It must be looked up before it is sent again.
 */
final class ReplyLost extends SorsError {

	/** Nothing at all came in time: SORS may still be at work, and do it long after we gave up. Else something answered, and what SORS did it has done. */
	public bool $silent;

	/** What SORS shows since is that it has not done it, or not yet. */
	public bool $shownUndone = false;

	public function __construct( string $message, bool $silent, ?\Throwable $previous = null ) {
		parent::__construct( $message, 'reply_lost', $previous );
		$this->silent = $silent;
	}
}
