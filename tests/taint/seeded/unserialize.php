<?php
declare( strict_types=1 );

function seededUnserialize(): void {
	global $wpdb;
	unserialize( (string) $wpdb->get_var( 'SELECT thing FROM things' ) ); // found: TaintedUnserialize
	json_decode( (string) $wpdb->get_var( 'SELECT thing FROM things' ) );
}
