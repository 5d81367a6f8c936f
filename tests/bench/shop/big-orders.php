<?php
/**
 * A shop with many orders: what happens again and again, and what people look at. Arguments: how many orders, and how
 * often each is measured.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\OrderShop;
use SorsApi\Bench\Readings;
use SorsApi\Bench\Shop;
use SorsApi\Services;

[ , $size, $turns ] = array_map( 'intval', $argv );

$shop     = new Shop();
$first    = OrderShop::open( $shop, $size );
$one      = $first + 3 * intdiv( $size, 2 );
$run      = (int) $wpdb->get_var( "SELECT run_id FROM {$wpdb->prefix}sors_run_items GROUP BY run_id ORDER BY COUNT(*) DESC, run_id LIMIT 1" );
$readings = new Readings( $turns );
$lists    = [
	'orders'               => [ 'orders', [] ],
	'orders in SORS'       => [ 'orders', [ 'state' => 'sent' ] ],
	'orders that need you' => [ 'orders', [ 'state' => 'attention' ] ],
	'refused orders'       => [ 'orders', [ 'state' => 'rejected' ] ],
	'orders left out'      => [ 'orders', [ 'state' => 'skipped' ] ],
	'search by order'      => [ 'orders', [ 'search' => (string) $one ] ],
	'search by document'   => [ 'orders', [ 'search' => "R-$one" ] ],
	'search by reference'  => [ 'orders', [ 'search' => "bigshop-$one-tpgrta-sale-1" ] ],
	'search for nothing'   => [ 'orders', [ 'search' => 'nema ga' ] ],
	'comparison'           => [ 'reconciliation', [] ],
	'late payments'        => [ 'payments', [] ],
	'runs'                 => [ 'runs', [] ],
	'items of a run'       => [ "runs/$run/items", [] ],
	'conflicts'            => [ 'conflicts', [] ],
];
$readings->other( 'sweep', static fn() => ( new Services() )->orders()->sweep()->run() );
$readings->other( 'overview, counted anew', static fn() => Readings::ask( 'overview' ), [ OrderShop::class, 'forgetCounts' ] );
$readings->other( 'overview', static fn() => Readings::ask( 'overview' ) );
$readings->other( 'an order', static fn() => Readings::ask( "orders/$one" ) );
foreach ( $lists as $name => [ $route, $query ] ) {
	$readings->list( $name, $route, $query );
}
$readings->report();
