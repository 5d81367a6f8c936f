<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Payment;

'cli' === PHP_SAPI || exit;

/**
 * What SORS shows of a payment before it is sent, before it is sent again, and in its answer.
 *
 * @group real-store
 */
final class PaymentLookUpTest extends PaymentTestCase {

	/** @return array<string, array{float}> Part of the total. */
	public function enteredMeanwhile(): array {
		return [
			'a part of it' => [ 0.4 ],
			'all of it'    => [ 1.0 ],
		];
	}

	/**
	 * The bookkeeper enters it while our own is in doubt: it carries no reference of ours, so the look-up shows none.
	 *
	 * @dataProvider enteredMeanwhile
	 */
	public function testWhatSomebodyEnteredBetweenTheLossAndTheRepeatIsNotRecordedAgain( float $part ): void {
		$order = $this->lostPayment( self::BEFORE );
		$this->trustPayments();
		$sale = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'setDocument', 'number' => $sale->documentNumber, 'set' => [ 'paidAmount' => round( $part * (float) $sale->total, 2 ) ] ] );
		$this->workForAnHour( 20 );
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'amount_changed', 1, [] ], [ $entry->state, $entry->errorCode, $entry->attempts, $this->recorded() ] );
		self::assertSame( [ 'It is there' => 'acknowledged' ], $this->buttons( $order->get_id() ) );
		try {
			$this->outbox->resolve( $entry->id, [ 'as' => 'resend' ] );
			self::fail( 'It was sent again.' );
		} catch ( OutboxRefused $refused ) {
			self::assertSame( 'bad_decision', $refused->code() );
		}
		$this->outbox->resolve( $entry->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( [ (float) $sale->total, [] ], [ (float) $this->sale( $order->get_id() )->paidByHand, $this->listed() ] );
	}

	/** As the daily comparison notes it; this SORS cannot be asked for one document. */
	public function testAPartThatTheShopKnowsOfIsNotRecordedAgain(): void {
		$this->withoutOperations( [ 'getDocument' ] );
		$order = $this->lostPayment( self::BEFORE );
		$this->trustPayments();
		$this->services->entries()->update( $this->sale( $order->get_id() )->id, [ 'paid_by_hand' => '400' ] );
		$this->workForAnHour( 20 );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'amount_changed', [] ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode, $this->recorded() ] );
	}

	public function testWhatAPersonWantsSentAgainMustStillBeMissing(): void {
		$order = $this->lostPayment( self::BEFORE );
		$this->services->entries()->update( $this->payment( $order->get_id() )->id, [ 'state' => OutboxEntry::UNCERTAIN, 'next_attempt_at' => null ] );
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->sale( $order->get_id() )->documentNumber, 'set' => [ 'paidAmount' => 100 ] ] );
		$this->outbox->resolve( $this->payment( $order->get_id() )->id, [ 'as' => 'resend' ] );
		$this->work();
		self::assertSame( [ OutboxEntry::UNCERTAIN, [] ], [ $this->payment( $order->get_id() )->state, $this->recorded() ] );
	}

	/** The repeat was refused, and a person is asked: the comparison of the day, which saw a part, must not send it. */
	public function testARefusedRepeatIsSentByAPersonAlone(): void {
		$order = $this->lostPayment( self::BEFORE );
		$this->trustPayments();
		$this->services->entries()->update( $this->payment( $order->get_id() )->id, [ 'state' => OutboxEntry::REJECTED, 'error_code' => 'KASA', 'next_attempt_at' => null ] );
		self::assertSame( [], $this->listed(), 'What may have arrived is not to be entered by hand.' );
		$this->services->entries()->wakePayment( $this->sale( $order->get_id() ) );
		$this->workForAnHour( 20 );
		self::assertSame( [ OutboxEntry::REJECTED, 1, [] ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->attempts, $this->recorded() ] );
	}

	/** @return array<string, array{bool}> */
	public function storeIds(): array {
		return [
			'under the same store id'                                => [ false ],
			'under a new one, as after a backup that was noticed' => [ true ],
		];
	}

	/**
	 * The entry and what was known to be paid are gone, and no document tells: this SORS reads none back.
	 *
	 * @dataProvider storeIds
	 */
	public function testARestoredBackupDoublesNoPayment( bool $isNoticed ): void {
		$this->withoutOperations( [ 'getDocument' ] );
		$order = $this->recordedAndForgotten();
		if ( $isNoticed ) {
			( new StoreIdentity( new SettingsStore() ) )->renew( true );
		}
		$this->services->sweep()->run();
		$this->work();
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND, 0, 1 ], [ $entry->state, $entry->documentBy, $entry->attempts, count( $this->recorded() ) ] );
		self::assertSame( (float) $order->get_total(), (float) $this->sale( $order->get_id() )->paidByHand );
	}

	/** Then the order had another total, or another order had this number. */
	public function testAnotherPaymentUnderItsReferenceIsLeftToAPerson(): void {
		$this->withoutOperations( [ 'getDocument' ] );
		$order   = $this->unpaidOrder();
		$payment = [
			'documentId'        => $this->sale( $order->get_id() )->documentId,
			'externalReference' => str_replace( '-sale-', '-payment-', (string) $this->sale( $order->get_id() )->reference ),
			'amount'            => '100',
		];
		$api     = $this->services->api();
		$api->recordPayment( self::DATABASE, $api->paymentBody( new Payment( $payment ) ) );
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_other', 1 ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode, count( $this->recorded() ) ] );
		self::assertSame( [ 'It is there' => 'acknowledged' ], $this->buttons( $order->get_id() ) );
	}

	/** One page of maintenance is no answer. */
	public function testOneThatBecameNeedlessIsNotGivenUpAfterOneUnusableAnswer(): void {
		$order = $this->lostPayment( self::AFTER );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->fault( 'findPayments', [ 'kind' => 'html' ] );
		$this->pass( 31 );
		$this->work();
		self::assertSame( OutboxEntry::SENDING, $this->payment( $order->get_id() )->state );
		$this->workForAnHour();
		self::assertSame( [ OutboxEntry::CANCELLED, OutboxEntry::SENT ], [ $this->sale( $order->get_id() )->state, $this->payment( $order->get_id() )->state ] );
		self::assertSame( [ $this->sale( $order->get_id() )->id ], $this->listed( 'takeBack' ) );
	}

	public function testADoubleIsShownEvenWhereItBecameNeedless(): void {
		$order = $this->lostPayment( self::AFTER );
		$this->services->api()->recordPayment( self::DATABASE, (string) $this->payment( $order->get_id() )->body );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->pass( 31 );
		$this->work();
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_several' ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode ] );
	}

	/** The key was restricted since: it may record payments, and not ask for them. */
	public function testOneThatCannotBeAskedForIsLeftToAPerson(): void {
		$order = $this->lostPayment( self::AFTER );
		$this->fault( 'findPayments', [ 'kind' => 'status', 'status' => 403 ], 99 );
		$this->workForAnHour( 20 );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lookup_failed' ], [ $this->payment( $order->get_id() )->state, $this->payment( $order->get_id() )->errorCode ] );
	}

	/** @return array<string, array{array<string, mixed>}> */
	public function documentsThatCannotBeRead(): array {
		return [
			'it was deleted'            => [ [ 'kind' => 'refuse', 'status' => 404, 'code' => 'NEMA', 'message' => 'Nema dokumenta.' ] ],
			'the key may not read it' => [ [ 'kind' => 'status', 'status' => 403 ] ],
			'a fault of SORS'           => [ [ 'kind' => 'status', 'status' => 500 ] ],
		];
	}

	/**
	 * How much of it is paid cannot be seen, so it is not sent again, and a person is asked.
	 *
	 * @dataProvider documentsThatCannotBeRead
	 *
	 * @param array<string, mixed> $answer
	 */
	public function testOneWhoseDocumentCannotBeReadIsLeftToAPerson( array $answer ): void {
		$order = $this->lostPayment( self::BEFORE );
		$this->trustPayments();
		$this->fault( 'getDocument', $answer, 99 );
		$this->workForAnHour( 24 );
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lookup_failed', 1, [] ], [ $entry->state, $entry->errorCode, $entry->attempts, $this->recorded() ] );
		self::assertNotContains( 'missed', array_column( $this->outbox->history( $entry->id ), 'event' ) );
		self::assertSame( [ null, null ], [ $this->outbox->paused(), get_option( 'sors_payment_pause', null ) ] );
	}

	public function testAnAnswerWithAnotherAmountIsTold(): void {
		$order = $this->paidOrder();
		$other = static function ( array $response, array $request ): array {
			if ( false !== strpos( is_string( $request['body'] ?? null ) ? $request['body'] : '', '-payment-1' ) ) {
				$response['body'] = preg_replace( '/(?<!\d)2580(?:[.,]0+)?(?!\d)/', '2581', (string) $response['body'] );
			}
			return $response;
		};
		self::assertSame( 2580.0, (float) $order->get_total() );
		add_filter( 'http_response', $other, 10, 2 );
		$this->work();
		remove_filter( 'http_response', $other );
		self::assertSame( [ OutboxEntry::SENT, (float) $order->get_total() ], [ $this->payment( $order->get_id() )->state, (float) $this->sale( $order->get_id() )->paidByHand ] );
		self::assertOneSaying( 'names another amount', $this->notes( $order->get_id() ) );
	}

	/** A slow worker's, after another one has given the payment up. */
	public function testALateAnswerIsTakenWhereItWasGivenUp(): void {
		$order = $this->paidOrder();
		$entry = $this->payment( $order->get_id() );
		$late  = function ( array $response, array $request ) use ( $entry ): array {
			if ( false !== strpos( is_string( $request['body'] ?? null ) ? $request['body'] : '', '-payment-1' ) ) {
				$this->services->entries()->update( $entry->id, [ 'state' => OutboxEntry::SKIPPED, 'error_code' => 'payment_unclear', 'payload_lock' => '' ] + OutboxTable::NO_LEASE );
			}
			return $response;
		};
		add_filter( 'http_response', $late, 10, 2 );
		$this->work();
		remove_filter( 'http_response', $late );
		self::assertSame( [ OutboxEntry::SENT, (float) $order->get_total() ], [ $this->payment( $order->get_id() )->state, (float) $this->sale( $order->get_id() )->paidByHand ] );
	}

	private function recordedAndForgotten(): \WC_Order {
		$order = $this->paidOrder();
		$this->work();
		self::assertCount( 1, $this->recorded() );
		global $wpdb;
		$wpdb->delete( OutboxTable::name(), [ 'id' => $this->payment( $order->get_id() )->id ] );
		$this->services->entries()->update( $this->sale( $order->get_id() )->id, [ 'paid_by_hand' => null ] );
		return $this->freshOrder( $order->get_id() );
	}
}
