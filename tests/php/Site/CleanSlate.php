<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Database\Tables;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Settings\Uptime;

/**
 * Puts the test site back to what it was before the first test: no products,
 * orders, customers, queue or tables' contents of ours, and options and tax rates
 * as they were. Transactions would not do: some tests run several processes.
 */
final class CleanSlate {

	/** Emptied where they exist; the posts' and terms' tables are handled by kind. */
	private const SHOP_TABLES = [
		'actionscheduler_actions',
		'actionscheduler_claims',
		'actionscheduler_logs',
		'stand_in_actions',
		'wc_admin_notes',
		'wc_admin_note_actions',
		'wc_category_lookup',
		'wc_customer_lookup',
		'wc_download_log',
		'wc_order_addresses',
		'wc_order_coupon_lookup',
		'wc_order_operational_data',
		'wc_order_product_lookup',
		'wc_order_stats',
		'wc_order_tax_lookup',
		'wc_orders',
		'wc_orders_meta',
		'wc_product_attributes_lookup',
		'wc_product_meta_lookup',
		'wc_reserved_stock',
		'woocommerce_log',
		'woocommerce_order_itemmeta',
		'woocommerce_order_items',
		'woocommerce_sessions',
		'comments',
		'commentmeta',
	];

	/** Put back row by row: tests change what the site was set up with. */
	private const KEPT_TABLES = [ 'woocommerce_tax_rates', 'woocommerce_tax_rate_locations', 'wc_tax_rate_classes' ];

	/** WordPress makes it when it is first asked for, and remembers its id while the process lives. */
	private const KEPT_TYPE = 'wp_global_styles';

	/** @var array<string, string> */
	private static $options = [];

	/** @var array<string, array<int, array<string, string|null>>> table => rows */
	private static $rows = [];

	/** @var int[] */
	private static $posts = [];

	/** @var int[] */
	private static $terms = [];

	/** @var int[] */
	private static $users = [];

	/** Options that a start of the site sets: they stay as they are. */
	private const KEPT_OPTIONS = [ 'active_plugins', 'recently_activated', 'cron', 'rewrite_rules', 'sors_tables_version' ];

	private const FILE = '/clean-slate.json';

	/** Called when the site is made, before our plugin is active. */
	public static function record( string $site ): void {
		global $wpdb;
		$kept = [
			'options' => array_map( 'base64_encode', self::currentOptions() ),
			'rows'    => self::currentRows( $wpdb->get_col( 'SHOW TABLES' ) ),
			'posts'   => array_map( 'intval', $wpdb->get_col( "SELECT ID FROM $wpdb->posts" ) ),
			'terms'   => array_map( 'intval', $wpdb->get_col( "SELECT term_id FROM $wpdb->terms" ) ),
			'users'   => array_map( 'intval', $wpdb->get_col( "SELECT ID FROM $wpdb->users" ) ),
		];
		file_put_contents( $site . self::FILE, (string) wp_json_encode( $kept ) );
	}

	/** Called once a run, before any test; removes first what an interrupted run left. */
	public static function begin( string $site ): void {
		$kept          = json_decode( (string) file_get_contents( $site . self::FILE ), true );
		self::$options = array_map( 'base64_decode', $kept['options'] );
		self::$rows    = $kept['rows'];
		self::$posts   = $kept['posts'];
		self::$terms   = $kept['terms'];
		self::$users   = $kept['users'];
		self::restore();
	}

	public static function restore(): void {
		global $wpdb;
		$tables = $wpdb->get_col( 'SHOW TABLES' );
		self::emptyTables( $tables );
		self::removePosts();
		self::removeTermsAndUsers();
		self::restoreOptions();
		self::restoreRows( $tables );
		wp_cache_flush();
		// Test sites are local ones: a person has said that they may send.
		StoreIdentity::confirmMoved();
		Uptime::begin();
		wp_set_current_user( 0 );
		if ( class_exists( 'WC_Cache_Helper' ) ) {
			\WC_Cache_Helper::invalidate_cache_group( 'product_0' );
		}
		// Only the real one has a cart, and that not on every request.
		$cart = function_exists( 'WC' ) ? get_object_vars( WC() )['cart'] ?? null : null;
		if ( $cart instanceof \WC_Cart ) {
			$cart->empty_cart();
			if ( WC()->session instanceof \WC_Session ) {
				WC()->session->set( 'customer', null );
			}
			// Taxes of orders made in code are reckoned by where this one lives.
			WC()->customer = new \WC_Customer( 0, true );
		}
	}

	/** @param list<string> $all All tables there are. */
	private static function emptyTables( array $all ): void {
		global $wpdb;
		$ours   = preg_grep( '/^' . preg_quote( Tables::name( '' ), '/' ) . '/', $all );
		$shop   = array_map( static fn( string $table ): string => $GLOBALS['wpdb']->prefix . $table, self::SHOP_TABLES );
		$tables = array_merge( $ours, array_intersect( $shop, $all ) );
		$filled = $wpdb->get_row( 'SELECT ' . implode( ', ', array_map( static fn( string $table ): string => "EXISTS(SELECT 1 FROM `$table`) AS `$table`", $tables ) ), ARRAY_A );
		foreach ( array_keys( array_filter( $filled ) ) as $table ) {
			// DELETE, not TRUNCATE: that takes 20 ms even of an empty table, and restarts the numbering.
			$wpdb->query( "DELETE FROM `$table`" );
		}
	}

	private static function removePosts(): void {
		global $wpdb;
		$posts = implode( ',', self::$posts );
		// All of them, and WooCommerce's own picture: a page that a test left would be far from the others, and slices of ids between them empty.
		$wpdb->query( $wpdb->prepare( "DELETE FROM $wpdb->posts WHERE (ID NOT IN ($posts) AND post_type <> %s) OR post_type = 'attachment'", self::KEPT_TYPE ) );
		// Also of posts whose deletion broke off: their ids are given again.
		$wpdb->query( "DELETE FROM $wpdb->postmeta WHERE post_id NOT IN (SELECT ID FROM $wpdb->posts)" );
		$wpdb->query( "DELETE FROM $wpdb->term_relationships WHERE object_id NOT IN (SELECT ID FROM $wpdb->posts)" );
	}

	private static function removeTermsAndUsers(): void {
		global $wpdb;
		$terms = implode( ',', self::$terms );
		foreach ( [ $wpdb->terms, $wpdb->term_taxonomy, $wpdb->termmeta ] as $table ) {
			$wpdb->query( "DELETE FROM $table WHERE term_id NOT IN ($terms)" );
		}
		$wpdb->query( "UPDATE $wpdb->term_taxonomy SET count = 0 WHERE taxonomy LIKE 'product%'" );
		$users = implode( ',', self::$users );
		$wpdb->query( "DELETE FROM $wpdb->usermeta WHERE user_id NOT IN ($users)" );
		$wpdb->query( "DELETE FROM $wpdb->users WHERE ID NOT IN ($users)" );
	}

	private static function restoreOptions(): void {
		global $wpdb;
		$now = self::currentOptions();
		foreach ( array_keys( array_diff_key( $now, self::$options ) ) as $name ) {
			$wpdb->delete( $wpdb->options, [ 'option_name' => $name ] );
		}
		foreach ( self::$options as $name => $value ) {
			if ( ! isset( $now[ $name ] ) ) {
				$wpdb->insert( $wpdb->options, [ 'option_name' => $name, 'option_value' => $value, 'autoload' => 'off' ] );
			} elseif ( $now[ $name ] !== $value ) {
				$wpdb->update( $wpdb->options, [ 'option_value' => $value ], [ 'option_name' => $name ] );
			}
		}
	}

	/** @return array<string, string> name => value as stored */
	private static function currentOptions(): array {
		global $wpdb;
		$options = [];
		foreach ( $wpdb->get_results( "SELECT option_name, option_value FROM $wpdb->options" ) as $row ) {
			$options[ (string) $row->option_name ] = (string) $row->option_value;
		}
		return array_diff_key( $options, array_flip( self::KEPT_OPTIONS ) );
	}

	/** @param list<string> $tables All there are. */
	private static function restoreRows( array $tables ): void {
		global $wpdb;
		$now = self::currentRows( $tables );
		foreach ( self::$rows as $table => $rows ) {
			if ( $now[ $table ] === $rows ) {
				continue;
			}
			$wpdb->query( "DELETE FROM `{$wpdb->prefix}$table`" );
			foreach ( $rows as $row ) {
				$wpdb->insert( $wpdb->prefix . $table, $row );
			}
		}
	}

	/** @param list<string> $tables All there are. */
	private static function currentRows( array $tables ): array {
		global $wpdb;
		$rows = [];
		foreach ( array_intersect( self::KEPT_TABLES, self::withoutPrefix( $tables ) ) as $table ) {
			$rows[ $table ] = $wpdb->get_results( "SELECT * FROM `{$wpdb->prefix}$table` ORDER BY 1", ARRAY_A );
		}
		return $rows;
	}

	private static function withoutPrefix( array $tables ): array {
		global $wpdb;
		return array_map( static fn( string $table ): string => substr( $table, strlen( $wpdb->prefix ) ), $tables );
	}
}
