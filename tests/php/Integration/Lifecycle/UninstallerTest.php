<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use SorsApi\Database\Tables;
use SorsApi\Lifecycle\Installer;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class UninstallerTest extends StoreTestCase {

	protected function tearDown(): void {
		( new Installer( new StoreIdentity( new SettingsStore() ) ) )->install();
		( new Schedule() )->plan();
		parent::tearDown();
	}

	public function testEverythingOfOursGoesAndTheShopStays(): void {
		$product = $this->createProduct( 'SIFRA-1' );
		update_post_meta( $product->get_id(), '_sors_image_ids', '1,2' );
		$order = $this->createOrder( [ $product->get_id() => 2 ] );
		$order->update_meta_data( '_sors_document_id', '4711' );
		$order->save();
		$term = wp_insert_term( 'Alati', 'product_cat' );
		self::assertIsArray( $term );
		update_term_meta( $term['term_id'], '_sors_group', '9' );
		update_option( 'sors_something', 'x' );
		update_option( 'sorselector', 'of another plugin' );
		set_transient( 'sors_lists', [ 1 ], HOUR_IN_SECONDS );
		( new Schedule() )->plan();
		self::assertGreaterThan( 0, self::traces() );

		// As WordPress does it: deactivated first, then deleted in a request where neither the plugin nor, perhaps, WooCommerce is active.
		do_action( 'deactivate_' . plugin_basename( SORS_API_FILE ), false );
		Boot::run(
			'define( "WP_UNINSTALL_PLUGIN", "sors-api-for-woocommerce/sors-api-for-woocommerce.php" );
			require WP_PLUGIN_DIR . "/sors-api-for-woocommerce/uninstall.php";
			$answer = defined( "SORS_API_VERSION" );',
			[],
			[]
		);
		wp_cache_flush();

		self::assertSame( 0, self::traces() );
		self::assertSame( 'of another plugin', get_option( 'sorselector' ) );
		delete_option( 'sorselector' );
		$kept = wc_get_product( $product->get_id() );
		self::assertInstanceOf( \WC_Product::class, $kept );
		self::assertSame( 'SIFRA-1', $kept->get_sku() );
		self::assertNotNull( get_term( $term['term_id'], 'product_cat' ) );
		$order = wc_get_order( $order->get_id() );
		self::assertInstanceOf( \WC_Order::class, $order );
		self::assertSame( '', $order->get_meta( '_sors_document_id' ) );
	}

	public function testItRunsOnlyWhenWordPressAsksForIt(): void {
		$there = Boot::run( 'require WP_PLUGIN_DIR . "/sors-api-for-woocommerce/uninstall.php"; $answer = "went on";' );
		self::assertNotSame( 'went on', $there );
		self::assertGreaterThan( 0, self::traces() );
	}

	/** Whatever of ours can be found in the database. */
	private static function traces(): int {
		global $wpdb;
		$found = count( $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( Tables::name( '' ) ) . '%' ) ) );
		$found += (int) $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE 'sors\\_%' OR option_name LIKE '\\_transient\\_sors\\_%' OR option_name LIKE '\\_transient\\_timeout\\_sors\\_%'" );
		foreach ( [ 'postmeta', 'termmeta', 'usermeta', 'wc_orders_meta' ] as $table ) {
			if ( $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $wpdb->prefix . $table ) ) ) ) {
				$found += (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}$table WHERE meta_key LIKE '\\_sors\\_%'" );
			}
		}
		$actions = $wpdb->prefix . 'actionscheduler_actions';
		if ( $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $actions ) ) ) ) {
			$found += (int) $wpdb->get_var( "SELECT COUNT(*) FROM $actions WHERE hook LIKE 'sors\\_%'" );
		}
		$cron = (string) wp_json_encode( _get_cron_array() );
		return $found + substr_count( $cron, '"sors_' );
	}
}
