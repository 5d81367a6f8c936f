<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Store\Links;

'cli' === PHP_SAPI || exit;

/** An item that the owner unlinked from its product: no run links it again. */
final class UnlinkedTest extends SyncTestCase {

	private int $product = 0;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
		$this->useFirstUnit( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->addItem( 'T1', 'Prvi', [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
		$this->addItem( 'T2', 'Drugi', [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
		$this->runAll( 'catalog', 'stock' );
		$this->product = $this->productOf( 'T1' )->get_id();
	}

	public function testNoRunLinksItAgainAlthoughTheSkuIsItsCode(): void {
		add_filter( 'sors_linked_product', fn( int $id, string $code ): int => 'T1' === $code ? $this->product : $id, 10, 2 );
		self::assertSame( [ 'codes' => [ 'T1' ] ], $this->choose( 'unlink' ) );
		$this->setItem( 'T1', [ 'name' => 'Novo' ] );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->firstUnit, 'onHand' => 9 ] ] );
		foreach ( [ 'catalog', 'stock', 'images', 'catalog' ] as $kind ) {
			$run = $this->runWell( $kind );
			self::assertSame( [], self::links(), $kind );
			if ( 'catalog' === $kind ) {
				self::assertSame( [ 0, 'skipped' ], [ $run->created, $this->itemOf( $run, 'T1' )['outcome'] ?? '' ] );
				self::assertStringContainsString( 'You unlinked it', (string) $this->itemOf( $run, 'T1' )['reason'] );
			}
		}
		self::assertSame( [ 'Prvi', 5 ], $this->shown() );
		self::assertSame( 0, $this->restOk( 'GET', 'conflicts' )['total'] );
		self::assertSame( 0, $this->restOk( 'GET', 'deleted-products' )['total'] );
		$list = $this->restOk( 'GET', 'deleted-products', [ 'unlinked' => 'true' ] );
		self::assertSame( [ 1, 'T1', 'Prvi', $this->product ], [ $list['total'], $list['items'][0]['code'], $list['items'][0]['name'], $list['items'][0]['productId'] ] );
	}

	/** What a run has planned before is not written, and links nothing. */
	public function testUnlinkedBeforeItIsAppliedItStaysUnlinked(): void {
		$this->setItem( 'T1', [ 'name' => 'Novo' ] );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->firstUnit, 'onHand' => 9 ] ] );
		$runs = [ $this->runToEnd( 'catalog', 'preview' ), $this->runToEnd( 'stock', 'preview' ) ];
		$this->choose( 'unlink' );
		foreach ( $runs as $run ) {
			$this->assertSucceeded( $this->approvedRun( $run ) );
		}
		self::assertSame( [ [], [ 'Prvi', 5 ] ], [ self::links(), $this->shown() ] );
	}

	/** A run of stock had found it by its SKU, before the catalogue linked it and the owner unlinked it. */
	public function testAnAdoptionThatWasPlannedBeforeIsNotDone(): void {
		( new Links() )->forget( array_column( self::links(), 'id' ) );
		$stock = $this->runToEnd( 'stock', 'preview' );
		self::assertSame( 'planned', $this->itemOf( $stock, 'T1' )['outcome'] ?? '' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->choose( 'unlink' );
		$this->assertSucceeded( $this->approvedRun( $stock ) );
		self::assertSame( [], self::links() );
	}

	public function testOnlyTheOwnerLinksItAgainAndSeesFirstWhatWouldChange(): void {
		$this->choose( 'unlink' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'broughtBack' => 0 ], $this->restOk( 'POST', 'deleted-products/bring-back' ) );
		self::assertSame( 1, $this->restOk( 'GET', 'deleted-products', [ 'unlinked' => 'true' ] )['total'] );
		$this->setItem( 'T1', [ 'name' => 'Novo' ] );
		self::assertSame( [ 'linked' => 1 ], $this->choose( 'link-again' ) );
		self::assertSame( $this->product, $this->productOf( 'T1' )->get_id() );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ [ 'T1' ], [ 'Prvi', 5 ] ], [ array_keys( $this->waiting( 'catalog' ) ), $this->shown() ] );
		$this->assertSucceeded( $this->decide( 'approve', 'catalog' ) );
		self::assertSame( [ 'Novo', 5 ], $this->shown() );
		self::assertSame( 0, $this->restOk( 'GET', 'deleted-products', [ 'unlinked' => 'true' ] )['total'] );
		self::assertSame( 404, $this->rest( 'POST', "products/{$this->product}/link-again" )->get_status() );
	}

	/** It stood for another item before, which was unlinked as well. */
	public function testOfTwoItemsTheOneUnlinkedLastIsLinkedAgain(): void {
		$this->choose( 'unlink' );
		$this->addItem( 'T3', 'Treći', [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
		self::saved( wc_get_product( $this->product ), [ 'sku' => 'T3' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'codes' => [ 'T3' ] ], $this->choose( 'unlink' ) );
		self::assertSame( [ 'linked' => 1 ], $this->choose( 'link-again' ) );
		self::assertSame( $this->product, $this->productOf( 'T3' )->get_id() );
		self::assertSame( [], self::links() );
		self::assertSame( 0, $this->restOk( 'GET', 'deleted-products', [ 'unlinked' => 'true' ] )['total'] );
	}

	/** With the product gone there is nothing to link: its item is a new one again. */
	public function testTheProductMayHaveBeenDeletedMeanwhile(): void {
		$this->choose( 'unlink' );
		wp_delete_post( $this->product, true );
		self::assertSame( 0, $this->runToEnd( 'catalog' )->created, 'It stays unlinked.' );
		self::assertSame( [ 'linked' => 0 ], $this->choose( 'link-again' ) );
		self::assertSame( [], self::links() );
		self::assertSame( 1, $this->runToEnd( 'catalog' )->created );
	}

	public function testTheProductMayBeAnotherItemsByNow(): void {
		$this->choose( 'unlink' );
		self::saved( wc_get_product( $this->product ), [ 'sku' => 'T3' ] );
		$this->bringInItem( 'T3', 'Treći', [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
		self::assertSame( [ 'linked' => 0 ], $this->choose( 'link-again' ) );
		self::assertSame( [ [], $this->product ], [ self::links(), $this->productOf( 'T3' )->get_id() ] );
		self::assertSame( 1, $this->runToEnd( 'catalog' )->created );
	}

	/** @group real-store */
	public function testAProductMeansItsVariations(): void {
		$variation = $this->createVariation( 'V1', '80' );
		$this->bringInItem( 'V1', 'Majica crna', [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
		self::assertSame( [ 'V1' ], $this->restOk( 'POST', "products/{$variation->get_parent_id()}/unlink" )['codes'] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [], ( new Links() )->byCodes( [ 'V1' ] ) );
		self::assertSame( 404, $this->rest( 'POST', "products/{$variation->get_parent_id()}/unlink" )->get_status() );
		$this->restOk( 'POST', "products/{$variation->get_parent_id()}/link-again" );
		self::assertSame( $variation->get_id(), $this->productOf( 'V1' )->get_id() );
	}

	private function choose( string $choice ): array {
		return $this->restOk( 'POST', "products/{$this->product}/$choice" );
	}

	private function shown(): array {
		clean_post_cache( $this->product );
		$product = wc_get_product( $this->product );
		return [ $product->get_name(), (int) $product->get_stock_quantity() ];
	}

	/** @return array<string, \SorsApi\Store\Link> */
	private static function links(): array {
		return ( new Links() )->byCodes( [ 'T1' ] );
	}
}
