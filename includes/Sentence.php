<?php
declare( strict_types=1 );

namespace SorsApi;

use SorsApi\Sors\Decimal;

/**
 * A sentence that may be stored: its English text and what goes into it, put into a language only for whoever reads it.
 * Until then it is a string like any other, which is thrown, joined with others or put into them. What was stored as
 * words, such as SORS' own or by an earlier version, is shown as it is.
 *
 * Stored: STX kind US part US part … ETX. A part may hold sentences.
 */
final class Sentence {

	private const DOMAIN = 'sors-api-for-woocommerce';

	/** In place of what was put into it. */
	private const GAP = '…';

	/** Kind => how many of its parts are ours, or a figure. */
	private const OURS = [ 'text' => 2, 'count' => 4, 'number' => 3, 'quantity' => 2, 'price' => 2, 'amount' => 3, 'status' => 2, 'capital' => 1, 'clause' => 1 ];

	private const BEGIN = "\x02";
	private const NEXT  = "\x1F";
	private const END   = "\x03";

	/** Bytes. */
	private const LONGEST = 65535;

	/**
	 * Named as WordPress' own, by which texts are collected for translators.
	 *
	 * @param string|int ...$with What sprintf() puts into it.
	 */
	public static function __( string $text, string $domain, ...$with ): string {
		return self::stored( 'text', $text, ...$with );
	}

	/** @param string|int ...$with As for __(). */
	public static function _n( string $one, string $many, int $number, string $domain, ...$with ): string {
		return self::stored( 'count', $one, $many, $number, ...$with );
	}

	/** @param int|float $number */
	public static function number( $number, int $decimals = 0 ): string {
		// Not as a string: older PHP writes those with the comma of the server's language.
		return self::stored( 'number', number_format( $number, $decimals, '.', '' ), $decimals );
	}

	/** Of goods, or a percentage, with as many decimals as it has, three at most. What is none stays as it is. */
	public static function quantity( string $quantity ): string {
		return Decimal::isDecimal( $quantity ) ? self::stored( 'quantity', Decimal::round( $quantity, 3 ) ) : $quantity;
	}

	/** Without its currency, which stands elsewhere: as src/ui/format.ts has it. What is none stays as it is. */
	public static function price( string $price ): string {
		return Decimal::isDecimal( $price ) ? self::stored( 'price', Decimal::round( $price, 6 ) ) : $price;
	}

	/** As the shop writes amounts. What is none stays as it is. */
	public static function amount( string $amount, string $currency = 'RSD' ): string {
		return self::stored( 'amount', $amount, $currency );
	}

	/** The name of an order's status, given without `wc-`. */
	public static function status( string $status ): string {
		return self::stored( 'status', $status );
	}

	/** With a capital letter, once it is words. */
	public static function capital( string $text ): string {
		return self::stored( 'capital', $text );
	}

	/** Without its full stop, once it is words: to stand within a sentence. */
	public static function clause( string $text ): string {
		return self::stored( 'clause', $text );
	}

	/** In the language of the moment: the reader's, or a mail's. */
	public static function shown( string $text ): string {
		return self::read( $text, true );
	}

	/** For the log. */
	public static function english( string $text ): string {
		return self::read( $text, false );
	}

	/** Without what others said, and what was put into it: our own words, figures and states stay. */
	public static function bare( string $text ): string {
		return self::withoutWords( self::each( $text, [ self::class, 'bared' ] ) );
	}

	/** @param list<string> $parts Sentences in them are bare already. */
	private static function bared( array $parts ): string {
		$ours = self::OURS[ $parts[0] ?? '' ] ?? 0;
		return self::stored( ...array_slice( $parts, 0, $ours ), ...array_map( [ self::class, 'withoutWords' ], array_slice( $parts, $ours ) ) );
	}

	/** What stands between sentences is somebody else's. */
	private static function withoutWords( string $text ): string {
		$pieces = preg_split( '/(\x02(?:[^\x02\x03]++|(?1))*+\x03)/', $text, -1, PREG_SPLIT_DELIM_CAPTURE );
		$bare   = '';
		foreach ( false === $pieces ? [ $text ] : $pieces as $at => $piece ) {
			$bare .= 1 === $at % 2 || '' === trim( $piece, ' ,;' ) ? $piece : (string) preg_replace( '/\S(?:.*\S)?/s', self::GAP, $piece );
		}
		return $bare;
	}

	/**
	 * @template T
	 * @param T $value
	 * @return T With each text in it as shown() has it.
	 */
	public static function allShown( $value ) {
		/** @var T $shown */
		$shown = self::eachShown( $value );
		return $shown;
	}

	/**
	 * @param mixed $value
	 * @return mixed
	 */
	private static function eachShown( $value ) {
		if ( is_string( $value ) ) {
			return self::shown( $value );
		}
		if ( is_array( $value ) ) {
			return array_map( [ self::class, 'eachShown' ], $value );
		}
		return $value instanceof \stdClass ? (object) array_map( [ self::class, 'eachShown' ], (array) $value ) : $value;
	}

	/** @param string|int ...$parts */
	private static function stored( ...$parts ): string {
		return self::BEGIN . implode( self::NEXT, array_map( [ self::class, 'whole' ], $parts ) ) . self::END;
	}

	/**
	 * A part that others' words cannot break out of.
	 *
	 * @param string|int $part
	 */
	private static function whole( $part ): string {
		$depth = 0;
		$whole = preg_replace_callback(
			'/[\x02\x03\x1F]/',
			static function ( array $sign ) use ( &$depth ): string {
				if ( self::BEGIN !== $sign[0] && 0 === $depth ) {
					return '';
				}
				$depth += self::BEGIN === $sign[0] ? 1 : ( self::END === $sign[0] ? -1 : 0 );
				return $sign[0];
			},
			(string) $part
		);
		return $whole . str_repeat( self::END, $depth );
	}

	private static function read( string $text, bool $translated ): string {
		return self::each( $text, static fn( array $parts ): string => self::words( $parts, $translated ) );
	}

	/** @param callable(list<string>): string $becomes Of a sentence's parts. */
	private static function each( string $text, callable $becomes ): string {
		if ( false === strpbrk( $text, self::BEGIN . self::NEXT . self::END ) ) {
			return $text;
		}
		$open   = [ [ '' ] ];
		$pieces = preg_split( '/([\x02\x03\x1F])/', $text, -1, PREG_SPLIT_DELIM_CAPTURE );
		// What was cut off is closed.
		foreach ( array_merge( (array) $pieces, array_fill( 0, substr_count( $text, self::BEGIN ), self::END ) ) as $piece ) {
			$at = count( $open ) - 1;
			if ( self::BEGIN === $piece ) {
				$open[] = [ '' ];
			} elseif ( self::NEXT === $piece ) {
				$open[ $at ][] = '';
			} elseif ( self::END !== $piece ) {
				$open[ $at ][ count( $open[ $at ] ) - 1 ] .= $piece;
			} elseif ( $at > 0 ) {
				$parts                     = array_values( (array) array_pop( $open ) );
				$into                      = count( $open[ $at - 1 ] ) - 1;
				$room                      = max( 0, self::LONGEST - strlen( $open[ $at - 1 ][ $into ] ) );
				$open[ $at - 1 ][ $into ] .= mb_strcut( $becomes( $parts ), 0, $room, 'UTF-8' );
			}
		}
		return implode( '', $open[0] );
	}

	/** @param list<string> $parts */
	private static function words( array $parts, bool $translated ): string {
		$kind = (string) array_shift( $parts );
		switch ( $kind ) {
			case 'text':
				$text = array_shift( $parts ) ?? '';
				// phpcs:ignore WordPress.WP.I18n -- Collected where it is written.
				return self::filled( $translated && '' !== $text ? translate( $text, self::DOMAIN ) : $text, $parts );
			case 'count':
				[ $one, $many, $number ] = array_pad( array_splice( $parts, 0, 3 ), 3, '' );
				if ( ! $translated ) {
					return self::filled( 1 === (int) $number ? $one : $many, $parts );
				}
				$texts = [
					'singular' => $one,
					'plural'   => $many,
					'context'  => null,
					'domain'   => self::DOMAIN,
				];
				return self::filled( translate_nooped_plural( $texts, (int) $number, self::DOMAIN ), $parts );
			case 'number':
				$number   = (float) ( $parts[0] ?? 0 );
				$decimals = min( 10, (int) ( $parts[1] ?? 0 ) );
				return $translated ? self::withMinus( number_format_i18n( $number, $decimals ) ) : number_format( $number, $decimals );
			case 'quantity':
			case 'price':
				return self::figure( $parts[0] ?? '', 'price' === $kind, $translated );
			case 'amount':
				[ $amount, $currency ] = array_pad( $parts, 2, '' );
				if ( ! is_numeric( $amount ) ) {
					return $amount;
				}
				return $translated ? self::money( $amount, $currency ) : "$amount $currency";
			case 'status':
				return $translated ? wc_get_order_status_name( $parts[0] ?? '' ) : $parts[0] ?? '';
			case 'capital':
				$text = $parts[0] ?? '';
				return mb_strtoupper( mb_substr( $text, 0, 1, 'UTF-8' ), 'UTF-8' ) . mb_substr( $text, 1, null, 'UTF-8' );
			case 'clause':
				return rtrim( $parts[0] ?? '', '.' );
			default:
				return $kind . implode( '', $parts );
		}
	}

	private static function figure( string $number, bool $isPrice, bool $translated ): string {
		if ( ! Decimal::isDecimal( $number ) ) {
			return $number;
		}
		$decimals = min( 10, Decimal::places( $number ) );
		if ( ! $translated ) {
			return number_format( (float) $number, $decimals );
		}
		if ( $isPrice ) {
			$decimals = 0 === $decimals ? wc_get_price_decimals() : max( 2, $decimals );
		}
		return self::withMinus( number_format( (float) $number, $decimals, wc_get_price_decimal_separator(), wc_get_price_thousand_separator() ) );
	}

	private static function money( string $amount, string $currency ): string {
		// A shop that shows whole dinars has documents with paras all the same.
		$decimals = '' === rtrim( (string) strstr( $amount, '.' ), '.0' ) ? wc_get_price_decimals() : 2;
		$price    = wc_price( (float) $amount, compact( 'currency', 'decimals' ) );
		return self::withMinus( trim( html_entity_decode( wp_strip_all_tags( $price ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ) ) );
	}

	/** With the sign itself, as src/ui/format.ts has it, where a figure begins with a hyphen. */
	private static function withMinus( string $figure ): string {
		return (string) preg_replace( '/^-/', '−', $figure );
	}

	/**
	 * By hand: what SORS or another plugin says may look like a stored sentence, and must neither ask for a billion
	 * spaces nor repeat itself as often.
	 *
	 * @param list<string> $with
	 */
	private static function filled( string $text, array $with ): string {
		if ( [] === $with ) {
			return $text;
		}
		$next   = 0;
		$length = 0;
		return (string) preg_replace_callback(
			'/%(?:(\d{1,2})\$)?([sd%])/',
			static function ( array $found ) use ( $with, &$next, &$length ): string {
				if ( '%' === $found[2] ) {
					return '%';
				}
				$part    = $with[ '' === $found[1] ? $next++ : (int) $found[1] - 1 ] ?? '';
				$length += strlen( $part );
				return $length > self::LONGEST ? '' : $part;
			},
			$text
		);
	}
}
