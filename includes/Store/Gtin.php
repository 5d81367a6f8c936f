<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** Bar codes (GTIN-8, -12, -13 and -14). */
final class Gtin {

	/** The digits alone, without spaces and hyphens; null for what is not a bar code, or has a wrong check digit. */
	public static function valid( string $value ): ?string {
		if ( '' === $value ) {
			return null;
		}
		$digits = (string) preg_replace( '/[\s-]/', '', $value );
		if ( 1 !== preg_match( '/^([0-9]{8}|[0-9]{12,14})$/D', $digits ) || '' === trim( $digits, '0' ) ) {
			return null;
		}
		$sum = 0;
		for ( $place = 0, $last = strlen( $digits ) - 1; $place <= $last; $place++ ) {
			$sum += (int) $digits[ $last - $place ] * ( 1 === $place % 2 ? 3 : 1 );
		}
		return 0 === $sum % 10 ? $digits : null;
	}
}
