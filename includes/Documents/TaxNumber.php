<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

/**
 * The tax number of a company, by its country.
 *
 * | country | form |
 * | --- | --- |
 * | RS, or none: a shop that sells in one country does not ask | PIB, nine digits with a check digit |
 * | ME | PIB, eight digits |
 * | BA | JIB, thirteen digits with a check digit, or the VAT number: the same without the 4 that it begins with |
 * | others | 4 to 20 letters and digits, such as a VAT number of the EU |
 *
 * Thirteen digits are taken for a JMBG, a person's number, wherever they are not a JIB: it may be neither kept nor sent
 * nor repeated. A JIB, of a company as of an entrepreneur, begins with a 4, and so does Macedonia's VAT number of
 * thirteen digits; a JMBG cannot, since it begins with the day of birth.
 */
final class TaxNumber {

	public const PERSONAL   = 'personal';
	public const PIB        = 'pib';
	public const MONTENEGRO = 'montenegro';
	public const BOSNIA     = 'bosnia';
	public const FORM       = 'form';

	/** Countries whose tax numbers have no more than thirteen digits. */
	private const NEIGHBOURS = [ '', 'RS', 'ME', 'BA', 'MK' ];

	/** Of the first twelve digits, for the thirteenth: the same for JIB and JMBG. */
	private const WEIGHTS = [ 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 ];

	/**
	 * @param string|null $country ISO 3166-1 alpha-2; null = not known yet: then only the form is judged.
	 * @return string|null What is wrong, one of the constants; null = nothing, also where nothing was typed.
	 */
	public static function problem( string $typed, ?string $country ): ?string {
		$bare = Pib::normalise( $typed );
		if ( '' === $bare ) {
			return null;
		}
		if ( self::isPersonal( $typed, $country ) ) {
			return self::PERSONAL;
		}
		if ( '' === $country || 'RS' === $country ) {
			return Pib::isValid( $bare ) ? null : self::PIB;
		}
		if ( 'ME' === $country ) {
			return 1 === preg_match( '/^[0-9]{8}$/D', $bare ) ? null : self::MONTENEGRO;
		}
		if ( 'BA' === $country ) {
			return self::isJib( $bare ) || self::isJib( '4' . $bare ) ? null : self::BOSNIA;
		}
		return 1 === preg_match( '/^(?=.*[0-9])[A-Z0-9]{4,20}$/iD', $bare ) ? null : self::FORM;
	}

	/** @param string|null $country As in problem(). */
	public static function isPersonal( string $typed, ?string $country ): bool {
		$bare = Pib::latinDigits( (string) preg_replace( '/[^\p{L}\p{N}]+/u', '', $typed ) );
		// Digits of other scripts are digits, too.
		$bare = (string) preg_replace( '/(?![0-9])\p{N}/u', '0', $bare );
		preg_match_all( '/[0-9]{13,}/', $bare, $runs );
		foreach ( $runs[0] as $run ) {
			if ( ! self::isCompany( $run, $bare, $country ) ) {
				return true;
			}
		}
		return self::holdsJmbg( (string) preg_replace( '/[^0-9]+/', '', $bare ) );
	}

	/** Whether thirteen digits or more are surely no person's. */
	private static function isCompany( string $digits, string $bare, ?string $country ): bool {
		if ( strlen( $digits ) > 13 ) {
			return ! in_array( $country, self::NEIGHBOURS, true ) && ! self::holdsJmbg( $digits );
		}
		if ( 'MK' === ( $country ?? strtoupper( substr( $bare, 0, 2 ) ) ) ) {
			return '4' === $digits[0];
		}
		return self::isJib( $digits ) && ( null === $country || 'BA' === $country );
	}

	/** DDMMYYY and six digits, of which the last one checks the others. */
	private static function holdsJmbg( string $digits ): bool {
		for ( $at = 0; $at + 13 <= strlen( $digits ); $at++ ) {
			$number = substr( $digits, $at, 13 );
			if ( 1 === preg_match( '/^(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[09]/', $number ) && self::checks( $number ) ) {
				return true;
			}
		}
		return false;
	}

	private static function isJib( string $bare ): bool {
		return 1 === preg_match( '/^4[0-9]{12}$/D', $bare ) && self::checks( $bare );
	}

	private static function checks( string $digits ): bool {
		$sum = 0;
		foreach ( self::WEIGHTS as $at => $weight ) {
			$sum += $weight * (int) $digits[ $at ];
		}
		return ( 11 - $sum % 11 ) % 11 === (int) $digits[12];
	}
}
