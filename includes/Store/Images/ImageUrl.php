<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Sentence;

/** Pure: the address of a picture that may be requested. */
final class ImageUrl {

	/** What parsers disagree about (logins, backslashes, other alphabets in the host) has no place in it. */
	private const FORM = '#^(https?)://([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(/[^\s\\\\]*|\?[^\s\\\\]*)?$#iD';

	public string $url;
	/** Lower case; IPv6 without its brackets. */
	public string $host;
	public int $port;
	/** The picture is where SORS itself answers. Then the address may be private, and plain http if that of SORS is. */
	public bool $isOfSors;

	private function __construct( string $url, string $host, int $port, bool $isOfSors ) {
		$this->url      = $url;
		$this->host     = $host;
		$this->port     = $port;
		$this->isOfSors = $isOfSors;
	}

	/**
	 * @param string $address As SORS gave it; one that begins with a slash is where SORS answers.
	 * @param string $baseUrl Where SORS answers.
	 * @throws ImageRefused When it is not a web address, or not a safe one.
	 */
	public static function of( string $address, string $baseUrl ): self {
		$base = self::parts( $baseUrl );
		$url  = explode( '#', trim( $address ) )[0];
		if ( null !== $base && 1 === preg_match( '#^/(?!/)#', $url ) ) {
			$url = (string) preg_replace( '#^(https?://[^/?]+).*$#i', '$1', $baseUrl ) . $url;
		}
		// People write spaces and letters such as "č" into addresses and mean their encoded form.
		$url   = (string) preg_replace_callback( '/[^\x21-\x7E]/', static fn( array $byte ): string => rawurlencode( $byte[0] ), $url );
		$parts = self::parts( $url );
		if ( null === $parts ) {
			( new ImageRefused( Sentence::__( 'its address is not a web address that can be used', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$isOfSors = $parts === $base;
		if ( 'https' !== $parts['scheme'] && ! $isOfSors ) {
			( new ImageRefused( Sentence::__( 'its address begins with http://; only https:// is safe', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return new self( $url, $parts['host'], $parts['port'], $isOfSors );
	}

	/** @return array{scheme: string, host: string, port: int}|null */
	private static function parts( string $url ): ?array {
		if ( 1 !== preg_match( self::FORM, $url, $part ) ) {
			return null;
		}
		$scheme = strtolower( $part[1] );
		$port   = (int) ( $part[3] ?? 0 );
		$host   = trim( strtolower( $part[2] ), '[]' );
		return [ 'scheme' => $scheme, 'host' => $host, 'port' => 0 !== $port ? $port : ( 'https' === $scheme ? 443 : 80 ) ];
	}
}
