<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

/** Some of the shop's orders: so many as one query looks at. */
final class OrderSlice {

	/** @var list<int>|null */
	private ?array $ids = null;
	private int $after;
	private int $last;

	private function __construct( int $after, int $last ) {
		$this->after = $after;
		$this->last  = $last;
	}

	public static function all(): self {
		return new self( 0, PHP_INT_MAX );
	}

	/** Also those that were deleted. */
	public static function between( int $after, int $last ): self {
		return new self( $after, $last );
	}

	/** @param non-empty-list<int> $ids */
	public static function these( array $ids ): self {
		$slice      = new self( 0, PHP_INT_MAX );
		$slice->ids = $ids;
		return $slice;
	}

	public function isAll(): bool {
		return null === $this->ids && 0 === $this->after && PHP_INT_MAX === $this->last;
	}

	/** SQL condition on a column that holds an order's id. */
	public function in( string $column ): string {
		if ( null !== $this->ids ) {
			return "$column IN (" . implode( ', ', $this->ids ) . ')';
		}
		return $this->isAll() ? '1 = 1' : "$column > $this->after AND $column <= $this->last";
	}
}
