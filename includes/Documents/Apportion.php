<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/** Rounds parts so that they add up to the sum that the buyer was shown. */
final class Apportion {

	private const PARA = '0.01';

	/**
	 * Parts of two decimals whose sum is the target: each rounded, and those nearest to the other side moved by one para.
	 *
	 * @param list<string> $exact
	 *
	 * @return list<string>|null Null where more than rounding lies between the parts and the target.
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
		$paras   = (int) Decimal::multiply( self::absolute( $missing ), '100' );
		if ( ! Decimal::equals( $missing, Decimal::round( $missing, 2 ) ) || $paras > count( $exact ) || ! self::isRounding( $exact, $target ) ) {
			return null;
		}
		$up   = '-' !== $missing[0];
		$step = $up ? self::PARA : '-' . self::PARA;
		uksort(
			$errors,
			static function ( int $a, int $b ) use ( $errors, $exact, $up ): int {
				$order = Decimal::compare( $errors[ $b ], $errors[ $a ] ) * ( $up ? 1 : -1 );
				// Of equals the dearest line: there a para weighs least.
				return 0 !== $order ? $order : Decimal::compare( self::absolute( $exact[ $b ] ), self::absolute( $exact[ $a ] ) );
			}
		);
		foreach ( array_slice( array_keys( $errors ), 0, $paras ) as $i ) {
			$rounded[ $i ] = Decimal::add( $rounded[ $i ], $step );
		}
		return array_values( $rounded );
	}

	/**
	 * Shares of an amount in proportion to weights, exact in sum; nothing where all weights are zero or less.
	 *
	 * @param list<string> $weights
	 *
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

	public static function absolute( string $value ): string {
		return '-' === $value[0] ? Decimal::negate( $value ) : $value;
	}

	/**
	 * Half a para for each part and for the sum is what rounding can explain.
	 *
	 * @param list<string> $exact
	 */
	private static function isRounding( array $exact, string $target ): bool {
		$difference = self::absolute( Decimal::subtract( $target, array_reduce( $exact, [ Decimal::class, 'add' ], '0' ) ) );
		return Decimal::compare( $difference, Decimal::multiply( '0.005', (string) ( count( $exact ) + 1 ) ) ) <= 0;
	}
}
