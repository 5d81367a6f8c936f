<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/**
 * Unit price and discount that give a line's total again when SORS multiplies:
 * round( quantity × price × ( 1 − discount / 100 ), 2 ).
 */
final class PriceFit {

	public string $unitPrice;
	/** Null = none. */
	public ?string $discountPercent;

	private function __construct( string $unitPrice, ?string $discountPercent = null ) {
		$this->unitPrice       = $unitPrice;
		$this->discountPercent = $discountPercent;
	}

	/**
	 * The list price with a discount where that gives the total exactly, else the price that was paid; few decimals before many.
	 *
	 * @param string      $quantity  Not zero.
	 * @param string|null $listPrice For one, before discounts; null = none is known.
	 * @param string      $total     Of the line, two decimals.
	 */
	public static function of( string $quantity, ?string $listPrice, string $total ): self {
		if ( null !== $listPrice && ! Decimal::equals( Decimal::round( Decimal::multiply( $quantity, $listPrice ), 2 ), $total ) ) {
			$discounted = self::discounted( $quantity, Decimal::round( $listPrice, 2 ), $total );
			if ( null !== $discounted ) {
				return $discounted;
			}
		}
		$paid = '0';
		foreach ( [ 2, 4, 6 ] as $scale ) {
			$paid = Decimal::divide( $total, $quantity, $scale );
			if ( Decimal::equals( self::total( $quantity, $paid, '0' ), $total ) ) {
				break;
			}
		}
		return new self( $paid );
	}

	public static function total( string $quantity, string $unitPrice, string $discountPercent ): string {
		$full = Decimal::multiply( $quantity, $unitPrice );
		return Decimal::round( Decimal::multiply( $full, Decimal::subtract( '1', Decimal::divide( $discountPercent, '100' ) ) ), 2 );
	}

	private static function discounted( string $quantity, string $unitPrice, string $total ): ?self {
		$full = Decimal::multiply( $quantity, $unitPrice );
		if ( Decimal::compare( $full, $total ) <= 0 || Decimal::compare( $total, '0' ) < 0 ) {
			return null;
		}
		foreach ( [ 2, 4 ] as $scale ) {
			$off      = Decimal::multiply( Decimal::subtract( $full, $total ), '100' );
			$discount = Decimal::divide( $off, $full, $scale );
			if ( Decimal::equals( self::total( $quantity, $unitPrice, $discount ), $total ) ) {
				return new self( $unitPrice, $discount );
			}
		}
		return null;
	}
}
