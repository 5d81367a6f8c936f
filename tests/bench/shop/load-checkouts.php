<?php
/**
 * Checkouts in a large shop while others are at work in it, who send what is bought. Argument: how many.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Checkout;
use SorsApi\Bench\Waits;

$checkout = new Checkout();
$waits    = new Waits();
$laps     = [];
$last     = (int) $wpdb->get_var( "SELECT MAX(id) FROM {$wpdb->prefix}sors_outbox" );
for ( $turn = 0; $turn <= (int) $argv[1]; $turn++ ) {
	$waits->milliseconds();
	$lap    = $checkout->once( "kupac$turn@example.test" );
	$laps[] = $lap + [ 'waitedMs' => $waits->milliseconds() ];
	// The workers would wait until all checkouts are over.
	$wpdb->query( "UPDATE {$wpdb->prefix}sors_outbox SET next_attempt_at = UTC_TIMESTAMP() WHERE id > $last AND state = 'queued' AND next_attempt_at > UTC_TIMESTAMP()" );
}
$sent = (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}sors_outbox WHERE id > $last AND role = 'sale' AND state = 'sent'" );
if ( 2 * $sent < count( $laps ) ) {
	throw new \RuntimeException( "The workers were idle: of the orders of " . count( $laps ) . " checkouts $sent were sent meanwhile." );
}
// The first one loads classes and fills caches.
echo "\n", wp_json_encode( array_slice( $laps, 1 ) ), "\n";
