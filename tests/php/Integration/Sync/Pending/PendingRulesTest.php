<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Pending;

use SorsApi\Store\LinkChoices;
use SorsApi\Store\PendingChange;
use SorsApi\Store\PendingChanges;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Stock\StockPasses;
use SorsApi\Tests\Integration\Sync\Engine\HeldTestCase;

'cli' === PHP_SAPI || exit;

/** What becomes of a change that waits: by what runs find, what a person decides, and what is chosen about its product. */
final class PendingRulesTest extends HeldTestCase {

	public function testARunHoldsWritesTheRestAndHasSucceeded(): void {
		$this->setPrices( 1, 12, 150 );
		$this->setStock( 15, 15, 9 );
		$run = $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertSame( [ 'succeeded', 1, 12 ], [ $run->state, $run->updated, $run->toArray()['waiting'] ] );
		self::assertNotNull( $run->finishedAt );
		self::assertSame( $run->finishedAt, str_replace( [ 'T', 'Z' ], [ ' ', '' ], (string) RunTable::lastWritten( 'stock' ) ) );
		self::assertSame( 'planned', $this->itemOf( $run, self::code( 1 ) )['outcome'], 'The history of the run says what it found.' );
		$this->assertRefused( 'not_waiting', fn() => $this->runs->approve( $run->id ) );
	}

	public function testAReadingOfChangesEndsNothingThatItDoesNotCompare(): void {
		$this->patchSors( array_map( fn( int $number ): array => [ 'do' => 'removeStock', 'code' => self::code( $number ), 'unit' => $this->unit ], range( 1, 6 ) ) );
		$this->runToEnd( 'stock' );
		self::assertCount( 6, $this->waiting( 'stock' ) );
		$this->readLongAfterChanges();
		$full = StockPasses::all()['full'];
		$this->assertSucceeded( $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id ) );
		self::assertSame( [ $full, 6, 5 ], [ StockPasses::all()['full'], count( $this->waiting( 'stock' ) ), $this->stockOf( 1 ) ] );
		$this->assertSucceeded( $this->decide( 'approve', 'stock' ) );
		self::assertSame( [ 0, [] ], [ $this->stockOf( 1 ), $this->waiting( 'stock' ) ], 'What was approved is read whole.' );
	}

	/** Only the price could not be told: its stock is kept up to date, and the price goes on waiting. */
	public function testWhereOnlyThePriceCannotBeComparedItGoesOnWaiting(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$this->setPrices( 2, 12, 100 );
		$this->setStock( 1, 1, 9 );
		$id = $this->productOf( self::code( 1 ) )->get_id();
		update_post_meta( $id, '_sale_price', '160' );
		update_post_meta( $id, '_price', '160' );
		$run = $this->runWell( 'stock' );
		self::assertSame( [ 9, [ self::code( 1 ) ] ], [ $this->stockOf( 1 ), array_keys( $this->waiting( 'stock' ) ) ] );
		update_post_meta( $id, '_sale_price', '' );
		update_post_meta( $id, '_price', '100' );
		$this->runToEnd( 'stock' );
		self::assertSame( [ '100', [ self::code( 1 ) ] ], [ $this->priceOf( 1 ), array_keys( $this->waiting( 'stock' ) ) ] );
	}

	/**
	 * @testWith ["database"]
	 *           ["missingProducts"]
	 */
	public function testAnApprovalIsForOneDatabaseAndItsSettings( string $setting ): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$run = $this->approve( array_map( 'strval', array_keys( $this->waiting( 'stock' ) ) ) );
		$this->configure( [ $setting => 'database' === $setting ? self::yearly() : 'leave' ] );
		$this->drive( $run->id );
		self::assertSame( '100', $this->priceOf( 1 ) );
		$this->configure( [ $setting => 'database' === $setting ? self::DATABASE : 'outOfStock' ] );
		$this->runToEnd( 'stock' );
		self::assertSame( 'database' === $setting ? '150' : '100', $this->priceOf( 1 ), 'The other database shows none of them; by other settings they were asked about again.' );
	}

	public function testWhatWasApprovedWhileARunIsAtWorkIsWrittenByItOrByTheNext(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$active = $this->runs->start( 'stock', 'apply', 'schedule' );
		$codes  = array_map( [ self::class, 'code' ], range( 1, 12 ) );
		self::assertSame( $active->id, $this->approve( array_slice( $codes, 0, 6 ) )->id, 'It is joined.' );
		$this->drive( $active->id );
		self::assertSame( [ '150', '100' ], [ $this->priceOf( 1 ), $this->priceOf( 12 ) ] );
		$one = $this->runs->startStockOf( [ self::code( 15 ) ] );
		self::assertNull( $this->approve( array_slice( $codes, 6 ) ), 'Another product is at work.' );
		$this->drive( $one->id );
		self::assertSame( '100', $this->priceOf( 12 ) );
		$this->later( PendingChange::APPROVED );
		do_action( 'sors_watchdog' );
		$next = RunTable::active( 'stock' );
		$this->drive( $next->id );
		self::assertSame( '150', $this->priceOf( 12 ) );
		do_action( 'sors_watchdog' );
		self::assertNull( RunTable::active( 'stock' ), 'Nothing is left.' );
	}

	/** Once begun, a run of all has read it: the watchdog does not begin one after the other. */
	public function testWhatCannotBeWrittenIsNotTriedAllTheTime(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$this->setPrices( 1, 12, -1 );
		$this->decide( 'approve', 'stock' );
		$this->later( PendingChange::APPROVED );
		do_action( 'sors_watchdog' );
		$run = RunTable::active( 'stock' );
		self::assertNotNull( $run, 'The run of these items alone had not read all.' );
		$this->drive( $run->id );
		do_action( 'sors_watchdog' );
		self::assertNull( RunTable::active( 'stock' ) );
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		self::assertSame( '150', $this->priceOf( 1 ), 'It stays approved.' );
	}

	/** It has decided what it writes, and the next one follows it. */
	public function testWhatIsApprovedWhileARunWritesIsNotLost(): void {
		$this->setPrices( 1, 12, 150 );
		$this->setStock( 1, 15, 3 );
		$this->runToEnd( 'stock' );
		$this->setStock( 1, 15, 2 );
		$active = $this->runs->start( 'stock', 'apply', 'person' );
		while ( Run::APPLYING !== $active->state ) {
			$active = $this->part( $active );
		}
		self::assertNull( $this->approve( array_map( 'strval', array_keys( $this->waiting( 'stock' ) ) ) ) );
		$this->drive( $active->id );
		self::assertSame( [ 2, '100' ], [ $this->stockOf( 1 ), $this->priceOf( 1 ) ] );
		$this->later( PendingChange::APPROVED );
		do_action( 'sors_watchdog' );
		$this->drive( RunTable::active( 'stock' )->id );
		self::assertSame( '150', $this->priceOf( 1 ) );
	}

	public function testAPreviewAtWorkWritesNothingThatWasApproved(): void {
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$preview = $this->runs->start( 'stock', 'preview', 'person' );
		self::assertNull( $this->approve( [ self::code( 1 ) ] ) );
		$this->drive( $preview->id );
		self::assertSame( '100', $this->priceOf( 1 ) );
	}

	public function testWhatIsChosenAboutTheProductEndsTheQuestion(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		LinkChoices::leaveAlone( $this->productOf( self::code( 1 ) )->get_id() );
		$second = $this->productOf( self::code( 2 ) )->get_id();
		LinkChoices::unlink( $second );
		wp_delete_post( $this->productOf( self::code( 3 ) )->get_id(), true );
		$this->runToEnd( 'catalog' );
		self::assertSame( array_map( [ self::class, 'code' ], range( 4, 12 ) ), array_keys( $this->waiting( 'stock' ) ) );
		LinkChoices::linkAgain( $second );
		self::assertSame( [ 'catalog', 'images', 'stock' ], self::sorted( PendingChanges::kinds( self::code( 2 ) ) ) );
		self::assertArrayNotHasKey( self::code( 2 ), $this->waiting( 'stock' ), 'No run has found anything yet.' );
		$this->runToEnd( 'stock' );
		self::assertSame( 'back price 100 150', $this->waiting( 'stock' )[ self::code( 2 ) ]->danger );
		LinkChoices::leaveAlone( $second );
		self::assertSame( [], PendingChanges::kinds( self::code( 2 ) ) );
	}

	public function testMissingItemsThatWereDiscardedAreAskedAboutAgainHoweverFew(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->patchSors( array_map( static fn( int $number ): array => [ 'do' => 'removeItem', 'code' => self::code( $number ) ], range( 1, 12 ) ) );
		$this->runToEnd( 'catalog' );
		self::assertSame( [ [ 'field' => 'stockStatus', 'from' => null, 'to' => 'outofstock' ] ], $this->restOk( 'GET', 'pending' )['items'][0]['changes'] );
		$this->decide( 'discard', 'catalog' );
		for ( $number = 3; $number <= 12; $number++ ) {
			$this->addItem( self::code( $number ), "Roba $number", [ 'priceWithVat' => 100 ], [ $this->unit => 5 ] );
		}
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ [ self::code( 1 ), self::code( 2 ) ], 0 ], [ array_keys( $this->waiting( 'catalog' ) ), $this->passesOf( 1 ) ] );
	}

	/** It was to become a new product, and SORS has it no longer. */
	public function testWhatIsGoneFromSorsAndWasNeverMadeWaitsNoMore(): void {
		$this->configure( [ 'newProductStatus' => 'publish' ] );
		for ( $item = 1; $item <= 5; $item++ ) {
			$this->addItem( "NEW-$item", 'Novo', [ 'priceWithVat' => 100 ] );
		}
		$this->drive( $this->runs->start( 'catalog', 'apply', 'schedule' )->id );
		self::assertCount( 5, $this->waiting( 'catalog' ) );
		$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'NEW-5' ] ] );
		$this->drive( $this->runs->start( 'catalog', 'apply', 'schedule' )->id );
		self::assertCount( 4, $this->waiting( 'catalog' ) );
	}

	/** @param list<string> $codes */
	private function approve( array $codes ): ?Run {
		$ids = array_map( fn( string $code ): int => $this->waiting( 'stock' )[ $code ]->id, $codes );
		$run = $this->restOk( 'POST', 'pending/decide', [ 'as' => 'approve', 'ids' => $ids ] )['run'];
		return null === $run ? null : RunTable::get( $run['id'] );
	}

	/** A person decided after whatever has begun until now. */
	private function later( string $state ): void {
		self::db()->update( self::db()->prefix . 'sors_pending', [ 'updated_at' => gmdate( 'Y-m-d H:i:s', time() + 1 ) ], [ 'state' => $state ] );
		$this->setClock( time() + 2 );
	}

	private static function sorted( array $kinds ): array {
		sort( $kinds );
		return $kinds;
	}
}
