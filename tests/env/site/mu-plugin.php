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
		$line = wp_json_encode( [ 'to' => $mail['to'], 'subject' => $mail['subject'], 'message' => $mail['message'] ] );
		file_put_contents( WP_CONTENT_DIR . '/mails.jsonl', $line . "\n", FILE_APPEND | LOCK_EX );
		return true;
	},
	10,
	2
);

// A page of wp-admin would have the web server work off the queue, and step the runs that a test steps. As with DISABLE_WP_CRON, what is due waits for the test.
add_filter( 'action_scheduler_allow_async_request_runner', '__return_false' );

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
						[ 'post_type' => 'product', 'post_status' => 'publish', 'numberposts' => -1, 'fields' => 'ids' ]
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

// WordPress and WooCommerce log a call that is outdated or wrong under their own file. That of the caller, or of the code that
// listens to an outdated hook, is logged too where it is the plugin's: `npm test` looks for such lines.
$sors_test_site_blame = static function ( string $what, ?string $file, ?int $line ): void {
	if ( null !== $file && 0 === strpos( $file, realpath( WP_PLUGIN_DIR . '/sors-api-for-woocommerce' ) . '/includes/' ) ) {
		error_log( "PHP Deprecated:  $what is outdated or used wrongly in $file on line $line" );
	}
};
$sors_test_site_caller = static function ( string $what ) use ( $sors_test_site_blame ): void {
	$warning = '/^_?(wc_)?(deprecated_|doing_it_wrong)/';
	$inside  = false;
	foreach ( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ) as $frame ) {
		if ( 1 === preg_match( $warning, $frame['function'] ) ) {
			$inside = true;
		} elseif ( $inside ) {
			$sors_test_site_blame( $what, $frame['file'] ?? null, $frame['line'] ?? null );
			return;
		}
	}
};
foreach ( [ 'deprecated_function_run', 'deprecated_class_run', 'deprecated_constructor_run', 'deprecated_file_included', 'deprecated_argument_run', 'doing_it_wrong_run' ] as $sors_test_site_hook ) {
	add_action( $sors_test_site_hook, $sors_test_site_caller );
}
add_action(
	'deprecated_hook_run',
	static function ( string $hook ) use ( $sors_test_site_blame ): void {
		foreach ( $GLOBALS['wp_filter'][ $hook ]->callbacks ?? [] as $listeners ) {
			foreach ( $listeners as $listener ) {
				$called = Closure::fromCallable( $listener['function'] );
				$source = new ReflectionFunction( $called );
				$sors_test_site_blame( $hook, (string) $source->getFileName(), (int) $source->getStartLine() );
			}
		}
	}
);
