<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\BrokenTransactions;

'cli' === PHP_SAPI || exit;

/**
 * The database gives up a transaction while a product is being saved: because of a deadlock, or since the connection
 * broke. WooCommerce goes on with the next statement as if nothing had happened.
 *
 * SQLite's driver gives a transaction up whenever a statement fails; there is no connection to be lost.
 *
 * @group sqlite
 */
final class BrokenTransactionTest extends SyncTestCase {

	private BrokenTransactions $breaks;

	protected function setUp(): void {
		parent::setUp();
		$this->breaks = new BrokenTransactions();
		$this->assortment( 1 );
		$this->bringInItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 15 ] );
	}

	public function breaks(): array {
		$breaks = [ 'a deadlock' => [ 'deadlock' ], 'a lost connection' => [ 'kill' ] ];
		return DatabaseClock::isInProcess() ? array_slice( $breaks, 0, 1 ) : $breaks;
	}

	/** The sale that was in the way counts, and the item is written all the same. @dataProvider breaks */
	public function testASaleInTheWayOfAWriteIsNotForgotten( string $how ): void {
		$product = $this->productOf( 'T1' );
		$sale    = static fn(): string => 'wp_cache_flush(); $o = wc_create_order(); $o->add_product( wc_get_product( $args[0] ), 3 ); $o->set_payment_method( "cod" ); $o->calculate_totals(); $o->update_status( "processing" );';
		// From nothing to something its status changes: its stock is written alone, the rest by WooCommerce's own save().
		$this->breaks->when( "UPDATE {$GLOBALS['wpdb']->postmeta} SET meta_value = '15'", $how, 1, fn() => $this->inOtherProcess( $sale(), [ $product->get_id() ] )->finish() );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( 1, $this->breaks->count );
		self::assertEquals( 12, $this->productOf( 'T1' )->get_stock_quantity() );
		$this->assertSucceeded( $run );
		self::assertSame( [ 'updated', 0 ], [ $this->itemOf( $run, 'T1' )['outcome'], $run->failed ] );
		self::assertSame( 0, $this->runToEnd( 'stock' )->updated );
	}

	/** WooCommerce's save() is in no transaction. It would go on after the statement, and leave goods that cannot be bought. @dataProvider breaks */
	public function testASaveOfWhichAStatementFailsIsDoneAgainAsAWhole( string $how ): void {
		if ( DatabaseClock::isInProcess() ) {
			self::markTestSkipped( 'SQLite has one writer: nothing is in the way of a statement outside a transaction.' );
		}
		$this->breaks->when( "UPDATE `{$GLOBALS['wpdb']->postmeta}` SET `meta_value` = 'instock'", $how );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( 1, $this->breaks->count );
		$this->assertSucceeded( $run );
		$product = $this->productOf( 'T1' );
		self::assertEquals( [ 15, 'instock' ], [ $product->get_stock_quantity(), $product->get_stock_status() ] );
		self::assertSame( [], wp_get_post_terms( $product->get_id(), 'product_visibility', [ 'fields' => 'names' ] ) );
		self::assertSame( 0, $this->runToEnd( 'stock' )->updated );
	}

	/**
	 * @dataProvider breaks
	 *
	 * @group real-store
	 */
	public function testFiguresWrittenInBulkAreWrittenInBulkAgain( string $how ): void {
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->firstUnit, 'onHand' => 9 ] ] );
		$this->breaks->when( "UPDATE {$GLOBALS['wpdb']->posts}", $how );
		$saved = did_action( 'woocommerce_before_product_object_save' );
		$run   = $this->runToEnd( 'stock' );
		self::assertSame( 1, $this->breaks->count );
		self::assertSame( $saved, did_action( 'woocommerce_before_product_object_save' ), 'each for itself, they would take sixty queries' );
		$this->assertSucceeded( $run );
		self::assertSame( [ 1, 0 ], [ $run->updated, $run->failed ] );
		self::assertEquals( 9, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	/** The database has it, and nothing was told of it yet. @group real-store */
	public function testFiguresWhoseCommitWasNotConfirmedAreToldOfAllTheSame(): void {
		if ( DatabaseClock::isInProcess() ) {
			self::markTestSkipped( 'SQLite has no connection to be lost.' );
		}
		$this->addItem( 'T2', 'Drugi', [ 'priceWithVat' => 60 ], [ $this->firstUnit => 8 ] );
		$this->runAll( 'catalog', 'stock' );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->firstUnit, 'onHand' => 9 ], [ 'do' => 'setStock', 'code' => 'T2', 'unit' => $this->firstUnit, 'onHand' => 7 ] ] );
		// It becomes right before it is written, and is counted with what was written.
		$product = $this->productOf( 'T2' )->get_id();
		$sold    = static function () use ( $product ): void {
			global $wpdb;
			$wpdb->query( "UPDATE {$wpdb->postmeta} SET meta_value = '7' WHERE post_id = $product AND meta_key = '_stock'" );
		};
		$this->breaks->loseReply( "UPDATE {$GLOBALS['wpdb']->posts}" );
		$told = did_action( 'woocommerce_update_product' );
		$run  = $this->runs->start( 'stock', 'preview', 'person' );
		$run  = $this->drive( $run->id );
		$sold();
		$run = $this->approvedRun( $run );
		self::assertSame( 1, $this->breaks->count );
		$this->assertSucceeded( $run );
		self::assertSame( [ 'updated', 'unchanged' ], [ $this->itemOf( $run, 'T1' )['outcome'], $this->itemOf( $run, 'T2' )['outcome'] ?? '' ] );
		self::assertSame( [ 1, 0 ], [ $run->updated, $run->failed ] );
		self::assertSame( 1, did_action( 'woocommerce_update_product' ) - $told );
		self::assertEquals( 9, $this->productOf( 'T1' )->get_stock_quantity() );
		self::assertSame( 0, $this->runToEnd( 'stock' )->updated );
	}

	/** Its stock alone: the rest of it follows after that. */
	public function testAStockWhoseCommitWasNotConfirmedIsSavedAllTheSame(): void {
		if ( DatabaseClock::isInProcess() ) {
			self::markTestSkipped( 'SQLite has no connection to be lost.' );
		}
		$product = $this->productOf( 'T1' );
		// All but the figure is as it will be: nothing would seem to be left to do.
		self::saved( $product, [ 'manage_stock' => true, 'stock_quantity' => 9 ] );
		delete_post_meta( $product->get_id(), '_product_version' );
		$this->breaks->loseReply( "UPDATE {$GLOBALS['wpdb']->postmeta} SET meta_value = '15'" );
		$told = did_action( 'woocommerce_product_set_stock' );
		$run  = $this->runToEnd( 'stock' );
		self::assertSame( 1, $this->breaks->count );
		$this->assertSucceeded( $run );
		self::assertSame( [ 'updated', 1, 0 ], [ $this->itemOf( $run, 'T1' )['outcome'], $run->updated, $run->failed ] );
		self::assertGreaterThan( 0, did_action( 'woocommerce_product_set_stock' ) - $told );
		self::assertEquals( 15, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	/** @dataProvider breaks */
	public function testAProductIsMadeOnceAndWhole( string $how ): void {
		$this->addItem( 'T2', 'Drugi', [ 'priceWithVat' => 60 ] );
		$this->breaks->when( "INSERT INTO `{$GLOBALS['wpdb']->postmeta}`", $how );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( 1, $this->breaks->count );
		$this->assertSucceeded( $run );
		self::assertSame( [ 1, 0 ], [ $run->created, $run->failed ] );
		self::assertSame( [ 'Drugi', '60' ], [ $this->productOf( 'T2' )->get_name(), $this->productOf( 'T2' )->get_regular_price() ] );
		self::assertCount( 1, wc_get_products( [ 'sku' => 'T2', 'status' => [ 'draft', 'publish' ], 'limit' => -1 ] ) );
	}

	public function testWhatBreaksEachTimeFailsAloneAndSaysWhy(): void {
		$this->breaks->when( "UPDATE {$GLOBALS['wpdb']->postmeta} SET meta_value = '15'", 'deadlock', PHP_INT_MAX );
		$run = $this->runToEnd( 'stock' );
		$this->breaks->stop();
		self::assertSame( 'succeeded', $run->state, $run->message );
		self::assertSame( 'failed', $this->itemOf( $run, 'T1' )['outcome'] );
		self::assertStringContainsString( 'database', (string) $this->itemOf( $run, 'T1' )['reason'] );
		self::assertEquals( 0, $this->productOf( 'T1' )->get_stock_quantity() );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( 15, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	protected function tearDown(): void {
		$this->breaks->stop();
		parent::tearDown();
	}
}
