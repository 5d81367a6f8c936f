<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Tables;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\Intake;
use SorsApi\Outbox\Readiness;
use SorsApi\Outbox\Skip;
use SorsApi\Settings\SettingsStore;

'cli' === PHP_SAPI || exit;

/** When an order is read, by how long it has been quiet and how long its entry has waited. */
final class ReadinessTest extends OutboxTestCase {

	/** @return array<string, array{int, int, bool, string, int}> Seconds since the order was changed, and since its entry was made; whether it has items; the answer, and for how long it waits. */
	public function orders(): array {
		return [
			'quiet'                           => [ 60, 60, true, 'ready', 0 ],
			'changed half a minute ago'       => [ 30, 60, true, 'settling', 30 ],
			'changed by a clock that is fast' => [ -90, 60, true, 'settling', 60 ],
			'changed after it waited for days' => [ 30, 3 * DAY_IN_SECONDS, true, 'settling', 30 ],
			'no items yet'                    => [ 60, 60, false, 'no_items', 60 ],
			'no items for an hour'            => [ 60, 3600, false, 'no_items', 1800 ],
			'no items for nearly a day'       => [ 60, 86390, false, 'no_items', 43195 ],
			'no items for a day'              => [ 60, 86410, false, 'skip no_items', 0 ],
		];
	}

	/** @dataProvider orders */
	public function testWhenAnOrderIsRead( int $changed, int $waited, bool $hasItems, string $answer, int $seconds ): void {
		add_filter( 'sors_settle_seconds', static fn(): int => 60, 20 );
		$order = $hasItems ? $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] ) : wc_create_order( [ 'status' => 'processing' ] );
		$now   = time();
		$order->set_date_modified( $now - $changed );
		$entry = new OutboxEntry( [ 'created_at' => gmdate( 'Y-m-d H:i:s', $now - $waited ) ] );
		$found = [ 'ready', 0 ];
		try {
			Readiness::check( $entry, $order, SettingsStore::load() );
		} catch ( Postponed $postponed ) {
			$found = [ $postponed->code(), $postponed->after ];
		} catch ( Skip $skip ) {
			$found = [ 'skip ' . $skip->code(), 0 ];
		}
		self::assertSame( $answer, $found[0] );
		self::assertEqualsWithDelta( $seconds, $found[1], 3 );
	}

	/** WooCommerce saves a refund before it puts the goods back: in between it looks like money alone, and the document kept the goods. */
	public function testARefundOfJustNowIsReadOnceItsGoodsAreBack(): void {
		add_filter( 'sors_settle_seconds', static fn(): int => 60, 20 );
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 2 ] );
		wc_reduce_stock_levels( $order->get_id() );
		$line = self::lines( $this->freshOrder( $order->get_id() ) )[0];
		// The order's own date says nothing of the refund.
		$due  = function () use ( $order ): void {
			$this->letModifiedBe( $order->get_id(), HOUR_IN_SECONDS );
			$this->pass( 61 );
		};
		$seen = [];
		add_filter(
			'woocommerce_can_restock_refunded_items',
			function ( $can ) use ( $due, $order, &$seen ) {
				$due();
				$this->work();
				$seen[] = [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ];
				return $can;
			}
		);
		$refund = self::giveBack( $order );
		self::assertSame( [ [ OutboxEntry::QUEUED, 'settling' ] ], $seen );
		self::saved( $refund, [ 'date_created' => time() - 61 ] );
		$due();
		$this->work();
		self::assertSame( [ 1 ], array_column( $this->documents()[0]['lines'], 'quantity' ) );
	}

	/** Staff edit an order that has waited for days: each burst of changes has a quarter of an hour of its own. */
	public function testAnOrderThatKeepsChangingIsReadAQuarterOfAnHourAfterItBegan(): void {
		add_filter( 'sors_settle_seconds', static fn(): int => 60, 20 );
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$this->age( 3 * DAY_IN_SECONDS );
		$this->letModifiedBe( $order->get_id(), DAY_IN_SECONDS );
		$edited = function ( int $after ) use ( $order ): array {
			$this->age( $after );
			$this->letModifiedBe( $order->get_id(), 5 );
			$this->work();
			$sale = $this->sale( $order->get_id() );
			return [ $sale->state, $sale->errorCode ];
		};
		$settling = [ OutboxEntry::QUEUED, 'settling' ];
		self::assertSame( [ $settling, $settling, $settling ], [ $edited( 60 ), $edited( 60 ), $edited( 830 ) ] );
		self::assertSame( [ OutboxEntry::SENT, null ], $edited( 60 ), 'An order that never gets quiet is read all the same.' );
		self::assertCount( 1, $this->documents() );
	}

	/** Also what the history says lies so much further back. */
	private function age( int $seconds ): void {
		$this->pass( $seconds );
		self::db()->query( 'UPDATE ' . OutboxTable::name() . " SET created_at = DATE_SUB(created_at, INTERVAL $seconds SECOND)" );
		self::db()->query( 'UPDATE ' . Tables::name( Tables::OUTBOX_HISTORY ) . " SET at = DATE_SUB(at, INTERVAL $seconds SECOND)" );
	}

	public function testWhatAPersonWantsSentNeedNotBeQuiet(): void {
		add_filter( 'sors_settle_seconds', static fn(): int => 60, 20 );
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ], 'pending' );
		self::assertSame( $order, Readiness::check( new OutboxEntry( [ 'asked_for' => 1 ] ), $order, SettingsStore::load() ) );
	}

	/**
	 * @testWith [5, 5]
	 *           ["5", 5]
	 *           [-5, 0]
	 *           ["soon", 60]
	 *
	 * @param mixed $answer
	 */
	public function testOtherCodeSaysHowLongAnOrderMustBeQuiet( $answer, int $seconds ): void {
		add_filter( 'sors_settle_seconds', static fn() => $answer, 20 );
		self::assertSame( $seconds, Intake::settleSeconds() );
	}
}
