<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Items that SORS no longer offers.
 *
 * @group sqlite
 */
final class WithdrawalTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->configure( [ 'newProductStatus' => 'publish' ] );
		$this->addItem( 'T1', 'Prvi', [], [ array_key_first( $this->units ) => 5 ] );
		$this->runAll( 'catalog', 'stock' );
		self::assertEquals( 5, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	public function testAnInactiveItemGoesOutOfStockAndComesBack(): void {
		$this->setItem( 'T1', [ 'active' => false ] );
		$run = $this->runToEnd( 'catalog' );
		self::assertEquals( 0, $this->productOf( 'T1' )->get_stock_quantity() );
		self::assertSame( 'updated', $this->itemOf( $run, 'T1' )['outcome'] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( 0, $this->productOf( 'T1' )->get_stock_quantity(), 'a stock run does not bring it back' );
		$this->setItem( 'T1', [ 'active' => true ] );
		$this->runAll( 'catalog', 'stock' );
		self::assertEquals( 5, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	public function testStockThatIsTheOwnersComesBackWithTheItem(): void {
		$this->configure( [ 'fields' => [ 'stock' => 'create' ] ] );
		$product = self::saved( $this->productOf( 'T1' ), [ 'stock_quantity' => 9 ] );
		$this->setItem( 'T1', [ 'active' => false ] );
		foreach ( [ 'catalog', 'stock', 'catalog' ] as $kind ) {
			$this->assertSucceeded( $this->runToEnd( $kind ) );
			self::assertEquals( 0, $this->productOf( 'T1' )->get_stock_quantity() );
		}
		$this->setItem( 'T1', [ 'active' => true ] );
		foreach ( [ 'catalog', 'stock', 'catalog' ] as $kind ) {
			$this->assertSucceeded( $this->runToEnd( $kind ) );
			self::assertEquals( [ 9, 'instock' ], [ $this->productOf( 'T1' )->get_stock_quantity(), $this->productOf( 'T1' )->get_stock_status() ] );
		}
		self::saved( $this->productOf( 'T1' ), [ 'stock_quantity' => 0 ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertEquals( 0, $this->productOf( 'T1' )->get_stock_quantity(), 'it was given back once' );
	}

	public function testANewItemThatIsWithdrawnBeforeItHadStockGetsItsFirstStockWhenItComesBack(): void {
		$this->configure( [ 'fields' => [ 'stock' => 'create', 'price' => 'create' ] ] );
		$this->bringInItem( 'T2', 'Drugi', [], [ array_key_first( $this->units ) => 4 ] );
		$this->setItem( 'T2', [ 'active' => false ] );
		$this->runAll( 'catalog', 'stock', 'stock' );
		self::assertEquals( 0, $this->productOf( 'T2' )->get_stock_quantity() );
		$this->setItem( 'T2', [ 'active' => true ] );
		$this->runAll( 'catalog', 'stock' );
		self::assertEquals( 4, $this->productOf( 'T2' )->get_stock_quantity() );
	}

	public function testAnItemIsDiscontinuedOnlyAfterTwoCompletePasses(): void {
		$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'T1' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertEquals( 5, $this->productOf( 'T1' )->get_stock_quantity() );
		$run = $this->runToEnd( 'catalog' );
		self::assertEquals( 0, $this->productOf( 'T1' )->get_stock_quantity() );
		self::assertSame( [ [ 'field' => 'stock', 'from' => '5', 'to' => '0' ] ], $this->itemOf( $run, 'T1' )['changes'] );
		self::assertSame( 'publish', $this->productOf( 'T1' )->get_status(), 'never deleted' );
		self::assertSame( 0, $this->runToEnd( 'catalog' )->updated );
		$this->addItem( 'T1', 'Prvi', [], [ array_key_first( $this->units ) => 7 ] );
		$this->runAll( 'catalog', 'stock' );
		self::assertEquals( 7, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	public function testAPassThatShowsItInBetweenRestartsTheCount(): void {
		$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'T1' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->bringInItem( 'T1', 'Prvi', [], [ array_key_first( $this->units ) => 5 ] );
		$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'T1' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertEquals( 5, $this->productOf( 'T1' )->get_stock_quantity() );
	}
}
