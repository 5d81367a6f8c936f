<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

defined( 'ABSPATH' ) || exit;

/** The API key, wrapped so that it stays out of dumps and stack traces, which print plain arguments. */
final class Key implements KeySource {

	private ?string $value;

	public function __construct( ?string $value ) {
		$this->value = $value;
	}

	public function isSet(): bool {
		return null !== $this->value && '' !== $this->value;
	}

	public function key(): self {
		return $this;
	}

	public function isReadable(): bool {
		return true;
	}

	/** For the one header that carries it. */
	public function reveal(): string {
		return (string) $this->value;
	}

	/** Takes the key out of a server's words, which may repeat it, and may be stored and shown: also as addresses, HTML, JSON and base64 write it. */
	public function redact( string $text ): string {
		$key = (string) $this->value;
		if ( strlen( $key ) < 4 ) {
			return $text;
		}
		$encoded = [ rawurlencode( $key ), urlencode( $key ), htmlspecialchars( $key, ENT_QUOTES ), trim( (string) json_encode( $key ), '"' ) ];
		foreach ( $encoded as $form ) {
			$encoded[] = (string) preg_replace_callback( '/%[0-9A-F]{2}/', static fn( array $sign ): string => strtolower( $sign[0] ), $form );
		}
		$text = str_replace( array_merge( $encoded, [ $key ] ), '•••', $text );
		return (string) preg_replace( self::inBase64( $key ), '•••', $text );
	}

	/**
	 * Three bytes become four characters, so it looks different by how many bytes stand before it. The first and the last
	 * character may hold bits of what stands beside it.
	 *
	 * @return list<string> Expressions.
	 */
	private static function inBase64( string $key ): array {
		$expressions = [];
		foreach ( [ 0, 2, 3 ] as $before => $first ) {
			$whole         = intdiv( ( $before + strlen( $key ) ) * 8, 6 );
			$written       = substr( base64_encode( str_repeat( 'x', $before ) . $key ), $first, $whole - $first );
			$expressions[] = '~[\w+/-]?' . strtr( $written, [ '+' => '(?:[+-]|%2B)', '/' => '(?:\\\\?/|_|%2F)' ] ) . '[\w+/-]?={0,2}~';
		}
		return $expressions;
	}

	/** @return array<string, bool> */
	public function __debugInfo(): array {
		return [ 'isSet' => $this->isSet() ];
	}

	/** @return never */
	public function __serialize(): array {
		throw new \LogicException( 'The API key is not to be stored.' );
	}
}
