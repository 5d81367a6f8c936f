<?php
/**
 * Our runs with the same items: made by the catalogue and filled by the first
 * stock run. Then, by turns with the importer, all get other stock and prices,
 * and nothing changes.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Importer;
use SorsApi\Bench\Shop;
use SorsApi\Bench\Stopwatch;

$shop     = new Shop();
$watch    = new Stopwatch();
$importer = new Importer();
$items    = $shop->items();

$imported = static function ( int $day, string ...$laps ) use ( $importer, $items, $watch ): void {
	wp_set_current_user( 1 );
	$file = Importer::file( $items, $day );
	foreach ( $laps as $lap ) {
		$watch->lap( $lap, static fn(): int => $importer->import( $file, true ) );
	}
	unlink( $file );
	wp_set_current_user( 0 );
	wp_cache_flush();
};

$shop->clear();
$shop->connect();
$shop->stockUp( 0 );
$watch->lap( 'create', static fn(): int => $shop->run( 'catalog' )->created );
$watch->lap( 'first stock', static fn(): int => $shop->run( 'stock' )->updated );
$imported( 0, 'first import' );
for ( $day = 1; $day < 6; $day += 2 ) {
	$imported( $day, 'change, importer', 'unchanged, importer' );
	$shop->stockUp( $day + 1 );
	$shop->readAhead();
	$watch->lap( 'change', static fn(): int => $shop->run( 'stock' )->updated );
	// What was saved a moment ago is compared whatever it is: see ProductFingerprints. The next run of a shop comes minutes later.
	sleep( 3 );
	foreach ( [ 'stock', 'catalog' ] as $kind ) {
		$shop->run( $kind );
		for ( $turn = 0; $turn < 5; $turn++ ) {
			$watch->lap( "unchanged $kind", static fn(): int => $shop->run( $kind )->processed );
		}
	}
}
$shop->stockUp( 0 );
// As a translation plugin or a search index does: then all is fired that WooCommerce's save() would have fired.
$listener = static function (): void {};
add_action( 'updated_post_meta', $listener );
$watch->lap( 'change, heard', static fn(): int => $shop->run( 'stock' )->updated );
$watch->report();
