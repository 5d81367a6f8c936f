<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Settings\SettingsStore;

/** When the plugin was at work, as if time had passed instead of being waited for. */
final class AtWork {

	/**
	 * @param array{int, int|null} ...$periods From and until, in Unix time; null = until now, and on. Orders are exported in all of them.
	 */
	public static function exporting( array ...$periods ): void {
		Sql::run( 'DELETE FROM ' . self::table() );
		foreach ( $periods as [ $from, $until ] ) {
			Sql::insert(
				self::table(),
				[
					'began_at'      => $from * 1000000,
					'until_at'      => ( $until ?? time() ) * 1000000,
					'is_open'       => null === $until ? 1 : null,
					'exporting'     => 1,
					'database_name' => SettingsStore::load()->database,
				]
			);
		}
	}

	/** It was switched on that long ago, and did all since then as it does it now. */
	public static function since( int $time ): void {
		Sql::run( 'DELETE FROM ' . self::table() . ' WHERE is_open IS NULL' );
		Sql::run( 'UPDATE ' . self::table() . ' SET began_at = %d', $time * 1000000 );
	}

	/** So many seconds went by, or the clock was set back by as many where they are negative. */
	public static function pass( int $seconds ): void {
		Sql::run( 'UPDATE ' . self::table() . ' SET began_at = began_at - %d, until_at = until_at - %d', $seconds * 1000000, $seconds * 1000000 );
	}

	/** The watchdog ran then for the last time. */
	public static function lastSign( int $time ): void {
		Sql::run( 'UPDATE ' . self::table() . ' SET until_at = %d WHERE is_open = 1', $time * 1000000 );
	}

	/** @return list<string> Of each period what it is: exporting or not, "lasts" or not, and the database. */
	public static function periods(): array {
		return array_map(
			static fn( array $row ): string => ( $row['exporting'] ? 'exporting' : 'silent' ) . ( $row['is_open'] ? ', lasts: ' : ': ' ) . $row['database_name'],
			Sql::rows( 'SELECT exporting, is_open, database_name FROM ' . self::table() . ' ORDER BY id' )
		);
	}

	private static function table(): string {
		return Tables::name( Tables::UPTIME );
	}
}
