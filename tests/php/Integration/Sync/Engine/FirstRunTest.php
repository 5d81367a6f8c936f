<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Admin\Menu;
use SorsApi\Sentence;
use SorsApi\Services;
use SorsApi\Sync\Engine\FirstRun;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** The first sync: three runs one after the other, chained on the server. */
final class FirstRunTest extends SyncTestCase {

	private const PRODUCT = '000101';

	protected const ASSORTMENT = 20;

	public function testItBringsInCatalogueStockAndImages(): void {
		self::assertSame( [ 'none', null, [] ], array_values( array_intersect_key( $this->state(), array_flip( [ 'state', 'kind', 'parts' ] ) ) ) );
		$begun = $this->restOk( 'POST', 'first-run/start' );
		self::assertSame( [ 'running', 'catalog' ], [ $begun['state'], $begun['kind'] ] );
		self::assertSame( [ 'catalog', 'stock', 'images' ], array_column( $begun['parts'], 'kind' ) );
		self::assertNull( $begun['parts'][1]['run'] );

		foreach ( [ 'catalog', 'stock', 'images' ] as $kind ) {
			self::assertSame( $kind, $this->state()['kind'] );
			$this->assertSucceeded( $this->drive( $this->latest()->id ) );
		}
		$ended = $this->state();
		self::assertSame( 'done', $ended['state'] );
		self::assertSame( [ 'succeeded', 'succeeded', 'succeeded' ], array_column( array_column( $ended['parts'], 'run' ), 'state' ) );
		self::assertNotSame( '', $this->productOf( self::PRODUCT )->get_regular_price() );
		self::assertSame( 3, RunTable::list( [] )['total'] );
	}

	public function testWhatIsAppliedElsewhereEndsItOnceItIsDecidedWhatHappensAutomatically(): void {
		$first = fn(): array => [ $this->state()['finished'], ( new Services() )->sync()->firstRun()->stage() ];
		self::assertSame( [ false, 'new' ], $first() );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ false, 'begun' ], $first() );
		$this->configure( [ 'schedule' => [ 'stock' => '15min' ] ] );
		self::assertSame( [ false, 'begun' ], $first(), 'The stock was not brought in.' );
		$this->configure( [ 'schedule' => [ 'stock' => 'off' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ false, 'begun' ], $first(), 'Nobody was asked what happens automatically.' );
		$this->configure( [ 'exportOrders' => true ] );
		self::assertSame( [ true, 'finished' ], $first() );
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET updated_at = DATE_SUB(updated_at, INTERVAL 40 DAY)" );
		RunTable::forget( 30 );
		$wpdb->query( "DELETE FROM {$wpdb->prefix}sors_links" );
		self::assertSame( [ true, 'finished' ], $first(), 'Its run was deleted.' );
	}

	public function testStockOfAnApprovedPreviewEndsItAndALaterPreviewDoesNotBeginItAgain(): void {
		$this->configure( [ 'schedule' => [ 'stock' => '15min' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$preview = $this->runToEnd( 'stock', 'preview' );
		self::assertSame( [ 'awaiting_approval', false ], [ $preview->state, $this->state()['finished'] ] );
		$this->assertSucceeded( $this->approvedRun( $preview ) );
		$this->assertSucceeded( $this->runToEnd( 'stock', 'preview' ) );
		self::assertTrue( $this->state()['finished'] );
	}

	public function testAShopThatOnlySendsOrdersHasFinishedItOnceAnItemIsLinked(): void {
		$this->configure( [ 'exportOrders' => true ] );
		self::assertFalse( $this->state()['finished'] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertTrue( $this->state()['finished'] );
	}

	public function testAShopThatOnlySendsOrdersHasFinishedItOnceOneWasSent(): void {
		$this->configure( [ 'exportOrders' => true ] );
		self::db()->insert( self::db()->prefix . 'sors_outbox', [ 'order_id' => 1, 'role' => 'sale', 'state' => 'sent', 'created_at' => gmdate( 'Y-m-d H:i:s' ), 'updated_at' => gmdate( 'Y-m-d H:i:s' ) ] );
		self::assertTrue( $this->state()['finished'] );
	}

	public function testEveryScreenIsToldUntilItIsFinished(): void {
		$page = static fn(): string => self::printed( static fn() => ( new Menu( ( new Services() )->sync()->firstRun() ) )->showPage() );
		if ( ! is_file( dirname( SORS_API_FILE ) . '/build/index.asset.php' ) ) {
			self::markTestSkipped( 'The app was not built.' );
		}
		self::assertStringContainsString( 'data-setup="new"', $page() );
		$this->restOk( 'POST', 'first-run/start' );
		self::assertStringContainsString( 'data-setup="begun"', $page() );
		foreach ( [ 'catalog', 'stock' ] as $kind ) {
			$this->assertSucceeded( $this->drive( $this->latest()->id ) );
		}
		self::assertStringContainsString( 'data-setup="finished"', $page() );
	}

	public function testItGoesOnWithTheTabClosed(): void {
		$this->restOk( 'POST', 'first-run/start' );
		for ( $round = 0; $round < 20 && 'done' !== $this->state()['state']; $round++ ) {
			self::runQueue( $this->latest()->id );
		}
		self::assertSame( 'done', $this->state()['state'], (string) wp_json_encode( $this->state() ) );
		self::assertSame( 3, RunTable::list( [] )['total'] );
	}

	public function testImagesThatAreNeverTakenAreNoPartOfIt(): void {
		$this->configure( [ 'fields' => [ 'images' => 'never' ] ] );
		self::assertSame( [ 'catalog', 'stock' ], array_column( $this->restOk( 'POST', 'first-run/start' )['parts'], 'kind' ) );
	}

	public function testTheDifferenceThatWasSeenIsApproved(): void {
		$preview = $this->runToEnd( 'catalog', 'preview' );
		self::assertSame( 'awaiting_approval', $preview->state );
		self::assertSame( 'none', $this->state()['state'], 'A preview alone starts nothing.' );
		$begun = $this->restOk( 'POST', 'first-run/start', [ 'catalogRun' => $preview->id ] );
		self::assertSame( [ 'running', $preview->id, 'applying' ], [ $begun['state'], $begun['parts'][0]['run']['id'], $begun['parts'][0]['run']['state'] ] );
		$this->assertSucceeded( $this->drive( $preview->id ) );
		self::assertSame( 'stock', $this->state()['kind'] );
	}

	public function testADifferenceThatWasReadAgainSinceIsNotApproved(): void {
		$preview = $this->runToEnd( 'catalog', 'preview' );
		$response = $this->restAsAdmin( 'POST', 'first-run/start', [ 'catalogRun' => $preview->id, 'updatedAt' => '2020-01-01T00:00:00Z' ] );
		self::assertSame( [ 409, 'sors_changed' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertSame( [ 'awaiting_approval', 'none' ], [ RunTable::get( $preview->id )->state, $this->state()['state'] ] );
		self::assertSame( 'running', $this->restOk( 'POST', 'first-run/start', [ 'catalogRun' => $preview->id, 'updatedAt' => $preview->toArray()['updatedAt'] ] )['state'] );
	}

	public function testACatalogueThatIsInIsNotReadAgain(): void {
		$run = $this->runToEnd( 'catalog' );
		$this->runToEnd( 'stock' );
		$begun = $this->restOk( 'POST', 'first-run/start', [ 'catalogRun' => $run->id ] );
		self::assertSame( [ 'running', 'stock', 'queued' ], [ $begun['state'], $begun['kind'], $begun['parts'][1]['run']['state'] ] );
	}

	public function testWhatIsNoCatalogueRunIsRefused(): void {
		$run = $this->runs->start( 'stock', 'apply', 'person' );
		$this->loginAsAdmin();
		foreach ( [ $run->id, 999999 ] as $id ) {
			$response = $this->rest( 'POST', 'first-run/start', [ 'catalogRun' => $id ] );
			self::assertSame( [ 404, 'sors_not_found' ], [ $response->get_status(), $response->get_data()['code'] ] );
		}
		self::assertSame( 'none', $this->state()['state'] );
	}

	public function testAFailedCatalogueStopsItUntilItIsResumed(): void {
		$this->restOk( 'POST', 'first-run/start' );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'action' => [ 'kind' => 'status', 'status' => 403 ] ] ] ] );
		$run = $this->drive( $this->latest()->id );
		self::assertSame( 'failed', $run->state );
		do_action( 'sors_watchdog' );
		$stands = $this->state();
		self::assertSame( [ 'failed', 'catalog', Sentence::shown( $run->message ) ], [ $stands['state'], $stands['kind'], $stands['message'] ] );
		self::assertSame( 1, RunTable::list( [] )['total'] );

		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->runs->resume( $run->id );
		self::assertSame( 'running', $this->state()['state'] );
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertSame( [ 'running', 'stock' ], [ $this->state()['state'], $this->state()['kind'] ] );
	}

	public function testARunBegunAgainAfterAFailureTakesItsPlace(): void {
		$this->restOk( 'POST', 'first-run/start' );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'action' => [ 'kind' => 'status', 'status' => 403 ] ] ] ] );
		$this->drive( $this->latest()->id );
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$again = $this->runs->start( 'catalog', 'apply', 'person' );
		self::assertSame( [ 'running', $again->id ], [ $this->state()['state'], $this->latest()->id ] );
		$this->assertSucceeded( $this->drive( $again->id ) );
		self::assertSame( 'stock', $this->state()['kind'] );
	}

	public function testItWaitsForAnApprovalAndGoesOnAfterIt(): void {
		$this->runAll( 'catalog', 'stock' );
		$this->restOk( 'POST', 'first-run/start' );
		$this->assertSucceeded( $this->drive( $this->latest()->id ) );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listInventory', 'times' => 1, 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ] ] ] );
		$this->assertSucceeded( $this->drive( $this->latest()->id ) );
		$waits = function (): void {
			do_action( 'sors_watchdog' );
			self::assertSame( [ 'awaiting_approval', 'stock' ], [ $this->state()['state'], $this->state()['kind'] ] );
			self::assertSame( [], RunTable::list( [ 'kind' => 'images' ] )['items'] );
		};
		$waits();
		$codes = array_map( 'strval', array_keys( $this->waiting( 'stock' ) ) );
		$this->decide( 'approve', 'stock', array_slice( $codes, 1 ) );
		$waits();
		$this->decide( 'discard', 'stock' );
		self::assertSame( [ 'running', 'images' ], [ $this->state()['state'], $this->state()['kind'] ] );
	}

	public function testItGoesOnOnceWhatWasApprovedIsWritten(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'times' => 1, 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ] ] ] );
		$this->restOk( 'POST', 'first-run/start' );
		$this->assertSucceeded( $this->drive( $this->latest()->id ) );
		self::assertSame( [ 'awaiting_approval', 'catalog' ], [ $this->state()['state'], $this->state()['kind'] ] );
		$run = $this->restOk( 'POST', 'pending/decide', [ 'as' => 'approve', 'kind' => 'catalog' ] )['run'];
		self::assertSame( [ 'running', 'catalog' ], [ $this->state()['state'], $this->state()['kind'] ] );
		$this->assertSucceeded( $this->drive( $run['id'] ) );
		self::assertSame( [ 'running', 'stock' ], [ $this->state()['state'], $this->state()['kind'] ] );
	}

	public function testARunThatReplacesAWaitingOneTakesItsPlace(): void {
		$preview = $this->runs->start( 'catalog', 'preview', 'person' );
		$this->restOk( 'POST', 'first-run/start' );
		self::assertSame( $preview->id, $this->latest()->id, 'The one at work is joined.' );
		self::assertSame( 'awaiting_approval', $this->drive( $preview->id )->state );
		$scheduled = $this->runs->start( 'catalog', 'apply', 'schedule' );
		self::assertSame( 'awaiting_approval', $this->state()['state'], 'Until the other has compared everything.' );
		$this->assertSucceeded( $this->drive( $scheduled->id ) );
		self::assertSame( 'stock', $this->state()['kind'] );
	}

	public function testASecondStartIsRefusedWhileOneIsUnderWay(): void {
		$this->restOk( 'POST', 'first-run/start' );
		$response = $this->rest( 'POST', 'first-run/start' );
		self::assertSame( [ 409, 'sors_first_run_active' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertStringContainsString( 'already under way', $response->get_data()['message'] );
		$this->assertSucceeded( $this->drive( $this->latest()->id ) );
		self::assertSame( 409, $this->rest( 'POST', 'first-run/start' )->get_status(), 'Nor at its second part.' );
	}

	public function testStoppingARunStopsIt(): void {
		$this->restOk( 'POST', 'first-run/start' );
		$catalog = $this->drive( $this->latest()->id );
		$stock   = $this->restOk( 'POST', 'runs/' . $this->latest()->id . '/cancel' );
		do_action( 'sors_watchdog' );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		do_action( 'sors_watchdog' );
		self::assertSame( [ 'stopped', 'stock', $stock['message'] ], array_values( array_intersect_key( $this->state(), array_flip( [ 'state', 'kind', 'message' ] ) ) ) );
		self::assertSame( [], RunTable::list( [ 'kind' => 'images' ] )['items'] );

		// And it can be started again, without reading the catalogue once more.
		$again = $this->restOk( 'POST', 'first-run/start', [ 'catalogRun' => $catalog->id ] );
		self::assertSame( [ 'running', 'stock' ], [ $again['state'], $again['kind'] ] );
		self::assertNotSame( $stock['id'], $again['parts'][1]['run']['id'] );
	}

	public function testADiscardedDifferenceStopsIt(): void {
		$preview = $this->runs->start( 'catalog', 'preview', 'person' );
		$this->restOk( 'POST', 'first-run/start', [ 'catalogRun' => $preview->id ] );
		$this->drive( $preview->id );
		$this->runs->discard( $preview->id );
		do_action( 'sors_watchdog' );
		self::assertSame( 'stopped', $this->state()['state'] );
		self::assertSame( 1, RunTable::list( [] )['total'] );
	}

	public function testAProcessThatDiesBetweenTwoRunsIsMadeUpFor(): void {
		$this->restOk( 'POST', 'first-run/start' );
		remove_all_actions( 'sors_run_succeeded' );
		$this->assertSucceeded( $this->drive( $this->latest()->id ) );
		self::assertSame( [ 'running', 'catalog' ], [ $this->state()['state'], $this->state()['kind'] ] );
		do_action( 'sors_watchdog' );
		$stock = $this->latest();
		self::assertSame( 'stock', $stock->kind );

		// It died after it had started the run, and before it noted that.
		$note         = get_option( FirstRun::OPTION );
		$note['runs'] = array_slice( $note['runs'], 0, 1 );
		update_option( FirstRun::OPTION, $note );
		$this->assertSucceeded( $this->drive( $stock->id ) );
		do_action( 'sors_watchdog' );
		self::assertSame( $stock->id, $this->latest()->id );
		do_action( 'sors_watchdog' );
		self::assertSame( 'images', $this->state()['kind'] );
		self::assertSame( 3, RunTable::list( [] )['total'] );
	}

	public function testAStockRunOfBeforeTheLastProductIsWaitedFor(): void {
		$this->restOk( 'POST', 'first-run/start' );
		$early = $this->runs->start( 'stock', 'apply', 'schedule' );
		$this->assertSucceeded( $this->drive( $this->latest()->id ) );
		self::assertSame( [ 'running', 'catalog' ], [ $this->state()['state'], $this->state()['kind'] ] );
		$this->assertSucceeded( $this->drive( $early->id ) );
		self::assertSame( [ 'stock', 'queued', 'person' ], [ $this->latest()->kind, $this->latest()->state, $this->latest()->startedBy ] );
	}

	public function testARefusedRunIsSaidAndTriedAgain(): void {
		$this->restOk( 'POST', 'first-run/start' );
		remove_all_actions( 'sors_run_succeeded' );
		$this->assertSucceeded( $this->drive( $this->latest()->id ) );
		$units = array_slice( array_values( $this->units ), 0, 2 );
		$this->configure( [ 'businessUnitIds' => [] ] );
		do_action( 'sors_watchdog' );
		self::assertSame( [ 'failed', 'stock' ], [ $this->state()['state'], $this->state()['kind'] ] );
		self::assertStringContainsString( 'business unit', $this->state()['message'] );
		$this->configure( [ 'businessUnitIds' => $units ] );
		do_action( 'sors_watchdog' );
		self::assertSame( [ 'running', 'stock' ], [ $this->state()['state'], $this->state()['kind'] ] );
	}

	private function latest(): Run {
		$state = $this->state();
		$parts = array_column( $state['parts'], 'run', 'kind' );
		self::assertIsArray( $parts[ $state['kind'] ], (string) wp_json_encode( $state ) );
		return RunTable::get( $parts[ $state['kind'] ]['id'] );
	}

	private function state(): array {
		return $this->restOk( 'GET', 'first-run' );
	}
}
