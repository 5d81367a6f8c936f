<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

/** Writes down which of the given hooks fire, in which order and with which arguments. */
final class HookLog {

	private array $lines = [];

	private array $names = [];

	public function __construct( array $hooks ) {
		foreach ( $hooks as $hook ) {
			add_filter(
				$hook,
				function ( ...$arguments ) use ( $hook ) {
					$this->lines[] = $hook . '(' . implode( ', ', array_map( [ $this, 'describe' ], $arguments ) ) . ')';
					return $arguments[0] ?? null;
				},
				PHP_INT_MIN,
				9
			);
		}
	}

	/** Ids differ between two shops: they are written by this name. */
	public function name( int $id, string $name ): void {
		$this->names[ $id ] = $name;
	}

	/** @return list<string> What was written since the last time. */
	public function take(): array {
		$lines       = $this->lines;
		$this->lines = [];
		foreach ( $this->names as $id => $name ) {
			$lines = preg_replace( '/#' . $id . '\b/', '#' . $name, $lines );
		}
		return $lines;
	}

	/** @param mixed $value */
	private function describe( $value ): string {
		foreach ( [ \WC_Product::class, \WC_Order::class, \WC_Order_Refund::class, \WC_Order_Item_Product::class ] as $class ) {
			if ( $value instanceof $class ) {
				return $class . '#' . $value->get_id();
			}
		}
		if ( is_int( $value ) && $value > 0 ) {
			return '#' . $value;
		}
		if ( is_array( $value ) ) {
			$parts = [];
			foreach ( $value as $key => $part ) {
				$parts[] = $key . ': ' . $this->describe( $part );
			}
			return '[' . implode( ', ', $parts ) . ']';
		}
		return is_object( $value ) ? 'object' : (string) json_encode( $value );
	}
}
