<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Database\Sql;
use SorsApi\Documents\Rounding;
use SorsApi\Sors\Decimal;

/** Reads the refunds of an order, and what each took off which lines. */
final class RefundReader {

	/**
	 * Mark on the lines of refunds that put nothing back on the shelf.
	 *
	 * WooCommerce keeps one sum for each line of an order, not which refund restocked what, and leaves it as it is when a
	 * refund is deleted. What the refunds that are left have put back can then only be told by these marks.
	 */
	public const UNRESTOCKED = '_sors_not_restocked';

	/**
	 * By SQL of our own: WooCommerce's get_refunds() has no limit, writes that as the largest number there is, and SQLite
	 * refuses it.
	 *
	 * @return list<\WC_Order_Refund> Oldest first.
	 */
	public static function of( int $orderId ): array {
		$storage = OrderStorage::current();
		$ids     = Sql::column( "SELECT {$storage->id} FROM {$storage->table} WHERE {$storage->parent} = %d AND {$storage->type} = 'shop_order_refund' AND {$storage->status} <> 'trash' ORDER BY {$storage->id}", $orderId );
		$refunds = [];
		foreach ( $ids as $id ) {
			$refunds[] = self::load( (int) $id );
		}
		return array_values( array_filter( $refunds ) );
	}

	/** What was refunded of an order. To WooCommerce's get_total_refunded() a sum that could not be read is none. */
	public static function total( int $orderId ): string {
		$storage = OrderStorage::current();
		return Decimal::normalise( Sql::value( "SELECT CAST({$storage->refunded()} AS DECIMAL(26,4)) FROM {$storage->table} o WHERE o.{$storage->id} = %d", $orderId ) ?? '0' );
	}

	/** Null where there is no such refund. */
	public static function load( int $refundId ): ?\WC_Order_Refund {
		$refund = OrderStorage::read( $refundId, 'shop_order_refund' );
		return $refund instanceof \WC_Order_Refund ? $refund : null;
	}

	/** What went back to a wallet, by the refund alone: see Tenders::ofFees(). */
	public static function toTenders( \WC_Order_Refund $refund ): string {
		$sum = '0';
		foreach ( [] === $refund->get_items( 'tax' ) ? [] : $refund->get_items( 'fee' ) as $fee ) {
			$isTaxed = ! $fee instanceof \WC_Order_Item_Fee || [] !== array_filter( (array) ( $fee->get_taxes()['total'] ?? [] ) );
			$sum     = $isTaxed ? $sum : Decimal::add( $sum, Decimal::max( '0', OrderReader::decimal( $fee->get_total() ) ) );
		}
		return $sum;
	}

	/**
	 * What it gave back, by whatever means.
	 *
	 * @param list<int> $tenders Ids of the order's items that were means of payment.
	 */
	public static function amount( \WC_Order_Refund $refund, array $tenders, Rounding $rounding ): string {
		$amount = OrderReader::decimal( $refund->get_amount() );
		foreach ( [] === $tenders ? [] : array_intersect_key( self::lines( $refund, $rounding ), array_flip( $tenders ) ) as $line ) {
			$amount = Decimal::subtract( $amount, $line['total'] );
		}
		return $amount;
	}

	/**
	 * @param Rounding $rounding Of the order.
	 * @return array<int, array{total: string, quantity: string, taxes: array<int, string>}> Id of the order's item => what this refund took off it, positive, VAT included, and that VAT by tax rate.
	 */
	public static function lines( \WC_Order_Refund $refund, Rounding $rounding ): array {
		WholeRead::items( $refund, 'line_item', 'shipping', 'fee' );
		$rounding = LineReader::roundingOfRefund( $refund, $rounding );
		$lines    = [];
		foreach ( $refund->get_items( [ 'line_item', 'shipping', 'fee' ] ) as $item ) {
			$meta = $item->get_meta( '_refunded_item_id', true );
			$of   = is_numeric( $meta ) ? (int) $meta : 0;
			if ( 0 === $of || ! ( $item instanceof \WC_Order_Item_Product || $item instanceof \WC_Order_Item_Shipping || $item instanceof \WC_Order_Item_Fee ) ) {
				continue;
			}
			$quantity     = $item instanceof \WC_Order_Item_Product ? OrderReader::decimal( $item->get_quantity() ) : '0';
			$lines[ $of ] = [
				'total'    => Decimal::negate( LineReader::amount( $item, $rounding ) ),
				'quantity' => Decimal::absolute( $quantity ),
				'taxes'    => array_map( [ Decimal::class, 'negate' ], LineReader::amounts( $item )[1] ),
			];
		}
		return $lines;
	}

	/**
	 * Just before a refund is stored.
	 *
	 * @param mixed $refund
	 * @param mixed $args   Of wc_create_refund().
	 */
	public static function markUnrestocked( $refund, $args ): void {
		if ( ! $refund instanceof \WC_Order_Refund || ! is_array( $args ) || ! empty( $args['restock_items'] ) ) {
			return;
		}
		foreach ( $refund->get_items() as $item ) {
			$item->add_meta_data( self::UNRESTOCKED, '1', true );
		}
	}

	/** Whether it is known to have put nothing back. */
	public static function isUnrestocked( \WC_Order_Refund $refund ): bool {
		WholeRead::items( $refund, 'line_item' );
		foreach ( $refund->get_items() as $item ) {
			if ( $item->meta_exists( self::UNRESTOCKED ) ) {
				return true;
			}
		}
		return false;
	}
}
