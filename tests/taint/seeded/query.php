<?php
declare( strict_types=1 );

function seededQuery(): void {
	global $wpdb;
	$name = wp_unslash( $_GET['name'] );
	$wpdb->query( "DELETE FROM things WHERE name = '$name'" ); // found: TaintedSql
	$wpdb->query( $wpdb->prepare( 'DELETE FROM things WHERE name = %s', $name ) );
}
