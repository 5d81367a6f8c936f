<?php
/**
 * Loads WordPress once; for everything that happens in the shop it then makes a
 * process of itself, as each request to a shop has one: with nothing left over
 * from the last, and ready in milliseconds.
 *
 * Arguments: folder of the site, socket of the controller, and perhaps the folder of a mutant (mutants/mutate.ts). Each line of standard input
 * is the number of a worker to make; its process id is printed.
 */

declare( strict_types=1 );

namespace SorsApi\Simulation;

'cli' === PHP_SAPI || exit;

// WordPress takes these as global.
global $wpdb, $wp, $wp_query, $wp_the_query, $wp_rewrite, $wp_filter, $wp_actions, $wp_locale, $shortcode_tags, $phpmailer, $table_prefix, $woocommerce;

[ , $sors_site, $sors_socket, $sors_mutant ] = $argv;

require dirname( __DIR__, 2 ) . '/env/site/request.php';

if ( '' !== $sors_mutant ) {
	putenv( "SORS_MUTANT=$sors_mutant" );
	require dirname( __DIR__ ) . '/mutants/load.php';
}

require __DIR__ . '/injected.php';
require __DIR__ . '/Worker.php';
require __DIR__ . '/Requests.php';
require $sors_site . '/wp-load.php';
require dirname( __DIR__, 3 ) . '/vendor/autoload.php';
foreach ( [ 'SharedCache', 'Circumstances', 'Commands', 'Choices', 'Buyers', 'Cart', 'Sizes', 'Languages', 'Sales', 'Shopper', 'StoreCheckout', 'ShopRequest', 'RequestOver', 'Staff', 'OrderLines', 'Refunds', 'OtherPlugins' ] as $sors_class ) {
	require __DIR__ . "/$sors_class.php";
}

// What each of them would else load for itself; the stand-in has none of it.
if ( method_exists( WC(), 'shipping' ) ) {
	require __DIR__ . '/CardGateway.php';
	OtherPlugins::load();
	WC()->payment_gateways();
	WC()->shipping();
	WC()->mailer();
}

// A connection that several processes hold would be closed for all by the first that ends.
$wpdb->close();
pcntl_signal( SIGCHLD, SIG_IGN );

fwrite( STDOUT, "ready\n" );
for ( ;; ) {
	$sors_line = fgets( STDIN );
	if ( false === $sors_line ) {
		exit( 0 );
	}
	$sors_pid = pcntl_fork();
	if ( 0 === $sors_pid ) {
		Worker::begin( (int) $sors_line, $sors_socket );
		Worker::current()->run();
		exit( 0 );
	}
	fwrite( STDOUT, $sors_pid . "\n" );
}
