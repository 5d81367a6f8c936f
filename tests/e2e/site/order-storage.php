<?php
/** Says where WooCommerce keeps orders from now on: "hpos" or "posts". The shop under test has no orders yet. */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require getenv( 'SORS_TEST_SITE' ) . '/wp-load.php';

update_option( 'woocommerce_custom_orders_table_data_sync_enabled', 'no' );
update_option( 'woocommerce_custom_orders_table_enabled', 'posts' === ( $argv[1] ?? '' ) ? 'no' : 'yes' );
