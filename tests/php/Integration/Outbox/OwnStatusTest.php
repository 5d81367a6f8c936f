<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\Intake;

'cli' === PHP_SAPI || exit;

/** Staff have statuses of their own, such as "Poslato". An order that was to be sent stays so in them. */
final class OwnStatusTest extends OutboxTestCase {

	private const OWN = 'poslato';

	protected function setUp(): void {
		parent::setUp();
		register_post_status( 'wc-' . self::OWN, [ 'label' => 'Poslato' ] );
		add_filter( 'wc_order_statuses', [ self::class, 'withOwn' ] );
	}

	protected function tearDown(): void {
		unset( $GLOBALS['wp_post_statuses'][ 'wc-' . self::OWN ] );
		parent::tearDown();
	}

	public static function withOwn( array $statuses ): array {
		return $statuses + [ 'wc-' . self::OWN => 'Poslato' ];
	}

	public function testWhatWasToBeSentIsSentInAStatusOfStaff(): void {
		$id = $this->moved( 'processing', self::OWN );
		self::assertSame( [ OutboxEntry::SENT, null ], $this->judged( $id ) );
		self::assertCount( 1, $this->documents() );
	}

	/** It waits for an item, and a plugin changes its status without WooCommerce. */
	public function testWhatWasSeenToBeSentNeedsNoHook(): void {
		$product = $this->soldProduct();
		self::db()->delete( Tables::name( Tables::LINKS ), [ 'object_id' => $product->get_id() ] );
		$order = $this->createOrder( [ $product->get_id() => 1 ] );
		self::assertSame( OutboxEntry::REJECTED, $this->judged( $order->get_id() )[0] );
		$this->store( $order->get_id(), self::OWN );
		$this->linkCode( $product->get_sku(), $product->get_id() );
		$this->pass( HOUR_IN_SECONDS );
		self::assertSame( [ OutboxEntry::SENT, null ], $this->judged( $order->get_id() ) );
	}

	public function testNeitherDoesWhatTookItOff(): void {
		$id = $this->moved( 'processing', self::OWN );
		$this->store( $id, 'failed' );
		self::assertSame( [ OutboxEntry::SKIPPED, 'status' ], $this->judged( $id ) );
		$this->store( $id, self::OWN );
		Intake::wake( $id );
		self::assertNotSame( OutboxEntry::SENT, $this->judged( $id )[0] );
	}

	private function store( int $orderId, string $status ): void {
		$storage = OrderStorage::current();
		self::db()->update( $storage->table, [ $storage->status => "wc-$status" ], [ $storage->id => $orderId ] );
		wp_cache_flush();
		self::assertSame( $status, $this->freshOrder( $orderId )->get_status() );
	}

	/**
	 * @testWith ["cancelled", "cancelled", "order_cancelled"]
	 *           ["failed", "skipped", "status"]
	 *           ["pending", "skipped", "status"]
	 *           ["refunded", "skipped", "status"]
	 */
	public function testWhatTakesItOff( string $status, string $state, string $code ): void {
		$id = $this->moved( 'processing', self::OWN, $status );
		self::assertSame( [ $state, $code ], $this->judged( $id ) );
		// Neither is it to be sent by what it was before.
		$this->freshOrder( $id )->update_status( self::OWN );
		self::assertNotSame( OutboxEntry::SENT, $this->judged( $id )[0] );
		self::assertSame( [], $this->documents() );
	}

	/** @testWith ["processing"]
	 *            ["poslato"]
	 */
	public function testItIsOffAlsoWhereNoWorkerLookedMeanwhile( string $before ): void {
		$this->configure( [ 'feeItemCode' => '' ] );
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		self::addCost( $order, new \WC_Order_Item_Fee(), [ 'total' => '100' ] );
		self::assertSame( OutboxEntry::REJECTED, $this->judged( $order->get_id() )[0] );
		$order = $this->freshOrder( $order->get_id() );
		foreach ( [ $before, 'failed', self::OWN ] as $status ) {
			$order->update_status( $status );
		}
		$this->configure( [ 'feeItemCode' => 'USL-NAKNADA' ] );
		self::assertNotSame( OutboxEntry::SENT, $this->judged( $order->get_id() )[0] );
	}

	public function testCodeOfTheSiteTakesItOff(): void {
		add_filter( 'sors_order_is_exported', '__return_false' );
		self::assertSame( [ OutboxEntry::SKIPPED, 'kept_back' ], $this->judged( $this->moved( 'processing', self::OWN ) ) );
	}

	/** An order of before, or made by code, that nobody saw in a status that is sent: SORS may lack it, or may not. */
	public function testOneFirstSeenInAStatusOfStaffIsAskedAboutOnce(): void {
		$unpaid = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], self::OWN );
		$paid   = self::saved( $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], self::OWN ), [ 'date_paid' => time() ] );
		$taken  = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], self::OWN );
		wc_maybe_reduce_stock_levels( $taken->get_id() );
		$asked = [ OutboxEntry::REJECTED, 'unknown_status' ];
		self::assertSame( [ [ OutboxEntry::SKIPPED, 'status' ], $asked, $asked ], array_map( fn( \WC_Order $order ): array => $this->judged( $order->get_id() ), [ $unpaid, $paid, $taken ] ) );
		$this->workForAnHour( 10 );
		$said = array_column( History::of( $this->sale( $paid->get_id() )->id ), 'event' );
		self::assertSame( [ 'rejected' ], $said );

		$this->outbox->resolve( $this->sale( $taken->get_id() )->id, [ 'as' => 'acknowledged' ] );
		$this->freshOrder( $taken->get_id() )->save();
		self::assertSame( OutboxEntry::SKIPPED, $this->judged( $taken->get_id() )[0] );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $this->sale( $paid->get_id() )->id )->state );
		self::assertCount( 1, $this->documents() );
	}

	/** An order that goes through these statuses before a worker looks at it. */
	private function moved( string ...$statuses ): int {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], array_shift( $statuses ) );
		foreach ( $statuses as $status ) {
			$order->update_status( $status );
		}
		return $order->get_id();
	}

	private function judged( int $orderId ): array {
		$this->workAfter( 61 );
		$sale = $this->sale( $orderId );
		return [ $sale->state, $sale->errorCode ];
	}
}
