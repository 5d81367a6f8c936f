<?php
/** Orders and refunds as posts, with WooCommerce's meta keys of the classic order storage. */

declare( strict_types=1 ); defined( 'ABSPATH' ) || exit;

abstract class Abstract_WC_Order_Data_Store_CPT extends WC_Data_Store_WP {
	protected const COMMON = [ '_order_currency' => 'currency', '_cart_discount' => 'discount_total', '_order_shipping' => 'shipping_total', '_order_total' => 'total', '_order_version' => 'version', '_prices_include_tax' => 'prices_include_tax' ];
	protected $columns = [ 'parent_id' => 'post_parent', 'status' => 'post_status' ];
	public function create( &$order ) {
		$order->set_version( WC_VERSION );
		$order->set_currency( $order->get_currency() ? $order->get_currency() : get_woocommerce_currency() );
		if ( $this->insert_post( $order, 'woocommerce_new_order_data', [ 'post_type' => $order->get_type(), 'post_status' => 'wc-pending', 'post_author' => 1, 'ping_status' => 'closed', 'post_title' => 'Order' ] ) ) {
			$this->save_props( $order );
			$order->save_meta_data();
			$order->apply_changes();
		}
	}
	public function read( &$order ) { $this->read_post( $order, $order->get_type() ); }
	public function update( &$order ) {
		$order->save_meta_data();
		$order->set_version( WC_VERSION );
		$this->update_post( $order );
		$this->save_props( $order );
		$order->apply_changes();
		clean_post_cache( $order->get_id() );
	}
	/** @return array<int, WC_Order_Item> Straight from the database: nothing of an order is cached here. */
	public function read_items( $order, $type ) {
		global $wpdb;
		$ids = $wpdb->get_col( $wpdb->prepare( "SELECT order_item_id FROM {$wpdb->prefix}woocommerce_order_items WHERE order_id = %d AND order_item_type = %s ORDER BY order_item_id", $order->get_id(), $type ) );
		return $order->get_id() ? array_map( [ 'WC_Order_Factory', 'get_order_item' ], array_combine( $ids, $ids ) ) : [];
	}
}

class WC_Order_Data_Store_CPT extends Abstract_WC_Order_Data_Store_CPT {
	private const DRAFTS = [ 'new', 'auto-draft', 'draft', 'checkout-draft' ];
	protected $columns = [ 'parent_id' => 'post_parent', 'status' => 'post_status', 'customer_note' => 'post_excerpt' ];
	protected $props = self::COMMON + [
		'_customer_user' => 'customer_id', '_order_key' => 'order_key', '_payment_method' => 'payment_method', '_payment_method_title' => 'payment_method_title', '_transaction_id' => 'transaction_id', '_created_via' => 'created_via',
		'_date_completed' => 'date_completed', '_date_paid' => 'date_paid', '_order_stock_reduced' => 'order_stock_reduced', '_billing_first_name' => 'billing_first_name', '_billing_last_name' => 'billing_last_name',
		'_billing_company' => 'billing_company', '_billing_address_1' => 'billing_address_1', '_billing_address_2' => 'billing_address_2', '_billing_city' => 'billing_city', '_billing_state' => 'billing_state',
		'_billing_postcode' => 'billing_postcode', '_billing_country' => 'billing_country', '_billing_email' => 'billing_email', '_billing_phone' => 'billing_phone', '_shipping_first_name' => 'shipping_first_name',
		'_shipping_last_name' => 'shipping_last_name', '_shipping_company' => 'shipping_company', '_shipping_address_1' => 'shipping_address_1', '_shipping_address_2' => 'shipping_address_2', '_shipping_city' => 'shipping_city',
		'_shipping_state' => 'shipping_state', '_shipping_postcode' => 'shipping_postcode', '_shipping_country' => 'shipping_country', '_shipping_phone' => 'shipping_phone',
	];
	public function create( &$order ) {
		'' === $order->get_order_key() && $order->set_order_key( wc_generate_order_key() );
		parent::create( $order );
		in_array( $order->get_status( 'edit' ), self::DRAFTS, true ) || do_action( 'woocommerce_new_order', $order->get_id(), $order );
	}
	/** An order is new when it leaves the drafts. */
	public function update( &$order ) {
		$was_draft = in_array( get_post_status( $order->get_id() ), self::DRAFTS, true );
		parent::update( $order );
		do_action( $was_draft && ! in_array( $order->get_status( 'edit' ), self::DRAFTS, true ) ? 'woocommerce_new_order' : 'woocommerce_update_order', $order->get_id(), $order );
	}
	public function delete( &$order, $args = [] ) {
		$id   = $order->get_id();
		$verb = empty( $args['force_delete'] ) ? 'trash' : 'delete';
		do_action( "woocommerce_before_{$verb}_order", $id, $order );
		'trash' === $verb ? wp_trash_post( $id ) : wp_delete_post( $id );
		'trash' === $verb && $order->set_status( 'trash' );
		do_action( "woocommerce_{$verb}_order", $id );
	}
	public function untrash_order( $order ) { return wp_untrash_post( $order->get_id() ) && $order->set_status( get_post_field( 'post_status', $order->get_id() ) ) && $order->save(); }
	/** In the row alone: the object that is being saved elsewhere does not know it, as in WooCommerce. */
	public function set_stock_reduced( $order, $set ) { update_post_meta( (int) $order, '_order_stock_reduced', wc_bool_to_string( $set ) ); }
	public function query( $query_vars ) { return $this->find_posts( $query_vars + [ 'type' => [ 'shop_order', 'shop_order_refund' ], 'status' => array_keys( wc_get_order_statuses() ) ], 'orders', 'wc_get_order' ); }
}

class WC_Order_Refund_Data_Store_CPT extends Abstract_WC_Order_Data_Store_CPT {
	protected $props = self::COMMON + [ '_refund_amount' => 'amount', '_refunded_by' => 'refunded_by', '_refunded_payment' => 'refunded_payment', '_refund_reason' => 'reason' ];
	public function update( &$refund ) {
		parent::update( $refund );
		do_action( 'woocommerce_update_order_refund', $refund->get_id(), $refund );
	}
	public function delete( &$order, $args = [] ) {
		wp_delete_post( $order->get_id() );
		do_action( 'woocommerce_delete_order_refund', $order->get_id() );
	}
}

/** An order that is deleted for good takes its items and refunds with it. */
add_action( 'before_delete_post', function ( $id ) {
	$order = wc_get_order( $id );
	array_map( function ( $child ) { $child->delete( true ); }, array_merge( $order ? $order->get_items( [ 'line_item', 'shipping', 'fee' ] ) : [], $order instanceof WC_Order ? $order->get_refunds() : [] ) );
} );
add_filter( 'wp_untrash_post_status', function ( $new_status, $post_id, $previous_status ) { return in_array( get_post_type( $post_id ), [ 'shop_order', 'product' ], true ) ? $previous_status : $new_status; }, 10, 3 );
