<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** What may have reached SORS is never sent twice by guess: how often, when and by whom it is sent again. */
final class DoubtTest extends OutboxTestCase {

	private const SILENCE = [ 'kind' => 'status', 'status' => 504 ];

	/** @dataProvider serversThatDoNotKnowTheSearch */
	public function testADocumentWithoutOurReferenceIsNeverTakenForOurs( array $settings ): void {
		$foreign = $this->sentOrder( 1 );
		$this->becomesForeign( $foreign );
		$order = $this->lostOrder( self::NOT_MADE );
		$this->sors->post( 'settings', $settings );
		$this->workForAnHour( 40 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lookup_failed', 1, null ], [ $row->state, $row->errorCode, $row->attempts, $row->documentId ] );
		self::assertCount( 1, $this->documents() );
	}

	public function serversThatDoNotKnowTheSearch(): array {
		return [
			'and show no references' => [ [ 'ignores' => [ 'externalReference' ], 'omits' => [ 'externalReference' ] ] ],
			'and show them'          => [ [ 'ignores' => [ 'externalReference' ] ] ],
		];
	}

	public function testThatSorsShowsNothingSaysNothingBeforeItHasShownADocumentOfOurs(): void {
		$order = $this->lostOrder( self::NOT_MADE );
		$this->workForAnHour();
		self::assertSame( [ OutboxEntry::SENDING, 'lookup_untrusted', 1, 0 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode, $this->sale( $order->get_id() )->attempts, $this->sale( $order->get_id() )->lookupMisses ] );
		$this->sentOrder( 1 );
		$this->workForAnHour( 20 );
		self::assertSame( [ OutboxEntry::SENT, 2 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->attempts ] );
		self::assertCount( 2, $this->documents() );
	}

	public function testASearchThatShowsNothingWhateverItIsAskedForIsLeftToAPersonAfterADay(): void {
		$this->sentOrder( 1 );
		$this->sors->post(
			'faults',
			[
				'rules' => [
					[ 'operation' => 'createReservation', 'times' => 1, 'action' => [ 'kind' => 'cut', 'when' => 'after' ] ],
					[ 'operation' => 'findDocuments', 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ],
				],
			]
		);
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->hours( 22 );
		self::assertSame( OutboxEntry::SENDING, $this->sale( $order->get_id() )->state );
		$this->hours( 4 );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lookup_untrusted', 1 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode, $this->sale( $order->get_id() )->attempts ] );
		self::assertCount( 2, $this->documents() );
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->hours( 25 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, 'A hit settles it, with nobody asked.' );
	}

	public function testTrustIsLostWhenSorsShowsWhatItWasNotAskedFor(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder( self::NOT_MADE );
		$this->workAfter( 31 );
		self::assertSame( 1, $this->sale( $order->get_id() )->lookupMisses );
		$this->sors->post( 'settings', [ 'ignores' => [ 'externalReference' ] ] );
		$this->workAfter( 300 );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'findDocuments', 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ] ] ] );
		$this->workForAnHour();
		self::assertSame( [ OutboxEntry::SENDING, 1, 1 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->lookupMisses, $this->sale( $order->get_id() )->attempts ] );
	}

	public function testAWriteThatMeetsWithSilenceIsRepeatedOnceAnHourLaterAndThenAPersonIsAsked(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder( self::SILENCE, 99 );
		$this->hours( 1, 55 );
		self::assertSame( 1, $this->sale( $order->get_id() )->attempts, 'Not within the hour.' );
		$this->hours( 24 * 10 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lost_again', 2, 2, 0 ], [ $row->state, $row->errorCode, $row->attempts, $row->silentLosses, $row->answeredLosses ] );
		self::assertNull( $row->nextAttemptAt, 'After a week it is looked up no more.' );
		self::assertCount( 1, $this->documents() );
	}

	public function testWhatIsUncertainSettlesItselfWhenSorsShowsItLater(): void {
		$double = $this->sentOrder( 1 );
		$this->sentOrder( 2 );
		$order = $this->lostOrder( self::SILENCE, 99 );
		$this->hours( 3 );
		self::assertSame( OutboxEntry::UNCERTAIN, $this->sale( $order->get_id() )->state );
		// As if SORS had committed it at last.
		$number = $this->becomesForeign( $double );
		$this->patch( [ 'do' => 'setDocument', 'number' => $number, 'set' => [ 'externalReference' => $this->sale( $order->get_id() )->reference ] ] );
		$this->hours( 2 );
		self::assertSame( [ OutboxEntry::SENT, $number, OutboxEntry::FOUND ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentNumber, $this->sale( $order->get_id() )->documentBy ] );
	}

	public function testAnAnsweredLossIsRepeatedSixTimesAtMostWithGrowingPauses(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder( [ 'kind' => 'status', 'status' => 500 ], 99 );
		$this->hours( 1, 55 );
		self::assertSame( 3, $this->sale( $order->get_id() )->attempts, 'After 4 and 15 minutes.' );
		$this->hours( 24 * 5 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lost_again', 7, 7, 0 ], [ $row->state, $row->errorCode, $row->attempts, $row->answeredLosses, $row->silentLosses ] );
	}

	public function testSilencesInARowStopWritesButNotLookUps(): void {
		$this->sentOrder( 1 );
		$orders = [];
		for ( $i = 0; $i < 5; $i++ ) {
			$orders[] = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] )->get_id();
		}
		$this->fault( 'createReservation', [ 'kind' => 'status', 'status' => 504, 'commit' => true ], 99 );
		self::assertSame( 3, $this->work() );
		self::assertSame( 'silent', $this->outbox->paused()['code'] ?? null );
		$this->workAfter( 40 );
		self::assertSame( [ 4, 2 ], [ $this->outbox->counts()[ OutboxEntry::SENT ], $this->outbox->counts()[ OutboxEntry::QUEUED ] ] );
		self::assertSame( 'silent', $this->outbox->paused()['code'] ?? null, 'That SORS answers questions says nothing of writes.' );
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->hours( 1 );
		self::assertNull( $this->outbox->paused() );
		self::assertCount( 6, $this->documents() );
	}

	public function testWhatWaitsAndMayHaveArrivedIsLookedUpBeforeItIsSentAgain(): void {
		$this->sentOrder( 1 );
		$order  = $this->lostOrder();
		$number = $this->hide( $order );
		$this->fault( 'createReservation', [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 7 ] );
		$this->workAfter( 31 );
		$this->workAfter( 300 );
		self::assertSame( [ OutboxEntry::WAITING, OutboxEntry::IN_DOUBT ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->payloadLock ] );
		$this->show( $order, $number );
		$this->hours( 1 );
		self::assertSame( [ OutboxEntry::SENT, $number ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentNumber ] );
		self::assertCount( 2, $this->documents() );
	}

	/** The first one arrived late, and its goods are the reason of the refusal. */
	public function testARefusedRepeatIsLookedUpAgain(): void {
		$this->sentOrder( 1 );
		$order  = $this->lostOrder();
		$number = $this->hide( $order );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'status' => 409, 'code' => 'ZALIHE', 'message' => 'Nema na zalihama.' ] );
		$this->workAfter( 31 );
		$this->workAfter( 300 );
		self::assertSame( [ OutboxEntry::SENDING, 2 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->attempts ] );
		$this->show( $order, $number );
		$this->workAfter( 60 );
		self::assertSame( [ OutboxEntry::SENT, $number ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentNumber ] );
	}

	public function testARefusedRepeatThatDidNotArriveIsSentAgainByAPersonAlone(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder( self::NOT_MADE );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'status' => 409, 'code' => 'ZALIHE', 'message' => 'Nema na zalihama.' ] );
		$this->hours( 1 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, 'ZALIHE', OutboxEntry::IN_DOUBT, 2 ], [ $row->state, $row->errorCode, $row->payloadLock, $row->attempts ] );
		self::assertStringContainsString( 'Nema na zalihama.', Sentence::shown( (string) $row->errorMessage ) );
		self::assertStringContainsString( 'Not sent to SORS', implode( "\n", $this->notes( $order->get_id() ) ) );
		OutboxTable::wake( $order->get_id(), 0 );
		OutboxTable::recheckRejected();
		OutboxTable::retryRejected();
		$this->hours( 30 );
		self::assertSame( 2, $this->sale( $order->get_id() )->attempts );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $row->id )->state );
		self::assertSame( $row->body, $this->sale( $order->get_id() )->body );
		self::assertCount( 2, $this->documents() );
	}

	public function testACancelledDocumentIsNoHitAndItsReferenceIsNeverSentAgain(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder();
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->documents()[1]['number'] ] );
		$this->workAfter( 40 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_cancelled' ], [ $row->state, $row->errorCode ] );
		self::assertSame( [ 'sent', 'resend', 'acknowledged' ], array_column( $this->restOk( 'GET', 'reconciliation' )['items'][0]['remedies'], 'as' ) );
		$this->outbox->resolve( $row->id, [ 'as' => 'resend' ] );
		$this->work();
		$closed = OutboxTable::get( $row->id );
		self::assertSame( [ OutboxEntry::CANCELLED, $this->documents()[1]['id'] ], [ $closed->state, $closed->documentId ] );
		self::assertSame( [ OutboxEntry::SENT, 2 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->revision ] );
		self::assertSame( [ 'open', 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertCount( 3, array_unique( array_column( $this->documents(), 'externalReference' ) ) );
	}

	/** Removed in SORS after it was shown: an empty answer is no permission any more. */
	public function testWhatWasShownOnceIsNotSentAgainThoughItIsShownNoMore(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[1]['number'], 'set' => [ 'total' => 1 ] ] );
		$this->workAfter( 40 );
		self::assertSame( 'found_other', $this->sale( $order->get_id() )->errorCode );
		$this->patch( [ 'do' => 'removeDocument', 'number' => $this->documents()[1]['number'] ] );
		$this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'acknowledged' ] );
		$this->outbox->sendEntry( $this->sale( $order->get_id() )->id );
		self::assertSame( OutboxEntry::UNCERTAIN, $this->sale( $order->get_id() )->state );
		self::assertCount( 1, $this->documents() );
	}

	/** The document of an order becomes one that somebody entered in SORS, and the shop forgets the order. */
	private function becomesForeign( \WC_Order $order ): string {
		$number = (string) $this->sale( $order->get_id() )->documentNumber;
		self::db()->delete( OutboxTable::name(), [ 'order_id' => $order->get_id() ] );
		$order->delete( true );
		$this->patch( [ 'do' => 'setDocument', 'number' => $number, 'set' => [ 'externalReference' => null ] ] );
		return $number;
	}

	/** As if SORS had not committed the document of the order yet. */
	private function hide( \WC_Order $order ): string {
		foreach ( $this->documents() as $document ) {
			if ( $document['externalReference'] === $this->sale( $order->get_id() )->reference ) {
				$this->patch( [ 'do' => 'setDocument', 'number' => $document['number'], 'set' => [ 'externalReference' => 'not-yet' ] ] );
				return (string) $document['number'];
			}
		}
		self::fail( 'SORS has no document of it.' );
	}

	private function show( \WC_Order $order, string $number ): void {
		$this->patch( [ 'do' => 'setDocument', 'number' => $number, 'set' => [ 'externalReference' => $this->sale( $order->get_id() )->reference ] ] );
	}

	private function hours( int $hours, int $minutes = 60 ): void {
		for ( $minute = 0; $minute < $hours * $minutes; $minute += $hours > 12 ? 30 : 5 ) {
			$this->workAfter( $hours > 12 ? 1800 : 300 );
		}
	}
}
