<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * An item whose code was corrected in SORS does not become a second product.
 *
 * @group sqlite
 */
final class RenamedItemsTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
		$this->addItem( 'T1', 'Čekić', [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
		$this->runAll( 'catalog', 'stock' );
		$this->setItem( 'T1', [ 'code' => 'T01' ] );
	}

	public function testItIsHeldBackUntilItsProductHasTheNewCodeAndThenGoesOnWithIt(): void {
		$product = $this->productOf( 'T1' );
		$sorsId  = self::linkOf( 'T1' )->sorsId;
		for ( $i = 0; $i < 3; $i++ ) {
			$run = $this->runWell( 'catalog' );
			$item = (array) $this->itemOf( $run, 'T01' );
			self::assertSame( [ 'skipped', $product->get_id() ], [ $item['outcome'], $item['productId'] ] );
			self::assertStringContainsString( 'had the code T1 until now', (string) $item['reason'] );
			self::assertStringContainsString( 'to T01', (string) $item['reason'] );
			self::assertNull( $this->itemOf( $run, 'T1' ), 'It is not missing.' );
		}
		self::assertSame( Link::ACTIVE, self::linkOf( 'T1' )->state );
		self::assertContains( 'code_changed', array_column( $this->restOk( 'GET', 'conflicts' )['items'], 'code' ) );

		self::saved( $product, [ 'sku' => 'T01' ] );
		$run = $this->runWell( 'catalog' );
		self::assertSame( 'updated', ( (array) $this->itemOf( $run, 'T01' ) )['outcome'] );
		$link = self::linkOf( 'T01' );
		self::assertSame( [ $product->get_id(), $sorsId, Link::ACTIVE, 0 ], [ $link->objectId, $link->sorsId, $link->state, $link->missingPasses ] );
		self::assertSame( [], ( new Links() )->byCodes( [ 'T1' ] ) );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( 5, (int) $this->productOf( 'T01' )->get_stock_quantity() );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( [ 0, 0, 0 ], [ $run->created, $run->updated, $run->skipped ] );
	}

	public function testAnItemThatIsSomethingElseBecomesAProductOnceTheOldOneIsUnlinked(): void {
		$before = $this->productOf( 'T1' )->get_id();
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->restOk( 'POST', "products/$before/unlink" );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertNotSame( $before, $this->productOf( 'T01' )->get_id() );
	}

	/** Which of the two the product is, nobody can say: codes count, as for any other item. */
	public function testNothingIsGuessedWhereSorsShowsTheOldCodeAsWell(): void {
		$product = $this->productOf( 'T1' );
		$this->addItem( 'T1', 'Novi čekić' );
		self::saved( $product, [ 'sku' => 'T01' ] );
		$this->runAll( 'catalog', 'catalog' );
		self::assertSame( $product->get_id(), self::linkOf( 'T1' )->objectId );
		self::assertSame( 1, self::countOfSku( 'T01' ) );
		$run = $this->runToEnd( 'catalog' );
		self::assertStringContainsString( '#' . $product->get_id(), ( (array) $this->itemOf( $run, 'T01' ) )['reason'] );
		self::assertStringContainsString( 'linked to another item', ( (array) $this->itemOf( $run, 'T01' ) )['reason'] );
		self::saved( $product, [ 'sku' => 'T1' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertNotSame( $product->get_id(), $this->productOf( 'T01' )->get_id(), 'An item of its own.' );
	}

	/** Ids are those of one database: in another they say nothing. */
	public function testTheIdsOfAnotherDatabaseMeanNothing(): void {
		$link           = self::linkOf( 'T1' );
		$link->database = 'Demo2024';
		( new Links() )->save( $link );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertNotSame( $link->objectId, $this->productOf( 'T01' )->get_id() );
	}
}
