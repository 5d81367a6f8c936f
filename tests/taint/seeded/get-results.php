<?php
declare( strict_types=1 );

function seededGetResults( WC_Order $order ): void {
	global $wpdb;
	$wpdb->get_results( 'SELECT * FROM things WHERE city = "' . $order->get_billing_city() . '"' ); // found: TaintedSql
	$wpdb->get_results( 'SELECT * FROM things WHERE id = ' . (int) $order->get_meta( 'thing' ) );
}
