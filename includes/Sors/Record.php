<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/**
 * Base of the value objects that SORS' entities become.
 *
 * A record is made from fields by name and not changed afterwards: read its public properties, but do not write them.
 *
 * Property names are the contract's left-hand side. Decimals are normalised strings ("12.5", "-3", "0"), ids strings,
 * dates 'Y-m-d', moments DateTimeImmutable in UTC. Null means that there is no value: SORS sent null, an empty text or
 * nothing at all, or its API has no such field; Api::supportsField() tells.
 */
abstract class Record {

	/** @var list<string> Fields without which the record means nothing, whether read or written. */
	public const REQUIRED = [];

	/** @var list<string> Required fields that the API must have, but a single record may lack: they have a default. */
	public const MAY_BE_EMPTY = [];

	/** @var list<string> A record from SORS must have at least one of these: without it, the record could never be named again. */
	public const NAMED_BY = [];

	/** @var array<string, string> */
	private array $faults = [];

	/**
	 * @param array<string, mixed> $fields Property name => value, e.g. [ 'kind' => 'reservation', 'lines' => [ … ] ].
	 * @throws \InvalidArgumentException On a field that the record does not have, or a required one that is missing.
	 * @throws \TypeError On a value that is not of its property's type.
	 */
	final public function __construct( array $fields = [] ) {
		foreach ( $fields as $name => $value ) {
			if ( ! property_exists( $this, $name ) ) {
				( new Misuse( sprintf( '%s has no field "%s".', static::class, $name ) ) )->throw();
			}
			$this->$name = $value;
		}
		foreach ( static::REQUIRED as $name ) {
			if ( ! isset( $this->$name ) ) {
				( new Misuse( sprintf( '%s needs the field "%s".', static::class, $name ) ) )->throw();
			}
		}
	}

	/**
	 * Only a list that is read record by record has any: see Api::listProducts().
	 *
	 * @param list<string> $besides Fields that do not matter.
	 * @return array<string, string> Field that could not be read => what is wrong with it, in English; '' = the record as a whole.
	 */
	final public function faults( array $besides = [] ): array {
		return array_diff_key( $this->faults, array_flip( $besides ) );
	}

	/**
	 * @param array<string, string> $faults
	 * @return static
	 */
	final public function withFaults( array $faults ): self {
		$this->faults = $faults;
		return $this;
	}

	/** The contract's name of it, e.g. "businessUnit". */
	final public static function entity(): string {
		return lcfirst( (string) substr( (string) strrchr( static::class, '\\' ), 1 ) );
	}
}
