<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Sentence;
use SorsApi\Store\Images\ImageFile;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** What a run wants to change waits until a person has seen it, where it was asked to or would empty the shop. */
final class RunApprovalTest extends SyncTestCase {

	protected const ASSORTMENT = 20;

	public function testAPreviewWritesNothingUntilItIsApproved(): void {
		$told = did_action( 'sors_run_succeeded' );
		$before = $this->shopRows();
		$run    = $this->runToEnd( 'catalog', 'preview' );
		self::assertSame( 'awaiting_approval', $run->state );
		self::assertSame( $before, $this->shopRows() );
		$planned = count( $this->itemsOf( $run, 'planned' ) );
		self::assertGreaterThan( 15, $planned );
		self::assertSame( [ 0, 0 ], [ $run->created, $run->updated ] );
		self::assertSame( 0, did_action( 'sors_run_succeeded' ) - $told );
		$run = $this->approvedRun( $run );
		$this->assertSucceeded( $run );
		self::assertSame( $planned, $run->created );
		self::assertSame( 1, did_action( 'sors_run_succeeded' ) - $told, 'Code that waits for an item is told.' );
		$preview = $this->runToEnd( 'catalog', 'preview' );
		$this->assertSucceeded( $preview );
		self::assertStringContainsString( 'Nothing would change', Sentence::shown( $preview->message ) );
	}

	public function testWhatWasApprovedForOneDatabaseIsNotWrittenFromAnother(): void {
		$run = $this->runToEnd( 'catalog', 'preview' );
		$this->runs->approve( $run->id );
		$this->configure( [ 'database' => self::yearly() ] );
		$run = $this->drive( $run->id );
		self::assertSame( [ 'failed', 0, self::DATABASE ], [ $run->state, $run->created, $run->database ] );
		self::assertStringContainsString( 'belongs to the database ' . self::DATABASE, Sentence::shown( $run->message ) );
		$this->assertRefused( 'other_database', fn() => $this->runs->resume( $run->id ) );
		self::assertSame( 0, ( new Links() )->count() );
		$this->configure( [] );
		$this->runs->resume( $run->id );
		$this->assertSucceeded( $this->drive( $run->id ) );
	}

	public function testARunThatNobodyApprovedReadsAgainFromTheOtherDatabase(): void {
		$run = $this->runs->start( 'catalog', 'apply', 'schedule' );
		$this->configure( [ 'database' => self::yearly() ] );
		$run = $this->driveWell( $run->id );
		self::assertSame( self::yearly(), $run->database );
		self::assertGreaterThan( 0, $run->created );
	}

	/** @dataProvider ages */
	public function testWhatIsLeftOutOfAPreviewIsNotMadeNowOrLater( int $minutes ): void {
		$run   = $this->runToEnd( 'catalog', 'preview' );
		$items = array_column( RunItems::list( $run->id, [ 'outcome' => 'planned', 'action' => 'create', 'per_page' => 100 ] )['items'], 'id', 'code' );
		$this->age( $run, $minutes );
		$this->restOk( 'POST', "runs/{$run->id}/approve", [ 'leaveOut' => [ $items['000101'], $items['000102'] ] ] );
		$run = $this->driveWell( $run->id );
		self::assertSame( [ count( $items ) - 2, $run->total ], [ $run->created, $run->created + $run->unchanged + $run->skipped ] );
		self::assertSame( [ 'skipped', 'skipped' ], [ $this->itemOf( $run, '000101' )['outcome'], $this->itemOf( $run, '000102' )['outcome'] ] );
		$next = $this->runToEnd( 'catalog' );
		self::assertSame( 0, $next->created );
		self::assertSame( [], ( new Links() )->byCodes( [ '000101', '000102' ] ) );
		$this->restOk( 'POST', 'deleted-products/bring-back' );
		self::assertSame( 2, $this->runToEnd( 'catalog' )->created );
	}

	public function testWhatWasNotChosenOfAPreviewIsMadeByNoRunBeforeAPersonAgrees(): void {
		$run   = $this->runToEnd( 'catalog', 'preview' );
		$items = array_column( RunItems::list( $run->id, [ 'outcome' => 'planned', 'action' => 'create', 'per_page' => 100 ] )['items'], 'id', 'code' );
		$this->runs->approve( $run->id, [ $items['000101'] ] );
		self::assertSame( 1, $this->drive( $run->id )->created );
		for ( $round = 0; $round < 2; $round++ ) {
			$run = $this->runs->start( 'catalog', 'apply', 'schedule' );
			$run = $this->drive( $run->id );
			self::assertSame( [ 0, count( $items ) - 1 ], [ $run->created, $run->toArray()['waiting'] ], $run->message );
		}
		$run = $this->decide( 'approve', 'catalog' );
		$this->assertSucceeded( $run );
		self::assertSame( count( $items ) - 1, $run->created );
	}

	public static function ages(): array {
		return [ 'at once' => [ 0 ], 'read again' => [ 16 ] ];
	}

	public function testAnItemThatIsNotInTheShopYetShowsItsPictureInSors(): void {
		$before = $this->shopRows();
		$run    = $this->runToEnd( 'catalog', 'preview' );
		$this->loginAsAdmin();
		$types = [];
		foreach ( $this->itemsOf( $run, 'planned' ) as $item ) {
			[ $type, $content ] = $this->picture( $run->id, $item['id'] );
			if ( '' !== $content ) {
				$types[] = $type;
				self::assertNotNull( ImageFile::kindOf( $content ) );
				break;
			}
		}
		self::assertMatchesRegularExpression( '#^image/#', $types[0] ?? 'none has one' );
		self::assertSame( '', $this->picture( $run->id, 999999999 )[1] );
		self::assertSame( $before, $this->shopRows() );
	}

	/** @return array{string, string} Type and content. */
	private function picture( int $runId, int $itemId ): array {
		$response = $this->rest( 'GET', "runs/$runId/items/$itemId/picture" );
		self::assertSame( 200, $response->get_status() );
		ob_start();
		apply_filters( 'rest_pre_serve_request', false, $response, new \WP_REST_Request(), rest_get_server() );
		return [ (string) $response->get_headers()['Content-Type'], (string) ob_get_clean() ];
	}

	public function testAWaitingPreviewIsReplacedOnceTheNextRunHasComparedEverything(): void {
		$waiting = $this->runToEnd( 'catalog', 'preview' );
		$next    = $this->runs->start( 'catalog', 'apply', 'schedule' );
		self::assertNotSame( $waiting->id, $next->id );
		self::assertSame( 'awaiting_approval', RunTable::get( $waiting->id )->state );
		$this->assertRefused( 'active', fn() => $this->runs->approve( $waiting->id ) );
		$this->assertSucceeded( $this->drive( $next->id ) );
		self::assertSame( 'cancelled', RunTable::get( $waiting->id )->state );
		$this->assertRefused( 'not_waiting', fn() => $this->runs->approve( $waiting->id ) );
	}

	public function testWhatWasReadLongAgoIsReadAgainWhenItIsApproved(): void {
		$run = $this->runToEnd( 'catalog', 'preview' );
		$this->sors->post( 'patch', [ 'database' => self::DATABASE, 'changes' => [ [ 'do' => 'setItem', 'code' => '000101', 'set' => [ 'name' => 'Čekić, novi naziv' ] ], [ 'do' => 'removeItem', 'code' => '000102' ] ] ] );
		$this->age( $run, 16 );
		$run = $this->approvedRun( $run );
		$this->assertSucceeded( $run );
		self::assertSame( 'Čekić, novi naziv', $this->productOf( '000101' )->get_name() );
		self::assertSame( [], ( new Links() )->byCodes( [ '000102' ] ) );
		self::assertNull( $this->itemOf( $run, '000102' ) );
		self::assertSame( $run->total, $run->created + $run->unchanged + $run->skipped );
	}

	public function emptyAnswers(): array {
		return [
			'no items'              => [ 'catalog', [ 'operation' => 'listProducts' ], 'no items at all' ],
			'no stock in one place' => [ 'stock', [ 'operation' => 'listInventory', 'times' => 1 ], 'which had some before' ],
		];
	}

	/** With three products the safety limit's share would never be reached. @dataProvider emptyAnswers */
	public function testAnEmptyAnswerIsHeldInASmallShopToo( string $kind, array $rule, string $words ): void {
		$this->assortment( 3 );
		$this->addItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ (string) array_keys( $this->units )[0] => 5, (string) array_keys( $this->units )[1] => 7 ] );
		$this->runAll( 'catalog', 'stock' );
		$before = $this->shopRows();
		for ( $time = 1; $time <= 2; $time++ ) {
			$this->sors->post( 'faults', [ 'rules' => [ $rule + [ 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ] ] ] );
			$run = $this->runToEnd( $kind );
			self::assertGreaterThan( 0, $run->toArray()['waiting'], "time $time" );
			self::assertStringContainsString( $words, $this->question( $kind ) );
			self::assertSame( $before, $this->shopRows() );
		}
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->assertSucceeded( $this->decide( 'approve', $kind ) );
		self::assertSame( [ [], $before ], [ $this->waiting( $kind ), $this->shopRows() ], 'It was there all the same.' );
	}

	/** It was read again under the same number. */
	public function testWhatAPageNeverShowedIsNotApprovedFromIt(): void {
		$run = $this->runToEnd( 'catalog', 'preview' );
		$shown  = $this->restOk( 'GET', "runs/$run->id" );
		$before = $this->shopRows();
		$this->age( $run, 5 );
		foreach ( [ [], [ 'items' => [ $this->itemsOf( $run, 'planned' )[0]['id'] ] ] ] as $which ) {
			$response = $this->rest( 'POST', "runs/$run->id/approve", [ 'updatedAt' => $shown['updatedAt'] ] + $which );
			self::assertSame( [ 409, 'sors_changed' ], [ $response->get_status(), $response->get_data()['code'] ] );
		}
		self::assertSame( [ 'awaiting_approval', $before ], [ RunTable::get( $run->id )->state, $this->shopRows() ] );
		$now = $this->restOk( 'GET', "runs/$run->id" )['updatedAt'];
		self::assertSame( 'applying', $this->restOk( 'POST', "runs/$run->id/approve", [ 'updatedAt' => $now ] )['state'] );
	}

	/** What it did not show then is asked about as in any run. */
	public function testAPreviewThatIsReadAgainDoesNotStopAgain(): void {
		$this->runAll( 'catalog', 'stock' );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => '000101', 'unit' => $this->firstUnit, 'onHand' => 1 ] ] );
		$run = $this->runToEnd( 'stock', 'preview' );
		$this->age( $run, 16 );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listInventory', 'times' => 1, 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ] ] ] );
		$before = $this->shopRows();
		$this->assertSucceeded( $this->approvedRun( $run ) );
		self::assertNotSame( [], $this->waiting( 'stock' ) );
		self::assertSame( $before, $this->shopRows() );
	}

	public function testAPreviewThatNobodyApprovedChangesNothingThatWaits(): void {
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'times' => 1, 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ] ] ] );
		$this->runToEnd( 'catalog' );
		$waiting = $this->waiting( 'catalog' );
		self::assertNotSame( [], $waiting );
		$this->setItem( '000101', [ 'name' => 'Novi naziv' ] );
		$preview = $this->runToEnd( 'catalog', 'preview' );
		self::assertEquals( $waiting, $this->waiting( 'catalog' ) );
		$this->runs->discard( $preview->id );
		self::assertEquals( $waiting, $this->waiting( 'catalog' ) );
	}

	private function age( Run $run, int $minutes ): void {
		self::db()->update( self::db()->prefix . 'sors_runs', [ 'updated_at' => gmdate( 'Y-m-d H:i:s', time() - $minutes * MINUTE_IN_SECONDS ) ], [ 'id' => $run->id ] );
	}
}
