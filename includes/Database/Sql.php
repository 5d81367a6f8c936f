<?php
declare( strict_types=1 );

namespace SorsApi\Database;

use SorsApi\Log\Log;
use SorsApi\Sentence;

/**
 * Queries whose failure is an exception, a StorageError. WordPress answers "nothing found" to a query that failed: a run that believed
 * it would create every product again, or go on outside the transaction that a deadlock has ended.
 */
final class Sql {

	/** Characters: of four bytes each they fit into a TEXT column. */
	private const LONGEST_WORDS = 10000;

	/** Ids in one statement. */
	private const AT_ONCE = 500;

	/** Rows, and bytes after which a statement takes no other row: databases refuse long ones, some those of 4 MB, and long ones fill the memory. */
	private const ROWS  = 100;
	private const BYTES = 1048576;

	/**
	 * The statement with its values in place, quoted as $wpdb->prepare() does it.
	 *
	 * @param string|int ...$values For its %s and %d; without any it stays as it is.
	 */
	public static function prepare( string $sql, ...$values ): string {
		global $wpdb;
		// phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- Here it is prepared; tests/taint follows what each caller's text is made of.
		return [] === $values ? $sql : (string) $wpdb->prepare( $sql, ...$values );
	}

	/**
	 * @param string|int ...$values As prepare().
	 * @return int Rows that it changed: SQLite counts also those that it wrote as they were.
	 */
	public static function run( string $sql, ...$values ): int {
		global $wpdb;
		// phpcs:ignore WordPress.DB, PluginCheck.Security.DirectDB -- Prepared above, and no cache may stand between a transaction and its rows.
		$rows = $wpdb->query( self::prepare( $sql, ...$values ) );
		if ( false === $rows ) {
			throw self::error();
		}
		return (int) $rows;
	}

	/**
	 * @param string|int ...$values As prepare().
	 * @return list<array<string, string|null>>
	 */
	public static function rows( string $sql, ...$values ): array {
		global $wpdb;
		/** @var list<array<string, string|null>>|null $rows */
		// phpcs:ignore WordPress.DB, PluginCheck.Security.DirectDB -- As in run().
		$rows = $wpdb->get_results( self::prepare( $sql, ...$values ), ARRAY_A );
		if ( null === $rows || '' !== $wpdb->last_error ) {
			throw self::error();
		}
		return $rows;
	}

	/**
	 * @param string|int ...$values As prepare().
	 * @return list<string|null> The first column.
	 */
	public static function column( string $sql, ...$values ): array {
		return array_map(
			/** @param array<string, string|null> $row */
			static function ( array $row ): ?string {
				$value = reset( $row );
				return false === $value ? null : $value;
			},
			self::rows( $sql, ...$values )
		);
	}

	/**
	 * @param string|int ...$values As prepare().
	 * @return list<int> The first column.
	 */
	public static function ids( string $sql, ...$values ): array {
		return array_map( 'intval', self::column( $sql, ...$values ) );
	}

	/** @param string|int ...$values As prepare(). */
	public static function value( string $sql, ...$values ): ?string {
		return self::column( $sql, ...$values )[0] ?? null;
	}

	/**
	 * EXISTS that is asked row by row, by the key of the row: else the database may first list all that there is in the
	 * whole table, however few rows ask.
	 *
	 * @param string $from SQL that begins with FROM.
	 */
	public static function exists( string $from ): string {
		return "((SELECT 1 $from LIMIT 1) IS NOT NULL)";
	}

	/**
	 * An option of WordPress past every cache: one that lags behind, or that another process filled with what it knew,
	 * may go on saying what was so before.
	 *
	 * @return mixed Null where there is none.
	 */
	public static function option( string $name ) {
		return self::options( $name )[ $name ];
	}

	/** @return array<string, mixed> Each of these, as option() gives it. */
	public static function options( string ...$names ): array {
		global $wpdb;
		$found = array_column( self::rows( "SELECT option_name, option_value FROM {$wpdb->options} WHERE option_name IN (" . self::quoted( $names ) . ')' ), 'option_value', 'option_name' );
		$read  = [];
		foreach ( $names as $name ) {
			$read[ $name ] = isset( $found[ $name ] ) ? maybe_unserialize( $found[ $name ] ) : null;
		}
		return $read;
	}

	/**
	 * @param array<string, string|int|null> $values
	 * @param array<string, string|int|null> $also   What else the row must hold, or it is left alone.
	 * @return int As run().
	 */
	public static function update( string $table, array $values, int $id, array $also = [] ): int {
		global $wpdb;
		$rows = $wpdb->update( $table, $values, [ 'id' => $id ] + $also );
		if ( false === $rows ) {
			throw self::error();
		}
		return $rows;
	}

	/**
	 * New rows, or in place of those that have the same key, in several statements.
	 *
	 * @param iterable<array<string, string|int|null>> $rows By column, the same columns in each.
	 * @param list<string>                             $kept Columns that stay as they are stored.
	 */
	public static function put( string $table, iterable $rows, array $kept ): void {
		/** @var list<string> $columns */
		$columns = [];
		$chunk   = [];
		$bytes   = 0;
		$write   = static function () use ( $table, $kept, &$columns, &$chunk ): void {
			$updates = array_map( static fn( string $column ): string => "$column = VALUES($column)", array_diff( $columns, $kept ) );
			self::run( "INSERT INTO $table (" . implode( ', ', $columns ) . ') VALUES ' . implode( ', ', $chunk ) . ' ON DUPLICATE KEY UPDATE ' . implode( ', ', $updates ) );
		};
		foreach ( $rows as $row ) {
			if ( count( $chunk ) >= self::ROWS || $bytes >= self::BYTES ) {
				$write();
				$chunk = [];
				$bytes = 0;
			}
			$columns = array_keys( $row );
			$values  = implode( ', ', array_map( static fn( $value ): string => null === $value ? 'NULL' : ( is_int( $value ) ? '%d' : '%s' ), $row ) );
			$chunk[] = self::prepare( "($values)", ...array_values( array_filter( $row, static fn( $value ): bool => null !== $value ) ) );
			$bytes  += strlen( $chunk[ count( $chunk ) - 1 ] );
		}
		if ( [] !== $chunk ) {
			$write();
		}
	}

	/**
	 * @param array<string, string|int|null> $values
	 * @return int Id of the new row.
	 */
	public static function insert( string $table, array $values ): int {
		global $wpdb;
		if ( false === $wpdb->insert( $table, $values ) ) {
			throw self::error();
		}
		return (int) $wpdb->insert_id;
	}

	/**
	 * Words of SORS, of the database or of another plugin as a TEXT column takes them: an update with broken characters,
	 * or with too many, fails, and an entry whose error cannot be stored is worked on for ever. Without control characters,
	 * which a terminal takes for commands, and without the API key. Those that hold a Sentence together stay.
	 */
	public static function words( string $words ): string {
		$words = mb_scrub( Log::withoutKey( $words ), 'UTF-8' );
		return mb_substr( (string) preg_replace( '/[^\P{Cc}\t\r\n\x02\x03\x1F]/u', '', $words ), 0, self::LONGEST_WORDS, 'UTF-8' );
	}

	/** @return list<array{query: string, error_str: string}> Of this process, which WordPress notes whether it shows them or not. */
	public static function failures(): array {
		/** @var list<array{query: string, error_str: string}> $all */
		$all = $GLOBALS['EZSQL_ERROR'] ?? [];
		return $all;
	}

	private static function error(): StorageError {
		global $wpdb;
		$problem = SqliteDriver::message( $wpdb->__get( 'dbh' ) ) ?? $wpdb->last_error;
		if ( Transaction::isBroken() ) {
			return TransactionBroken::because( $problem );
		}
		/* translators: %s: message of the database */
		return new StorageError( Sentence::__( 'The database of the shop refused a query: %s', 'sors-api-for-woocommerce', $problem ) );
	}

	/**
	 * For an IN; as safe within the text of another prepare() as $wpdb->prepare() makes it.
	 *
	 * @param list<string> $texts
	 */
	public static function quoted( array $texts ): string {
		return self::prepare( implode( ', ', array_fill( 0, count( $texts ), '%s' ) ), ...$texts );
	}

	/**
	 * Deletes what is found, in several statements: one would keep thousands of rows locked.
	 *
	 * @param string $where SQL; what no longer meets it once its turn comes stays.
	 */
	public static function deleteFound( string $table, string $where ): void {
		do {
			$ids = self::ids( "SELECT id FROM $table WHERE $where LIMIT %d", self::AT_ONCE );
			self::inChunks( $ids, static fn( string $in ): int => self::run( "DELETE FROM $table WHERE id IN ($in) AND $where" ) );
		} while ( self::AT_ONCE === count( $ids ) );
	}

	/**
	 * Many ids, in several statements.
	 *
	 * @param array<int>              $ids
	 * @param callable( string ): int $run Is given what stands in an IN.
	 * @return int What it answered, added up.
	 */
	public static function inChunks( array $ids, callable $run ): int {
		$changed = 0;
		foreach ( array_chunk( $ids, self::AT_ONCE ) as $chunk ) {
			$changed += $run( implode( ', ', array_map( 'intval', $chunk ) ) );
		}
		return $changed;
	}
}
