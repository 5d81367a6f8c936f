<?php
/**
 * Our runs with the same items: made by the catalogue, filled by the first
 * stock run, given other stock and prices, and found unchanged.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Shop;
use SorsApi\Bench\Stopwatch;

$shop  = new Shop();
$watch = new Stopwatch();
$shop->clear();
$shop->connect();
$shop->stockUp( 0 );
$watch->lap( 'create', static fn(): int => $shop->run( 'catalog' )->created );
$watch->lap( 'first stock', static fn(): int => $shop->run( 'stock' )->updated );
$shop->stockUp( 3 );
$shop->readAhead();
$watch->lap( 'change', static fn(): int => $shop->run( 'stock' )->updated );
// What was saved a moment ago is compared whatever it is: see ProductFingerprints. The next run of a shop comes minutes later.
sleep( 3 );
foreach ( [ 'stock', 'catalog' ] as $kind ) {
	for ( $turn = 0; $turn < 15; $turn++ ) {
		$watch->lap( "unchanged $kind", static fn(): int => $shop->run( $kind )->processed );
	}
}
$watch->report();
