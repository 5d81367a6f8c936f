<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/** Pure: which databases are the same business in different years, such as Prodavnica2025 and Prodavnica2026. */
final class FinancialYear {

	/** The last four digits that can be a year; not part of a longer number. */
	private const YEAR = '/^(.*)(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])(.*?)$/us';

	/**
	 * The newest of the databases that is the same business in a later year; null = there is none, or nobody can tell.
	 *
	 * @param list<Database> $databases
	 */
	public static function newer( string $current, array $databases ): ?Database {
		$own = self::read( $current );
		if ( null === $own ) {
			return null;
		}
		$newest = null;
		$last   = $own['year'];
		foreach ( $databases as $database ) {
			$other = self::read( $database->name );
			if ( null !== $other && $other['business'] === $own['business'] && $other['year'] > $last ) {
				$newest = $database;
				$last   = $other['year'];
			}
		}
		return $newest;
	}

	/** Whether the name says which year it is. */
	public static function isIn( string $name ): bool {
		return null !== self::read( $name );
	}

	/** @return array{business: string, year: int}|null */
	private static function read( string $name ): ?array {
		if ( 1 !== preg_match( self::YEAR, trim( $name ), $parts ) ) {
			return null;
		}
		return [
			// Letters of either case are one name, to SORS' users and to their databases.
			'business' => mb_strtolower( $parts[1] . '|' . $parts[3] ),
			'year'     => (int) $parts[2],
		];
	}
}
