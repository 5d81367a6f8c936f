<?php
declare( strict_types=1 );

namespace SorsApi\Overview;

use SorsApi\Database\Tables;
use SorsApi\Outbox\Outbox;
use SorsApi\Settings\LastTest;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\Runs;

/**
 * The whole state at one look: connection, runs, orders, and what needs a decision.
 *
 * @phpstan-import-type Decision from Decisions
 */
final class Overview {

	private const DAYS = 30;

	private const RUNS = 20;

	private Decisions $decisions;
	private LastTest $test;
	private Runs $runs;
	private Outbox $outbox;

	public function __construct( Decisions $decisions, LastTest $test, Runs $runs, Outbox $outbox ) {
		$this->decisions = $decisions;
		$this->test      = $test;
		$this->runs      = $runs;
		$this->outbox    = $outbox;
	}

	/** @return array<string, mixed> Zod `overviewResponse`. */
	public function make(): array {
		$last   = $this->test->last();
		$counts = $this->orderCounts();
		$runs   = $this->newestRuns();
		return [
			'connection'     => [
				'configured' => $this->decisions->isConfigured(),
				'lastTest'   => $last['result'] ?? null,
				'lastTestAt' => $last['at'] ?? null,
			],
			'runs'           => array_map( [ $this, 'kind' ], array_keys( $runs ), $runs ),
			'linkedProducts' => self::linkedProducts(),
			'outbox'         => array_map(
				static function ( string $state, int $count ): array {
					return [
						'state' => $state,
						'count' => $count,
					];
				},
				array_keys( $counts ),
				$counts
			),
			'ordersByDay'    => ( new DailyOrders() )->last( self::DAYS ),
			'recentRuns'     => $this->endedRuns(),
			'decisions'      => $this->decisions->all( $last['result'] ?? null, $this->outbox->paused(), $counts, array_merge( ...array_values( $runs ) ) ),
		];
	}

	/** @return list<Decision> */
	public function decisions(): array {
		return $this->decisions->all( $this->test->last()['result'] ?? null, $this->outbox->paused(), $this->orderCounts(), array_merge( ...array_values( $this->newestRuns() ) ) );
	}

	/** @return array<string, int> State => how many rows. */
	public function orderCounts(): array {
		return $this->outbox->counts();
	}

	/** @return array<string, list<Run>> Kind => its newest runs, newest first: enough to find the active one. */
	private function newestRuns(): array {
		$runs = [];
		foreach ( Run::KINDS as $kind ) {
			$runs[ $kind ] = $this->runs->list(
				[
					'kind'     => $kind,
					'per_page' => 5,
				]
			)['items'];
		}
		return $runs;
	}

	/** @return list<array<string, mixed>> The newest that ended, newest first. */
	private function endedRuns(): array {
		$ended = [];
		foreach ( $this->runs->list( [ 'per_page' => 2 * self::RUNS ] )['items'] as $run ) {
			if ( null !== $run->finishedAt && count( $ended ) < self::RUNS ) {
				$ended[] = $run->toArray();
			}
		}
		return $ended;
	}

	/**
	 * @param list<Run> $runs The newest first.
	 *
	 * @return array<string, mixed>
	 */
	private function kind( string $kind, array $runs ): array {
		$active = null;
		foreach ( $runs as $run ) {
			$active = $active ?? ( $run->isActive() ? $run->toArray() : null );
		}
		return [
			'kind'   => $kind,
			'last'   => isset( $runs[0] ) ? $runs[0]->toArray() : null,
			'active' => $active,
			'nextAt' => $this->runs->nextAt( $kind ),
		];
	}

	public static function linkedProducts(): int {
		global $wpdb;
		return (int) $wpdb->get_var( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::LINKS ) );
	}
}
