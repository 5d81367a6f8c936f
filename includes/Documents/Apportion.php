<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/** Rounds parts so that they add up to the total that the buyer was shown. */
final class Apportion {

	private const PARA = '0.01';

	/**
	 * Parts of two decimals whose sum is the target: each is rounded, and those that were nearest to rounding the other way move by one para.
	 *
	 * @param list<string> $exact
	 * @return list<string>|null Null where the sum of the parts and the target differ by more than its own rounding.
	 */
	public static function toTotal( array $exact, string $target ): ?array {
		$rounded = [];
		$errors  = [];
		$sum     = '0';
		foreach ( $exact as $i => $part ) {
			$rounded[ $i ] = Decimal::round( $part, 2 );
			$errors[ $i ]  = Decimal::subtract( $part, $rounded[ $i ] );
			$sum           = Decimal::add( $sum, $rounded[ $i ] );
		}
		$missing = Decimal::subtract( $target, $sum );
		$paras   = (int) Decimal::multiply( Decimal::absolute( $missing ), '100' );
		if ( ! Decimal::equals( $missing, Decimal::round( $missing, 2 ) ) || $paras > count( $exact ) || ! self::isRounding( $exact, $target ) ) {
			return null;
		}
		$up   = '-' !== $missing[0];
		$step = $up ? self::PARA : '-' . self::PARA;
		uksort(
			$errors,
			static function ( int $a, int $b ) use ( $errors, $exact, $up ): int {
				$order = Decimal::compare( $errors[ $b ], $errors[ $a ] ) * ( $up ? 1 : -1 );
				// Among equals the largest line: a para matters least there.
				return 0 !== $order ? $order : Decimal::compare( Decimal::absolute( $exact[ $b ] ), Decimal::absolute( $exact[ $a ] ) );
			}
		);
		foreach ( array_slice( array_keys( $errors ), 0, $paras ) as $i ) {
			$rounded[ $i ] = Decimal::add( $rounded[ $i ], $step );
		}
		return array_values( $rounded );
	}

	/**
	 * Shares of an amount in proportion to weights, adding up exactly; zero where no weight is positive.
	 *
	 * @param list<string> $weights
	 * @return list<string>
	 */
	public static function shares( string $amount, array $weights ): array {
		$total = '0';
		$last  = null;
		foreach ( $weights as $i => $weight ) {
			if ( Decimal::compare( $weight, '0' ) > 0 ) {
				$total = Decimal::add( $total, $weight );
				$last  = $i;
			}
		}
		$shares = array_fill( 0, count( $weights ), '0' );
		$left   = $amount;
		foreach ( $weights as $i => $weight ) {
			if ( Decimal::compare( $weight, '0' ) > 0 ) {
				$shares[ $i ] = $i === $last ? $left : Decimal::divide( Decimal::multiply( $amount, $weight ), $total, 6 );
				$left         = Decimal::subtract( $left, $shares[ $i ] );
			}
		}
		return array_values( $shares );
	}

	/**
	 * Half a para, and what parts of six decimals may be off.
	 *
	 * @param list<string> $exact
	 */
	private static function isRounding( array $exact, string $target ): bool {
		$difference = Decimal::absolute( Decimal::subtract( $target, array_reduce( $exact, [ Decimal::class, 'add' ], '0' ) ) );
		return Decimal::compare( $difference, Decimal::add( '0.005', Decimal::multiply( '0.000001', (string) count( $exact ) ) ) ) <= 0;
	}
}
