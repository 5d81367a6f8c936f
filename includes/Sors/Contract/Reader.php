<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Contract;

use SorsApi\Sentence;
use SorsApi\Sors\ContractError;

/**
 * Takes typed values out of one part of the contract file. Where one is missing or of another type, it throws a
 * ContractError "contract" that names the place.
 */
final class Reader {

	/** @var array<mixed> */
	private array $values;
	private string $place;

	/**
	 * @param array<mixed> $values
	 * @param string       $place  Where this part stands in the file, e.g. "operations.listProducts".
	 */
	public function __construct( array $values, string $place = '' ) {
		$this->values = $values;
		$this->place  = $place;
	}

	/** Whether the part has the name, and not as null. */
	public function has( string $name ): bool {
		return isset( $this->values[ $name ] );
	}

	/** @return list<string> */
	public function names(): array {
		return array_map( 'strval', array_keys( $this->values ) );
	}

	public function text( string $name ): string {
		$value = $this->values[ $name ] ?? null;
		if ( ! is_string( $value ) || '' === $value ) {
			$this->error( $name, 'needs a text' )->throw();
		}
		return $value;
	}

	public function optionalText( string $name ): ?string {
		return $this->has( $name ) ? $this->text( $name ) : null;
	}

	/** A text; the default where it is missing or empty. */
	public function textOr( string $name, string $default ): string {
		return isset( $this->values[ $name ] ) && '' !== $this->values[ $name ] ? $this->text( $name ) : $default;
	}

	/** @param list<string> $allowed */
	public function oneOf( string $name, array $allowed ): string {
		$value = $this->text( $name );
		if ( ! in_array( $value, $allowed, true ) ) {
			$this->error( $name, sprintf( 'is "%s", but must be one of %s', $value, implode( ', ', $allowed ) ) )->throw();
		}
		return $value;
	}

	public function optionalInt( string $name, int $atLeast ): ?int {
		$value = $this->values[ $name ] ?? null;
		if ( null !== $value && ( ! is_int( $value ) || $value < $atLeast ) ) {
			$this->error( $name, sprintf( 'needs a whole number of at least %d', $atLeast ) )->throw();
		}
		return $value;
	}

	public function flag( string $name, bool $default ): bool {
		$value = $this->values[ $name ] ?? $default;
		if ( ! is_bool( $value ) ) {
			$this->error( $name, 'needs true or false' )->throw();
		}
		return $value;
	}

	public function part( string $name ): self {
		if ( ! is_array( $this->values[ $name ] ?? null ) ) {
			$this->error( $name, 'is missing' )->throw();
		}
		return $this->optionalPart( $name );
	}

	/** An empty part where there is none. */
	public function optionalPart( string $name ): self {
		$value = $this->values[ $name ] ?? [];
		if ( ! is_array( $value ) ) {
			$this->error( $name, 'needs an object' )->throw();
		}
		return new self( $value, $this->placeOf( $name ) );
	}

	/** @return array<string, string> */
	public function texts(): array {
		$texts = [];
		foreach ( $this->names() as $name ) {
			$texts[ $name ] = $this->text( $name );
		}
		return $texts;
	}

	/** @return array<string, string|int|float|bool> */
	public function scalars(): array {
		$scalars = [];
		foreach ( $this->values as $name => $value ) {
			if ( ! is_scalar( $value ) ) {
				$this->error( (string) $name, 'needs a text, a number, true or false' )->throw();
			}
			$scalars[ (string) $name ] = $value;
		}
		return $scalars;
	}

	public function error( string $name, string $problem ): ContractError {
		$where = '"' . $this->placeOf( $name ) . '"';
		/* translators: %s: what is wrong with the file, in English, for developers. */
		return new ContractError( Sentence::__( 'The description of the SORS API (contract file) cannot be used: %s. Nothing was sent. Please show this to the person who looks after the site.', 'sors-api-for-woocommerce', "$where $problem" ), 'contract' );
	}

	private function placeOf( string $name ): string {
		return '' === $this->place ? $name : $this->place . '.' . $name;
	}
}
