<?php
declare( strict_types=1 );

namespace SorsApi\Tests;

use PHPUnit\Framework\TestCase;
use SorsApi\Database\DatabaseClock;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sync\Stock\StockPasses;
use SorsApi\Tests\Site\CleanSlate;
use SorsApi\Tests\Site\OtherProcess;
use SorsApi\Tests\Site\Polylang;
use SorsApi\Tests\Site\ReservedWords;
use SorsApi\Tests\Site\SorsControl;

'cli' === PHP_SAPI || exit;

/**
 * A test inside WordPress with a shop. Every test starts with an empty shop, default settings and a freshly seeded
 * SORS; no user is logged in. The hooks that it adds or takes away, the screen and what a request brings are as before
 * when it has ended.
 */
abstract class StoreTestCase extends TestCase {

	protected const ADDRESS = [
		'first_name' => 'Petar',
		'last_name'  => 'Petrović',
		'email'      => 'petar@example.test',
		'phone'      => '0641234567',
		'address_1'  => 'Bulevar oslobođenja 12',
		'city'       => 'Novi Sad',
		'postcode'   => '21000',
		'country'    => 'RS',
	];

	protected SorsControl $sors;

	/** @var array<string, \WP_Hook>|null Null where a test was skipped before anything was set up. */
	private ?array $hooks = null;

	private bool $isClockSet = false;

	protected function setUp(): void {
		parent::setUp();
		if ( in_array( 'real-store', $this->getGroups(), true ) ) {
			self::requireRealStore();
		}
		$this->hooks = [];
		foreach ( $GLOBALS['wp_filter'] as $name => $hook ) {
			$this->hooks[ $name ] = clone $hook;
		}
		$this->sors = new SorsControl();
		$this->sors->post( 'reset' );
		CleanSlate::restore();
	}

	protected function tearDown(): void {
		if ( $this->isClockSet ) {
			$this->setClockRight();
		}
		unset( $GLOBALS['current_screen'], $GLOBALS['post'] );
		[ $_GET, $_POST, $_REQUEST ] = [ [], [], [] ];
		if ( class_exists( Polylang::class, false ) ) {
			Polylang::forget();
		}
		if ( null !== $this->hooks ) {
			$GLOBALS['wp_filter'] = $this->hooks;
			// PHPUnit keeps each test to its end.
			$this->hooks = null;
		}
		parent::tearDown();
		self::assertSame( [], ReservedWords::seen(), 'Some database reserves the word: quote it, or take another name.' );
	}

	protected static function isRealStore(): bool {
		return 'stand-in' !== getenv( 'SORS_TEST_STORE' );
	}

	/** For what only WooCommerce itself has, where not the whole test is of `@group real-store`, for which it is called by itself. */
	protected static function requireRealStore(): void {
		if ( ! self::isRealStore() ) {
			self::markTestSkipped( 'Needs the real WooCommerce; this run is on the stand-in.' );
		}
	}

	protected static function usesHpos(): bool {
		return 'yes' === get_option( 'woocommerce_custom_orders_table_enabled' );
	}

	/** Whether WooCommerce puts back on sale what a failed order took, as it does since 11.0: before, the order kept it. */
	protected static function failedOrdersGiveBack(): bool {
		return version_compare( WC_VERSION, '11.0', '>=' );
	}

	/** How many WooCommerce makes for each order beside those for all together: before 11.0 it reads orders that are posts one by one. */
	protected static function queriesOfEachOrder(): int {
		return ! self::usesHpos() && version_compare( WC_VERSION, '11.0', '<' ) ? 2 : 0;
	}

	/** The SORS server's database of this year, or of one before: see tests/sors/model/years.ts. */
	protected static function yearly( int $ago = 0 ): string {
		return 'Prodavnica' . self::year( $ago );
	}

	/** @param string $day Month and day. */
	protected static function day( string $day, int $yearsAgo = 0 ): string {
		return self::year( $yearsAgo ) . '-' . $day;
	}

	private static function year( int $ago ): int {
		return (int) gmdate( 'Y' ) - $ago;
	}

	/** The shop is known at that address: it moved here, or its database was copied. */
	protected static function bringFrom( string $address ): void {
		update_option( StoreIdentity::ADDRESS_OPTION, $address );
		update_option( StoreIdentity::PLACE_OPTION, hash( 'sha256', 'production|' . $address ) );
	}

	/** With the test server's shared database. */
	protected static function connectShop(): void {
		( new ApiKey() )->save( 'demo-key' );
		SettingsStore::update( [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
	}

	/** The last test of the chosen database failed. */
	protected static function failedTest( string $code, string $message ): void {
		$test = [
			'at'     => DatabaseClock::iso( time() ),
			'result' => [ 'ok' => false, 'latencyMs' => null, 'problem' => compact( 'code', 'message' ) ],
		];
		update_option( LastTest::OPTION, [ SettingsStore::load()->database => $test ] );
	}

	/**
	 * @template T of \Throwable
	 *
	 * @param class-string<T> $class
	 *
	 * @return T
	 */
	protected static function thrown( callable $do, string $class ): \Throwable {
		return Thrown::by( $do, $class );
	}

	/**
	 * @template T of \WC_Data
	 *
	 * @param T                    $data
	 * @param array<string, mixed> $props In this order, by the names of its setters, or of metas that begin with "_".
	 *
	 * @return T Saved.
	 */
	protected static function saved( \WC_Data $data, array $props ): \WC_Data {
		foreach ( $props as $name => $value ) {
			'_' === $name[0] ? $data->update_meta_data( $name, $value ) : $data->{"set_$name"}( $value );
		}
		$data->save();
		return $data;
	}

	/** A listener of another plugin that breaks. */
	protected static function throwing( string $message ): \Closure {
		return static function () use ( $message ): void {
			throw new \RuntimeException( $message );
		};
	}

	protected function loginAsAdmin(): void {
		wp_set_current_user( 1 );
	}

	/** A user without `manage_woocommerce`. */
	protected function loginAsCustomer(): int {
		$id = wp_insert_user( [ 'user_login' => uniqid( 'kupac-' ), 'user_pass' => 'password', 'role' => 'subscriber' ] );
		self::assertIsInt( $id );
		wp_set_current_user( $id );
		return $id;
	}

	/**
	 * A request of our REST routes, judged and answered as over HTTP.
	 *
	 * @param array<string, mixed> $params the query of a GET or DELETE, else the JSON body
	 */
	protected function rest( string $method, string $route, array $params = [] ): \WP_REST_Response {
		$request = new \WP_REST_Request( $method, '/sors/v1/' . ltrim( $route, '/' ) );
		if ( 'GET' === $method || 'DELETE' === $method ) {
			$request->set_query_params( $params );
		} else {
			$request->set_header( 'Content-Type', 'application/json' );
			$request->set_body( (string) wp_json_encode( (object) $params ) );
		}
		return rest_do_request( $request );
	}

	protected function restAsAdmin( string $method, string $route, array $params = [] ): \WP_REST_Response {
		$this->loginAsAdmin();
		return $this->rest( $method, $route, $params );
	}

	/** The same as an administrator who expects success. */
	protected function restOk( string $method, string $route, array $params = [] ): array {
		$response = $this->restAsAdmin( $method, $route, $params );
		$data     = json_decode( (string) wp_json_encode( $response->get_data() ), true );
		self::assertLessThan( 300, $response->get_status(), $method . ' ' . $route . ': ' . wp_json_encode( $data ) );
		self::assertIsArray( $data );
		return $data;
	}

	/**
	 * WooCommerce's checkout as the block sends it; only on the real WooCommerce. In a shop each request comes to a
	 * process of its own, and since 10.8 the route remembers the order of its first one: so each registers its routes again.
	 */
	protected function storeCheckout( string $method, array $body = [] ): \WP_REST_Response {
		add_filter( 'woocommerce_store_api_disable_nonce_check', '__return_true' );
		$GLOBALS['wp_rest_server'] = null;
		$request                   = new \WP_REST_Request( $method, '/wc/store/v1/checkout' );
		if ( [] !== $body ) {
			$request->set_header( 'Content-Type', 'application/json' );
			$request->set_body( (string) wp_json_encode( $body ) );
		}
		return rest_do_request( $request );
	}

	/**
	 * @param \WC_Order|\WC_Order_Refund|bool $order
	 *
	 * @return list<\WC_Order_Item_Product>
	 */
	protected static function lines( $order ): array {
		self::assertIsObject( $order );
		$lines = [];
		foreach ( $order->get_items() as $item ) {
			self::assertInstanceOf( \WC_Order_Item_Product::class, $item );
			$lines[] = $item;
		}
		return $lines;
	}

	/** Of a variable product of its own; only on the real WooCommerce. */
	protected function createVariation( string $sku, string $price = '' ): \WC_Product_Variation {
		$parent = self::saved( new \WC_Product_Variable(), [ 'name' => 'Majica' ] );
		return self::saved( new \WC_Product_Variation(), [ 'parent_id' => $parent->get_id(), 'sku' => $sku, 'regular_price' => $price ] );
	}

	/** A published product with stock, as a shop owner would have made it. */
	protected function createProduct( string $sku, string $price = '120.00', int $stock = 10, string $name = 'Proizvod' ): \WC_Product {
		$product = self::saved(
			new \WC_Product_Simple(),
			[ 'name' => $name, 'sku' => $sku, 'status' => 'publish', 'regular_price' => $price, 'manage_stock' => true, 'stock_quantity' => $stock ]
		);
		return $product;
	}

	/** A saved variable product whose variations come in two colours, without any yet. */
	protected function createVariable(): \WC_Product_Variable {
		$parent    = new \WC_Product_Variable();
		$attribute = new \WC_Product_Attribute();
		$attribute->set_name( 'Boja' );
		$attribute->set_options( [ 'crna', 'bela' ] );
		$attribute->set_variation( true );
		self::saved( $parent, [ 'name' => 'Majica', 'attributes' => [ $attribute ] ] );
		return $parent;
	}

	/**
	 * A saved order with one line a product, in the given status.
	 *
	 * @param array<int, int> $quantities product id => quantity
	 * @param array<string, string> $address fields of the billing address
	 */
	protected function createOrder( array $quantities, string $status = 'processing', array $address = [] ): \WC_Order {
		$order = wc_create_order();
		foreach ( $quantities as $id => $quantity ) {
			$order->add_product( wc_get_product( $id ), $quantity );
		}
		$order->set_address( $address + self::ADDRESS, 'billing' );
		$order->set_payment_method( 'cod' );
		$order->calculate_totals();
		self::saved( $order, [ 'status' => $status ] );
		return $order;
	}

	/**
	 * An order costs that as well: a fee, or shipping.
	 *
	 * @param array<string, string> $props
	 */
	protected static function addCost( \WC_Order $order, \WC_Order_Item $item, array $props, bool $withTaxes = true ): void {
		$item->set_props( $props );
		$order->add_item( $item );
		$order->calculate_totals( $withTaxes );
		$order->save();
	}

	/** Pieces of the order's first line that come back into stock, with their part of its price and taxes. */
	protected static function giveBack( \WC_Order $order, int $quantity = 1 ): \WC_Order_Refund {
		$line   = self::lines( wc_get_order( $order->get_id() ) )[0];
		$share  = static fn( $amount ): float => (float) $amount * $quantity / $line->get_quantity();
		$taxes  = array_map( $share, $line->get_taxes()['total'] );
		$lines  = [ $line->get_id() => [ 'qty' => $quantity, 'refund_total' => $share( $line->get_total() ), 'refund_tax' => $taxes ] ];
		$amount = (string) round( $share( $line->get_total() ) + array_sum( $taxes ), 2 );
		return wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => $amount, 'line_items' => $lines, 'restock_items' => true ] );
	}

	protected static function printed( callable $print ): string {
		ob_start();
		$print();
		return (string) ob_get_clean();
	}

	/** @return array<string, array<string, mixed>> What needs a person, by its code, as the overview shows it. */
	protected function decisions(): array {
		return array_column( $this->restOk( 'GET', 'overview' )['decisions'], null, 'code' );
	}

	/** @return list<string> What the database was asked meanwhile. */
	protected static function queries( callable $do ): array {
		$queries = [];
		$note    = static function ( string $query ) use ( &$queries ): string {
			$queries[] = $query;
			return $query;
		};
		add_filter( 'query', $note );
		$do();
		remove_filter( 'query', $note );
		return $queries;
	}

	protected static function db(): \wpdb {
		return $GLOBALS['wpdb'];
	}

	/** What the database takes for the time, until the test ends. Not on SQLite, which has no clock of its own. */
	protected function setClock( float $timestamp ): void {
		$this->isClockSet = true;
		self::db()->query( sprintf( 'SET timestamp = %.6F', $timestamp ) );
		// It is extrapolated from the last reading.
		DatabaseClock::now();
	}

	/** The database's clock is right again, and moments go on from it. */
	protected function setClockRight(): void {
		self::db()->query( 'SET timestamp = DEFAULT' );
		DatabaseClock::now();
		delete_option( 'sors_last_moment' );
		$this->isClockSet = false;
	}

	/** Seconds of processor time that this process has used: a busy machine makes them no more. */
	protected static function cpu(): float {
		$usage = getrusage();
		return $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec'] + ( $usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec'] ) / 1e6;
	}

	/** The last reading of stock (`last`), or of all stock (`full`), was so many hours later. */
	protected function moveReading( string $which, int $hours ): void {
		$passes            = get_option( StockPasses::OPTION );
		$passes[ $which ] += $hours * HOUR_IN_SECONDS * 1000000;
		update_option( StockPasses::OPTION, $passes );
	}

	protected function inOtherProcess( string $code, array $args = [], string $path = '' ): OtherProcess {
		return new OtherProcess( $code, $args, $path );
	}
}
