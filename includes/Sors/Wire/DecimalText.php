<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Wire;

use SorsApi\Sors\Decimal;

/**
 * Decimals as servers write them: numbers, "12.50", "12,50", "1.234,50", "1e-3".
 *
 * A text that can be read in two ways ("1.234" from a server that writes commas) is refused: a price must not be wrong by a
 * factor of 1,000.
 */
final class DecimalText {

	/** Digits of a decimal that PHP's floats always hold exactly; what comes after is noise. */
	private const FLOAT_DIGITS = 15;

	/** Digits before the point, and after it: no price and no quantity has more, and our columns hold no more. */
	private const WHOLE_DIGITS   = 16;
	private const DECIMAL_DIGITS = 12;

	/** Nothing in a price list needs more, and "1e999999999" must not fill the memory. */
	private const MAX_EXPONENT = 30;

	/**
	 * @param mixed $value
	 * @param bool  $commas Whether this server writes decimals with a comma.
	 * @return string Normalised: "12.5", "-3", "0".
	 * @throws Unreadable When it is not a number, or can be read in two ways.
	 */
	public static function read( $value, bool $commas ): string {
		if ( is_int( $value ) ) {
			return (string) $value;
		}
		if ( is_float( $value ) ) {
			// %G writes the comma of the locale before PHP 8.
			$value  = str_replace( ',', '.', sprintf( '%.' . self::FLOAT_DIGITS . 'G', $value ) );
			$commas = false;
			if ( Decimal::isDecimal( $value ) ) {
				return Decimal::normalise( $value );
			}
		}
		if ( ! is_string( $value ) ) {
			Unreadable::value( $value, 'a number' )->throw();
		}
		// Thousands may be separated by spaces, also by non-breaking ones.
		$text = (string) preg_replace( '/(?<=\d)[ \x{A0}\x{202F}](?=\d{3})/u', '', trim( $value ) );
		if ( 1 === preg_match( '/^[+-]?\d{1,3}(\.\d{3})+,\d+$/D', $text ) ) {
			$text = strtr( $text, [ '.' => '', ',' => '.' ] );
		} elseif ( 1 === preg_match( '/^[+-]?\d{1,3}(,\d{3})+\.\d+$/D', $text ) ) {
			$text = str_replace( ',', '', $text );
		} elseif ( $commas && 1 === preg_match( '/^[+-]?[1-9]\d{0,2}(\.\d{3})+$/D', $text ) ) {
			Unreadable::value( $value, 'a number without doubt: its point may separate decimals or thousands' )->throw();
		} else {
			$text = str_replace( ',', '.', $text );
		}
		return self::plain( $text, $value );
	}

	private static function plain( string $text, string $shown ): string {
		if ( strlen( $text ) > 60 || 1 !== preg_match( '/^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/D', $text, $part ) || '' === $part[2] . ( $part[3] ?? '' ) ) {
			Unreadable::value( $shown, 'a number' )->throw();
		}
		$exponent = (int) ( $part[4] ?? 0 );
		if ( abs( $exponent ) > self::MAX_EXPONENT ) {
			Unreadable::value( $shown, 'a number of a usual size' )->throw();
		}
		$fraction = $part[3] ?? '';
		$digits   = $part[2] . $fraction;
		$point    = strlen( $part[2] ) + $exponent;
		if ( $point <= 0 ) {
			$digits = str_repeat( '0', 1 - $point ) . $digits;
			$point  = 1;
		}
		$digits = str_pad( $digits, $point, '0' );
		$after  = substr( $digits, $point );
		if ( strlen( ltrim( substr( $digits, 0, $point ), '0' ) ) > self::WHOLE_DIGITS ) {
			Unreadable::value( $shown, 'a number of a usual size' )->throw();
		}
		return Decimal::round( ( '-' === $part[1] ? '-' : '' ) . substr( $digits, 0, $point ) . ( '' === $after ? '' : '.' . $after ), self::DECIMAL_DIGITS );
	}
}
