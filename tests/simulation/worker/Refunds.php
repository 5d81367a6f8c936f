<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** Money that goes back, with goods or without. */
final class Refunds {

	private \WC_Order $order;

	public function __construct( \WC_Order $order ) {
		$this->order = $order;
	}

	/** `$money`: of these pieces the money alone, without naming them. */
	public function goods( int $quantity, bool $all, bool $restock, bool $money ): ?int {
		$lines  = [];
		$amount = 0.0;
		foreach ( array_values( $this->order->get_items() ) as $index => $line ) {
			$left = $line->get_quantity() + $this->order->get_qty_refunded_for_item( $line->get_id() );
			$back = $all ? $left : min( $left, 0 === $index ? $quantity : 0 );
			if ( $back > 0 ) {
				$lines[ $line->get_id() ] = $this->part( $line, $back / $line->get_quantity() ) + [ 'qty' => $back ];
				$amount                  += self::sum( $lines[ $line->get_id() ] );
			}
		}
		$left   = (float) $this->order->get_remaining_refund_amount();
		$amount = $all && $amount < $left && $restock ? $amount : min( $amount, $left );
		return $this->create( $amount, $money ? [] : $lines, ! $money && $restock );
	}

	public function shipping(): ?int {
		$lines = [];
		foreach ( $this->order->get_items( 'shipping' ) as $id => $line ) {
			if ( 0.0 === (float) $this->order->get_total_refunded_for_item( $id, 'shipping' ) ) {
				$lines[ $id ] = $this->part( $line, 1.0 ) + [ 'qty' => 0 ];
			}
		}
		return $this->create( array_sum( array_map( [ self::class, 'sum' ], $lines ) ), $lines, false );
	}

	/** @param float $share Of what is left. */
	public function money( float $share ): ?int {
		return $this->create( (float) $this->order->get_remaining_refund_amount() * $share, [], false );
	}

	/** @param int $index Which of them. */
	public function delete( int $index ): ?int {
		$refunds = $this->order->get_refunds();
		$refund  = $refunds[ $index % max( 1, count( $refunds ) ) ] ?? null;
		if ( null === $refund ) {
			return null;
		}
		$id = $refund->get_id();
		ShopRequest::of( [ \WC_AJAX::class, 'delete_refund' ], [ 'refund_id' => $id, 'security' => wp_create_nonce( 'order-item' ) ] );
		return $id;
	}

	/** @param \WC_Order_Item_Product|\WC_Order_Item_Shipping $line */
	private function part( \WC_Order_Item $line, float $share ): array {
		$of = static fn( $amount ): float => round( (float) $amount * $share, WC_ROUNDING_PRECISION );
		return [
			'refund_total' => $of( $line->get_total() ),
			'refund_tax'   => array_map( $of, $line->get_taxes()['total'] ),
		];
	}

	/** As the order screen adds the fields up. */
	private static function sum( array $part ): float {
		$decimals = 'yes' === get_option( 'woocommerce_tax_round_at_subtotal' ) ? WC_ROUNDING_PRECISION : wc_get_price_decimals();
		return array_sum( array_map( static fn( float $field ): float => round( $field, $decimals ), [ $part['refund_total'], ...array_values( $part['refund_tax'] ) ] ) );
	}

	private function create( float $amount, array $lines, bool $restock ): ?int {
		$amount = min( $amount, (float) $this->order->get_remaining_refund_amount() );
		if ( $amount <= 0 ) {
			return null;
		}
		$refund = wc_create_refund(
			[
				'order_id'      => $this->order->get_id(),
				'amount'        => wc_format_decimal( $amount, wc_get_price_decimals() ),
				'line_items'    => $lines,
				'restock_items' => $restock,
			]
		);
		return is_wp_error( $refund ) ? null : $refund->get_id();
	}
}
