<?php
/**
 * Plugin Name: What a page costs
 * Description: For the bench: says of a request what is ours in it. Header X-Sors-Bench: "with", "without" the plugin, "admin", or "forget" what was counted for the lists.
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use SorsApi\Bench\OrderShop;
use SorsApi\Bench\Own;

( static function ( string $how ): void {
	if ( 'admin' === $how ) {
		add_filter( 'determine_current_user', static fn(): int => 1, PHP_INT_MAX );
		return;
	}
	if ( 'forget' === $how ) {
		require_once __DIR__ . '/OrderShop.php';
		OrderShop::forgetCounts();
		exit;
	}
	$main = 'sors-api-for-woocommerce/sors-api-for-woocommerce.php';
	if ( 'without' === $how ) {
		add_filter( 'option_active_plugins', static fn( array $plugins ): array => array_values( array_diff( $plugins, [ $main ] ) ) );
	}
	if ( ! in_array( $how, [ 'with', 'without' ], true ) ) {
		return;
	}
	// WooCommerce's list of features is made for whoever is the first to ask, on each page.
	add_action( 'before_woocommerce_init', static fn() => FeaturesUtil::declare_compatibility( 'none', __FILE__ ), 0 );
	require_once __DIR__ . '/Own.php';
	$own = new Own();
	if ( 'with' === $how ) {
		$file = WP_PLUGIN_DIR . "/$main";
		wp_register_plugin_realpath( $file );
		$own->timed( static fn() => include_once $file )();
		add_action( 'all', [ $own, 'watch' ] );
	}
	register_shutdown_function(
		static function () use ( $own, $main ): void {
			global $wpdb;
			$ours = dirname( (string) realpath( WP_PLUGIN_DIR . "/$main" ) ) . '/';
			$cost = [
				'files'      => count( array_filter( get_included_files(), static fn( string $file ): bool => 0 === strpos( $file, $ours ) && 0 !== strpos( $file, $ours . 'tests/' ) && 0 !== strpos( $file, $ours . '.cache/' ) ) ),
				'ms'         => $own->seconds * 1000,
				'ownQueries' => $own->queries,
				'queries'    => $wpdb->num_queries,
			];
			file_put_contents( WP_CONTENT_DIR . '/bench-page.json', (string) wp_json_encode( $cost ) );
		}
	);
} )( (string) ( $_SERVER['HTTP_X_SORS_BENCH'] ?? '' ) );
