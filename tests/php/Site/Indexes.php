<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Database\IndexHint;
use SorsApi\Database\Tables;

/**
 * What some work reads where the database has an index, and where it has not.
 *
 * The table itself keeps all of its indexes: a temporary copy of the same name stands before it, for this connection
 * alone, so that nothing is left whatever happens.
 */
final class Indexes {

	private const COPY = 'sors_without_an_index';

	/** @return list<string> "table index" of all that our tables are made with: a table that is there keeps those of before. */
	public static function all(): array {
		$originals = new \ReflectionMethod( Tables::class, 'originals' );
		$originals->setAccessible( true );
		$all = [];
		foreach ( $originals->invoke( null ) as $table => $definition ) {
			preg_match_all( '/^(?:UNIQUE )?KEY (\w+) /m', $definition, $found );
			foreach ( $found[1] as $index ) {
				$all[] = "$table $index";
			}
		}
		return $all;
	}

	/**
	 * @param callable(): mixed $read
	 *
	 * @return array{int, int} Rows read with it, and without it.
	 */
	public static function compare( string $table, string $index, callable $read ): array {
		$read();
		$with = RowsRead::by( $read )->rows;
		$name = Tables::name( $table );
		$copy = self::COPY;
		self::run( "CREATE TEMPORARY TABLE $copy LIKE $name" );
		try {
			self::run( "ALTER TABLE $copy DROP INDEX $index" );
			self::run( "INSERT INTO $copy SELECT * FROM $name" );
			self::run( "ALTER TABLE $copy RENAME TO $name" );
			$copy = $name;
			self::run( "ANALYZE TABLE $name" );
			self::forgetHints();
			$without = RowsRead::by( $read )->rows;
		} finally {
			self::run( "DROP TEMPORARY TABLE $copy" );
			self::forgetHints();
		}
		return [ $with, $without ];
	}

	private static function run( string $sql ): void {
		global $wpdb;
		if ( false === $wpdb->query( $sql ) ) {
			throw new \RuntimeException( "$sql: $wpdb->last_error" );
		}
	}

	/** A process looks indexes up once. */
	private static function forgetHints(): void {
		$known = new \ReflectionProperty( IndexHint::class, 'known' );
		$known->setAccessible( true );
		$known->setValue( null, [] );
	}
}
