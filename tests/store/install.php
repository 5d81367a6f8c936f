<?php
/** WC(), and what a site needs once (tables, options, roles, terms) and on every request (post types, taxonomies, statuses). */
declare( strict_types=1 ); defined( 'ABSPATH' ) || exit;

final class WooCommerce {
	public $version = WC_VERSION;
	public $product_factory = null;
	public $order_factory = null;
	public static function instance() {
		static $instance = null;
		$instance = $instance ?? new self();
		return $instance;
	}
	public function on_plugins_loaded() { do_action( 'woocommerce_loaded' ); }
	public function payment_gateways() { return new WC_Payment_Gateways(); }

	public function init() {
		do_action( 'before_woocommerce_init' );
		$this->product_factory = new WC_Product_Factory();
		$this->order_factory   = new WC_Order_Factory();
		// What the gateway for cash on delivery does there.
		add_filter( 'woocommerce_payment_complete_order_status', static function ( $status, $id = 0, $order = false ) { return $order && 'cod' === $order->get_payment_method() ? 'completed' : $status; }, 10, 3 );
		do_action( 'woocommerce_init' );
	}
}

function WC() { return WooCommerce::instance(); }

/** There are none: orders name a payment method, and no money moves here. */
class WC_Payment_Gateways { public function payment_gateways() { return []; } }

/** Not a class of WooCommerce. */
class Sors_Stand_In {
	private const TABLES = [
		'woocommerce_order_items'    => 'order_item_id bigint(20) unsigned NOT NULL AUTO_INCREMENT, order_item_name text NOT NULL, order_item_type varchar(200) NOT NULL DEFAULT \'\', order_id bigint(20) unsigned NOT NULL, PRIMARY KEY (order_item_id), KEY order_id (order_id)',
		'woocommerce_order_itemmeta' => 'meta_id bigint(20) unsigned NOT NULL AUTO_INCREMENT, order_item_id bigint(20) unsigned NOT NULL, meta_key varchar(255) DEFAULT NULL, meta_value longtext NULL, PRIMARY KEY (meta_id), KEY order_item_id (order_item_id), KEY meta_key (meta_key(32))',
		'wc_product_meta_lookup'     => 'product_id bigint(20) NOT NULL, sku varchar(100) NULL DEFAULT \'\', global_unique_id varchar(100) NULL DEFAULT \'\', `virtual` tinyint(1) NULL DEFAULT 0, downloadable tinyint(1) NULL DEFAULT 0, min_price decimal(19,4) NULL DEFAULT NULL, max_price decimal(19,4) NULL DEFAULT NULL, onsale tinyint(1) NULL DEFAULT 0, stock_quantity double NULL DEFAULT NULL, stock_status varchar(100) NULL DEFAULT \'instock\', rating_count bigint(20) NULL DEFAULT 0, average_rating decimal(3,2) NULL DEFAULT 0.00, total_sales bigint(20) NULL DEFAULT 0, tax_status varchar(100) NULL DEFAULT \'taxable\', tax_class varchar(100) NULL DEFAULT \'\', PRIMARY KEY (product_id), KEY sku (sku(50))',
		'stand_in_actions'           => 'action_id bigint(20) unsigned NOT NULL AUTO_INCREMENT, hook varchar(191) NOT NULL, status varchar(20) NOT NULL, due bigint(20) NOT NULL, args longtext NOT NULL, action_group varchar(191) NOT NULL DEFAULT \'\', priority int(11) NOT NULL DEFAULT 10, kind varchar(20) NOT NULL, recurrence varchar(191) NOT NULL DEFAULT \'\', attempts int(11) NOT NULL DEFAULT 0, claim varchar(40) NOT NULL DEFAULT \'\', PRIMARY KEY (action_id), KEY hook (hook), KEY status_due (status, due)',
	];
	private const OPTIONS = [
		'woocommerce_version' => WC_VERSION, 'woocommerce_schema_version' => '920', 'woocommerce_default_country' => 'US:CA', 'woocommerce_currency' => 'USD', 'woocommerce_price_num_decimals' => '2', 'woocommerce_price_decimal_sep' => '.',
		'woocommerce_manage_stock' => 'yes', 'woocommerce_notify_no_stock_amount' => '0', 'woocommerce_calc_taxes' => 'no', 'woocommerce_prices_include_tax' => 'no', 'woocommerce_custom_orders_table_enabled' => 'no',
		'stand_in_tax_classes' => [ 'reduced-rate' => 'Reduced rate', 'zero-rate' => 'Zero rate' ],
	];
	private const TERM_CAPABILITIES = [ 'manage_terms' => 'manage_product_terms', 'edit_terms' => 'edit_product_terms', 'delete_terms' => 'delete_product_terms', 'assign_terms' => 'assign_product_terms' ];
	/** On every request; what a site needs once is made on the first one, so that it also works without activation (Playground, must-use). */
	public static function register() {
		do_action( 'woocommerce_register_taxonomy' );
		foreach ( [ 'product_type' => 'Product type', 'product_visibility' => 'Product visibility' ] as $taxonomy => $label ) {
			register_taxonomy( $taxonomy, [ 'product' ], [ 'public' => false, 'show_ui' => false, 'rewrite' => false, 'label' => $label ] );
		}
		foreach ( [ 'product_cat' => 'Product categories', 'product_tag' => 'Product tags', 'product_brand' => 'Brands' ] as $taxonomy => $label ) {
			register_taxonomy( $taxonomy, [ 'product' ], [ 'hierarchical' => 'product_tag' !== $taxonomy, 'show_in_rest' => true, 'capabilities' => self::TERM_CAPABILITIES, 'label' => $label ] );
		}
		do_action( 'woocommerce_after_register_taxonomy' );
		do_action( 'woocommerce_register_post_type' );
		register_post_type( 'product', [ 'label' => 'Products', 'public' => true, 'capability_type' => 'product', 'map_meta_cap' => true, 'has_archive' => 'shop', 'show_in_rest' => true, 'supports' => [ 'title', 'editor', 'excerpt', 'thumbnail', 'custom-fields' ] ] );
		$order = [ 'public' => false, 'capability_type' => 'shop_order', 'map_meta_cap' => true, 'rewrite' => false, 'query_var' => false ];
		register_post_type( 'shop_order', $order + [ 'label' => 'Orders', 'show_ui' => true, 'exclude_from_search' => true, 'supports' => [ 'title', 'comments', 'custom-fields' ] ] );
		register_post_type( 'shop_order_refund', $order + [ 'label' => 'Refunds', 'supports' => false ] );
		do_action( 'woocommerce_after_register_post_type' );
		foreach ( wc_get_order_statuses() as $status => $label ) {
			register_post_status( $status, [ 'label' => $label, 'public' => false, 'show_in_admin_all_list' => true, 'show_in_admin_status_list' => true ] );
		}
		get_option( 'stand_in_schema' ) === md5( implode( self::TABLES ) ) || self::install();
	}
	public static function install() {
		global $wpdb;
		taxonomy_exists( 'product_cat' ) || self::register();
		foreach ( self::TABLES as $table => $columns ) {
			$wpdb->query( "CREATE TABLE IF NOT EXISTS {$wpdb->prefix}$table ($columns) {$wpdb->get_charset_collate()}" );
		}
		array_map( 'add_option', array_keys( self::OPTIONS ), self::OPTIONS );
		add_role( 'shop_manager', 'Shop manager', get_role( 'editor' )->capabilities );
		$capabilities = [ 'manage_woocommerce', 'view_woocommerce_reports' ];
		foreach ( [ 'edit_%ss', 'edit_others_%ss', 'publish_%ss', 'read_private_%ss', 'delete_%ss', 'delete_private_%ss', 'delete_published_%ss', 'delete_others_%ss', 'edit_private_%ss', 'edit_published_%ss', 'manage_%s_terms', 'edit_%s_terms', 'delete_%s_terms', 'assign_%s_terms' ] as $pattern ) {
			array_push( $capabilities, sprintf( $pattern, 'product' ), sprintf( $pattern, 'shop_order' ) );
		}
		foreach ( $capabilities as $capability ) {
			wp_roles()->add_cap( 'shop_manager', $capability );
			wp_roles()->add_cap( 'administrator', $capability );
		}
		foreach ( [ 'simple' => 'product_type', 'exclude-from-search' => 'product_visibility', 'exclude-from-catalog' => 'product_visibility', 'featured' => 'product_visibility', 'outofstock' => 'product_visibility', 'Uncategorized' => 'product_cat' ] as $term => $taxonomy ) {
			term_exists( $term, $taxonomy ) || wp_insert_term( $term, $taxonomy );
		}
		update_option( 'stand_in_schema', md5( implode( self::TABLES ) ) );
		add_option( 'default_product_cat', (int) get_term_by( 'slug', 'uncategorized', 'product_cat' )->term_id );
	}
}

$GLOBALS['wpdb']->order_itemmeta         = $GLOBALS['wpdb']->prefix . 'woocommerce_order_itemmeta';
$GLOBALS['wpdb']->wc_product_meta_lookup = $GLOBALS['wpdb']->prefix . 'wc_product_meta_lookup';
register_activation_hook( WC_PLUGIN_FILE, [ 'Sors_Stand_In', 'install' ] );
add_action( 'plugins_loaded', [ WC(), 'on_plugins_loaded' ], -1 );
add_action( 'init', [ WC(), 'init' ], 0 );
add_action( 'init', [ 'Sors_Stand_In', 'register' ], 5 );
