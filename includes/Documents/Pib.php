<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

/** The tax number of a Serbian business: nine digits, the last one a check digit (ISO 7064 MOD 11,10). */
final class Pib {

	/** What a buyer typed, without the spaces, dashes, dots, invisible characters and the country that people put into it. */
	public static function normalise( string $typed ): string {
		$bare = (string) preg_replace( '/[\s\p{Z}\p{Pd}\p{Cf}\x{2212}\x{2043}.\/]+/u', '', self::latinDigits( $typed ) );
		return (string) preg_replace( '/^(RS|ME|BA)(?=[0-9])/i', '', $bare );
	}

	/** The wide digits of East Asian keyboards as the usual ones. */
	public static function latinDigits( string $typed ): string {
		return strtr( $typed, array_combine( [ '０', '１', '２', '３', '４', '５', '６', '７', '８', '９' ], range( '0', '9' ) ) );
	}

	public static function isValid( string $pib ): bool {
		if ( 1 !== preg_match( '/^[1-9][0-9]{8}$/D', $pib ) ) {
			return false;
		}
		$product = 10;
		for ( $i = 0; $i < 8; $i++ ) {
			$sum     = ( (int) $pib[ $i ] + $product ) % 10;
			$product = ( 0 === $sum ? 10 : $sum ) * 2 % 11;
		}
		return ( 11 - $product ) % 10 === (int) $pib[8];
	}

	/** The number of a public body: five digits, no check digit known. */
	public static function isJbkjs( string $typed ): bool {
		return 1 === preg_match( '/^[0-9]{5}$/D', self::normalise( $typed ) );
	}

	/** A registration number (matični broj): eight digits, no check digit known. */
	public static function isRegistrationNumber( string $typed ): bool {
		return 1 === preg_match( '/^[0-9]{8}$/D', self::normalise( $typed ) );
	}
}
