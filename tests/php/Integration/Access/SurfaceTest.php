<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Access;

use SorsApi\Admin\ProductFields;
use SorsApi\Sync\Engine\StepQueue;

'cli' === PHP_SAPI || exit;

/** That the table of WhoMayTest is complete is worth as much as what is found. @group real-store */
final class SurfaceTest extends AccessTestCase {

	protected function tearDown(): void {
		// With what was planted.
		$GLOBALS['wp_rest_server'] = null;
		wp_clear_scheduled_hook( 'wp_head' );
		as_unschedule_all_actions( 'wp_footer' );
		parent::tearDown();
	}

	/** Each way to ask for something, planted. @dataProvider entrances */
	public function testWhatIsNewIsSeen( callable $plant, string $found ): void {
		$before = $this->surface->everything();
		$plant( [ ProductFields::class, 'hintInQuickEdit' ] );
		self::assertSame( [ $found ], array_values( array_diff( ( new Surface() )->everything(), $before ) ) );
	}

	public function entrances(): array {
		$on = static fn( string $hook ): callable => static fn( callable $ours ) => add_filter( $hook, $ours );
		return [
			'route'                       => [ static fn( callable $ours ) => register_rest_route( 'sors/v1', '/planted', [ 'methods' => 'GET', 'callback' => $ours, 'permission_callback' => '__return_true' ], true ), 'GET /planted' ],
			'form'                        => [ $on( 'admin_post_sors_planted' ), 'admin_post_sors_planted' ],
			'form for everybody'          => [ $on( 'admin_post_nopriv_sors_planted' ), 'admin_post_nopriv_sors_planted' ],
			'AJAX'                        => [ $on( 'wp_ajax_sors_planted' ), 'wp_ajax_sors_planted' ],
			'AJAX for everybody'          => [ $on( 'wp_ajax_nopriv_planted' ), 'wp_ajax_nopriv_planted' ],
			'AJAX of WooCommerce'         => [ $on( 'wc_ajax_planted' ), 'wc_ajax_planted' ],
			'API of WooCommerce'          => [ $on( 'woocommerce_api_planted' ), 'woocommerce_api_planted' ],
			'action of wp-admin'          => [ $on( 'admin_action_planted' ), 'admin_action_planted' ],
			'action of a post'            => [ $on( 'post_action_planted' ), 'post_action_planted' ],
			'a second bulk action'        => [ static fn() => add_filter( 'bulk_actions-edit-shop_order', static fn( array $actions ): array => $actions + [ 'sors_planted' => 'X' ] ), 'bulk_actions-edit-shop_order sors_planted' ],
			'a bulk action not offered'   => [ $on( 'handle_bulk_actions-edit-product' ), 'handle_bulk_actions-edit-product' ],
			'tool'                        => [ static fn( callable $ours ) => add_filter( 'woocommerce_debug_tools', static fn( array $tools ): array => $tools + [ 'planted' => [ 'callback' => $ours ] ] ), 'tool planted' ],
			'WP-Cron, by any name'        => [ $on( 'planted_by_cron' ), 'planted_by_cron' ],
			'WP-Cron, by a known name'    => [
				static function ( callable $ours ): void {
					wp_schedule_single_event( time() + HOUR_IN_SECONDS, 'wp_head' );
					add_filter( 'wp_head', $ours );
				},
				'wp_head',
			],
			'Action Scheduler'            => [
				static function ( callable $ours ): void {
					as_schedule_single_action( time() + HOUR_IN_SECONDS, 'wp_footer', [], StepQueue::GROUP );
					add_filter( 'wp_footer', $ours );
				},
				'wp_footer',
			],
		];
	}

	/**
	 * @testWith ["admin_init"]
	 *           ["init"]
	 *           ["wp_loaded"]
	 *           ["template_redirect"]
	 *           ["load-users.php"]
	 *           ["user_profile_update_errors"]
	 *           ["personal_options_update"]
	 *           ["edit_user_profile_update"]
	 *           ["save_post_product"]
	 *           ["woocommerce_process_shop_order_meta"]
	 *           ["woocommerce_checkout_process"]
	 */
	public function testAListenerThatIsNewIsSeen( string $hook ): void {
		$before = Surface::listeners();
		add_action( $hook, [ ProductFields::class, 'hintInQuickEdit' ] );
		self::assertSame( [ "$hook ProductFields::hintInQuickEdit" ], array_values( array_diff( Surface::listeners(), $before ) ) );
	}

	/**
	 * @testWith ["wp_ajax_sors_planted"]
	 *           ["wc_ajax_planted"]
	 *           ["woocommerce_api_planted"]
	 *           ["admin_action_planted"]
	 *           ["post_action_planted"]
	 */
	public function testARequestThatAsksNobodyWhoTheyAreIsSeenToAnswer( string $hook ): void {
		$this->login( 'anonymous' );
		self::assertFalse( $this->surface->answers( $hook ), 'Nothing listens.' );
		add_action( $hook, [ ProductFields::class, 'hintInQuickEdit' ] );
		self::assertTrue( $this->surface->answers( $hook ) );
	}
}
