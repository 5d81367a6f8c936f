<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

/** The pictures of one product, as attachments. */
final class Gallery {

	/** 0 = none. */
	public int $main = 0;

	/** @var list<int> */
	public array $others = [];

	/** @param list<int> $others */
	public function __construct( int $main = 0, array $others = [] ) {
		$this->main   = $main;
		$this->others = $others;
	}

	/** @return list<int> The main one first. */
	public function all(): array {
		return 0 === $this->main ? $this->others : array_merge( [ $this->main ], $this->others );
	}

	/** @param list<int> $ids */
	public static function of( array $ids ): self {
		return new self( $ids[0] ?? 0, array_slice( $ids, 1 ) );
	}
}
