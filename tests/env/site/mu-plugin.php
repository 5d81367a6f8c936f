<?php
/**
 * Plugin Name: Test site
 * Description: Mails go into a file, one JSON object a line, instead of out. REST routes below test-site/v1 tell what the shop holds, without asking the plugin under test.
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

add_filter(
	'pre_wp_mail',
	static function ( $sent, array $mail ) {
		$line = wp_json_encode(
			[
				'to'      => $mail['to'],
				'subject' => $mail['subject'],
				'message' => $mail['message'],
			]
		);
		file_put_contents( WP_CONTENT_DIR . '/mails.jsonl', $line . "\n", FILE_APPEND | LOCK_EX );
		return true;
	},
	10,
	2
);

add_action(
	'rest_api_init',
	static function (): void {
		$may = static function (): bool {
			return current_user_can( 'manage_options' );
		};

		// Every published product: {id, sku, stock (null where it is not managed), price}.
		register_rest_route(
			'test-site/v1',
			'/products',
			[
				'methods'             => 'GET',
				'permission_callback' => $may,
				'callback'            => static function (): array {
					$ids = get_posts(
						[
							'post_type'   => 'product',
							'post_status' => 'publish',
							'numberposts' => -1,
							'fields'      => 'ids',
						]
					);
					return array_map(
						static function ( int $id ): array {
							$managed = 'yes' === get_post_meta( $id, '_manage_stock', true );
							return [
								'id'    => $id,
								'sku'   => (string) get_post_meta( $id, '_sku', true ),
								'stock' => $managed ? (float) get_post_meta( $id, '_stock', true ) : null,
								'price' => (string) get_post_meta( $id, '_price', true ),
							];
						},
						$ids
					);
				},
			]
		);

		// An order as a shop's own code would make it: {lines: {productId: quantity}}.
		register_rest_route(
			'test-site/v1',
			'/orders',
			[
				'methods'             => 'POST',
				'permission_callback' => $may,
				'callback'            => static function ( WP_REST_Request $request ): array {
					$order = wc_create_order();
					foreach ( $request['lines'] as $id => $quantity ) {
						$order->add_product( wc_get_product( (int) $id ), (int) $quantity );
					}
					$order->set_address( $request['address'], 'billing' );
					$order->set_payment_method( 'cod' );
					$order->calculate_totals();
					$order->set_status( 'processing' );
					$order->save();
					return [ 'order_id' => $order->get_id() ];
				},
			]
		);

		register_rest_route(
			'test-site/v1',
			'/orders/(?P<id>\d+)',
			[
				'methods'             => 'GET',
				'permission_callback' => $may,
				'callback'            => static function ( WP_REST_Request $request ): array {
					$order = wc_get_order( (int) $request['id'] );
					return [
						'number' => (string) $order->get_order_number(),
						'status' => $order->get_status(),
						'total'  => number_format( (float) $order->get_total(), 2, '.', '' ),
					];
				},
			]
		);
	}
);
