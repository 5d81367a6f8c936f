<?php
/** Loads the site that tests/env made. The plugin is active there and brings its own autoloader, so that the tests find out when that one fails. */

declare( strict_types=1 );

use SorsApi\Tests\Site\CleanSlate;
use SorsApi\Tests\Site\ReservedWords;

'cli' === PHP_SAPI || exit;

// WordPress takes these as global, but PHPUnit loads this file inside a function.
global $wpdb, $wp, $wp_query, $wp_the_query, $wp_rewrite, $wp_filter, $wp_actions, $wp_locale, $shortcode_tags, $phpmailer, $table_prefix, $woocommerce;

require dirname( __DIR__ ) . '/env/site/request.php';

require getenv( 'SORS_TEST_SITE' ) . '/wp-load.php';

// Action Scheduler counts its 30 seconds from the start of the process: PHPUnit's lasts longer,
// and the tests at its end would see one action run and no more. By what one has "cost" since then it
// reckons how long three more would take: an hour would be too little for a suite of a quarter of an hour.
add_filter( 'action_scheduler_queue_runner_time_limit', static fn(): int => DAY_IN_SECONDS );

if ( ! defined( 'SORS_API_VERSION' ) ) {
	throw new RuntimeException( 'The plugin is not active on the test site.' );
}

// What WooCommerce loads when it is first wanted brings hooks of its own: cash on delivery, for
// one, changes which status counts as paid. Loaded now, they are there for every test, and a
// test does not depend on those before it.
if ( 'stand-in' !== getenv( 'SORS_TEST_STORE' ) ) {
	WC()->payment_gateways();
	WC()->mailer();
	WC()->shipping();
	wc_load_cart();
}
rest_get_server();

CleanSlate::begin( (string) getenv( 'SORS_TEST_SITE' ) );
ReservedWords::watch();
