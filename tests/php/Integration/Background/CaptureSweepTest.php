<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Plugin;
use SorsApi\Services;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\Uptime;
use SorsApi\Tests\Integration\Outbox\CaptureTestCase;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** What no hook saw, the sweep finds; and a visitor's page pays for neither. */
final class CaptureSweepTest extends CaptureTestCase {

	public function testAFailureOfOursNeverStopsAnOrder(): void {
		$break = self::throwing( 'The clock does not answer.' );
		add_filter( 'sors_settle_seconds', $break );
		$order = $this->createOrder( [ $this->createProduct( 'T-1', '100' )->get_id() => 1 ] );
		remove_filter( 'sors_settle_seconds', $break );
		self::assertSame( 'processing', wc_get_order( $order->get_id() )->get_status() );
		self::assertSame( '0', self::db()->get_var( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::OUTBOX ) ) );
		$this->sweep()->run();
		$this->assertOneRow( $order->get_id() );
	}

	public function testTheSweepFindsWhatNoHookSaw(): void {
		$order = $this->createOrder( [ $this->createProduct( 'A' )->get_id() => 1 ] );
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) );
		$this->sweep()->run();
		self::assertSame( OutboxEntry::QUEUED, $this->assertOneRow( $order->get_id() )->state );
		$this->sweep()->run();
		$this->assertOneRow( $order->get_id() );
	}

	public function testOrdersOfBeforeThePluginGetARowOnlyWhileTheyAreOpen(): void {
		$product   = $this->createProduct( 'A' );
		$open      = $this->createOrder( [ $product->get_id() => 1 ] );
		$completed = $this->createOrder( [ $product->get_id() => 1 ], 'completed' );
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) );
		AtWork::since( time() + 3600 );
		$this->sweep()->run();
		$row = $this->assertOneRow( $open->get_id() );
		self::assertSame( [ OutboxEntry::SKIPPED, 'before_plugin', null ], [ $row->state, $row->errorCode, $row->nextAttemptAt ] );
		self::assertSame( [], OutboxTable::ofOrder( $completed->get_id() ) );
	}

	public function testAllOpenOrdersAreInBeforeAStockRunReadsAnything(): void {
		$product = $this->createProduct( 'A' );
		for ( $i = 0; $i < 5; $i++ ) {
			$this->createOrder( [ $product->get_id() => 1 ] );
		}
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) );
		OpenOrders::begin();
		self::assertSame( 2, OpenOrders::add( 0, 2 ) );
		self::assertFalse( get_option( OpenOrders::FILLED_OPTION ) );
		SettingsStore::update( [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		$runs = ( new Services() )->sync()->runs();
		$this->sors->post( 'settings', [ 'down' => '503' ] );
		$runs->step( $runs->start( 'stock', 'preview', 'person' )->id );
		self::assertSame( 5, (int) self::db()->get_var( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::OUTBOX ) ) );
		self::assertNotFalse( get_option( OpenOrders::FILLED_OPTION ) );
	}

	public function testSwitchingThePluginOnAgainLooksForWhatCameMeanwhile(): void {
		AtWork::since( time() - 86400 );
		update_option( OpenOrders::FILLED_OPTION, time() - 86400 );
		( new Plugin() )->activate();
		self::assertFalse( get_option( OpenOrders::FILLED_OPTION ) );
		self::assertLessThan( time() - 3600, Uptime::first(), 'Orders of that time are as new to us as any.' );
	}

	public function testAVisitorsPageLoadsOnlyTheHooks(): void {
		$ours   = self::ourFiles( json_decode( $this->inOtherProcess( 'echo wp_json_encode( get_included_files() );' )->finish(), true ) );
		$outbox = array_values( array_filter( $ours, static fn( string $file ): bool => 0 === strpos( $file, 'Outbox/' ) ) );
		self::assertSame( [ 'Outbox/Capture.php' ], $outbox );
		self::assertLessThanOrEqual( 20, count( $ours ), implode( ', ', $ours ) );
	}

	public function routesOfOthers(): array {
		return [ 'cart' => [ '/wc/store/v1/cart' ], 'page' => [ '/wp/v2/pages' ], 'none' => [ '/wp/v2/none' ] ];
	}

	/** @dataProvider routesOfOthers */
	public function testNoMoreDoARequestOfAnothersRoute( string $route ): void {
		$code = 'define( "REST_REQUEST", true );
			$status = rest_do_request( $args[0] )->get_status();
			echo wp_json_encode( [ $status, array_values( preg_grep( "~^/sors/~", array_keys( rest_get_server()->get_routes() ) ) ), get_included_files() ] );';
		[ $status, $routes, $files ] = json_decode( $this->inOtherProcess( $code, [ $route ], '/index.php?rest_route=' . $route )->finish(), true );
		$ours = self::ourFiles( $files );
		if ( 'real' === getenv( 'SORS_TEST_STORE' ) || 0 !== strpos( $route, '/wc/' ) ) {
			self::assertSame( '/wp/v2/none' === $route ? 404 : 200, $status );
		}
		self::assertSame( [], $routes );
		self::assertLessThanOrEqual( 20, count( $ours ), implode( ', ', $ours ) );
	}

	/** @return list<string> Below includes/. */
	private static function ourFiles( array $files ): array {
		$folder = realpath( dirname( SORS_API_FILE ) ) . '/includes/';
		return array_values( array_map( static fn( string $file ): string => substr( $file, strlen( $folder ) ), array_filter( $files, static fn( string $file ): bool => 0 === strpos( $file, $folder ) ) ) );
	}

	public function testAVisitorsPageLooksForNoOrders(): void {
		delete_option( OpenOrders::FILLED_OPTION );
		$this->createOrder( [ $this->createProduct( 'A' )->get_id() => 1 ] );
		global $wpdb;
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) );
		self::assertSame( '[]', $this->inOtherProcess( 'global $wpdb; echo wp_json_encode( $wpdb->get_col( "SELECT order_id FROM {$wpdb->prefix}sors_outbox" ) );' )->finish() );
		self::assertSame( 1, $this->sweep()->run() );
	}
}
