<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

/**
 * How long statements of this connection waited in the database: the time that went by, less what its thread there spent on
 * a processor or waiting for one. What is left are locks, and the disk: never less than the locks alone.
 */
final class Waits {

	/** Of the thread, in /proc. */
	private string $thread;
	private float $since   = 0.0;
	private float $waited  = 0.0;

	public function __construct() {
		global $wpdb;
		$pid = (int) file_get_contents( (string) $wpdb->get_var( 'SELECT @@pid_file' ) );
		$tid = (int) $wpdb->get_var( 'SELECT TID FROM information_schema.PROCESSLIST WHERE ID = CONNECTION_ID()' );

		$this->thread = "/proc/$pid/task/$tid/schedstat";
		if ( $tid < 1 || ! is_readable( $this->thread ) ) {
			throw new \RuntimeException( 'What a thread of the database waits for cannot be seen here.' );
		}
		defined( 'SAVEQUERIES' ) || define( 'SAVEQUERIES', true );
		add_filter( 'query', [ $this, 'begin' ], PHP_INT_MAX );
		add_filter( 'log_query_custom_data', [ $this, 'end' ], PHP_INT_MAX, 3 );
		$this->check();
	}

	/** @return float Milliseconds since it was asked last. */
	public function milliseconds(): float {
		global $wpdb;
		$waited         = $this->waited;
		$this->waited   = 0.0;
		$wpdb->queries  = [];
		return $waited * 1000;
	}

	public function begin( string $query ): string {
		$this->since = $this->busy();
		return $query;
	}

	public function end( array $data, string $query, float $seconds ): array {
		$this->waited += max( 0, $seconds - ( $this->busy() - $this->since ) );
		return $data;
	}

	/** Seconds at work, or ready for it, of the database's thread and of this process, which answers late on a busy machine. */
	private function busy(): float {
		[ $work, $queue ] = explode( ' ', (string) file_get_contents( $this->thread ) );
		$own              = explode( ' ', (string) file_get_contents( '/proc/self/schedstat' ) );
		return ( $work + $queue + $own[1] ) / 1e9;
	}

	/** A meter that shows nothing would show a shop without locks. */
	private function check(): void {
		global $wpdb;
		$wpdb->query( 'SELECT SLEEP(0.05)' );
		$shown = $this->milliseconds();
		if ( $shown < 45 || $shown > 80 ) {
			throw new \RuntimeException( "A wait of 50 ms shows as $shown ms." );
		}
	}
}
