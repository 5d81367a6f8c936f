<?php
/**
 * Plugin Name: Playground
 * Description: What WooCommerce asks for and Playground cannot do. GET demo-site/v1/versions tells what the shop really runs on.
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

// Stock is held for the minutes of a payment by `NOW() + INTERVAL n MINUTE`, which
// the SQLite driver does not know: every checkout would end with "not enough units".
// It is taken from stock all the same once the order is placed.
add_filter( 'woocommerce_hold_stock_for_checkout', '__return_false' );

// Playground's PHP 7.4 crashes in libxml_clear_errors() once there was an error.
// WooCommerce calls it for every HTML mail, so the checkout would end with HTTP 500.
if ( PHP_VERSION_ID < 80000 ) {
	add_filter(
		'woocommerce_email_get_option',
		static function ( $value, $email, $unfiltered, $key ) {
			return 'email_type' === $key ? 'plain' : $value;
		},
		10,
		4
	);
}

add_action(
	'rest_api_init',
	static function (): void {
		register_rest_route(
			'demo-site/v1',
			'/versions',
			[
				'methods'             => 'GET',
				'permission_callback' => static function (): bool {
					return current_user_can( 'manage_options' );
				},
				'callback'            => static function (): array {
					return [ 'php' => PHP_VERSION, 'wordpress' => get_bloginfo( 'version' ) ];
				},
			]
		);
	}
);
