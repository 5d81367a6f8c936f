<?php
declare( strict_types=1 );

namespace SorsApi\Lifecycle;

use SorsApi\Counterparts\CustomerTable;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxTable;
use SorsApi\Log\Log;
use SorsApi\Orders\BuyerReader;
use SorsApi\Outbox\Pause;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\Uptime;
use SorsApi\Sync\Engine\StepQueue;

/**
 * When the plugin is deleted, what nothing could erase later goes: the API key and what names buyers. The rest stays, so
 * that a new installation goes on where this one was, unless the owner chose that all of ours goes: tables, options, meta.
 * Products, categories, images and orders belong to the shop and stay. Runs without the plugin being active.
 */
final class Uninstaller {

	/** Where WooCommerce keeps our fields of the checkout, of orders and accounts. */
	private const CHECKOUT = '_wc_other/sors/';

	private const BUYERS = [ BuyerReader::PIB_META, BuyerReader::REGISTRATION_META, BuyerReader::TYPE_META, BuyerReader::JBKJS_META, BuyerReader::COMPANY_META, self::CHECKOUT ];

	public static function run(): void {
		global $wpdb;
		if ( self::isCopyAtWork() ) {
			return;
		}
		$isKept = false;
		Sites::each(
			static function () use ( &$isKept ): void {
				$settings = get_option( SettingsStore::OPTION );
				$removes  = is_array( $settings ) && true === ( $settings['removeAllData'] ?? false );
				// A site on which it was never at work has no say.
				$isKept = $isKept || ( ! $removes && false !== $settings );
				self::cleanSite( $removes );
			}
		);
		if ( ! $isKept ) {
			self::removeMeta( [ $wpdb->usermeta ], [ '_sors_', self::CHECKOUT ] );
		}
		if ( is_multisite() ) {
			Log::guard( 'Forgetting deleted sites', [ Sites::class, 'forgetDeleted' ] );
		}
		wp_cache_flush();
	}

	/** Whether one of two copies is deleted and the other one works with the data. */
	private static function isCopyAtWork(): bool {
		$copies = [];
		foreach ( (array) glob( WP_PLUGIN_DIR . '/*/sors-api-for-woocommerce.php' ) as $main ) {
			$folder = dirname( (string) $main );
			if ( realpath( $folder ) !== dirname( __DIR__, 2 ) && is_file( $folder . '/includes/Lifecycle/Uninstaller.php' ) ) {
				$copies[] = basename( $folder ) . '/' . basename( (string) $main );
			}
		}
		if ( [] === $copies ) {
			return false;
		}
		$active = is_multisite() ? array_keys( (array) get_site_option( 'active_sitewide_plugins', [] ) ) : [];
		Sites::each(
			static function () use ( &$active ): void {
				$active = array_merge( $active, array_filter( (array) get_option( 'active_plugins', [] ), 'is_string' ) );
			}
		);
		return [] !== array_intersect( $copies, $active );
	}

	/** What breaks is logged, and the rest goes all the same. */
	private static function cleanSite( bool $removes ): void {
		global $wpdb;
		// First: nobody could take it away later.
		delete_option( ApiKey::OPTION );
		Log::guard( 'Ending what is scheduled', [ Schedule::class, 'clear' ] );
		self::removeActions();
		self::removeOptions( [ '_transient_sors_', '_transient_timeout_sors_' ] );
		$tables = [ $wpdb->postmeta, $wpdb->termmeta, $wpdb->prefix . 'wc_orders_meta', $wpdb->prefix . 'woocommerce_order_itemmeta' ];
		// Users are shared by all sites of a network: what names buyers goes with any of them.
		self::removeMeta( [ $wpdb->usermeta ], self::BUYERS );
		if ( $removes ) {
			Tables::drop();
			self::removeMeta( $tables, [ '_sors_', self::CHECKOUT ] );
			delete_metadata( 'user', 0, LinkedCustomers::meta(), '', true );
			self::removeOptions( [ 'sors_' ] );
		} else {
			// On a site of a network it may never have been told of its end.
			Log::guard( 'Ending the time at work', static fn() => Tables::exists( Tables::name( Tables::UPTIME ) ) ? Uptime::end() : null );
			Installer::forget();
			self::removeMeta( $tables, self::BUYERS );
			// Why sending stood still, in SORS' words.
			delete_option( Pause::OPTION );
			self::eraseBuyers();
		}
	}

	private static function eraseBuyers(): void {
		Log::guard( 'Erasing the names of linked customers', [ LinkedCustomers::class, 'eraseNames' ] );
		$tables = [
			Tables::OUTBOX         => [ OutboxTable::class, 'eraseAll' ],
			Tables::OUTBOX_HISTORY => [ History::class, 'eraseAll' ],
			Tables::CUSTOMERS      => [ CustomerTable::class, 'eraseAll' ],
		];
		foreach ( $tables as $table => $erase ) {
			if ( Tables::exists( Tables::name( $table ) ) ) {
				Log::guard( "Erasing buyers in $table", $erase );
			}
		}
	}

	/** Also completed ones: they would stay in Action Scheduler's lists for a month. */
	private static function removeActions(): void {
		global $wpdb;
		$actions = $wpdb->prefix . 'actionscheduler_actions';
		$groups  = $wpdb->prefix . 'actionscheduler_groups';
		$logs    = $wpdb->prefix . 'actionscheduler_logs';
		if ( ! Tables::exists( $actions ) || ! Tables::exists( $groups ) ) {
			return;
		}
		$group = $wpdb->get_var( $wpdb->prepare( 'SELECT group_id FROM %i WHERE slug = %s', $groups, StepQueue::GROUP ) );
		if ( null === $group ) {
			return;
		}
		if ( Tables::exists( $logs ) ) {
			$wpdb->query( $wpdb->prepare( 'DELETE FROM %i WHERE action_id IN (SELECT action_id FROM %i WHERE group_id = %d)', $logs, $actions, $group ) );
		}
		$wpdb->query( $wpdb->prepare( 'DELETE FROM %i WHERE group_id = %d', $actions, $group ) );
		$wpdb->query( $wpdb->prepare( 'DELETE FROM %i WHERE group_id = %d', $groups, $group ) );
	}

	/**
	 * @param list<string> $tables
	 * @param list<string> $beginnings Of the names.
	 */
	private static function removeMeta( array $tables, array $beginnings ): void {
		global $wpdb;
		foreach ( array_filter( $tables, [ Tables::class, 'exists' ] ) as $table ) {
			foreach ( $beginnings as $beginning ) {
				$wpdb->query( $wpdb->prepare( 'DELETE FROM %i WHERE meta_key LIKE %s', $table, $wpdb->esc_like( $beginning ) . '%' ) );
			}
		}
	}

	/** @param list<string> $beginnings Of the names. */
	private static function removeOptions( array $beginnings ): void {
		global $wpdb;
		foreach ( $beginnings as $beginning ) {
			$names = $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( $beginning ) . '%' ) );
			array_map( 'delete_option', $names );
		}
	}
}
