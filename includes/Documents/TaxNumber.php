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
 * Thirteen digits are a JMBG, a person's number, wherever they are not a JIB: it may be neither kept nor sent nor repeated.
 */
final class TaxNumber {

	public const PERSONAL = 'personal';
	public const PIB = 'pib';
	public const MONTENEGRO = 'montenegro';
	public const BOSNIA = 'bosnia';
	public const FORM = 'form';

	/** Of the first twelve digits, for the thirteenth: the same for JIB and JMBG. */
	private const WEIGHTS = [ 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 ];

	/**
	 * @param string|null $country ISO 3166-1 alpha-2; null = not known yet: then only the form is judged.
	 *
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
		$bare = Pib::normalise( $typed );
		if ( 1 !== preg_match( '/(?<![0-9])[0-9]{13}(?![0-9])/', $bare, $found ) ) {
			return false;
		}
		if ( $found[0] !== $bare ) {
			// Letters before it: a VAT number such as Macedonia's, whose 4 begins no day of birth.
			return '4' !== $found[0][0];
		}
		return ! ( self::isJib( $bare ) && ( null === $country || 'BA' === $country ) );
	}

	/** Begins with a 4, as no JMBG does: that one begins with the day of birth. */
	private static function isJib( string $bare ): bool {
		if ( 1 !== preg_match( '/^4[0-9]{12}$/D', $bare ) ) {
			return false;
		}
		$sum = 0;
		foreach ( self::WEIGHTS as $at => $weight ) {
			$sum += $weight * (int) $bare[ $at ];
		}
		$check = ( 11 - $sum % 11 ) % 11;
		return $check === (int) $bare[12];
	}
}
