<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

/**
 * The database gives up a transaction while a product is being saved: because
 * of a deadlock, or since the connection broke. WooCommerce goes on with the
 * next statement as if nothing had happened.
 */
final class BrokenTransactionTest extends SyncTestCase {

	private string $unit = '';

	private int $breaks = 0;

	/** @var (callable(string): string)|null */
	private $filter = null;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->unit = (string) array_key_first( $this->units );
		$this->addItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ $this->unit => 15 ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
	}

	/** @return array<string, array{string}> */
	public function breaks(): array {
		return [
			'a deadlock'        => [ 'deadlock' ],
			'a lost connection' => [ 'kill' ],
		];
	}

	/**
	 * The sale that was in the way counts, and the item is written all the same.
	 *
	 * @dataProvider breaks
	 */
	public function testASaleInTheWayOfAWriteIsNotForgotten( string $how ): void {
		$product = $this->productOf( 'T1' );
		$sale    = static fn(): string => 'wp_cache_flush(); $o = wc_create_order(); $o->add_product( wc_get_product( $args[0] ), 3 ); $o->set_payment_method( "cod" ); $o->calculate_totals(); $o->update_status( "processing" );';
		// From nothing to something its status changes, so WooCommerce's own save() writes it.
		$this->breakOnce( "UPDATE `{$GLOBALS['wpdb']->postmeta}` SET `meta_value` = '15'", $how, fn() => $this->inOtherProcess( $sale(), [ $product->get_id() ] )->finish() );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( 1, $this->breaks );
		self::assertEquals( 12, $this->productOf( 'T1' )->get_stock_quantity() );
		$this->assertSucceeded( $run );
		self::assertSame( [ 'updated', 0 ], [ $this->itemOf( $run, 'T1' )['outcome'], $run->failed ] );
		self::assertSame( 0, $this->runToEnd( 'stock' )->updated );
	}

	/**
	 * @dataProvider breaks
	 *
	 * @group real-store
	 */
	public function testFiguresWrittenInBulkAreWrittenInBulkAgain( string $how ): void {
		self::requireRealStore();
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->unit, 'onHand' => 9 ] ] );
		$this->breakOnce( "UPDATE {$GLOBALS['wpdb']->posts}", $how );
		$saved = did_action( 'woocommerce_before_product_object_save' );
		$run   = $this->runToEnd( 'stock' );
		self::assertSame( 1, $this->breaks );
		self::assertSame( $saved, did_action( 'woocommerce_before_product_object_save' ), 'each for itself, they would take sixty queries' );
		$this->assertSucceeded( $run );
		self::assertSame( [ 1, 0 ], [ $run->updated, $run->failed ] );
		self::assertEquals( 9, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	/** @dataProvider breaks */
	public function testAProductIsMadeOnceAndWhole( string $how ): void {
		$this->addItem( 'T2', 'Drugi', [ 'priceWithVat' => 60 ] );
		$this->breakOnce( "INSERT INTO `{$GLOBALS['wpdb']->postmeta}`", $how );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( 1, $this->breaks );
		$this->assertSucceeded( $run );
		self::assertSame( [ 1, 0 ], [ $run->created, $run->failed ] );
		self::assertSame( [ 'Drugi', '60' ], [ $this->productOf( 'T2' )->get_name(), $this->productOf( 'T2' )->get_regular_price() ] );
		self::assertCount( 1, wc_get_products( [ 'sku' => 'T2', 'status' => [ 'draft', 'publish' ], 'limit' => -1 ] ) );
	}

	public function testWhatBreaksEachTimeFailsAloneAndSaysWhy(): void {
		$this->breakOnce( "UPDATE `{$GLOBALS['wpdb']->postmeta}` SET `meta_value` = '15'", 'deadlock', null, PHP_INT_MAX );
		$run = $this->runToEnd( 'stock' );
		$this->stopBreaking();
		self::assertSame( 'succeeded', $run->state, $run->message );
		self::assertSame( 'failed', $this->itemOf( $run, 'T1' )['outcome'] );
		self::assertStringContainsString( 'database', (string) $this->itemOf( $run, 'T1' )['reason'] );
		self::assertEquals( 0, $this->productOf( 'T1' )->get_stock_quantity() );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( 15, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	/** Whenever a statement begins so while a run holds its transaction, that is given up first. */
	private function breakOnce( string $beginning, string $how, ?callable $meanwhile = null, int $times = 1 ): void {
		global $wpdb;
		$wpdb->suppress_errors();
		$this->filter = function ( string $query ) use ( $beginning, $how, $meanwhile, $times ): string {
			global $wpdb;
			if ( $this->breaks >= $times || 0 !== strpos( $query, $beginning ) ) {
				return $query;
			}
			++$this->breaks;
			if ( 'kill' === $how ) {
				$other = new \mysqli( ...self::credentials() );
				$other->query( 'KILL ' . (int) $wpdb->dbh->thread_id );
				$other->close();
				usleep( 100000 );
			} else {
				$wpdb->dbh->query( 'ROLLBACK' );
			}
			if ( null !== $meanwhile ) {
				$meanwhile();
			}
			return 'kill' === $how ? $query : "SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'Deadlock found when trying to get lock; try restarting transaction'";
		};
		add_filter( 'query', $this->filter );
	}

	private function stopBreaking(): void {
		remove_filter( 'query', $this->filter );
	}

	protected function tearDown(): void {
		$this->stopBreaking();
		$GLOBALS['wpdb']->suppress_errors( false );
		parent::tearDown();
	}

	/** @return array{0: string|null, 1: string, 2: string, 3: string, 4: int|null, 5: string|null} */
	private static function credentials(): array {
		global $wpdb;
		[ $host, $port, $socket ] = $wpdb->parse_db_host( DB_HOST );
		return [ $host, DB_USER, DB_PASSWORD, DB_NAME, null === $port ? null : (int) $port, $socket ];
	}
}
