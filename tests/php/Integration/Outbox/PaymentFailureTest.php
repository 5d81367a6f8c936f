<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Tests\Site\FailingStatements;

'cli' === PHP_SAPI || exit;

/**
 * Whatever is wrong with payments, documents go on.
 *
 * @group real-store
 */
final class PaymentFailureTest extends PaymentTestCase {

	/** @return array<string, array{string, array<string, mixed>, string}> Operation, what it answers, and what becomes of the payment. */
	public function failures(): array {
		$status = static fn( int $status ): array => [ 'kind' => 'status', 'status' => $status ];
		return [
			'the key may not record payments'  => [ 'recordPayment', $status( 403 ), OutboxEntry::REJECTED ],
			'the key is refused'               => [ 'recordPayment', $status( 401 ), OutboxEntry::WAITING ],
			'too many payments'                => [ 'recordPayment', $status( 429 ) + [ 'retryAfter' => 900 ], OutboxEntry::WAITING ],
			'a fault'                          => [ 'recordPayment', $status( 500 ), OutboxEntry::SENDING ],
			'silence'                          => [ 'recordPayment', $status( 504 ), OutboxEntry::SENDING ],
			'documents cannot be read'         => [ 'getDocument', [ 'kind' => 'html' ], OutboxEntry::WAITING ],
			'a fault while one is read'        => [ 'getDocument', $status( 500 ), OutboxEntry::WAITING ],
			'the key may not ask for payments' => [ 'findPayments', $status( 403 ), OutboxEntry::REJECTED ],
			'a fault while one is asked for'   => [ 'findPayments', $status( 500 ), OutboxEntry::WAITING ],
		];
	}

	/**
	 * @dataProvider failures
	 *
	 * @param array<string, mixed> $fault
	 */
	public function testItStopsNoDocument( string $operation, array $fault, string $becomes ): void {
		$orders = [ $this->unpaidOrder(), $this->unpaidOrder(), $this->unpaidOrder(), $this->unpaidOrder() ];
		foreach ( $orders as $order ) {
			$this->freshOrder( $order->get_id() )->payment_complete();
		}
		$this->services->sweep()->run();
		$this->fault( $operation, $fault, 99 );
		$this->work();
		self::assertSame( $becomes, $this->firstTried( $orders )->state );
		$this->pass( 31 );
		$this->work();
		$next = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->work();
		self::assertSame( [ null, false, OutboxEntry::SENT ], [ $this->outbox->paused(), get_option( 'sors_outbox_pause' ), $this->sale( $next->get_id() )->state ], (string) $this->sale( $next->get_id() )->errorMessage );
		self::assertSame( [], $this->recorded() );
	}

	/** Each would be in doubt as well. */
	public function testPaymentsThatMeetWithSilenceAreNotSentOneAfterTheOther(): void {
		$orders = [ $this->unpaidOrder(), $this->unpaidOrder(), $this->unpaidOrder(), $this->unpaidOrder(), $this->unpaidOrder() ];
		foreach ( $orders as $order ) {
			$this->freshOrder( $order->get_id() )->payment_complete();
		}
		$this->services->sweep()->run();
		$this->fault( 'recordPayment', [ 'kind' => 'status', 'status' => 504 ], 99 );
		$this->work();
		$states = array_map( fn( \WC_Order $order ): string => $this->payment( $order->get_id() )->state, $orders );
		self::assertSame( [ 3, 2 ], [ count( array_keys( $states, OutboxEntry::SENDING, true ) ), count( array_keys( $states, OutboxEntry::QUEUED, true ) ) ] );
	}

	public function testDocumentsComeFirst(): void {
		$paid = [ $this->unpaidOrder(), $this->unpaidOrder(), $this->unpaidOrder() ];
		foreach ( $paid as $order ) {
			$this->freshOrder( $order->get_id() )->payment_complete();
		}
		$this->services->sweep()->run();
		$next = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->work( 1 );
		self::assertSame( [ OutboxEntry::SENT, [] ], [ $this->sale( $next->get_id() )->state, $this->recorded() ] );
	}

	/** A document that cannot be read keeps its own payment back, and after some tries a person is asked. */
	public function testOneThatCannotBePreparedIsLeftToAPersonInTheEnd(): void {
		$order = $this->paidOrder();
		$this->fault( 'getDocument', [ 'kind' => 'html' ], 99 );
		$this->work();
		self::assertSame( [ OutboxEntry::WAITING, [] ], [ $this->payment( $order->get_id() )->state, $this->listed() ] );
		for ( $tries = 0; $tries < 6; $tries++ ) {
			$this->pass( 4600 );
			$this->work();
		}
		self::assertSame( [ OutboxEntry::REJECTED, null ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->nextAttemptAt ] );
		self::assertSame( [ $this->sale( $order->get_id() )->id ], $this->listed() );
	}

	/** @return array<string, array{string, int}> Operation, and the status that it answers. */
	public function lastingFailures(): array {
		return [
			'a fault while one is asked for' => [ 'findPayments', 500 ],
			'a fault while one is read'      => [ 'getDocument', 500 ],
			'the key is refused'             => [ 'recordPayment', 401 ],
			'too many payments'              => [ 'recordPayment', 429 ],
		];
	}

	/**
	 * Also those behind it, which are not even tried.
	 *
	 * @dataProvider lastingFailures
	 */
	public function testAfterADayAPersonIsAsked( string $operation, int $status ): void {
		$orders = [ $this->unpaidOrder(), $this->unpaidOrder() ];
		foreach ( $orders as $order ) {
			$this->freshOrder( $order->get_id() )->payment_complete();
		}
		$this->services->sweep()->run();
		$sales = array_map( fn( \WC_Order $order ): int => $this->sale( $order->get_id() )->id, $orders );
		$this->fault( $operation, [ 'kind' => 'status', 'status' => $status ], 999 );
		$this->work();
		$this->createdAgo( $orders, 23 * HOUR_IN_SECONDS );
		$this->services->sweep()->run();
		self::assertSame( [], $this->listed() );
		$this->createdAgo( $orders, 25 * HOUR_IN_SECONDS );
		$this->services->sweep()->run();
		self::assertEqualsCanonicalizing( $sales, $this->listed() );
		foreach ( $orders as $order ) {
			self::assertSame( [ OutboxEntry::REJECTED, null ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->nextAttemptAt ] );
			self::assertSame( [ 'Send again' => 'send', 'Done by hand in SORS' => 'acknowledged' ], $this->buttons( $order->get_id() ) );
			self::assertOneSaying( 'For a day SORS has not taken this payment', $this->notes( $order->get_id() ) );
		}
		$this->services->sweep()->run();
		$this->pass( 7200 );
		$this->work();
		self::assertSame( [], $this->recorded() );
	}

	/** What may have arrived is looked up, and what is not due any more is nobody's business. */
	public function testAfterADayNobodyIsAskedInVain(): void {
		$lost = $this->lostPayment( self::BEFORE );
		$dead = $this->paidOrder();
		$this->freshOrder( $dead->get_id() )->update_status( 'on-hold' );
		$this->createdAgo( [ $lost, $dead ], 25 * HOUR_IN_SECONDS );
		$this->services->entries()->update( $this->payment( $lost->get_id() )->id, [ 'state' => OutboxEntry::WAITING ] );
		$this->services->sweep()->run();
		self::assertSame( [ OutboxEntry::WAITING, OutboxEntry::QUEUED ], [ $this->payment( $lost->get_id() )->state, $this->payment( $dead->get_id() )->state ] );
	}

	/** The day begins anew. */
	public function testOneThatIsTakenUpAgainIsTriedAgain(): void {
		$order = $this->paidOrder();
		$this->freshOrder( $order->get_id() )->update_status( 'on-hold' );
		$this->work();
		$this->createdAgo( [ $order ], 25 * HOUR_IN_SECONDS );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		$this->pass( 3700 );
		$this->services->sweep()->run();
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, 1 ], [ $this->payment( $order->get_id() )->state, count( $this->recorded() ) ] );
	}

	/** @param list<\WC_Order> $orders */
	private function createdAgo( array $orders, int $seconds ): void {
		foreach ( $orders as $order ) {
			$this->services->entries()->update( $this->payment( $order->get_id() )->id, [ 'created_at' => gmdate( 'Y-m-d H:i:s', time() - $seconds ) ] );
		}
	}

	/** A person may have entered it by then. */
	public function testOneThatWasRefusedIsSentAgainByAPersonAlone(): void {
		$this->fault( 'recordPayment', [ 'kind' => 'refuse', 'code' => 'KASA', 'message' => 'Kasa je zatvorena.' ] );
		$order = $this->paidOrder();
		$this->work();
		self::assertSame( [ $this->sale( $order->get_id() )->id ], $this->listed() );
		$this->services->intake()->wake( $order->get_id() );
		$this->services->entries()->retryRejected();
		$this->services->entries()->recheckRejected();
		$this->services->entries()->wakePayment( $this->sale( $order->get_id() ) );
		$this->pass( 7200 );
		$this->services->sweep()->run();
		$this->work();
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, 'KASA', null, 1, [] ], [ $entry->state, $entry->errorCode, $entry->nextAttemptAt, $entry->attempts, $this->recorded() ] );
	}

	/** Another worker cancelled the document while the payment was on its way. */
	public function testOneThatIsRefusedBecauseItsDocumentIsGoneIsSettled(): void {
		$order  = $this->paidOrder();
		$sale   = $this->sale( $order->get_id() );
		$cancel = function ( $response, $arguments, string $url ) use ( $sale ) {
			if ( false !== strpos( (string) wp_json_encode( $arguments['body'] ?? '' ), '-payment-1' ) ) {
				$this->services->entries()->update( $sale->id, [ 'state' => OutboxEntry::CANCELLED ] );
			}
			return $response;
		};
		$this->fault( 'recordPayment', [ 'kind' => 'refuse', 'code' => 'CANCELLED', 'message' => 'Dokument je storniran.' ] );
		add_filter( 'http_response', $cancel, 10, 3 );
		$this->work();
		remove_filter( 'http_response', $cancel );
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $order->get_id() )->state );
		self::assertSame( [ OutboxEntry::SKIPPED, 'not_due' ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode ] );
	}

	/** "Done by hand" of a document that is gone is no payment that would have to be taken back. */
	public function testWhatWasRefusedForADocumentThatIsGoneIsNotCounted(): void {
		$this->fault( 'recordPayment', [ 'kind' => 'refuse', 'code' => 'KASA', 'message' => 'Kasa je zatvorena.' ] );
		$order = $this->paidOrder();
		$this->work();
		$this->services->entries()->update( $this->sale( $order->get_id() )->id, [ 'state' => OutboxEntry::CANCELLED ] );
		$this->outbox->resolve( $this->payment( $order->get_id() )->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( [ null, [] ], [ $this->sale( $order->get_id() )->paidByHand, $this->listed( 'takeBack' ) ] );
	}

	public function testThePaymentIsNoOrderThatWasNotSent(): void {
		$this->fault( 'recordPayment', [ 'kind' => 'refuse', 'code' => 'KASA', 'message' => 'Kasa je zatvorena.' ] );
		$refused = $this->paidOrder();
		$this->work();
		$unclear = $this->paidOrder();
		$this->work();
		$this->services->entries()->update( $this->payment( $unclear->get_id() )->id, [ 'state' => OutboxEntry::UNCERTAIN ] );
		$report = $this->services->reconciliationReport()->make( [] );
		self::assertSame( [ 0, 0, [] ], [ $report['counts']['notSent'], $report['counts']['uncertain'], $report['items'] ] );
		self::assertSame( OutboxEntry::REJECTED, OrderQueries::leading( ( new OutboxTable() )->ofOrder( $refused->get_id() ) )->state, 'A person is asked all the same.' );
	}

	/** An open payment moves no goods. */
	public function testTheLedgerSettlesAnOrderWhosePaymentIsOpen(): void {
		$this->fault( 'recordPayment', [ 'kind' => 'refuse', 'code' => 'KASA', 'message' => 'Kasa je zatvorena.' ] );
		$order = $this->paidOrder();
		$this->work();
		global $wpdb;
		$wpdb->query( 'UPDATE ' . OutboxTable::name() . " SET updated_at = DATE_SUB(updated_at, INTERVAL 1 HOUR) WHERE role = 'sale'" );
		self::assertSame( 1, $this->services->ledger()->settle() );
		self::assertSame( OutboxEntry::SETTLED, $wpdb->get_var( $wpdb->prepare( 'SELECT settlement FROM ' . OutboxTable::name() . " WHERE order_id = %d AND role = 'sale'", $order->get_id() ) ) );
	}

	/** Read as "nothing was refunded", more would be recorded than the shop holds. */
	public function testWhereWhatWasRefundedCannotBeReadItIsRecordedLater(): void {
		$order = $this->unpaidOrder();
		$this->freshOrder( $order->get_id() )->payment_complete();
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => '100' ] );
		$this->work();
		$this->services->sweep()->run();
		OrderReader::forget();
		FailingStatements::begin( static fn( string $query ): bool => 1 === preg_match( '/SUM\(.*(_refund_amount|shop_order_refund)/s', $query ) && false === strpos( $query, 'sors_' ) );
		$this->work();
		FailingStatements::end();
		self::assertSame( [], $this->recorded() );
		$this->workForAnHour();
		self::assertEquals( [ (float) $order->get_total() - 100 ], array_column( $this->recorded(), 'amount' ) );
	}

	/** @param list<\WC_Order> $orders */
	private function firstTried( array $orders ): OutboxEntry {
		foreach ( $orders as $order ) {
			$entry = $this->payment( $order->get_id() );
			if ( OutboxEntry::QUEUED !== $entry->state || null !== $entry->errorCode ) {
				return $entry;
			}
		}
		self::fail( 'None was tried.' );
	}
}
