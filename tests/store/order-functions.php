<?php
/** The functions around orders and refunds. */
declare( strict_types=1 ); defined( 'ABSPATH' ) || exit;

class WC_Order_Factory {
	public static function get_order( $order_id = false ) {
		$id    = is_object( $order_id ) ? ( $order_id instanceof WC_Abstract_Order ? $order_id->get_id() : $order_id->ID ) : (int) $order_id;
		$class = [ 'shop_order' => 'WC_Order', 'shop_order_refund' => 'WC_Order_Refund' ][ $id ? get_post_type( $id ) : '' ] ?? '';
		$class = $class ? apply_filters( 'woocommerce_order_class', $class, get_post_type( $id ), $id ) : '';
		return $class && class_exists( $class ) ? new $class( $id ) : false;
	}
	public static function get_orders( $order_ids = [], $skip_invalid = false ) { return array_values( array_filter( array_map( [ self::class, 'get_order' ], $order_ids ) ) ); }
	public static function get_order_item( $item_id = 0 ) {
		$id    = $item_id instanceof WC_Order_Item ? $item_id->get_id() : (int) $item_id;
		$type  = $GLOBALS['wpdb']->get_var( $GLOBALS['wpdb']->prepare( "SELECT order_item_type FROM {$GLOBALS['wpdb']->prefix}woocommerce_order_items WHERE order_item_id = %d", $id ) );
		$class = [ 'line_item' => 'WC_Order_Item_Product', 'shipping' => 'WC_Order_Item_Shipping', 'fee' => 'WC_Order_Item_Fee' ][ $type ] ?? '';
		return $class ? new $class( $id ) : false;
	}
}

function wc_get_order( $the_order = false ) { return did_action( 'woocommerce_after_register_post_type' ) ? WC_Order_Factory::get_order( $the_order ) : false; }
function wc_get_orders( $args ) { return WC_Data_Store::load( 'order' )->query( apply_filters( 'woocommerce_order_query_args', $args ) ); }
function wc_get_order_statuses() { return apply_filters( 'wc_order_statuses', [ 'wc-pending' => 'Pending payment', 'wc-processing' => 'Processing', 'wc-on-hold' => 'On hold', 'wc-completed' => 'Completed', 'wc-cancelled' => 'Cancelled', 'wc-refunded' => 'Refunded', 'wc-failed' => 'Failed' ] ); }
function wc_get_order_status_name( $status ) { return wc_get_order_statuses()[ 0 === strpos( $status, 'wc-' ) ? $status : "wc-$status" ] ?? $status; }
function wc_get_is_paid_statuses() { return apply_filters( 'woocommerce_order_is_paid_statuses', [ 'processing', 'completed' ] ); }
function wc_is_order_status( $maybe_status ) { return isset( wc_get_order_statuses()[ $maybe_status ] ); }
function wc_generate_order_key( $key = '' ) { return 'wc_' . apply_filters( 'woocommerce_generate_order_key', 'order_' . ( $key ? $key : wp_generate_password( 13, false ) ) ); }

/** @return object[] Newest first: id, content, customer_note, added_by, order_id. */
function wc_get_order_notes( $args ) {
	return array_map( function ( $note ) {
		return (object) [ 'id' => (int) $note->comment_ID, 'content' => $note->comment_content, 'customer_note' => (bool) get_comment_meta( $note->comment_ID, 'is_customer_note', true ), 'added_by' => 'WooCommerce' === $note->comment_author ? 'system' : $note->comment_author, 'order_id' => (int) $note->comment_post_ID ];
	}, get_comments( [ 'post_id' => $args['order_id'], 'type' => 'order_note', 'status' => 'approve', 'orderby' => 'comment_ID' ] ) );
}

function wc_create_order( $args = [] ) {
	$order = new WC_Order();
	$order->set_props( array_intersect_key( $args, [ 'status' => 1, 'customer_note' => 1, 'customer_id' => 1, 'created_via' => 1 ] ) + [ 'currency' => get_woocommerce_currency(), 'prices_include_tax' => get_option( 'woocommerce_prices_include_tax' ) ] );
	$order->save();
	return $order;
}

/** No payment gateways here, so refund_payment is refused as it is for an order whose gateway was removed. */
function wc_create_refund( $args = [] ) {
	$args  = wp_parse_args( $args, [ 'amount' => 0, 'reason' => null, 'order_id' => 0, 'line_items' => [], 'refund_payment' => false, 'restock_items' => false ] );
	$order = wc_get_order( $args['order_id'] );
	if ( ! $order || $args['refund_payment'] || $args['amount'] < 0 || $args['amount'] > $order->get_remaining_refund_amount() ) {
		return new WP_Error( 'error', 'Invalid order ID, payment gateway or refund amount.' );
	}
	$remaining = $order->get_remaining_refund_amount();
	$refund    = new WC_Order_Refund();
	$refund->set_props( [ 'currency' => $order->get_currency(), 'amount' => $args['amount'], 'parent_id' => $order->get_id(), 'refunded_by' => get_current_user_id() ? get_current_user_id() : 1, 'prices_include_tax' => $order->get_prices_include_tax(), 'reason' => $args['reason'] ] );
	foreach ( array_intersect_key( $order->get_items( [ 'line_item', 'fee', 'shipping' ] ), array_filter( $args['line_items'], 'array_filter' ) ) as $item_id => $item ) {
		$line     = $args['line_items'][ $item_id ] + [ 'qty' => 0, 'refund_total' => 0 ];
		$class    = get_class( $item );
		$refunded = new $class( $item );
		$refunded->set_id( 0 );
		$refunded->add_meta_data( '_refunded_item_id', $item_id, true );
		$refunded->set_total( $line['refund_total'] * -1 );
		$item instanceof WC_Order_Item_Product && $refunded->set_subtotal( $line['refund_total'] * -1 );
		$item instanceof WC_Order_Item_Product && $refunded->set_quantity( $line['qty'] * -1 );
		$refund->add_item( $refunded );
	}
	$refund->save();
	$refund->calculate_totals( false );
	$refund->set_total( $args['amount'] * -1 );
	do_action( 'woocommerce_create_refund', $refund, $args );
	$refund->save();
	$args['restock_items'] && wc_restock_refunded_items( $order, $args['line_items'] );
	if ( apply_filters( 'woocommerce_order_is_partially_refunded', $remaining - $args['amount'] > 0, $order->get_id(), $refund->get_id() ) ) {
		do_action( 'woocommerce_order_partially_refunded', $order->get_id(), $refund->get_id() );
	} else {
		do_action( 'woocommerce_order_fully_refunded', $order->get_id(), $refund->get_id() );
		$order->update_status( apply_filters( 'woocommerce_order_fully_refunded_status', 'refunded', $order->get_id(), $refund->get_id() ) );
	}
	$order->set_date_modified( time() );
	$order->save();
	do_action( 'woocommerce_refund_created', $refund->get_id(), $args );
	do_action( 'woocommerce_order_refunded', $order->get_id(), $refund->get_id() );
	return $refund;
}

/** An order set to "refunded" by hand gets a refund of what is left, without lines. */
function wc_order_fully_refunded( $order_id ) {
	$order = wc_get_order( $order_id );
	$rest  = (float) $order->get_total() - $order->get_total_refunded();
	if ( $rest > 0 ) {
		wc_create_refund( [ 'amount' => wc_format_decimal( $rest ), 'reason' => 'Order fully refunded.', 'order_id' => $order_id ] );
		$order->add_order_note( 'Order status set to refunded. To return funds to the customer you will need to issue a refund through your payment gateway.' );
	}
}
add_action( 'woocommerce_order_status_refunded', 'wc_order_fully_refunded' );
