<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Store\Link;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** A new product gets stock and price once, where the owner wants that only: not all of it need come at the same time. */
final class FirstFiguresTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->configure(
			[
				'newProductStatus' => 'publish',
				'fields'           => [ 'stock' => 'create', 'price' => 'create' ],
			]
		);
		$this->bringInItem( 'T1', 'Prvi', [ 'priceWithVat' => 0 ], [ $this->firstUnit => 5 ] );
	}

	public function testAPriceThatComesAfterTheStockArrivesAndIsMissedUntilThen(): void {
		for ( $round = 0; $round < 2; $round++ ) {
			$this->assertSucceeded( $this->runToEnd( 'stock' ) );
			self::assertSame( Link::NO_PRICE, self::linkOf( 'T1' )->problem );
		}
		$this->setFigures( 50, 9 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( [ '50', 5, '' ], [ $this->productOf( 'T1' )->get_regular_price(), $this->productOf( 'T1' )->get_stock_quantity(), self::linkOf( 'T1' )->problem ] );
		$this->setFigures( 60, 9 );
		self::assertSame( 0, $this->runToEnd( 'stock' )->updated, 'It is new no longer.' );
	}

	public function testItArrivesThoughSomethingElseWasWrongOfItMeanwhile(): void {
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->setFigures( -1, 5 );
		$this->runToEnd( 'stock' );
		self::assertSame( 'price', self::linkOf( 'T1' )->problem );
		$this->setFigures( 50, 5 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( '50', $this->productOf( 'T1' )->get_regular_price() );
	}

	public function testAPriceThatTheOwnerGaveItMeanwhileStays(): void {
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::saved( $this->productOf( 'T1' ), [ 'regular_price' => '70' ] );
		$this->setFigures( 50, 5 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ '70', '' ], [ $this->productOf( 'T1' )->get_regular_price(), self::linkOf( 'T1' )->problem ] );
	}

	/**
	 * When it is thrown away: before a run of stock compares, or before that run writes.
	 *
	 * @testWith ["apply", true]
	 *           ["preview", true]
	 *           ["preview", false]
	 */
	public function testWhatWasInTheTrashGetsItsFirstFiguresOnceItIsBack( string $mode, bool $inBulk ): void {
		if ( ! $inBulk ) {
			self::requireRealStore();
			add_filter( 'woocommerce_product_data_store', static fn(): object => new class() extends \WC_Product_Data_Store_CPT {} );
		}
		$this->setFigures( 50, 5 );
		$id = $this->productOf( 'T1' )->get_id();
		if ( 'apply' === $mode ) {
			wp_trash_post( $id );
		}
		$run = $this->runToEnd( 'stock', $mode );
		if ( Run::AWAITING_APPROVAL === $run->state ) {
			wp_trash_post( $id );
			$run = $this->approvedRun( $run );
		}
		$this->assertSucceeded( $run );
		wp_untrash_post( $id );
		wp_publish_post( $id );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( [ '50', 5 ], [ $this->productOf( 'T1' )->get_regular_price(), $this->productOf( 'T1' )->get_stock_quantity() ] );
	}

	private function setFigures( int $price, int $stock ): void {
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T1', 'unit' => $this->firstUnit, 'priceWithVat' => $price ], [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->firstUnit, 'onHand' => $stock ] ] );
	}
}
