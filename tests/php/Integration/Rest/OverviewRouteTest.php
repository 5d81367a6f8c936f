<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

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
		self::assertSame( [ 'orders', [ 'state' => 'rejected' ], 'Open these orders' ], [ $decision['screen'], $decision['params'], $decision['button'] ] );
	}

	private function addOrder( int $orderId, string $came, string $state, int $revision = 1 ): void {
		global $wpdb;
		$at = self::moment( $came )->setTimezone( new \DateTimeZone( 'UTC' ) )->format( 'Y-m-d H:i:s' );
		$wpdb->insert(
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
