<?php
/**
 * WooCommerce's own CSV importer makes the items of SORS in an empty shop.
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
$file = Importer::file( $items, 0 );
$watch->lap( 'create, importer', static fn(): int => $importer->import( $file, false ) );
unlink( $file );
$watch->report();
