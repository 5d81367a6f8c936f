<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/** The settings as a file for another shop. The API key and the store id are no settings, so neither is in it. */
final class SettingsFile {

	/** Each shop's own: whom it writes to, whether it sends orders, and what stays of it. */
	private const OWN = [ 'alertEmail', 'exportOrders', 'sendToTestDatabase', 'removeAllData' ];

	/** Of one database: in another one an id may stand for another unit. */
	private const OF_DATABASE = [ 'database', 'businessUnitIds', 'priceBusinessUnitId', 'documentBusinessUnitId' ];

	private const PLUGIN = 'sors-api-for-woocommerce';

	public static function name(): string {
		return 'sors-settings-' . gmdate( 'Y-m-d' ) . '.json';
	}

	public static function of( Settings $settings ): string {
		$file = [
			'plugin'   => self::PLUGIN,
			'version'  => SORS_API_VERSION,
			'settings' => SettingsStore::withObjects( array_diff_key( $settings->toArray(), array_flip( self::OWN ) ) ),
		];
		return wp_json_encode( $file, JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ) . "\n";
	}

	/**
	 * @param Settings $here Those of the shop that takes it over.
	 * @return array{patch: array<string, mixed>, leftOut: string|null} Settings keys => values, not judged yet, and a sentence on what is not taken over.
	 * @throws InvalidSettings
	 */
	public static function read( string $text, Settings $here ): array {
		$file = json_decode( $text );
		if ( ! $file instanceof \stdClass || self::PLUGIN !== ( $file->plugin ?? null ) || ! ( $file->settings ?? null ) instanceof \stdClass ) {
			( new InvalidSettings( [ '' => __( 'This is not a file with settings of SORS API. Choose one that was downloaded in the settings of another shop, or written by: wp sors settings export', 'sors-api-for-woocommerce' ) ] ) )->throw();
		}
		$patch    = array_map( [ Schema::class, 'asArrays' ], array_diff_key( get_object_vars( $file->settings ), array_flip( self::OWN ) ) );
		$database = $patch['database'] ?? '';
		$leftOut  = null;
		if ( '' !== $here->database && $database !== $here->database ) {
			$patch = array_diff_key( $patch, array_flip( self::OF_DATABASE ) );
			if ( is_string( $database ) && '' !== $database ) {
				/* translators: 1, 2: names of databases. */
				$leftOut = sprintf( __( 'The database (%1$s) and the business units of the file are not taken over, since this shop works with another database (%2$s).', 'sors-api-for-woocommerce' ), $database, $here->database );
			}
		}
		return [ 'patch' => $patch, 'leftOut' => $leftOut ];
	}
}
