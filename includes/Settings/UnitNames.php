<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

use SorsApi\Sentence;

/** What the business units of SORS are called, as they were listed last: a run knows their numbers only. */
final class UnitNames {

	public const OPTION = 'sors_unit_names';

	/** @param array<string, string> $names By id. */
	public static function remember( string $database, array $names ): void {
		update_option( self::OPTION, [ $database => $names ] + self::all(), false );
	}

	public static function of( string $database, string $id ): string {
		/* translators: %s: number of a business unit */
		return self::all()[ $database ][ $id ] ?? Sentence::__( 'the business unit with the number %s', 'sors-api-for-woocommerce', $id );
	}

	/** @return array<string, array<string, string>> By database and id. */
	private static function all(): array {
		$stored = get_option( self::OPTION );
		$names  = [];
		foreach ( is_array( $stored ) ? $stored : [] as $database => $units ) {
			$names[ (string) $database ] = array_filter( is_array( $units ) ? $units : [], 'is_string' );
		}
		return $names;
	}
}
