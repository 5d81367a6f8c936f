<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Reconciliation;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** The daily comparison: a step at a time, and once a day. */
final class PaceTest extends OutboxTestCase {

	public function testWithoutTimeOneDayIsComparedAndTheNextStepGoesOn(): void {
		$this->sentOrder();
		OutboxTable::update( $this->sale( $this->sentOrder()->get_id() )->id, [ 'document_date' => '2026-01-01' ] );
		$this->reconciliation()->begin( 1 );
		// Yesterday without an order, too.
		foreach ( [ [ 1, false ], [ 2, false ], [ 2, false ], [ 2, true ], [ 2, true ] ] as $expected ) {
			$this->reconciliation()->resume( 0 );
			$last = $this->reconciliation()->last();
			self::assertSame( $expected, [ $last['checked'] ?? 0, null !== ( $last['finishedAt'] ?? null ) ] );
		}
	}

	public function testOneBeginsEachDay(): void {
		$this->sentOrder();
		$this->reconciliation()->runIfDue( 0 );
		$this->reconciliation()->runIfDue( 60 );
		$first = $this->reconciliation()->last();
		self::assertSame( 1, $first['checked'] ?? 0 );
		self::assertNotNull( $first['finishedAt'] ?? null );
		$hour = [ 'startedAt' => time() - 3600, 'finishedAt' => time() - 3600 ];
		$this->runAfter( $hour );
		self::assertSame( $hour, array_intersect_key( $this->reconciliation()->last() ?? [], $hour ), 'Not twice a day.' );
		$this->runAfter( [ 'startedAt' => time() - 2 * DAY_IN_SECONDS, 'finishedAt' => null ] );
		self::assertLessThan( time() - DAY_IN_SECONDS, $this->reconciliation()->last()['startedAt'] ?? 0, 'What is under way goes on.' );
		$this->runAfter( [ 'startedAt' => time() - DAY_IN_SECONDS, 'finishedAt' => time() - 3600 ] );
		self::assertGreaterThan( time() - 60, $this->reconciliation()->last()['startedAt'] ?? 0 );
	}

	private function reconciliation(): Reconciliation {
		return $this->services->reconciliation();
	}

	/** @param array<string, int|null> $change Of the last one. */
	private function runAfter( array $change ): void {
		update_option( Reconciliation::OPTION, $change + (array) $this->reconciliation()->last(), false );
		$this->reconciliation()->runIfDue( 0 );
	}
}
