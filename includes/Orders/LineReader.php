<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Documents\OrderLine;
use SorsApi\Documents\Rounding;
use SorsApi\Sors\Decimal;

/** Reads the lines of an order, with what its refunds took off them. */
final class LineReader {

	/**
	 * @param list<\WC_Order_Refund> $refunds Of the order.
	 * @param string                 $total   As stored.
	 * @return array{list<OrderLine>, Rounding}
	 */
	public static function of( \WC_Order $order, array $refunds, string $total ): array {
		$lines    = self::lines( $order );
		$rounding = self::rounding( $order, $lines, $total );
		$refunded = self::refunded( $refunds, $rounding );
		foreach ( $lines as $line ) {
			$line->total            = $rounding->amount( $line->type, $line->net, $line->taxes );
			$line->refundedTotal    = $refunded[ $line->itemId ]['total'] ?? '0';
			$line->refundedQuantity = $refunded[ $line->itemId ]['quantity'] ?? '0';
			$line->refundedTaxes    = $refunded[ $line->itemId ]['taxes'] ?? [];
			$item                   = $order->get_item( $line->itemId, false );
			if ( $item instanceof \WC_Order_Item_Product ) {
				$line->listPrice         = self::listPrice( $line, $item, $rounding );
				$line->restockedQuantity = self::restocked( $item, $line, $refunded[ $line->itemId ]['back'] ?? '0' );
			}
		}
		return [ $lines, $rounding ];
	}

	/**
	 * What WooCommerce added for a line to the total of the order, or of its refund.
	 *
	 * @param \WC_Order_Item_Product|\WC_Order_Item_Shipping|\WC_Order_Item_Fee $item
	 */
	public static function amount( \WC_Order_Item $item, Rounding $rounding ): string {
		return $rounding->amount( self::type( $item ), ...self::amounts( $item ) );
	}

	/**
	 * @param \WC_Order_Item_Product|\WC_Order_Item_Shipping|\WC_Order_Item_Fee $item
	 * @param 'total'|'subtotal'                                                $which The subtotal, before coupons, is of goods alone.
	 * @return array{string, array<int, string>} Net, and VAT by tax rate; neither is rounded.
	 */
	public static function amounts( \WC_Order_Item $item, string $which = 'total' ): array {
		$net   = 'subtotal' === $which && $item instanceof \WC_Order_Item_Product ? $item->get_subtotal() : $item->get_total();
		$taxes = array_filter( (array) ( ( (array) $item->get_taxes() )[ $which ] ?? [] ), 'is_numeric' );
		return [ OrderReader::decimal( $net ), array_map( [ OrderReader::class, 'decimal' ], $taxes ) ];
	}

	/** @return list<OrderLine> Without what depends on rounding and refunds. */
	private static function lines( \WC_Order $order ): array {
		$rates   = self::taxes( $order, static fn( \WC_Order_Item_Tax $tax ): string => OrderReader::decimal( $tax->get_rate_percent() ) );
		$lines   = [];
		$bundles = [];
		self::prime( $order );
		foreach ( $order->get_items( [ 'line_item', 'shipping', 'fee' ] ) as $itemId => $item ) {
			$line         = new OrderLine();
			$line->itemId = (int) $itemId;
			$line->name   = OrderReader::text( wp_strip_all_tags( (string) $item->get_name() ) );
			if ( $item instanceof \WC_Order_Item_Product ) {
				$line->productId   = self::stored( $item->get_product_id(), $item, '_product_id' );
				$line->variationId = self::stored( $item->get_variation_id(), $item, '_variation_id' );
				$line->quantity    = OrderReader::decimal( $item->get_quantity() );
				self::readBundle( $line, $item, $bundles );
			} elseif ( ! $item instanceof \WC_Order_Item_Shipping && ! $item instanceof \WC_Order_Item_Fee ) {
				continue;
			}
			$line->type                  = self::type( $item );
			[ $line->net, $line->taxes ] = self::amounts( $item );
			// Of a tax without its percent WooCommerce says 0.
			$line->rates                 = array_filter( array_intersect_key( $rates, $line->taxes ), static fn( string $rate, int $id ): bool => '0' !== $rate || '0' === $line->taxes[ $id ], ARRAY_FILTER_USE_BOTH );
			$line->taxRate               = 1 === count( $line->taxes ) ? ( array_values( $line->rates )[0] ?? null ) : null;
			$line->tellsVat              = self::tellsVat( $line, $item, $order );
			$lines[]                     = $line;
		}
		return $lines;
	}

	/**
	 * As WooCommerce Product Bundles, YITH and WPC note it: contents name the cart's key of their bundle, or its product.
	 * YITH's free edition notes no key: then it is the last one before.
	 *
	 * @param array<string, int> $bundles Key => id of the order's item, of those before; with this one.
	 */
	private static function readBundle( OrderLine $line, \WC_Order_Item_Product $item, array &$bundles ): void {
		$meta = static fn( string $name ): string => is_scalar( $item->get_meta( $name, true ) ) ? (string) $item->get_meta( $name, true ) : '';
		$of   = '' !== $meta( '_bundled_by' ) ? $meta( '_bundled_by' ) : ( '' !== $meta( '_woosb_parent_id' ) ? 'woosb ' . $meta( '_woosb_parent_id' ) : '' );
		if ( '' !== $of ) {
			$line->bundle       = $bundles[ "k$of" ] ?? $bundles['k'] ?? 0;
			$product            = $item->get_product();
			$line->regularPrice = $product instanceof \WC_Product ? OrderReader::decimal( $product->get_regular_price( 'edit' ) ) : null;
			return;
		}
		$key = $meta( '_bundle_cart_key' ) . $meta( '_yith_bundle_cart_key' );
		$key = '' !== $meta( '_woosb_ids' ) ? "woosb $line->productId" : $key;
		if ( '' !== $key || ! in_array( $item->get_meta( '_cartstamp', true ), [ '', [], null ], true ) ) {
			$bundles[ "k$key" ] = $line->itemId;
		}
	}

	private static function type( \WC_Order_Item $item ): string {
		if ( $item instanceof \WC_Order_Item_Product ) {
			return OrderLine::PRODUCT;
		}
		return $item instanceof \WC_Order_Item_Fee ? OrderLine::FEE : OrderLine::SHIPPING;
	}

	/**
	 * @param list<OrderLine>|null $lines Null = still to be read.
	 * @param string|null          $total As stored; null = still to be read.
	 * @param Rounding|null        $first Which counts where the order does not tell; null = that of the settings.
	 */
	public static function rounding( \WC_Order $order, ?array $lines = null, ?string $total = null, ?Rounding $first = null ): Rounding {
		$first = $first ?? new Rounding( 'yes' !== get_option( 'woocommerce_tax_round_at_subtotal' ), wc_get_price_decimals(), $order->get_prices_include_tax() ? Rounding::CART : Rounding::UP );
		return Rounding::of( $first, $lines ?? self::lines( $order ), self::taxTotals( $order ), $total ?? OrderStorage::totalOf( $order ) );
	}

	/**
	 * The shop's settings may have changed between an order and its refund.
	 *
	 * @param Rounding $ofOrder Which counts where the refund does not tell.
	 */
	public static function roundingOfRefund( \WC_Order_Refund $refund, Rounding $ofOrder ): Rounding {
		$lines = [];
		foreach ( $refund->get_items( [ 'line_item', 'shipping', 'fee' ] ) as $item ) {
			if ( $item instanceof \WC_Order_Item_Product || $item instanceof \WC_Order_Item_Shipping || $item instanceof \WC_Order_Item_Fee ) {
				$line                        = new OrderLine();
				$line->type                  = self::type( $item );
				[ $line->net, $line->taxes ] = self::amounts( $item );
				$lines[]                     = $line;
			}
		}
		return Rounding::of( $ofOrder, $lines, self::taxTotals( $refund ), Decimal::negate( OrderReader::decimal( $refund->get_amount() ) ) );
	}

	/** @return array<int, string> Id of a tax rate => what the order, or refund, says it comes to, shipping included. */
	private static function taxTotals( \WC_Abstract_Order $order ): array {
		return self::taxes( $order, static fn( \WC_Order_Item_Tax $tax ): string => Decimal::add( OrderReader::decimal( $tax->get_tax_total() ), OrderReader::decimal( $tax->get_shipping_tax_total() ) ) );
	}

	/** Of a line with a coupon. */
	private static function listPrice( OrderLine $line, \WC_Order_Item_Product $item, Rounding $rounding ): ?string {
		$isDiscounted = '0' !== $line->quantity && Decimal::compare( self::amounts( $item, 'subtotal' )[0], $line->net ) > 0;
		return $isDiscounted ? Decimal::divide( self::subtotal( $item, $rounding ), $line->quantity, 6 ) : null;
	}

	/** What the line would have come to without coupons. */
	public static function subtotal( \WC_Order_Item_Product $item, Rounding $rounding ): string {
		return $rounding->amount( OrderLine::PRODUCT, ...self::amounts( $item, 'subtotal' ) );
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
	 * @return array<int, array{total: string, quantity: string, back: string, taxes: array<int, string>}> Order item id => what refunds took off it, positive, and how many
	 *                                                                          pieces of that may have been put back.
	 */
	private static function refunded( array $refunds, Rounding $rounding ): array {
		$refunded = [];
		foreach ( $refunds as $refund ) {
			$restocks = ! RefundReader::isUnrestocked( $refund );
			foreach ( RefundReader::lines( $refund, $rounding ) as $itemId => $taken ) {
				$before              = $refunded[ $itemId ] ?? [ 'total' => '0', 'quantity' => '0', 'back' => '0', 'taxes' => [] ];
				$taxes               = $before['taxes'];
				foreach ( $taken['taxes'] as $id => $tax ) {
					$taxes[ $id ] = Decimal::add( $taxes[ $id ] ?? '0', $tax );
				}
				$refunded[ $itemId ] = [
					'total'    => Decimal::add( $before['total'], $taken['total'] ),
					'quantity' => Decimal::add( $before['quantity'], $taken['quantity'] ),
					'back'     => $restocks ? Decimal::add( $before['back'], $taken['quantity'] ) : $before['back'],
					'taxes'    => $taxes,
				];
			}
		}
		return $refunded;
	}

	/** A sale abroad or to an exempt buyer has no tax, and so has each line of a shop that leaves VAT to SORS. */
	private static function tellsVat( OrderLine $line, \WC_Order_Item $item, \WC_Order $order ): bool {
		return [] !== $line->taxes
			|| 'yes' === $order->get_meta( 'is_vat_exempt', true )
			|| ( $item instanceof \WC_Order_Item_Product && self::isTaxedAtHome( (string) $item->get_tax_class() ) );
	}

	private static function isTaxedAtHome( string $class ): bool {
		foreach ( wc_tax_enabled() ? \WC_Tax::get_base_tax_rates( $class ) : [] as $rate ) {
			if ( is_array( $rate ) && is_numeric( $rate['rate'] ?? null ) && (float) $rate['rate'] > 0 ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * @param callable( \WC_Order_Item_Tax ): string $of
	 * @return array<int, string> Id of a tax rate => what the order says of it.
	 */
	private static function taxes( \WC_Abstract_Order $order, callable $of ): array {
		$taxes = [];
		foreach ( $order->get_items( 'tax' ) as $tax ) {
			if ( $tax instanceof \WC_Order_Item_Tax ) {
				$taxes[ (int) $tax->get_rate_id() ] = $of( $tax );
			}
		}
		return $taxes;
	}
}
