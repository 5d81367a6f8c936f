<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\DuePayments;
use SorsApi\Services;
use SorsApi\Settings\FinancialYear;

'cli' === PHP_SAPI || exit;

/**
 * Which payments are recorded from here, and which are left to a person.
 *
 * @group real-store
 */
final class DuePaymentTest extends PaymentTestCase {

	/** They may be in SORS by other hands: the list was advice until then. */
	public function testWhatWasPaidBeforePaymentsWereRecordedIsLeftToAPerson(): void {
		delete_option( 'sors_payments_since' );
		$this->withoutOperations( [ 'recordPayment' ] );
		$late = [];
		foreach ( [ 'bacs', 'cod', 'bacs' ] as $gateway ) {
			$order = $this->unpaidOrder( $gateway );
			$this->freshOrder( $order->get_id() )->payment_complete();
			$order = $this->freshOrder( $order->get_id() );
			$order->set_date_paid( time() - 60 );
			$order->set_status( 'completed' );
			$order->set_date_completed( time() - 60 );
			$order->save();
			$late[] = $this->sale( $order->get_id() )->id;
		}
		self::assertEqualsCanonicalizing( $late, $this->listed() );
		$this->services = ( new Services() )->orders();
		$this->outbox   = $this->services->outbox();
		$this->services->sweep()->run();
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [], $this->recorded() );
		self::assertEqualsCanonicalizing( $late, $this->listed() );
		$next = $this->paidOrder();
		self::assertEqualsCanonicalizing( $late, $this->listed(), 'The queue does that one.' );
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, 1 ], [ $this->payment( $next->get_id() )->state, count( $this->recorded() ) ] );
	}

	/** Nobody can have entered what came after its document was sent from here, though nothing has looked for payments yet. */
	public function testItBeginsWithTheFirstDocument(): void {
		delete_option( 'sors_payments_since' );
		delete_option( 'sors_payments_seen' );
		$order = $this->unpaidOrder();
		$this->freshOrder( $order->get_id() )->payment_complete();
		self::assertSame( [], $this->listed(), 'The queue does it.' );
		sleep( 2 );
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, 1 ], [ $this->payment( $order->get_id() )->state, count( $this->recorded() ) ] );
	}

	/** After a day without a look somebody may have entered what came meanwhile, whatever is sent before the next look. */
	public function testADocumentEndsNoSilence(): void {
		$order = $this->unpaidOrder();
		$this->freshOrder( $order->get_id() )->payment_complete();
		update_option( 'sors_payments_seen', time() - 2 * DAY_IN_SECONDS, false );
		$this->unpaidOrder();
		sleep( 1 );
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [ [], [ $this->sale( $order->get_id() )->id ] ], [ $this->recorded(), $this->listed() ] );
	}

	/** The plugin has been switched on again, say. */
	public function testUntilItIsNotedSinceWhenPaymentsAreRecordedAllAreLeftToAPerson(): void {
		$order = $this->unpaidOrder();
		$this->freshOrder( $order->get_id() )->payment_complete();
		delete_option( DuePayments::SINCE_OPTION );
		self::assertSame( [ $this->sale( $order->get_id() )->id ], $this->listed() );
	}

	public function testWhereSorsTookNoneForAWhileItBeginsAnew(): void {
		$this->withoutOperations( [ 'recordPayment' ] );
		$order = $this->unpaidOrder();
		$order = $this->freshOrder( $order->get_id() );
		$order->payment_complete();
		$order->set_date_paid( time() - 2 );
		$order->save();
		$this->services->sweep()->run();
		$this->services = ( new Services() )->orders();
		$this->services->sweep()->run();
		$this->assertNoPayment( $order->get_id() );
		self::assertSame( [ $this->sale( $order->get_id() )->id ], $this->listed() );
	}

	/** @return array<string, array{array<string, string>}> */
	public function foreignDocuments(): array {
		return [
			'a document that a person named'    => [ [ 'document_by' => OutboxEntry::NAMED ] ],
			'a document of the former database' => [ [ 'database_name' => 'Prodavnica2025' ] ],
		];
	}

	/**
	 * @dataProvider foreignDocuments
	 *
	 * @param array<string, string> $columns
	 */
	public function testThatOfADocumentThatIsNotOursHereIsLeftToAPerson( array $columns ): void {
		$order = $this->unpaidOrder();
		$this->services->entries()->update( $this->sale( $order->get_id() )->id, $columns );
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		$this->assertNoPayment( $order->get_id() );
		self::assertSame( [ $this->sale( $order->get_id() )->id ], $this->listed() );

		$queued = $this->paidOrder();
		$this->services->entries()->update( $this->sale( $queued->get_id() )->id, $columns );
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, [] ], [ $this->payment( $queued->get_id() )->state, $this->recorded() ] );
		self::assertContains( $this->sale( $queued->get_id() )->id, $this->listed() );
	}

	/** A hurried owner's, or a chargeback's: the date of payment stays. */
	public function testAnOrderThatIsOnHoldAgainIsNotPaid(): void {
		$order = $this->unpaidOrder();
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		add_filter( 'sors_settle_seconds', [ $this, 'aMinute' ], 20 );
		$this->services->sweep()->run();
		$this->assertNoPayment( $order->get_id(), 'It was changed just now.' );
		remove_filter( 'sors_settle_seconds', [ $this, 'aMinute' ], 20 );
		$this->freshOrder( $order->get_id() )->update_status( 'on-hold' );
		self::assertNotNull( $this->freshOrder( $order->get_id() )->get_date_paid() );
		$this->services->sweep()->run();
		$this->assertNoPayment( $order->get_id() );
		self::assertSame( [], $this->listed() );

		$queued = $this->paidOrder();
		$this->freshOrder( $queued->get_id() )->update_status( 'on-hold' );
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, [] ], [ $this->payment( $queued->get_id() )->state, $this->recorded() ] );
	}

	public function aMinute(): int {
		return 60;
	}

	/** Of the total, that is: plugins for deposits have a status of their own. */
	public function testAPartThatWasPaidIsLeftToAPerson(): void {
		$statuses = static fn( array $all ): array => $all + [ 'wc-partially-paid' => 'Partially paid' ];
		$part     = static fn(): string => 'partially-paid';
		add_filter( 'wc_order_statuses', $statuses );
		add_filter( 'woocommerce_payment_complete_order_status', $part );
		try {
			$order = $this->paidOrder();
			self::assertSame( 'partially-paid', $order->get_status() );
			$this->work();
			self::assertSame( [ OutboxEntry::SKIPPED, [] ], [ $this->payment( $order->get_id() )->state, $this->recorded() ] );
			self::assertSame( [ $this->sale( $order->get_id() )->id ], $this->listed() );
		} finally {
			remove_filter( 'wc_order_statuses', $statuses );
			remove_filter( 'woocommerce_payment_complete_order_status', $part );
		}
	}

	/** The courier has the money; staff wrote down another way of payment. */
	public function testAnotherGatewayIsNoPayment(): void {
		$order = $this->cashOnDeliveryOrder( time() );
		$this->work();
		$order = $this->freshOrder( $order->get_id() );
		$order->set_payment_method( 'bacs' );
		$order->save();
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, 'gateway_changed', [] ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode, $this->recorded() ] );
		self::assertSame( [ $this->sale( $order->get_id() )->id ], $this->listed() );
	}

	public function testNothingIsRecordedWhileAPersonIsAskedAboutTheDocument(): void {
		$order = $this->unpaidOrder();
		$this->services->entries()->update( $this->sale( $order->get_id() )->id, [ 'issue_code' => Issue::DOUBLED ] );
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		$this->assertNoPayment( $order->get_id() );
		$this->services->entries()->update( $this->sale( $order->get_id() )->id, [ 'issue_code' => null ] );
		$this->services->sweep()->run();
		self::assertSame( OutboxEntry::QUEUED, $this->payment( $order->get_id() )->state );
	}

	/** Of the one that is gone, that is: the other is unpaid. */
	public function testAnotherDocumentThatIsTakenOverIsNotPaid(): void {
		$order = $this->paidOrder();
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( $sale->total, $sale->paidByHand );
		$this->services->api()->createDocument( self::DATABASE, (string) $sale->kind, (string) $sale->body );
		$this->services->api()->cancelDocument( self::DATABASE, (string) $sale->documentId );
		$this->services->reconciliation()->run();
		$now = $this->sale( $order->get_id() );
		self::assertNotSame( $sale->documentId, $now->documentId );
		self::assertNull( $now->paidByHand );
		self::assertOneSaying( "entered in SORS for $sale->documentNumber", $this->notes( $order->get_id() ) );
		self::assertSame( [ $sale->id ], $this->listed(), 'A person has to enter it for the other one.' );
	}

	/** It was listed, so it may be in SORS by other hands, though nobody said so here. */
	public function testCashOnDeliveryThatWasListedIsNotRecordedWhenItIsCompletedAnew(): void {
		$order = $this->cashOnDeliveryOrder( time() );
		$this->work();
		$sale  = $this->sale( $order->get_id() );
		$order = $this->freshOrder( $order->get_id() );
		$order->set_status( 'completed' );
		$order->set_date_completed( time() - 60 );
		$order->save();
		$this->services->sweep()->run();
		self::assertSame( [ $sale->id ], $this->listed() );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		$this->services->sweep()->run();
		$this->freshOrder( $order->get_id() )->update_status( 'completed' );
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [ [], [ $sale->id ] ], [ $this->recorded(), $this->listed() ] );
		$this->services->latePayments()->note( [ $sale->id ], true );
		self::assertSame( [], $this->listed() );
	}

	/** WooCommerce dates the payment when the order is in hand; the money came with the goods. */
	public function testTheMoneyOfCashOnDeliveryHasTheDateOfCompletion(): void {
		$order = $this->cashOnDeliveryOrder( time() - 400 * DAY_IN_SECONDS );
		FinancialYear::store( self::DATABASE, (int) gmdate( 'Y' ) );
		$this->work();
		$this->freshOrder( $order->get_id() )->update_status( 'completed' );
		$this->services->sweep()->run();
		$this->work();
		$completed = $this->freshOrder( $order->get_id() )->get_date_completed();
		self::assertNotNull( $completed );
		self::assertSame( [ $completed->getTimestamp() * 1000 ], array_column( $this->recorded(), 'paidAt' ) );
		self::assertSame( gmdate( 'Y-m-d\TH:i:s\Z', $completed->getTimestamp() ), $this->services->latePayments()->page( [ 'kind' => 'entered' ] )['items'][0]['paidAt'] );
	}

	/** Of a database that knows its year. */
	public function testMoneyOfAnotherYearIsDatedWithinTheBooksOrLeftToAPerson(): void {
		$year  = (int) gmdate( 'Y' );
		$newer = $this->paidOrder();
		FinancialYear::store( self::DATABASE, $year - 1 );
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, OutboxEntry::NEWER_YEAR ], [ $this->payment( $newer->get_id() )->state, $this->payment( $newer->get_id() )->errorCode ] );
		self::assertSame( [ [ $this->sale( $newer->get_id() )->id ], 0 ], [ $this->listed(), $this->services->entries()->waitingForNewYear() ] );
		FinancialYear::store( self::DATABASE, $year );
		$this->services->reconciliation();
		$older = $this->paidOrder();
		FinancialYear::store( self::DATABASE, $year + 1 );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->payment( $older->get_id() )->state );
		self::assertSame( [ strtotime( ( $year + 1 ) . '-01-01 12:00:00 UTC' ) * 1000 ], array_column( $this->recorded(), 'paidAt' ) );
	}

	/** A plugin for several currencies, after the document was sent in dinars. */
	public function testAnotherCurrencyIsLeftToAPerson(): void {
		$order = $this->paidOrder();
		$order->set_currency( 'EUR' );
		$order->save();
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, 'currency', [] ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode, $this->recorded() ] );
		self::assertSame( [ $this->sale( $order->get_id() )->id ], $this->listed() );
	}

	/** @return array<string, array{array<string, bool|string>}> What its document says. */
	public function followedSinceTheLastReading(): array {
		return [
			'invoiced'      => [ [ 'invoiced' => true ] ],
			'fiscalised'    => [ [ 'fiscalised' => true ] ],
			'has a receipt' => [ [ 'fiscalNumber' => 'KZA475M8-12' ] ],
		];
	}

	/**
	 * The desk made it out and took the money at the till, and the shop's order was completed: what was read before may be of yesterday.
	 *
	 * @dataProvider followedSinceTheLastReading
	 *
	 * @param array<string, bool|string> $said
	 */
	public function testThatOfADocumentThatSaysNowThatItWentOnIsLeftToAPerson( array $said ): void {
		$order = $this->paidOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'setDocument', 'number' => $sale->documentNumber, 'set' => $said ] );
		$this->work();
		$payment = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::SKIPPED, 'document_followed', [] ], [ $payment->state, $payment->errorCode, $this->recorded() ] );
		self::assertSame( [ $sale->id ], $this->listed() );
	}

	/** An invoice says so of itself. */
	public function testAnInvoiceThatSaysThatItIsInvoicedIsPaid(): void {
		$this->configure( [ 'documentKind' => 'invoiceDeliveryNote' ] );
		$order = $this->paidOrder();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->sale( $order->get_id() )->documentNumber, 'set' => [ 'invoiced' => true, 'fulfilled' => true ] ] );
		$this->work();
		self::assertCount( 1, $this->recorded() );
	}

	/** Somebody ticks it off while the document is read. */
	public function testATickWhileTheDocumentIsReadIsSeen(): void {
		$order = $this->paidOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'setDocument', 'number' => $sale->documentNumber, 'set' => [ 'paidAmount' => 100 ] ] );
		$tick = function ( $response ) use ( $sale ) {
			$this->services->entries()->update( $sale->id, [ 'paid_by_hand' => $sale->total ] );
			return $response;
		};
		add_filter( 'http_response', $tick );
		$this->work();
		remove_filter( 'http_response', $tick );
		self::assertSame( [ OutboxEntry::SKIPPED, [] ], [ $this->payment( $order->get_id() )->state, $this->recorded() ] );
	}

	/** Decided so: documents that SORS has are kept right whatever becomes of new orders. */
	public function testWithTheExportOffPaymentsOfSentDocumentsGoOn(): void {
		$order = $this->unpaidOrder();
		$this->configure( [ 'exportOrders' => false ] );
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		$this->work();
		self::assertCount( 1, $this->recorded() );
	}
}
