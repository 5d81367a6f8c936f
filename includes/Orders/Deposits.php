<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Documents\Rounding;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;

/**
 * Orders of which a deposit is paid at once, as WooCommerce Deposits stores them: a line has the deposit, its metas what
 * the goods cost, and orders that follow ask for the rest.
 */
final class Deposits {

	/** On a line, for all its pieces, without VAT (what wp-admin adds has no other): its price, and the coupons that lower the rest alone, of which older versions have the sum with VAT only. */
	private const FULL     = '_deposit_full_amount_ex_tax';
	private const DEFERRED = '_deposit_deferred_discount_ex_tax';
	private const WITH_VAT = '_deposit_deferred_discount';

	/** On a line: staff took the rest themselves, without an order that follows. */
	private const PAID = '_remaining_balance_paid';

	/** On a line of an order that follows: the order with the deposit. */
	public const ORIGINAL = '_original_order_id';

	/** Gives the lines their full prices. */
	public static function complete( \WC_Order $order, OrderSnapshot $snapshot, Settings $settings ): void {
		$later    = '0';
		$unpaid   = '0';
		$exact    = new Rounding( false, 2 );
		$rounding = null;
		foreach ( $snapshot->lines as $line ) {
			$item = $order->get_item( $line->itemId, false );
			if ( ! $item instanceof \WC_Order_Item_Product || ! $item->meta_exists( self::FULL ) || Decimal::compare( $line->net, '0' ) <= 0 ) {
				continue;
			}
			// By the order alone: the settings of today may be others once it is sent.
			$rounding  = $rounding ?? LineReader::rounding( $order, $snapshot->lines, $snapshot->total, $exact );
			$unrounded = self::rest( $item, LineReader::subtotal( $item, $exact ) );
			$rest      = $rounding->rounded( $unrounded );
			if ( Decimal::compare( $rest, '0' ) > 0 ) {
				self::add( $line, $rest, $unrounded );
				$later  = Decimal::add( $later, $rest );
				$unpaid = Decimal::add( $unpaid, '1' === OrderReader::text( $item->get_meta( self::PAID, true ) ) ? '0' : $rest );
			}
		}
		if ( '0' !== $later ) {
			$snapshot->total    = Decimal::add( $snapshot->total, $later );
			$snapshot->deferred = '0' === $unpaid ? '0' : Decimal::max( '0', Decimal::subtract( $unpaid, self::paid( $order, $settings ) ) );
		}
	}

	private static function paid( \WC_Order $order, Settings $settings ): string {
		$paid = Sql::value( 'SELECT CAST(' . self::paidLater( OrderStorage::current(), $settings, (string) $order->get_id() ) . ' AS DECIMAL(26,4))' );
		return Decimal::round( $paid ?? '0', 2 );
	}

	/** @param string $deposit What it came to so far; both VAT included, not rounded. */
	private static function rest( \WC_Order_Item_Product $item, string $deposit ): string {
		$gross = static fn( string $meta ): string => Decimal::divide( Decimal::multiply( self::amount( $item, $meta ), $deposit ), OrderReader::decimal( $item->get_subtotal() ), 6 );
		$price = Decimal::subtract( $gross( self::FULL ), $item->meta_exists( self::DEFERRED ) ? $gross( self::DEFERRED ) : self::amount( $item, self::WITH_VAT ) );
		return Decimal::subtract( $price, $deposit );
	}

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

	/** SQL for what was paid by orders that follow the one with the deposit, for whose id this is SQL. */
	public static function paidLater( OrderStorage $storage, Settings $settings, string $id ): string {
		global $wpdb;
		$isMarked = Sql::exists( Sql::prepare( "FROM {$wpdb->prefix}woocommerce_order_items i JOIN {$wpdb->prefix}woocommerce_order_itemmeta m ON m.order_item_id = i.order_item_id WHERE i.order_id = o.{$storage->id} AND m.meta_key = %s", self::ORIGINAL ) );
		return "COALESCE((SELECT SUM({$storage->owed()}) FROM {$storage->table} o" . IndexHint::on( $storage->table, $storage->parent ) . " WHERE o.{$storage->parent} = $id AND o.{$storage->type} = 'shop_order' AND NOT {$storage->off()} AND {$storage->received( $settings )} AND $isMarked), 0)";
	}
}
