<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** What is over the safety limit waits, and holds nothing else up, until a person has decided. */
final class HeldSetTest extends HeldTestCase {

	public function testOnlyTheClassThatIsOverIsHeldAndTheRestIsApplied(): void {
		$this->setPrices( 1, 12, 150 );
		$this->setStock( 13, 14, 0 );
		$this->setStock( 15, 15, 9 );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( 'awaiting_approval', $run->state, $run->message );
		self::assertStringStartsWith( 'Stopped to be safe: 12 of 15 products on sale (80 %) would change their price. That waits for your decision; your limit is 20 %. 3 stock changes were applied. All 12 prices would rise by the same 50 %.', Sentence::shown( $run->message ) );
		self::assertSame( [ 12, 3 ], [ $run->toArray()['waiting'], $run->toArray()['updated'] ] );
		self::assertSame( [ 3, 12 ], [ $run->updated, count( $this->itemsOf( $run, 'planned' ) ) ] );
		self::assertEquals( [ 0, 9, '100' ], [ $this->stockOf( 13 ), $this->stockOf( 15 ), $this->priceOf( 1 ) ] );
		$this->runs->approve( $run->id );
		$run = $this->drive( $run->id );
		$this->assertSucceeded( $run );
		self::assertSame( [ 15, '150' ], [ $run->updated, $this->priceOf( 12 ) ] );
	}

	public function testWhatWaitsHasItsUnitAndCategoryInCommon(): void {
		$shop   = $this->unit;
		$depot  = (string) array_keys( $this->units )[1];
		$listed = array_column( $this->restOk( 'GET', 'business-units' )['items'], 'name', 'id' );
		$this->configure( [ 'businessUnitIds' => [ $this->units[ $shop ], $this->units[ $depot ] ] ] );
		$paint = wp_insert_term( 'Boje & lakovi', 'product_cat' )['term_id'];
		for ( $number = 1; $number <= 12; $number++ ) {
			$this->addItem( "M-$number", "Boja $number", [ 'priceWithVat' => 100 ], [ $depot => 5 ] );
			$product = $this->createProduct( "M-$number", '100', 5 );
			wp_set_object_terms( $product->get_id(), [ $paint ], 'product_cat' );
		}
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->unit = $depot;
		for ( $number = 1; $number <= 12; $number++ ) {
			$this->patchSors( [ [ 'do' => 'setStock', 'code' => "M-$number", 'unit' => $depot, 'onHand' => 0 ] ] );
		}
		$run = $this->runToEnd( 'stock' );
		self::assertStringContainsString( '12 of 27 products on sale (44 %) would go out of stock.', Sentence::shown( $run->message ) );
		self::assertStringContainsString( 'All 12 are in ' . $listed[ $this->units[ $depot ] ] . ': was it emptied? All 12 are in the category “Boje & lakovi”.', Sentence::shown( $run->message ) );
		// One of another unit and category takes part: nothing is in common any more.
		$this->unit = $shop;
		$this->setStock( 1, 1, 0 );
		$run = $this->runToEnd( 'stock' );
		self::assertStringContainsString( '13 of 27', Sentence::shown( $run->message ) );
		self::assertStringNotContainsString( 'All ', Sentence::shown( $run->message ) );
	}

	public function testTheChosenOnesAreAppliedAndTheRestGoesOnWaiting(): void {
		$this->setPrices( 1, 12, 150 );
		$run    = $this->runToEnd( 'stock' );
		$items  = array_column( $this->itemsOf( $run, 'planned' ), 'id', 'code' );
		$chosen = [ $items[ self::code( 3 ) ], $items[ self::code( 4 ) ] ];
		$this->restOk( 'POST', "runs/{$run->id}/approve", [ 'items' => $chosen ] );
		$run = $this->drive( $run->id );
		self::assertSame( [ 'awaiting_approval', 2, 10 ], [ $run->state, $run->updated, $run->toArray()['waiting'] ], $run->message );
		self::assertSame( 'Stopped to be safe: 10 of 15 products on sale (67 %) would change their price. That waits for your decision; your limit is 20 %. 2 price changes were applied. All 10 prices would rise by the same 50 %.', Sentence::shown( $run->message ) );
		self::assertSame( [ '100', '150', '150', '100' ], [ $this->priceOf( 2 ), $this->priceOf( 3 ), $this->priceOf( 4 ), $this->priceOf( 5 ) ] );
		$this->runs->approve( $run->id );
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertSame( '150', $this->priceOf( 12 ) );
	}

	/** @dataProvider modes */
	public function testWhatWasNotChosenWaitsThroughAnotherReading( string $mode ): void {
		$this->setPrices( 1, 12, 150 );
		$this->setStock( 13, 14, 9 );
		$run   = $this->runToEnd( 'stock', $mode );
		$items = array_column( $this->itemsOf( $run, 'planned' ), 'id', 'code' );
		// Alone, the one price that is left would be below the limit; a preview shows what is harmless, too.
		unset( $items[ self::code( 1 ) ], $items[ self::code( 13 ) ] );
		$this->age( $run );
		$this->runs->approve( $run->id, array_values( $items ) );
		$run = $this->drive( $run->id );
		self::assertSame( 'awaiting_approval', $run->state, $run->message );
		self::assertEquals( [ '100', '150' ], [ $this->priceOf( 1 ), $this->priceOf( 2 ) ] );
		self::assertEquals( 'preview' === $mode ? [ 5, 9 ] : [ 9, 9 ], [ $this->stockOf( 13 ), $this->stockOf( 14 ) ] );
		self::assertSame( 'preview' === $mode ? 2 : 1, $run->toArray()['waiting'] );
	}

	public static function modes(): array {
		return [ 'a run' => [ 'apply' ], 'a preview' => [ 'preview' ] ];
	}

	public function testMissingItemsWaitOnWhereOthersWereChosen(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->patchSors( array_map( static fn( int $number ): array => [ 'do' => 'removeItem', 'code' => self::code( $number ) ], range( 1, 2 ) ) );
		$this->setItem( self::code( 15 ), [ 'name' => 'Novi naziv' ] );
		$run = $this->runToEnd( 'catalog', 'preview' );
		$this->age( $run );
		$this->runs->approve( $run->id, [ (int) $this->itemOf( $run, self::code( 15 ) )['id'] ] );
		$run = $this->drive( $run->id );
		self::assertSame( [ 'awaiting_approval', 0, 'Novi naziv' ], [ $run->state, $this->passesOf( 1 ), $this->productOf( self::code( 15 ) )->get_name() ] );
		$this->runs->approve( $run->id );
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertSame( 1, $this->passesOf( 1 ) );
	}

	public function testAllAreHeldWhereOnlyTheirSumIsOver(): void {
		$this->setPrices( 1, 4, 150 );
		$this->setStock( 8, 11, 0 );
		$this->setStock( 15, 15, 9 );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( 'awaiting_approval', $run->state );
		self::assertSame( [ 1, 8 ], [ $run->updated, count( $this->itemsOf( $run, 'planned' ) ) ] );
		self::assertEquals( [ 5, '100' ], [ $this->stockOf( 8 ), $this->priceOf( 1 ) ] );
		$names = array_map( fn( int $number ): string => $this->productOf( self::code( $number ) )->get_name(), [ 8, 9 ] );
		self::assertStringEndsWith( "can still be bought, although SORS has none left to sell: $names[0], $names[1] …", Sentence::shown( $run->message ) );
	}

	public function testTheNextRunTakesTheSetOver(): void {
		$this->setPrices( 1, 12, 150 );
		$first = $this->runToEnd( 'stock' );
		self::assertSame( 'awaiting_approval', $first->state );
		// Nine of twelve are as they were; alone, the others and a new one would never have been held.
		$this->setPrices( 1, 9, 100 );
		$this->setPrices( 13, 13, 150 );
		$this->setStock( 15, 15, 9 );
		$next = $this->runToEnd( 'stock' );
		self::assertSame( [ 'awaiting_approval', 'cancelled' ], [ $next->state, $this->runs->get( $first->id )->state ] );
		self::assertSame( [ self::code( 10 ), self::code( 11 ), self::code( 12 ) ], array_column( $this->itemsOf( $next, 'planned' ), 'code' ) );
		self::assertEquals( [ '100', '150', 9 ], [ $this->priceOf( 10 ), $this->priceOf( 13 ), $this->stockOf( 15 ) ] );
		self::assertCount( 1, $this->runs->list( [ 'kind' => 'stock', 'state' => 'awaiting_approval' ] )['items'] );
		$this->setPrices( 10, 12, 100 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( 0, $this->runs->list( [ 'kind' => 'stock', 'state' => 'awaiting_approval' ] )['total'] );
	}

	/** Its price is wrong in one reading and right again in the next: alone it would be below the limit. */
	public function testWhatALaterReadingCannotCompareStaysHeld(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$this->setPrices( 2, 12, 100 );
		$this->setPrices( 1, 1, -1 );
		$unread = $this->runToEnd( 'stock' );
		self::assertSame( [ 'awaiting_approval', [ self::code( 1 ) ], 0 ], [ $unread->state, array_column( $this->itemsOf( $unread, 'planned' ), 'code' ), $unread->skipped ] );
		$this->setPrices( 1, 1, 140 );
		$held = $this->runToEnd( 'stock' );
		self::assertSame( [ 'awaiting_approval', '100' ], [ $held->state, $this->priceOf( 1 ) ] );
		$this->runs->approve( $held->id );
		$this->assertSucceeded( $this->drive( $held->id ) );
		self::assertSame( '140', $this->priceOf( 1 ) );
	}

	public function testWhatCouldNotBeComparedIsReadAgainBeforeItIsApplied(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$this->setPrices( 1, 1, -1 );
		$run = $this->runToEnd( 'stock' );
		self::assertCount( 12, $this->itemsOf( $run, 'planned' ) );
		$this->runs->approve( $run->id );
		$run = $this->drive( $run->id );
		$this->assertSucceeded( $run );
		self::assertSame( [ '100', '150', 1 ], [ $this->priceOf( 1 ), $this->priceOf( 2 ), $run->skipped ] );
	}

	public function testAReadingOfChangesComparesTheSetToo(): void {
		$this->setPrices( 1, 12, 150 );
		$first = $this->runToEnd( 'stock' );
		$this->readLongAfterChanges();
		$this->setStock( 15, 15, 9 );
		// The owner has set one of them by hand.
		$product = $this->productOf( self::code( 1 ) );
		$product->set_regular_price( '150' );
		$product->save();
		$next = $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertFalse( $next->cursor->isComplete() );
		self::assertSame( [ 'awaiting_approval', 'cancelled' ], [ $next->state, $this->runs->get( $first->id )->state ], $next->message );
		self::assertCount( 11, $this->itemsOf( $next, 'planned' ) );
		$this->runs->approve( $next->id );
		$this->assertSucceeded( $this->drive( $next->id ) );
		self::assertSame( '150', $this->priceOf( 12 ) );
	}

	public function testWhatGoesBeyondTheApprovedDifferenceIsAskedAboutAgain(): void {
		$this->setPrices( 1, 12, 150 );
		$run = $this->runToEnd( 'stock' );
		$this->age( $run );
		$this->setPrices( 1, 12, 300 );
		$this->runs->approve( $run->id );
		self::assertSame( 'awaiting_approval', $this->drive( $run->id )->state );
		self::assertSame( '100', $this->priceOf( 1 ) );
	}

	public function testDiscardingForgetsTheSet(): void {
		$this->setPrices( 1, 12, 150 );
		$run = $this->runs->discard( $this->runToEnd( 'stock' )->id );
		self::assertSame( 'cancelled', $run->state );
		$this->setPrices( 4, 12, 100 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( '150', $this->priceOf( 1 ) );
	}

	public function testMissingItemsCountInNoPassBeforeAPersonAgrees(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->patchSors( array_map( static fn( int $number ): array => [ 'do' => 'removeItem', 'code' => self::code( $number ) ], range( 1, 12 ) ) );
		$this->setItem( self::code( 15 ), [ 'name' => 'Novi naziv' ] );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( 'awaiting_approval', $run->state );
		self::assertStringContainsString( 'no longer shows 12 items', Sentence::shown( $run->message ) );
		self::assertSame( 'Novi naziv', $this->productOf( self::code( 15 ) )->get_name() );
		self::assertSame( 0, $this->passesOf( 1 ) );
		$this->runs->approve( $run->id );
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertSame( [ 1, 0 ], [ $this->passesOf( 1 ), $this->passesOf( 15 ) ] );
	}
}
