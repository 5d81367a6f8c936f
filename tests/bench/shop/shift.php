<?php
/**
 * One worker on the queue until nothing is due. Argument: "cli", as `wp sors outbox work` does it once WordPress is loaded, a
 * first order has loaded all classes, and the file SORS_BENCH_START is there; or "scheduler": what WP-Cron has Action Scheduler do once a minute.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Processor;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Services;

add_filter( 'sors_settle_seconds', '__return_zero' );
add_filter( 'pre_wp_mail', '__return_true' );
$requests = 0;
add_filter(
	'http_response',
	static function ( $response ) use ( &$requests ) {
		++$requests;
		return $response;
	}
);
$sent      = static fn(): int => (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}sors_outbox WHERE state = 'sent'" );
$processor = new Processor();
$worker    = ( new Services() )->orders()->worker();
if ( 'cli' === $argv[1] ) {
	$worker->work( 20, 1 );
}
$requests = 0;
touch( getenv( 'SORS_BENCH_START' ) . '.' . getmypid() );
while ( 'cli' === $argv[1] && ! file_exists( (string) getenv( 'SORS_BENCH_START' ) ) ) {
	usleep( 1000 );
	clearstatcache();
}
$before = $sent();
$began  = microtime( true );
$since  = $processor->seconds();
if ( 'cli' === $argv[1] ) {
	$orders = 0;
	do {
		$more    = $worker->work( 20 );
		$orders += $more;
	} while ( $more > 0 );
} else {
	Schedule::ensure();
	do_action( 'action_scheduler_run_queue', 'WP Cron' );
	$orders = $sent() - $before;
}
$shift = [
	'orders'   => $orders,
	'began'    => $began,
	'ended'    => microtime( true ),
	'seconds'  => $processor->seconds() - $since,
	'requests' => $requests,
];
echo "\n", wp_json_encode( $shift ), "\n";
