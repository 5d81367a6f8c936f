<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Documents\OrderLine;
use SorsApi\Sors\Decimal;

/** Reads the lines of an order, with what its refunds took off them. */
final class LineReader {

	/**
	 * @param list<\WC_Order_Refund> $refunds Of the order.
	 *
	 * @return list<OrderLine>
	 */
	public static function of( \WC_Order $order, array $refunds ): array {
		$rates    = self::rates( $order );
		$refunded = self::refunded( $refunds );
		$lines    = [];
		self::prime( $order );
		foreach ( $order->get_items( [ 'line_item', 'shipping', 'fee' ] ) as $itemId => $item ) {
			$line         = new OrderLine();
			$line->itemId = (int) $itemId;
			$line->name   = OrderReader::text( wp_strip_all_tags( (string) $item->get_name() ) );
			if ( $item instanceof \WC_Order_Item_Product ) {
				self::product( $line, $item, $order );
			} elseif ( $item instanceof \WC_Order_Item_Shipping || $item instanceof \WC_Order_Item_Fee ) {
				$line->type  = $item instanceof \WC_Order_Item_Fee ? OrderLine::FEE : OrderLine::SHIPPING;
				$line->total = Decimal::add( OrderReader::decimal( $item->get_total() ), OrderReader::decimal( $item->get_total_tax() ) );
			} else {
				continue;
			}
			$line->taxRate          = self::rate( $item, $rates );
			$line->tax              = self::tax( $item, $order );
			$line->refundedTotal    = $refunded[ $itemId ]['total'] ?? '0';
			$line->refundedQuantity = $refunded[ $itemId ]['quantity'] ?? '0';
			if ( $item instanceof \WC_Order_Item_Product ) {
				$line->restockedQuantity = self::restocked( $item, $line, $refunded[ $itemId ]['back'] ?? '0' );
			}
			$lines[] = $line;
		}
		return $lines;
	}

	/** Loads all products of the order in a few queries, instead of ten for each. */
	private static function prime( \WC_Order $order ): void {
		$ids = [];
		foreach ( $order->get_items( 'line_item' ) as $item ) {
			if ( $item instanceof \WC_Order_Item_Product ) {
				$ids[] = (int) $item->get_product_id();
				$ids[] = (int) $item->get_variation_id();
			}
		}
		_prime_post_caches( array_values( array_unique( array_filter( $ids ) ) ) );
	}

	private static function product( OrderLine $line, \WC_Order_Item_Product $item, \WC_Order $order ): void {
		$line->productId   = self::stored( $item->get_product_id(), $item, '_product_id' );
		$line->variationId = self::stored( $item->get_variation_id(), $item, '_variation_id' );
		$line->quantity    = OrderReader::decimal( $item->get_quantity() );
		$line->total       = Decimal::add( OrderReader::decimal( $item->get_total() ), OrderReader::decimal( $item->get_total_tax() ) );
		$net               = OrderReader::decimal( $item->get_subtotal() );
		$gross             = Decimal::add( $net, OrderReader::decimal( $item->get_subtotal_tax() ) );
		if ( '0' === $line->quantity ) {
			return;
		}
		$line->listPrice = self::withoutSale( Decimal::divide( $gross, $line->quantity, 6 ), Decimal::divide( $net, $line->quantity, 6 ), $item, $order );
	}

	/**
	 * WooCommerce says 0 of a product that was deleted since; the order still knows which one it was.
	 *
	 * @param mixed $id
	 */
	private static function stored( $id, \WC_Order_Item_Product $item, string $meta ): int {
		$id = is_numeric( $id ) ? (int) $id : 0;
		if ( 0 !== $id ) {
			return $id;
		}
		$stored = get_metadata( 'order_item', $item->get_id(), $meta, true );
		return is_numeric( $stored ) ? (int) $stored : 0;
	}

	/** The regular price of a product bought at its sale price: the difference is shown as a discount. */
	private static function withoutSale( string $gross, string $net, \WC_Order_Item_Product $item, \WC_Order $order ): string {
		$product = $item->get_product();
		if ( ! $product instanceof \WC_Product ) {
			return $gross;
		}
		$regular = OrderReader::decimal( $product->get_regular_price() );
		$sale    = OrderReader::decimal( $product->get_sale_price() );
		$gives   = $order->get_prices_include_tax();
		$paid    = Decimal::round( $gives ? $gross : $net, 2 );
		if ( Decimal::compare( $sale, '0' ) <= 0 || Decimal::compare( $regular, $sale ) <= 0 || ! Decimal::equals( $paid, Decimal::round( $sale, 2 ) ) ) {
			return $gross;
		}
		return $gives || '0' === $net ? $regular : Decimal::round( Decimal::divide( Decimal::multiply( $regular, $gross ), $net ), 2 );
	}

	/**
	 * WooCommerce notes what was restocked only for products whose stock it manages; of other products everything refunded counts as restocked.
	 *
	 * @param string $back Pieces in refunds that are not known to have restocked nothing.
	 */
	private static function restocked( \WC_Order_Item_Product $item, OrderLine $line, string $back ): string {
		$restocked = $item->get_meta( '_restock_refunded_items', true );
		if ( ! self::notesRestock( $item ) ) {
			$product   = $item->get_product();
			$restocked = $product instanceof \WC_Product && $product->managing_stock() ? '0' : $line->refundedQuantity;
			$back      = $line->refundedQuantity;
		}
		// A refund that was deleted leaves its pieces in that note: the order sells them again.
		return Decimal::min( OrderReader::decimal( $restocked ), Decimal::min( $back, $line->quantity ) );
	}

	/** Whether WooCommerce notes of this line what came back. */
	public static function notesRestock( \WC_Order_Item_Product $item ): bool {
		return '' !== $item->get_meta( '_restock_refunded_items', true ) || $item->meta_exists( '_reduced_stock' );
	}

	/**
	 * @param list<\WC_Order_Refund> $refunds
	 *
	 * @return array<int, array{total: string, quantity: string, back: string}> Order item id => what refunds took off it, positive, and how many
	 *                                                                          pieces of that may have been put back.
	 */
	private static function refunded( array $refunds ): array {
		$refunded = [];
		foreach ( $refunds as $refund ) {
			$restocks = ! UnrestockedRefunds::isOne( $refund );
			foreach ( RefundReader::lines( $refund ) as $itemId => $taken ) {
				$before              = $refunded[ $itemId ] ?? [
					'total'    => '0',
					'quantity' => '0',
					'back'     => '0',
				];
				$refunded[ $itemId ] = [
					'total'    => Decimal::add( $before['total'], $taken['total'] ),
					'quantity' => Decimal::add( $before['quantity'], $taken['quantity'] ),
					'back'     => $restocks ? Decimal::add( $before['back'], $taken['quantity'] ) : $before['back'],
				];
			}
		}
		return $refunded;
	}

	/** A sale abroad or to an exempt buyer has no tax, and so has each line of a shop that leaves VAT to SORS. */
	private static function tax( \WC_Order_Item $item, \WC_Order $order ): ?string {
		if ( ! is_callable( [ $item, 'get_total_tax' ] ) || ! is_callable( [ $item, 'get_taxes' ] ) ) {
			return null;
		}
		$tax   = OrderReader::decimal( $item->get_total_tax() );
		$taxes = (array) $item->get_taxes();
		$known = '0' !== $tax
			|| [] !== array_filter( (array) ( $taxes['total'] ?? [] ), 'is_numeric' )
			|| 'yes' === $order->get_meta( 'is_vat_exempt', true )
			|| ( $item instanceof \WC_Order_Item_Product && self::isTaxedAtHome( (string) $item->get_tax_class() ) );
		return $known ? $tax : null;
	}

	private static function isTaxedAtHome( string $class ): bool {
		foreach ( wc_tax_enabled() ? \WC_Tax::get_base_tax_rates( $class ) : [] as $rate ) {
			if ( is_array( $rate ) && is_numeric( $rate['rate'] ?? null ) && (float) $rate['rate'] > 0 ) {
				return true;
			}
		}
		return false;
	}

	/** @return array<int, string> Tax rate id => percent. */
	private static function rates( \WC_Order $order ): array {
		$rates = [];
		foreach ( $order->get_items( 'tax' ) as $tax ) {
			if ( $tax instanceof \WC_Order_Item_Tax ) {
				$rates[ (int) $tax->get_rate_id() ] = OrderReader::decimal( $tax->get_rate_percent() );
			}
		}
		return $rates;
	}

	/** @param array<int, string> $rates */
	private static function rate( \WC_Order_Item $item, array $rates ): ?string {
		if ( [] === $rates || ! is_callable( [ $item, 'get_taxes' ] ) ) {
			return null;
		}
		$taxes   = (array) $item->get_taxes();
		$charged = array_filter( (array) ( $taxes['total'] ?? [] ), 'is_numeric' );
		return 1 === count( $charged ) ? ( $rates[ (int) array_key_first( $charged ) ] ?? null ) : null;
	}
}
