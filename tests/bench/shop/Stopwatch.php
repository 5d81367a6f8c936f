<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

use SorsApi\Tests\Site\RowsRead;

/** Seconds, processor seconds, queries and rows read of parts of the work. */
final class Stopwatch {

	private Processor $processor;

	private array $laps = [];

	public function __construct() {
		$this->processor = new Processor();
	}

	/** @param callable(): int $work Answers how many items it dealt with. */
	public function lap( string $name, callable $work ): void {
		global $wpdb;
		if ( function_exists( 'memory_reset_peak_usage' ) ) {
			memory_reset_peak_usage();
		}
		$rows      = RowsRead::soFar();
		$queries   = $wpdb->num_queries;
		$clock     = microtime( true );
		$processor = $this->processor->seconds();
		$items     = $work();

		$this->laps[] = [
			'name'      => $name,
			'items'     => $items,
			'seconds'   => $this->processor->seconds() - $processor,
			'clock'     => microtime( true ) - $clock,
			'queries'   => $wpdb->num_queries - $queries,
			'rows'      => RowsRead::soFar() - $rows,
			'mebibytes' => round( memory_get_peak_usage() / 1048576, 1 ),
		];
	}

	/** Something that is no lap, in milliseconds. */
	public function note( string $name, float $ms ): void {
		$this->laps[] = [
			'name'      => $name,
			'items'     => 1,
			'seconds'   => $ms / 1000,
			'clock'     => $ms / 1000,
			'queries'   => 0,
			'rows'      => 0,
			'mebibytes' => 0.0,
		];
	}

	/** One line of JSON, the last of the output: WordPress or a plugin may have said something before. */
	public function report(): void {
		echo "\n", wp_json_encode( $this->laps ), "\n";
	}
}
