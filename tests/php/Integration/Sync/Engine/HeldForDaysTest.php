<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Sync\Engine\RunTable;

'cli' === PHP_SAPI || exit;

/** What waits and nobody decides about: all else in the shop is as SORS says. */
final class HeldForDaysTest extends HeldTestCase {

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
