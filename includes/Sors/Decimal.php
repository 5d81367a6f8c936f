<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/**
 * Exact arithmetic on decimal strings such as "-12.5": prices and quantities never pass through floats, and not every host
 * has bcmath.
 *
 * Every result is normalised: no leading zeros, no trailing zeros after the point, "0" for zero. Arguments must be plain
 * decimals, see isDecimal(); anything else throws an \InvalidArgumentException.
 */
final class Decimal {

	/** Digits after the point that a multiplication or division keeps at most. */
	private const MAX_SCALE = 12;

	/** Digits that PHP's own integers hold, sums and products included: enough for nearly all figures of a shop, and ten times as fast. */
	private const INT_DIGITS = PHP_INT_SIZE > 4 ? 17 : 8;

	/** Digits with an optional minus and at most one point between digits: "12.50" is one, ".5", "+1" and "1e3" are not. */
	public static function isDecimal( string $value ): bool {
		return 1 === preg_match( '/^-?[0-9]+(\.[0-9]+)?$/D', $value );
	}

	public static function normalise( string $value ): string {
		if ( self::isNormal( $value ) ) {
			return $value;
		}
		[ $digits, $scale ] = self::split( $value );
		return self::join( $digits, $scale );
	}

	public static function add( string $a, string $b ): string {
		[ $x, $y, $scale ] = self::align( $a, $b );
		return self::join( self::addSigned( $x, $y ), $scale );
	}

	public static function subtract( string $a, string $b ): string {
		return '0' === $b ? self::normalise( $a ) : self::add( $a, self::negate( $b ) );
	}

	public static function negate( string $a ): string {
		return self::normalise( '-' === $a[0] ? substr( $a, 1 ) : '-' . $a );
	}

	public static function absolute( string $a ): string {
		return '-' === $a[0] ? self::negate( $a ) : $a;
	}

	public static function multiply( string $a, string $b ): string {
		[ $x, $scaleX ] = self::split( $a );
		[ $y, $scaleY ] = self::split( $b );
		$negative       = ( '-' === $x[0] ) !== ( '-' === $y[0] );
		if ( strlen( $x ) + strlen( $y ) <= self::INT_DIGITS ) {
			return self::join( (string) ( (int) $x * (int) $y ), $scaleX + $scaleY );
		}
		$product = self::multiplyDigits( ltrim( $x, '-' ), ltrim( $y, '-' ) );
		return self::join( ( $negative ? '-' : '' ) . $product, $scaleX + $scaleY );
	}

	/**
	 * Quotient rounded half away from zero to $scale digits after the point.
	 *
	 * @throws \DivisionByZeroError When $b is zero.
	 */
	public static function divide( string $a, string $b, int $scale = self::MAX_SCALE ): string {
		[ $x, $y ] = self::align( $a, $b );
		$divisor   = ltrim( $y, '-' );
		$divisor   = ltrim( $divisor, '0' );
		if ( '' === $divisor ) {
			throw new \DivisionByZeroError( 'Division by zero.' );
		}
		$negative  = ( '-' === $x[0] ) !== ( '-' === $y[0] );
		$dividend  = ltrim( $x, '-' ) . str_repeat( '0', $scale + 1 );
		$quotient  = '';
		$remainder = '0';
		for ( $i = 0, $length = strlen( $dividend ); $i < $length; $i++ ) {
			$remainder = ltrim( $remainder . $dividend[ $i ], '0' );
			$remainder = '' === $remainder ? '0' : $remainder;
			$digit     = 0;
			while ( self::compareDigits( $remainder, $divisor ) >= 0 ) {
				$remainder = self::subtractDigits( $remainder, $divisor );
				++$digit;
			}
			$quotient .= (string) $digit;
		}
		return self::round( self::join( ( $negative ? '-' : '' ) . $quotient, $scale + 1 ), $scale );
	}

	/** -1, 0 or 1. */
	public static function compare( string $a, string $b ): int {
		[ $x, $y ] = self::align( $a, $b );
		if ( max( strlen( $x ), strlen( $y ) ) <= self::INT_DIGITS ) {
			return (int) $x <=> (int) $y;
		}
		$difference = self::subtract( $a, $b );
		if ( '0' === $difference ) {
			return 0;
		}
		return '-' === $difference[0] ? -1 : 1;
	}

	public static function equals( string $a, string $b ): bool {
		return 0 === self::compare( $a, $b );
	}

	/** Whether the two differ by no more than so much, in either direction. */
	public static function areWithin( string $a, string $b, string $difference ): bool {
		return self::compare( self::absolute( self::subtract( $a, $b ) ), $difference ) <= 0;
	}

	public static function max( string $a, string $b ): string {
		return self::normalise( self::compare( $a, $b ) >= 0 ? $a : $b );
	}

	public static function min( string $a, string $b ): string {
		return self::normalise( self::compare( $a, $b ) <= 0 ? $a : $b );
	}

	/** How many digits stand behind the point, without zeros at the end. */
	public static function places( string $value ): int {
		return strlen( rtrim( explode( '.', $value . '.' )[1], '0' ) );
	}

	/** To $scale digits after the point, half away from zero, as WooCommerce and bookkeepers round. */
	public static function round( string $value, int $scale ): string {
		$point = strpos( $value, '.' );
		if ( false === $point || strlen( $value ) - $point - 1 <= $scale ) {
			return self::normalise( $value );
		}
		[ $digits, $has ] = self::split( $value );
		$negative = '-' === $digits[0];
		$digits   = str_pad( ltrim( $digits, '-' ), $has + 1, '0', STR_PAD_LEFT );
		$kept     = substr( $digits, 0, strlen( $digits ) - ( $has - $scale ) );
		$next     = (int) $digits[ strlen( $kept ) ];
		$kept     = '' === $kept ? '0' : $kept;
		if ( $next >= 5 ) {
			$kept = self::addDigits( $kept, '1' );
		}
		return self::join( ( $negative ? '-' : '' ) . $kept, $scale );
	}

	/** The largest decimal with $scale digits after the point that is not above $value. */
	public static function floor( string $value, int $scale ): string {
		$rounded = self::round( $value, $scale );
		if ( self::compare( $rounded, $value ) <= 0 ) {
			return $rounded;
		}
		$step = 0 === $scale ? '1' : '0.' . str_repeat( '0', $scale - 1 ) . '1';
		return self::subtract( $rounded, $step );
	}

	private static function isNormal( string $value ): bool {
		return '-0' !== $value && 1 === preg_match( '/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$/D', $value );
	}

	/** @return array{string, int} Digits with sign, and how many of them stand after the point. */
	private static function split( string $value ): array {
		if ( ! self::isDecimal( $value ) ) {
			( new Misuse( 'Not a decimal: ' . substr( $value, 0, 40 ) ) )->throw();
		}
		$point = strpos( $value, '.' );
		if ( false === $point ) {
			return [ $value, 0 ];
		}
		return [ substr( $value, 0, $point ) . substr( $value, $point + 1 ), strlen( $value ) - $point - 1 ];
	}

	/** @return array{string, string, int} */
	private static function align( string $a, string $b ): array {
		[ $x, $scaleX ] = self::split( $a );
		[ $y, $scaleY ] = self::split( $b );
		$scale          = max( $scaleX, $scaleY );
		return [ $x . str_repeat( '0', $scale - $scaleX ), $y . str_repeat( '0', $scale - $scaleY ), $scale ];
	}

	private static function join( string $digits, int $scale ): string {
		$negative = '-' === $digits[0];
		$digits   = str_pad( ltrim( $digits, '-' ), $scale + 1, '0', STR_PAD_LEFT );
		$whole    = ltrim( substr( $digits, 0, strlen( $digits ) - $scale ), '0' );
		$fraction = $scale > 0 ? rtrim( substr( $digits, -$scale ), '0' ) : '';
		$value    = ( '' === $whole ? '0' : $whole ) . ( '' === $fraction ? '' : '.' . $fraction );
		return $negative && '0' !== $value ? '-' . $value : $value;
	}

	private static function addSigned( string $x, string $y ): string {
		if ( max( strlen( $x ), strlen( $y ) ) <= self::INT_DIGITS ) {
			return (string) ( (int) $x + (int) $y );
		}
		$negativeX = '-' === $x[0];
		$negativeY = '-' === $y[0];
		$x         = ltrim( $x, '-' );
		$y         = ltrim( $y, '-' );
		if ( $negativeX === $negativeY ) {
			return ( $negativeX ? '-' : '' ) . self::addDigits( $x, $y );
		}
		if ( self::compareDigits( $x, $y ) >= 0 ) {
			return ( $negativeX ? '-' : '' ) . self::subtractDigits( $x, $y );
		}
		return ( $negativeY ? '-' : '' ) . self::subtractDigits( $y, $x );
	}

	private static function compareDigits( string $x, string $y ): int {
		$x = ltrim( $x, '0' );
		$y = ltrim( $y, '0' );
		return strlen( $x ) === strlen( $y ) ? strcmp( $x, $y ) <=> 0 : strlen( $x ) <=> strlen( $y );
	}

	private static function addDigits( string $x, string $y ): string {
		$length = max( strlen( $x ), strlen( $y ) );
		$x      = str_pad( $x, $length, '0', STR_PAD_LEFT );
		$y      = str_pad( $y, $length, '0', STR_PAD_LEFT );
		$carry  = 0;
		$sum    = '';
		for ( $i = $length - 1; $i >= 0; $i-- ) {
			$digit = (int) $x[ $i ] + (int) $y[ $i ] + $carry;
			$carry = $digit > 9 ? 1 : 0;
			$sum   = (string) ( $digit % 10 ) . $sum;
		}
		return 1 === $carry ? '1' . $sum : $sum;
	}

	/** For $x >= $y. */
	private static function subtractDigits( string $x, string $y ): string {
		$length = max( strlen( $x ), strlen( $y ) );
		$x      = str_pad( $x, $length, '0', STR_PAD_LEFT );
		$y      = str_pad( $y, $length, '0', STR_PAD_LEFT );
		$borrow = 0;
		$result = '';
		for ( $i = $length - 1; $i >= 0; $i-- ) {
			$digit  = (int) $x[ $i ] - (int) $y[ $i ] - $borrow;
			$borrow = $digit < 0 ? 1 : 0;
			$result = (string) ( $digit + 10 * $borrow ) . $result;
		}
		return $result;
	}

	private static function multiplyDigits( string $x, string $y ): string {
		$cells = array_fill( 0, strlen( $x ) + strlen( $y ), 0 );
		for ( $i = strlen( $x ) - 1; $i >= 0; $i-- ) {
			for ( $j = strlen( $y ) - 1; $j >= 0; $j-- ) {
				$sum                  = (int) $x[ $i ] * (int) $y[ $j ] + $cells[ $i + $j + 1 ];
				$cells[ $i + $j + 1 ] = $sum % 10;
				$cells[ $i + $j ]    += intdiv( $sum, 10 );
			}
		}
		return implode( '', $cells );
	}
}
