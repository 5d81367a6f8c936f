<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** A buyer at the checkout block, by the requests that it sends. */
final class StoreCheckout {

	public function order( array $args, array $address ): array {
		add_filter( 'woocommerce_store_api_disable_nonce_check', '__return_true' );
		if ( ! Cart::fill( $args ) ) {
			return [ 'orderId' => 0 ];
		}
		$address += [ 'company' => '', 'address_2' => '' ];
		$request  = new \WP_REST_Request( 'POST', '/wc/store/v1/checkout' );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body(
			(string) wp_json_encode(
				[
					'billing_address'   => $address,
					'shipping_address'  => array_diff_key( $address, [ 'email' => '' ] ),
					'payment_method'    => (string) $args['payment'],
					'additional_fields' => [ 'sors/pib' => (string) $args['buyer']['pib'], 'sors/registration-number' => '' ],
				]
			)
		);
		$response = rest_do_request( $request );
		return [
			'orderId' => (int) ( $response->get_data()['order_id'] ?? 0 ),
			'status'  => $response->get_status(),
			'message' => (string) ( $response->get_data()['message'] ?? '' ),
		];
	}
}
