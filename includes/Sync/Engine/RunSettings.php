<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Settings\Settings;

/** Pure: the settings that a run's figures hang on. With others, everything has to be read anew. */
final class RunSettings {

	/** Fixes them at the beginning of a reading. */
	public static function bind( Cursor $cursor, Settings $settings ): void {
		$cursor->units    = array_values( array_unique( array_filter( array_merge( $settings->businessUnitIds, [ $settings->priceUnit() ] ) ) ) );
		$cursor->settings = self::fingerprint( $settings );
	}

	public static function hold( Cursor $cursor, Settings $settings ): bool {
		return $cursor->settings === self::fingerprint( $settings );
	}

	public static function fingerprint( Settings $settings ): string {
		$relevant = [
			$settings->database,
			$settings->businessUnitIds,
			$settings->priceUnit(),
			$settings->priceType,
			$settings->stockMode,
			$settings->newProductStatus,
			$settings->missingProducts,
			$settings->fields,
			$settings->taxClassByVatRate,
		];
		return md5( (string) wp_json_encode( $relevant ) );
	}
}
