<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

/** How long some work keeps rows of the shop locked: its longest transaction that writes to products, in processor time. */
final class Transactions {

	private Processor $processor;
	private ?float $since  = null;
	private bool $writes   = false;
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
		global $wpdb;
		if ( 'START TRANSACTION' === $query ) {
			$this->since  = $this->processor->seconds();
			$this->writes = false;
		} elseif ( null !== $this->since && in_array( $query, [ 'COMMIT', 'ROLLBACK' ], true ) ) {
			$this->longest = max( $this->longest, $this->writes ? $this->processor->seconds() - $this->since : 0.0 );
			$this->since   = null;
		} elseif ( 0 === strpos( $query, "UPDATE {$wpdb->postmeta}" ) ) {
			$this->writes = true;
		}
		return $query;
	}
}
