<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Sentence;
use SorsApi\Store\PendingChange;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Stock\StockPasses;

'cli' === PHP_SAPI || exit;

/** What is over the safety limit waits, and holds nothing else up, until a person has decided. */
final class HeldSetTest extends HeldTestCase {

	public function testOnlyTheClassThatIsOverWaitsAndTheRestIsWritten(): void {
		$this->setPrices( 1, 12, 150 );
		$this->setStock( 13, 14, 0 );
		$this->setStock( 15, 15, 9 );
		$run = $this->runWell( 'stock' );
		self::assertSame( 'Done: 3 products changed. 12 changes wait for your decision.', Sentence::shown( $run->message ) );
		self::assertSame( 'Stopped to be safe: 12 of 13 products on sale (92 %) would change their price. That waits for your decision; your limit is 20 %. All 12 prices would rise by the same 50 %.', $this->question( 'stock' ) );
		self::assertSame( [ 12, 3, 12 ], [ $run->toArray()['waiting'], $run->updated, count( $this->itemsOf( $run, 'planned' ) ) ] );
		self::assertEquals( [ 0, 9, '100' ], [ $this->stockOf( 13 ), $this->stockOf( 15 ), $this->priceOf( 1 ) ] );
		$run = $this->decide( 'approve', 'stock' );
		$this->assertSucceeded( $run );
		self::assertSame( [ 12, '150', 0, [] ], [ $run->updated, $this->priceOf( 12 ), $run->toArray()['waiting'], $this->waiting( 'stock' ) ] );
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
		$this->runToEnd( 'stock' );
		self::assertStringContainsString( '12 of 27 products on sale (44 %) would go out of stock.', $this->question( 'stock' ) );
		self::assertStringContainsString( 'All 12 are in ' . $listed[ $this->units[ $depot ] ] . ': was it emptied? All 12 are in the category “Boje & lakovi”.', $this->question( 'stock' ) );
		// One of another unit and category takes part: nothing is in common any more.
		$this->unit = $shop;
		$this->setStock( 1, 1, 0 );
		$this->runToEnd( 'stock' );
		self::assertStringContainsString( '13 of 27', $this->question( 'stock' ) );
		self::assertStringNotContainsString( 'All ', $this->question( 'stock' ) );
	}

	public function testTheChosenOnesAreWrittenAndTheRestGoesOnWaiting(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$run = $this->decide( 'approve', 'stock', [ self::code( 3 ), self::code( 4 ) ] );
		$this->assertSucceeded( $run );
		self::assertSame( [ true, 2, 0 ], [ $run->limited, $run->updated, $run->toArray()['waiting'] ] );
		self::assertSame( 'Stopped to be safe: 10 of 15 products on sale (67 %) would change their price. That waits for your decision; your limit is 20 %. All 10 prices would rise by the same 50 %.', $this->question( 'stock' ) );
		self::assertSame( [ '100', '150', '150', '100' ], [ $this->priceOf( 2 ), $this->priceOf( 3 ), $this->priceOf( 4 ), $this->priceOf( 5 ) ] );
		$this->assertSucceeded( $this->decide( 'approve', 'stock' ) );
		self::assertSame( '150', $this->priceOf( 12 ) );
	}

	/** @dataProvider ages */
	public function testWhatWasNotChosenOfAPreviewWaitsThroughAnotherReading( int $minutes ): void {
		$this->setPrices( 1, 12, 150 );
		$this->setStock( 13, 14, 9 );
		$run   = $this->runToEnd( 'stock', 'preview' );
		$items = array_column( $this->itemsOf( $run, 'planned' ), 'id', 'code' );
		// Alone, the one price that is left would be below the limit; a preview shows what is harmless, too.
		unset( $items[ self::code( 1 ) ], $items[ self::code( 13 ) ] );
		$this->age( $run, $minutes * MINUTE_IN_SECONDS );
		$this->runs->approve( $run->id, array_values( $items ) );
		foreach ( [ $this->drive( $run->id ), $this->runToEnd( 'stock' ) ] as $run ) {
			$this->assertSucceeded( $run );
			self::assertEquals( [ '100', '150', 5, 9 ], [ $this->priceOf( 1 ), $this->priceOf( 2 ), $this->stockOf( 13 ), $this->stockOf( 14 ) ] );
			self::assertSame( [ self::code( 1 ), self::code( 13 ) ], array_keys( $this->waiting( 'stock' ) ) );
			self::assertSame( [ 'apply', 2 ], [ $run->mode, $run->toArray()['waiting'] ] );
		}
		$this->assertSucceeded( $this->decide( 'approve', 'stock' ) );
		self::assertEquals( [ '150', 9 ], [ $this->priceOf( 1 ), $this->stockOf( 13 ) ] );
	}

	public static function ages(): array {
		return [ 'written at once' => [ 0 ], 'read again' => [ 16 ] ];
	}

	public function testMissingItemsWaitOnWhereOthersWereChosen(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->patchSors( array_map( static fn( int $number ): array => [ 'do' => 'removeItem', 'code' => self::code( $number ) ], range( 1, 2 ) ) );
		$this->setItem( self::code( 15 ), [ 'name' => 'Novi naziv' ] );
		$run = $this->runToEnd( 'catalog', 'preview' );
		$this->age( $run );
		$this->assertSucceeded( $this->approvedRun( $run, [ (int) $this->itemOf( $run, self::code( 15 ) )['id'] ] ) );
		self::assertSame( [ 0, 'Novi naziv' ], [ $this->passesOf( 1 ), $this->productOf( self::code( 15 ) )->get_name() ] );
		self::assertSame( [ self::code( 1 ), self::code( 2 ) ], array_keys( array_filter( $this->waiting( 'catalog' ), static fn( PendingChange $change ): bool => 'missing' === $change->danger ) ) );
		$this->assertSucceeded( $this->decide( 'approve', 'catalog' ) );
		self::assertSame( 1, $this->passesOf( 1 ) );
	}

	public function testAllWaitWhereOnlyTheirSumIsOver(): void {
		$this->setPrices( 1, 4, 150 );
		$this->setStock( 8, 11, 0 );
		$this->setStock( 15, 15, 9 );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( [ 1, 8 ], [ $run->updated, $run->toArray()['waiting'] ] );
		self::assertEquals( [ 5, '100' ], [ $this->stockOf( 8 ), $this->priceOf( 1 ) ] );
		$names = array_map( fn( int $number ): string => $this->productOf( self::code( $number ) )->get_name(), [ 8, 9 ] );
		self::assertStringEndsWith( "can still be bought, although SORS has none left to sell: $names[0], $names[1] …", $this->question( 'stock' ) );
	}

	public function testTheNextRunComparesWhatWaitsAgain(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$since = $this->waiting( 'stock' )[ self::code( 10 ) ]->createdAt;
		// Nine of twelve are as they were; alone, the others and a new one would never have waited.
		$this->setPrices( 1, 9, 100 );
		$this->setPrices( 10, 10, 160 );
		$this->setPrices( 13, 13, 150 );
		$this->setStock( 15, 15, 9 );
		$next = $this->runToEnd( 'stock' );
		self::assertSame( [ self::code( 10 ), self::code( 11 ), self::code( 12 ) ], array_keys( $this->waiting( 'stock' ) ) );
		$shown = $this->waiting( 'stock' )[ self::code( 10 ) ];
		self::assertSame( [ 'price 100 160', $next->id, $since ], [ $shown->danger, $shown->runId, $shown->createdAt ] );
		self::assertEquals( [ '100', '150', 9 ], [ $this->priceOf( 10 ), $this->priceOf( 13 ), $this->stockOf( 15 ) ] );
		$this->setPrices( 10, 12, 100 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [], $this->waiting( 'stock' ) );
	}

	/** Its price is wrong in one reading and right again in the next: alone it would be below the limit. */
	public function testWhatALaterReadingCannotCompareStaysHeld(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$this->setPrices( 2, 12, 100 );
		$this->setPrices( 1, 1, -1 );
		$unread = $this->runToEnd( 'stock' );
		self::assertSame( [ [ self::code( 1 ) ], 1 ], [ array_keys( $this->waiting( 'stock' ) ), $unread->skipped ] );
		$this->setPrices( 1, 1, 140 );
		$this->runToEnd( 'stock' );
		self::assertSame( '100', $this->priceOf( 1 ) );
		$this->assertSucceeded( $this->decide( 'approve', 'stock' ) );
		self::assertSame( '140', $this->priceOf( 1 ) );
	}

	public function testWhatWasApprovedAndCouldNotBeReadIsWrittenOnceItCan(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$this->setPrices( 1, 1, -1 );
		$run = $this->decide( 'approve', 'stock' );
		$this->assertSucceeded( $run );
		self::assertSame( [ '100', '150', 1 ], [ $this->priceOf( 1 ), $this->priceOf( 2 ), $run->skipped ] );
		$this->setPrices( 1, 1, 150 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( '150', $this->priceOf( 1 ) );
	}

	public function testAReadingOfChangesComparesWhatWaitsToo(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$this->readLongAfterChanges();
		// The owner has set one of them by hand.
		self::saved( $this->productOf( self::code( 1 ) ), [ 'regular_price' => '150' ] );
		$full = StockPasses::all()['full'];
		$next = $this->driveWell( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertSame( [ $full, 11 ], [ StockPasses::all()['full'], count( $this->waiting( 'stock' ) ) ] );
		$this->assertSucceeded( $this->decide( 'approve', 'stock' ) );
		self::assertSame( '150', $this->priceOf( 12 ) );
	}

	public function testWhatGoesBeyondWhatWasApprovedIsAskedAboutAgain(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$this->setPrices( 1, 10, 300 );
		$this->setPrices( 11, 11, 120 );
		$run = $this->decide( 'approve', 'stock' );
		$this->assertSucceeded( $run );
		self::assertSame( [ '100', '120', '150', 10 ], [ $this->priceOf( 1 ), $this->priceOf( 11 ), $this->priceOf( 12 ), $run->toArray()['waiting'] ] );
		self::assertSame( [ 'asked', 'price 100 300' ], [ $this->waiting( 'stock' )[ self::code( 1 ) ]->state, $this->waiting( 'stock' )[ self::code( 1 ) ]->danger ] );
	}

	public function testWhatWasDiscardedIsAskedAboutAgainHoweverLittle(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		self::assertNull( $this->decide( 'discard', 'stock' ) );
		self::assertSame( [], $this->waiting( 'stock' ) );
		$this->setPrices( 2, 12, 100 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ '100', [ self::code( 1 ) ] ], [ $this->priceOf( 1 ), array_keys( $this->waiting( 'stock' ) ) ] );
	}

	public function testMissingItemsCountInNoPassBeforeAPersonAgrees(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->patchSors( array_map( static fn( int $number ): array => [ 'do' => 'removeItem', 'code' => self::code( $number ) ], range( 1, 12 ) ) );
		$this->setItem( self::code( 15 ), [ 'name' => 'Novi naziv' ] );
		for ( $pass = 1; $pass <= 2; $pass++ ) {
			$run = $this->runWell( 'catalog' );
			self::assertStringContainsString( 'no longer shows 12 items', $this->question( 'catalog' ) );
			self::assertSame( [ 'Novi naziv', 0, 12 ], [ $this->productOf( self::code( 15 ) )->get_name(), $this->passesOf( 1 ), $run->toArray()['waiting'] ] );
		}
		$this->assertSucceeded( $this->decide( 'approve', 'catalog', array_map( [ self::class, 'code' ], range( 1, 11 ) ) ) );
		self::assertSame( [ 1, 0, 0 ], [ $this->passesOf( 1 ), $this->passesOf( 12 ), $this->passesOf( 15 ) ], 'Only those that were approved.' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'outofstock', 'instock' ], [ $this->productOf( self::code( 1 ) )->get_stock_status(), $this->productOf( self::code( 12 ) )->get_stock_status() ], 'Nobody is asked twice.' );
		self::assertSame( [ self::code( 12 ) ], array_keys( $this->waiting( 'catalog' ) ) );
		$this->bringInItem( self::code( 12 ), 'Roba 12', [ 'priceWithVat' => 100 ], [ $this->unit => 5 ] );
		self::assertSame( [], $this->waiting( 'catalog' ), 'SORS shows it again.' );
	}

	public function testEachRunBesideItCountsAsOneThatWentWell(): void {
		$this->setPrices( 1, 12, 150 );
		for ( $round = 1; $round <= 2; $round++ ) {
			$this->twoDaysPass();
			$this->setStock( 15, 15, 5 + $round );
			$run = $this->runToEnd( 'stock' );
			self::assertSame( [ 12, 5 + $round ], [ $run->toArray()['waiting'], $this->stockOf( 15 ) ] );
			self::assertTrue( $this->wroteToday(), "round $round" );
		}
	}

	public function testARunOfWhichNothingWasWrittenDoesNot(): void {
		$this->twoDaysPass();
		$this->setPrices( 1, 12, 150 );
		self::assertSame( 'awaiting_approval', $this->runToEnd( 'stock', 'preview' )->state );
		self::assertFalse( $this->wroteToday() );
	}

	public function testItWaitsOnThoughTheRunThatFoundItIsForgotten(): void {
		$this->setPrices( 1, 12, 150 );
		$run = $this->runToEnd( 'stock' );
		$this->runToEnd( 'stock', 'preview' );
		$this->age( $run, 31 * DAY_IN_SECONDS );
		// Until then it is the last one that wrote.
		$this->setPrices( 1, 12, -1 );
		$this->runToEnd( 'stock' );
		RunTable::forget( 30 );
		self::assertNull( RunTable::get( $run->id ) );
		self::assertCount( 12, $this->waiting( 'stock' ) );
	}

	public function testAPreviewIsKeptForAsLongAsItWaits(): void {
		$this->setPrices( 1, 12, 150 );
		$run = $this->runToEnd( 'stock', 'preview' );
		$this->age( $run, 31 * DAY_IN_SECONDS );
		RunTable::forget( 30, 5 );
		RunTable::forget( 30 );
		self::assertSame( 12, RunTable::get( $run->id )->toArray()['waiting'] );
		self::assertCount( 12, $this->itemsOf( $run, 'planned' ) );
		$this->runs->discard( $run->id );
		$this->age( $run, 31 * DAY_IN_SECONDS );
		RunTable::forget( 30 );
		self::assertNull( RunTable::get( $run->id ) );
	}

	private function wroteToday(): bool {
		return strtotime( (string) RunTable::lastWritten( 'stock' ) ) > time() - DAY_IN_SECONDS;
	}

	private function twoDaysPass(): void {
		$earlier = DatabaseClock::utc( -2 * DAY_IN_SECONDS );
		self::db()->query( self::db()->prepare( 'UPDATE ' . Tables::name( Tables::RUNS ) . ' SET created_at = %s, updated_at = %s, finished_at = CASE WHEN finished_at IS NULL THEN NULL ELSE %s END', $earlier, $earlier, $earlier ) );
	}
}
