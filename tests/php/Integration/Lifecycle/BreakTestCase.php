<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** A shop whose orders are sent, but for a time in which the plugin is not at work. Time is moved instead of waited for. */
abstract class BreakTestCase extends OutboxTestCase {

	/** Its orders have been sent since then. */
	protected function sendSince( int $moment ): void {
		AtWork::exporting( [ $moment, null ] );
	}

	/** An order that no hook has seen. */
	protected function order( int $secondsAgo ): int {
		$order = self::saved( $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] ), [ 'date_created' => time() - $secondsAgo ] );
		self::db()->delete( Tables::name( Tables::OUTBOX ), [ 'order_id' => $order->get_id() ] );
		return $order->get_id();
	}

	/** Of three orders, each of its time. */
	protected function assertOnlyBetweenIsLeftOut( int $before, int $between, int $after ): void {
		$this->sweepAndWork();
		self::assertSame( OutboxEntry::SENT, $this->sale( $before )->state, (string) $this->sale( $before )->errorMessage );
		self::assertSame( [ OutboxEntry::SKIPPED, 'before_export' ], [ $this->sale( $between )->state, $this->sale( $between )->errorCode ] );
		self::assertSame( OutboxEntry::SENT, $this->sale( $after )->state, (string) $this->sale( $after )->errorMessage );
	}
}
