<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

/**
 * The columns of an entry as types. What a column does not hold as it should counts as empty.
 *
 * @phpstan-import-type Contents from \SorsApi\Documents\OrderContents
 */
final class StoredEntry {

	/** @var array<mixed> */
	private array $columns;

	/** @param array<mixed> $columns As $wpdb reads them. */
	public function __construct( array $columns ) {
		$this->columns = $columns;
	}

	public function int( string $name ): int {
		return $this->intOrNull( $name ) ?? 0;
	}

	public function intOrNull( string $name ): ?int {
		$value = $this->columns[ $name ] ?? null;
		return is_numeric( $value ) ? (int) $value : null;
	}

	public function text( string $name ): string {
		return $this->orNull( $name ) ?? '';
	}

	public function orNull( string $name ): ?string {
		$value = $this->columns[ $name ] ?? null;
		return is_scalar( $value ) ? (string) $value : null;
	}

	/** @return array<int, string> */
	public function quantities( string $name ): array {
		$result = [];
		foreach ( $this->decoded( $name ) ?? [] as $objectId => $quantity ) {
			if ( is_string( $quantity ) ) {
				$result[ (int) $objectId ] = $quantity;
			}
		}
		return $result;
	}

	/** @return list<string> */
	public function texts( string $name ): array {
		return array_values( array_filter( $this->decoded( $name ) ?? [], 'is_string' ) );
	}

	/** @return list<array{id: ?string, number: ?string}> */
	public function documents( string $name ): array {
		$result = [];
		foreach ( $this->decoded( $name ) ?? [] as $document ) {
			if ( is_array( $document ) ) {
				$stored   = new self( $document );
				$result[] = [
					'id'     => $stored->orNull( 'id' ),
					'number' => $stored->orNull( 'number' ),
				];
			}
		}
		return $result;
	}

	/** @return array{code: string, message: string}|null */
	public function error( string $name ): ?array {
		$decoded = $this->decoded( $name );
		if ( null === $decoded ) {
			return null;
		}
		$stored = new self( $decoded );
		return [
			'code'    => $stored->text( 'code' ),
			'message' => $stored->text( 'message' ),
		];
	}

	/** @return Contents|null */
	public function contents( string $name ): ?array {
		/** @var Contents|null $decoded Written by EntryHandler alone. */
		$decoded = $this->decoded( $name );
		return $decoded;
	}

	/** @return list<int> */
	public function ids( string $name ): array {
		return array_values( array_filter( $this->decoded( $name ) ?? [], 'is_int' ) );
	}

	/** @return array<mixed>|null */
	private function decoded( string $name ): ?array {
		$decoded = json_decode( $this->text( $name ), true );
		return is_array( $decoded ) ? $decoded : null;
	}
}
