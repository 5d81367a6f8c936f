<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;

/**
 * Opens bundles whose own line has no item in SORS: it is no line, and what it costs is shared by its contents, by their
 * regular prices. Net and VAT are shared alike, so that another rate than was charged is seen as on any line. Pure.
 *
 * @phpstan-type Taken array{total: string, quantity: string, taxes?: array<int, string>}
 */
final class Bundles {

	/**
	 * @param callable( OrderLine ): bool $isSold   Whether a bundle is a line of its own.
	 * @param array<int, Taken>           $refunded Order item id => what a refund took off it.
	 * @return array{OrderSnapshot, array<int, Taken>} As if the other bundles had been sold by their contents.
	 * @throws MappingRefused
	 */
	public static function opened( OrderSnapshot $order, callable $isSold, array $refunded = [] ): array {
		$lines = $order->lines;
		foreach ( $order->lines as $at => $bundle ) {
			$inside = self::inside( $bundle, $lines );
			if ( [] === $inside || $isSold( $bundle ) ) {
				continue;
			}
			unset( $lines[ $at ] );
			if ( '0' === $bundle->net && '0' === $bundle->total ) {
				continue;
			}
			$weights = self::weights( $bundle, $inside );
			$lines   = array_replace( $lines, self::shared( $bundle, $inside, $weights ) );

			$back  = array_filter( $inside, static fn( OrderLine $line ): bool => isset( $refunded[ $line->itemId ] ) );
			$taken = $refunded[ $bundle->itemId ]['total'] ?? '0';
			foreach ( self::shares( $taken, array_intersect_key( $weights, $back ) ) as $i => $share ) {
				$itemId              = $inside[ $i ]->itemId;
				$refunded[ $itemId ] = [
					'total'    => Decimal::add( $refunded[ $itemId ]['total'] ?? '0', $share ),
					'quantity' => $refunded[ $itemId ]['quantity'] ?? '0',
				];
			}
		}
		$opened        = clone $order;
		$opened->lines = array_values( $lines );
		return [ $opened, $refunded ];
	}

	/**
	 * @param array<int, OrderLine> $inside
	 * @param array<int, string>    $weights
	 * @return array<int, OrderLine>
	 */
	private static function shared( OrderLine $bundle, array $inside, array $weights ): array {
		$totals  = self::shares( $bundle->total, $weights );
		$back    = array_filter( $inside, static fn( OrderLine $line ): bool => '0' !== $line->refundedQuantity );
		$refunds = self::shares( $bundle->refundedTotal, [] === $back ? $weights : array_intersect_key( $weights, $back ) );
		$nets    = self::shares( $bundle->net, $weights );
		$taxes   = array_map( static fn( string $tax ): array => self::shares( $tax, $weights ), $bundle->taxes );
		$opened  = [];
		foreach ( $inside as $i => $line ) {
			$line                = clone $line;
			$line->total         = Decimal::add( $line->total, $totals[ $i ] );
			$line->refundedTotal = Decimal::add( $line->refundedTotal, $refunds[ $i ] ?? '0' );
			$line->net           = Decimal::add( $line->net, $nets[ $i ] );
			$line->tellsVat      = $line->tellsVat || $bundle->tellsVat;
			$line->taxRate     ??= $bundle->taxRate;
			foreach ( $taxes as $rate => $shares ) {
				$line->taxes[ $rate ] = Decimal::add( $line->taxes[ $rate ] ?? '0', $shares[ $i ] );
			}
			$opened[ $i ] = $line;
		}
		return $opened;
	}

	/**
	 * A price below zero makes the contents cheaper, in proportion to what they cost.
	 *
	 * @param array<int, OrderLine> $inside
	 * @return array<int, string>
	 * @throws MappingRefused
	 */
	private static function weights( OrderLine $bundle, array $inside ): array {
		if ( Decimal::compare( $bundle->total, '0' ) < 0 ) {
			return array_map( static fn( OrderLine $line ): string => $line->total, $inside );
		}
		$weights = [];
		foreach ( $inside as $i => $line ) {
			$weights[ $i ] = Decimal::multiply( $line->regularPrice ?? '0', $line->quantity );
			if ( '0' === $weights[ $i ] ) {
				/* translators: 1: name of a bundle, 2: amount, 3: name of a product in it. */
				( new MappingRefused( 'bundle', Sentence::__( 'The bundle “%1$s” costs %2$s and has no item in SORS, so its contents share that by their regular prices. “%3$s” has none, or its product is gone. Give it a regular price, or the bundle an item, and send the order again.', 'sors-api-for-woocommerce', $bundle->name, Sentence::amount( $bundle->total ), $line->name ) ) )->throw();
			}
		}
		return $weights;
	}

	/**
	 * @param array<int, string> $weights
	 * @return array<int, string>
	 */
	private static function shares( string $amount, array $weights ): array {
		foreach ( Apportion::shares( $amount, array_values( $weights ) ) as $at => $share ) {
			$weights[ array_keys( $weights )[ $at ] ] = $share;
		}
		return $weights;
	}

	/** @throws MappingRefused */
	public static function checkTakenOnce( OrderSnapshot $order, LineItems $items ): void {
		foreach ( $order->lines as $bundle ) {
			$item = $items->ofProduct( $bundle );
			foreach ( self::inside( $bundle, $order->lines ) as $line ) {
				$other = $items->ofProduct( $line );
				if ( null !== $item && null !== $other && $item->code === $other->code ) {
					/* translators: 1: name of a bundle, 2: name of a product in it, 3: SORS code. */
					( new MappingRefused( 'bundle', Sentence::__( 'The bundle “%1$s” and “%2$s” in it are the same item in SORS, %3$s, which would be taken off stock twice. Unlink one of the two or give it another item, then send the order again.', 'sors-api-for-woocommerce', $bundle->name, $line->name, $item->code ) ) )->throw();
				}
			}
		}
	}

	/**
	 * @param array<int, OrderLine> $lines
	 * @return array<int, OrderLine>
	 */
	private static function inside( OrderLine $bundle, array $lines ): array {
		return array_filter( $lines, static fn( OrderLine $line ): bool => 0 !== $bundle->itemId && $line->bundle === $bundle->itemId );
	}
}
