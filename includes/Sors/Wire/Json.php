<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Wire;

/** JSON in and out, without harm to its numbers. */
final class Json {

	/**
	 * @return mixed Null also for what is no JSON: $isJson tells.
	 */
	public static function read( string $text, bool &$isJson ) {
		// Some servers begin with a byte order mark, which JSON does not allow.
		$text   = 0 === strncmp( $text, "\xEF\xBB\xBF", 3 ) ? substr( $text, 3 ) : $text;
		$value  = json_decode( $text, true, 64, JSON_BIGINT_AS_STRING );
		$isJson = JSON_ERROR_NONE === json_last_error();
		return $value;
	}

	/**
	 * @param array<mixed> $object
	 */
	public static function object( array $object ): string {
		return [] === $object ? '{}' : self::write( $object );
	}

	/**
	 * @param mixed $value Arrays, scalars, null and JsonNumber.
	 */
	private static function write( $value ): string {
		if ( $value instanceof JsonNumber ) {
			return $value->digits;
		}
		if ( ! is_array( $value ) ) {
			return (string) json_encode( $value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE );
		}
		$parts = [];
		if ( array_keys( $value ) === range( 0, count( $value ) - 1 ) || [] === $value ) {
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
}
