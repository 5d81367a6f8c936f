<?php
declare( strict_types=1 );

namespace SorsApi\Overview;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\Reconciliation;
use SorsApi\Outbox\Outbox;
use SorsApi\Settings\LastTest;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Engine\Schedules;

/**
 * The state of everything at a glance: connection, runs, orders, and what needs a decision.
 *
 * @phpstan-import-type Decision from Decisions
 * @phpstan-import-type TestResult from LastTest
 * @phpstan-type Agreement array{agreeing: int, total: int, at: string}
 */
final class Overview {

	private const DAYS = 30;

	private const RUNS = 20;

	/** State of an entry => its part in the chart. */
	private const PARTS = [
		OutboxEntry::SENT      => 'sent',
		OutboxEntry::QUEUED    => 'waiting',
		OutboxEntry::SENDING   => 'waiting',
		OutboxEntry::WAITING   => 'waiting',
		OutboxEntry::REJECTED  => 'attention',
		OutboxEntry::UNCERTAIN => 'attention',
		OrderQueries::DIFFERS  => 'attention',
		OutboxEntry::SKIPPED   => 'left',
		OutboxEntry::CANCELLED => 'left',
	];

	private Decisions $decisions;
	private LastTest $test;
	private Outbox $outbox;
	private Reconciliation $comparison;

	public function __construct( Decisions $decisions, LastTest $test, Outbox $outbox, Reconciliation $comparison ) {
		$this->decisions  = $decisions;
		$this->test       = $test;
		$this->outbox     = $outbox;
		$this->comparison = $comparison;
	}

	/** @return array{connection: array{configured: bool, lastTest: TestResult|null, lastTestAt: string|null}, runs: list<array<string, mixed>>, agreement: array{products: Agreement|null, orders: Agreement|null}, linkedProducts: int, outbox: list<array{state: string, count: int}>, ordersNeeding: int, ordersByDay: list<array<string, int|string>>, recentRuns: list<array<string, mixed>>, decisions: list<Decision>} Zod `overviewResponse`. */
	public function make(): array {
		$last   = $this->test->last();
		$counts = OrderQueries::counts();
		$runs   = self::newestRuns();
		return [
			'connection'     => [
				'configured' => $this->decisions->isConfigured(),
				'lastTest'   => $last['result'] ?? null,
				'lastTestAt' => $last['at'] ?? null,
			],
			'agreement'      => [
				'products' => $this->products(),
				'orders'   => $this->orders( $counts ),
			],
			'runs'           => array_map( [ $this, 'kind' ], array_keys( $runs ), $runs ),
			'linkedProducts' => Links::count(),
			'outbox'         => array_map( static fn( string $state, int $count ): array => compact( 'state', 'count' ), array_keys( $counts ), $counts ),
			'ordersNeeding'  => OrderQueries::needing(),
			'ordersByDay'    => self::ordersByDay(),
			'recentRuns'     => $this->endedRuns(),
			'decisions'      => $this->decisions->all( $last['result'] ?? null, $this->outbox->paused(), $counts, array_merge( RunTable::list( [ 'state' => Run::AWAITING_APPROVAL ] )['items'], array_values( array_filter( $runs ) ) ) ),
		];
	}

	/** @return Agreement|null Of those that can be bought: how many the last sync left as SORS says; null = none has compared them. */
	private function products(): ?array {
		$at = RunTable::lastWritten( 'stock' ) ?? RunTable::lastWritten( 'catalog' );
		if ( null === $at ) {
			return null;
		}
		[ $total, $agreeing ] = Links::countAgreeing( $at );
		return 0 === $total ? null : compact( 'agreeing', 'total', 'at' );
	}

	/**
	 * @param array<string, int> $counts State => orders.
	 * @return Agreement|null Of those that SORS is to have: how many it has as they are; null = they were never compared, or are being.
	 */
	private function orders( array $counts ): ?array {
		$compared = $this->comparison->last()['finishedAt'] ?? null;
		$agreeing = $counts[ OutboxEntry::SENT ];
		$total    = array_sum( array_diff_key( $counts, [ OutboxEntry::SKIPPED => 0, OutboxEntry::CANCELLED => 0 ] ) );
		$at       = (string) DatabaseClock::iso( (int) $compared );
		return null === $compared || 0 === $total ? null : compact( 'agreeing', 'total', 'at' );
	}

	/** @return array<string, Run|null> Kind => its newest run of all items. */
	public static function newestRuns(): array {
		$runs = [];
		foreach ( Run::KINDS as $kind ) {
			$runs[ $kind ] = RunTable::list( [ 'kind' => $kind, 'scope' => 'all', 'per_page' => 1 ] )['items'][0] ?? null;
		}
		return $runs;
	}

	/** @return list<array<string, mixed>> The newest that ended, newest first. */
	private function endedRuns(): array {
		$ended = [];
		foreach ( RunTable::list( [ 'per_page' => 2 * self::RUNS ] )['items'] as $run ) {
			if ( null !== $run->finishedAt && count( $ended ) < self::RUNS ) {
				$ended[] = $run->toArray();
			}
		}
		return $ended;
	}

	/** @return array<string, mixed> */
	private function kind( string $kind, ?Run $last ): array {
		$active = RunTable::active( $kind );
		return [
			'kind'   => $kind,
			'last'   => null === $last ? null : $last->toArray(),
			'active' => null === $active ? null : $active->toArray(),
			'nextAt' => Schedules::nextAt( $kind ),
		];
	}

	/** @return list<array{day: string, sent: int, waiting: int, attention: int, left: int}> Oldest first, days without orders too, by the shop's own calendar. */
	private static function ordersByDay(): array {
		$zone  = wp_timezone();
		$begin = ( new \DateTimeImmutable( 'today', $zone ) )->modify( '-' . ( self::DAYS - 1 ) . ' days' );
		$list  = [];
		for ( $i = 0; $i < self::DAYS; $i++ ) {
			$day          = $begin->modify( "+$i days" )->format( 'Y-m-d' );
			$list[ $day ] = [
				'day'       => $day,
				'sent'      => 0,
				'waiting'   => 0,
				'attention' => 0,
				'left'      => 0,
			];
		}
		foreach ( self::ordersByHour( $begin ) as $row ) {
			$day  = ( new \DateTimeImmutable( $row['hour'] . ':00:00', new \DateTimeZone( 'UTC' ) ) )->setTimezone( $zone )->format( 'Y-m-d' );
			$part = self::PARTS[ $row['state'] ] ?? null;
			if ( null !== $part && isset( $list[ $day ] ) ) {
				$list[ $day ][ $part ] += (int) $row['orders'];
			}
		}
		return array_values( $list );
	}

	/**
	 * By the hour, since a day of the shop is not a day of UTC. Each order counts once: on the day it came, in the state
	 * that the list of orders shows.
	 *
	 * @return list<array{hour: string, state: string, orders: string}> `hour` as `2026-11-24 14`, UTC.
	 */
	private static function ordersByHour( \DateTimeImmutable $begin ): array {
		$table = Tables::name( Tables::OUTBOX );
		/** @var list<array{hour: string, state: string, orders: string}> $rows */
		$rows = Sql::rows(
			"SELECT SUBSTR(f.created_at, 1, 13) AS hour, COALESCE(o.state, n.state) AS state, COUNT(*) AS orders FROM $table f
			JOIN $table n ON n.order_id = f.order_id AND n.role = 'sale' LEFT JOIN $table m ON m.order_id = n.order_id AND m.role = 'sale' AND m.revision > n.revision
			LEFT JOIN (" . OrderQueries::openStates() . ") o ON o.order_id = f.order_id
			WHERE f.role = 'sale' AND f.revision = 1 AND f.created_at >= %s AND m.id IS NULL GROUP BY SUBSTR(f.created_at, 1, 13), COALESCE(o.state, n.state)",
			DatabaseClock::datetime( $begin->getTimestamp() )
		);
		return $rows;
	}
}
