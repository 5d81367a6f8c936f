<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\Pool;

'cli' === PHP_SAPI || exit;

/**
 * Two web servers on one database, as behind a load balancer: whichever a request comes to, the work is done once.
 *
 * @group real-store
 */
final class TwoPoolsTest extends SyncTestCase {

	private const ORDERS = 2;

	/** @var list<Pool> */
	private array $pools = [];
	private string $password = '';

	protected function setUp(): void {
		parent::setUp();
		self::requireRealStore();
		$made = \WP_Application_Passwords::create_new_application_password( 1, [ 'name' => 'Two pools' ] );
		self::assertIsArray( $made );
		$this->password = $made[0];
		$this->pools    = [ new Pool(), new Pool() ];
	}

	private function shop( int $items ): void {
		$this->assortment( $items );
		$this->configure( [ 'newProductStatus' => 'publish' ] );
	}

	protected function tearDown(): void {
		foreach ( $this->pools as $pool ) {
			$pool->stop();
		}
		\WP_Application_Passwords::delete_all_application_passwords( 1 );
		parent::tearDown();
	}

	/**
	 * @param list<Pool>|null $pools Null = both at the same moment.
	 *
	 * @return list<array{int, array<string, mixed>}>
	 */
	private function post( string $route, ?array $pools = null ): array {
		return Pool::post( $pools ?? $this->pools, $route, (string) get_user_by( 'id', 1 )->user_login, $this->password );
	}

	/** @return array<string, mixed> The run when it has ended, driven by both at once and by each alone, by turns. */
	private function driveInPools( string $kind ): array {
		$id = $this->restOk( 'POST', 'runs', [ 'kind' => $kind ] )['id'];
		for ( $turn = 0; $turn < 100; $turn++ ) {
			$answers = $this->post( "runs/$id/step", 0 === $turn % 3 ? null : [ $this->pools[ $turn % 2 ] ] );
			foreach ( $answers as [ $status, $run ] ) {
				self::assertSame( 200, $status, (string) wp_json_encode( $run ) );
			}
			$run = $this->restOk( 'GET', "runs/$id" );
			if ( 'awaiting_approval' === $run['state'] ) {
				$this->restOk( 'POST', "runs/$id/approve" );
			} elseif ( null !== $run['finishedAt'] ) {
				return $run;
			}
		}
		self::fail( 'The run does not end.' );
	}

	public function testARunThatBothDriveMakesEachProductOnce(): void {
		global $wpdb;
		$this->shop( 60 );
		$run = $this->driveInPools( 'catalog' );
		self::assertSame( 'succeeded', $run['state'] );
		self::assertGreaterThan( 40, $run['created'] );
		$codes = $wpdb->get_col( "SELECT m.meta_value FROM $wpdb->postmeta m JOIN $wpdb->posts p ON p.ID = m.post_id AND p.post_type = 'product' WHERE m.meta_key = '_sku'" );
		self::assertCount( $run['created'], $codes );
		self::assertCount( $run['created'], array_unique( $codes ) );
		self::assertSame( $run['created'], ( new Links() )->count() );
		$run = $this->driveInPools( 'stock' );
		self::assertSame( [ 'succeeded', 0 ], [ $run['state'], $run['failed'] ] );
		self::assertSame( 0, $this->driveInPools( 'stock' )['updated'] );
	}

	public function testAnOrderThatBothSendBecomesOneDocument(): void {
		$this->shop( 10 );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->configure( [ 'exportOrders' => true ] );
		( new StoreIdentity( new SettingsStore() ) )->storeId();
		OpenOrders::begin();
		$products = wc_get_products( [ 'stock_status' => 'instock', 'limit' => 2 ] );
		self::assertIsArray( $products );
		$entries = new OutboxTable();
		// So that each comes while the other has not yet got its answer.
		$this->sors->post( 'settings', [ 'latencyMs' => 400 ] );
		for ( $n = 0; $n < self::ORDERS; $n++ ) {
			$order = $this->createOrder( [ $products[ $n % 2 ]->get_id() => 1 ], 'processing', [ 'email' => "kupac$n@example.test" ] );
			$entry = $entries->sale( $order->get_id() );
			self::assertInstanceOf( OutboxEntry::class, $entry );
			$states = array_column( $this->post( "outbox/$entry->id/send" ), 0 );
			self::assertContains( 200, $states );
		}
		self::assertSame( self::ORDERS, $entries->counts()[ OutboxEntry::SENT ] );
		$operations = array_count_values( array_column( $this->sors->get( 'requests' )['requests'], 'operation' ) );
		self::assertSame( [ self::ORDERS, self::ORDERS ], [ $operations['createReservation'], $operations['createCustomer'] ] );
		$documents = $this->sors->get( 'state?database=' . self::DATABASE . '&include=documents' )['databases'][ self::DATABASE ]['documents'];
		self::assertCount( self::ORDERS, $documents );
		self::assertCount( self::ORDERS, array_unique( array_column( $documents, 'externalReference' ) ) );
	}
}
