<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/**
 * Means of payment that lower what an order asks for, not what its goods cost: vouchers, gift cards, credit. Pure.
 *
 * @phpstan-type Tender array{label: string, amount: string, refunded: string}
 */
final class Tenders {

	/** Vouchers of an order of which each selection is tried. */
	private const MOST = 8;

	/** Names of what only a person knew: the same in each language, since contents are compared. */
	private const UNNAMED  = 'vaučer ili kredit';
	private const DISCOUNT = 'Popust';

	/**
	 * Makes tenders of negative fees without VAT in an order with VAT: nobody's VAT became less by them.
	 *
	 * @return list<int> Ids of the order's items that they were.
	 */
	public static function ofFees( OrderSnapshot $order ): array {
		$lines   = [];
		$itemIds = [];
		$isTaxed = [] !== array_filter( $order->lines, [ self::class, 'isTaxed' ] );
		foreach ( $order->lines as $line ) {
			if ( ! $isTaxed || OrderLine::FEE !== $line->type || self::isTaxed( $line ) || Decimal::compare( $line->total, '0' ) >= 0 ) {
				$lines[] = $line;
				continue;
			}
			$itemIds[]        = $line->itemId;
			$order->total     = Decimal::subtract( $order->total, $line->total );
			$order->tenders[] = [
				'label'    => $line->name,
				'amount'   => Decimal::negate( $line->total ),
				'refunded' => Decimal::negate( $line->refundedTotal ),
			];
		}
		$order->lines = $lines;
		return $itemIds;
	}

	/** How far the order's total is below its lines. */
	public static function gap( OrderSnapshot $order ): string {
		$lines = array_reduce( $order->lines, static fn( string $sum, OrderLine $line ): string => Decimal::add( $sum, $line->total ), '0' );
		return Decimal::subtract( $lines, $order->total );
	}

	/**
	 * Takes those that explain the gap best: the others have lowered the lines already. Where two selections explain it
	 * alike, half a unit is left, which WooCommerce rounds up: the larger one is taken.
	 *
	 * @param list<Tender> $known
	 * @return bool Whether all of it is explained, by them or by rounding alone.
	 */
	public static function explain( OrderSnapshot $order, array $known ): bool {
		$known = array_slice( $known, 0, self::MOST );
		$gap   = self::gap( $order );
		$best  = [];
		$left  = null;
		for ( $mask = 2 ** count( $known ) - 1; $mask >= 0; $mask-- ) {
			$some = array_values( array_filter( $known, static fn( int $at ): bool => 0 !== ( $mask & 2 ** $at ), ARRAY_FILTER_USE_KEY ) );
			$rest = Decimal::absolute( Decimal::subtract( $gap, self::sum( $some ) ) );
			if ( null === $left || Decimal::compare( $rest, $left ) < 0 ) {
				$best = $some;
				$left = $rest;
			}
		}
		if ( Decimal::compare( $left, Decimal::add( $order->mostRounding(), '0.01' ) ) > 0 ) {
			return false;
		}
		$order->tenders = array_merge( $order->tenders, $best );
		$order->total   = Decimal::add( $order->total, self::sum( $best ) );
		return true;
	}

	/** As a person said of all that is not explained. */
	public static function accept( OrderSnapshot $order, bool $isDiscount ): void {
		$gap = self::gap( $order );
		if ( ! $isDiscount ) {
			$order->total     = Decimal::add( $order->total, $gap );
			$order->tenders[] = [ 'label' => self::UNNAMED, 'amount' => $gap, 'refunded' => '0' ];
			return;
		}
		$line           = new OrderLine();
		$line->type     = OrderLine::FEE;
		$line->name     = self::DISCOUNT;
		$line->net      = Decimal::negate( $gap );
		$line->total    = $line->net;
		$order->lines[] = $line;
	}

	/** @param list<Tender> $tenders */
	private static function sum( array $tenders ): string {
		return array_reduce( array_column( $tenders, 'amount' ), [ Decimal::class, 'add' ], '0' );
	}

	/** What of a document's total was paid so. */
	public static function paid( OrderSnapshot $order, string $total ): string {
		$paid = '0';
		foreach ( $order->tenders as $tender ) {
			$paid = Decimal::add( $paid, Decimal::subtract( $tender['amount'], $tender['refunded'] ) );
		}
		return Decimal::min( $total, Decimal::round( $paid, 2 ) );
	}

	private static function isTaxed( OrderLine $line ): bool {
		return [] !== array_filter( $line->taxes, static fn( string $tax ): bool => '0' !== $tax );
	}
}
