<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\ProgressOption;

/** When the outbox was at work last, and with which database of SORS: a shop's database of yesterday says so of yesterday. */
final class Heartbeat {

	public const OPTION = 'sors_outbox_heartbeat';

	/** Seconds between two of them. */
	private const EVERY = 30;

	/** Unix timestamp; 0 = never. */
	public static function last(): int {
		$at = self::stored()['at'] ?? null;
		return is_int( $at ) ? $at : 0;
	}

	/** The database of SORS that the outbox worked with then; '' = not known. */
	public static function database(): string {
		$database = self::stored()['database'] ?? null;
		return is_string( $database ) ? $database : '';
	}

	/** @param int $last The last one, which is enough where it was a moment ago; 0 = whatever it was. */
	public static function beat( string $database, int $last = 0 ): void {
		if ( abs( time() - $last ) >= self::EVERY || self::database() !== $database ) {
			self::write( time(), $database );
		}
	}

	public static function write( int $at, string $database ): void {
		$option = new ProgressOption( self::OPTION );
		// Or WordPress compares with what a cache remembers, and leaves it alone.
		$option->read();
		$option->write( [ 'at' => $at, 'database' => $database ] );
	}

	/** @return array<string, mixed> */
	private static function stored(): array {
		return ( new ProgressOption( self::OPTION ) )->stored();
	}
}
