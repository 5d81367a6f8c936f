<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Overview;

use SorsApi\Database\Tables;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Overview\Decisions;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Outbox\Pause;
use SorsApi\Outbox\Worker;
use SorsApi\Services;
use SorsApi\Settings\DoubtElsewhere;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** What monitoring is told. */
final class MonitorTest extends StoreTestCase {

	protected function setUp(): void {
		parent::setUp();
		SettingsStore::update( [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		Schedule::ensure();
	}

	public function testAllIsWell(): void {
		$status = self::status();
		self::assertSame( [ 'ok', [] ], [ $status['state'], $status['issues'] ] );
		self::assertTrue( $status['connection']['configured'] );
		self::assertSame( [ 'count' => 0, 'oldestAt' => null, 'oldestMinutes' => 0 ], $status['queue'] );
		self::assertSame( [ 'catalog', 'stock', 'images' ], array_keys( $status['runs'] ) );
		self::assertSame( [ 'planned' => true, 'minutesLate' => 0 ], $status['cron'] );
	}

	public function testTheOldestOrderInTheQueueHasAnAge(): void {
		$this->orderIn( OutboxEntry::QUEUED, [ 'created_at' => self::ago( 20 ), 'next_attempt_at' => self::ago( 20 ) ] );
		$this->orderIn( OutboxEntry::WAITING );
		$this->orderIn( OutboxEntry::SENT, [ 'created_at' => '2020-01-01 00:00:00' ] );
		$status = self::status();
		self::assertSame( [ 'ok', 2, 20 ], [ $status['state'], $status['queue']['count'], $status['queue']['oldestMinutes'] ] );
	}

	public function testAnOrderThatWasPaidAfterDaysIsNotOld(): void {
		$this->orderIn( OutboxEntry::QUEUED, [ 'created_at' => self::ago( 3 * 24 * 60 ) ] );
		self::assertSame( 0, self::status()['queue']['oldestMinutes'], 'It is due in a minute.' );
		$this->orderIn( OutboxEntry::WAITING, [ 'created_at' => self::ago( 90 ) ] );
		self::assertSame( 90, self::status()['queue']['oldestMinutes'], 'Tried, and to be tried again.' );
	}

	public function testOneThatIsRetriedForLongNeedsAPersonToo(): void {
		$this->orderIn( OutboxEntry::WAITING, [ 'attempts' => 9 ] );
		$status = self::status();
		self::assertSame( [ 'attention', [ 'orders_stuck' ], 1 ], [ $status['state'], array_column( $status['issues'], 'code' ), $status['ordersThatNeedAPerson'] ] );
	}

	/** Each order once, by what is most urgent of it: together they are those that the list of orders calls "needs attention". */
	public function testTheDecisionsCountTheOrdersThatNeedAPerson(): void {
		$this->orderIn( OutboxEntry::UNCERTAIN );
		$this->orderIn( OutboxEntry::WAITING, [ 'attempts' => 9 ] );
		$this->orderIn( OutboxEntry::WAITING, [ 'attempts' => 1 ] );
		$this->orderIn( OutboxEntry::SENT, [ 'issue_code' => 'changed' ] );
		$both  = $this->orderIn( OutboxEntry::REJECTED );
		OutboxTable::update( OutboxTable::ensure( $both, OutboxEntry::ROLE_RETURN, 77, 1 )->id, [ 'state' => OutboxEntry::SENT, 'issue_code' => 'refund_differs' ] );
		$said = [];
		foreach ( Decisions::orders( OrderQueries::counts( Decisions::STATES ) ) as $decision ) {
			$said[ $decision['code'] ] = (int) $decision['message'];
		}
		self::assertSame( [ 'orders_uncertain' => 1, 'orders_rejected' => 1, 'orders_differ' => 1, 'orders_stuck' => 1 ], $said );
		self::assertSame( array_sum( $said ), OrderQueries::needing() );
		self::assertCount( array_sum( $said ), OrderQueries::newestNeeding( 1000 ) );
		self::assertSame( 4, self::status()['ordersThatNeedAPerson'] );
	}

	public function testAPauseAskedForBySorsIsNoAlarm(): void {
		Pause::rateLimited( 'SORS asks for a pause.', 30 );
		$status = self::status();
		self::assertSame( [ 'ok', 'rate_limited' ], [ $status['state'], $status['pause']['code'] ] );
	}

	public function testWorkThatIsUnderWayIsNotLate(): void {
		self::underWay( MINUTE_IN_SECONDS );
		self::assertSame( 'ok', self::status()['state'] );
	}

	public function testWorkThatWasCutOffAndIsPlannedAgainIsNotLate(): void {
		self::underWay( 2 * HOUR_IN_SECONDS );
		as_schedule_recurring_action( time(), MINUTE_IN_SECONDS, Worker::HOOK, [], StepQueue::GROUP );
		self::assertSame( 'ok', self::status()['state'] );
	}

	public function stops(): array {
		return [
			'not connected'   => [ static fn() => SettingsStore::update( [ 'database' => '' ] ), 'not_configured' ],
			'a refused key'   => [ static fn() => Pause::keyRefused( 'SORS refused the key.' ), 'sending_paused' ],
			'a failed test'   => [ static fn() => self::failedTest( 'unreachable', 'No answer.' ), 'connection_failed' ],
			'another address' => [ static fn() => self::bringFrom( 'shop.example' ), 'address_changed' ],
			'cron is dead'    => [
				static function (): void {
					Schedule::clear();
					as_schedule_recurring_action( time() - HOUR_IN_SECONDS, MINUTE_IN_SECONDS, Worker::HOOK, [], StepQueue::GROUP );
				},
				'background_late',
			],
			'the work was cut off, and cron is dead' => [ static fn() => self::underWay( 2 * HOUR_IN_SECONDS ), 'background_late' ],
			'taken for a copy elsewhere' => [ static fn() => DoubtElsewhere::note( StoreIdentity::OTHER_ENVIRONMENT ), 'doubt_elsewhere' ],
			'nothing planned' => [ static fn() => Schedule::clear(), 'background_not_planned' ],
		];
	}

	/** @dataProvider stops */
	public function testNothingIsExchanged( callable $stop, string $code ): void {
		$stop();
		$status = self::status();
		self::assertSame( [ 'down', [ $code ] ], [ $status['state'], array_column( $status['issues'], 'code' ) ] );
	}

	/** The background work began then, and nothing else is planned. */
	private static function underWay( int $secondsAgo ): void {
		Schedule::clear();
		$id    = as_schedule_recurring_action( time() - $secondsAgo, MINUTE_IN_SECONDS, Worker::HOOK, [], StepQueue::GROUP );
		$table = self::isRealStore() ? 'actionscheduler_actions' : 'stand_in_actions';
		self::assertSame( 1, self::db()->update( self::db()->prefix . $table, [ 'status' => 'in-progress' ], [ 'action_id' => $id ] ) );
	}

	private function orderIn( string $state, array $columns = [] ): int {
		$order = $this->createOrder( [ $this->createProduct( uniqid( 'P' ) )->get_id() => 1 ] );
		self::assertSame( 1, self::db()->update( Tables::name( Tables::OUTBOX ), [ 'state' => $state ] + $columns, [ 'order_id' => $order->get_id() ] ) );
		return $order->get_id();
	}

	private static function ago( int $minutes ): string {
		return gmdate( 'Y-m-d H:i:s', time() - $minutes * MINUTE_IN_SECONDS );
	}

	private static function status(): array {
		return ( new Services() )->monitor()->status();
	}
}
