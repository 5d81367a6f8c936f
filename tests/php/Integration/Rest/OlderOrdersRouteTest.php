<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

final class OlderOrdersRouteTest extends OutboxTestCase {

	public function testOrdersOfADayAreCountedByTheShopsCalendarBeforeAnythingStarts(): void {
		update_option( 'timezone_string', 'Europe/Belgrade' );
		$this->olderOrder( '2026-03-31 21:59:59' );
		$this->olderOrder( '2026-03-31 22:00:00' );
		self::assertSame( [ 'count' => 1, 'job' => null ], $this->restOk( 'GET', 'older-orders', [ 'from' => '2026-03-31', 'to' => '2026-03-31' ] ) );
		self::assertSame( [ 'count' => 2, 'job' => null ], $this->restOk( 'GET', 'older-orders', [ 'from' => '2026-03-31', 'to' => '2026-04-01' ] ) );
		self::assertSame( [ 'count' => null, 'job' => null ], $this->restOk( 'GET', 'older-orders' ) );
	}

	public function testTheyAreSentOnceWhateverTheExportBeganWith(): void {
		$ids = [ $this->olderOrder( '2026-03-30 10:00:00' ), $this->olderOrder( '2026-03-31 10:00:00' ), $this->olderOrder( '2026-04-02 10:00:00' ) ];
		$this->work();
		self::assertCount( 0, $this->documents(), 'Older than the export.' );
		$answer = $this->restOk( 'POST', 'older-orders', [ 'from' => '2026-03-01', 'to' => '2026-03-31' ] );
		self::assertSame( [ 2, 2, 0 ], [ $answer['job']['total'], $answer['job']['queued'], $answer['job']['refused'] ] );
		self::assertNotNull( $answer['job']['finishedAt'] );
		$this->work();
		$this->restOk( 'POST', 'older-orders', [ 'from' => '2026-03-01', 'to' => '2026-03-31' ] );
		$this->work();
		self::assertCount( 2, $this->documents() );
		self::assertSame( OutboxEntry::SKIPPED, $this->sale( $ids[2] )->state );
	}

	public function testManyAreDoneInTheBackgroundFromWhereItStopped(): void {
		$ids = [];
		for ( $i = 0; $i < 3; $i++ ) {
			$ids[] = $this->olderOrder( '2026-03-31 10:00:00' );
		}
		// As a request leaves it that had no time for more than the first order.
		update_option( OlderOrdersJob::OPTION, [ 'from' => '2026-03-31', 'to' => '2026-03-31', 'total' => 3, 'queued' => 1, 'refused' => 0, 'after' => $ids[0], 'startedAt' => time(), 'finishedAt' => null ], false );
		$second = $this->restAsAdmin( 'POST', 'older-orders', [ 'from' => '2026-03-01', 'to' => '2026-03-02' ] );
		self::assertSame( [ 409, 'sors_busy' ], [ $second->get_status(), $second->get_data()['code'] ] );
		$this->services->tick()->afterwards();
		$job = $this->restOk( 'GET', 'older-orders' )['job'];
		self::assertSame( 3, $job['queued'] );
		self::assertNotNull( $job['finishedAt'] );
		self::assertSame( [ OutboxEntry::QUEUED, OutboxEntry::QUEUED ], [ $this->sale( $ids[1] )->state, $this->sale( $ids[2] )->state ] );
	}

	public function testTwoProcessesCountNoOrderTwice(): void {
		$id     = $this->olderOrder( '2026-03-31 10:00:00' );
		$before = [ 'from' => '2026-03-31', 'to' => '2026-03-31', 'total' => 1, 'queued' => 0, 'refused' => 0, 'after' => 0, 'startedAt' => time(), 'finishedAt' => null ];
		update_option( OlderOrdersJob::OPTION, $before, false );
		$progress = new \SorsApi\Database\ProgressOption( OlderOrdersJob::OPTION );
		$read     = $progress->read();
		$this->services->tick()->afterwards();
		self::assertFalse( $progress->advance( $read, [ 'queued' => 1, 'after' => $id ] + $read ), 'The other one was faster.' );
		self::assertSame( 1, $this->restOk( 'GET', 'older-orders' )['job']['queued'] );
	}

	public function badPeriods(): array {
		return [
			'backwards'           => [ '2026-04-01', '2026-03-31' ],
			'not in the calendar' => [ '2026-02-28', '2026-02-31' ],
		];
	}

	/** @dataProvider badPeriods */
	public function testAPeriodThatCannotBeIsRefused( string $from, string $to ): void {
		$this->loginAsAdmin();
		foreach ( [ 'GET', 'POST' ] as $method ) {
			$response = $this->rest( $method, 'older-orders', compact( 'from', 'to' ) );
			self::assertSame( [ 400, 'sors_bad_period' ], [ $response->get_status(), $response->get_data()['code'] ] );
		}
		self::assertSame( 400, $this->rest( 'GET', 'older-orders', [ 'from' => $from ] )->get_status(), 'One day is no period.' );
	}

	public function testACopySendsNothing(): void {
		$this->olderOrder( '2026-03-31 10:00:00' );
		self::bringFrom( 'former.example' );
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'older-orders', [ 'from' => '2026-03-31', 'to' => '2026-03-31' ] )->get_status() );
		self::assertFalse( get_option( OlderOrdersJob::OPTION ) );
	}

	/** Half of them were queued in the shop when its database was copied. */
	public function testACopyDoesNotGoOnWithThoseOfTheShop(): void {
		$order = $this->olderOrder( '2026-03-31 10:00:00' );
		$under = [ 'from' => '2026-03-31', 'to' => '2026-03-31', 'total' => 2, 'queued' => 1, 'refused' => 0, 'after' => 0, 'startedAt' => time(), 'finishedAt' => null ];
		update_option( OlderOrdersJob::OPTION, $under, false );
		self::bringFrom( 'former.example' );
		$this->services->olderOrdersJob()->resumeInBackground( 1 );
		self::assertNotFalse( get_option( OlderOrdersJob::OPTION ), 'Nobody has said yet what it is.' );
		StoreIdentity::confirmCopy();
		$this->services->olderOrdersJob()->resumeInBackground( 1 );
		$this->work();
		self::assertSame( [ false, [] ], [ get_option( OlderOrdersJob::OPTION ), $this->documents() ] );
		self::assertSame( 'skipped', $this->sale( $order )->state );
	}

	/** @return int Its id. */
	private function olderOrder( string $utc ): int {
		static $products = [];
		$product = $products[ $this->getName() ] = $products[ $this->getName() ] ?? $this->linkedProduct();
		AtWork::exporting( [ (int) strtotime( '2026-10-01 00:00:00 UTC' ), null ] );
		$order = self::saved( $this->createOrder( [ $product->get_id() => 1 ] ), [ 'date_created' => str_replace( ' ', 'T', $utc ) . '+00:00' ] );
		self::db()->query( self::db()->prepare( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET state = 'skipped', error_code = 'before_export', next_attempt_at = NULL WHERE order_id = %d", $order->get_id() ) );
		return $order->get_id();
	}
}
