<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Documents\MappingRefused;
use SorsApi\Sentence;
use SorsApi\Sors\Api;

/** Makes sure that the unit which documents are issued from exists in their database. */
final class BusinessUnits {

	/** Seconds. Units hardly ever change; a refusal by SORS itself would only come later. */
	private const KEEP = 3600;

	/**
	 * @return string The unit's id.
	 * @throws MappingRefused No unit was chosen, or the database has none of that id.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function check( string $database, string $unitId, Api $api ): string {
		if ( '' === $unitId ) {
			( new MappingRefused( 'no_unit', Sentence::__( 'No business unit was chosen that documents are issued from. Choose one in the settings.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$ids = self::ids( $database, $api, false );
		if ( ! in_array( $unitId, $ids, true ) ) {
			$ids = self::ids( $database, $api, true );
		}
		if ( ! in_array( $unitId, $ids, true ) ) {
			/* translators: %s: name of a SORS database. */
			( new MappingRefused( 'unknown_unit', Sentence::__( 'The business unit that documents are issued from is not in the database %s. After a change of database, choose the units again in the settings.', 'sors-api-for-woocommerce', $database ) ) )->throw();
		}
		return $unitId;
	}

	/** @return list<string> */
	private static function ids( string $database, Api $api, bool $fresh ): array {
		$key  = 'sors_units_' . substr( hash( 'sha256', $database ), 0, 32 );
		$kept = $fresh ? false : get_transient( $key );
		if ( is_array( $kept ) ) {
			return array_values( array_filter( $kept, 'is_string' ) );
		}
		$ids = [];
		foreach ( $api->listBusinessUnits( $database ) as $unit ) {
			if ( false !== $unit->active ) {
				$ids[] = $unit->id;
			}
		}
		set_transient( $key, $ids, self::KEEP );
		return $ids;
	}
}
