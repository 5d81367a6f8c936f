<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** Bar codes (GTIN-8, -12, -13 and -14). */
final class Gtin {

	/** The digits alone, without spaces and hyphens; null for what is not a bar code, or has a wrong check digit. */
	public static function valid( string $value ): ?string {
		$digits = (string) preg_replace( '/[\s-]/', '', $value );
		if ( 1 !== preg_match( '/^([0-9]{8}|[0-9]{12,14})$/D', $digits ) || '' === trim( $digits, '0' ) ) {
			return null;
		}
		$sum = 0;
		foreach ( array_reverse( str_split( $digits ) ) as $place => $digit ) {
			$sum += (int) $digit * ( 1 === $place % 2 ? 3 : 1 );
		}
		return 0 === $sum % 10 ? $digits : null;
	}
}
