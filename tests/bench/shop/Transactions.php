<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

/** How long some work keeps rows locked: its longest transaction, in processor time. */
final class Transactions {

	private Processor $processor;
	private ?float $since  = null;
	private float $longest = 0.0;

	private function __construct() {
		$this->processor = new Processor();
	}

	/** @return float Milliseconds, the commit itself not counted. */
	public static function longest( callable $work ): float {
		$watch = new self();
		add_filter( 'query', [ $watch, 'see' ], PHP_INT_MAX );
		try {
			$work();
		} finally {
			remove_filter( 'query', [ $watch, 'see' ], PHP_INT_MAX );
		}
		return $watch->longest * 1000;
	}

	public function see( string $query ): string {
		if ( 'START TRANSACTION' === $query ) {
			$this->since = $this->processor->seconds();
		} elseif ( null !== $this->since && in_array( $query, [ 'COMMIT', 'ROLLBACK' ], true ) ) {
			$this->longest = max( $this->longest, $this->processor->seconds() - $this->since );
			$this->since   = null;
		}
		return $query;
	}
}
