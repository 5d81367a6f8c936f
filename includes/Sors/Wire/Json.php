<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Wire;

/** JSON in and out, without harm to its numbers, and places in it such as `pagination.totalCount`. */
final class Json {

	/** Levels: more than any response of SORS has. */
	private const DEPTH = 64;

	/**
	 * @return mixed Objects as arrays, whole numbers too large for PHP as texts. Null also for what is no JSON: $isJson tells.
	 */
	public static function read( string $text, bool &$isJson ) {
		// Some servers begin with a byte order mark, which JSON does not allow.
		$text   = 0 === strncmp( $text, "\xEF\xBB\xBF", 3 ) ? substr( $text, 3 ) : $text;
		$value  = json_decode( $text, true, self::DEPTH, JSON_BIGINT_AS_STRING );
		$isJson = JSON_ERROR_NONE === json_last_error();
		return $value;
	}

	/** @param array<mixed> $object Arrays, scalars, null and JsonNumber in it. */
	public static function object( array $object ): string {
		return [] === $object ? '{}' : self::write( $object );
	}

	/**
	 * @param mixed $json
	 * @return mixed Null also where there is nothing: has() tells.
	 */
	public static function get( $json, string $path ) {
		if ( false === strpos( $path, '.' ) ) {
			return is_array( $json ) ? $json[ $path ] ?? null : null;
		}
		foreach ( explode( '.', $path ) as $name ) {
			if ( ! is_array( $json ) || ! array_key_exists( $name, $json ) ) {
				return null;
			}
			$json = $json[ $name ];
		}
		return $json;
	}

	/** @param mixed $json */
	public static function has( $json, string $path ): bool {
		foreach ( explode( '.', $path ) as $name ) {
			if ( ! is_array( $json ) || ! array_key_exists( $name, $json ) ) {
				return false;
			}
			$json = $json[ $name ];
		}
		return true;
	}

	/**
	 * @param array<mixed> $json
	 * @param mixed        $value
	 * @return array<mixed> With the value in that place.
	 */
	public static function with( array $json, string $path, $value ): array {
		$names = explode( '.', $path, 2 );
		if ( isset( $names[1] ) ) {
			$inner = $json[ $names[0] ] ?? [];
			$value = self::with( is_array( $inner ) ? $inner : [], $names[1], $value );
		}
		$json[ $names[0] ] = $value;
		return $json;
	}

	/** @param mixed $value Arrays, scalars, null and JsonNumber. */
	private static function write( $value ): string {
		if ( $value instanceof JsonNumber ) {
			return $value->digits;
		}
		if ( ! is_array( $value ) ) {
			return (string) json_encode( $value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE );
		}
		$parts = [];
		if ( self::isList( $value ) ) {
			foreach ( $value as $item ) {
				$parts[] = self::write( $item );
			}
			return '[' . implode( ',', $parts ) . ']';
		}
		foreach ( $value as $name => $item ) {
			$parts[] = self::write( (string) $name ) . ':' . self::write( $item );
		}
		return '{' . implode( ',', $parts ) . '}';
	}

	/**
	 * @param mixed $value Decoded JSON. An empty list and an empty object are the same there.
	 * @phpstan-assert-if-true list<mixed> $value
	 */
	public static function isList( $value ): bool {
		return is_array( $value ) && ( [] === $value || array_keys( $value ) === range( 0, count( $value ) - 1 ) );
	}
}
