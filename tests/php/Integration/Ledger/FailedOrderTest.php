<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Ledger;

use SorsApi\Tests\Integration\Outbox\FollowupTestCase;
use SorsApi\Tests\Site\SiteRuns;

'cli' === PHP_SAPI || exit;


/**
 * A payment that fails and comes after all. Whether WooCommerce puts the goods back on sale meanwhile depends on its
 * version; a stock run says what is left of them on any.
 */
final class FailedOrderTest extends FollowupTestCase {

	private const SOLD = 3;

	/** What the shop may sell before the order. */
	private int $full;

	protected function setUp(): void {
		parent::setUp();
		$this->full = $this->synced();
		self::assertGreaterThan( 2 * self::SOLD, $this->full );
	}

	public function testOfAnOrderThatSorsDoesNotKnowTheRunFollowsWooCommerce(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$order = $this->createOrder( [ $this->product->get_id() => self::SOLD ], 'on-hold' );
		self::assertSame( $this->full - self::SOLD, $this->synced() );
		$this->failPayment( $order );
		self::assertSame( $this->full - self::keptWhenFailed(), $this->shopStock() );
		self::assertSame( $this->full - self::keptWhenFailed(), $this->synced() );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		self::assertSame( $this->full - self::SOLD, $this->shopStock() );
		self::assertSame( $this->full - self::SOLD, $this->synced() );
	}

	/** SORS keeps the goods reserved: what WooCommerce gave back is off sale again with the next run, and is not taken twice after it. */
	public function testOfAnOrderThatSorsHasNothingIsSoldTwice(): void {
		$order = $this->handledOrder( [ $this->product->get_id() => self::SOLD ], 'on-hold' );
		self::assertCount( 1, $this->documents() );
		self::assertSame( $this->full - self::SOLD, $this->synced() );
		$this->failPayment( $order );
		self::assertSame( $this->full - self::keptWhenFailed(), $this->shopStock() );
		self::assertSame( $this->full - self::SOLD, $this->synced() );
		$this->handleAs( 'processing', $order );
		self::assertLessThanOrEqual( $this->full - self::SOLD, $this->shopStock() );
		self::assertSame( $this->full - self::SOLD, $this->synced() );
		self::assertSame( [ 'open' ], array_column( $this->documents(), 'status' ) );
	}

	private static function keptWhenFailed(): int {
		return self::failedOrdersGiveBack() ? 0 : self::SOLD;
	}

	private function failPayment( \WC_Order $order ): void {
		$this->handleAs( 'failed', $order );
	}

	/** What is on sale after a stock run. */
	private function synced(): int {
		$run = SiteRuns::toEnd( 'stock' );
		self::assertSame( 'succeeded', $run->state, (string) $run->message );
		return $this->shopStock();
	}
}
