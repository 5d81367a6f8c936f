<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/** What of an order went back on the shelf and no document says so yet. Pure. */
final class Returned {

	/**
	 * @param array<int, string> $known Product or variation id => quantity in the order's documents, less what earlier returns took back.
	 *
	 * @return array<int, string> Product or variation id => quantity above 0.
	 */
	public static function since( OrderSnapshot $order, array $known ): array {
		$kept = [];
		foreach ( $order->lines as $line ) {
			if ( OrderLine::PRODUCT === $line->type ) {
				$left                      = Decimal::subtract( $line->quantity, $line->restockedQuantity );
				$kept[ $line->objectId() ] = Decimal::add( $kept[ $line->objectId() ] ?? '0', $left );
			}
		}
		$returned = [];
		foreach ( $known as $objectId => $quantity ) {
			$came = Decimal::subtract( $quantity, $kept[ $objectId ] ?? '0' );
			if ( Decimal::compare( $came, '0' ) > 0 ) {
				$returned[ $objectId ] = $came;
			}
		}
		return $returned;
	}
}
