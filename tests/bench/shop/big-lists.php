<?php
/**
 * What people look at in a shop with many products, as big-catalogue.php left it. Arguments: how many products, and how often
 * each is measured.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\OrderShop;
use SorsApi\Bench\ProductPages;
use SorsApi\Bench\Readings;

[ , , $turns ] = array_map( 'intval', $argv );

$items    = "{$wpdb->prefix}sors_run_items";
$run      = (int) $wpdb->get_var( "SELECT run_id FROM $items GROUP BY run_id ORDER BY COUNT(*) DESC LIMIT 1" );
$product  = (int) $wpdb->get_var( "SELECT MAX(object_id) FROM {$wpdb->prefix}sors_links" );
$readings = new Readings( $turns );
$readings->other( 'overview', static fn() => Readings::ask( 'overview' ), [ OrderShop::class, 'forgetCounts' ] );
$readings->other( 'a product', static fn() => Readings::ask( "products/$product" ) );
$readings->other( 'categories, counted anew', static fn() => Readings::ask( 'catalog-mapping' ), [ OrderShop::class, 'forgetCounts' ] );
$readings->other( 'categories', static fn() => Readings::ask( 'catalog-mapping' ) );
$readings->list( 'runs', 'runs' );
$readings->list( 'items of a run', "runs/$run/items" );
$readings->list( 'conflicts', 'conflicts' );
$readings->list( 'deleted products', 'deleted-products' );
ProductPages::measure( $readings );
$readings->report();
