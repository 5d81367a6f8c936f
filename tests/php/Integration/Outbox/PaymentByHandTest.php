<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\Heartbeat;
use SorsApi\Plugin;

'cli' === PHP_SAPI || exit;

/**
 * What is left to a person is in the list, and stays there.
 *
 * @group real-store
 */
final class PaymentByHandTest extends PaymentTestCase {

	/** @return array<string, array{bool}> Whether an invoice was made from it. */
	public function closedDocuments(): array {
		return [
			'since an invoice stands in its place' => [ true ],
			'too old for the daily comparison'     => [ false ],
		];
	}

	/** @dataProvider closedDocuments */
	public function testThatOfADocumentThatSorsHasClosedIsListedOnce( bool $isFollowed ): void {
		$order = $this->unpaidOrder();
		$sale  = $this->sale( $order->get_id() );
		if ( $isFollowed ) {
			$this->patch( [ 'do' => 'followDocument', 'number' => $sale->documentNumber, 'kind' => 'invoice', 'as' => 'FAK-1' ] );
		} else {
			$this->services->entries()->update( $sale->id, [ 'document_date' => gmdate( 'Y-m-d', time() - 40 * DAY_IN_SECONDS ) ] );
		}
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $sale->documentNumber ] );
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		$this->work();
		for ( $hours = 0; $hours < 3; $hours++ ) {
			$this->pass( 3700 );
			$this->services->sweep()->run();
			$this->work();
		}
		$payment = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::SKIPPED, 'document_closed', [] ], [ $payment->state, $payment->errorCode, $this->recorded() ] );
		self::assertSame( [ $sale->id ], $this->listed() );
		self::assertCount( 1, ( new History() )->of( $payment->id ) );
		self::assertSame( [ "neutral: Payment for $sale->documentNumber: to be entered in SORS by hand" ], $this->steps( $order->get_id() ) );
	}

	/** SORS discounts some buyers by itself: recording all of the order's money would pay more than the document. */
	public function testThatOfADocumentOverAnotherAmountIsLeftToAPerson(): void {
		$order = $this->unpaidOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'setDocument', 'number' => $sale->documentNumber, 'set' => [ 'total' => (float) $sale->total - 37.5 ] ] );
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		$this->work();
		$payment = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::SKIPPED, 'document_differs', [] ], [ $payment->state, $payment->errorCode, $this->recorded() ] );
		self::assertSame( [ $sale->id ], $this->listed() );
	}

	/** The goods left, and SORS said so: that is no word of the money, whatever gateway staff wrote down since. */
	public function testCashOnDeliveryThatWeCompletedIsNotPaidByAnotherGateway(): void {
		$order = $this->cashOnDeliveryOrder( time() );
		$this->work();
		$sale  = $this->sale( $order->get_id() );
		$order = $this->freshOrder( $order->get_id() );
		$order->set_payment_method( 'bacs' );
		$order->set_status( 'completed' );
		$order->save();
		$this->services->entries()->update( $sale->id, [ 'completes' => OutboxEntry::COMPLETED ] );
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, 'gateway_changed', [] ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode, $this->recorded() ] );
		self::assertSame( [ $sale->id ], $this->listed() );
	}

	/** The bookkeeper may enter it from the list, and say nothing here: the next day the order has a status that is paid. */
	public function testWhatWasOnceListedIsNeverRecordedLater(): void {
		$statuses = static fn( array $all ): array => $all + [ 'wc-partially-paid' => 'Partially paid' ];
		$part     = static fn(): string => 'partially-paid';
		add_filter( 'wc_order_statuses', $statuses );
		add_filter( 'woocommerce_payment_complete_order_status', $part );
		try {
			$order = $this->unpaidOrder();
			$sale  = $this->sale( $order->get_id() );
			$this->freshOrder( $order->get_id() )->payment_complete();
			self::assertSame( [], $this->listed(), 'Its status may be in passing.' );
			$this->services->sweep()->run();
			$this->services->sweep()->run();
			self::assertSame( [ $sale->id ], $this->listed() );
			self::assertCount( 1, ( new History() )->of( $this->payment( $order->get_id() )->id ) );
			$this->freshOrder( $order->get_id() )->update_status( 'completed' );
			for ( $hours = 0; $hours < 2; $hours++ ) {
				$this->pass( 3700 );
				$this->services->sweep()->run();
				$this->work();
			}
		} finally {
			remove_filter( 'wc_order_statuses', $statuses );
			remove_filter( 'woocommerce_payment_complete_order_status', $part );
		}
		self::assertSame( [ OutboxEntry::SKIPPED, 'by_hand', [] ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode, $this->recorded() ] );
		self::assertSame( [ $sale->id ], $this->listed() );
		self::assertSame( [ "neutral: Payment for $sale->documentNumber: to be entered in SORS by hand" ], $this->steps( $order->get_id() ) );
		$this->services->latePayments()->note( [ $sale->id ], true );
		self::assertSame( [], $this->listed() );
		self::assertCount( 1, $this->steps( $order->get_id() ), 'It says that it was entered, and no longer that it is to be.' );
	}

	/** @return array<string, array{array<string, string>}> What is known of its document. */
	public function followedDocuments(): array {
		return [
			'an invoice was made from it'    => [ [ 'outcome' => '["made invoice 77"]', 'made_id' => '77' ] ],
			'its fiscal receipt was issued'  => [ [ 'outcome' => '["receipt KZA475M8-12"]' ] ],
			'its receipt, without a number' => [ [ 'outcome' => '["fulfilled","receipt "]' ] ],
			'SORS says that it was invoiced'  => [ [ 'outcome' => '["invoiced"]' ] ],
		];
	}

	/**
	 * The till, or the bank's statement, may have closed what was made from it: of that, its own document says nothing.
	 *
	 * @dataProvider followedDocuments
	 *
	 * @param array<string, string> $columns
	 */
	public function testThatOfADocumentThatWentOnInSorsIsLeftToAPerson( array $columns ): void {
		$order = $this->unpaidOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->services->entries()->update( $sale->id, $columns );
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [ [ $sale->id ], [] ], [ $this->listed(), $this->recorded() ] );

		$queued = $this->paidOrder();
		$this->services->entries()->update( $this->sale( $queued->get_id() )->id, $columns );
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, [] ], [ $this->payment( $queued->get_id() )->state, $this->recorded() ] );
		$this->services->sweep()->run();
		self::assertContains( $this->sale( $queued->get_id() )->id, $this->listed() );
	}

	public function testGoodsThatCameBackAndWereHandedOverChangeNothing(): void {
		$order = $this->unpaidOrder();
		$this->services->entries()->update( $this->sale( $order->get_id() )->id, [ 'outcome' => '["fulfilled","made return 9"]' ] );
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		$this->work();
		self::assertCount( 1, $this->recorded() );
	}

	/** @return array<string, array{callable(): void}> */
	public function breaks(): array {
		return [
			'switched off and on'               => [
				static function (): void {
					( new Plugin() )->deactivate();
					( new Plugin() )->activate();
				},
			],
			'its folder had another name'       => [
				static function (): void {
					Heartbeat::write( time() - 2 * HOUR_IN_SECONDS, self::DATABASE );
					( new Plugin() )->activate();
				},
			],
			'nothing was at work for two days'  => [
				static function (): void {
					update_option( 'sors_payments_seen', time() - 2 * DAY_IN_SECONDS, false );
				},
			],
		];
	}

	/**
	 * Nobody had a list meanwhile, so they entered what came.
	 *
	 * @dataProvider breaks
	 */
	public function testWhatWasPaidWhileThePluginWasOffIsLeftToAPerson( callable $break ): void {
		$order  = $this->unpaidOrder();
		$queued = $this->paidOrder();
		foreach ( [ $order, $queued ] as $each ) {
			$each = $this->freshOrder( $each->get_id() );
			$each->payment_complete();
			$each->set_date_paid( time() - 2 );
			$each->save();
		}
		$break();
		$this->services->sweep()->run();
		$this->work();
		$this->pass( 3700 );
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [], $this->recorded() );
		self::assertEqualsCanonicalizing( [ $this->sale( $order->get_id() )->id, $this->sale( $queued->get_id() )->id ], $this->listed() );
		$this->recordedSince( time() - 5 );
		$next = $this->paidOrder();
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->payment( $next->get_id() )->state );
	}

	/** An update takes less than an hour. */
	public function testAShortBreakChangesNothing(): void {
		Heartbeat::write( time() - 600, self::DATABASE );
		update_option( 'sors_payments_seen', time() - 600, false );
		( new Plugin() )->activate();
		$order = $this->unpaidOrder();
		$order = $this->freshOrder( $order->get_id() );
		$order->payment_complete();
		$order->set_date_paid( time() - 2 );
		$order->save();
		$this->services->sweep()->run();
		$this->work();
		self::assertCount( 1, $this->recorded() );
	}

	/** The daily comparison takes another document for the one that is gone, while the payment of that one is in doubt. */
	public function testALostPaymentIsNotRepeatedForAnotherDocumentThanWasSent(): void {
		$order = $this->lostPayment( self::BEFORE );
		$this->trustPayments();
		$this->anotherDocument( $order );
		$this->workForAnHour( 20 );
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'amount_changed', 1, [] ], [ $entry->state, $entry->errorCode, $entry->attempts, $this->recorded() ] );
		self::assertSame( [ 'It is there' => 'acknowledged' ], $this->buttons( $order->get_id() ) );
		self::assertOneSaying( 'another document', $this->notes( $order->get_id() ) );
	}

	/**
	 * Whether or not SORS says of which document it is.
	 *
	 * @testWith [true]
	 *           [false]
	 */
	public function testALostPaymentOfTheFormerDocumentIsNoneOfTheOtherOne( bool $isTold ): void {
		$order = $this->lostPayment( self::AFTER );
		$this->trustPayments();
		$this->anotherDocument( $order );
		$untold = static function ( $response, $arguments, string $url ) {
			if ( is_array( $response ) && false !== strpos( $url, 'payments' ) ) {
				$response['body'] = preg_replace( '/"documentId":\s*"?[^",]*"?,/', '', $response['body'] );
			}
			return $response;
		};
		if ( ! $isTold ) {
			add_filter( 'http_response', $untold, 10, 3 );
		}
		$this->workForAnHour( 20 );
		remove_filter( 'http_response', $untold );
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'other_document', 1, null ], [ $entry->state, $entry->errorCode, $entry->attempts, $this->sale( $order->get_id() )->paidByHand ] );
		self::assertCount( 1, $this->recorded() );
		self::assertSame( [ 'It is there' => 'acknowledged' ], $this->buttons( $order->get_id() ) );
	}

	/** Its worker writes the number on the order: until then nothing is said of it. */
	public function testADocumentThatAWorkerHoldsIsTakenOverLater(): void {
		$order = $this->paidOrder();
		$this->work();
		$sale = $this->sale( $order->get_id() );
		$held = $this->services->entries()->claim( $sale->id, false );
		self::assertNotNull( $held );
		$this->anotherDocument( $order, false );
		self::assertSame( [ $sale->documentId, $sale->total ], [ $this->sale( $order->get_id() )->documentId, $this->sale( $order->get_id() )->paidByHand ] );
		self::assertSame( [], array_filter( $this->notes( $order->get_id() ), static fn( string $note ): bool => false !== strpos( $note, 'Take it back' ) ) );
	}

	private function anotherDocument( \WC_Order $order, bool $isTaken = true ): void {
		$sale = $this->sale( $order->get_id() );
		$this->services->api()->createDocument( self::DATABASE, (string) $sale->kind, (string) $sale->body );
		$this->services->api()->cancelDocument( self::DATABASE, (string) $sale->documentId );
		$this->services->reconciliation()->run();
		self::assertSame( $isTaken, $sale->documentId !== $this->sale( $order->get_id() )->documentId );
	}
}
