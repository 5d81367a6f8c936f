<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\SentDecision;
use SorsApi\Outbox\Intake;

'cli' === PHP_SAPI || exit;

/** An order that was completed has most likely gone through the till: its document is cancelled by a person's word alone. */
final class DeliveredTest extends FollowupTestCase {

	/** @dataProvider refunds */
	public function testARefundAfterDeliveryLeavesTheReservationAloneAndAsks( int $quantity ): void {
		$order  = $this->deliveredOrder( 3 );
		$return = $this->refundedGoods( $order, $quantity );
		self::assertSame( [ 'sale 1 sent', 'return 1 rejected' ], $this->rowsOf( $order ) );
		self::assertSame( OutboxEntry::DELIVERED, $return->errorCode );
		self::assertSame( [ 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertSame( [ 'acknowledged', 'send' ], self::remediesOf( $return ) );
		$this->workAfter( 4000 );
		self::assertSame( [ 'sale 1 sent', 'return 1 rejected' ], $this->rowsOf( $order ), 'Nor an hour later.' );
		$this->outbox->resolve( $return->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( [ 'sale 1 sent', 'return 1 skipped' ], $this->rowsOf( $order ) );
		self::assertSame( [ 3, '0' ], [ $this->reserved(), $this->unsynced() ] );
		$this->pass( 1000 );
		self::assertSame( 1, $this->settle(), 'Sold and acknowledged agree.' );
	}

	public function refunds(): array {
		return [
			'of a part'                                     => [ 1 ],
			'of everything, which takes the status away, too' => [ 3 ],
		];
	}

	public function testARefundOfWhatDidNotGoThroughTheTillReservesTheRestOnceThePersonSaysSo(): void {
		$order  = $this->deliveredOrder( 3 );
		$return = $this->refundedGoods( $order, 1 );
		$this->outbox->sendEntry( $return->id );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'return 1 skipped', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 2, $this->reserved() );
	}

	/** A refund at the till puts the goods back itself: a return beside it would put them back twice. */
	public function testARefundAfterDeliveryMakesNoReturnOfADeliveryNoteUnasked(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order  = $this->deliveredOrder( 3 );
		$return = $this->refundedGoods( $order, 1 );
		self::assertSame( [ 'return 1 rejected', OutboxEntry::DELIVERED ], [ $this->rowsOf( $order )[1], $return->errorCode ] );
		self::assertSame( [ 'deliveryNote' ], array_column( $this->documents(), 'kind' ) );
		$this->outbox->sendEntry( $return->id );
		$this->work();
		self::assertSame( [ 'deliveryNote', 'return' ], array_column( $this->documents(), 'kind' ) );
	}

	public function testARefundAfterDeliveryReturnsTheGoodsOfAnInvoiceDeliveryNoteAndNamesTheCreditNote(): void {
		$this->configure( [ 'documentKind' => 'invoiceDeliveryNote' ] );
		$order = $this->deliveredOrder( 3 );
		$this->refundedGoods( $order, 1 );
		self::assertSame( [ 'invoiceDeliveryNote', 'return' ], array_column( $this->documents(), 'kind' ) );
		self::assertStringContainsString( 'knjižno odobrenje', implode( "\n", $this->notes( $order->get_id() ) ) );
	}

	/** @dataProvider invoiceKinds */
	public function testADocumentOfAnInvoiceKindIsCancelledByAPersonAlone( string $kind ): void {
		$this->configure( [ 'documentKind' => $kind ] );
		$order = $this->sentOrder( 2 );
		$this->handleAs( 'cancelled', $order );
		$cancel = $this->rows( $order )[1];
		self::assertSame( [ 'sale 1 sent', 'cancel 1 rejected' ], $this->rowsOf( $order ) );
		self::assertSame( OutboxEntry::INVOICED, $cancel->errorCode );
		self::assertSame( [ 'accept', 'acknowledged', 'send' ], self::remediesOf( $cancel ) );
		$this->outbox->sendEntry( $cancel->id );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	public function invoiceKinds(): array {
		return [
			'invoice'               => [ 'invoice' ],
			'invoice-delivery note' => [ 'invoiceDeliveryNote' ],
		];
	}

	/** Staff wanted it replaced, which was refused; the order was cancelled days later. */
	public function testAWishToReplaceAnInvoiceCancelsNoneOfACancelledOrder(): void {
		$this->configure( [ 'documentKind' => 'invoice' ] );
		$order = $this->sentOrder( 2 );
		Intake::cancel( $this->sale( $order->get_id() ), true );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'cancel 1 rejected', OutboxEntry::INVOICED ], [ $this->rowsOf( $order )[1], $this->rows( $order )[1]->errorCode ] );
	}

	/**
	 * Whatever SORS has of it, and whatever becomes of that: the receipt is in the till.
	 *
	 * @dataProvider cancelledOrders
	 */
	public function testAPaidOrderThatIsCancelledGetsANoteAboutItsAdvanceReceipt( bool $hasReceipt, string $gateway, array $statuses, array $settings = [] ): void {
		$this->configure( $settings );
		$order = self::saved( $this->createOrder( [ $this->product->get_id() => 1 ], 'pending' ), [ 'payment_method' => $gateway ] );
		foreach ( $statuses as $status ) {
			$this->handleAs( $status, $order );
		}
		$this->work();
		self::assertCount( $hasReceipt ? 1 : 0, preg_grep( '/advance receipt/', $this->notes( $order->get_id() ) ) );
	}

	public function cancelledOrders(): array {
		return [
			'paid by card'                      => [ true, 'nestpay', [ 'processing', 'cancelled' ] ],
			'refunded after it was cancelled'   => [ true, 'nestpay', [ 'processing', 'cancelled', 'refunded' ] ],
			'paid by card, refunded in full'    => [ true, 'nestpay', [ 'processing', 'refunded' ] ],
			'sent unpaid, paid by transfer'     => [ true, 'bacs', [ 'on-hold', 'processing', 'cancelled' ] ],
			'its invoice stays'                 => [ true, 'nestpay', [ 'processing', 'cancelled' ], [ 'documentKind' => 'invoice' ] ],
			'a transfer that never came'        => [ false, 'bacs', [ 'on-hold', 'cancelled' ] ],
			'paid on delivery'                  => [ false, 'cod', [ 'processing', 'cancelled' ] ],
			'completed: the till sold it'       => [ false, 'nestpay', [ 'processing', 'completed', 'cancelled' ] ],
			'orders are not sent'               => [ false, 'nestpay', [ 'processing', 'cancelled' ], [ 'exportOrders' => false ] ],
		];
	}

	/** Before any worker saw it. */
	public function testAPaidOrderThatIsCancelledBeforeItIsSentGetsTheNoteAsWell(): void {
		$order = self::saved( $this->createOrder( [ $this->product->get_id() => 1 ], 'pending' ), [ 'payment_method' => 'nestpay' ] );
		$order->update_status( 'processing' );
		$order->update_status( 'cancelled' );
		$this->work();
		self::assertCount( 0, $this->documents() );
		self::assertCount( 1, preg_grep( '/advance receipt/', $this->notes( $order->get_id() ) ) );
	}

	/** @dataProvider answers */
	public function testCancellingACompletedOrderAsksFirst( string $answer, string $rows, int $reserved ): void {
		$order = $this->deliveredOrder( 2 );
		$this->handleAs( 'cancelled', $order );
		$cancel = $this->rows( $order )[1];
		self::assertSame( [ 'sale 1 sent', 'cancel 1 rejected' ], $this->rowsOf( $order ) );
		self::assertSame( [ OutboxEntry::DELIVERED, 2 ], [ $cancel->errorCode, $this->reserved() ] );
		self::assertSame( [ 'accept', 'acknowledged', 'send' ], self::remediesOf( $cancel ) );
		if ( 'send' === $answer ) {
			$this->outbox->sendEntry( $cancel->id );
		} elseif ( 'accept' === $answer ) {
			$this->services->sentDecision()->decide( $cancel->id, SentDecision::ACCEPT );
		} else {
			$this->outbox->resolve( $cancel->id, [ 'as' => $answer ] );
		}
		$this->services->sweep()->run();
		$this->workAfter( 4000 );
		self::assertSame( $rows, implode( ', ', $this->rowsOf( $order ) ) );
		self::assertSame( [ $reserved, '0' ], [ $this->reserved(), $this->unsynced() ] );
	}

	public function answers(): array {
		return [
			'the document stays'           => [ 'accept', 'sale 1 sent, cancel 1 skipped', 2 ],
			'it was cancelled in SORS'     => [ 'acknowledged', 'sale 1 cancelled, cancel 1 sent', 2 ],
			'it did not go through a till' => [ 'send', 'sale 1 cancelled, cancel 1 sent', 0 ],
		];
	}

	public function testToSendAChangedOrderAgainAsksOnceMoreWhereItWasCompleted(): void {
		$order = $this->deliveredOrder( 2 );
		$sale  = $this->sale( $order->get_id() );
		OutboxTable::update( $sale->id, OutboxTable::issue( new Issue( ChangedOrders::CODE ) ) );
		$this->services->sentDecision()->decide( $sale->id, SentDecision::REPLACE );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'cancel 1 rejected' ], $this->rowsOf( $order ) );
		self::assertSame( 2, $this->reserved() );
		$this->outbox->sendEntry( $this->rows( $order )[1]->id );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
	}

	/** The cancelling had waited for SORS, and meanwhile the goods left the house. */
	public function testAnOrderThatWasCompletedWhileItsCancellingWaitedIsAskedFor(): void {
		$order = $this->sentOrder( 3 );
		$this->refundedGoods( $order, 1, 1 );
		self::assertSame( 'cancel 1 queued', $this->rowsOf( $order )[2] );
		$this->handleAs( 'completed', $order );
		self::assertSame( [ 'sale 1 sent', 'return 1 skipped', 'cancel 1 rejected' ], $this->rowsOf( $order ) );
		self::assertSame( 3, $this->reserved() );
	}

	private function deliveredOrder( int $quantity ): \WC_Order {
		$order = $this->sentOrder( $quantity );
		$this->freshOrder( $order->get_id() )->update_status( 'completed' );
		return $order;
	}

	private function refundedGoods( \WC_Order $order, int $quantity, ?int $rows = null ): OutboxEntry {
		self::giveBack( $order, $quantity );
		$this->work( $rows );
		return $this->rows( $order )[1];
	}
}
