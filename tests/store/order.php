<?php
/** WC_Abstract_Order, WC_Order and WC_Order_Refund. There are no coupons, and taxes are 0 and have no setters. */

declare( strict_types=1 ); defined( 'ABSPATH' ) || exit;

use Automattic\WooCommerce\Utilities\NumberUtil;
use Automattic\WooCommerce\Utilities\OrderUtil;

abstract class WC_Abstract_Order extends WC_Data {
	protected $object_type = 'order';
	protected $data_store_name = 'order';
	protected $data = [
		'parent_id' => 0, 'status' => '', 'currency' => '', 'version' => '', 'prices_include_tax' => false, 'date_created' => null, 'date_modified' => null, 'discount_total' => 0, 'shipping_total' => 0, 'total' => 0,
	];
	protected $casts = [
		'parent_id' => 'absint', 'prices_include_tax' => 'wc_string_to_bool', 'date_created' => 'date', 'date_modified' => 'date', 'discount_total' => 'wc_format_decimal', 'shipping_total' => 'wc_format_decimal', 'customer_id' => 'absint',
		'date_completed' => 'date', 'date_paid' => 'date', 'order_stock_reduced' => 'wc_string_to_bool', 'amount' => 'wc_format_decimal', 'refunded_by' => 'absint', 'refunded_payment' => 'wc_string_to_bool',
	];
	/** @var array<string, array<int|string, WC_Order_Item>> By type; new ones under "new:…" until they are saved. */
	protected $items = [];
	protected $items_to_delete = [];
	public function __construct( $order = 0 ) {
		$this->data_store = WC_Data_Store::load( $this->data_store_name );
		parent::__construct( $order );
	}
	/** An error while saving is logged and not thrown: so does WooCommerce. */
	public function save() {
		try {
			do_action( "woocommerce_before_{$this->object_type}_object_save", $this, $this->data_store );
			$this->id ? $this->data_store->update( $this ) : $this->data_store->create( $this );
			$this->save_items();
			do_action( "woocommerce_after_{$this->object_type}_object_save", $this, $this->data_store );
		} catch ( Exception $e ) {
			wc_get_logger()->error( "Error saving order ID $this->id. " . $e->getMessage() );
		}
		return $this->id;
	}
	protected function save_items() {
		array_map( function ( $item ) { $item->delete(); }, $this->items_to_delete );
		$this->items_to_delete = [];
		foreach ( $this->items as $type => $items ) {
			$this->items[ $type ] = [];
			foreach ( $items as $item ) {
				$item->set_order_id( $this->id );
				$this->items[ $type ][ $item->save() ] = $item;
			}
		}
	}
	public function get_type() { return 'shop_order'; }
	public function get_status( $context = 'view' ) { return '' === $this->get_prop( 'status', $context ) && 'view' === $context ? apply_filters( 'woocommerce_default_order_status', 'pending' ) : $this->get_prop( 'status', $context ); }
	public function has_status( $status ) { return apply_filters( 'woocommerce_order_has_status', in_array( $this->get_status(), (array) $status, true ), $this, $status ); }
	public function set_status( $new_status ) {
		$from  = $this->get_status();
		$to    = OrderUtil::remove_status_prefix( (string) $new_status );
		$known = array_merge( array_keys( wc_get_order_statuses() ), [ 'wc-trash' ] );
		if ( $this->object_read ) {
			$to   = in_array( "wc-$to", $known, true ) || 'auto-draft' === $to ? $to : 'pending';
			$from = in_array( "wc-$from", $known, true ) ? $from : 'pending';
		}
		$this->set_prop( 'status', $to );
		return [ 'from' => $from, 'to' => $to ];
	}
	public function get_total_tax( $context = 'view' ) { return '0'; }
	public function set_total( $value, $deprecated = '' ) { $this->set_prop( 'total', wc_format_decimal( is_string( $value ) && '' !== $value ? $value : (float) $value, wc_get_price_decimals() ) ); }
	public function get_items( $types = 'line_item' ) {
		$items = [];
		foreach ( (array) $types as $type ) {
			$this->items[ $type ] = $this->items[ $type ] ?? $this->data_store->read_items( $this, $type );
			$items               += $this->items[ $type ];
		}
		return apply_filters( 'woocommerce_order_get_items', $items, $this, (array) $types );
	}
	public function get_fees() { return $this->get_items( 'fee' ); }
	public function get_shipping_method() { return implode( ', ', $this->pluck( 'get_name', 'shipping' ) ); }
	public function get_coupon_codes() { return []; }
	public function get_item( $item_id, $load_from_db = true ) { return $load_from_db ? WC_Order_Factory::get_order_item( $item_id ) : ( $this->get_items( [ 'line_item', 'shipping', 'fee' ] )[ $item_id ] ?? false ); }
	private function pluck( string $getter, string $type ): array { return array_map( function ( $item ) use ( $getter ) { return $item->$getter(); }, $this->get_items( $type ) ); }
	public function add_item( $item ) {
		$count = count( $this->get_items( $item->get_type() ) ); // Also reads those that exist, so that the new one comes after them.
		$item->set_order_id( $this->id );
		$this->items[ $item->get_type() ][ $item->get_id() ? $item->get_id() : "new:$count" ] = $item;
	}
	public function remove_item( $item_id ) {
		$item = $this->get_item( $item_id, false );
		if ( ! $item ) {
			return false;
		}
		$this->items_to_delete[] = $item;
		unset( $this->items[ $item->get_type() ][ $item_id ] );
	}
	public function add_product( $product, $qty = 1, $args = [] ) {
		$total = wc_get_price_excluding_tax( $product, [ 'qty' => $qty ] );
		$item  = new WC_Order_Item_Product();
		$item->set_props( $args + [ 'name' => $product->get_name(), 'tax_class' => $product->get_tax_class(), 'product_id' => $product->get_id(), 'subtotal' => $total, 'total' => $total, 'quantity' => $qty ] );
		$item->set_order_id( $this->id );
		$item->save();
		$this->add_item( $item );
		return $item->get_id();
	}
	/** Each amount is rounded on its own, unless the shop rounds at subtotal level. */
	private function sum( string $getter, string $type = 'line_item' ): float {
		$decimals = 'yes' === get_option( 'woocommerce_tax_round_at_subtotal' ) ? WC_ROUNDING_PRECISION : wc_get_price_decimals();
		return array_sum( array_map( function ( $amount ) use ( $decimals ) { return NumberUtil::round( $amount, $decimals ); }, $this->pluck( $getter, $type ) ) ) + 0.0;
	}
	public function get_subtotal() { return apply_filters( 'woocommerce_order_get_subtotal', NumberUtil::round( $this->sum( 'get_subtotal' ), wc_get_price_decimals() ), $this ); }
	public function calculate_totals( $and_taxes = true ) {
		do_action( 'woocommerce_order_before_calculate_totals', $and_taxes, $this );
		$total = $this->sum( 'get_total' );
		$rest  = $total + $this->sum( 'get_total', 'shipping' );
		$this->set_shipping_total( $this->sum( 'get_total', 'shipping' ) );
		foreach ( $this->get_fees() as $fee ) {
			if ( (float) $fee->get_total() < -$rest && $rest > 0 ) {
				$fee->set_total( -NumberUtil::round( $rest, wc_get_price_decimals() ) ); // A negative fee takes away no more than there is.
			}
			$rest += (float) $fee->get_total();
		}
		if ( $and_taxes ) {
			do_action( 'woocommerce_order_before_calculate_taxes', [], $this );
			$this->save();
		}
		$this->set_discount_total( NumberUtil::round( $this->sum( 'get_subtotal' ) - $total, wc_get_price_decimals() ) );
		$this->set_total( NumberUtil::round( $rest, wc_get_price_decimals() ) );
		do_action( 'woocommerce_order_after_calculate_totals', $and_taxes, $this );
		$this->save();
		return $this->get_total();
	}
}

class WC_Order extends WC_Abstract_Order {
	private const ADDRESS = [ 'first_name', 'last_name', 'company', 'address_1', 'address_2', 'city', 'state', 'postcode', 'country', 'email', 'phone' ];
	protected $status_transition = false;
	protected $extra_data = [
		'customer_id' => 0, 'order_key' => '', 'payment_method' => '', 'payment_method_title' => '', 'transaction_id' => '', 'created_via' => '', 'customer_note' => '', 'date_completed' => null, 'date_paid' => null, 'order_stock_reduced' => false,
		'billing_first_name' => '', 'billing_last_name' => '', 'billing_company' => '', 'billing_address_1' => '', 'billing_address_2' => '', 'billing_city' => '', 'billing_state' => '', 'billing_postcode' => '', 'billing_country' => '', 'billing_email' => '', 'billing_phone' => '',
		'shipping_first_name' => '', 'shipping_last_name' => '', 'shipping_company' => '', 'shipping_address_1' => '', 'shipping_address_2' => '', 'shipping_city' => '', 'shipping_state' => '', 'shipping_postcode' => '', 'shipping_country' => '', 'shipping_phone' => '',
	];
	public function untrash(): bool { return (bool) $this->data_store->untrash_order( $this ); }
	public function set_billing_email( $value ) { $value && ! is_email( $value ) ? $this->error( 'order_invalid_billing_email', 'Invalid billing email address' ) : $this->set_prop( 'billing_email', sanitize_email( $value ) ); }
	public function set_address( $address, $type = 'billing' ) { $this->set_props( array_combine( preg_filter( '/^/', $type . '_', array_keys( $address ) ), $address ) ); }
	public function get_address( $address_type = 'billing' ) {
		$address = [];
		foreach ( array_diff( self::ADDRESS, 'billing' === $address_type ? [] : [ 'email' ] ) as $part ) {
			$address[ $part ] = $this->get_prop( $address_type . '_' . $part, 'edit' );
		}
		return apply_filters( 'woocommerce_get_order_address', $address, $address_type, $this );
	}
	public function get_user_id( $context = 'view' ) { return $this->get_customer_id( $context ); }
	public function get_order_number() { return (string) apply_filters( 'woocommerce_order_number', $this->get_id(), $this ); }
	public function get_edit_order_url() { return apply_filters( 'woocommerce_get_edit_order_url', OrderUtil::get_order_admin_edit_url( $this->get_id() ), $this ); }
	public function save() {
		$user = $this->get_billing_email() ? false : get_user_by( 'id', $this->get_customer_id() );
		$user && $this->set_billing_email( $user->user_email );
		parent::save();
		$this->status_transition();
		return $this->id;
	}
	public function set_status( $new_status, $note = '', $manual_update = false ) {
		$result = parent::set_status( $new_status );
		if ( ! $this->object_read || $result['from'] === $result['to'] ) {
			return $result;
		}
		$this->status_transition = [ 'from' => $this->status_transition['from'] ?? $result['from'], 'to' => $result['to'], 'note' => $note, 'manual' => (bool) $manual_update ];
		$paid = apply_filters( 'woocommerce_payment_complete_order_status', $this->needs_processing() ? 'processing' : 'completed', $this->get_id(), $this );
		! $this->get_date_paid( 'edit' ) && ( $this->has_status( $paid ) || ( 'processing' === $paid && $this->has_status( 'completed' ) ) ) && $this->set_date_paid( time() );
		$this->has_status( 'completed' ) && $this->set_date_completed( time() );
		return $result;
	}
	/** Virtual downloads need none, nor does an order without items. */
	public function needs_processing() {
		foreach ( $this->get_items() as $item ) {
			$product = $item->get_product();
			if ( $product && apply_filters( 'woocommerce_order_item_needs_processing', ! ( $product->is_downloadable() && $product->is_virtual() ), $product, $this->get_id() ) ) {
				return true;
			}
		}
		return false;
	}
	public function update_status( $new_status, $note = '', $manual = false ) {
		$this->set_status( $new_status, $note, $manual );
		return (bool) $this->save();
	}
	/** An exception in one listener swallows the listeners and hooks after it: so does WooCommerce. */
	protected function status_transition() {
		$transition              = $this->status_transition;
		$this->status_transition = false;
		if ( ! $transition ) {
			return;
		}
		[ 'from' => $from, 'to' => $to, 'note' => $note ] = $transition;
		try {
			do_action( "woocommerce_order_status_$to", $this->get_id(), $this, $transition );
			false !== $note && $this->add_order_note( trim( $note . ' ' . sprintf( 'Order status changed from %1$s to %2$s.', wc_get_order_status_name( $from ), wc_get_order_status_name( $to ) ) ), 0, $transition['manual'] );
			do_action( "woocommerce_order_status_{$from}_to_$to", $this->get_id(), $this );
			do_action( 'woocommerce_order_status_changed', $this->get_id(), $from, $to, $this );
			in_array( $from, [ 'pending', 'failed' ], true ) && in_array( $to, wc_get_is_paid_statuses(), true ) && do_action( 'woocommerce_order_payment_status_changed', $this->get_id(), $this );
		} catch ( Exception $e ) {
			$this->add_order_note( 'Error during status transition. ' . $e->getMessage() );
		}
	}
	public function payment_complete( $transaction_id = '' ) {
		do_action( 'woocommerce_pre_payment_complete', $this->get_id(), $transaction_id );
		if ( ! $this->has_status( apply_filters( 'woocommerce_valid_order_statuses_for_payment_complete', [ 'on-hold', 'pending', 'failed', 'cancelled' ], $this ) ) ) {
			do_action( 'woocommerce_payment_complete_order_status_' . $this->get_status(), $this->get_id(), $transaction_id );
			return true;
		}
		$transaction_id && $this->set_transaction_id( $transaction_id );
		$this->get_date_paid( 'edit' ) || $this->set_date_paid( time() );
		$this->set_status( apply_filters( 'woocommerce_payment_complete_order_status', $this->needs_processing() ? 'processing' : 'completed', $this->get_id(), $this ), false );
		$this->add_order_note( 'Payment complete.' );
		$this->save();
		do_action( 'woocommerce_payment_complete', $this->get_id(), $this->get_transaction_id() );
		return true;
	}
	public function add_order_note( $note, $is_customer_note = 0, $added_by_user = false, $meta_data = [] ) {
		$author = $added_by_user && is_user_logged_in() ? wp_get_current_user()->display_name : 'WooCommerce';
		$id     = wp_insert_comment( [ 'comment_post_ID' => $this->get_id(), 'comment_author' => $author, 'comment_content' => $note, 'comment_agent' => 'WooCommerce', 'comment_type' => 'order_note', 'comment_approved' => 1 ] );
		$is_customer_note && add_comment_meta( $id, 'is_customer_note', 1 );
		do_action( 'woocommerce_order_note_added', $id, $this );
		return $id;
	}
	public function get_refunds() { return wc_get_orders( [ 'type' => 'shop_order_refund', 'parent' => $this->get_id(), 'limit' => -1 ] ); }
	public function get_total_refunded() { return array_sum( array_map( function ( $refund ) { return (float) $refund->get_amount(); }, $this->get_refunds() ) ) + 0.0; }
	public function get_remaining_refund_amount() { return wc_format_decimal( (float) $this->get_total() - $this->get_total_refunded(), wc_get_price_decimals() ); }
}

class WC_Order_Refund extends WC_Abstract_Order {
	protected $data_store_name = 'order-refund';
	protected $object_type = 'order_refund';
	protected $extra_data = [ 'amount' => '', 'reason' => '', 'refunded_by' => 0, 'refunded_payment' => false ];
	public function get_type() { return 'shop_order_refund'; }
	public function get_status( $context = 'view' ) { return 'completed'; }
}
