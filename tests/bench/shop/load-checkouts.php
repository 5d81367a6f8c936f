<?php
/**
 * Checkouts in a large shop while others are at work in it. Argument: how many.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Checkout;
use SorsApi\Bench\Waits;

$checkout = new Checkout();
$waits    = new Waits();
$laps     = [];
for ( $turn = 0; $turn <= (int) $argv[1]; $turn++ ) {
	$waits->milliseconds();
	$lap    = $checkout->once( "kupac$turn@example.test" );
	$laps[] = $lap + [ 'waitedMs' => $waits->milliseconds() ];
}
// The first one loads classes and fills caches.
echo "\n", wp_json_encode( array_slice( $laps, 1 ) ), "\n";
