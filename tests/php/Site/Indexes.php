<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Database\IndexHint;
use SorsApi\Database\Tables;

/** What some work reads where the database has an index, and where it has not. */
final class Indexes {

	/**
	 * @param callable(): mixed $read
	 *
	 * @return array{int, int} Rows read with it, and without it.
	 */
	public static function compare( string $table, string $index, callable $read ): array {
		global $wpdb;
		$name   = Tables::name( $table );
		$key    = array_column( (array) $wpdb->get_results( "SHOW INDEX FROM $name WHERE Key_name = '$index'", ARRAY_A ), null, 'Seq_in_index' );
		$unique = '0' === (string) $key[1]['Non_unique'] ? 'UNIQUE' : '';
		$of     = implode( ', ', array_map( static fn( array $part ): string => $part['Column_name'] . ( null === $part['Sub_part'] ? '' : "({$part['Sub_part']})" ), $key ) );
		$read();
		$with = RowsRead::by( $read )->rows;
		$wpdb->query( "ALTER TABLE $name DROP INDEX $index" );
		self::forgetHints();
		try {
			$without = RowsRead::by( $read )->rows;
		} finally {
			self::forgetHints();
			if ( false === $wpdb->query( "ALTER TABLE $name ADD $unique INDEX $index ($of)" ) ) {
				throw new \RuntimeException( "$name is without its index $index: $wpdb->last_error" );
			}
		}
		return [ $with, $without ];
	}

	/** A process looks indexes up once. */
	private static function forgetHints(): void {
		$known = new \ReflectionProperty( IndexHint::class, 'known' );
		$known->setAccessible( true );
		$known->setValue( null, [] );
	}
}
