<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

'cli' === PHP_SAPI || exit;

/** Throws that are the same for the same seed, whatever else draws random numbers meanwhile. */
final class Dice {

	private int $seed;
	private int $throws = 0;

	public function __construct( int $seed ) {
		$this->seed = $seed;
	}

	/** 0 to $most. */
	public function upTo( int $most ): int {
		return (int) hexdec( substr( md5( $this->seed . '-' . ++$this->throws ), 0, 12 ) ) % ( $most + 1 );
	}

	/** Once in so many throws. */
	public function onceIn( int $throws ): bool {
		return 0 === $this->upTo( $throws - 1 );
	}

	/**
	 * @template T
	 *
	 * @param non-empty-array<T> $choices
	 *
	 * @return T
	 */
	public function pick( array $choices ) {
		return array_values( $choices )[ $this->upTo( count( $choices ) - 1 ) ];
	}
}
