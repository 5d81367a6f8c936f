<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\IssueText;

'cli' === PHP_SAPI || exit;

/** A refund is deleted: the order sells again what it took back, though WooCommerce keeps the sum of what was restocked. */
final class DeletedRefundTest extends FollowupTestCase {

	public function testWhatARefundTookBackIsSoldAgainOnceTheRefundIsDeleted(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 2 ] );
		$refund = $this->refund( $order, 1, true );
		self::assertSame( '1', $this->unsynced() );
		$this->delete( $refund );
		self::assertSame( '2', $this->unsynced() );
		$this->work();
		$document = $this->documents()[0];
		self::assertSame( 2, $document['lines'][0]['quantity'] );
		self::assertEqualsWithDelta( 2 * (float) $this->product->get_price(), $document['total'], 0.01 );
	}

	public function testASettledOrderIsReadAgainWhenItsRefundIsDeleted(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$refund = $this->refund( $order, 1, true );
		$this->work();
		$this->pass( 1000 );
		self::assertSame( [ 1, '0' ], [ $this->settle(), $this->unsynced() ] );
		$this->delete( $refund );
		self::assertSame( '1', $this->unsynced(), 'The return in SORS took back what the order sells again.' );
	}

	public function testALostReturnIsNotSentAgainOnceItsRefundIsDeleted(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order  = $this->sentOrder( 3 );
		$refund = $this->refund( $order, 1, true );
		$this->fault( 'createReturn', [ 'kind' => 'status', 'status' => 503 ] );
		$this->work();
		$this->delete( $refund );
		$this->workForAnHour();
		self::assertSame( [ 'sale 1 sent', 'return 1 skipped' ], $this->rowsOf( $order ) );
		self::assertCount( 1, $this->documents() );
		self::assertSame( '0', $this->unsynced() );
		$this->pass( 1000 );
		self::assertSame( 1, $this->settle() );
	}

	public function testALostReturnThatSorsHasIsShownOnceItsRefundIsDeleted(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order  = $this->sentOrder( 3 );
		$refund = $this->refund( $order, 1, true );
		$this->fault( 'createReturn', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->work();
		$this->delete( $refund );
		ChangedOrders::sweep();
		$this->letModifiedBe( $order->get_id(), 5000 );
		$this->workForAnHour();
		self::assertSame( [ 'sale 1 sent', 'return 1 sent' ], $this->rowsOf( $order ) );
		ChangedOrders::sweep();
		self::assertStringContainsString( 'quantity 3 instead of 2', (string) IssueText::problem( $this->sale( $order->get_id() ) ) );
	}

	public function testOneThatWasDeletedWhileThePluginWasOffIsShown(): void {
		$order  = $this->createOrder( [ $this->product->get_id() => 2 ] );
		$refund = $this->refund( $order, 1, true );
		$this->work();
		$this->delete( $refund );
		// As if no hook had told of it.
		$this->letModifiedBe( $order->get_id(), 5000 );
		self::db()->update( Tables::name( Tables::OUTBOX ), [ 'compared_at' => gmdate( 'Y-m-d H:i:s' ), 'settlement' => OutboxEntry::SETTLED ], [ 'order_id' => $order->get_id() ] );
		ChangedOrders::sweep();
		self::assertNull( IssueText::problem( $this->sale( $order->get_id() ) ) );
		do_action( 'activate_' . plugin_basename( SORS_API_FILE ) );
		wp_cache_flush();
		ChangedOrders::sweep();
		self::assertStringContainsString( 'quantity 2 instead of 1', (string) IssueText::problem( $this->sale( $order->get_id() ) ) );
		self::assertSame( '1', $this->unsynced() );
	}

	/** @dataProvider moments */
	public function testADocumentThatWasMadeWithoutWhatItTookBackIsShown( bool $sweepsBefore ): void {
		$order  = $this->createOrder( [ $this->product->get_id() => 2 ] );
		$refund = $this->refund( $order, 1, true );
		$this->work();
		$this->pass( 1000 );
		$this->letModifiedBe( $order->get_id(), 5000 );
		$capture = $this->services->capture();
		add_filter( 'woocommerce_pre_delete_order_refund', [ $capture, 'beforeDeletingRefund' ], 10, 2 );
		$sweep = function ( $answer ) {
			ChangedOrders::sweep();
			return $answer;
		};
		if ( $sweepsBefore ) {
			add_filter( 'woocommerce_pre_delete_order_refund', $sweep, PHP_INT_MAX );
		}
		$this->delete( $refund );
		remove_filter( 'woocommerce_pre_delete_order_refund', $sweep, PHP_INT_MAX );
		remove_filter( 'woocommerce_pre_delete_order_refund', [ $capture, 'beforeDeletingRefund' ] );
		$capture->afterDeletingRefunds();
		$this->pass( 1000 );
		// WooCommerce leaves the order itself as it is.
		$this->letModifiedBe( $order->get_id(), 5000 );
		wp_cache_flush();
		ChangedOrders::sweep();
		self::assertStringContainsString( 'quantity 2 instead of 1', (string) IssueText::problem( $this->sale( $order->get_id() ) ) );
	}

	public function moments(): array {
		return [
			'by the next sweep'                                   => [ false ],
			'also where one ran just before the refund was gone' => [ true ],
		];
	}

	/** @dataProvider refundsWithoutRestock */
	public function testWhatItRestockedIsToldFromWhatAnotherRefundDidNot( int $restocked, int $notRestocked ): void {
		$order = $this->createOrder( [ $this->product->get_id() => 5 ] );
		$refund = $this->refund( $order, $restocked, true );
		$this->refund( $order, $notRestocked, false );
		self::assertSame( (string) ( 5 - $restocked ), $this->unsynced() );
		$this->delete( $refund );
		self::assertSame( '5', $this->unsynced(), 'All of it is sold again.' );
		$this->work();
		$document = $this->documents()[0];
		self::assertSame( 5, $document['lines'][0]['quantity'] );
		self::assertEqualsWithDelta( ( 5 - $notRestocked ) * (float) $this->product->get_price(), $document['total'], 0.01 );
	}

	public function refundsWithoutRestock(): array {
		return [
			'of fewer pieces' => [ 2, 1 ],
			'of more'         => [ 1, 2 ],
		];
	}

	public function testWhatTheOtherRefundRestockedStaysOnTheShelf(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 5 ] );
		$this->refund( $order, 2, true );
		$this->delete( $this->refund( $order, 1, false ) );
		self::assertSame( '3', $this->unsynced() );
		$this->work();
		self::assertSame( 3, $this->documents()[0]['lines'][0]['quantity'] );
	}

	private function delete( int $refundId ): void {
		wp_cache_flush();
		wc_get_order( $refundId )->delete( true );
		wp_cache_flush();
	}
}
