<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Sentence;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Stock\StockPasses;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** SORS shows nothing of one unit any more, and goes on showing the others. */
final class EmptiedUnitTest extends SyncTestCase {

	/** Items => what the first unit has of them, and the second. */
	private const STOCK = [
		'BOTH'   => [ 5, 7 ],
		'FIRST'  => [ 3, null ],
		'SECOND' => [ null, 10 ],
		'NONE'   => [ 0, 4 ],
	];

	private string $first = '';

	private string $second = '';

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		[ $this->first, $this->second ] = array_map( 'strval', array_keys( $this->units ) );
		foreach ( self::STOCK as $code => $stock ) {
			$this->addItem( $code, "Roba $code", [ 'priceWithVat' => 100 ], array_filter( [ $this->first => $stock[0], $this->second => $stock[1] ], 'is_int' ) );
			$this->createProduct( $code, '100', (int) array_sum( $stock ) );
		}
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
	}

	public function testWhatItHadSomethingOfIsHeldAndTheRestIsApplied(): void {
		$this->setStock( 'SECOND', 0 );
		$this->setStock( 'NONE', 2 );
		$run = $this->runWithoutTheFirst();
		$this->assertSucceeded( $run );
		self::assertSame( [ 'BOTH' => 12, 'FIRST' => 3, 'SECOND' => 0, 'NONE' => 2 ], $this->stock() );
		self::assertEqualsCanonicalizing( [ 'BOTH', 'FIRST' ], array_keys( array_intersect_key( $this->waiting( 'stock' ), self::STOCK ) ) );
		$told = $this->question( 'stock' );
		self::assertStringContainsString( 'SORS showed no stock at all of the business unit with the number ' . $this->units[ $this->first ] . ', which had some before.', $told );
		self::assertStringContainsString( 'can still be bought, although SORS has none left to sell: ', $told );
		$this->hideTheFirst();
		$this->assertSucceeded( $this->decide( 'approve', 'stock' ) );
		self::assertSame( [ 'BOTH' => 7, 'FIRST' => 0, 'SECOND' => 0, 'NONE' => 2 ], $this->stock() );
		$this->assertSucceeded( $this->runWithoutTheFirst() );
		self::assertSame( [], $this->waiting( 'stock' ) );
	}

	public function testItGoesOnWaitingThroughEveryRunUntilTheUnitIsBack(): void {
		$this->runWithoutTheFirst();
		$this->readLongAfterChanges();
		$this->setStock( 'SECOND', 8 );
		$full = StockPasses::all()['full'];
		$this->assertSucceeded( $this->runWithoutTheFirst( 'schedule' ) );
		self::assertGreaterThan( $full, StockPasses::all()['full'], 'Changes do not tell that a unit shows nothing.' );
		self::assertNotSame( [], $this->waiting( 'stock' ) );
		self::assertSame( [ 'BOTH' => 12, 'FIRST' => 3, 'SECOND' => 8, 'NONE' => 4 ], $this->stock() );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 'BOTH' => 12, 'FIRST' => 3, 'SECOND' => 8, 'NONE' => 4 ], $this->stock() );
		self::assertSame( [], $this->waiting( 'stock' ) );
	}

	public function testADiscardedOneIsAskedAboutAgain(): void {
		$this->runWithoutTheFirst();
		$this->decide( 'discard', 'stock' );
		$this->readLongAfterChanges();
		$this->assertSucceeded( $this->runWithoutTheFirst( 'schedule' ) );
		self::assertArrayHasKey( 'FIRST', $this->waiting( 'stock' ) );
		self::assertSame( [ 'BOTH' => 12, 'FIRST' => 3, 'SECOND' => 10, 'NONE' => 4 ], $this->stock() );
	}

	public function testWithoutAnyLevelNothingIsApplied(): void {
		global $wpdb;
		$this->runWithoutTheFirst();
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listInventory', 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ] ] ] );
		$run = $this->decide( 'approve', 'stock' );
		$this->assertNothingShown( $run );
		self::assertSame( [], $this->itemsOf( $run ) );
		// An edition of SORS without goods never had any.
		$wpdb->query( "DELETE FROM {$wpdb->prefix}sors_stock" );
		foreach ( [ 'apply', 'preview' ] as $mode ) {
			$this->assertNothingShown( $this->runToEnd( 'stock', $mode ) );
		}
		// What is read next is complete.
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->setStock( 'SECOND', 0 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 'BOTH' => 12, 'FIRST' => 3, 'SECOND' => 0, 'NONE' => 4 ], $this->stock() );
	}

	private function assertNothingShown( Run $run ): void {
		self::assertSame( 'succeeded', $run->state );
		self::assertStringContainsString( 'SORS showed no stock at all, so all stock and prices stay as they are', Sentence::shown( $run->message ) );
		self::assertSame( [ 'BOTH' => 12, 'FIRST' => 3, 'SECOND' => 10, 'NONE' => 4 ], $this->stock() );
	}

	private function runWithoutTheFirst( string $by = 'person' ): Run {
		$this->hideTheFirst();
		return $this->drive( $this->runs->start( 'stock', 'apply', $by )->id );
	}

	/** The first list that a run asks for is that of the first unit. */
	private function hideTheFirst(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listInventory', 'times' => 1, 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ] ] ] );
	}

	private function setStock( string $code, int $stock ): void {
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => $code, 'unit' => $this->second, 'onHand' => $stock ] ] );
	}

	private function stock(): array {
		$stock = [];
		foreach ( array_keys( self::STOCK ) as $code ) {
			$stock[ $code ] = (int) $this->productOf( $code )->get_stock_quantity();
		}
		return $stock;
	}
}
