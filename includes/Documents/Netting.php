<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/**
 * What is left of an order after its refunds, line by line.
 *
 * What went back on the shelf lowers the quantity. What was refunded without
 * coming back lowers the price only: those goods are gone from the stock. Money
 * refunded without naming lines is taken off all lines in proportion.
 */
final class Netting {

	/** @return list<DraftLine> Without items and rates. */
	public static function drafts( OrderSnapshot $order ): array {
		$grosses     = [];
		$unallocated = $order->refunded;
		foreach ( $order->lines as $line ) {
			$grosses[]   = Decimal::subtract( $line->total, $line->refundedTotal );
			$unallocated = Decimal::subtract( $unallocated, $line->refundedTotal );
		}
		// Half a para is rounding; it is dealt with where the total is met.
		if ( Decimal::compare( $unallocated, '0.005' ) > 0 ) {
			foreach ( Apportion::shares( $unallocated, $grosses ) as $i => $share ) {
				$grosses[ $i ] = Decimal::subtract( $grosses[ $i ], $share );
			}
		}
		$drafts = [];
		foreach ( $order->lines as $i => $line ) {
			$draft = self::draft( $line, $grosses[ $i ] );
			if ( null !== $draft ) {
				$drafts[] = $draft;
			}
		}
		return $drafts;
	}

	public static function total( OrderSnapshot $order ): string {
		return Decimal::round( Decimal::subtract( $order->total, $order->refunded ), 2 );
	}

	private static function draft( OrderLine $line, string $gross ): ?DraftLine {
		$free = '0' === Decimal::round( $gross, 2 );
		if ( OrderLine::PRODUCT !== $line->type ) {
			return $free ? null : new DraftLine( $line->type, $line, '1', $gross );
		}
		$quantity = Decimal::subtract( $line->quantity, $line->restockedQuantity );
		if ( Decimal::compare( $quantity, '0' ) <= 0 ) {
			// All of it came back, but not all of the money went out: what the shop keeps is a fee.
			return $free ? null : new DraftLine( OrderLine::FEE, $line, '1', $gross );
		}
		return new DraftLine( OrderLine::PRODUCT, $line, $quantity, $gross );
	}
}
