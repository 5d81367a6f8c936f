<?php
/** Simple products: without attributes, downloads, ratings and shipping data. */

declare( strict_types=1 ); defined( 'ABSPATH' ) || exit;

class WC_Product extends WC_Data {
	protected $object_type = 'product';
	protected $data = [
		'name' => '', 'slug' => '', 'date_created' => null, 'date_modified' => null, 'status' => false, 'featured' => false, 'catalog_visibility' => 'visible', 'description' => '', 'short_description' => '',
		'sku' => '', 'global_unique_id' => '', 'price' => '', 'regular_price' => '', 'sale_price' => '', 'date_on_sale_from' => null, 'date_on_sale_to' => null, 'total_sales' => '0', 'tax_status' => 'taxable',
		'tax_class' => '', 'manage_stock' => false, 'stock_quantity' => null, 'stock_status' => 'instock', 'backorders' => 'no', 'low_stock_amount' => '', 'sold_individually' => false, 'weight' => '',
		'parent_id' => 0, 'menu_order' => 0, 'virtual' => false, 'downloadable' => false, 'category_ids' => [], 'tag_ids' => [], 'image_id' => '', 'gallery_image_ids' => [],
	];
	protected $casts = [
		'date_created' => 'date', 'date_modified' => 'date', 'date_on_sale_from' => 'date', 'date_on_sale_to' => 'date', 'featured' => 'wc_string_to_bool', 'manage_stock' => 'wc_string_to_bool', 'virtual' => 'wc_string_to_bool',
		'downloadable' => 'wc_string_to_bool', 'sold_individually' => 'wc_string_to_bool', 'price' => 'wc_format_decimal', 'regular_price' => 'wc_format_decimal', 'sale_price' => 'wc_format_decimal', 'weight' => 'wc_format_decimal',
		'total_sales' => 'absint', 'parent_id' => 'absint', 'menu_order' => 'intval', 'category_ids' => 'wp_parse_id_list', 'tag_ids' => 'wp_parse_id_list', 'gallery_image_ids' => 'wp_parse_id_list',
	];
	public function __construct( $product = 0 ) {
		$this->data_store = WC_Data_Store::load( 'product' );
		parent::__construct( $product );
	}
	public function set_sku( $sku ) {
		$sku = (string) $sku;
		$this->object_read && $sku && ! wc_product_has_unique_sku( $this->id, $sku ) && $this->error( 'product_invalid_sku', 'Invalid or duplicated SKU.', 400, [ 'resource_id' => wc_get_product_id_by_sku( $sku ) ] );
		$this->set_prop( 'sku', $sku );
	}
	public function set_global_unique_id( $global_unique_id ) {
		$code = preg_replace( '/[^0-9\-]/', '', (string) $global_unique_id );
		$taken = $this->object_read && $code ? wc_get_product_id_by_global_unique_id( $code ) : 0;
		$taken && $taken !== $this->id && $this->error( 'product_invalid_global_unique_id', 'Invalid or duplicated GTIN, UPC, EAN or ISBN.', 400, [ 'resource_id' => $taken ] );
		$this->set_prop( 'global_unique_id', $code );
	}
	/** A class that does not exist becomes the standard one. */
	public function set_tax_class( $class ) { $this->set_prop( 'tax_class', in_array( sanitize_title( $class ), WC_Tax::get_tax_class_slugs(), true ) ? sanitize_title( $class ) : '' ); }
	public function set_stock_quantity( $quantity ) { $this->set_prop( 'stock_quantity', '' !== $quantity ? wc_stock_amount( $quantity ) : null ); }
	public function set_stock_status( $status = 'instock' ) { $this->set_prop( 'stock_status', isset( wc_get_product_stock_status_options()[ $status ] ) ? $status : 'instock' ); }
	public function set_low_stock_amount( $amount ) { $this->set_prop( 'low_stock_amount', '' === $amount ? '' : absint( $amount ) ); }
	/** The stock status follows the quantity; a product without stock management has neither quantity nor backorders. */
	public function validate_props() {
		if ( ! $this->get_manage_stock() ) {
			$this->set_stock_quantity( '' );
			$this->set_backorders( 'no' );
			$this->set_low_stock_amount( '' );
			return;
		}
		$in_stock = (int) $this->get_stock_quantity() > absint( get_option( 'woocommerce_notify_no_stock_amount', 0 ) );
		$this->set_stock_status( $in_stock ? 'instock' : ( 'no' !== $this->get_backorders() ? 'onbackorder' : 'outofstock' ) );
	}
	public function save() {
		$this->validate_props();
		return parent::save();
	}
	public function get_type() { return 'simple'; }
	public function is_type( $type ) { return in_array( $this->get_type(), (array) $type, true ); }
	public function exists() { return false !== $this->get_status(); }
	public function is_virtual() { return apply_filters( 'woocommerce_is_virtual', $this->get_virtual(), $this ); }
	public function is_downloadable() { return apply_filters( 'woocommerce_is_downloadable', $this->get_downloadable(), $this ); }
	public function managing_stock() { return 'yes' === get_option( 'woocommerce_manage_stock' ) && $this->get_manage_stock(); }
	public function get_permalink() { return get_permalink( $this->get_id() ); }
	public function is_on_sale( $context = 'view' ) {
		$from = $this->get_date_on_sale_from( $context );
		$to   = $this->get_date_on_sale_to( $context );
		$sale = '' !== $this->get_sale_price( $context ) && $this->get_regular_price( $context ) > $this->get_sale_price( $context ) && ( ! $from || $from->getTimestamp() <= time() ) && ( ! $to || $to->getTimestamp() >= time() );
		return 'view' === $context ? apply_filters( 'woocommerce_product_is_on_sale', $sale, $this ) : $sale;
	}
}

class WC_Product_Simple extends WC_Product {}

class WC_Product_Factory {
	public function get_product( $product_id = false, $deprecated = [] ) {
		try {
			$product = new WC_Product_Simple( $product_id );
			return $product->get_id() ? $product : false;
		} catch ( Exception $e ) {
			return false; // No product has this id.
		}
	}
}

function wc_get_product( $the_product = false, $deprecated = [] ) { return did_action( 'woocommerce_init' ) && did_action( 'woocommerce_after_register_post_type' ) ? WC()->product_factory->get_product( $the_product ) : false; }
function wc_get_products( $args ) { return WC_Data_Store::load( 'product' )->query( $args ); }
function wc_get_product_id_by_sku( $sku ) { return WC_Data_Store::load( 'product' )->get_product_id_by_sku( $sku ); }
function wc_get_product_id_by_global_unique_id( $global_unique_id ) { return WC_Data_Store::load( 'product' )->get_product_id_by_global_unique_id( $global_unique_id ); }
function wc_product_has_unique_sku( $product_id, $sku ) { return apply_filters( 'wc_product_pre_has_unique_sku', null, $product_id, $sku ) ?? ! apply_filters( 'wc_product_has_unique_sku', WC_Data_Store::load( 'product' )->is_existing_sku( $product_id, $sku ), $product_id, $sku ); }
function wc_get_product_stock_status_options() { return apply_filters( 'woocommerce_product_stock_status_options', [ 'instock' => 'In stock', 'outofstock' => 'Out of stock', 'onbackorder' => 'On backorder' ] ); }
function wc_delete_product_transients( $post_id = 0 ) { do_action( 'woocommerce_delete_product_transients', $post_id ); }

/** Without tax rates a price is the same with and without tax. */
function wc_get_price_excluding_tax( $product, $args = [] ) {
	$price = '' !== ( $args['price'] ?? '' ) ? $args['price'] : $product->get_price();
	return apply_filters( 'woocommerce_get_price_excluding_tax', (float) $price * (float) ( $args['qty'] ?? 1 ), $args['qty'] ?? 1, $product );
}
