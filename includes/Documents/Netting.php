<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/**
 * What is left of an order after its refunds, and what a refund brought back, line by line. Pure.
 *
 * Goods that went back on the shelf lower the quantity. Goods that were refunded but not returned lower the price only:
 * they have left the stock. Money refunded without naming lines is taken off all lines in proportion.
 */
final class Netting {

	/**
	 * @return list<DraftLine> Without items and rates.
	 * @throws MappingRefused
	 */
	public static function drafts( OrderSnapshot $order ): array {
		$grosses     = [];
		$unallocated = $order->refunded;
		foreach ( $order->lines as $line ) {
			$grosses[]   = Decimal::subtract( $line->total, $line->refundedTotal );
			$unallocated = Decimal::subtract( $unallocated, $line->refundedTotal );
		}
		[ $lines, $grosses ] = Charges::inParts( $order->lines, $grosses );

		$grosses = Discounts::taken( $lines, $grosses, '0' === $order->refunded ? $order->mostRounding() : null );
		// PricedLines deals with what rounding left over.
		if ( Decimal::compare( $unallocated, $order->mostRefundRounding() ) > 0 ) {
			foreach ( Apportion::shares( $unallocated, $grosses ) as $i => $share ) {
				$grosses[ $i ] = Decimal::subtract( $grosses[ $i ], $share );
			}
		}
		$drafts = [];
		foreach ( $lines as $i => $line ) {
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

	/**
	 * @param array<int, array{total: string, quantity: string, taxes?: array<int, string>}> $refunded Order item id => what the refund took off it, positive.
	 * @param array<int, string>                                  $returned As returned().
	 * @return list<DraftLine> Without items and rates.
	 */
	public static function returnDrafts( OrderSnapshot $order, array $refunded, array $returned ): array {
		$drafts = [];
		foreach ( $order->lines as $line ) {
			$taken = $refunded[ $line->itemId ] ?? null;
			if ( null === $taken ) {
				continue;
			}
			if ( OrderLine::PRODUCT !== $line->type ) {
				[ $parts, $shares ] = Charges::inParts( [ $line ], [ $taken['total'] ], isset( $taken['taxes'] ) ? [ $line->itemId => $taken['taxes'] ] : [] );
				foreach ( $parts as $at => $part ) {
					if ( '0' !== Decimal::round( $shares[ $at ], 2 ) ) {
						$drafts[] = new DraftLine( $line->type, $part, '1', $shares[ $at ] );
					}
				}
				continue;
			}
			$objectId = $line->objectId();
			$left     = $returned[ $objectId ] ?? '0';
			$quantity = Decimal::compare( $taken['quantity'], $left ) <= 0 ? $taken['quantity'] : $left;
			if ( Decimal::compare( $quantity, '0' ) <= 0 ) {
				continue;
			}
			$returned[ $objectId ] = Decimal::subtract( $left, $quantity );
			$gross                 = Decimal::divide( Decimal::multiply( $taken['total'], $quantity ), $taken['quantity'], 6 );
			// What was given back is the price: a discount is of no use on a return.
			$bare            = clone $line;
			$bare->listPrice = null;
			$drafts[]        = new DraftLine( OrderLine::PRODUCT, $bare, $quantity, $gross );
		}
		$grosses = Discounts::taken( array_column( $drafts, 'source' ), array_column( $drafts, 'gross' ), null );
		$left    = [];
		foreach ( $drafts as $i => $draft ) {
			$draft->gross = $grosses[ $i ];
			if ( OrderLine::PRODUCT === $draft->type || '0' !== Decimal::round( $draft->gross, 2 ) ) {
				$left[] = $draft;
			}
		}
		return $left;
	}

	/**
	 * What of an order went back on the shelf and no document says so yet.
	 *
	 * @param array<int, string> $acknowledged Product or variation id => quantity in the order's documents, less what earlier returns took back.
	 * @return array<int, string> Product or variation id => quantity above 0.
	 */
	public static function returned( OrderSnapshot $order, array $acknowledged ): array {
		$kept = [];
		foreach ( $order->lines as $line ) {
			if ( OrderLine::PRODUCT === $line->type ) {
				$left                      = Decimal::subtract( $line->quantity, $line->restockedQuantity );
				$kept[ $line->objectId() ] = Decimal::add( $kept[ $line->objectId() ] ?? '0', $left );
			}
		}
		$returned = [];
		foreach ( $acknowledged as $objectId => $quantity ) {
			$back = Decimal::subtract( $quantity, $kept[ $objectId ] ?? '0' );
			if ( Decimal::compare( $back, '0' ) > 0 ) {
				$returned[ $objectId ] = $back;
			}
		}
		return $returned;
	}

	private static function draft( OrderLine $line, string $gross ): ?DraftLine {
		$free = '0' === Decimal::round( $gross, 2 );
		if ( OrderLine::PRODUCT !== $line->type ) {
			return $free ? null : new DraftLine( $line->type, $line, '1', $gross );
		}
		$quantity = Decimal::subtract( $line->quantity, $line->restockedQuantity );
		if ( Decimal::compare( $quantity, '0' ) <= 0 ) {
			// All of it came back, but not all of the money was refunded: what the shop keeps is a fee.
			return $free ? null : new DraftLine( OrderLine::FEE, $line, '1', $gross );
		}
		return new DraftLine( OrderLine::PRODUCT, $line, $quantity, $gross );
	}
}
