<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

use SorsApi\Admin\OrderCompanyFields;

/** What the people of a shop, and programs that they use, do with its orders, by the functions that WooCommerce's screens call. */
final class Staff {

	/** @return mixed */
	public function carryOut( string $name, array $args ) {
		wp_set_current_user( 1 );
		$order = wc_get_order( (int) $args['orderId'] );
		if ( ! $order instanceof \WC_Order ) {
			return null;
		}
		switch ( $name ) {
			case 'status':
				return $order->update_status( (string) $args['status'] );
			case 'quantity':
				( new OrderLines( $order ) )->quantity( (int) $args['line'], (int) $args['quantity'] );
				return null;
			case 'linePrice':
				( new OrderLines( $order ) )->price( (int) $args['line'], (float) $args['share'] );
				return null;
			case 'addLine':
				( new OrderLines( $order ) )->add( Cart::idOf( $args ), (int) $args['quantity'], (bool) $args['free'] );
				return null;
			case 'removeLine':
				( new OrderLines( $order ) )->remove( (int) $args['line'] );
				return null;
			case 'address':
				$order->set_billing_address_1( (string) $args['street'] );
				$order->save();
				return null;
			case 'company':
				// The field of the order screen; '' takes the company away.
				( new OrderCompanyFields() )->save( '_billing_sors_pib', (string) $args['pib'], $order );
				$order->save();
				return null;
			case 'payment':
				$order->set_payment_method( (string) $args['method'] );
				$order->save();
				return null;
			case 'note':
				return $order->add_order_note( 'Kupac je zvao.', 0, true );
			case 'byRest':
				return $this->byRest( $order, (string) $args['change'], (int) $args['quantity'], Cart::idOf( $args ) );
			case 'trash':
				return $order->delete( false );
			case 'untrash':
				return $order->untrash();
			case 'delete':
				return $order->delete( true );
			case 'refund':
				return ( new Refunds( $order ) )->goods( (int) $args['quantity'], (bool) $args['all'], (bool) $args['restock'], (bool) $args['money'] );
			case 'refundShipping':
				return ( new Refunds( $order ) )->shipping();
			case 'refundMoney':
				return ( new Refunds( $order ) )->money( (float) $args['share'] );
			case 'deleteRefund':
				return ( new Refunds( $order ) )->delete( (int) $args['refund'] );
			default:
				throw new \LogicException( "Nothing is called $name." );
		}
	}

	/** As programs for the warehouse or for bookkeeping do, whatever the order's status. */
	private function byRest( \WC_Order $order, string $change, int $quantity, int $product ): int {
		$line    = array_values( $order->get_items() )[0] ?? null;
		$changes = [
			'status'   => [ 'status' => 'completed' ],
			'meta'     => [ 'meta_data' => [ [ 'key' => '_skladiste', 'value' => 'spakovano' ] ] ],
			'fee'      => [ 'fee_lines' => [ [ 'name' => 'Ambalaža', 'total' => '60' ] ] ],
			'line'     => [ 'line_items' => [ [ 'product_id' => $product, 'quantity' => $quantity ] ] ],
			'quantity' => [ 'line_items' => $line instanceof \WC_Order_Item_Product ? [ self::withQuantity( $line, $quantity ) ] : [] ],
		];
		$request = new \WP_REST_Request( 'PUT', '/wc/v3/orders/' . $order->get_id() );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body( (string) wp_json_encode( $changes[ $change ] ) );
		return rest_do_request( $request )->get_status();
	}

	private static function withQuantity( \WC_Order_Item_Product $line, int $quantity ): array {
		$share = $quantity / max( 1, $line->get_quantity() );
		return [
			'id'       => $line->get_id(),
			'quantity' => $quantity,
			'subtotal' => (string) ( (float) $line->get_subtotal() * $share ),
			'total'    => (string) ( (float) $line->get_total() * $share ),
		];
	}
}
