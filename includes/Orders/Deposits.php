<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Documents\OrderLine;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Documents\Rounding;
use SorsApi\Sors\Decimal;

/**
 * Orders of which a deposit is paid at once, as WooCommerce Deposits stores them: a line has the deposit, its metas what
 * the goods cost, and orders that follow ask for the rest.
 */
final class Deposits {

	/** On a line, VAT included, for all its pieces: its price, and the coupons that lower the rest alone. */
	private const FULL     = '_deposit_full_amount';
	private const DEFERRED = '_deposit_deferred_discount';

	/** On a line of an order that follows: the order with the deposit. */
	public const ORIGINAL = '_original_order_id';

	/** Gives the lines their full prices. */
	public static function complete( \WC_Order $order, OrderSnapshot $snapshot ): void {
		$later = '0';
		foreach ( $snapshot->lines as $line ) {
			$item = $order->get_item( $line->itemId, false );
			if ( $item instanceof \WC_Order_Item_Product && $item->meta_exists( self::FULL ) && Decimal::compare( $line->total, '0' ) > 0 ) {
				$price = Decimal::subtract( self::amount( $item, self::FULL ), self::amount( $item, self::DEFERRED ) );
				$rest  = $snapshot->rounding->rounded( Decimal::subtract( $price, LineReader::subtotal( $item, $snapshot->rounding ) ) );
				if ( Decimal::compare( $rest, '0' ) > 0 ) {
					self::add( $line, $rest, Decimal::subtract( $price, LineReader::subtotal( $item, new Rounding( false, 2 ) ) ) );
					$later = Decimal::add( $later, $rest );
				}
			}
		}
		if ( '0' !== $later ) {
			$snapshot->total    = Decimal::add( $snapshot->total, $later );
			$snapshot->deferred = Decimal::subtract( $later, Decimal::min( $later, self::paidLater( $order ) ) );
		}
	}

	/** @param string $unrounded The rest, had WooCommerce not rounded the deposit. */
	private static function add( OrderLine $line, string $rest, string $unrounded ): void {
		$stored = array_reduce( $line->taxes, [ Decimal::class, 'add' ], $line->net );
		$scale  = static fn( string $part ): string => Decimal::divide( Decimal::multiply( $part, Decimal::add( $stored, $unrounded ) ), $stored, 6 );
		if ( null !== $line->listPrice && '0' !== $line->quantity ) {
			$line->listPrice = Decimal::add( $line->listPrice, Decimal::divide( $rest, $line->quantity, 6 ) );
		}
		$line->net   = $scale( $line->net );
		$line->taxes = array_map( $scale, $line->taxes );
		$line->total = Decimal::add( $line->total, $rest );
	}

	private static function amount( \WC_Order_Item_Product $item, string $meta ): string {
		return OrderReader::decimal( $item->get_meta( $meta, true ) );
	}

	/** What was paid by orders that follow. */
	private static function paidLater( \WC_Order $order ): string {
		$paid    = '0';
		$follows = wc_get_orders(
			[
				'type'   => 'shop_order',
				'parent' => $order->get_id(),
				'limit'  => -1,
			]
		);
		foreach ( is_array( $follows ) ? $follows : [] as $one ) {
			if ( $one instanceof \WC_Order && null !== $one->get_date_paid() && ! OrderStorage::isOff( (string) $one->get_status() ) ) {
				$paid = Decimal::add( $paid, OrderReader::decimal( $one->get_total() ) );
			}
		}
		return $paid;
	}
}
