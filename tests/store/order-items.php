<?php
/** Order items of the types line_item, shipping and fee, in WooCommerce's own two tables. Taxes are 0 and have no setters. */
declare( strict_types=1 ); defined( 'ABSPATH' ) || exit;

class WC_Order_Item extends WC_Data {
	protected $object_type = 'order_item';
	protected $data = [ 'order_id' => 0, 'name' => '' ];
	protected $casts = [ 'order_id' => 'absint', 'name' => 'wp_check_invalid_utf8', 'product_id' => 'absint', 'variation_id' => 'absint', 'quantity' => 'wc_stock_amount', 'method_id' => 'wc_clean', 'instance_id' => 'wc_clean', 'amount' => 'wc_format_decimal', 'total' => 'wc_format_decimal' ];
	public function __construct( $item = 0 ) {
		$this->data_store = WC_Data_Store::load( 'order-item-' . ( 'line_item' === $this->get_type() ? 'product' : $this->get_type() ) );
		parent::__construct( $item );
	}
	public function get_type() { return ''; }
	public function get_quantity() { return 1; }
	public function get_order() { return wc_get_order( $this->get_order_id() ); }
	public function is_type( $type ) { return in_array( $this->get_type(), (array) $type, true ); }
}

class WC_Order_Item_Product extends WC_Order_Item {
	protected $extra_data = [ 'product_id' => 0, 'variation_id' => 0, 'quantity' => 1, 'tax_class' => '', 'subtotal' => 0, 'total' => 0 ];
	public function get_type() { return 'line_item'; }
	public function get_taxes( $context = 'view' ) { return [ 'total' => [], 'subtotal' => [] ]; }
	public function get_total_tax( $context = 'view' ) { return '0'; }
	public function get_subtotal_tax( $context = 'view' ) { return '0'; }
	public function get_quantity( $context = 'view' ) { return $this->get_prop( 'quantity', $context ); }
	public function get_product() { return apply_filters( 'woocommerce_order_item_product', wc_get_product( $this->get_product_id() ), $this ); }
	public function set_subtotal( $value ) { $this->set_prop( 'subtotal', is_numeric( wc_format_decimal( $value ) ) ? wc_format_decimal( $value ) : 0 ); }
	/** A deleted product has the id 0, as in an order that is read after its product was deleted. */
	public function set_product_id( $value ) { $this->set_prop( 'product_id', 'product' === get_post_type( absint( $value ) ) ? absint( $value ) : 0 ); }
	/** The subtotal, the price before discounts, is never less than the total. */
	public function set_total( $value ) {
		$this->set_prop( 'total', is_numeric( wc_format_decimal( $value ) ) ? wc_format_decimal( $value ) : 0 );
		$this->get_subtotal() < $this->get_total() && $this->set_subtotal( $value );
	}
	public function set_product( $product ) {
		$this->set_product_id( $product->get_id() );
		$this->set_name( $product->get_name() );
		$this->set_tax_class( $product->get_tax_class() );
	}
}

class WC_Order_Item_Shipping extends WC_Order_Item {
	protected $extra_data = [ 'method_title' => '', 'method_id' => '', 'instance_id' => '', 'total' => 0 ];
	public function get_type() { return 'shipping'; }
	public function get_taxes( $context = 'view' ) { return [ 'total' => [] ]; }
	public function get_total_tax( $context = 'view' ) { return '0'; }
	public function get_name( $context = 'view' ) { return $this->get_method_title( $context ); }
	public function get_method_title( $context = 'view' ) { return '' === $this->get_prop( 'method_title', $context ) && 'view' === $context ? 'Shipping' : $this->get_prop( 'method_title', $context ); }
	public function set_name( $value ) { $this->set_method_title( $value ); }
	public function set_method_title( $value ) {
		$this->set_prop( 'name', wc_clean( $value ) );
		$this->set_prop( 'method_title', wc_clean( $value ) );
	}
}

class WC_Order_Item_Fee extends WC_Order_Item {
	protected $extra_data = [ 'tax_class' => '', 'tax_status' => 'taxable', 'amount' => '', 'total' => '' ];
	public function get_type() { return 'fee'; }
	public function get_taxes( $context = 'view' ) { return [ 'total' => [] ]; }
	public function get_total_tax( $context = 'view' ) { return '0'; }
	public function get_name( $context = 'view' ) { return '' === $this->get_prop( 'name', $context ) && 'view' === $context ? 'Fee' : $this->get_prop( 'name', $context ); }
}

/** One store for all three: WooCommerce has one each. */
class Sors_Stand_In_Item_Store extends WC_Data_Store_WP {
	private const PROPS = [
		'order-item-product'  => [ '_product_id' => 'product_id', '_variation_id' => 'variation_id', '_qty' => 'quantity', '_tax_class' => 'tax_class', '_line_subtotal' => 'subtotal', '_line_total' => 'total' ],
		'order-item-shipping' => [ 'method_id' => 'method_id', 'instance_id' => 'instance_id', 'cost' => 'total' ],
		'order-item-fee'      => [ '_fee_amount' => 'amount', '_tax_class' => 'tax_class', '_tax_status' => 'tax_status', '_line_total' => 'total' ],
	];
	protected $meta_type = 'order_item';
	public function __construct( string $type ) {
		$this->props                = self::PROPS[ $type ];
		$this->must_exist_meta_keys = array_keys( $this->props );
	}
	public function create( WC_Order_Item $item ): void {
		$GLOBALS['wpdb']->insert( $GLOBALS['wpdb']->prefix . 'woocommerce_order_items', $this->columns( $item ) );
		$item->set_id( $GLOBALS['wpdb']->insert_id );
		$this->save( $item );
		do_action( 'woocommerce_new_order_item', $item->get_id(), $item, $item->get_order_id() );
	}
	public function read( WC_Order_Item $item ): void {
		global $wpdb;
		$item->set_defaults();
		$row = $wpdb->get_row( $wpdb->prepare( "SELECT order_id, order_item_name AS name FROM {$wpdb->prefix}woocommerce_order_items WHERE order_item_id = %d", $item->get_id() ), ARRAY_A );
		$item->set_props( (array) $row + $this->stored_props( $item->get_id() ) );
		$item->set_object_read( true );
	}
	public function update( WC_Order_Item $item ): void {
		$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->prefix . 'woocommerce_order_items', $this->columns( $item ), [ 'order_item_id' => $item->get_id() ] );
		$this->save( $item );
		do_action( 'woocommerce_update_order_item', $item->get_id(), $item, $item->get_order_id() );
	}
	public function delete( WC_Order_Item $item ): void {
		do_action( 'woocommerce_before_delete_order_item', $item->get_id() );
		$GLOBALS['wpdb']->delete( $GLOBALS['wpdb']->prefix . 'woocommerce_order_items', [ 'order_item_id' => $item->get_id() ] );
		$GLOBALS['wpdb']->delete( $GLOBALS['wpdb']->order_itemmeta, [ 'order_item_id' => $item->get_id() ] );
		wp_cache_delete( $item->get_id(), 'order_item_meta' );
		do_action( 'woocommerce_delete_order_item', $item->get_id() );
	}
	private function columns( WC_Order_Item $item ): array { return [ 'order_item_name' => $item->get_name(), 'order_item_type' => $item->get_type(), 'order_id' => $item->get_order_id() ]; }
	private function save( WC_Order_Item $item ): void {
		$this->save_props( $item );
		$item->save_meta_data();
		$item->apply_changes();
	}
}
