<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

use SorsApi\Sors\Database;

/**
 * The year that a database keeps the books of: as SORS' list of databases last said, else as its name says. Documents
 * must be dated within it.
 */
final class FinancialYear {

	/** What the list said of the database in use. */
	public const OPTION = 'sors_financial_year';

	/** Names of databases that the owner goes on with when their year is over. */
	private const GOING_ON = 'sors_going_on';

	/**
	 * The year that a database keeps the books of, where that is another one than this.
	 *
	 * @return int|null Null = it takes documents of this year: by list or name, since neither says, or since the owner keeps several years in it.
	 */
	public static function otherThan( int $year, string $database ): ?int {
		$told = self::told( $database );
		// Whether it goes on is asked last: for most orders it need not be read.
		return null === $told || $told === $year || self::goesOn( $database ) ? null : $told;
	}

	/** What list or name say, whether or not it goes on. */
	public static function told( string $database ): ?int {
		$stored = get_option( self::OPTION );
		if ( is_array( $stored ) && ( $stored['database'] ?? null ) === $database && is_int( $stored['year'] ?? null ) ) {
			return $stored['year'];
		}
		return Database::yearOf( $database );
	}

	public static function goesOn( string $database ): bool {
		return in_array( $database, self::goingOn(), true );
	}

	public static function letGoOn( string $database, bool $goesOn ): void {
		update_option( self::GOING_ON, array_merge( array_diff( self::goingOn(), [ $database ] ), $goesOn ? [ $database ] : [] ), false );
	}

	/** @return list<string> */
	private static function goingOn(): array {
		$stored = get_option( self::GOING_ON );
		return is_array( $stored ) ? array_values( array_filter( $stored, 'is_string' ) ) : [];
	}

	public static function store( string $database, ?int $year ): void {
		update_option( self::OPTION, compact( 'database', 'year' ), false );
	}
}
