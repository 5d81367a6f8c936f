<?php
/** Moves all orders from WooCommerce's tables to posts, as its compatibility mode does: php orders-to-posts.php */

declare( strict_types=1 );

use Automattic\WooCommerce\Internal\DataStores\Orders\DataSynchronizer;

'cli' === PHP_SAPI || exit;

require getenv( 'SORS_TEST_SITE' ) . '/wp-load.php';

update_option( 'woocommerce_custom_orders_table_data_sync_enabled', 'yes' );
$synchronizer = wc_get_container()->get( DataSynchronizer::class );
while ( [] !== $batch = $synchronizer->get_next_batch_to_process( 50 ) ) {
	$synchronizer->process_batch( $batch );
}
update_option( 'woocommerce_custom_orders_table_enabled', 'no' );
