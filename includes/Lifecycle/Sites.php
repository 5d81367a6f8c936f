<?php
declare( strict_types=1 );

namespace SorsApi\Lifecycle;

use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Log\Log;

/** The sites of a network, one after another: each batch gets memory and time of its own, however many there are. */
final class Sites {

	private const BATCH = 100;

	/** Seconds that PHP may take for one batch, at least. */
	private const SECONDS = 60;

	/**
	 * What fails on one site is logged, and the others have their turn. Without a network: on the only site.
	 *
	 * @param callable(): void $do
	 * @param int              $network One WordPress may have several; 0 = the sites of all.
	 */
	public static function each( callable $do, int $network = 0 ): void {
		if ( ! is_multisite() ) {
			$do();
			return;
		}
		$after = 0;
		// 0 = as long as it takes, as on the command line.
		$limit = (int) ini_get( 'max_execution_time' );
		do {
			$ids = self::after( $after, $network );
			if ( $limit > 0 && function_exists( 'set_time_limit' ) ) {
				set_time_limit( max( $limit, self::SECONDS ) );
			}
			foreach ( $ids as $id ) {
				switch_to_blog( $id );
				Log::guard( "Site $id", $do );
				restore_current_blog();
				$after = $id;
			}
			// Else the options of all sites would be held.
			wp_cache_flush_runtime();
		} while ( [] !== $ids );
	}

	/**
	 * Answers `wpmu_drop_tables`: with a site of a network goes what we keep of its buyers.
	 *
	 * @param mixed $tables
	 * @param mixed $site
	 * @return mixed
	 */
	public static function withOurTables( $tables, $site ) {
		global $wpdb;
		if ( ! is_array( $tables ) ) {
			return $tables;
		}
		$prefix = $wpdb->get_blog_prefix( is_numeric( $site ) ? (int) $site : 0 );
		foreach ( Tables::names() as $table ) {
			$tables[] = Tables::name( $table, $prefix );
		}
		return $tables;
	}

	/**
	 * Answers `wp_delete_site`: no request of that site will come any more.
	 *
	 * @param mixed $site
	 */
	public static function unlinkUsers( $site ): void {
		if ( $site instanceof \WP_Site ) {
			delete_metadata( 'user', 0, LinkedCustomers::META . $site->id, '', true );
		}
	}

	/** What is left of sites that were deleted while the plugin was not active where they were deleted from. */
	public static function forgetDeleted(): void {
		global $wpdb;
		// Not get_site(): it also answers null where the site could not be read.
		$there = array_fill_keys( Sql::ids( "SELECT blog_id FROM $wpdb->blogs" ), true );
		self::unlinkUsersOfDeleted( $there );
		self::dropTablesOfDeleted( $there );
	}

	/** @param array<int, true> $there By their ids: the sites that there are. */
	private static function unlinkUsersOfDeleted( array $there ): void {
		global $wpdb;
		$metas = $wpdb->get_col( $wpdb->prepare( "SELECT DISTINCT meta_key FROM $wpdb->usermeta WHERE meta_key LIKE %s", $wpdb->esc_like( LinkedCustomers::META ) . '%' ) );
		foreach ( array_filter( $metas, 'is_string' ) as $meta ) {
			if ( 1 === preg_match( '/^' . LinkedCustomers::META . '(\d+)$/D', $meta, $found ) && ! isset( $there[ (int) $found[1] ] ) ) {
				delete_metadata( 'user', 0, $meta, '', true );
			}
		}
	}

	/** @param array<int, true> $there As above. */
	private static function dropTablesOfDeleted( array $there ): void {
		global $wpdb;
		$pattern = '/^' . preg_quote( $wpdb->base_prefix, '/' ) . '(\d+)_sors_(?:' . implode( '|', Tables::names() ) . ')$/D';
		$tables  = $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $wpdb->base_prefix ) . '%' . $wpdb->esc_like( '_sors_' ) . '%' ) );
		foreach ( array_filter( $tables, 'is_string' ) as $table ) {
			// A site that has its options is another WordPress' in this database, and alive.
			if ( 1 === preg_match( $pattern, $table, $found ) && ! isset( $there[ (int) $found[1] ] ) && ! Tables::exists( $wpdb->base_prefix . $found[1] . '_options' ) ) {
				$wpdb->query( $wpdb->prepare( 'DROP TABLE IF EXISTS %i', $table ) );
			}
		}
	}

	/** @return list<int> Ids, also of sites that are archived or marked as deleted: their tables are there. */
	private static function after( int $id, int $network ): array {
		global $wpdb;
		return Sql::ids( "SELECT blog_id FROM $wpdb->blogs WHERE blog_id > %d AND %d IN (0, site_id) ORDER BY blog_id LIMIT %d", $id, $network, self::BATCH );
	}
}
