<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/** What some work costs the database: counts, which say the same on any machine. */
final class RowsRead {

	public int $rows;
	public int $queries;

	/** @var mixed What it answered. */
	public $answer;

	private function __construct() {}

	public static function by( callable $work ): self {
		global $wpdb;
		$cost          = new self();
		$rows          = self::soFar();
		$queries       = $wpdb->num_queries;
		$cost->answer  = $work();
		$cost->queries = $wpdb->num_queries - $queries;
		$cost->rows    = self::soFar() - $rows;
		return $cost;
	}

	/** Of this connection to the database: only differences mean anything. */
	public static function soFar(): int {
		global $wpdb;
		return (int) array_sum( array_column( $wpdb->get_results( "SHOW SESSION STATUS WHERE Variable_name IN ('Handler_read_first', 'Handler_read_key', 'Handler_read_last', 'Handler_read_next', 'Handler_read_prev', 'Handler_read_rnd', 'Handler_read_rnd_next')", ARRAY_A ), 'Value' ) );
	}
}
