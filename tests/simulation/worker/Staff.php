<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** What the people of a shop do with its orders, by the functions that WooCommerce's screens call. */
final class Staff {

	/**
	 * @param array<string, mixed> $args
	 *
	 * @return mixed
	 */
	public function carryOut( string $name, array $args ) {
		wp_set_current_user( 1 );
		$order = wc_get_order( (int) $args['orderId'] );
		if ( ! $order instanceof \WC_Order ) {
			return null;
		}
		switch ( $name ) {
			case 'status':
				$order->update_status( (string) $args['status'] );
				return null;
			case 'quantity':
				return $this->quantity( $order, (int) $args['line'], (int) $args['quantity'] );
			case 'address':
				$order->set_billing_address_1( (string) $args['street'] );
				$order->save();
				return null;
			case 'trash':
				$order->delete( false );
				return null;
			case 'untrash':
				$order->untrash();
				return null;
			case 'delete':
				$order->delete( true );
				return null;
			case 'refund':
				return $this->refund( $order, $args );
			case 'deleteRefund':
				return $this->deleteRefund( $order );
			default:
				throw new \LogicException( "Nothing is called $name." );
		}
	}

	private function quantity( \WC_Order $order, int $index, int $quantity ): void {
		require_once WC_ABSPATH . 'includes/admin/wc-admin-functions.php';
		$lines = array_values( $order->get_items() );
		$line  = $lines[ $index % max( 1, count( $lines ) ) ] ?? null;
		if ( ! $line instanceof \WC_Order_Item_Product || ! $order->is_editable() ) {
			return;
		}
		$id    = $line->get_id();
		$share = $quantity / max( 1, $line->get_quantity() );
		$taxes = array_map( static fn( $tax ): string => (string) ( (float) $tax * $share ), $line->get_taxes()['total'] );
		wc_save_order_items(
			$order->get_id(),
			[
				'order_item_id'      => [ $id ],
				'order_item_name'    => [ $id => $line->get_name() ],
				'order_item_qty'     => [ $id => (string) $quantity ],
				'order_item_tax_class' => [ $id => $line->get_tax_class() ],
				'line_total'         => [ $id => (string) ( (float) $line->get_total() * $share ) ],
				'line_subtotal'      => [ $id => (string) ( (float) $line->get_subtotal() * $share ) ],
				'line_tax'           => [ $id => $taxes ],
				'line_subtotal_tax'  => [ $id => $taxes ],
			]
		);
	}

	/**
	 * @param array<string, mixed> $args
	 */
	private function refund( \WC_Order $order, array $args ): ?int {
		$lines  = [];
		$amount = 0.0;
		foreach ( array_values( $order->get_items() ) as $index => $line ) {
			$left = $line->get_quantity() + $order->get_qty_refunded_for_item( $line->get_id() );
			$back = $args['all'] ? $left : min( $left, 0 === $index ? (int) $args['quantity'] : 0 );
			if ( $back <= 0 ) {
				continue;
			}
			$share = $back / $line->get_quantity();
			$total = round( (float) $line->get_total() * $share, 2 );
			$taxes = array_map( static fn( $tax ): float => round( (float) $tax * $share, 2 ), $line->get_taxes()['total'] );
			$lines[ $line->get_id() ] = [ 'qty' => $back, 'refund_total' => $total, 'refund_tax' => $taxes ];
			$amount += $total + array_sum( $taxes );
		}
		$left   = (float) $order->get_remaining_refund_amount();
		$amount = $args['all'] && (float) $amount < $left && $args['restock'] ? $amount : min( $amount, $left );
		if ( $amount <= 0 ) {
			return null;
		}
		$refund = wc_create_refund(
			[
				'order_id'      => $order->get_id(),
				'amount'        => wc_format_decimal( $amount, 2 ),
				'line_items'    => $args['money'] ? [] : $lines,
				'restock_items' => ! $args['money'] && $args['restock'],
			]
		);
		return is_wp_error( $refund ) ? null : $refund->get_id();
	}

	private function deleteRefund( \WC_Order $order ): ?int {
		$refunds = $order->get_refunds();
		if ( [] === $refunds ) {
			return null;
		}
		$id = $refunds[0]->get_id();
		$refunds[0]->delete( true );
		do_action( 'woocommerce_refund_deleted', $id, $order->get_id() );
		return $id;
	}
}
