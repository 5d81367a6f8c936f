<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/** One of the databases that the key opens. Closing a financial year makes a new one: Prodavnica2025, Prodavnica2026. */
final class Database extends Record {

	public const REQUIRED = [ 'name' ];

	/** The last four digits that can be a year, and are not part of a longer number. */
	private const YEAR = '/^(.*)(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])(.*?)$/us';

	public string $name;
	public ?string $title = null;
	public ?int $year     = null;

	/**
	 * The newest of the databases that belongs to the same business in a later year; null = there is none, or the names do
	 * not tell.
	 *
	 * @param string     $current   Name of the database in use.
	 * @param list<self> $databases
	 */
	public static function newerThan( string $current, array $databases ): ?self {
		$own = self::parts( $current );
		if ( null === $own ) {
			return null;
		}
		$newest = null;
		$last   = $own['year'];
		foreach ( $databases as $database ) {
			$other = self::parts( $database->name );
			if ( null !== $other && $other['business'] === $own['business'] && $other['year'] > $last ) {
				$newest = $database;
				$last   = $other['year'];
			}
		}
		return $newest;
	}

	/** Whether a name says which financial year the database is for. */
	public static function namesYear( string $name ): bool {
		return null !== self::parts( $name );
	}

	/** By its name. */
	public static function yearOf( string $name ): ?int {
		return self::parts( $name )['year'] ?? null;
	}

	/** @return array{business: string, year: int}|null */
	private static function parts( string $name ): ?array {
		if ( 1 !== preg_match( self::YEAR, trim( $name ), $parts ) ) {
			return null;
		}
		return [
			// To SORS' users and to their databases, upper and lower case are one name.
			'business' => mb_strtolower( $parts[1] . '|' . $parts[3] ),
			'year'     => (int) $parts[2],
		];
	}
}
