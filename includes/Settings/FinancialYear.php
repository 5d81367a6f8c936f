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

	/** @return int|null Null = neither says; then no rule holds. */
	public static function of( string $database ): ?int {
		$stored = get_option( self::OPTION );
		if ( is_array( $stored ) && ( $stored['database'] ?? null ) === $database && is_int( $stored['year'] ?? null ) ) {
			return $stored['year'];
		}
		return Database::yearOf( $database );
	}

	public static function store( string $database, ?int $year ): void {
		update_option( self::OPTION, compact( 'database', 'year' ), false );
	}
}
