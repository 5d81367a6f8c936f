<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

/** The input of a request, already judged by its schema: handlers read values by name and trust their types. */
final class Input {

	/** The {id} of the address; 0 if it has none. */
	public int $id;

	/** The {item} of the address; 0 if it has none. */
	public int $item;

	/** The {action} of the address; '' if it has none. */
	public string $action;

	/** @var array<string, mixed> Query or body, defaults filled in; what was not sent and has no default is missing. */
	public array $values;

	/** @param array<string, mixed> $values */
	public function __construct( int $id, int $item, string $action, array $values ) {
		$this->id     = $id;
		$this->item   = $item;
		$this->action = $action;
		$this->values = $values;
	}

	public function string( string $name ): string {
		$value = $this->values[ $name ] ?? '';
		return is_string( $value ) ? $value : '';
	}

	/** @return list<int> */
	public function ints( string $name ): array {
		$values = $this->values[ $name ] ?? [];
		return is_array( $values ) ? array_values( array_filter( $values, 'is_int' ) ) : [];
	}
}
