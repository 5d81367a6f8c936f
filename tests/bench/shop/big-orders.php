<?php
/**
 * A shop with many orders: what happens again and again, and what people look at.
 * The shop is made once and kept with its site. Arguments: how many orders, and
 * how often each is measured.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Processor;
use SorsApi\Bench\Shop;
use SorsApi\Services;
use SorsApi\Tests\Site\BigShop;
use SorsApi\Tests\Site\RowsRead;

const MADE = 'bench_orders';

[ , $size, $turns ] = array_map( 'intval', $argv );
$shop               = new Shop();
$processor          = new Processor();
$wpdb->query( 'SET GLOBAL innodb_buffer_pool_size = 2147483648' );
if ( $size !== (int) get_option( MADE ) ) {
	$shop->clear();
	$shop->connect();
	BigShop::addOrders( $size );
	update_option( MADE, $size );
}
$first = (int) $wpdb->get_var( "SELECT MIN(order_id) FROM {$wpdb->prefix}sors_outbox" );
$one   = $first + 3 * intdiv( $size, 2 );
wp_set_current_user( 1 );

$ask = static function ( string $route, array $query = [] ): array {
	$request = new \WP_REST_Request( 'GET', "/sors/v1/$route" );
	$request->set_query_params( $query );
	$response = rest_do_request( $request );
	if ( $response->is_error() ) {
		throw new \RuntimeException( $route . ': ' . wp_json_encode( $response->get_data() ) );
	}
	return $response->get_data();
};
$page  = [ 'page' => 1, 'per_page' => 20 ];
$work  = [
	'sweep'                => static fn() => ( new Services() )->orders()->sweep()->run(),
	'overview'             => static fn() => $ask( 'overview' ),
	'orders'               => static fn() => $ask( 'orders', $page ),
	'orders in SORS'       => static fn() => $ask( 'orders', $page + [ 'state' => 'sent' ] ),
	'orders that need you' => static fn() => $ask( 'orders', $page + [ 'state' => 'attention' ] ),
	'search by order'      => static fn() => $ask( 'orders', $page + [ 'search' => (string) $one ] ),
	'search by document'   => static fn() => $ask( 'orders', $page + [ 'search' => "R-$one" ] ),
	'search by reference'  => static fn() => $ask( 'orders', $page + [ 'search' => "bigshop-$one-sale-1" ] ),
	'search for nothing'   => static fn() => $ask( 'orders', $page + [ 'search' => 'nema ga' ] ),
	'comparison'           => static fn() => $ask( 'reconciliation', $page ),
	'late payments'        => static fn() => $ask( 'payments', $page ),
	'outbox'               => static fn() => $ask( 'outbox', $page ),
	'runs'                 => static fn() => $ask( 'runs', $page ),
];
$readings = [];
foreach ( $work as $name => $do ) {
	$do();
	for ( $turn = 0; $turn < $turns; $turn++ ) {
		wp_cache_flush();
		// What each request of WordPress reads.
		wp_load_alloptions();
		get_userdata( 1 );
		$since      = $processor->seconds();
		$cost       = RowsRead::by( $do );
		$readings[] = [
			'name'     => $name,
			'ms'       => ( $processor->seconds() - $since ) * 1000,
			'queries'  => $cost->queries,
			'rows'     => $cost->rows,
			'returned' => is_array( $cost->answer ) && isset( $cost->answer['items'] ) ? count( $cost->answer['items'] ) : 0,
		];
	}
}
echo "\n", wp_json_encode( $readings ), "\n";
