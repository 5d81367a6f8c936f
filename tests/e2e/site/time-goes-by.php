<?php
/**
 * Lets time go by for orders and runs, then does the background work that is due:
 * php time-goes-by.php SECONDS
 */

declare( strict_types=1 );

use SorsApi\Database\Tables;

'cli' === PHP_SAPI || exit;

require getenv( 'SORS_TEST_SITE' ) . '/wp-load.php';

global $wpdb;
$seconds = (int) $argv[1];
foreach ( [
	Tables::RUNS           => [ 'created_at', 'updated_at', 'finished_at' ],
	Tables::OUTBOX         => [ 'created_at', 'updated_at', 'next_attempt_at' ],
	Tables::OUTBOX_HISTORY => [ 'at' ],
] as $table => $columns ) {
	$sets = array_map( static fn( string $column ): string => "$column = DATE_SUB($column, INTERVAL $seconds SECOND)", $columns );
	$wpdb->query( 'UPDATE ' . Tables::name( $table ) . ' SET ' . implode( ', ', $sets ) );
}
$wpdb->query( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . ' SET lease_until = 0' );
add_filter( 'sors_settle_seconds', '__return_zero' );
do_action( 'sors_outbox_work' );
