<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\ProgressOption;

/** When the outbox was at work last: a database of yesterday says so of yesterday. */
final class Heartbeat {

	public const OPTION = 'sors_outbox_heartbeat';

	/** Seconds between two of them. */
	private const EVERY = 30;

	/** Unix timestamp; 0 = never. */
	public static function last(): int {
		$stored = ( new ProgressOption( self::OPTION ) )->stored();
		return is_int( $stored['at'] ?? null ) ? $stored['at'] : 0;
	}

	/** @param int $last The last one; 0 = whatever it was. */
	public static function beat( int $last = 0 ): void {
		if ( abs( time() - $last ) >= self::EVERY ) {
			$option = new ProgressOption( self::OPTION );
			// Or WordPress compares with what a cache remembers, and leaves it alone.
			$option->read();
			$option->write( [ 'at' => time() ] );
		}
	}
}
