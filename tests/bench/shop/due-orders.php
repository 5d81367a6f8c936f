<?php
/**
 * Orders that are due, seven of ten by buyers that SORS knows. Arguments: how many, and what tells these buyers from others.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Shop;

[ , $count, $batch ] = $argv;

add_filter( 'pre_wp_mail', '__return_true' );
$shop     = new Shop();
$products = array_map( 'intval', $wpdb->get_col( "SELECT product_id FROM {$wpdb->prefix}wc_product_meta_lookup WHERE stock_quantity > 100 ORDER BY product_id LIMIT 50" ) );
$buyers   = [];
for ( $n = 0; $n < $count; $n++ ) {
	$email = "$batch-$n@example.test";
	$shop->order( $email, [ $products[ $n % 50 ], 1 + $n % 3 ], [ $products[ ( $n + 7 ) % 50 ], 1 ] );
	if ( $n % 10 < 7 ) {
		$buyers[] = [
			'do'       => 'addCustomer',
			'customer' => [
				'code'  => "$batch-$n",
				'name'  => 'Petar Petrović',
				'type'  => 'individual',
				'email' => $email,
			],
		];
	}
}
$shop->patch( $buyers );
$wpdb->query( "UPDATE {$wpdb->prefix}sors_outbox SET next_attempt_at = '2020-01-01' WHERE state = 'queued'" );
echo "\n", wp_json_encode( [ 'due' => (int) $count ] ), "\n";
