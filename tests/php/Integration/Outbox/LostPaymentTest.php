<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Outbox\DuePayments;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/**
 * A payment whose reply was lost is never recorded twice by guess.
 *
 * @group real-store
 */
final class LostPaymentTest extends PaymentTestCase {

	/** Ways to look one up: by its reference, and by what its document says was paid. */
	private const LOOK_UPS = [ [ [] ], [ [ 'findPayments' ] ] ];

	/** @return list<array{list<string>}> Operations that SORS lacks. */
	public function lookUps(): array {
		return self::LOOK_UPS;
	}

	/**
	 * @dataProvider lookUps
	 *
	 * @param list<string> $without
	 */
	public function testOneThatArrivedIsFound( array $without ): void {
		$this->withoutOperations( $without );
		$order = $this->lostPayment( self::AFTER );
		$this->pass( 31 );
		$this->work();
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND, 1 ], [ $entry->state, $entry->documentBy, $entry->attempts ], (string) $entry->errorMessage );
		self::assertCount( 1, $this->recorded() );
		self::assertSame( (float) $order->get_total(), (float) $this->sale( $order->get_id() )->paidByHand );
	}

	/**
	 * @dataProvider lookUps
	 *
	 * @param list<string> $without
	 */
	public function testOneThatDidNotArriveIsSentOnceMoreAfterTwoMissesThatAreTrusted( array $without ): void {
		$this->withoutOperations( $without );
		$order = $this->lostPayment( self::BEFORE );
		$body  = $this->payment( $order->get_id() )->body;
		$this->workForAnHour();
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENDING, 'lookup_untrusted', 1 ], [ $entry->state, $entry->errorCode, $entry->attempts ], 'It has shown none of ours yet.' );
		$this->paidOrder();
		$this->work();
		$this->workForAnHour( 20 );
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::ANSWERED, 2, $body ], [ $entry->state, $entry->documentBy, $entry->attempts, $entry->body ] );
		self::assertCount( 2, $this->recorded() );
	}

	public function testASearchThatIsNeverTrustedIsLeftToAPersonAfterADay(): void {
		$order = $this->lostPayment( self::BEFORE );
		for ( $hours = 0; $hours < 26; $hours++ ) {
			$this->workForAnHour( 2 );
			$this->pass( 2700 );
		}
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lookup_untrusted', 1 ], [ $entry->state, $entry->errorCode, $entry->attempts ] );
		self::assertSame( [], $this->recorded() );
	}

	public function testWithoutALookUpAPersonDecidesThatItIsThere(): void {
		$order = $this->uncertainPayment( self::AFTER );
		self::assertSame( [ 'It is there' => 'acknowledged', 'It is not there: send again' => 'resend' ], $this->buttons( $order->get_id() ) );
		self::assertSame( [ 'bad: Payment for ' . $this->sale( $order->get_id() )->documentNumber . ': uncertain' ], $this->steps( $order->get_id() ) );
		self::assertOneSaying( 'It is uncertain whether SORS has the payment of this order', $this->notes( $order->get_id() ) );
		self::assertSame( [], $this->listed(), 'To enter it by hand might be once too often.' );
		$entry = $this->payment( $order->get_id() );
		foreach ( [ fn() => $this->outbox->sendEntry( $entry->id ), fn() => $this->outbox->resolve( $entry->id, [ 'as' => 'sent', 'documentNumber' => 'U-1' ] ) ] as $never ) {
			try {
				$never();
				self::fail( 'It was taken.' );
			} catch ( OutboxRefused $refused ) {
				self::assertSame( OutboxEntry::UNCERTAIN, $this->payment( $order->get_id() )->state );
			}
		}
		$this->outbox->resolve( $entry->id, [ 'as' => 'acknowledged' ] );
		$this->services->sweep()->run();
		$this->workForAnHour();
		self::assertSame( [ OutboxEntry::SKIPPED, OutboxEntry::BY_OWNER ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->acknowledgedBy ] );
		self::assertSame( [ 1, [], [ $this->sale( $order->get_id() )->id ] ], [ count( $this->recorded() ), $this->listed(), $this->listed( 'entered' ) ] );
		// They were wrong after all: what may have arrived is not for the queue any more.
		$this->services->latePayments()->note( [ $this->sale( $order->get_id() )->id ], false );
		$this->services->sweep()->run();
		$this->workForAnHour();
		self::assertSame( [ 1, [ $this->sale( $order->get_id() )->id ] ], [ count( $this->recorded() ), $this->listed() ] );
	}

	public function testWithoutALookUpAPersonDecidesThatItIsNotThere(): void {
		$order = $this->uncertainPayment( self::BEFORE );
		$this->services->sweep()->run();
		$this->workForAnHour( 20 );
		self::assertSame( [ OutboxEntry::UNCERTAIN, [] ], [ $this->payment( $order->get_id() )->state, $this->recorded() ], 'Never by guess.' );
		$this->outbox->resolve( $this->payment( $order->get_id() )->id, [ 'as' => 'resend' ] );
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, 2 ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->attempts ] );
		self::assertCount( 1, $this->recorded() );
	}

	public function testOneThatAPersonWantsSentAgainIsLookedUpFirst(): void {
		$order = $this->lostPayment( self::AFTER );
		$this->services->entries()->update( $this->payment( $order->get_id() )->id, [ 'state' => OutboxEntry::UNCERTAIN, 'next_attempt_at' => null ] );
		$this->outbox->resolve( $this->payment( $order->get_id() )->id, [ 'as' => 'resend' ] );
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, 1, 1 ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->attempts, count( $this->recorded() ) ] );
	}

	public function testADoubleIsShownAndNotSentAgain(): void {
		$order = $this->lostPayment( self::AFTER );
		$entry = $this->payment( $order->get_id() );
		$this->services->api()->recordPayment( self::DATABASE, (string) $entry->body );
		$this->pass( 31 );
		$this->work();
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_several' ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode ] );
		self::assertSame( [ 'It is there' => 'acknowledged' ], $this->buttons( $order->get_id() ) );
		$this->expectException( OutboxRefused::class );
		$this->outbox->resolve( $entry->id, [ 'as' => 'resend' ] );
	}

	/** Where only the document can be read, somebody may have entered a part of it by hand. */
	public function testAnotherAmountIsLeftToAPerson(): void {
		$this->withoutOperations( [ 'findPayments' ] );
		$order = $this->lostPayment( self::BEFORE );
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->sale( $order->get_id() )->documentNumber, 'set' => [ 'paidAmount' => 100 ] ] );
		$this->pass( 31 );
		$this->work();
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_other' ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode ] );
		self::assertSame( [ 'It is there' => 'acknowledged' ], $this->buttons( $order->get_id() ) );
		$this->workForAnHour( 20 );
		self::assertSame( [], $this->recorded() );
	}

	public function testOneWhoseDocumentWasInvoicedMeanwhileIsLeftToAPerson(): void {
		$order = $this->lostPayment( self::BEFORE );
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->sale( $order->get_id() )->documentNumber, 'set' => [ 'invoiced' => true ] ] );
		$this->paidOrder();
		$this->work();
		$this->workForAnHour( 20 );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'amount_changed', 1 ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode, count( $this->recorded() ) ] );
	}

	/** The document was cancelled meanwhile: its payment is settled, and not repeated. */
	public function testOneThatBecameNeedlessIsSettled(): void {
		$order = $this->lostPayment( self::BEFORE );
		$this->trustPayments();
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->pass( 31 );
		$this->work();
		$this->workForAnHour( 20 );
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::CANCELLED, OutboxEntry::SKIPPED, DuePayments::UNCLEAR, 1 ], [ $this->sale( $order->get_id() )->state, $entry->state, $entry->errorCode, $entry->attempts ] );
		self::assertSame( [], $this->recorded() );
		self::assertOneSaying( 'If it is in SORS all the same, take it back there', $this->notes( $order->get_id() ) );
		self::assertSame( [ 'neutral: Payment for ' . $this->sale( $order->get_id() )->documentNumber . ': not sent again' ], $this->steps( $order->get_id() ) );
		self::assertSame( [], $this->buttons( $order->get_id() ) );
	}

	public function testOneThatArrivedBeforeItsDocumentWasCancelledIsToBeTakenBack(): void {
		$order = $this->uncertainPayment( self::AFTER );
		$this->services = ( new \SorsApi\Services() )->orders();
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		$this->workForAnHour();
		self::assertSame( [ OutboxEntry::CANCELLED, OutboxEntry::SENT ], [ $this->sale( $order->get_id() )->state, $this->payment( $order->get_id() )->state ] );
		self::assertSame( [ $this->sale( $order->get_id() )->id ], $this->listed( 'takeBack' ) );
		self::assertOneSaying( 'Take it back there', $this->notes( $order->get_id() ) );
	}

	/** A revision between the send and the look-up: the next one says itself that it is paid. */
	public function testARevisionBetweenSettlesIt(): void {
		$order = $this->lostPayment( self::BEFORE );
		$this->trustPayments();
		$this->changeQuantity( $order->get_id(), 5 );
		$this->services->changedOrders()->sweep();
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'replace' );
		$this->work();
		$this->workForAnHour( 20 );
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ 2, OutboxEntry::SENT, $sale->total ], [ $sale->revision, $sale->state, $sale->paidAmount ] );
		self::assertSame( [ OutboxEntry::SKIPPED, DuePayments::UNCLEAR ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode ] );
		self::assertSame( [], $this->recorded() );
	}

	/** Settled while its fate was not known, and due again: it is asked about, not sent. */
	public function testOneThatIsDueAgainIsNotSentByGuess(): void {
		$order = $this->uncertainPayment( self::AFTER );
		$sale  = $this->sale( $order->get_id() );
		$this->services->entries()->update( $sale->id, [ 'issue_code' => 'missing_in_sors' ] );
		$this->services->entries()->wakePayment( $sale );
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, DuePayments::UNCLEAR ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode ] );
		$this->services->entries()->update( $sale->id, [ 'issue_code' => null ] );
		$this->services->sweep()->run();
		self::assertStringContainsString( 'it is due again', Sentence::shown( (string) $this->payment( $order->get_id() )->errorMessage ) );
		$this->workForAnHour();
		self::assertSame( [ OutboxEntry::UNCERTAIN, 1 ], [ $this->payment( $order->get_id() )->state, count( $this->recorded() ) ] );
		self::assertArrayHasKey( 'It is there', $this->buttons( $order->get_id() ) );
	}

	/** The comparison of the day sees it before anybody decides. */
	public function testTheDailyComparisonSettlesAnUncertainOne(): void {
		$order = $this->uncertainPayment( self::AFTER );
		$this->services->reconciliation()->run();
		$this->work();
		self::assertSame( (float) $order->get_total(), (float) $this->sale( $order->get_id() )->paidByHand );
		self::assertSame( OutboxEntry::SKIPPED, $this->payment( $order->get_id() )->state );
		self::assertCount( 1, $this->recorded() );
		self::assertOneSaying( 'Only if the payment stands there twice', $this->notes( $order->get_id() ) );
		self::assertStringNotContainsString( 'take it back there', implode( "\n", $this->notes( $order->get_id() ) ), 'It is the only one.' );
	}

	/** Somebody entered more in SORS while it was looked up. */
	public function testWhatIsKnownToBePaidIsNotLowered(): void {
		$order = $this->unpaidOrder();
		$this->freshOrder( $order->get_id() )->payment_complete();
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => '100' ] );
		$this->work();
		$this->services->sweep()->run();
		$this->fault( 'recordPayment', self::AFTER );
		$this->work();
		$total = $this->sale( $order->get_id() )->total;
		$this->services->entries()->update( $this->sale( $order->get_id() )->id, [ 'paid_by_hand' => $total ] );
		$this->pass( 31 );
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, $total ], [ $this->payment( $order->get_id() )->state, $this->sale( $order->get_id() )->paidByHand ] );
	}

	/** SORS has it, and the worker died before the sale and the order knew. */
	public function testADeathAfterTheAnswerIsMadeGood(): void {
		$order = $this->paidOrder();
		$this->work();
		$sale  = $this->sale( $order->get_id() );
		$entry = $this->payment( $order->get_id() );
		$this->services->entries()->update( $sale->id, [ 'paid_by_hand' => null ] );
		$this->services->entries()->update( $entry->id, [ 'next_attempt_at' => '2020-01-01 00:00:00' ] );
		self::assertSame( [ $sale->id ], $this->listed() );
		$this->work();
		self::assertSame( [ [], $sale->paidByHand ], [ $this->listed(), $this->sale( $order->get_id() )->paidByHand ] );
		self::assertNull( $this->payment( $order->get_id() )->nextAttemptAt );
		self::assertCount( 1, $this->recorded() );
		self::assertOneSaying( 'was recorded in SORS', $this->notes( $order->get_id() ) );
	}

	/** The process ended before it had stored SORS' answer. Before it, it reads the document and asks for the payment. */
	public function testADeathBeforeTheAnswerWasStoredIsALostReply(): void {
		$order = $this->paidOrder();
		$child = $this->inOtherProcess( '$n = 0; add_filter( "http_response", static function ( $response ) use ( &$n ) { if ( 3 === ++$n ) { posix_kill( getmypid(), 9 ); } return $response; } ); add_filter( "sors_settle_seconds", "__return_zero" ); ( new SorsApi\Services() )->orders()->worker()->work( 20 ); echo "alive";' );
		try {
			$child->finish( 120 );
			self::fail( 'It lived.' );
		} catch ( \RuntimeException $killed ) {
			wp_cache_flush();
		}
		self::assertSame( [ OutboxEntry::SENDING, 1 ], [ $this->payment( $order->get_id() )->state, count( $this->recorded() ) ] );
		$this->pass( 200 );
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND, 1 ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->documentBy, count( $this->recorded() ) ] );
	}
}
