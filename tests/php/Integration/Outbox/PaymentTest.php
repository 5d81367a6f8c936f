<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\Issue;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\AcknowledgedQuantities;
use SorsApi\OrderView\Words;

'cli' === PHP_SAPI || exit;

/**
 * Money that came after its document is recorded in SORS, once.
 *
 * @group real-store
 */
final class PaymentTest extends PaymentTestCase {

	public function testAPaymentAfterTheDocumentIsRecordedOnce(): void {
		$order = $this->unpaidOrder();
		$this->services->sweep()->run();
		self::assertCount( 1, ( new OutboxTable() )->ofOrder( $order->get_id() ), 'Not paid yet.' );
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		$this->services->sweep()->run();
		self::assertSame( OutboxEntry::QUEUED, $this->payment( $order->get_id() )->state );
		self::assertSame( [], $this->listed(), 'The queue does it.' );
		self::assertSame( [ 'busy: Payment for ' . $this->sale( $order->get_id() )->documentNumber . ': being recorded' ], $this->steps( $order->get_id() ) );
		$this->work();
		$this->services->sweep()->run();
		$this->work();

		$sale  = $this->sale( $order->get_id() );
		$entry = $this->payment( $order->get_id() );
		$paid  = $this->freshOrder( $order->get_id() )->get_date_paid();
		self::assertSame( [ OutboxEntry::SENT, null, '', 1 ], [ $entry->state, $entry->nextAttemptAt, $entry->leaseOwner, $entry->attempts ] );
		self::assertCount( 1, $this->recorded() );
		self::assertNotNull( $paid );
		self::assertEquals(
			[ $sale->documentId, $entry->reference, (float) $sale->total, 'RSD', 'bankTransfer', $paid->getTimestamp() * 1000 ],
			[ $this->recorded()[0]['documentId'], $this->recorded()[0]['externalReference'], $this->recorded()[0]['amount'], $this->recorded()[0]['currency'], $this->recorded()[0]['paymentMethod'], $this->recorded()[0]['paidAt'] ]
		);
		self::assertStringEndsWith( '-' . $order->get_id() . '-payment-1', (string) $entry->reference );
		self::assertEquals( (float) $sale->total, $this->documents()[0]['paidAmount'] );
		self::assertSame( [ [], [ $sale->id ] ], [ $this->listed(), $this->listed( 'entered' ) ] );
		self::assertSame( [ 'done: Payment of ' . Words::amount( (string) $sale->total ) . " recorded in SORS for $sale->documentNumber" ], $this->steps( $order->get_id() ) );
		self::assertOneSaying( 'was recorded in SORS for ' . $sale->documentNumber, $this->notes( $order->get_id() ) );
		self::assertSame( OutboxEntry::SENT, OrderQueries::leading( ( new OutboxTable() )->ofOrder( $order->get_id() ) )->state );
		$this->services->reconciliation()->run();
		self::assertSame( [ null, null ], [ self::issueOf( $this->sale( $order->get_id() ) ), self::issueOf( $this->payment( $order->get_id() ) ) ], 'It is no document, so none is missing.' );
	}

	public function testWhatTheDocumentCarriedIsNotRecordedAgain(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ], 'pending' );
		$order->set_payment_method( 'bacs' );
		$order->set_status( 'processing' );
		$order->save();
		$this->work();
		self::assertNotNull( $this->freshOrder( $order->get_id() )->get_date_paid() );
		self::assertSame( $this->sale( $order->get_id() )->total, $this->sale( $order->get_id() )->paidAmount );
		$this->services->sweep()->run();
		self::assertCount( 1, ( new OutboxTable() )->ofOrder( $order->get_id() ) );
	}

	public function testRefundsAreNoPaymentAndLowerIt(): void {
		$order = $this->unpaidOrder();
		$this->freshOrder( $order->get_id() )->payment_complete();
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => '100' ] );
		$this->services->sweep()->run();
		$this->assertNoPayment( $order->get_id(), 'The refund may replace the document.' );
		$this->work();
		$this->services->sweep()->run();
		$this->work();
		self::assertEquals( [ (float) $order->get_total() - 100 ], array_column( $this->recorded(), 'amount' ) );
		$this->services->reconciliation()->run();
		self::assertNull( self::issueOf( $this->payment( $order->get_id() ) ), 'It is not compared with the document.' );

		$second = $this->unpaidOrder();
		$this->freshOrder( $second->get_id() )->payment_complete();
		wc_create_refund( [ 'order_id' => $second->get_id(), 'amount' => (string) $second->get_total() ] );
		$this->services->sweep()->run();
		$this->work();
		self::assertNull( ( new OutboxTable() )->one( $second->get_id(), OutboxEntry::ROLE_PAYMENT, 0, 1 ) );
		self::assertCount( 1, $this->recorded() );
	}

	public function testCashOnDeliveryIsPaidOnceTheOrderIsCompleted(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], 'pending' );
		$order->set_payment_method( 'cod' );
		$order->set_status( 'processing' );
		$order->save();
		$this->work();
		$this->services->sweep()->run();
		self::assertNull( ( new OutboxTable() )->one( $order->get_id(), OutboxEntry::ROLE_PAYMENT, 0, 1 ) );
		$this->freshOrder( $order->get_id() )->update_status( 'completed' );
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [ 'cashOnDelivery' ], array_column( $this->recorded(), 'paymentMethod' ) );
	}

	public function testANewRevisionCarriesItItself(): void {
		$order = $this->paidOrder();
		$this->changeQuantity( $order->get_id(), 5 );
		$this->services->changedOrders()->sweep();
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'replace' );
		$this->work();
		$this->work();
		$this->services->sweep()->run();
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ 2, OutboxEntry::SENT, $sale->total ], [ $sale->revision, $sale->state, $sale->paidAmount ] );
		self::assertSame( [ OutboxEntry::SKIPPED, 'not_due' ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode ] );
		self::assertNull( ( new OutboxTable() )->one( $order->get_id(), OutboxEntry::ROLE_PAYMENT, 0, 2 ) );
		self::assertSame( [], $this->recorded() );
		self::assertSame( [], $this->steps( $order->get_id() ) );
	}

	public function testAPaymentOfADocumentThatIsCancelledLaterIsToBeTakenBack(): void {
		$order = $this->paidOrder();
		$this->work();
		$sale = $this->sale( $order->get_id() );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ OutboxEntry::CANCELLED, OutboxEntry::SENT ], [ $this->sale( $order->get_id() )->state, $this->payment( $order->get_id() )->state ] );
		self::assertSame( [ $sale->id ], $this->listed( 'takeBack' ) );
		self::assertOneSaying( 'Take it back there', $this->notes( $order->get_id() ) );
	}

	public function testACancelledOrderIsNotPaid(): void {
		$order = $this->paidOrder();
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		$this->work();
		self::assertSame( [ OutboxEntry::CANCELLED, OutboxEntry::SKIPPED ], [ $this->sale( $order->get_id() )->state, $this->payment( $order->get_id() )->state ] );
		self::assertSame( [ [], [] ], [ $this->recorded(), $this->listed( 'takeBack' ) ] );
	}

	public function testOneThatBecameNeedlessIsTakenUpAgain(): void {
		$order = $this->paidOrder();
		$this->services->entries()->update( $this->sale( $order->get_id() )->id, [ 'issue_code' => Issue::MISSING ] );
		$this->work();
		self::assertSame( OutboxEntry::SKIPPED, $this->payment( $order->get_id() )->state );
		$this->services->entries()->update( $this->sale( $order->get_id() )->id, [ 'issue_code' => null ] );
		$this->pass( 3601 );
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->payment( $order->get_id() )->state );
		self::assertCount( 1, $this->recorded() );
	}

	/** As somebody who sees the bank's statement first. */
	public function testWhatSomebodyEnteredInSorsIsNotRecordedAgain(): void {
		$order = $this->paidOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'setDocument', 'number' => $sale->documentNumber, 'set' => [ 'paidAmount' => (float) $sale->total ] ] );
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, [] ], [ $this->payment( $order->get_id() )->state, $this->recorded() ] );
		self::assertSame( [ [], [ $sale->id ] ], [ $this->listed(), $this->listed( 'entered' ) ] );

		$second = $this->paidOrder();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->sale( $second->get_id() )->documentNumber, 'set' => [ 'paidAmount' => 100 ] ] );
		$this->work();
		self::assertEquals( [ (float) $second->get_total() - 100 ], array_column( $this->recorded(), 'amount' ) );
		self::assertSame( (float) $second->get_total(), (float) $this->sale( $second->get_id() )->paidByHand );
	}

	public function testARefusalIsListedAndDoneByHandOrSentAgain(): void {
		$refuse = [ 'kind' => 'refuse', 'code' => 'KASA', 'message' => 'Kasa je zatvorena.' ];
		$this->fault( 'recordPayment', $refuse, 2 );
		$order  = $this->paidOrder();
		$second = $this->paidOrder();
		$this->work();
		$this->work();
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, null ], [ $entry->state, $entry->nextAttemptAt ] );
		self::assertEqualsCanonicalizing( [ $this->sale( $order->get_id() )->id, $this->sale( $second->get_id() )->id ], $this->listed() );
		self::assertSame( [ 'bad: Payment for ' . $this->sale( $order->get_id() )->documentNumber . ': not recorded' ], $this->steps( $order->get_id() ) );
		self::assertSame( [ 'Send again' => 'send', 'Done by hand in SORS' => 'acknowledged' ], $this->buttons( $order->get_id() ) );
		self::assertOneSaying( 'The payment was not recorded in SORS: SORS refused this: Kasa je zatvorena.', $this->notes( $order->get_id() ) );

		$this->outbox->sendEntry( $entry->id );
		self::assertSame( OutboxEntry::SENT, $this->payment( $order->get_id() )->state );
		$this->outbox->resolve( $this->payment( $second->get_id() )->id, [ 'as' => 'acknowledged' ] );
		$sale = $this->sale( $second->get_id() );
		self::assertSame( [ OutboxEntry::SKIPPED, (float) $sale->total ], [ $this->payment( $second->get_id() )->state, (float) $sale->paidByHand ] );
		self::assertSame( [ 'neutral: Payment for ' . $sale->documentNumber . ': in SORS' ], $this->steps( $second->get_id() ) );
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [ 1, [] ], [ count( $this->recorded() ), $this->listed() ] );
	}

	public function testATickInTheListEndsWhatWasRefused(): void {
		$this->fault( 'recordPayment', [ 'kind' => 'refuse', 'code' => 'KASA', 'message' => 'Kasa je zatvorena.' ], 99 );
		$order = $this->paidOrder();
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( 1, $this->services->latePayments()->note( [ $sale->id ], true ) );
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, [] ], [ $this->payment( $order->get_id() )->state, $this->buttons( $order->get_id() ) ] );
	}

	/** The contract names an address that this SORS does not have: orders must not stand still for that. */
	public function testASorsThatDoesNotKnowPaymentsStopsNothing(): void {
		$this->fault( 'recordPayment', [ 'kind' => 'redirect', 'status' => 308, 'location' => 'https://elsewhere.test/' ], 99 );
		$order = $this->paidOrder();
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, 'wrong_address' ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode ] );
		self::assertNull( $this->outbox->paused() );
		self::assertSame( [ $this->sale( $order->get_id() )->id ], $this->listed() );
		self::assertSame( [ 'neutral: Payment for ' . $this->sale( $order->get_id() )->documentNumber . ': to be entered in SORS by hand' ], $this->steps( $order->get_id() ) );
		self::assertSame( OutboxEntry::SENT, OrderQueries::leading( ( new OutboxTable() )->ofOrder( $order->get_id() ) )->state, 'The order is in SORS.' );
		$this->pass( 7200 );
		$this->services->sweep()->run();
		self::assertSame( OutboxEntry::SKIPPED, $this->payment( $order->get_id() )->state, 'What a person may enter is never recorded automatically.' );
	}

	public function testWithoutTheOperationThePersonDoesIt(): void {
		$this->withoutOperations( [ 'recordPayment' ] );
		$order = $this->paidOrder();
		$this->work();
		self::assertNull( ( new OutboxTable() )->one( $order->get_id(), OutboxEntry::ROLE_PAYMENT, 0, 1 ) );
		self::assertSame( [ [ $this->sale( $order->get_id() )->id ], false ], [ $this->listed(), $this->services->latePayments()->areRecorded() ] );
	}

	public function testTheLedgerCountsNoPayment(): void {
		$order  = $this->unpaidOrder();
		$before = AcknowledgedQuantities::ofDocuments( ( new OutboxTable() )->ofOrder( $order->get_id() ) );
		self::assertNotSame( [], $before );
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->payment( $order->get_id() )->state );
		self::assertSame( $before, AcknowledgedQuantities::ofDocuments( ( new OutboxTable() )->ofOrder( $order->get_id() ) ) );
	}

	/** Two workers, and a sweep between them, on one payment. */
	public function testTwoWorkersAtOnceRecordItOnce(): void {
		$order  = $this->paidOrder();
		$worker = 'add_filter( "sors_settle_seconds", "__return_zero" ); ( new SorsApi\Services() )->orders()->worker()->work( 20 ); echo "done";';
		$this->sors->post( 'settings', [ 'latencyMs' => 300 ] );
		$first  = $this->inOtherProcess( $worker );
		$second = $this->inOtherProcess( $worker );
		$this->services->sweep()->run();
		self::assertSame( [ 'done', 'done' ], [ $first->finish( 120 ), $second->finish( 120 ) ] );
		wp_cache_flush();
		self::assertSame( [ OutboxEntry::SENT, 1 ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->attempts ] );
		self::assertCount( 1, $this->recorded() );
		self::assertOneSaying( 'was recorded in SORS', $this->notes( $order->get_id() ) );
	}

	/** Whether SORS finds documents by their reference, only documents can show. */
	public function testPaymentsProveNothingOfDocuments(): void {
		$orders = [ $this->unpaidOrder(), $this->unpaidOrder(), $this->unpaidOrder() ];
		foreach ( $orders as $order ) {
			$this->freshOrder( $order->get_id() )->payment_complete();
		}
		$this->services->sweep()->run();
		self::assertNull( $this->services->entries()->unsentAfter( 0 ), 'Nor are they documents that might be in SORS from before a backup.' );
		$this->work();
		self::assertCount( 3, $this->recorded() );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'before' ] );
		$lost = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->work();
		$this->workForAnHour();
		self::assertSame( [ OutboxEntry::SENT, 2 ], [ $this->sale( $lost->get_id() )->state, $this->sale( $lost->get_id() )->attempts ] );
	}

	public function testItIsFoundByItsReference(): void {
		$order = $this->paidOrder();
		$this->work();
		self::assertSame( [ $order->get_id() ], OrderQueries::page( [ 'search' => (string) $this->payment( $order->get_id() )->reference ] )['ids'] );
	}

	public function testACopyHasNoPaymentsOfTheOriginal(): void {
		$order = $this->paidOrder();
		$this->work();
		$this->services->entries()->disown();
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::SKIPPED, true, [] ], [ $entry->state, $entry->isOfOriginal(), $this->buttons( $order->get_id() ) ] );
		$this->services->sweep()->run();
		$this->work();
		self::assertCount( 1, $this->recorded() );
	}
}
