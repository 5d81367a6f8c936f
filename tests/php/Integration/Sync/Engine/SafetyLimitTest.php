<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

'cli' === PHP_SAPI || exit;

/** The limit is a share of what can be bought now, and counts what a buyer would notice. */
final class SafetyLimitTest extends HeldTestCase {

	public function testWhatNobodyCanBuyDoesNotCount(): void {
		$this->takeOffSale( 9, 15 );
		$this->setStock( 1, 6, 0 );
		$this->setPrices( 9, 15, 150 );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( [ 7, 6 ], [ $run->updated, $run->toArray()['waiting'] ] );
		self::assertStringStartsWith( 'Stopped to be safe: 6 of 8 products on sale (75 %) would go out of stock. That waits for your decision; your limit is 20 %.', $this->question( 'stock' ) );
		self::assertEquals( [ 5, '150' ], [ $this->stockOf( 1 ), $this->priceOf( 9 ) ] );
	}

	/**
	 * @testWith [2, 2]
	 *           [1, 0]
	 */
	public function testAllThatIsOnSaleIsAskedAboutHoweverLittle( int $emptied, int $waiting ): void {
		$this->takeOffSale( 3, 15 );
		$this->setStock( 1, $emptied, 0 );
		self::assertSame( $waiting, $this->runToEnd( 'stock' )->toArray()['waiting'] );
	}

	public function testAPriceThatWaitsHoldsNoLowerStockBack(): void {
		$this->setPrices( 1, 12, 150 );
		$this->setStock( 1, 2, 3 );
		$this->setStock( 3, 3, 0 );
		$this->setStock( 4, 4, 9 );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( [ 3, 12 ], [ $run->updated, $run->toArray()['waiting'] ], $run->message );
		$waits = $this->waiting( 'stock' )[ self::code( 3 ) ];
		self::assertSame( [ 'price 100 150', '[{"field":"price","from":"100","to":"150"}]' ], [ $waits->danger, $waits->changes ] );
		self::assertSame( [ 3, 3, 0, 5, '100' ], [ $this->stockOf( 1 ), $this->stockOf( 2 ), $this->stockOf( 3 ), $this->stockOf( 4 ), $this->priceOf( 3 ) ] );
		$this->setStock( 1, 1, 2 );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( [ 12, 2, '100' ], [ $run->toArray()['waiting'], $this->stockOf( 1 ), $this->priceOf( 1 ) ] );
		$this->assertSucceeded( $this->decide( 'approve', 'stock' ) );
		self::assertSame( [ 2, 3, 0, 9, '150', '150' ], [ $this->stockOf( 1 ), $this->stockOf( 2 ), $this->stockOf( 3 ), $this->stockOf( 4 ), $this->priceOf( 1 ), $this->priceOf( 12 ) ] );
	}

	public function testGoodsThatBecomeServicesAreAskedAbout(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->set( 1, 4, [ 'itemType' => 'service' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->set( 5, 9, [ 'itemType' => 'service' ] );
		$run = $this->runToEnd( 'catalog' );
		self::assertStringContainsString( '5 of 15 products on sale (33 %) would become services', $this->question( 'catalog' ) );
		self::assertSame( [ 5, false, true ], [ $run->toArray()['waiting'], $this->productOf( self::code( 5 ) )->is_virtual(), $this->productOf( self::code( 5 ) )->managing_stock() ] );
		$this->setStock( 5, 5, 2 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( 2, $this->stockOf( 5 ), 'What waits holds back no stock.' );
		$this->assertSucceeded( $this->decide( 'approve', 'catalog' ) );
		self::assertTrue( $this->productOf( self::code( 5 ) )->is_virtual() );
	}

	public function testNewProductsOfARunThatNobodyStartedAreAskedAbout(): void {
		$this->configure( [ 'newProductStatus' => 'publish' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		foreach ( [ 4 => 0, 5 => 5 ] as $number => $waiting ) {
			for ( $item = 1; $item <= $number; $item++ ) {
				$this->addItem( "NEW-$number-$item", 'Novo', [ 'priceWithVat' => 100 ] );
			}
			$run = $this->drive( $this->runs->start( 'catalog', 'apply', 'schedule' )->id );
			self::assertSame( [ $waiting, $number - $waiting ], [ $run->toArray()['waiting'], $run->created ], $run->message );
		}
		self::assertStringContainsString( '5 new products would be published', $this->question( 'catalog' ) );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( [ 5, 0 ], [ $run->toArray()['waiting'], $run->created ], 'Once held, it waits for a decision.' );
		self::assertSame( 5, $this->decide( 'approve', 'catalog' )->created );
		for ( $item = 1; $item <= 8; $item++ ) {
			$this->addItem( "NEW-8-$item", 'Novo', [ 'priceWithVat' => 100 ] );
		}
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( [ 'succeeded', 8 ], [ $run->state, $run->created ], 'Who starts one by hand has asked for it.' );
	}

	public function testCategoriesThatAreTakenOffAreAskedAboutAndHoldNoWithdrawalBack(): void {
		$this->set( 1, 15, [ 'group' => 'Alat' ] );
		// None of ours is taken off yet.
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->set( 1, 6, [ 'group' => 'Boje' ] );
		self::assertSame( 6, $this->runToEnd( 'catalog' )->toArray()['waiting'] );
		self::assertStringContainsString( '6 of 15 products on sale (40 %) would be taken off a category', $this->question( 'catalog' ) );
		self::assertSame( [ 'Alat' ], $this->categoriesOf( self::code( 1 ) ) );
		$this->set( 1, 1, [ 'active' => false ] );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( [ 0, 5 ], [ $this->stockOf( 1 ), $run->toArray()['waiting'] ], $run->message );
		self::assertCount( 5, $this->waiting( 'catalog' ) );
	}

	private function takeOffSale( int $from, int $to ): void {
		for ( $number = $from; $number <= $to; $number++ ) {
			self::saved( $this->productOf( self::code( $number ) ), [ 'status' => 'draft' ] );
		}
	}

	private function set( int $from, int $to, array $set ): void {
		for ( $number = $from; $number <= $to; $number++ ) {
			$this->setItem( self::code( $number ), $set );
		}
	}
}
