<?php
/**
 * Checkouts of one buyer after another, by WooCommerce's own classic checkout.
 * Arguments: how many, and "with" or "without" this plugin.
 */

declare( strict_types=1 );

use SorsApi\Bench\Checkout;

'cli' === PHP_SAPI || exit;

if ( 'without' === $argv[2] ) {
	$wp_filter = [
		'option_active_plugins' => [
			10 => [
				'bench' => [
					'accepted_args' => 1,
					'function'      => static fn( array $plugins ): array => array_values( array_filter( $plugins, static fn( string $plugin ): bool => 0 !== strpos( $plugin, 'sors-api' ) ) ),
				],
			],
		],
	];
}

require __DIR__ . '/boot.php';

$checkout = new Checkout();
$laps     = [];
for ( $turn = 0; $turn <= (int) $argv[1]; $turn++ ) {
	$laps[] = $checkout->once( "kupac$turn@example.test" );
}
// The first one loads classes and fills caches.
echo "\n", wp_json_encode( array_slice( $laps, 1 ) ), "\n";
