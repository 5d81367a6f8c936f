<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** Latin where the shop would write Cyrillic: the currency, and the addresses of new products. Each by its own setting. */
final class LatinWriting {

	/** @var array<string, string> Lower-case letter of Serbian => letters of an address, or of a file name. */
	private const LETTERS = [
		'а' => 'a', 'б' => 'b', 'в' => 'v', 'г' => 'g', 'д' => 'd', 'ђ' => 'dj', 'е' => 'e', 'ж' => 'z', 'з' => 'z',
		'и' => 'i', 'ј' => 'j', 'к' => 'k', 'л' => 'l', 'љ' => 'lj', 'м' => 'm', 'н' => 'n', 'њ' => 'nj', 'о' => 'o',
		'п' => 'p', 'р' => 'r', 'с' => 's', 'т' => 't', 'ћ' => 'c', 'у' => 'u', 'ф' => 'f', 'х' => 'h', 'ц' => 'c',
		'ч' => 'c', 'џ' => 'dz', 'ш' => 's', 'č' => 'c', 'ć' => 'c', 'ž' => 'z', 'š' => 's', 'đ' => 'dj',
	];

	/** @var mixed The option as it is stored, of which the settings are; null = as yet of none, or it is not loaded with all others. */
	private static $raw = null;
	/** @var array<mixed> */
	private static array $settings = [];

	public function register(): void {
		add_filter( 'woocommerce_currency_symbol', [ $this, 'symbol' ], 10, 2 );
		add_filter( 'wp_insert_post_data', [ $this, 'slug' ], 10, 2 );
	}

	/**
	 * @param mixed $symbol
	 * @param mixed $currency
	 * @return mixed
	 */
	public function symbol( $symbol, $currency ) {
		return 'RSD' === $currency && self::wants( 'latinCurrency' ) ? 'RSD' : $symbol;
	}

	/**
	 * Only a slug that WordPress has just made of the name: one that was typed, or that a product has already, is an address
	 * that people may know.
	 *
	 * @param mixed $data   What is going to be stored, slashed.
	 * @param mixed $sent
	 * @return mixed
	 */
	public function slug( $data, $sent ) {
		if ( ! is_array( $data ) || ! is_array( $sent ) || 'product' !== ( $data['post_type'] ?? '' ) || '' === ( $data['post_name'] ?? '' ) || ! empty( $sent['post_name'] ) ) {
			return $data;
		}
		$name = is_string( $data['post_title'] ?? null ) ? wp_unslash( $data['post_title'] ) : '';
		$id   = is_numeric( $sent['ID'] ?? null ) ? (int) $sent['ID'] : 0;
		if ( 1 !== preg_match( '/\p{Cyrillic}/u', $name ) || ! self::wants( 'latinSlugs' ) || ( 0 !== $id && '' !== get_post_field( 'post_name', $id, 'raw' ) ) ) {
			return $data;
		}
		$status            = is_string( $data['post_status'] ?? null ) ? $data['post_status'] : 'draft';
		$data['post_name'] = wp_unique_post_slug( sanitize_title( self::latin( $name ) ), $id, $status, 'product', 0 );
		return $data;
	}

	/** In lower case. */
	public static function latin( string $name ): string {
		return strtr( mb_strtolower( $name, 'UTF-8' ), self::LETTERS );
	}

	/** Read past SettingsStore, and where WordPress keeps all options: each price on a visitor's page asks. WordPress would take the whole option apart each time. */
	private static function wants( string $setting ): bool {
		$all = wp_cache_get( 'alloptions', 'options' );
		$raw = is_array( $all ) ? $all['sors_settings'] ?? null : null;
		if ( null === $raw || $raw !== self::$raw ) {
			$stored    = get_option( 'sors_settings' );
			self::$raw = $raw;

			self::$settings = is_array( $stored ) ? $stored : [];
		}
		return true === ( self::$settings[ $setting ] ?? false );
	}
}
