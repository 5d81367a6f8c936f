<?php
/**
 * Opens a large shop for what is measured next in it. Argument: how many orders it has.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\OrderShop;
use SorsApi\Bench\Shop;

$shop  = new Shop();
$first = OrderShop::open( $shop, (int) $argv[1] );
// Stock of SORS, and none that ran out by what was sold the last time.
$shop->patch( [ [ 'do' => 'raiseAll', 'unit' => Shop::UNIT, 'onHand' => 1000, 'priceWithVat' => 0 ] ] );
$shop->run( 'stock' );
echo "\n", wp_json_encode( [ 'first' => $first ] ), "\n";
