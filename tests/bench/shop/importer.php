<?php
/**
 * WooCommerce's own CSV importer with the items of SORS: made, given other
 * stock and prices, and given the very same file once more.
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

$shop->clear();
wp_set_current_user( 1 );
$before = Importer::file( $items, 0 );
$after  = Importer::file( $items, 3 );
$watch->lap( 'create', static fn(): int => $importer->import( $before, false ) );
$watch->lap( 'change', static fn(): int => $importer->import( $after, true ) );
$watch->lap( 'unchanged', static fn(): int => $importer->import( $after, true ) );
array_map( 'unlink', [ $before, $after ] );
$watch->report();
