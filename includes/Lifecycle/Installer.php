<?php
declare( strict_types=1 );

namespace SorsApi\Lifecycle;

use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Database\Tables;
use SorsApi\Settings\Access;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;

/**
 * Brings tables and settings to the present version, on activation and whenever the stored one differs: updates of
 * plugins run no activation hook, and in a network each site is met on its own.
 */
final class Installer {

	public const VERSION_OPTION = 'sors_tables_version';

	/** The version of the plugin that made the tables what they are. */
	public const PLUGIN_OPTION = 'sors_version';

	/** Set while tables, or columns or unique keys of them, are missing: the names of the tables, and what the database said to the first of them. */
	public const FAILURE_OPTION = 'sors_tables_failure';

	/** Of the tables, and of the settings. */
	public static function version(): string {
		return Tables::version() . '-' . SettingsStore::VERSION;
	}

	/**
	 * Whether the tables are there. Costs nothing: the option is loaded anyway.
	 *
	 * @phpstan-impure
	 */
	public static function isCurrent(): bool {
		return self::version() === get_option( self::VERSION_OPTION );
	}

	/** Whether tables or settings are those of a version after this one, which would read and write them wrongly. */
	private static function isOfNewer(): bool {
		return ! self::isCurrent() && version_compare( self::madeBy(), SORS_API_VERSION, '>' );
	}

	private static function madeBy(): string {
		$version = get_option( self::PLUGIN_OPTION );
		return is_string( $version ) ? $version : '0';
	}

	/** The next request begins as after an update. */
	public static function forget(): void {
		delete_option( self::VERSION_OPTION );
	}

	/** Safe to run again, and by two requests at once: both ask for the same tables. */
	public static function install(): void {
		global $wpdb;
		if ( self::isOfNewer() ) {
			return;
		}
		if ( null === Sql::option( self::VERSION_OPTION ) && null === Sql::option( StoreIdentity::ID_OPTION ) && ! Tables::exists( Tables::name( Tables::OUTBOX ) ) ) {
			// Never at work here: settings under our name are another plugin's, as Softkom's 1.0.0 may have left them.
			delete_option( SettingsStore::OPTION );
		}
		$shown   = $wpdb->hide_errors();
		$refused = Tables::create();
		$missing = self::missingTables();
		if ( $shown ) {
			$wpdb->show_errors();
		}
		if ( [] !== $missing ) {
			// Tried again at the next visit to wp-admin, where it is also shown.
			$said = array_values( array_intersect_key( $refused, $missing ) )[0] ?? '';
			update_option( self::FAILURE_OPTION, [ implode( ', ', $missing ), $said ], true );
			return;
		}
		delete_option( self::FAILURE_OPTION );
		StoreIdentity::storeId();
		// Read on every request: were it missing, each would look for it in the database.
		add_option( SettingsStore::OPTION, [], '', true );
		update_option( self::PLUGIN_OPTION, SORS_API_VERSION, true );
		update_option( self::VERSION_OPTION, self::version(), true );
		// If another request was quicker, WordPress takes "no row changed" for a failure and keeps its old cache.
		wp_cache_delete( 'alloptions', 'options' );
		wp_cache_delete( 'notoptions', 'options' );
		/** The tables are there and may be filled. */
		do_action( 'sors_installed' );
	}

	/** @return array<string, string> table => name, of those that cannot be read as this version reads them, or would take twice what is to be there once. */
	private static function missingTables(): array {
		$missing = [];
		foreach ( Tables::names() as $table ) {
			$name = Tables::name( $table );
			try {
				Sql::rows( 'SELECT ' . implode( ', ', Tables::columnNames( $table ) ) . ' FROM %i WHERE 1 = 0', $name );
				$keys = array_column( Sql::rows( 'SHOW INDEX FROM %i', $name ), 'Key_name' );
				if ( [] !== array_diff( Tables::uniqueKeys( $table ), $keys ) ) {
					$missing[ $table ] = $name;
				}
			} catch ( StorageError $error ) {
				$missing[ $table ] = $name;
			}
		}
		return $missing;
	}

	/** Why the tables cannot be used. Translated. */
	public static function failure(): string {
		if ( self::isOfNewer() ) {
			/* translators: 1: version of the plugin that the shop had, 2: the one it has now. */
			return sprintf( __( 'The data of this shop is that of version %1$s of the plugin, which version %2$s cannot work with, so nothing is exchanged with SORS. Install version %1$s or a newer one again.', 'sors-api-for-woocommerce' ), self::madeBy(), SORS_API_VERSION );
		}
		[ $tables, $said ] = (array) get_option( self::FAILURE_OPTION ) + [ false, '' ];
		/* translators: %s: names of database tables. */
		$text = sprintf( __( 'The database did not let the plugin create its tables or change them (%s), so nothing is exchanged with SORS. Ask your host whether the database user may create and change tables and whether there is space left; it is tried again each time a page of wp-admin is opened.', 'sors-api-for-woocommerce' ), is_string( $tables ) ? $tables : Tables::name( '*' ) );
		/* translators: %s: message of the database. */
		return is_string( $said ) && '' !== $said ? $text . ' ' . sprintf( __( 'The database says: %s', 'sors-api-for-woocommerce' ), $said ) : $text;
	}

	/** Shown instead of all the rest of the plugin while there are no tables. */
	public static function showFailure(): void {
		if ( current_user_can( Access::CAPABILITY ) ) {
			printf( '<div class="notice notice-error"><p><strong>%s</strong> %s</p></div>', esc_html__( 'SORS:', 'sors-api-for-woocommerce' ), esc_html( self::failure() ) );
		}
	}
}
