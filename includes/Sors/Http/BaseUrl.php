<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

use SorsApi\Sors\ContractError;

/** Where SORS is. The key goes there with every request, so a doubtful address is refused before anything is sent. */
final class BaseUrl {

	/**
	 * Deliberately narrower than the rules for URLs: what parsers disagree about (logins, backslashes, other alphabets) has
	 * no place in the address of an API.
	 */
	private const FORM = '#^(https?)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?((?:/[A-Za-z0-9._~%-]+)*)/?$#D';

	/**
	 * @param bool $isFromSite Whether the site itself named it (SORS_API_URL): only then may a loopback address be plain http.
	 *
	 * @return string Without a slash at the end.
	 *
	 * @throws ContractError "wrong_address"
	 */
	public static function check( string $url, bool $isFromSite ): string {
		if ( 1 !== preg_match( self::FORM, trim( $url ), $part ) ) {
			throw new ContractError( self::sentence( __( 'it must be a plain web address such as https://api.example.rs', 'sors-api-for-woocommerce' ) ), 'wrong_address' );
		}
		if ( 'http' === $part[1] && ! ( $isFromSite && self::isLoopback( $part[2] ) ) ) {
			throw new ContractError( self::sentence( __( 'it begins with http://, and over that anyone on the way could read the API key; it must begin with https://', 'sors-api-for-woocommerce' ) ), 'wrong_address' );
		}
		return $part[1] . '://' . $part[2] . $part[3] . $part[4];
	}

	/** For the words of an error. */
	public static function host( string $url ): string {
		return (string) parse_url( $url, PHP_URL_HOST );
	}

	private static function isLoopback( string $host ): bool {
		return 'localhost' === strtolower( $host ) || '[::1]' === $host || 1 === preg_match( '/^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/D', $host );
	}

	private static function sentence( string $why ): string {
		return sprintf(
			/* translators: %s: what is wrong with the address. */
			__( 'The address of the SORS server cannot be used: %s. Nothing was sent. It stands in the site\'s configuration (SORS_API_URL, usually in wp-config.php) or in the contract file; please show this to whoever looks after the site.', 'sors-api-for-woocommerce' ),
			$why
		);
	}
}
