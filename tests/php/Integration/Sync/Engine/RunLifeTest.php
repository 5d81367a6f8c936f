<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Sentence;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\OtherProcess;

'cli' === PHP_SAPI || exit;

/** How runs begin, wait, end and go on. @group sqlite */
final class RunLifeTest extends SyncTestCase {

	protected const ASSORTMENT = 20;

	public function testASecondRequestJoinsTheActiveRun(): void {
		$first = $this->runs->start( 'catalog', 'apply', 'person' );
		self::assertSame( $first->id, $this->runs->start( 'catalog', 'preview', 'schedule' )->id );
		self::assertNotSame( $first->id, $this->runs->start( 'stock', 'apply', 'person' )->id );
	}

	public function testARateLimitPausesAndKeepsTheCursor(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'times' => 1, 'action' => [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 1 ] ] ] ] );
		$asked = 0.0;
		$note  = static function ( array $response ) use ( &$asked ): array {
			$asked = 429 === $response['response']['code'] ? microtime( true ) : $asked;
			return $response;
		};
		add_filter( 'http_response', $note );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( 'reading', $run->state );
		self::assertGreaterThan( 0, $asked );
		self::assertGreaterThanOrEqual( $asked + 1, strtotime( $run->resumesAt . ' UTC' ), 'a second is no shorter late in a second' );
		self::assertSame( 'reading', $this->runs->step( $run->id )->state );
		self::assertTrue( false !== as_next_scheduled_action( 'sors_run_step', [ $run->id ], 'sors' ) );
		$this->endPause( $run );
		$run = $this->driveWell( $run->id );
		self::assertNull( $run->toArray()['resumesAt'] );
	}

	public function testALongPauseIsSaidInHours(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'times' => 1, 'action' => [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 14393 ] ] ] ] );
		self::assertStringStartsWith( 'SORS asked for a pause of 4 hours. ', $this->runToEnd( 'catalog' )->toArray()['message'] );
	}

	public function failures(): array {
		return [
			'refused key'   => [ [ 'kind' => 'status', 'status' => 401 ], '' ],
			'server errors' => [ [ 'kind' => 'status', 'status' => 500 ], '' ],
			'HTML'          => [ [ 'kind' => 'html' ], '' ],
			'cut'           => [ [ 'kind' => 'cut', 'when' => 'midAnswer' ], '' ],
			'refusal'       => [ [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Baza je zaključana' ], 'Baza je zaključana' ],
		];
	}

	/** @dataProvider failures */
	public function testAFailedRunSaysWhyAndGoesOnFromWhereItStopped( array $action, string $words ): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'action' => $action ] ] ] );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( [ 'failed', true ], [ $run->state, $run->isResumable() ] );
		self::assertNotSame( '', $run->message );
		self::assertStringContainsString( $words, Sentence::shown( $run->message ) );
		self::assertNotNull( $run->finishedAt );
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$groups = $this->sors->count( 'listProductGroups' );
		$this->runs->resume( $run->id );
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertSame( $groups, $this->sors->count( 'listProductGroups' ), 'groups were not read again' );
	}

	public function testAPassingFailureIsNotNoticed(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'times' => 2, 'action' => [ 'kind' => 'html' ] ] ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
	}

	public function testCancelStopsWithinAnItemAndResumeFinishes(): void {
		$most = 6;
		if ( DatabaseClock::isInProcess() ) {
			// A waiting writer is let in every half second, not after each item.
			$this->assortment( 80 );
			$most = 70;
		}
		$run   = $this->runs->start( 'catalog', 'apply', 'person' );
		$seen  = 0;
		$other = null;
		$stop  = function () use ( &$seen, &$other, $run ): void {
			if ( 5 === ++$seen ) {
				// As another request would: in a transaction of its own it waits for this item.
				$begun = (string) tempnam( sys_get_temp_dir(), 'sors' );
				$other = $this->inOtherProcess( '$runs = new \SorsApi\Sync\Engine\RunTable(); $run = $runs->get( $args[0] ); file_put_contents( $args[1], "begun" ); $runs->change( $run, \SorsApi\Sync\Engine\Run::ACTIVE, "cancelled", "stop" );', [ $run->id, $begun ] );
				self::waitForAWriter( $begun );
				unlink( $begun );
			}
		};
		add_action( 'woocommerce_new_product', $stop );
		$this->runs->step( $run->id );
		remove_action( 'woocommerce_new_product', $stop );
		self::assertInstanceOf( OtherProcess::class, $other );
		$other->finish();
		$run = RunTable::get( $run->id );
		self::assertSame( [ 'cancelled', true ], [ $run->state, $run->isResumable() ] );
		self::assertLessThanOrEqual( $most, ( new Links() )->count() );
		$this->runs->resume( $run->id );
		$run = $this->driveWell( $run->id );
		self::assertSame( $run->created, ( new Links() )->count() );
	}

	/** @param string $begun A file that the other process fills before it writes. */
	private static function waitForAWriter( string $begun ): void {
		for ( $looks = 0; $looks < 200; $looks++ ) {
			// InnoDB makes this list anew only where nobody has read it for a tenth of a second.
			usleep( 150000 );
			clearstatcache();
			if ( DatabaseClock::isInProcess() ) {
				// SQLite does not say who waits.
				if ( filesize( $begun ) > 0 ) {
					usleep( 300000 );
					return;
				}
			} elseif ( '0' !== self::db()->get_var( "SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'" ) ) {
				return;
			}
		}
		self::fail( 'Nobody waits.' );
	}

	public function testCancellingLeavesTheCursorWhereTheLastWritePutIt(): void {
		$table = new RunTable();
		$asked = $this->runs->start( 'catalog', 'apply', 'person' );
		$lease = Lease::claim( $asked->id );
		$run   = $lease->run();
		$run->cursor->enter( 'products' );
		$lease->hold( $run, static function (): void {} );
		$table->change( $asked, Run::ACTIVE, Run::CANCELLED, 'stop' );
		self::assertSame( [ 'cancelled', 'products' ], [ $table->get( $asked->id )->state, $table->get( $asked->id )->cursor->phase ] );
	}

	public function testARunOfAnotherDatabaseIsNeitherApprovedNorResumed(): void {
		$waiting = $this->runToEnd( 'catalog', 'preview' );
		$stopped = $this->runs->cancel( $this->runs->start( 'stock', 'apply', 'person' )->id );
		$this->configure( [ 'database' => self::yearly() ] );
		$this->assertRefused( 'other_database', fn() => $this->runs->approve( $waiting->id ) );
		$this->assertRefused( 'other_database', fn() => $this->runs->resume( $stopped->id ) );
		self::assertSame( 'awaiting_approval', RunTable::get( $waiting->id )->state );
		$this->configure( [ 'database' => self::DATABASE ] );
		self::assertSame( 'applying', $this->runs->approve( $waiting->id )->state );
	}

	public function testOnlyOneProcessWorksOnARun(): void {
		$run   = $this->runs->start( 'catalog', 'apply', 'person' );
		$lease = Lease::claim( $run->id );
		self::assertNull( Lease::claim( $run->id ) );
		self::assertSame( 'queued', $this->runs->step( $run->id )->state );
		$lease->release();
		self::assertNotSame( 'queued', $this->runs->step( $run->id )->state );
	}

	public function testItGoesOnInTheBackground(): void {
		$run = $this->runs->start( 'catalog', 'apply', 'schedule' );
		for ( $i = 0; $i < 50 && RunTable::get( $run->id )->isActive(); $i++ ) {
			self::runQueue( $run->id );
		}
		$this->assertSucceeded( RunTable::get( $run->id ) );
		self::assertFalse( as_next_scheduled_action( 'sors_run_step', [ $run->id ], 'sors' ) );
	}

	public function testRefusesWhatMakesNoSense(): void {
		$this->assertRefused( 'not_found', fn() => $this->runs->step( 999999 ) );
		$done = $this->runToEnd( 'catalog' );
		$this->assertRefused( 'not_resumable', fn() => $this->runs->resume( $done->id ) );
		$this->configure( [ 'database' => '' ] );
		$this->assertRefused( 'not_configured', fn() => $this->runs->start( 'stock', 'apply', 'person' ) );
	}

	/** 1,200 dinars would become 1,200 euros. */
	public function testAShopInAnotherCurrencyTakesNoPricesAndSaysWhy(): void {
		$this->runAll( 'catalog', 'stock' );
		$price = $this->productOf( '000101' )->get_regular_price();
		$this->addItem( 'T-NOVO', 'Novo' );
		$waiting = $this->runToEnd( 'catalog', 'preview' );
		$this->setItem( '000101', [ 'priceWithVat' => 4321 ] );
		$before = $this->shopRows();
		update_option( 'woocommerce_currency', 'EUR' );
		foreach ( [ 'catalog', 'stock' ] as $kind ) {
			foreach ( [ 'preview', 'apply' ] as $mode ) {
				$this->assertRefused( 'currency', fn() => $this->runs->start( $kind, $mode, 'person' ) );
			}
		}
		$run = $this->approvedRun( $waiting );
		self::assertSame( 'failed', $run->state );
		self::assertStringContainsString( 'the shop sells in EUR', Sentence::shown( $run->message ) );
		self::assertSame( $before, $this->shopRows() );
		$decisions = array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'severity', 'code' );
		self::assertSame( 'error', $decisions['setting_fields'] ?? null );
		// Another plugin may show each visitor prices of their own; products keep theirs.
		add_filter( 'woocommerce_currency', static fn(): string => 'RSD' );
		$this->assertRefused( 'currency', fn() => $this->runs->start( 'stock', 'apply', 'schedule' ) );

		$this->configure( [ 'fields' => [ 'price' => 'never' ] ] );
		$this->runAll( 'catalog', 'stock' );
		self::assertSame( $price, $this->productOf( '000101' )->get_regular_price() );
	}

	public function testPicturesComeInWhateverTheCurrency(): void {
		update_option( 'woocommerce_currency', 'EUR' );
		self::assertSame( 'queued', $this->runs->start( 'images', 'apply', 'person' )->state );
	}

	public function testTheListShowsTheNewestFirst(): void {
		$first  = $this->runToEnd( 'catalog' );
		$second = $this->runToEnd( 'stock' );
		$all    = RunTable::list( [] );
		self::assertSame( [ [ $second->id, $first->id ], 2 ], [ array_map( static fn( Run $run ): int => $run->id, $all['items'] ), $all['total'] ] );
		self::assertSame( 1, RunTable::list( [ 'kind' => 'stock' ] )['total'] );
		self::assertSame( 0, RunTable::list( [ 'state' => 'failed' ] )['total'] );
		self::assertSame( 1, RunItems::list( $first->id, [ 'search' => '000101' ] )['total'] );
	}

	public function testSettingsThatChangeMeanwhileAreReadBy(): void {
		$run = $this->runToEnd( 'catalog', 'preview' );
		$this->configure( [ 'newProductStatus' => 'publish' ] );
		$this->assertSucceeded( $this->approvedRun( $run ) );
		self::assertSame( 'publish', $this->productOf( '000101' )->get_status() );
		self::assertSame( 2, $this->sors->count( 'listProducts' ) );
	}
}
