<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Check;

use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Record;
use SorsApi\Sors\Wire\Json;
use SorsApi\Sors\Wire\Scalars;
use SorsApi\Sors\Wire\Unreadable;

/**
 * Compares records on the wire with what the contract says of their fields. Whether they can be read the decoder says:
 * this tells why not, and what it passes over, without a word of what is in them.
 *
 * Fields are named as on the wire, ours after it where that is another: `stavke[].kolicina (lines[].quantity)`.
 *
 * @phpstan-type Fault array{record: int, field: string, name: string, expected: string, is: string|null}
 */
final class FieldCheck {

	private Contract $contract;
	private Scalars $scalars;

	public function __construct( Contract $contract, Scalars $scalars ) {
		$this->contract = $contract;
		$this->scalars  = $scalars;
	}

	/**
	 * The first field of the first record that cannot be read.
	 *
	 * @param class-string<Record> $class
	 * @param array<mixed>         $rows
	 * @return Fault|null `is` null where it is not there at all.
	 */
	public function fault( string $class, array $rows ): ?array {
		foreach ( array_values( $rows ) as $at => $row ) {
			$fault = is_array( $row ) ? $this->faultOf( $class, $row, '', '' ) : [
				'field'    => '',
				'name'     => $class::entity(),
				'expected' => 'object',
				'is'       => LastAnswer::kind( $row ),
			];
			if ( null !== $fault ) {
				return [ 'record' => $at + 1 ] + $fault;
			}
		}
		return null;
	}

	/**
	 * Fields that no record has: the name in the contract may be wrong, and they read as empty.
	 *
	 * @param class-string<Record> $class
	 * @param array<mixed>         $rows
	 * @return list<string>
	 */
	public function absent( string $class, array $rows ): array {
		return [] === $rows ? [] : $this->each( $class, $rows, static fn( string $type, array $values ): bool => [] === $values );
	}

	/**
	 * Fields of which the contract knows none of the values: they read as empty, too.
	 *
	 * @param class-string<Record> $class
	 * @param array<mixed>         $rows
	 * @return list<string>
	 */
	public function unknown( string $class, array $rows ): array {
		return $this->each(
			$class,
			$rows,
			function ( string $type, array $values ): bool {
				$values = array_filter( $values, static fn( $value ): bool => is_scalar( $value ) && '' !== trim( (string) $value ) );
				return 0 === strpos( $type, 'enum:' ) && [] !== $values && [] === array_filter( $values, fn( $value ): bool => null !== $this->scalars->read( $type, $value ) );
			}
		);
	}

	/**
	 * @param class-string<Record> $class
	 * @param mixed                $row
	 * @return array{field: string, name: string, expected: string, is: string|null}|null
	 */
	private function faultOf( string $class, $row, string $ours, string $wire ): ?array {
		if ( ! is_array( $row ) ) {
			return self::of( rtrim( $ours, '.' ), rtrim( $wire, '.' ), 'object', LastAnswer::kind( $row ) );
		}
		$entity = $class::entity();
		$there  = [];
		foreach ( $this->contract->fields( $entity ) as $field => $path ) {
			$value = Json::get( $row, $path );
			$type  = $this->contract->type( $entity, $field );
			$inner = self::inner( $type );
			if ( null !== $inner && null !== $value ) {
				if ( ! Json::isList( $value ) ) {
					return self::of( $ours . $field, $wire . $path, $type, LastAnswer::kind( $value ) );
				}
				foreach ( $value as $part ) {
					$fault = $this->faultOf( $inner, $part, $ours . $field . '[].', $wire . $path . '[].' );
					if ( null !== $fault ) {
						return $fault;
					}
				}
				continue;
			}
			try {
				$there[ $field ] = null === $inner ? $this->scalars->read( $type, $value ) : $value;
			} catch ( Unreadable $error ) {
				return self::of( $ours . $field, $wire . $path, $type, LastAnswer::kind( $value ) );
			}
		}
		foreach ( array_diff( $class::REQUIRED, $class::MAY_BE_EMPTY ) as $field ) {
			if ( ! isset( $there[ $field ] ) ) {
				return self::of( $ours . $field, $wire . $this->contract->path( $entity, $field ), $this->contract->type( $entity, $field ), null );
			}
		}
		$named = array_intersect( $class::NAMED_BY, array_keys( $this->contract->fields( $entity ) ) );
		if ( [] !== $named && [] === array_intersect( $named, array_keys( array_filter( $there, 'is_string' ) ) ) ) {
			$paths = array_map( fn( string $field ): string => $wire . $this->contract->path( $entity, $field ), $named );
			return self::of( $ours . implode( '/', $named ), implode( '/', $paths ), 'id', null );
		}
		return null;
	}

	/**
	 * The names of the fields for whose values, of all records, something holds.
	 *
	 * @param class-string<Record>                  $class
	 * @param array<mixed>                          $rows
	 * @param \Closure(string, list<mixed>): bool $holds Of the type, and the values that are there.
	 * @return list<string>
	 */
	private function each( string $class, array $rows, \Closure $holds, string $ours = '', string $wire = '' ): array {
		$names  = [];
		$entity = $class::entity();
		foreach ( $this->contract->fields( $entity ) as $field => $path ) {
			$values = [];
			foreach ( $rows as $row ) {
				if ( Json::has( $row, $path ) ) {
					$values[] = Json::get( $row, $path );
				}
			}
			$type = $this->contract->type( $entity, $field );
			if ( $holds( $type, $values ) ) {
				$names[] = self::named( $ours . $field, $wire . $path );
			}
			$inner = self::inner( $type );
			$parts = array_merge( ...array_map( 'array_values', array_values( array_filter( $values, 'is_array' ) ) ) );
			if ( null !== $inner && [] !== $parts ) {
				$names = array_merge( $names, $this->each( $inner, $parts, $holds, $ours . $field . '[].', $wire . $path . '[].' ) );
			}
		}
		return $names;
	}

	/** @return class-string<Record>|null Of what it is a list. */
	private static function inner( string $type ): ?string {
		return '[]' === substr( $type, -2 ) ? Contract::ENTITIES[ substr( $type, 0, -2 ) ] ?? null : null;
	}

	/** @return array{field: string, name: string, expected: string, is: string|null} */
	private static function of( string $ours, string $wire, string $expected, ?string $is ): array {
		return [
			'field'    => $ours,
			'name'     => self::named( $ours, $wire ),
			'expected' => $expected,
			'is'       => $is,
		];
	}

	private static function named( string $ours, string $wire ): string {
		return $ours === $wire ? $wire : "$wire ($ours)";
	}
}
