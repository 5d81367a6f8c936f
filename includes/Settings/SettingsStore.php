<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

use SorsApi\Database\Sql;

/**
 * Reads and writes the option with the settings.
 *
 * What was stored by another version, or by hand, is judged key by key against contract/rest/settings.json: what does
 * not fit is replaced by its default, so that a bad value never keeps the shop from working.
 */
final class SettingsStore {

	public const OPTION = 'sors_settings';

	/** Goes up with each setting that a version before could not go by: see Installer. */
	public const VERSION = 1;

	/** @var mixed The option as it was when $loaded was made of it. */
	private static $raw = null;

	private static ?Settings $loaded = null;

	public static function load(): Settings {
		return self::of( get_option( self::OPTION, [] ) );
	}

	/**
	 * Past every cache, which is put right where it says something else: with an old one a copy of the shop would send
	 * orders, and a switch that was turned would stay as it was.
	 */
	public static function fresh(): Settings {
		$raw = Sql::option( self::OPTION ) ?? [];
		if ( get_option( self::OPTION, [] ) !== $raw ) {
			self::forgetCached();
		}
		return self::of( $raw );
	}

	/** @param mixed $raw */
	private static function of( $raw ): Settings {
		if ( null === self::$loaded || $raw !== self::$raw ) {
			self::$loaded = new Settings( self::complete( is_array( $raw ) ? $raw : [] ) );
			self::$raw    = $raw;
		}
		return self::$loaded;
	}

	private static function forgetCached(): void {
		foreach ( [ self::OPTION, 'alloptions', 'notoptions' ] as $key ) {
			wp_cache_delete( $key, 'options' );
		}
	}

	/** @param array<string, mixed> $settings */
	private static function write( array $settings ): void {
		if ( update_option( self::OPTION, $settings, true ) || Sql::option( self::OPTION ) === $settings ) {
			return;
		}
		global $wpdb;
		// A cache that lags behind has it already, so WordPress wrote nothing.
		Sql::run( "UPDATE {$wpdb->options} SET option_value = %s WHERE option_name = %s", (string) maybe_serialize( $settings ), self::OPTION );
		self::forgetCached();
	}

	/** Of the prices that products have; not of the one that a visitor happens to see, which plugins change by WooCommerce's filter. */
	public static function shopCurrency(): string {
		$currency = get_option( 'woocommerce_currency' );
		return is_string( $currency ) ? $currency : '';
	}

	/**
	 * Merges what changes into what is there: lists and maps are replaced as a
	 * whole, `fields` and `schedule` key by key.
	 *
	 * @param array<string, mixed> $patch   Settings keys => new values.
	 * @param bool                 $byEntry Maps entry by entry, too: null takes one out.
	 * @throws InvalidSettings When a value, or the combination, is refused; nothing is saved then.
	 */
	public static function update( array $patch, bool $byEntry = false ): Settings {
		$before = self::fresh();
		$after  = self::judged( $before, $patch, $byEntry );
		if ( $after->toArray() !== $before->toArray() ) {
			self::write( $after->toArray() );
			/**
			 * Settings were changed.
			 *
			 * @param Settings $after
			 * @param Settings $before
			 */
			do_action( 'sors_settings_changed', $after, $before );
		}
		return self::load();
	}

	/**
	 * What update() would change.
	 *
	 * @param array<string, mixed> $patch
	 * @return array{before: array<string, mixed>, after: array<string, mixed>} Only the settings that differ.
	 * @throws InvalidSettings As update().
	 */
	public static function difference( array $patch ): array {
		$before  = self::fresh();
		$after   = self::judged( $before, $patch )->toArray();
		$before  = $before->toArray();
		$changed = array_filter( $after, static fn( string $key ): bool => self::sorted( $after[ $key ] ) !== self::sorted( $before[ $key ] ), ARRAY_FILTER_USE_KEY );
		return [ 'before' => array_intersect_key( $before, $changed ), 'after' => $changed ];
	}

	/**
	 * The order of a map means nothing, that of a list does.
	 *
	 * @param mixed $value
	 * @return mixed
	 */
	private static function sorted( $value ) {
		if ( is_array( $value ) && array_values( $value ) !== $value ) {
			ksort( $value );
		}
		return $value;
	}

	/** @param array<string, mixed> $patch */
	private static function judged( Settings $before, array $patch, bool $byEntry = false ): Settings {
		$json     = json_decode( (string) wp_json_encode( (object) self::withObjects( $patch ) ) );
		$problems = Schema::problems( $json, Schema::load( 'settings-patch' ) );
		if ( [] !== $problems ) {
			( new InvalidSettings( Sentences::of( $problems, 'settings-patch', $patch ) ) )->throw();
		}
		$after  = new Settings( self::complete( self::merged( $before->toArray(), $patch, $byEntry ) ) );
		$errors = SettingsNotices::errors( $after );
		if ( [] !== $errors ) {
			( new InvalidSettings( $errors ) )->throw();
		}
		return $after;
	}

	/**
	 * @param array<string, mixed> $current
	 * @param array<string, mixed> $patch
	 * @return array<string, mixed>
	 */
	private static function merged( array $current, array $patch, bool $byEntry ): array {
		foreach ( $patch as $key => $value ) {
			if ( is_string( $value ) ) {
				$value = trim( $value );
			} elseif ( is_array( $value ) && self::isObject( $key ) ) {
				$value = array_map( static fn( $entry ) => is_string( $entry ) ? trim( $entry ) : $entry, $value );
				// The keys of a map may be numbers, which array_merge() would count anew.
				$value = array_replace( $byEntry || self::isMerged( $key ) ? (array) ( $current[ $key ] ?? [] ) : [], $value );
				$value = array_filter( $value, static fn( $entry ): bool => null !== $entry );
			} elseif ( is_array( $value ) && isset( $value[0] ) ) {
				$value = array_values( array_unique( $value, SORT_REGULAR ) );
			}
			$current[ $key ] = $value;
		}
		return $current;
	}

	/**
	 * Valid values stay, all others become the default.
	 *
	 * @param array<mixed> $stored
	 * @return array<string, mixed>
	 */
	private static function complete( array $stored ): array {
		$values = [];
		$stored = self::withObjects( $stored );
		foreach ( Schema::children( Schema::load( 'settings' )['properties'] ?? [] ) as $key => $schema ) {
			$value = $stored[ $key ] ?? null;
			if ( self::isMerged( $key ) && $value instanceof \stdClass ) {
				$value = self::completeFields( $value, $schema );
			}
			$json           = json_decode( (string) wp_json_encode( $value ) );
			$fits           = null !== $value && null === Schema::problem( $json, $schema, $key );
			$values[ $key ] = Schema::asArrays( $fits ? $json : ( $schema['default'] ?? null ) );
		}
		return $values;
	}

	/** @param array<string, mixed> $schema */
	private static function completeFields( \stdClass $stored, array $schema ): \stdClass {
		$values   = new \stdClass();
		$defaults = (array) ( $schema['default'] ?? [] );
		foreach ( Schema::children( $schema['properties'] ?? [] ) as $name => $child ) {
			$value         = $stored->$name ?? null;
			$fits          = null !== $value && null === Schema::problem( $value, $child, $name );
			$values->$name = $fits ? $value : ( $defaults[ $name ] ?? null );
		}
		return $values;
	}

	/**
	 * PHP writes an empty map and an empty list alike; JSON does not.
	 *
	 * @param array<mixed> $values
	 * @return array<mixed>
	 */
	public static function withObjects( array $values ): array {
		foreach ( Schema::children( Schema::load( 'settings' )['properties'] ?? [] ) as $key => $schema ) {
			if ( 'object' === ( $schema['type'] ?? null ) && isset( $values[ $key ] ) && is_array( $values[ $key ] ) ) {
				$values[ $key ] = (object) $values[ $key ];
			}
		}
		return $values;
	}

	/** Settings with a fixed set of fields are always merged field by field. */
	private static function isMerged( string $key ): bool {
		return isset( self::schema( $key )['properties'] );
	}

	private static function isObject( string $key ): bool {
		return 'object' === ( self::schema( $key )['type'] ?? null );
	}

	/** @return array<string, mixed> */
	private static function schema( string $key ): array {
		return Schema::children( Schema::load( 'settings' )['properties'] ?? [] )[ $key ] ?? [];
	}
}
