<?php
/**
 * Orders sent one by one: what each costs beside the answers of SORS.
 * Argument: how many.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Processor;
use SorsApi\Bench\Shop;
use SorsApi\Services;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Store\Links;

add_filter( 'sors_settle_seconds', '__return_zero' );
// The work itself is timed, not what WooCommerce mails about new orders.
add_filter( 'pre_wp_mail', '__return_true' );

$shop = new Shop();
$shop->connect(
	[
		'exportOrders'       => true,
		'sendToTestDatabase' => true,
		'shippingItemCode'   => 'USL-DOSTAVA',
		'feeItemCode'        => 'USL-NAKNADA',
	]
);
$worker   = ( new Services() )->orders()->worker();
StoreIdentity::storeId();

$items = array_slice( $shop->items(), 0, 20 );
$links = array_values( ( new Links() )->byCodes( array_column( $items, 'code' ) ) );
for ( $i = 0; $i <= (int) $argv[1]; $i++ ) {
	$lines = array_map(
		static fn( $link ): array => [ $link->objectId, 1 + $i % 3 ],
		[ $links[ $i % count( $links ) ], $links[ ( $i + 7 ) % count( $links ) ] ]
	);
	$shop->order( "kupac$i@example.test", ...$lines );
}

$processor = new Processor();
$laps      = [];
for ( $i = 0; $i <= (int) $argv[1]; $i++ ) {
	wp_cache_flush();
	$queries = $wpdb->num_queries;
	$clock   = microtime( true );
	$since   = $processor->seconds();
	$handled = $worker->work( 30, 1 );
	$laps[]  = [
		'ms'      => ( $processor->seconds() - $since ) * 1000,
		'clockMs' => ( microtime( true ) - $clock ) * 1000,
		'queries' => $wpdb->num_queries - $queries,
	];
	if ( 1 !== $handled ) {
		throw new \RuntimeException( 'Nothing was due.' );
	}
}
if ( count( $shop->books( 'documents' ) ) < (int) $argv[1] ) {
	throw new \RuntimeException( 'Not every order became a document.' );
}
// The first one loads classes.
echo "\n", wp_json_encode( array_slice( $laps, 1 ) ), "\n";
