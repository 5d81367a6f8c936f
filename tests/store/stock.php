<?php
/** Stock: lowered when an order is paid or held, given back when it is cancelled, failed or pending again, and by refunds that restock. */
declare( strict_types=1 ); defined( 'ABSPATH' ) || exit;

function wc_update_product_stock( $product, $stock_quantity = null, $operation = 'set', $updating = false ) {
	$product = $product instanceof WC_Product ? $product : wc_get_product( $product );
	if ( $product && null !== $stock_quantity && $product->managing_stock() ) {
		$store = $product->get_data_store();
		do_action( 'woocommerce_product_before_set_stock', $product );
		$store->read_stock_quantity( $product, $store->update_product_stock( $product->get_id(), $stock_quantity, $operation ) );
		$updating || $product->save(); // The stock status follows.
		do_action( 'woocommerce_product_set_stock', $product );
	}
	return $product ? $product->get_stock_quantity() : false;
}

function wc_maybe_reduce_stock_levels( $order_id ) {
	$order = wc_get_order( $order_id );
	if ( $order && apply_filters( 'woocommerce_payment_complete_reduce_order_stock', ! $order->get_order_stock_reduced(), $order_id ) ) {
		wc_reduce_stock_levels( $order );
		$order->get_data_store()->set_stock_reduced( $order_id, true );
	}
}

function wc_maybe_increase_stock_levels( $order_id ) {
	$order = wc_get_order( $order_id );
	if ( $order && $order->get_order_stock_reduced() ) {
		wc_increase_stock_levels( $order );
		$order->get_data_store()->set_stock_reduced( $order_id, false );
	}
}

function wc_reduce_stock_levels( $order_id ) { sors_stand_in_move_stock( wc_get_order( $order_id ), true ); }
function wc_increase_stock_levels( $order_id ) { sors_stand_in_move_stock( wc_get_order( $order_id ), false ); }

/** Every item once: its meta _reduced_stock says what quantity it took. */
function sors_stand_in_move_stock( WC_Order $order, bool $down ): void {
	if ( 'yes' !== get_option( 'woocommerce_manage_stock' ) || ! apply_filters( $down ? 'woocommerce_can_reduce_order_stock' : 'woocommerce_can_restore_order_stock', true, $order ) ) {
		return;
	}
	$notes = [];
	foreach ( $order->get_items() as $item ) {
		$product = $item->get_product();
		$taken   = $item->get_meta( '_reduced_stock', true );
		if ( (bool) $taken === $down || ! $product || ! $product->managing_stock() ) {
			continue;
		}
		$qty = $down ? apply_filters( 'woocommerce_order_item_quantity', $item->get_quantity(), $order, $item ) : $taken;
		$new = wc_update_product_stock( $product, $qty, $down ? 'decrease' : 'increase' );
		$old = $down ? $new + $qty : $new - $qty;
		$down ? $item->add_meta_data( '_reduced_stock', $qty, true ) : $item->delete_meta_data( '_reduced_stock' );
		$item->save();
		$notes[] = $product->get_name() . " ($old&rarr;$new)";
		$down ? do_action( 'woocommerce_reduce_order_item_stock', $item, [ 'product' => $product, 'from' => $old, 'to' => $new ], $order ) : do_action( 'woocommerce_restore_order_item_stock', $item, $new, $old, $order );
	}
	$notes && $order->add_order_note( ( $down ? 'Stock levels reduced: ' : 'Stock levels increased: ' ) . implode( ', ', $notes ) );
	do_action( $down ? 'woocommerce_reduce_order_stock' : 'woocommerce_restore_order_stock', $order );
}

/** Gives back what was taken; _restock_refunded_items keeps the tally. */
function wc_restock_refunded_items( $order, $refunded_line_items ) {
	foreach ( apply_filters( 'woocommerce_can_restock_refunded_items', true, $order, $refunded_line_items ) ? $order->get_items() : [] as $item_id => $item ) {
		$qty     = $refunded_line_items[ $item_id ]['qty'] ?? 0;
		$product = $item->get_product();
		$reduced = $item->get_meta( '_reduced_stock', true );
		if ( ! $qty || ! $reduced || ! $product || ! $product->managing_stock() ) {
			continue;
		}
		$old = $product->get_stock_quantity();
		$new = wc_update_product_stock( $product, $qty, 'increase' );
		$item->update_meta_data( '_reduced_stock', $reduced - $qty );
		$item->update_meta_data( '_restock_refunded_items', $qty + (int) $item->get_meta( '_restock_refunded_items', true ) );
		$order->add_order_note( sprintf( 'Item #%1$s stock increased from %2$s to %3$s.', $product->get_id(), $old, $new ) );
		$item->save();
		do_action( 'woocommerce_restock_refunded_item', $product->get_id(), $old, $new, $order, $product );
	}
}

foreach ( [ 'woocommerce_payment_complete', 'woocommerce_order_status_completed', 'woocommerce_order_status_processing', 'woocommerce_order_status_on-hold' ] as $sors_stand_in_hook ) {
	add_action( $sors_stand_in_hook, 'wc_maybe_reduce_stock_levels' );
}
foreach ( [ 'woocommerce_order_status_cancelled', 'woocommerce_order_status_failed', 'woocommerce_order_status_pending' ] as $sors_stand_in_hook ) {
	add_action( $sors_stand_in_hook, 'wc_maybe_increase_stock_levels' );
}
