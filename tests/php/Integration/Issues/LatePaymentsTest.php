<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\OrderView\Words;
use SorsApi\Rest\PaymentsController;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** What was paid after its document went to SORS unpaid. @group real-store */
final class LatePaymentsTest extends OutboxTestCase {

	/** Before the plugin's own, which know the whole contract. */
	private \Closure $routes;

	protected function setUp(): void {
		parent::setUp();
		$this->configure( [ 'exportStatuses' => [ 'on-hold', 'processing', 'completed' ] ] );
		$this->loginAsAdmin();
		$this->routes              = fn() => ( new PaymentsController( $this->services->latePayments() ) )->registerRoutes();
		$GLOBALS['wp_rest_server'] = null;
		add_action( 'rest_api_init', $this->routes, 1 );
	}

	protected function tearDown(): void {
		$GLOBALS['wp_rest_server'] = null;
		parent::tearDown();
	}

	public function testAPaymentAfterTheDocumentIsListedUntilAPersonHasEnteredIt(): void {
		$order = $this->unpaidOrder();
		self::assertSame( [], $this->listed(), 'Not paid yet.' );
		self::assertTrue( $this->freshOrder( $order->get_id() )->payment_complete() );
		$entry   = $this->sale( $order->get_id() );
		$payment = $this->restOk( 'GET', 'payments' )['items'][0];
		self::assertSame( [ 'enter', $entry->id, $entry->total, 'Demo2' ], [ $payment['kind'], $payment['entryId'], $payment['amount'], $payment['database'] ] );
		$paid    = $this->freshOrder( $order->get_id() )->get_date_paid();
		self::assertSame( $paid->getTimestamp(), strtotime( $payment['paidAt'] ) );
		self::assertStringContainsString( (string) $entry->documentNumber, $payment['document'] );
		update_option( 'woocommerce_price_decimal_sep', ',' );
		update_option( 'woocommerce_price_decimal_sep', '.' );

		self::assertSame( [ 'noted' => 1 ], $this->restOk( 'POST', 'payments', [ 'entryIds' => [ $entry->id ], 'done' => true ] ) );
		self::assertSame( [], $this->listed() );
		self::assertSame( [ $entry->id ], $this->listed( [ 'kind' => 'entered' ] ) );
		self::assertCount( 1, $this->stepsSaying( $order->get_id(), 'The payment of ' . Words::amount( $entry->total ) . " was entered in SORS for $entry->documentNumber." ) );
		self::assertSame( [ 'noted' => 0 ], $this->restOk( 'POST', 'payments', [ 'entryIds' => [ $entry->id ], 'done' => true ] ), 'Somebody else was faster.' );
		self::assertSame( $entry->total, $this->sale( $order->get_id() )->paidByHand );

		self::assertSame( [ 'noted' => 1 ], $this->restOk( 'POST', 'payments', [ 'entryIds' => [ $entry->id ], 'done' => false ] ) );
		self::assertSame( [ $entry->id ], $this->listed() );
		self::assertSame( [ 1, 'open' ], [ count( $this->documents() ), $this->documents()[0]['status'] ], 'Nothing of it reached SORS from here.' );
	}

	public function testWhatTheDocumentSaysItselfIsNoLatePayment(): void {
		$order = $this->bankOrder( 'processing' );
		$this->work();
		self::assertNotNull( $this->freshOrder( $order->get_id() )->get_date_paid() );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		self::assertSame( [], $this->listed() );
	}

	public function testAnOrderWithoutAPriceHasNothingToPay(): void {
		$order = $this->bankOrder( 'processing' );
		foreach ( self::lines( $order ) as $item ) {
			self::saved( $item, [ 'subtotal' => '0', 'total' => '0' ] );
		}
		$order->calculate_totals();
		$order->save();
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, '0' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->paidAmount ] );
		self::assertSame( [], $this->listed() );
	}

	/** As staff make them in wp-admin: WooCommerce notes a payment as soon as they are moved on. */
	public function testAnOrderWithoutAGatewayIsPaidOnlyByATransaction(): void {
		$order = $this->bankOrder( 'processing', '' );
		$this->work();
		$sale  = $this->sale( $order->get_id() );
		$order = $this->freshOrder( $order->get_id() );
		self::assertNotNull( $order->get_date_paid() );
		self::assertSame( [ OutboxEntry::SENT, '0' ], [ $sale->state, $sale->paidAmount ] );
		self::assertSame( [], $this->listed() );
		self::saved( $order, [ 'transaction_id' => 'TR-1' ] );
		self::assertSame( [ $sale->id ], $this->listed() );
	}

	public function testTheOwnerSaysWhenAWayToPayCountsAsPaid(): void {
		$this->configure( [ 'paidByGateway' => [ 'cod' => 'payment', 'bacs' => 'never', 'preuzmi' => 'completion' ] ] );
		$sold = [];
		foreach ( [ 'cod', 'bacs', 'preuzmi' ] as $gateway ) {
			$order            = $this->bankOrder( 'on-hold', $gateway );
			$sold[ $gateway ] = $order->get_id();
		}
		$this->work();
		$listed = fn(): array => array_keys( array_intersect( array_map( fn( int $id ): int => $this->sale( $id )->id, $sold ), $this->listed() ) );
		self::assertSame( [], $listed() );
		foreach ( $sold as $id ) {
			self::assertTrue( $this->freshOrder( $id )->payment_complete() );
		}
		foreach ( [ 'cod', 'bacs', 'preuzmi' ] as $gateway ) {
			$this->freshOrder( $sold[ $gateway ] )->update_status( 'processing' );
		}
		self::assertSame( [ 'cod' ], $listed() );
		foreach ( $sold as $id ) {
			$this->freshOrder( $id )->update_status( 'completed' );
		}
		self::assertSame( [ 'cod', 'preuzmi' ], $listed() );
	}

	public function testACancelledOrderHasNothingToEnter(): void {
		$order = $this->paidOrder();
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		self::assertSame( [], $this->listed(), 'Before the document is cancelled.' );
		$this->work();
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $order->get_id() )->state );
		self::assertSame( [], $this->listed() );
	}

	/** A hurried owner's, or a chargeback's: the date of payment stays. */
	public function testAnOrderThatIsOnHoldAgainIsNotPaid(): void {
		$order = $this->paidOrder();
		$this->freshOrder( $order->get_id() )->update_status( 'on-hold' );
		self::assertNotNull( $this->freshOrder( $order->get_id() )->get_date_paid() );
		self::assertSame( [], $this->listed() );
	}

	/** Of the one that is gone, that is: the other is unpaid. */
	public function testAnotherDocumentThatIsTakenOverIsNotPaid(): void {
		$order = $this->paidOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->restOk( 'POST', 'payments', [ 'entryIds' => [ $sale->id ], 'done' => true ] );
		$this->anotherDocument( $sale );
		$now = $this->sale( $order->get_id() );
		self::assertNotSame( $sale->documentId, $now->documentId );
		self::assertNull( $now->paidByHand );
		self::assertStringContainsString( "entered in SORS for $sale->documentNumber", implode( "\n", $this->notes( $order->get_id() ) ) );
		self::assertSame( [ $sale->id ], $this->listed(), 'A person has to enter it for the other one.' );
	}

	/** Its worker writes the number on the order: until then nothing is said of it. */
	public function testADocumentThatAWorkerHoldsIsTakenOverLater(): void {
		$order = $this->paidOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->restOk( 'POST', 'payments', [ 'entryIds' => [ $sale->id ], 'done' => true ] );
		self::assertNotNull( OutboxTable::claim( $sale->id, false ) );
		$this->anotherDocument( $sale );
		self::assertSame( [ $sale->documentId, $sale->total ], [ $this->sale( $order->get_id() )->documentId, $this->sale( $order->get_id() )->paidByHand ] );
		self::assertStringNotContainsString( 'Take it back', implode( "\n", $this->notes( $order->get_id() ) ) );
	}

	public function testADocumentThatIsToBeReplacedCarriesThePaymentItself(): void {
		$order = $this->paidOrder();
		$this->changeQuantity( $order->get_id(), 5 );
		ChangedOrders::sweep();
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'replace' );
		self::assertSame( [], $this->listed(), 'Before the next one is made.' );
		$this->work();
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ 2, OutboxEntry::SENT, $sale->total ], [ $sale->revision, $sale->state, $sale->paidAmount ] );
		self::assertSame( [], $this->listed() );
	}

	public function testAPaymentOfACancelledDocumentIsToBeTakenBack(): void {
		$order = $this->paidOrder();
		$entry = $this->sale( $order->get_id() );
		$this->restOk( 'POST', 'payments', [ 'entryIds' => [ $entry->id ], 'done' => true ] );
		$this->handleAs( 'cancelled', $order );
		$payment = $this->restOk( 'GET', 'payments' )['items'][0];
		self::assertSame( [ 'takeBack', $entry->id, $entry->total ], [ $payment['kind'], $payment['entryId'], $payment['amount'] ] );
		self::assertStringContainsString( 'Take it back there', implode( "\n", $this->notes( $order->get_id() ) ) );
		self::assertSame( [ 'bad' ], array_column( $this->stepsSaying( $order->get_id(), 'Take it back there' ), 'tone' ) );
		$this->restOk( 'POST', 'payments', [ 'entryIds' => [ $entry->id ], 'done' => true ] );
		self::assertSame( [], $this->listed() );
	}

	public function testWhatSomebodyEnteredInSorsIsSeenByTheDailyComparison(): void {
		$order = $this->paidOrder();
		$entry = $this->sale( $order->get_id() );
		$this->services->reconciliation()->run();
		self::assertSame( [ $entry->id ], $this->listed(), 'It is still unpaid there.' );
		$this->compareAfter( [ 'do' => 'setDocument', 'number' => $entry->documentNumber, 'set' => [ 'paidAmount' => (float) $entry->total ] ] );
		$this->services->reconciliation()->run();
		self::assertSame( [ [], [ $entry->id ] ], [ $this->listed(), $this->listed( [ 'kind' => 'entered' ] ) ] );
		self::assertSame( [ 'neutral' ], array_column( $this->stepsSaying( $order->get_id(), "of $entry->documentNumber, " . Words::amount( $entry->total ) . ' are paid' ), 'tone' ), 'once' );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( 'takeBack', $this->restOk( 'GET', 'payments' )['items'][0]['kind'] );
	}

	public function testOfAPartThatSomebodyEnteredInSorsTheRestIsToBeEntered(): void {
		$order = $this->paidOrder();
		$entry = $this->sale( $order->get_id() );
		$this->enteredInSors( $entry, 100 );
		$this->services->reconciliation()->run();
		$payment = $this->restOk( 'GET', 'payments' )['items'][0];
		self::assertSame( [ 'enter', (float) $entry->total - 100 ], [ $payment['kind'], (float) $payment['amount'] ] );
		self::assertSame( [], $this->listed( [ 'kind' => 'entered' ] ) );
		self::assertCount( 1, $this->stepsSaying( $order->get_id(), "of $entry->documentNumber, " . Words::amount( '100' ) . ' are paid' ), 'once' );
		$this->restOk( 'POST', 'payments', [ 'entryIds' => [ $entry->id ], 'done' => true ] );
		self::assertSame( [ [], [ $entry->id ] ], [ $this->listed(), $this->listed( [ 'kind' => 'entered' ] ) ] );
		self::assertSame( $entry->total, $this->sale( $order->get_id() )->paidByHand );
	}

	public function testWhatIsMissingToAParaIsNoRest(): void {
		$entry = $this->sale( $this->paidOrder()->get_id() );
		$this->enteredInSors( $entry, (float) $entry->total - 0.01 );
		self::assertSame( [ [], [ $entry->id ] ], [ $this->listed(), $this->listed( [ 'kind' => 'entered' ] ) ] );
	}

	/** A person says so while SORS is asked. */
	public function testWhatAPersonSaidMeanwhileStays(): void {
		$order = $this->paidOrder();
		$entry = $this->sale( $order->get_id() );
		$said  = function ( $response ) use ( $entry ) {
			OutboxTable::update( $entry->id, [ 'paid_by_hand' => '77' ] );
			return $response;
		};
		add_filter( 'http_response', $said );
		$this->enteredInSors( $entry, (float) $entry->total );
		remove_filter( 'http_response', $said );
		self::assertSame( '77', $this->sale( $order->get_id() )->paidByHand );
		self::assertSame( [], $this->stepsSaying( $order->get_id(), 'are paid' ) );
	}

	public function testAnOrderOfWhichAllWasRefundedOwesNothing(): void {
		add_filter( 'woocommerce_order_fully_refunded_status', '__return_empty_string' );
		$order = $this->paidOrder();
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => (string) $order->get_total() ] );
		self::assertSame( 'processing', $this->freshOrder( $order->get_id() )->get_status() );
		self::assertSame( [], $this->listed() );
	}

	public function testOfADocumentFromBeforeTheComparisonTellsWhatWasPaid(): void {
		$unpaid = $this->sale( $this->paidOrder()->get_id() );
		$order  = $this->bankOrder( 'processing' );
		$this->work();
		$paid = $this->sale( $order->get_id() );
		foreach ( [ $unpaid, $paid ] as $entry ) {
			OutboxTable::update( $entry->id, [ 'paid_amount' => null ] );
		}
		self::assertSame( [], $this->listed() );
		$this->services->reconciliation()->run();
		self::assertSame( [ $unpaid->id ], $this->listed() );
		self::assertSame( $paid->total, $this->sale( $order->get_id() )->paidAmount );
		self::assertNull( $this->sale( $order->get_id() )->paidByHand );
	}

	/** Its document is over less, until it is replaced. */
	public function testOfAnOrderThatGrewItsDocumentIsEntered(): void {
		$order = $this->paidOrder();
		$this->changeQuantity( $order->get_id(), 5 );
		self::assertSame( $this->sale( $order->get_id() )->total, $this->restOk( 'GET', 'payments' )['items'][0]['amount'] );
	}

	public function testRefundsAreNoPayment(): void {
		$order = $this->paidOrder();
		$total = (float) $order->get_total();
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => '100' ] );
		self::assertSame( $total - 100, (float) $this->restOk( 'GET', 'payments' )['items'][0]['amount'] );
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => (string) ( $total - 100 ) ] );
		self::assertSame( 'refunded', $this->freshOrder( $order->get_id() )->get_status() );
		self::assertSame( [], $this->listed() );
	}

	public function testItIsFoundByItsOrderAndByItsDocument(): void {
		$this->paidOrder();
		$entry = $this->sale( $this->paidOrder()->get_id() );
		self::assertCount( 2, $this->listed() );
		foreach ( [ "#$entry->orderId", (string) $entry->documentNumber ] as $search ) {
			self::assertSame( [ $entry->id ], $this->listed( compact( 'search' ) ) );
		}
		self::assertSame( [], $this->listed( [ 'search' => '100% %s' ] ) );
	}

	public function testWhereDocumentsDoNotSayWhatWasPaidNothingIsGuessed(): void {
		$this->without( [ 'entities.document.paidAmount', 'types.document.paidAmount' ] );
		$order = $this->paidOrder();
		self::assertNull( $this->sale( $order->get_id() )->paidAmount );
		$payments = $this->services->latePayments();
		self::assertSame( [ false, 0 ], [ $payments->areKnown(), $payments->page( [] )['total'] ] );
	}

	public function testOtherDecimalsDoNotKeepAPaymentOpen(): void {
		update_option( 'woocommerce_price_num_decimals', '2' );
		$order = $this->bankOrder( 'on-hold' );
		self::saved( self::lines( $order )[0], [ 'props' => [ 'subtotal' => '1000.4', 'total' => '1000.4' ] ] );
		$order->calculate_totals();
		$order->save();
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		$this->freshOrder( $order->get_id() )->payment_complete();
		update_option( 'woocommerce_price_num_decimals', '0' );
		wp_cache_flush();
		self::assertSame( round( (float) $order->get_total() ), (float) $this->freshOrder( $order->get_id() )->get_total(), 'As WooCommerce gives it.' );
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ $sale->total ], array_column( $this->restOk( 'GET', 'payments' )['items'], 'amount' ) );
		self::assertNotSame( (string) (int) $sale->total, $sale->total );
		$this->restOk( 'POST', 'payments', [ 'entryIds' => [ $sale->id ], 'done' => true ] );
		self::assertSame( [ [], [ $sale->id ] ], [ $this->listed(), $this->listed( [ 'kind' => 'entered' ] ) ] );
	}

	public function testOfAnOrderPartlyPaidByAGiftCardTheRestIsListedUntilItIsEntered(): void {
		$order = $this->bankOrder( 'on-hold' );
		self::saved( $order, [ '_ywgc_applied_gift_cards' => [ 'KOD-1' => '500' ], 'total' => (string) ( $order->get_total() - 500 ) ] );
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertEquals( 500, $this->documents()[0]['paidAmount'] );
		self::assertSame( [], $this->listed() );
		$this->freshOrder( $order->get_id() )->payment_complete();
		self::assertEquals( (float) $sale->total - 500, $this->restOk( 'GET', 'payments' )['items'][0]['amount'] );
		$this->enteredInSors( $sale, 800.0 );
		self::assertEquals( (float) $sale->total - 800, $this->restOk( 'GET', 'payments' )['items'][0]['amount'] );
		$this->restOk( 'POST', 'payments', [ 'entryIds' => [ $sale->id ], 'done' => true ] );
		self::assertSame( [ [], [ $sale->id ] ], [ $this->listed(), $this->listed( [ 'kind' => 'entered' ] ) ] );
	}

	/** A copy must not have its people enter what belongs to the original. */
	public function testACopyKnowsNoPaymentsOfTheOriginal(): void {
		$order = $this->paidOrder();
		$this->restOk( 'POST', 'payments', [ 'entryIds' => [ $this->sale( $order->get_id() )->id ], 'done' => true ] );
		$this->paidOrder();
		OutboxTable::disown();
		self::assertSame( [], $this->listed() );
		$this->outbox->send( [ $order->get_id() ] );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $order->get_id() )->state );
		self::assertStringNotContainsString( 'Take it back there', implode( "\n", $this->notes( $order->get_id() ) ), 'Nobody entered a payment for this one.' );
	}

	/** With the same reference, in place of the one that is cancelled. */
	private function anotherDocument( OutboxEntry $sale ): void {
		$this->services->api()->createDocument( self::DATABASE, (string) $sale->kind, (string) $sale->body );
		$this->services->api()->cancelDocument( self::DATABASE, (string) $sale->documentId );
		$this->services->reconciliation()->run();
	}

	private function bankOrder( string $status, string $gateway = 'bacs' ): \WC_Order {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ], 'pending' );
		self::saved( $order, [ 'payment_method' => $gateway, 'status' => $status ] );
		return $order;
	}

	/** Sent while it was on hold. */
	private function unpaidOrder(): \WC_Order {
		$order = $this->bankOrder( 'on-hold' );
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $sale->state, (string) $sale->errorMessage );
		return $order;
	}

	private function paidOrder(): \WC_Order {
		$order = $this->unpaidOrder();
		$this->freshOrder( $order->get_id() )->payment_complete();
		return $this->freshOrder( $order->get_id() );
	}

	private function enteredInSors( OutboxEntry $entry, float $paid ): void {
		$this->compareAfter( [ 'do' => 'setDocument', 'number' => $entry->documentNumber, 'set' => [ 'paidAmount' => $paid ] ] );
	}

	/** @return list<int> Entries. */
	private function listed( array $query = [] ): array {
		$answer = $this->restOk( 'GET', 'payments', $query );
		self::assertSame( count( $answer['items'] ), $answer['total'] );
		return array_column( $answer['items'], 'entryId' );
	}

	private function stepsSaying( int $orderId, string $words ): array {
		return array_values( array_filter( $this->restOk( 'GET', "orders/$orderId" )['story'], static fn( array $step ): bool => false !== strpos( $step['text'], $words ) ) );
	}
}
