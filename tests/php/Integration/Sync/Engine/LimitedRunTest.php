<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Admin\ProductBox;
use SorsApi\Database\Tables;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Services;
use SorsApi\Store\Levels;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Stock\StockPasses;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** A run of stock of some items only. */
final class LimitedRunTest extends SyncTestCase {

	private const ITEMS = 12;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->useFirstUnit();
		for ( $number = 1; $number <= self::ITEMS; $number++ ) {
			$this->addItem( "L-$number", "Roba $number", [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
			$this->createProduct( "L-$number", '100', 5 );
		}
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
	}

	public function testOnlyItsItemIsWrittenAndTheNextRunDoesTheRest(): void {
		$passes = get_option( StockPasses::OPTION );
		$this->setStock( 1, 9 );
		$this->setStock( 2, 9 );
		$run = $this->sync( 1 );
		$this->assertSucceeded( $run );
		self::assertSame( [ 1, 1, true ], [ $run->total, $run->updated, $run->limited ] );
		self::assertSame( [ 9, 5 ], [ $this->stockOf( 1 ), $this->stockOf( 2 ) ] );
		self::assertSame( $passes, get_option( StockPasses::OPTION ), 'It has not read for the others.' );
		self::assertCount( 1, ( new Levels() )->byCodes( [ 'L-3' ] )['L-3'] );
		$this->assertSucceeded( $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id ) );
		self::assertSame( 9, $this->stockOf( 2 ) );
		self::assertSame( 0, $this->sync( 1 )->updated );
	}

	public function testThePlannerIsThatOfEveryRun(): void {
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'L-1', 'unit' => $this->firstUnit, 'reserved' => 4 ], [ 'do' => 'setPrice', 'code' => 'L-1', 'unit' => $this->firstUnit, 'priceWithVat' => 150 ] ] );
		$this->createOrder( [ $this->productOf( 'L-1' )->get_id() => 1 ] );
		$run = $this->sync( 1 );
		$this->assertSucceeded( $run );
		self::assertSame( [ 0, '150' ], [ $this->stockOf( 1 ), $this->productOf( 'L-1' )->get_price() ] );
	}

	public function testWhatWaitsForADecisionStaysHeld(): void {
		for ( $number = 1; $number <= 11; $number++ ) {
			$this->setStock( $number, 0 );
		}
		$this->runToEnd( 'stock' );
		$refused = $this->restAsAdmin( 'POST', 'products/' . $this->productOf( 'L-1' )->get_id() . '/sync' );
		self::assertSame( [ 409, 'sors_held' ], [ $refused->get_status(), $refused->get_data()['code'] ] );
		$this->setStock( 12, 7 );
		$this->assertSucceeded( $this->sync( 12 ) );
		self::assertSame( [ 5, 7 ], [ $this->stockOf( 1 ), $this->stockOf( 12 ) ] );
		self::assertCount( 11, $this->waiting( 'stock' ) );
		self::assertSame( [ 11, 5 ], [ $this->runToEnd( 'stock' )->toArray()['waiting'], $this->stockOf( 1 ) ] );
	}

	public function testWhatAPersonDidNotChooseIsNotWritten(): void {
		for ( $number = 1; $number <= 12; $number++ ) {
			$this->setStock( $number, $number > 11 ? 8 : 0 );
		}
		$held = $this->runs->start( 'stock', 'preview', 'person' );
		$this->assertRefused( 'preview', fn() => $this->runs->startStockOf( [ 'L-1' ] ) );
		$this->drive( $held->id );
		$this->assertRefused( 'preview', fn() => $this->runs->startStockOf( [ 'L-1' ] ) );
		$items = array_column( $this->itemsOf( $held ), 'id', 'code' );
		$this->assertSucceeded( $this->approvedRun( $held, [ $items['L-1'] ] ) );
		self::assertSame( [ 0, 5 ], [ $this->stockOf( 1 ), $this->stockOf( 12 ) ] );
		$this->assertRefused( 'held', fn() => $this->runs->startStockOf( [ 'L-12' ] ) );
		$this->assertSucceeded( $this->sync( 1 ) );
		self::assertSame( 5, $this->stockOf( 12 ) );
	}

	public function testWithARunOfAllUnderWayNothingIsStartedAndOneOfOthersIsWaitedFor(): void {
		$all = $this->runs->start( 'stock', 'apply', 'person' );
		$this->assertRefused( 'active', fn() => $this->runs->startStockOf( [ 'L-1' ] ) );
		$this->drive( $all->id );
		$one = $this->runs->startStockOf( [ 'L-1' ] );
		self::assertSame( $one->id, $this->runs->startStockOf( [ 'L-1' ] )->id );
		$this->assertRefused( 'active', fn() => $this->runs->startStockOf( [ 'L-2' ] ) );
		$this->assertRefused( 'active', fn() => $this->runs->start( 'stock', 'apply', 'person' ) );
		$this->assertSucceeded( $this->drive( $one->id ) );
	}

	public function testItTellsNothingOfOtherProducts(): void {
		$this->addItem( 'L-2', 'Dvojnik', [], [ $this->firstUnit => 3 ] );
		$this->runToEnd( 'stock' );
		self::assertSame( 'duplicate_code', ( new Links() )->byCodes( [ 'L-2' ] )['L-2']->problem );
		self::assertSame( 1, $this->restOk( 'GET', 'conflicts' )['total'] );
		$written = RunTable::lastWritten( 'stock' );
		$this->assertSucceeded( $this->sync( 1 ) );
		self::assertSame( 'duplicate_code', ( new Links() )->byCodes( [ 'L-2' ] )['L-2']->problem );
		self::assertSame( 1, $this->restOk( 'GET', 'conflicts' )['total'] );
		self::assertSame( $written, RunTable::lastWritten( 'stock' ) );
	}

	public function testItIsNotTakenForThePartOfTheFirstSync(): void {
		remove_all_actions( 'sors_run_succeeded' );
		$first = ( new Services() )->sync()->firstRun();
		$first->start();
		$this->assertSucceeded( $this->drive( (int) $first->report()['parts'][0]['run']['id'] ) );
		$one = $this->sync( 1 );
		$first->advance();
		$stock = $first->report()['parts'][1]['run'] ?? null;
		self::assertGreaterThan( $one->id, $stock['id'] );
		self::assertFalse( $this->drive( $stock['id'] )->limited );
	}

	public function testWhatIsShownOfTheProductIsWords(): void {
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'L-1', 'unit' => $this->firstUnit, 'onHand' => 7.5 ] ] );
		$this->sync( 1 );
		self::assertStringContainsString( '<p>7,5 was rounded down to 7, since the shop sells whole quantities only.</p>', $this->box( 1 ) );
		self::assertStringNotContainsString( "\x02", $this->box( 1 ) );
	}

	public function testWhatCodeOfTheSiteChangesIsPartOfTheSum(): void {
		add_filter( 'sors_stock_quantity', static fn( string $quantity ): string => (string) ( (int) $quantity - 2 ) );
		add_filter( 'sors_price', static fn(): string => '130' );
		$this->createOrder( [ $this->productOf( 'L-1' )->get_id() => 1 ] );
		$item = $this->shown( 1 );
		self::assertSame( [ '5', '-2', '2', '130' ], [ $item['figure'], $item['siteChange'], $item['stock'], $item['price'] ] );
		self::assertStringContainsString( 'Changed by code of this site</th><td>−2</td>', $this->box( 1 ) );
		self::assertStringContainsString( ', changed by code of this site</td>', $this->box( 1 ) );
		$this->assertSucceeded( $this->sync( 1 ) );
		self::assertSame( [ 2, '130' ], [ $this->stockOf( 1 ), $this->productOf( 'L-1' )->get_regular_price() ] );
		remove_all_filters( 'sors_stock_quantity' );
		remove_all_filters( 'sors_price' );
		self::assertNull( $this->shown( 1 )['siteChange'] );
		self::assertStringNotContainsString( 'Changed by code', $this->box( 1 ) );
	}

	public function testWithoutALevelNoFigureIsPromised(): void {
		$this->patchSors( [ [ 'do' => 'removeStock', 'code' => 'L-1', 'unit' => $this->firstUnit ] ] );
		self::db()->delete( Tables::name( Tables::STOCK ), [ 'code' => 'L-1' ] );
		$said = 'SORS shows no stock of it; the next complete reading sets it to 0.';
		$item = $this->shown( 1 );
		self::assertSame( [ null, [ $said ] ], [ $item['stock'], $item['remarks'] ] );
		self::assertStringContainsString( "<p>$said</p>", $this->box( 1 ) );
		$this->assertSucceeded( $this->sync( 1 ) );
		self::assertSame( 5, $this->stockOf( 1 ) );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( 0, $this->stockOf( 1 ) );
		self::assertSame( [], $this->shown( 1 )['remarks'] );
	}

	public function testWhileOpenOrdersAreCountedNoFigureIsPromised(): void {
		delete_option( OpenOrders::FILLED_OPTION );
		$item = $this->shown( 1 );
		self::assertSame( [ null, [ 'The open orders of the shop are being counted first, so that nothing is sold twice.' ] ], [ $item['stock'], $item['remarks'] ] );
		self::assertStringNotContainsString( 'Stock in the shop by that', $this->box( 1 ) );
		self::assertFalse( get_option( OpenOrders::FILLED_OPTION ), 'To look is not to count.' );
	}

	public function testACompleteReadingForgetsWhatSorsNoLongerShows(): void {
		$this->patchSors( [ [ 'do' => 'removeStock', 'code' => 'L-1', 'unit' => $this->firstUnit ], [ 'do' => 'removeStock', 'code' => 'L-2', 'unit' => $this->firstUnit ] ] );
		$this->sync( 1 );
		self::assertSame( [ 1, 1 ], $this->levels(), 'A reading of changes does not show it.' );
		delete_option( StockPasses::OPTION );
		$this->assertSucceeded( $this->sync( 1 ) );
		self::assertSame( [ 0, 1 ], $this->levels() );
		self::assertSame( 0, $this->stockOf( 1 ) );
	}

	/** @return array{int, int} How many are known of the first two. */
	private function levels(): array {
		$levels = ( new Levels() )->byCodes( [ 'L-1', 'L-2' ] );
		return [ count( $levels['L-1'] ?? [] ), count( $levels['L-2'] ?? [] ) ];
	}

	public function testItDoesNotHideHowARunOfAllWent(): void {
		$fail = static fn( Run $run, string $why ) => self::db()->update( Tables::name( Tables::RUNS ), [ 'state' => 'failed', 'message' => $why ], [ 'id' => $run->id ] );
		$all  = $this->runToEnd( 'stock' );
		$one  = $this->sync( 1 );
		self::assertSame( [ false, true ], [ $all->toArray()['limited'], $one->toArray()['limited'] ] );
		$fail( $one, 'One' );
		self::assertSame( [ $all->id, [], null ], $this->overview() );
		$fail( $all, 'All' );
		self::assertSame( [ $all->id, [ 'Stock and prices: the sync failed. All' ], null ], $this->overview() );
		self::assertSame( [ $all->id ], array_slice( array_column( $this->restOk( 'GET', 'runs', [ 'kind' => 'stock', 'scope' => 'all' ] )['items'], 'id' ), 0, 1 ) );
		$next = $this->runs->startStockOf( [ 'L-2' ] );
		self::assertSame( [ $all->id, [ 'Stock and prices: the sync failed. All' ], $next->id ], $this->overview() );
	}

	/** @return array{int|null, list<string>, int|null} The last run of stock, what failed, and the run that is active. */
	private function overview(): array {
		$overview = $this->restOk( 'GET', 'overview' );
		$stock    = array_column( $overview['runs'], null, 'kind' )['stock'];
		$failed   = array_filter( $overview['decisions'], static fn( array $decision ): bool => 'run_failed' === $decision['code'] );
		return [ $stock['last']['id'] ?? null, array_values( array_column( $failed, 'message' ) ), $stock['active']['id'] ?? null ];
	}

	private function box( int $number ): string {
		return self::printed( fn() => ( new ProductBox( ( new Services() )->sync()->productReport() ) )->show( get_post( $this->productOf( "L-$number" )->get_id() ) ) );
	}

	/** @return array<string, mixed> What the box on the product is made of. */
	private function shown( int $number ): array {
		return $this->restOk( 'GET', 'products/' . $this->productOf( "L-$number" )->get_id() )['items'][0];
	}

	private function sync( int $number ): Run {
		return $this->drive( $this->restOk( 'POST', 'products/' . $this->productOf( "L-$number" )->get_id() . '/sync' )['id'] );
	}

	private function setStock( int $number, int $stock ): void {
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => "L-$number", 'unit' => $this->firstUnit, 'onHand' => $stock ] ] );
	}

	private function stockOf( int $number ): int {
		return (int) $this->productOf( "L-$number" )->get_stock_quantity();
	}
}
