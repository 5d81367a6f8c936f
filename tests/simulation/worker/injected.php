<?php
/**
 * PHP looks for a function in the namespace of its caller first: these stand in
 * the place of PHP's own for the plugin. Chance comes from the seed, and its
 * clocks and pauses are those of the simulation.
 */

declare( strict_types=1 );

namespace SorsApi\Outbox {
	function random_int( int $min, int $max ): int {
		return mt_rand( $min, $max );
	}
}

namespace SorsApi\Settings {
	function random_int( int $min, int $max ): int {
		return mt_rand( $min, $max );
	}
}

namespace SorsApi\Database {
	/** @return int */
	function hrtime( bool $asNumber = true ) {
		return (int) ( microtime( true ) * 1e9 );
	}

	function usleep( int $microseconds ): void {
		\SorsApi\Simulation\Worker::pass( $microseconds / 1e6 );
	}
}

namespace SorsApi\Sors\Http {
	/** @param \CurlHandle $handle */
	function curl_errno( $handle ): int {
		$number = \curl_errno( $handle );
		return 0 !== $number && \SorsApi\Simulation\Requests::isSilent() ? CURLE_OPERATION_TIMEDOUT : $number;
	}
}

namespace SorsApi\Sync\Engine {
	function usleep( int $microseconds ): void {
		\SorsApi\Simulation\Worker::pass( $microseconds / 1e6 );
	}
}
