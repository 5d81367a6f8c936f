<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/**
 * Serbian in the script that the shop wants. WordPress has one Serbian, in Cyrillic; our Latin set lies beside ours
 * (bin/i18n/latin.ts makes it). A language pack of wordpress.org comes before both.
 */
final class SerbianScript {

	/** The script of the admin app. */
	public const APP = 'sors-api-app';

	private const DOMAIN   = 'sors-api-for-woocommerce';
	private const CYRILLIC = self::DOMAIN . '-sr_RS';
	private const LATIN    = self::DOMAIN . '-sr_RS-latin';

	public static function register(): void {
		add_filter( 'load_translation_file', [ self::class, 'choose' ], 10, 2 );
		add_filter( 'load_script_translation_file', static fn( $file, $handle, $domain ) => self::choose( $file, $domain ), 10, 3 );
		add_filter( 'load_script_translations', [ self::class, 'addPack' ], 10, 4 );
	}

	/**
	 * @param mixed $file
	 * @param mixed $domain
	 * @return mixed
	 */
	public static function choose( $file, $domain ) {
		if ( self::DOMAIN !== $domain || ! is_string( $file ) ) {
			return $file;
		}
		$latin = str_replace( self::CYRILLIC, self::LATIN, $file );
		// No language pack has a second set beside it.
		return $latin !== $file && is_readable( $latin ) && self::isLatin() ? $latin : $file;
	}

	/** Straight from the option: SettingsStore says what is wrong with it in words, which are not there yet. */
	public static function isLatin(): bool {
		global $wp_locale;
		$settings = get_option( SettingsStore::OPTION );
		$script   = is_array( $settings ) ? $settings['serbianScript'] ?? 'site' : 'site';
		if ( 'site' !== $script ) {
			return 'latin' === $script;
		}
		// Some sites have WordPress' own words in Latin, by a plugin or by files of their own.
		return $wp_locale instanceof \WP_Locale && 'nedelja' === strtolower( $wp_locale->get_weekday( 0 ) );
	}

	/**
	 * WordPress takes our file before a language pack, and of a pack the part for the first script alone. The screens that
	 * load later have their texts in the other parts; a script on a page of WooCommerce takes what it says itself.
	 *
	 * @param mixed $texts  JSON.
	 * @param mixed $file
	 * @param mixed $handle
	 * @param mixed $domain
	 * @return mixed
	 */
	public static function addPack( $texts, $file, $handle, $domain ) {
		$packs = self::DOMAIN === $domain ? glob( WP_LANG_DIR . '/plugins/' . self::DOMAIN . '-' . determine_locale() . '-*.json' ) : [];
		if ( ! $packs || ! is_string( $file ) ) {
			return $texts;
		}
		// What a pack lacks is said in its script.
		$ours     = self::messages( str_replace( self::LATIN, self::CYRILLIC, $file ) );
		$messages = $ours;
		foreach ( $packs as $pack ) {
			$messages = array_merge( $messages, self::messages( $pack ) );
		}
		if ( self::APP !== $handle ) {
			$messages = array_intersect_key( $messages, $ours );
		}
		return wp_json_encode( [ 'domain' => 'messages', 'locale_data' => [ 'messages' => $messages ] ] );
	}

	/** @return array<mixed> */
	private static function messages( string $file ): array {
		$json = json_decode( (string) file_get_contents( $file ), true );
		$data = is_array( $json ) ? $json['locale_data'] ?? null : null;
		return is_array( $data ) && is_array( $data['messages'] ?? null ) ? $data['messages'] : [];
	}
}
