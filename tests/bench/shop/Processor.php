<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

/**
 * Processor time of this process and of its database server together. On a
 * quiet machine it is the time that passes, since the two work by turns and
 * nothing is waited for; on a busy one the clock tells more about the others.
 */
final class Processor {

	/** Of the database server's threads; '' where the system does not tell. */
	private string $threads = '';

	public function __construct() {
		global $wpdb;
		$pid = (int) @file_get_contents( (string) $wpdb->get_var( 'SELECT @@pid_file' ) ); // phpcs:ignore WordPress.PHP.NoSilencedErrors -- A server elsewhere has no file here.
		if ( $pid > 0 && is_readable( "/proc/$pid/task/$pid/schedstat" ) ) {
			$this->threads = "/proc/$pid/task/*/schedstat";
		}
	}

	/** Seconds so far: only differences mean anything. */
	public function seconds(): float {
		if ( '' === $this->threads ) {
			return microtime( true );
		}
		$usage = getrusage();
		$own   = $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec'] + ( $usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec'] ) / 1e6;
		$nano  = 0;
		foreach ( glob( $this->threads ) as $file ) {
			$nano += (int) file_get_contents( $file );
		}
		return $own + $nano / 1e9;
	}
}
