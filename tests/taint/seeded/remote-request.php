<?php
declare( strict_types=1 );

function seededRemoteRequest( WP_REST_Request $request ): void {
	wp_remote_request( $request->get_json_params()['address'] ); // found: TaintedSSRF
	wp_remote_request( 'https://sors.example/' . absint( $request->get_param( 'id' ) ) );
}
