<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Ledger;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Services;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Tests\Integration\Outbox\FollowupTestCase;

'cli' === PHP_SAPI || exit;

/** The database's clock is set right, or the shop moves to a machine whose clock is behind. */
final class ClockSetBackTest extends FollowupTestCase {

	private Runs $runs;

	protected function setUp(): void {
		parent::setUp();
		$this->configure( [ 'safetyLimitPercent' => 100 ] );
		$this->runs = ( new Services() )->sync()->runs();
	}

	public function testASaleThatSorsLearnedOfAfterAReadingIsNotInItsFigure(): void {
		$figure = (int) $this->level( 'available' );
		$run    = $this->drive( $this->runs->start( 'stock', 'preview', 'person' )->id );
		self::assertSame( Run::AWAITING_APPROVAL, $run->state, $run->message );
		$this->setClock( time() - 600 );
		$this->createOrder( [ $this->product->get_id() => 3 ] );
		// PHP's clock was not set back, and said when it is due.
		$this->workAfter( 600 );
		self::assertSame( 1, OutboxTable::counts()[ OutboxEntry::SENT ] );
		$this->runs->approve( $run->id );
		self::assertSame( Run::SUCCEEDED, $this->drive( $run->id )->state );
		self::assertSame( $figure - 3, $this->shopStock() );
	}

	public function testASaleThatSorsKnewBeforeAReadingIsInItsFigure(): void {
		$figure = (int) $this->level( 'available' );
		$this->sentOrder( 3 );
		$this->setClock( time() - 600 );
		self::assertSame( Run::SUCCEEDED, $this->drive( $this->runs->start( 'stock', 'apply', 'person' )->id )->state );
		self::assertSame( $figure - 3, $this->shopStock() );
	}

	private function drive( int $id ): Run {
		do {
			$run = $this->runs->step( $id );
		} while ( $run->isActive() );
		return $run;
	}
}
