<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Settings\Uptime;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

final class OverviewRouteTest extends OutboxTestCase {

	public function testOrdersAreCountedOnTheDayTheyCameByTheShopsCalendar(): void {
		update_option( 'timezone_string', 'Europe/Belgrade' );
		$this->addOrder( 1, 'today 00:10', OutboxEntry::SENT );
		$this->addOrder( 2, 'yesterday 23:50', OutboxEntry::UNCERTAIN );
		$this->addOrder( 3, 'yesterday 10:00', OutboxEntry::WAITING );
		$this->addOrder( 4, '-29 days 12:00', OutboxEntry::SKIPPED );
		$this->addOrder( 5, '-30 days 12:00', OutboxEntry::SENT );
		$days = $this->restOk( 'GET', 'overview' )['ordersByDay'];
		self::assertCount( 30, $days );
		self::assertSame( [ self::moment( 'today' )->format( 'Y-m-d' ), 1, 0, 0, 0 ], array_values( $days[29] ) );
		self::assertSame( [ 0, 1, 1, 0 ], array_slice( array_values( $days[28] ), 1 ) );
		self::assertSame( 1, $days[0]['left'] );
		self::assertSame( 4, array_sum( array_map( static fn( array $day ): int => $day['sent'] + $day['waiting'] + $day['attention'] + $day['left'], $days ) ) );
	}

	public function testAnOrderThatWasSentAgainCountsOnceAsWhatItIsNow(): void {
		$this->addOrder( 1, 'yesterday 10:00', OutboxEntry::CANCELLED );
		$this->addOrder( 1, 'today 10:00', OutboxEntry::SENT, 2 );
		$days = $this->restOk( 'GET', 'overview' )['ordersByDay'];
		self::assertSame( [ 1, 0, 0, 0 ], array_slice( array_values( $days[28] ), 1 ) );
		self::assertSame( [ 0, 0, 0, 0 ], array_slice( array_values( $days[29] ), 1 ) );
	}

	public function testRunsThatEndedAreToldAndOnesUnderWayAreNot(): void {
		$ended = $this->restOk( 'POST', 'runs', [ 'kind' => 'stock' ] );
		while ( null === $ended['finishedAt'] ) {
			$ended = $this->restOk( 'POST', 'runs/' . $ended['id'] . '/step' );
		}
		$this->restOk( 'POST', 'runs', [ 'kind' => 'catalog' ] );
		$recent = $this->restOk( 'GET', 'overview' )['recentRuns'];
		self::assertSame( [ $ended['id'] ], array_column( $recent, 'id' ) );
	}

	public function testEachDecisionNamesTheButtonAndThePlaceThatSolvesIt(): void {
		$this->addOrder( 1, 'today 10:00', OutboxEntry::REJECTED );
		$decision = array_column( $this->restOk( 'GET', 'overview' )['decisions'], null, 'code' )['orders_rejected'];
		self::assertSame( [ 'orders', [ 'state' => 'rejected' ], 'Open it' ], [ $decision['screen'], $decision['params'], $decision['button'] ] );
	}

	public function testWhileSendingIsOffOverviewSettingsAndSwitchingOnSayTheSameOfTheOrdersThatWereNotSent(): void {
		$now = time();
		AtWork::exporting( [ $now - 10800, null ] );
		$this->configure( [ 'exportOrders' => false ] );
		self::assertArrayNotHasKey( 'setting_exportOrders', $this->decisions(), 'Nobody ordered anything.' );
		AtWork::exporting( [ $now - 10800, $now - 3600 ] );
		$this->orderOf( $now - 7200 );
		$this->orderOf( $now - 1800 );
		$this->orderOf( $now - 1700 );
		$this->orderOf( $now - 1600, 'pending' );
		$marked = $this->orderOf( $now - 1500 );
		$this->work();
		$this->outbox->resolve( $this->sale( $marked )->id, [ 'as' => 'acknowledged' ] );

		$off = $this->decisions()['setting_exportOrders'];
		self::assertSame( [ 'warning', 'settings', [ 'setting' => 'exportOrders' ] ], [ $off['severity'], $off['screen'], $off['params'] ] );
		self::assertSame( 'Sending is off: 2 orders were not sent to SORS. They are not sent automatically when you switch it on; send them under Orders → Send older orders. 1 order from before it was switched off is sent as soon as it is on again.', $off['message'] );
		$notices = array_column( $this->restOk( 'GET', 'settings' )['notices'], 'message', 'field' );
		self::assertSame( $off['message'], $notices['exportOrders'] );

		$told = array_column( $this->restOk( 'PUT', 'settings', [ 'exportOrders' => true ] )['notices'], 'message', 'field' )['exportOrders'];
		self::assertStringStartsWith( '2 orders were placed while sending was off and are not sent automatically.', $told );
		$this->work();
		$left = $this->decisions()['orders_left_out'];
		self::assertSame( [ 'orders', [ 'view' => 'older' ], $told ], [ $left['screen'], $left['params'], $left['message'] ] );

		$this->restOk( 'POST', 'older-orders', [ 'from' => wp_date( 'Y-m-d', $now - DAY_IN_SECONDS ), 'to' => wp_date( 'Y-m-d', $now ) ] );
		self::assertArrayNotHasKey( 'orders_left_out', $this->decisions() );
	}

	public function testWhatIsNotWantedInSorsIsNoLongerSaidToBeLeftOut(): void {
		$now = time();
		$this->configure( [ 'exportOrders' => false ] );
		AtWork::exporting( [ $now - 10800, $now - 7200 ] );
		$this->orderOf( $now - 3600 );
		$this->work();
		$this->restOk( 'PUT', 'settings', [ 'exportOrders' => true ] );
		AtWork::exporting( [ $now - 10800, $now - 7200 ], [ $now + 7200, null ] );
		$this->work();
		self::assertArrayHasKey( 'orders_left_out', $this->decisions() );
		self::assertSame( [ 'leftOut' => 0 ], $this->restOk( 'POST', 'older-orders/leave-out' ) );
		self::assertArrayNotHasKey( 'orders_left_out', $this->decisions() );

		$this->orderOf( $now + 3600 );
		$this->work();
		self::assertStringStartsWith( '1 order was placed', $this->decisions()['orders_left_out']['message'], 'A later one is told.' );
	}

	/** As after a backup was restored without it. */
	public function testAnEmptyRecordOfWhenOrdersWereSentHealsItselfAndTellsOfTheGap(): void {
		$now = time();
		AtWork::exporting( [ $now - 10800, null ] );
		$this->orderOf( $now - 7200 );
		$this->work();
		self::assertCount( 1, $this->documents() );

		AtWork::exporting();
		self::db()->query( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . ' SET created_at = DATE_SUB(created_at, INTERVAL 2 HOUR)' );
		$gap = $this->orderOf( $now - 1800 );
		$this->work();
		do_action( 'sors_watchdog' );
		self::assertStringStartsWith( '1 order was placed while sending was off', $this->decisions()['orders_left_out']['message'] );
		$this->orderOf( $now + 2 );
		$this->work();
		self::assertCount( 2, $this->documents() );
		self::assertEqualsWithDelta( $now - 7260, Uptime::first(), 10, 'What was sold since then is taken off the stock.' );

		$this->restOk( 'POST', 'older-orders', [ 'from' => wp_date( 'Y-m-d', $now - DAY_IN_SECONDS ), 'to' => wp_date( 'Y-m-d', $now ) ] );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $gap )->state );
		self::assertCount( 3, $this->documents() );
		self::assertArrayNotHasKey( 'orders_left_out', $this->decisions() );
	}

	/** Nothing was ever sent, so nothing was left out: what is there is older. */
	public function testTheFirstSwitchingOnSpeaksOfOlderOrders(): void {
		$on = fn(): array => array_column( $this->restOk( 'PUT', 'settings', [ 'exportOrders' => true ] )['notices'], 'message', 'field' );
		$this->configure( [ 'exportOrders' => false ] );
		AtWork::exporting();
		$this->orderOf( time() - 1800, 'pending' );
		self::assertArrayNotHasKey( 'exportOrders', $on(), 'There is none to be sent.' );

		$this->configure( [ 'exportOrders' => false ] );
		AtWork::exporting();
		$this->orderOf( time() - 1800 );
		$this->work();
		self::assertSame( 'Orders placed before now are not sent automatically: they are older orders. To send them to SORS, open Orders → Send older orders.', $on()['exportOrders'] );
		self::assertArrayNotHasKey( 'exportOrders', $on(), 'It was on already.' );
	}

	public function testOnlyWhatIsSentAgainIsSaidToBeAndOnlyTheBreakIsLeftOut(): void {
		$now = time();
		$this->configure( [ 'exportOrders' => false ] );
		AtWork::exporting( [ $now - 10800, $now - 3600 ] );
		$this->orderOf( $now - 20000 );
		$this->orderOf( $now - 7200 );
		$this->work();
		$off = $this->decisions()['setting_exportOrders'];
		self::assertStringStartsWith( 'Sending is off: 1 order was not sent', $off['message'] );
		self::assertStringContainsString( '1 order from before it was switched off is sent', $off['message'] );
		$this->restOk( 'PUT', 'settings', [ 'exportOrders' => true ] );
		$this->work();
		self::assertCount( 1, $this->documents() );
		self::assertArrayNotHasKey( 'orders_left_out', $this->decisions(), 'It is older than the first activation.' );
	}

	public function testInAShopThatBeginsToSendOlderOrdersAreNoNews(): void {
		$this->configure( [ 'exportOrders' => false ] );
		AtWork::exporting();
		$this->orderOf( time() - 7200 );
		$this->work();
		self::assertStringStartsWith( 'Sending is off: 1 order was not sent', $this->decisions()['setting_exportOrders']['message'] );
		$this->restOk( 'PUT', 'settings', [ 'exportOrders' => true ] );
		$this->work();
		self::assertArrayNotHasKey( 'orders_left_out', $this->decisions() );
	}

	public function testThousandsOfOrdersAreNotCountedOnEachScreen(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$first = $this->orderOf( time() - 7200 );
		$this->work();
		// One order stands for many, each with an entry of its own revision.
		$rows = array_map( static fn( int $revision ): string => "($first, 'sale', $revision, 'skipped', 'export_off', '2026-01-01', '2026-01-01')", range( 2, 1000 ) );
		self::db()->query( 'INSERT INTO ' . Tables::name( Tables::OUTBOX ) . ' (order_id, role, revision, state, error_code, created_at, updated_at) VALUES ' . implode( ', ', $rows ) );
		$text    = '';
		$queries = self::queries(
			function () use ( &$text ): void {
				$text = $this->decisions()['setting_exportOrders']['message'];
				self::assertSame( $text, $this->decisions()['setting_exportOrders']['message'] );
			}
		);
		self::assertStringContainsString( '1000 orders', $text );
		self::assertCount( 1, preg_grep( "/r.error_code = 'export_off'/", $queries ) );
		$this->configure( [ 'exportOrders' => true ] );
		AtWork::exporting( [ time() - 60, null ] );
		$this->configure( [ 'exportOrders' => false ] );
		self::assertNotSame( $text, $this->decisions()['setting_exportOrders']['message'] ?? '' );
	}

	/** Their number is kept for some minutes for the lists: that of those mended since is not. */
	public function testOrdersThatWereMendedAreNotTakenForOnesThatAreTriedAgainAndAgain(): void {
		$rows = array_map( static fn( int $order ): string => "($order, 'sale', 1, 'rejected', '2026-01-01', '2026-01-01')", range( 900001, 900500 ) );
		Sql::run( 'INSERT INTO ' . Tables::name( Tables::OUTBOX ) . ' (order_id, role, revision, state, created_at, updated_at) VALUES ' . implode( ', ', $rows ) );
		self::assertSame( [ 500, 500 ], [ $this->restOk( 'GET', 'orders', [ 'state' => 'attention' ] )['needing'], $this->restOk( 'GET', 'overview' )['ordersNeeding'] ] );
		self::assertArrayNotHasKey( 'orders_stuck', $this->decisions() );
		Sql::run( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET state = 'sent' WHERE order_id BETWEEN 900001 AND 900300" );
		self::assertArrayNotHasKey( 'orders_stuck', $this->decisions() );
		self::assertSame( 200, $this->restOk( 'GET', 'overview' )['ordersNeeding'] );
		Sql::run( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET state = 'sent' WHERE order_id BETWEEN 900301 AND 900500" );
		self::assertSame( 0, $this->restOk( 'GET', 'orders', [ 'state' => 'attention' ] )['total'], 'The page shows that there is none.' );
	}

	private function orderOf( int $at, string $status = 'processing' ): int {
		$order = self::saved( $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], $status ), [ 'date_created' => $at ] );
		return $order->get_id();
	}

	private function addOrder( int $orderId, string $came, string $state, int $revision = 1 ): void {
		$at = self::moment( $came )->setTimezone( new \DateTimeZone( 'UTC' ) )->format( 'Y-m-d H:i:s' );
		self::db()->insert(
			Tables::name( Tables::OUTBOX ),
			[
				'order_id'   => $orderId,
				'role'       => OutboxEntry::ROLE_SALE,
				'revision'   => $revision,
				'state'      => $state,
				'created_at' => $at,
				'updated_at' => $at,
			]
		);
	}

	private static function moment( string $text ): \DateTimeImmutable {
		return new \DateTimeImmutable( $text, wp_timezone() );
	}
}
