<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use Automattic\WooCommerce\StoreApi\Exceptions\RouteException;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxTable;
use SorsApi\Tests\Site\FailingStatements;

'cli' === PHP_SAPI || exit;

/** Every way into the shop ends in one row, before the stock is lowered, at the price of one query. */
final class CaptureTest extends CaptureTestCase {

	public function testAnOrderMadeInCodeHasOneRow(): void {
		$order = $this->createOrder( [ $this->createProduct( 'A' )->get_id() => 1 ] );
		$order->update_status( 'completed' );
		$this->assertOneRow( $order->get_id() );
	}

	public function testAnOrderCreatedWithAStatusHasOneRowThoughItHasNoItems(): void {
		$order = wc_create_order( [ 'status' => 'processing' ] );
		$this->assertOneRow( $order->get_id() );
	}

	public function testTheRowIsThereBeforeTheStockIsLowered(): void {
		$seen = null;
		$look = static function () use ( &$seen ): void {
			$seen = (int) self::db()->get_var( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::OUTBOX ) );
		};
		add_action( 'woocommerce_product_set_stock', $look );
		$this->createOrder( [ $this->createProduct( 'A' )->get_id() => 1 ] );
		self::assertSame( 1, $seen );
	}

	/** A deadlock, say. A stock run that looks before the next sweep would put back on sale what was sold. */
	public function testTheRowIsThereBeforeTheStockIsLoweredThoughItWasRefusedOnce(): void {
		$refused = 0;
		$rows    = null;
		$look    = static function () use ( &$rows ): void {
			$rows = (int) self::db()->get_var( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::OUTBOX ) );
		};
		add_action( 'woocommerce_product_set_stock', $look );
		FailingStatements::begin(
			static function ( string $sql ) use ( &$refused ): bool {
				return false !== strpos( $sql, 'INSERT IGNORE INTO ' . Tables::name( Tables::OUTBOX ) ) && 1 === ++$refused;
			}
		);
		try {
			$this->createOrder( [ $this->createProduct( 'A' )->get_id() => 1 ] );
		} finally {
			FailingStatements::end();
			remove_action( 'woocommerce_product_set_stock', $look );
		}
		self::assertGreaterThan( 0, $refused );
		self::assertSame( 1, $rows );
	}

	/** @group real-store */
	public function testTheRowIsThereEvenWhenAnotherPluginSwallowsTheHooks(): void {
		global $wp_filter;
		$kept = array_map( static fn( \WP_Hook $hook ): \WP_Hook => clone $hook, $wp_filter );
		foreach ( [ 'woocommerce_new_order', 'woocommerce_update_order', 'woocommerce_order_status_processing', 'woocommerce_order_status_changed' ] as $hook ) {
			remove_all_actions( $hook );
		}
		$order = $this->createOrder( [ $this->createProduct( 'A' )->get_id() => 1 ] );
		self::assertSame( [], OutboxTable::ofOrder( $order->get_id() ) );
		wc_reduce_stock_levels( $order->get_id() );
		$wp_filter = $kept;
		$this->assertOneRow( $order->get_id() );
	}

	/** @group real-store */
	public function testAnotherPluginsExceptionSwallowsNothing(): void {
		$fails = self::throwing( 'Another plugin.' );
		add_action( 'woocommerce_order_status_changed', $fails, 1 );
		add_action( 'woocommerce_order_status_processing', $fails, 1 );
		$order = $this->createOrder( [ $this->createProduct( 'A' )->get_id() => 1 ] );
		remove_action( 'woocommerce_order_status_changed', $fails, 1 );
		$this->assertOneRow( $order->get_id() );
	}

	/** As wp-admin does it: an auto-draft, then its items, then the form as a whole. @group real-store */
	public function testAnOrderMadeInWpAdminIsCapturedOnceItIsSaved(): void {
		$this->loginAsAdmin();
		$order = self::saved( new \WC_Order(), [ 'status' => 'auto-draft' ] );
		$order->add_product( $this->createProduct( 'A' ), 2 );
		$order->calculate_totals();
		self::assertSame( [], OutboxTable::ofOrder( $order->get_id() ), 'Opening the form makes no order yet.' );
		require_once WC()->plugin_path() . '/includes/admin/wc-admin-functions.php';
		require_once WC()->plugin_path() . '/includes/admin/meta-boxes/class-wc-meta-box-order-data.php';
		$_POST = [ 'order_status' => 'wc-processing', '_payment_method' => 'cod', '_billing_first_name' => 'Ana', 'customer_user' => '0', 'order_date' => gmdate( 'Y-m-d' ), 'order_date_hour' => '10', 'order_date_minute' => '00', 'order_date_second' => '00', 'woocommerce_meta_nonce' => wp_create_nonce( 'woocommerce_save_data' ) ];
		\WC_Meta_Box_Order_Data::save( $order->get_id() );
		$_POST = [];
		$this->assertOneRow( $order->get_id() );
	}

	/** @group real-store */
	public function testTheBlockCheckoutCostsOneQuery(): void {
		$product = $this->createProduct( 'A' );
		$queries = $this->countingOurQueries(
			function () use ( $product, &$orderId ): void {
				$orderId = $this->blockCheckout( $product->get_id() );
			}
		);
		$this->assertOneRow( $orderId );
		self::assertSame( 'processing', wc_get_order( $orderId )->get_status() );
		self::assertCount( 1, $queries, implode( "\n", $queries ) );
	}

	/**
	 * WooCommerce makes it when the checkout is opened, since 10.8 only when the order is placed. Here another plugin
	 * then stops the checkout: of any version a draft is left.
	 *
	 * @group real-store
	 */
	public function testADraftOfTheBlockCheckoutIsNoOrder(): void {
		$this->fillCart( $this->createProduct( 'A' )->get_id() );
		$refuse = static function (): void {
			throw new RouteException( 'refused', 'Another plugin.', 409 );
		};
		add_action( 'woocommerce_store_api_checkout_update_order_meta', $refuse );
		$queries = $this->countingOurQueries(
			function () use ( &$opened, &$placed ): void {
				$opened = $this->storeCheckout( 'GET' )->get_status();
				$placed = $this->placeBlockOrder();
			}
		);
		remove_action( 'woocommerce_store_api_checkout_update_order_meta', $refuse );
		self::assertContains( $opened, [ 200, 409 ], 'The plugin may stop it as soon as there is a draft.' );
		self::assertSame( 409, $placed->get_status() );
		$drafts = wc_get_orders( [ 'status' => 'checkout-draft' ] );
		self::assertNotSame( [], $drafts );
		self::assertSame( [], $queries );
		$this->sweep()->run();
		foreach ( $drafts as $draft ) {
			self::assertSame( [], OutboxTable::ofOrder( $draft->get_id() ) );
		}
		self::assertSame( 200, $this->placeBlockOrder()->get_status() );
		self::assertCount( 1, wc_get_orders( [ 'status' => 'processing' ] ) );
		$this->assertOneRow( wc_get_orders( [ 'status' => 'processing' ] )[0]->get_id() );
	}

	/** @group real-store */
	public function testTheClassicCheckoutCostsOneQuery(): void {
		$this->fillCart( $this->createProduct( 'A' )->get_id() );
		$queries = $this->countingOurQueries(
			static function () use ( &$orderId ): void {
				$orderId = WC()->checkout()->create_order( self::address( 'billing_' ) + [ 'payment_method' => 'cod' ] );
				$order   = wc_get_order( $orderId );
				do_action( 'woocommerce_checkout_order_processed', $orderId, [], $order );
				WC()->payment_gateways()->payment_gateways()['cod']->process_payment( $orderId );
			}
		);
		$this->assertOneRow( $orderId );
		self::assertCount( 1, $queries, implode( "\n", $queries ) );
	}

	/** @group real-store */
	public function testTheRestApiOfWooCommerceIsCaptured(): void {
		$this->loginAsAdmin();
		$request = new \WP_REST_Request( 'POST', '/wc/v3/orders' );
		$request->set_body_params(
			[ 'status' => 'processing', 'line_items' => [ [ 'product_id' => $this->createProduct( 'A' )->get_id(), 'quantity' => 2 ] ] ]
		);
		$response = rest_do_request( $request );
		self::assertSame( 201, $response->get_status() );
		$this->assertOneRow( (int) $response->get_data()['id'] );
	}

	/** @return list<string> Queries that name a table of ours. */
	private function countingOurQueries( callable $do ): array {
		// A shop that is connected has it among the options that WordPress loads at once.
		get_option( 'sors_settings' );
		return array_values( preg_grep( '/sors_/', self::queries( $do ) ) );
	}

	private function fillCart( int $productId ): void {
		update_option( 'woocommerce_cod_settings', [ 'enabled' => 'yes' ] );
		WC()->payment_gateways()->init();
		wc_load_cart();
		WC()->cart->empty_cart();
		WC()->cart->add_to_cart( $productId );
	}

	private function blockCheckout( int $productId ): int {
		$this->fillCart( $productId );
		$response = $this->placeBlockOrder();
		self::assertSame( 200, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		return (int) $response->get_data()['order_id'];
	}

	private function placeBlockOrder(): \WP_REST_Response {
		return $this->storeCheckout(
			'POST',
			[ 'billing_address' => self::address(), 'shipping_address' => self::address(), 'payment_method' => 'cod' ]
		);
	}

	private static function address( string $prefix = '' ): array {
		$address = self::ADDRESS + [ 'state' => '' ];
		$keys    = array_map( static fn( string $key ): string => $prefix . $key, array_keys( $address ) );
		return (array) array_combine( $keys, $address );
	}
}
