<?php
declare( strict_types=1 );

function seededOrderNote( WC_Order $order ): void {
	$answer = json_decode( wp_remote_retrieve_body( wp_remote_request( 'https://sors.example' ) ), true );
	$order->add_order_note( 'Refused: ' . $answer['message'] ); // found: TaintedHtml
	$order->add_order_note( 'Refused: ' . esc_html( $answer['message'] ) );
}
