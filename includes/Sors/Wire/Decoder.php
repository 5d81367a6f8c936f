<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Wire;

use SorsApi\Sentence;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Record;

/** Turns what SORS answered into records. One bad value, which the error names, refuses the whole response, unless the caller can leave out single records. */
final class Decoder {

	private Contract $contract;
	private Scalars $scalars;

	/** @var array<string, list<array{string, string, bool, string, string|null}>> Entity => field, its path, whether that leads through other objects, its type, and of which entity it is a list. */
	private array $plans = [];

	public function __construct( Contract $contract, Scalars $scalars ) {
		$this->contract = $contract;
		$this->scalars  = $scalars;
	}

	/**
	 * @template T of Record
	 * @param class-string<T> $class
	 * @param string          $operation For the error's words.
	 * @param mixed           $data      Decoded JSON.
	 * @param bool            $isStrict  Whether a bad record refuses the list; otherwise it comes with its Record::faults().
	 * @return list<T>
	 * @throws Malformed When it is not a list of such records.
	 */
	public function records( string $class, string $operation, $data, bool $isStrict = true ): array {
		if ( ! Json::isList( $data ) ) {
			// Not even null counts as an empty list: that could hide products, or send an order twice.
			$this->malformed( $operation, null, null, Sentence::__( 'a list was expected', 'sors-api-for-woocommerce' ) )->throw();
		}
		$records = [];
		foreach ( $data as $at => $item ) {
			$records[] = $this->read( $class, $operation, $item, $at + 1, true, $isStrict );
		}
		return $records;
	}

	/**
	 * @template T of Record
	 * @param class-string<T> $class
	 * @param string          $operation For the error's words.
	 * @param mixed           $data      Decoded JSON.
	 * @return T
	 * @throws Malformed When it is not such a record.
	 */
	public function record( string $class, string $operation, $data ): Record {
		return $this->read( $class, $operation, $data, null );
	}

	/**
	 * The opposite of what the encoder wrote: such a record has no name yet.
	 *
	 * @template T of Record
	 * @param class-string<T> $class
	 * @param mixed           $data  Decoded JSON.
	 * @return T
	 * @throws Malformed When it is not such a record.
	 */
	public function written( string $class, $data ): Record {
		return $this->read( $class, '', $data, null, false );
	}

	/**
	 * @template T of Record
	 * @param class-string<T> $class
	 * @param mixed           $data
	 * @return T
	 */
	private function read( string $class, string $operation, $data, ?int $position, bool $named = true, bool $isStrict = true ): Record {
		$entity = $class::entity();
		$fields = [];
		$faults = is_array( $data ) ? [] : [ '' => Sentence::__( 'an object was expected', 'sors-api-for-woocommerce' ) ];
		$data   = is_array( $data ) ? $data : [];
		foreach ( $this->plan( $entity ) as list( $field, $path, $isNested, $type, $inner ) ) {
			$value = $isNested ? Json::get( $data, $path ) : $data[ $path ] ?? null;
			if ( null === $value ) {
				continue;
			}
			try {
				$read = null === $inner ? $this->scalars->read( $type, $value ) : $this->inner( $inner, $operation, $value );
			} catch ( Unreadable $error ) {
				// Read on, so that the fields behind can name the item.
				$faults[ $field ] = $error->getMessage();
				continue;
			}
			if ( null !== $read ) {
				$fields[ $field ] = $read;
			}
		}
		if ( [] === $faults && $named ) {
			$faults = self::missing( $class, $fields );
		}
		if ( $isStrict && [] !== $faults ) {
			$field = (string) key( $faults );
			$this->malformed( $operation, self::item( $position, $fields ), '' === $field ? null : $field, $faults[ $field ] )->throw();
		}
		try {
			return ( new $class( $fields ) )->withFaults( $faults );
		} catch ( \TypeError $error ) {
			( new ContractError( sprintf( 'The contract file gives a field of "%s" a type that it cannot have: %s', $entity, $error->getMessage() ), 'contract' ) )->throw();
		}
	}

	/** @return list<array{string, string, bool, string, string|null}> Worked out once, not for each of thousands of records. */
	private function plan( string $entity ): array {
		if ( ! isset( $this->plans[ $entity ] ) ) {
			$this->plans[ $entity ] = [];
			foreach ( $this->contract->fields( $entity ) as $field => $path ) {
				$type                     = $this->contract->type( $entity, $field );
				$this->plans[ $entity ][] = [ $field, $path, false !== strpos( $path, '.' ), $type, '[]' === substr( $type, -2 ) ? (string) substr( $type, 0, -2 ) : null ];
			}
		}
		return $this->plans[ $entity ];
	}

	/**
	 * @param mixed $value
	 * @return list<Record>
	 */
	private function inner( string $entity, string $operation, $value ): array {
		$class = Contract::ENTITIES[ $entity ] ?? null;
		if ( null === $class ) {
			( new ContractError( sprintf( 'The contract file names lists of "%s", which the plugin does not know.', $entity ), 'contract' ) )->throw();
		}
		return $this->records( $class, $operation, $value );
	}

	/**
	 * @param class-string<Record>  $class
	 * @param array<string, mixed> $fields
	 * @return array<string, string> Field => fault, of one at most.
	 */
	private static function missing( string $class, array $fields ): array {
		foreach ( $class::REQUIRED as $field ) {
			if ( ! isset( $fields[ $field ] ) && ! in_array( $field, $class::MAY_BE_EMPTY, true ) ) {
				return [ $field => Sentence::__( 'is missing', 'sors-api-for-woocommerce' ) ];
			}
		}
		foreach ( $class::NAMED_BY as $field ) {
			if ( isset( $fields[ $field ] ) ) {
				return [];
			}
		}
		return [] === $class::NAMED_BY ? [] : [ implode( '/', $class::NAMED_BY ) => Sentence::__( 'is missing', 'sors-api-for-woocommerce' ) ];
	}

	/** @param array<string, mixed> $fields What could be read of it. */
	private static function item( ?int $position, array $fields ): ?string {
		$names = null === $position ? [] : [ '#' . $position ];
		foreach ( [ 'code', 'productCode', 'number', 'id', 'productId', 'name' ] as $field ) {
			if ( isset( $fields[ $field ] ) && is_string( $fields[ $field ] ) ) {
				$names[] = $field . ' ' . mb_substr( $fields[ $field ], 0, 80, 'UTF-8' );
				break;
			}
		}
		return [] === $names ? null : implode( ', ', $names );
	}

	private function malformed( string $operation, ?string $item, ?string $field, string $fault ): Malformed {
		$where   = implode( ', ', array_filter( [ $operation, $item, $field ] ) );
		/* translators: 1: where, e.g. "listProducts, #3, code A-17, vatRate"; 2: what is wrong there, e.g. "is missing". */
		$message = Sentence::__( 'SORS answered with something that the plugin does not understand (%1$s: %2$s). Nothing was changed. If the item is wrong in SORS, correct it there; otherwise show this to the person who looks after the site.', 'sors-api-for-woocommerce', $where, $fault );
		return new Malformed( $message, 'malformed', $operation, $item, $field );
	}
}
