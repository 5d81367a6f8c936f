<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/**
 * Are the types of a JSON value exactly those of its schema? (See Schema for why.)
 *
 * Only what WordPress' validator overlooks is judged here; patterns, lengths,
 * limits and enumerations are left to it.
 */
final class JsonTypes {

	/**
	 * A sentence, or null when the types are right.
	 *
	 * @param mixed                $json   Decoded with objects as \stdClass.
	 * @param array<string, mixed> $schema
	 */
	public static function problem( $json, array $schema, string $param ): ?string {
		foreach ( [ 'anyOf', 'oneOf' ] as $keyword ) {
			if ( isset( $schema[ $keyword ] ) && is_array( $schema[ $keyword ] ) ) {
				return self::branches( $json, $schema[ $keyword ], $param );
			}
		}
		$types = (array) ( $schema['type'] ?? [] );
		if ( $types && ! self::isOneOf( $json, $types ) ) {
			$names = implode( ', ', array_filter( $types, 'is_string' ) );
			/* translators: 1: name of a field, 2: one or several JSON types, such as "string" or "integer, null". */
			return sprintf( __( '%1$s has the wrong type; expected: %2$s.', 'sors-api-for-woocommerce' ), $param, $names );
		}
		if ( is_array( $json ) ) {
			return self::items( $json, $schema, $param );
		}
		return $json instanceof \stdClass ? self::fields( $json, $schema, $param ) : null;
	}

	/**
	 * @param mixed        $json
	 * @param array<mixed> $branches
	 */
	private static function branches( $json, array $branches, string $param ): ?string {
		$problem = null;
		foreach ( $branches as $branch ) {
			/** @var array<string, mixed> $branch */
			$branch  = is_array( $branch ) ? $branch : [];
			$problem = self::problem( $json, $branch, $param );
			if ( null === $problem ) {
				return null;
			}
		}
		return $problem;
	}

	/**
	 * @param array<mixed>         $json
	 * @param array<string, mixed> $schema
	 */
	private static function items( array $json, array $schema, string $param ): ?string {
		if ( ! isset( $schema['items'] ) || ! is_array( $schema['items'] ) ) {
			return null;
		}
		/** @var array<string, mixed> $items */
		$items = $schema['items'];
		foreach ( $json as $index => $value ) {
			$problem = self::problem( $value, $items, $param . '[' . $index . ']' );
			if ( null !== $problem ) {
				return $problem;
			}
		}
		return null;
	}

	/** @param array<string, mixed> $schema */
	private static function fields( \stdClass $json, array $schema, string $param ): ?string {
		$known = Schema::children( $schema['properties'] ?? [] );
		/** @var array<string, mixed> $others */
		$others = is_array( $schema['additionalProperties'] ?? null ) ? $schema['additionalProperties'] : [];
		foreach ( get_object_vars( $json ) as $name => $value ) {
			$problem = self::problem( $value, $known[ $name ] ?? $others, $param . '[' . $name . ']' );
			if ( null !== $problem ) {
				return $problem;
			}
		}
		return null;
	}

	/**
	 * @param mixed        $json
	 * @param array<mixed> $types
	 */
	private static function isOneOf( $json, array $types ): bool {
		foreach ( $types as $type ) {
			switch ( $type ) {
				case 'string':
					$is = is_string( $json );
					break;
				case 'integer':
					// In JSON 12.0 is the integer 12.
					$is = is_int( $json ) || ( is_float( $json ) && floor( $json ) === $json );
					break;
				case 'number':
					$is = is_int( $json ) || is_float( $json );
					break;
				case 'boolean':
					$is = is_bool( $json );
					break;
				case 'array':
					$is = is_array( $json );
					break;
				case 'object':
					$is = $json instanceof \stdClass;
					break;
				case 'null':
					$is = null === $json;
					break;
				default:
					$is = false;
			}
			if ( $is ) {
				return true;
			}
		}
		return false;
	}
}
