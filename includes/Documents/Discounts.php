<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;

/**
 * Takes negative fees off what they were given on: by rate as their own taxes say, within a rate off the goods, then off
 * the charges. So is what refunds took beyond a line. Pure.
 */
final class Discounts {

	/**
	 * @param list<OrderLine> $lines
	 * @param list<string>    $grosses What is left of each, VAT included.
	 * @param string|null     $most    By how much rounding alone may part a discount from what it was given on; null = it is taken off
	 *                                 other rates where refunds have left too little.
	 * @return list<string> None below zero, where there is enough of the others.
	 * @throws MappingRefused
	 */
	public static function taken( array $lines, array $grosses, ?string $most ): array {
		foreach ( $grosses as $i => $gross ) {
			if ( Decimal::compare( $gross, '0' ) >= 0 ) {
				continue;
			}
			$grosses[ $i ] = '0';
			$left          = Decimal::negate( $gross );
			foreach ( self::byRate( $lines, $lines[ $i ], $left ) as $rate => $share ) {
				$kept = self::take( $share, $grosses, $lines, (string) $rate );
				$left = Decimal::add( Decimal::subtract( $left, $share ), $kept );
			}
			if ( null !== $most && [] !== $lines[ $i ]->taxes && Decimal::compare( $left, $most ) > 0 ) {
				/* translators: 1: name of a negative fee, 2: amount. */
				( new MappingRefused( 'vat_differs', Sentence::__( 'The discount “%1$s” is %2$s larger than what it has the VAT of, so no document would show the VAT that WooCommerce charged, and none was made. Correct the fee on the order, recalculate it and send it again.', 'sors-api-for-woocommerce', $lines[ $i ]->name, Sentence::amount( $left ) ) ) )->throw();
			}
			$left = self::take( $left, $grosses, $lines );
			// WooCommerce rounds the largest discount that it allows.
			$grosses[ $i ] = null !== $most && Decimal::compare( $left, $most ) <= 0 ? '0' : Decimal::negate( $left );
		}
		return array_values( $grosses );
	}

	/**
	 * @param list<OrderLine> $lines
	 * @return array<string> Percent, or empty for what has no VAT => share of the amount.
	 */
	private static function byRate( array $lines, OrderLine $fee, string $amount ): array {
		$rates = [];
		foreach ( $lines as $line ) {
			$rates += array_fill_keys( 1 === count( $line->taxes ) ? array_keys( $line->taxes ) : [], self::rate( $line ) );
		}
		// Its net is what no tax says whose it is.
		$grosses = [ '' => Decimal::negate( $fee->net ) ];
		foreach ( $fee->taxes as $id => $tax ) {
			$rate = $rates[ $id ] ?? null;
			if ( null === $rate ) {
				$grosses[ "nothing has tax $id" ] = Decimal::negate( $tax );
			} elseif ( '' !== $rate ) {
				$net              = Decimal::divide( Decimal::multiply( $tax, '-100' ), $rate, 6 );
				$grosses[ $rate ] = Decimal::subtract( Decimal::add( $grosses[ $rate ] ?? '0', $net ), $tax );
				$grosses['']      = Decimal::subtract( $grosses[''], $net );
			}
		}
		$shares = Apportion::shares( $amount, array_values( $grosses ) );
		foreach ( array_keys( $grosses ) as $at => $rate ) {
			$grosses[ $rate ] = $shares[ $at ];
		}
		return $grosses;
	}

	/** Percent; empty for what has no VAT. */
	private static function rate( OrderLine $line ): string {
		return '0' === (string) $line->taxRate ? '' : (string) $line->taxRate;
	}

	/**
	 * Takes an amount off goods in proportion, then off charges.
	 *
	 * @param array<int, string> $grosses
	 * @param list<OrderLine>    $lines
	 * @param string|null        $rate    Of these alone.
	 * @return string What of the amount is left.
	 */
	private static function take( string $amount, array &$grosses, array $lines, ?string $rate = null ): string {
		foreach ( [ true, false ] as $isGoods ) {
			$weights = [];
			foreach ( $lines as $i => $line ) {
				$counts    = ( OrderLine::PRODUCT === $line->type ) === $isGoods && ( null === $rate || self::rate( $line ) === $rate );
				$weights[] = $counts ? Decimal::max( '0', $grosses[ $i ] ) : '0';
			}
			$taken = Decimal::min( $amount, array_reduce( $weights, [ Decimal::class, 'add' ], '0' ) );
			foreach ( Apportion::shares( $taken, $weights ) as $i => $share ) {
				$grosses[ $i ] = Decimal::subtract( $grosses[ $i ], $share );
			}
			$amount = Decimal::subtract( $amount, $taken );
		}
		return $amount;
	}
}
