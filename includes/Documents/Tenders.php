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
