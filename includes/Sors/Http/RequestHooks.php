<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** Who else on this site sees or changes requests, by WordPress' hooks for them. */
final class RequestHooks {

	private const NAMES = [ 'pre_http_request', 'http_request_args', 'http_api_transports', 'https_ssl_verify', 'http_api_curl', 'http_api_debug', 'http_response' ];

	/** Of those that WordPress hands on from the library that it sends with, such as requests-curl.before_send. */
	private const PREFIX = 'requests-';

	/** WooCommerce's own: for PayPal's servers, and for WordPress.com's developers. */
	private const HARMLESS = [ 'WC_HTTPS::http_api_curl', 'Automattic\Jetpack\Connection\Server_Sandbox::server_sandbox' ];

	public static function areTaken(): bool {
		global $wp_filter;
		foreach ( $wp_filter as $name => $hook ) {
			if ( ( in_array( $name, self::NAMES, true ) || 0 === strpos( (string) $name, self::PREFIX ) ) && self::isTaken( $hook ) ) {
				return true;
			}
		}
		return false;
	}

	private static function isTaken( \WP_Hook $hook ): bool {
		foreach ( $hook->callbacks as $callbacks ) {
			foreach ( $callbacks as $callback ) {
				if ( ! in_array( self::name( $callback['function'] ), self::HARMLESS, true ) || defined( 'JETPACK__SANDBOX_DOMAIN' ) ) {
					return true;
				}
			}
		}
		return false;
	}

	/** @param mixed $function */
	private static function name( $function ): string {
		list( $class, $method ) = is_array( $function ) && isset( $function[0], $function[1] ) ? $function : [ null, null ];
		$class                  = is_object( $class ) ? get_class( $class ) : $class;
		return is_string( $class ) && is_string( $method ) ? $class . '::' . $method : '';
	}
}
