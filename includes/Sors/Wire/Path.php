<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Wire;

/** Places such as `pagination.totalCount` in decoded JSON. */
final class Path {

	/**
	 * @param mixed $json
	 *
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

	/**
	 * @param mixed $json
	 */
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
	 *
	 * @return array<mixed>
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
}
