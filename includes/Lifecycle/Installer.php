<?php
declare( strict_types=1 );

namespace SorsApi\Lifecycle;

use SorsApi\Database\Tables;
use SorsApi\Settings\Access;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;

/**
 * Brings the tables to the present version, on activation and whenever the
 * stored version differs: updates of plugins run no activation hook, and in a
 * network each site is met on its own.
 */
final class Installer {

	public const VERSION_OPTION = 'sors_tables_version';

	/** Set while tables are missing: their names. */
	public const FAILURE_OPTION = 'sors_tables_failure';

	private StoreIdentity $identity;

	public function __construct( StoreIdentity $identity ) {
		$this->identity = $identity;
	}

	/** Whether the tables are there. Costs nothing: the option is loaded anyway. */
	public static function isCurrent(): bool {
		return Tables::version() === get_option( self::VERSION_OPTION );
	}

	/** Safe to run again, and by two requests at once: both ask for the same tables. */
	public function install(): void {
		global $wpdb;
		$shown = $wpdb->hide_errors();
		Tables::create();
		$missing = self::missingTables();
		if ( $shown ) {
			$wpdb->show_errors();
		}
		if ( [] !== $missing ) {
			// Tried again at the next visit to wp-admin, where it is also shown.
			update_option( self::FAILURE_OPTION, implode( ', ', $missing ), true );
			return;
		}
		delete_option( self::FAILURE_OPTION );
		$this->identity->storeId();
		// Read on every request: were it missing, each would look for it in the database.
		add_option( SettingsStore::OPTION, [], '', true );
		update_option( self::VERSION_OPTION, Tables::version(), true );
		// If another request was quicker, WordPress takes "no row changed" for a failure and keeps its old cache.
		wp_cache_delete( 'alloptions', 'options' );
		wp_cache_delete( 'notoptions', 'options' );
		/** The tables are there and may be filled. */
		do_action( 'sors_installed' );
	}

	/** @return list<string> Names of tables that cannot be read. */
	private static function missingTables(): array {
		global $wpdb;
		$missing = [];
		foreach ( Tables::names() as $table ) {
			$name = Tables::name( $table );
			if ( false === $wpdb->query( "SELECT 1 FROM {$name} WHERE 1 = 0" ) ) {
				$missing[] = $name;
			}
		}
		return $missing;
	}

	/** Shown instead of all the rest of the plugin while there are no tables. */
	public static function showFailure(): void {
		$tables = get_option( self::FAILURE_OPTION );
		if ( current_user_can( Access::CAPABILITY ) ) {
			printf(
				'<div class="notice notice-error"><p><strong>%s</strong> %s</p></div>',
				esc_html__( 'SORS:', 'sors-api-for-woocommerce' ),
				/* translators: %s: names of database tables. */
				esc_html( sprintf( __( 'The database did not let the plugin create its tables (%s), so nothing is exchanged with SORS. Ask your host whether the database user may create tables and whether there is space left; it is tried again each time this page is opened.', 'sors-api-for-woocommerce' ), is_string( $tables ) ? $tables : '' ) )
			);
		}
	}
}
