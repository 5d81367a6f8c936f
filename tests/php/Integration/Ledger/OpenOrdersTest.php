<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Ledger;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Settings\Uptime;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** Orders that no hook saw get an entry, as far as they matter. */
final class OpenOrdersTest extends OutboxTestCase {

	public function testWithoutTimeOneBatchIsAddedAndTheNextGoesOn(): void {
		foreach ( [ 1, 2, 3 ] as $quantity ) {
			$this->unseenOrder( 'processing', time(), $quantity );
		}
		OpenOrders::begin();
		self::assertSame( 1, OpenOrders::add( 0, 1 ) );
		self::assertFalse( OpenOrders::haveAll() );
		self::assertSame( 2, OpenOrders::add( 20, 1 ) );
		self::assertTrue( OpenOrders::haveAll() );
		self::assertTrue( OpenOrders::areIn( 0 ) );
	}

	public function testWhatWasOverBeforeThePluginCameIsLeftAlone(): void {
		// The stand-in has no drafts of the block checkout.
		self::requireRealStore();
		$began = time() - 1000;
		AtWork::since( $began );
		$orders = [
			'over before'    => $this->unseenOrder( 'completed', $began - 1 ),
			'open before'    => $this->unseenOrder( 'processing', $began - 1 ),
			'open then'      => $this->unseenOrder( 'processing', $began ),
			'over since'     => $this->unseenOrder( 'completed', $began ),
			'draft since'    => $this->unseenOrder( 'checkout-draft', $began + 10 ),
		];
		OpenOrders::begin();
		self::assertTrue( OpenOrders::areIn( 20 ) );
		self::assertSame( $began, Uptime::first() );
		$found = array_map(
			static function ( int $id ): ?array {
				$sale = OutboxTable::sale( $id );
				return null === $sale ? null : [ $sale->state, $sale->errorCode, null !== $sale->nextAttemptAt ];
			},
			$orders
		);
		$queued = [ OutboxEntry::QUEUED, null, true ];
		self::assertSame(
			[
				'over before' => null,
				'open before' => [ OutboxEntry::SKIPPED, 'before_plugin', false ],
				'open then'   => $queued,
				'over since'  => $queued,
				'draft since' => null,
			],
			$found
		);
	}

	public function testWhereNobodySaidWhenItBeganItBeginsNow(): void {
		$over = $this->unseenOrder( 'completed', time() - 3600 );
		$open = $this->unseenOrder( 'processing', time() - 3600 );
		AtWork::exporting();
		self::assertSame( 1, OpenOrders::add( 20 ) );
		self::assertGreaterThan( time() - 60, Uptime::first() );
		self::assertNull( OutboxTable::sale( $over ) );
		self::assertSame( 'before_plugin', $this->sale( $open )->errorCode );
	}

	private function unseenOrder( string $status, int $created, int $quantity = 1 ): int {
		$order = self::saved( $this->createOrder( [ $this->soldProduct()->get_id() => $quantity ], $status ), [ 'date_created' => $created ] );
		self::db()->delete( OutboxTable::name(), [ 'order_id' => $order->get_id() ] );
		return $order->get_id();
	}
}
