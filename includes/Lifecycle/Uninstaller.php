<?php
declare( strict_types=1 );

namespace SorsApi\Lifecycle;

use SorsApi\Database\Tables;
use SorsApi\Sync\Engine\StepQueue;

/**
 * Removes everything of ours from the database: tables, options, meta and
 * scheduled actions. Products, categories, images and orders belong to the shop
 * and stay. Runs without the plugin being active, so by plain SQL.
 */
final class Uninstaller {

	public static function run(): void {
		Sites::each( [ self::class, 'cleanSite' ] );
		if ( is_multisite() ) {
			Tables::dropOfDeletedSites();
		}
		wp_cache_flush();
	}

	public static function cleanSite(): void {
		Schedule::clear();
		self::removeActions();
		Tables::drop();
		self::removeMeta();
		self::removeOptions();
	}

	/** Also completed ones: they would stay in Action Scheduler's lists for a month. */
	private static function removeActions(): void {
		global $wpdb;
		$actions = $wpdb->prefix . 'actionscheduler_actions';
		$groups  = $wpdb->prefix . 'actionscheduler_groups';
		$logs    = $wpdb->prefix . 'actionscheduler_logs';
		if ( ! self::exists( $actions ) || ! self::exists( $groups ) ) {
			return;
		}
		$group = $wpdb->get_var( $wpdb->prepare( "SELECT group_id FROM {$groups} WHERE slug = %s", StepQueue::GROUP ) );
		if ( null === $group ) {
			return;
		}
		if ( self::exists( $logs ) ) {
			$wpdb->query( $wpdb->prepare( "DELETE FROM {$logs} WHERE action_id IN (SELECT action_id FROM {$actions} WHERE group_id = %d)", $group ) );
		}
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$actions} WHERE group_id = %d", $group ) );
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$groups} WHERE group_id = %d", $group ) );
	}

	private static function removeMeta(): void {
		global $wpdb;
		$like   = $wpdb->esc_like( '_sors_' ) . '%';
		$tables = [ $wpdb->postmeta, $wpdb->termmeta, $wpdb->prefix . 'wc_orders_meta', $wpdb->prefix . 'woocommerce_order_itemmeta' ];
		foreach ( $tables as $table ) {
			if ( self::exists( $table ) ) {
				$wpdb->query( $wpdb->prepare( "DELETE FROM {$table} WHERE meta_key LIKE %s", $like ) );
			}
		}
		// Users are shared by all sites of a network; our fields on them go with the plugin.
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->usermeta} WHERE meta_key LIKE %s", $like ) );
	}

	private static function removeOptions(): void {
		global $wpdb;
		$names = $wpdb->get_col(
			$wpdb->prepare(
				"SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s OR option_name LIKE %s OR option_name LIKE %s",
				$wpdb->esc_like( 'sors_' ) . '%',
				$wpdb->esc_like( '_transient_sors_' ) . '%',
				$wpdb->esc_like( '_transient_timeout_sors_' ) . '%'
			)
		);
		foreach ( $names as $name ) {
			delete_option( $name );
		}
	}

	private static function exists( string $table ): bool {
		global $wpdb;
		$silent = $wpdb->suppress_errors();
		$there  = false !== $wpdb->query( "SELECT 1 FROM {$table} WHERE 1 = 0" );
		$wpdb->suppress_errors( $silent );
		return $there;
	}
}
