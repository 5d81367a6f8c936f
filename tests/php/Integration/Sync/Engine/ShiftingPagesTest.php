<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** The books change while they are read: no item is lost, none comes twice. */
final class ShiftingPagesTest extends SyncTestCase {

	/** More than two pages of 200. */
	private const ITEMS = 450;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( self::ITEMS );
	}

	public function shifts(): array {
		return [
			'an item is deleted in front' => [ [ 'removeFirst' => 1 ] ],
			'items come in front'         => [ [ 'insertFirst' => 3 ] ],
			'an item moves to the end'    => [ [ 'moveFirstToEnd' => 1 ] ],
			'all of it'                   => [ [ 'removeFirst' => 2, 'insertFirst' => 2, 'moveFirstToEnd' => 1 ] ],
		];
	}

	/** @dataProvider shifts */
	public function testThePreviewShowsEachItemOnce( array $shift ): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'from' => 2, 'times' => 1, 'action' => $shift + [ 'kind' => 'shift' ] ] ] ] );
		$run   = $this->runToEnd( 'catalog', 'preview' );
		$codes = array_column( $this->itemsOf( $run ), 'code' );
		self::assertSame( $codes, array_unique( $codes ) );
		$missing = array_diff( array_column( $this->sors->get( 'state?database=' . self::DATABASE . '&include=products' )['databases'][ self::DATABASE ]['products'], 'code' ), $codes );
		self::assertSame( [], array_values( $missing ) );
		self::assertSame( $run->total, $run->unchanged + $run->skipped + count( $this->itemsOf( $run, 'planned' ) ) );
	}

	public function testAnItemWhoseCodeIsTooLongToStoreIsCountedOnceWhenTheListIsReadAgain(): void {
		$this->addItem( str_repeat( 'X', 200 ), 'Predugačka šifra' );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'from' => 2, 'times' => 1, 'action' => [ 'kind' => 'shift', 'removeFirst' => 1 ] ] ] ] );
		$run = $this->runToEnd( 'catalog', 'preview' );
		self::assertCount( $run->skipped, $this->itemsOf( $run, 'skipped' ) );
		self::assertSame( $run->total, $run->unchanged + $run->skipped + count( $this->itemsOf( $run, 'planned' ) ) );
	}

	public function testStockThatSlippedThroughIsLookedForBeforeItCountsAsZero(): void {
		$this->addItem( 'ZZ-LAST', 'Poslednji', [], [ $this->firstUnit => 5 ] );
		// Only this one is linked, so that the run is short.
		$this->createProduct( 'ZZ-LAST', '10', 5 );
		$this->configure( [ 'businessUnitIds' => [ array_values( $this->units )[0] ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listInventory', 'from' => 3, 'times' => 1, 'action' => [ 'kind' => 'emptyPage', 'total' => 'kept' ] ] ] ] );
		$run = $this->runWell( 'stock' );
		self::assertEquals( 5, $this->productOf( 'ZZ-LAST' )->get_stock_quantity() );
		self::assertSame( 0, $run->updated );
	}

	public function testNoProductIsMadeTwice(): void {
		$this->assortment( 210 );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'from' => 2, 'times' => 1, 'action' => [ 'kind' => 'shift', 'insertFirst' => 2, 'removeFirst' => 1 ] ] ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		global $wpdb;
		self::assertSame( [], $wpdb->get_col( "SELECT meta_value FROM $wpdb->postmeta WHERE meta_key = '_sku' AND meta_value <> '' GROUP BY meta_value HAVING COUNT(*) > 1" ) );
		self::assertSame( ( new Links() )->count(), (int) $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->posts WHERE post_type = 'product'" ) );
	}
}
