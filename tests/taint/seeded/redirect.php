<?php
declare( strict_types=1 );

function seededRedirect(): void {
	wp_redirect( wp_unslash( $_GET['to'] ) ); // found: TaintedHeader
	header( 'X-Thing: ' . get_transient( 'thing' ) ); // found: TaintedHeader
	wp_redirect( admin_url( 'admin.php?page=' . sanitize_key( $_GET['page'] ) ) );
}
