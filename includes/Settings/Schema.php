<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

use SorsApi\Fault;

/**
 * The shapes of our REST routes, read from contract/rest/<name>.json (written
 * from src/contract/rest/*.ts, the one source), and judged here.
 *
 * WordPress' validator does the judging, but alone it is more lenient than the app's: it takes "12" for a number,
 * "true" for a boolean, "a,b" for a list and [] for an object. JSON has exact types, so what comes and goes as JSON is
 * held to them first.
 *
 * @phpstan-type SchemaArray array<string, mixed>
 */
final class Schema {

	/** @var array<string, SchemaArray> */
	private static array $loaded = [];

	/**
	 * @return SchemaArray
	 * @throws \RuntimeException When the file is missing or broken: the plugin folder is incomplete.
	 */
	public static function load( string $name ): array {
		if ( ! isset( self::$loaded[ $name ] ) ) {
			$file   = dirname( SORS_API_FILE ) . '/contract/rest/' . $name . '.json';
			$schema = is_readable( $file ) ? json_decode( (string) file_get_contents( $file ), true ) : null;
			if ( ! is_array( $schema ) ) {
				( new Fault( 'contract/rest/' . $name . '.json is missing or is no JSON.' ) )->throw();
			}
			/** @var SchemaArray $schema */
			self::$loaded[ $name ] = $schema;
		}
		return self::$loaded[ $name ];
	}

	/**
	 * What is wrong with a JSON value, field by field, in the schema's own words: for the log. People read Sentences.
	 *
	 * @param mixed       $json   Decoded with objects as \stdClass, so that {} and [] differ.
	 * @param SchemaArray $schema
	 * @return array<string, string> Field ('' = the whole) => words; empty when it is right.
	 */
	public static function problems( $json, array $schema ): array {
		if ( ! $json instanceof \stdClass || 'object' !== ( $schema['type'] ?? null ) ) {
			$problem = self::problem( $json, $schema, '' );
			return null === $problem ? [] : [ '' => $problem ];
		}
		$problems   = [];
		$properties = self::children( $schema['properties'] ?? [] );
		$fields     = get_object_vars( $json );
		foreach ( self::names( $schema['required'] ?? [] ) as $name ) {
			if ( ! array_key_exists( $name, $fields ) ) {
				$problems[ $name ] = "$name is missing.";
			}
		}
		foreach ( $fields as $name => $value ) {
			$name  = (string) $name;
			$child = $properties[ $name ] ?? null;
			if ( null === $child ) {
				if ( false === ( $schema['additionalProperties'] ?? true ) ) {
					$problems[ $name ] = "$name is not known here.";
				}
				continue;
			}
			$problem = self::problem( $value, $child, $name );
			if ( null !== $problem ) {
				$problems[ $name ] = $problem;
			}
		}
		return $problems;
	}

	/**
	 * What is wrong with the value, or null.
	 *
	 * @param mixed       $json
	 * @param SchemaArray $schema
	 */
	public static function problem( $json, array $schema, string $param ): ?string {
		$problem = self::wrongType( $json, $schema, $param );
		if ( null !== $problem ) {
			return $problem;
		}
		$valid = rest_validate_value_from_schema( self::asArrays( $json ), $schema, $param );
		return is_wp_error( $valid ) ? $valid->get_error_message() : null;
	}

	/**
	 * The values of a query string as PHP types, defaults filled in. Unknown
	 * names pass unseen: WordPress and other plugins add their own (`_locale`).
	 *
	 * @param array<string, mixed> $query
	 * @param SchemaArray          $schema
	 * @return array{values: array<string, mixed>, problems: array<string, string>}
	 */
	public static function query( array $query, array $schema ): array {
		$values   = [];
		$problems = [];
		foreach ( self::children( $schema['properties'] ?? [] ) as $name => $child ) {
			if ( ! isset( $query[ $name ] ) || '' === $query[ $name ] ) {
				if ( array_key_exists( 'default', $child ) ) {
					$values[ $name ] = $child['default'];
				} elseif ( in_array( $name, (array) ( $schema['required'] ?? [] ), true ) ) {
					$problems[ $name ] = "$name is required.";
				}
				continue;
			}
			$value = $query[ $name ];
			$valid = rest_validate_value_from_schema( $value, $child, $name );
			if ( is_wp_error( $valid ) ) {
				$problems[ $name ] = $valid->get_error_message();
				continue;
			}
			$values[ $name ] = rest_sanitize_value_from_schema( $value, $child, $name );
		}
		return [ 'values' => $values, 'problems' => $problems ];
	}

	/**
	 * Object fields with their schemas.
	 *
	 * @param mixed $properties
	 * @return array<string, SchemaArray>
	 */
	public static function children( $properties ): array {
		/** @var array<string, SchemaArray> $properties */
		$properties = is_array( $properties ) ? $properties : [];
		return $properties;
	}

	/**
	 * @param mixed $json
	 * @return mixed The same with arrays in place of objects, as WordPress' functions want it.
	 */
	public static function asArrays( $json ) {
		if ( $json instanceof \stdClass ) {
			$json = get_object_vars( $json );
		}
		return is_array( $json ) ? array_map( [ self::class, 'asArrays' ], $json ) : $json;
	}

	/**
	 * @param mixed $names
	 * @return list<string>
	 */
	private static function names( $names ): array {
		return is_array( $names ) ? array_values( array_filter( $names, 'is_string' ) ) : [];
	}

	/**
	 * Null when the types are exactly those of the schema. Only what WordPress' validator overlooks is
	 * judged here; patterns, lengths, limits and enumerations are left to it.
	 *
	 * @param mixed       $json
	 * @param SchemaArray $schema
	 */
	public static function wrongType( $json, array $schema, string $param ): ?string {
		foreach ( [ 'anyOf', 'oneOf' ] as $keyword ) {
			if ( isset( $schema[ $keyword ] ) && is_array( $schema[ $keyword ] ) ) {
				return self::branches( $json, $schema[ $keyword ], $param );
			}
		}
		$types = self::names( (array) ( $schema['type'] ?? [] ) );
		if ( [] !== $types && [] === array_intersect( self::typesOf( $json ), $types ) ) {
			return "$param has the wrong type; expected: " . implode( ', ', $types ) . '.';
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
			/** @var SchemaArray $branch */
			$branch  = is_array( $branch ) ? $branch : [];
			$problem = self::wrongType( $json, $branch, $param );
			if ( null === $problem ) {
				return null;
			}
		}
		return $problem;
	}

	/**
	 * @param array<mixed> $json
	 * @param SchemaArray  $schema
	 */
	private static function items( array $json, array $schema, string $param ): ?string {
		/** @var SchemaArray $items */
		$items = is_array( $schema['items'] ?? null ) ? $schema['items'] : [];
		foreach ( $json as $index => $value ) {
			$problem = self::wrongType( $value, $items, $param . '[' . $index . ']' );
			if ( null !== $problem ) {
				return $problem;
			}
		}
		return null;
	}

	/** @param SchemaArray $schema */
	private static function fields( \stdClass $json, array $schema, string $param ): ?string {
		$known = self::children( $schema['properties'] ?? [] );
		/** @var SchemaArray $others */
		$others = is_array( $schema['additionalProperties'] ?? null ) ? $schema['additionalProperties'] : [];
		$keyed  = self::children( $schema['patternProperties'] ?? [] );
		foreach ( get_object_vars( $json ) as $name => $value ) {
			$name  = (string) $name;
			$child = $known[ $name ] ?? self::byPattern( $name, $keyed );
			if ( null === $child && [] !== $keyed ) {
				return "$param cannot have an entry that is called “{$name}”.";
			}
			$problem = self::wrongType( $value, $child ?? $others, $param . '[' . $name . ']' );
			if ( null !== $problem ) {
				return $problem;
			}
		}
		return null;
	}

	/**
	 * @param array<string, SchemaArray> $keyed Pattern => schema.
	 * @return SchemaArray|null
	 */
	private static function byPattern( string $name, array $keyed ): ?array {
		foreach ( $keyed as $pattern => $child ) {
			// As WordPress does.
			if ( 1 === preg_match( '#' . str_replace( '#', '\\#', $pattern ) . '#u', $name ) ) {
				return $child;
			}
		}
		return null;
	}

	/**
	 * @param mixed $json
	 * @return list<string> What JSON calls it.
	 */
	private static function typesOf( $json ): array {
		// In JSON 12.0 is the integer 12.
		if ( is_int( $json ) || ( is_float( $json ) && floor( $json ) === $json ) ) {
			return [ 'integer', 'number' ];
		}
		return [ is_float( $json ) ? 'number' : strtolower( gettype( $json ) ) ];
	}
}
