<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;

'cli' === PHP_SAPI || exit;

/** However SORS fails to answer: what is in doubt ends with an answer or a person, and holds up nothing else. */
final class EndingDoubtTest extends FollowupTestCase {

	public function listsOfNoUse(): array {
		return [
			'it cannot be read'    => [ [ 'kind' => 'html' ] ],
			'a fault of SORS'      => [ [ 'kind' => 'status', 'status' => 503 ] ],
			'it takes for ever'    => [ [ 'kind' => 'status', 'status' => 504 ] ],
		];
	}

	/** @dataProvider listsOfNoUse */
	public function testAListOfTheDayThatIsOfNoUseEndsWithAPerson( array $answer ): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder( self::NOT_MADE );
		$this->trustTheLookUp();
		$this->fault( 'listDocuments', $answer, 99 );
		$this->workForAnHour( 24 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lookup_failed', 1 ], [ $row->state, $row->errorCode, $row->attempts ] );
		self::assertSame( [ null, 6 ], [ $this->outbox->paused(), $this->sors->count( 'listDocuments' ) ] );
		self::assertNotContains( 'missed', $this->events( $order ) );
		$this->sentOrder( 1 );
	}

	public function testAListOfTheDayThatIsReadAgainLetsItBeSent(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder( self::NOT_MADE );
		$this->trustTheLookUp();
		$this->fault( 'listDocuments', [ 'kind' => 'html' ], 3 );
		$this->workForAnHour();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, 2, 2 ], [ $row->state, $row->attempts, count( $this->documents() ) ] );
		self::assertSame( 1, count( array_keys( $this->events( $order ), 'missed', true ) ) );
	}

	/** The key may not list: then SORS has no other way to be asked. */
	public function testAListThatTheKeyMayNotReadHoldsNothingUp(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder( self::NOT_MADE );
		$this->trustTheLookUp();
		$this->fault( 'listDocuments', [ 'kind' => 'status', 'status' => 403 ], 99 );
		$this->workForAnHour();
		self::assertSame( [ OutboxEntry::SENT, null ], [ $this->sale( $order->get_id() )->state, $this->outbox->paused() ] );
	}

	public function testASearchThatTheKeyMayNotUseEndsWithAPerson(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder( self::NOT_MADE );
		$this->fault( 'findDocuments', [ 'kind' => 'status', 'status' => 403 ], 99 );
		$this->workForAnHour( 16 );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lookup_failed', null ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode, $this->outbox->paused() ] );
	}

	public function testASearchThatAlwaysFailsEndsWithAPersonAfterADay(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder( self::NOT_MADE );
		$this->fault( 'findDocuments', [ 'kind' => 'status', 'status' => 503 ], 999 );
		$this->workAfter( 1800, 44 );
		self::assertSame( OutboxEntry::SENDING, $this->sale( $order->get_id() )->state );
		$asked = $this->sors->count( 'findDocuments' );
		self::assertLessThan( 40, $asked, 'It is asked more and more seldom.' );
		$this->workAfter( 1800, 8 );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lookup_failed' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
	}

	public function testWhatWasRefusedIsMadeOfTheCorrectedOrderOnceItIsSentAgain(): void {
		$this->sentOrder( 1 );
		$row = $this->refusedOrder();
		$this->changeQuantity( $row->orderId, 3 );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $row->id )->state );
		$made = $this->documents()[1];
		self::assertSame( [ 2, $row->reference, (float) $this->freshOrder( $row->orderId )->get_total() ], [ count( $this->documents() ), $made['externalReference'], (float) $made['total'] ] );
	}

	/** Its customer was deleted in SORS: the next one is looked for, or made. */
	public function testWhatWasRefusedIsSentForTheCustomerThatThereIsNow(): void {
		$this->sentOrder( 1 );
		$row = $this->refusedOrder();
		foreach ( $this->books( 'customers' ) as $customer ) {
			if ( $row->customerId === (string) $customer['id'] ) {
				$this->patch( [ 'do' => 'removeCustomer', 'code' => $customer['code'] ] );
			}
		}
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $row->id )->state, (string) $this->sale( $row->orderId )->errorMessage );
		self::assertNotSame( $row->customerId, $this->sale( $row->orderId )->customerId );
	}

	public function testWhatWasRefusedAndArrivedAllTheSameIsNotMadeAnew(): void {
		$this->sentOrder( 1 );
		$row  = $this->refusedOrder();
		$api  = $this->services->api();
		$late = $api->createDocument( self::DATABASE, (string) $row->kind, (string) $row->body );
		$this->changeQuantity( $row->orderId, 3 );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $row->id )->state );
		self::assertSame( [ 2, $late->id ], [ count( $this->documents() ), $this->sale( $row->orderId )->documentId ] );
	}

	/** What keeps the new one from being made does not let it go out unseen. */
	public function testWhatIsMadeAnewLaterIsLookedUpBeforeThat(): void {
		$this->sentOrder( 1 );
		$row = $this->refusedOrder();
		$this->fault( 'createReservation', [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 7 ] );
		self::assertSame( [ OutboxEntry::WAITING, '' ], [ $this->outbox->sendEntry( $row->id )->state, $this->sale( $row->orderId )->payloadLock ] );
		$this->services->api()->createDocument( self::DATABASE, (string) $row->kind, (string) $row->body );
		$this->workForAnHour();
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND, 2 ], [ $this->sale( $row->orderId )->state, $this->sale( $row->orderId )->documentBy, count( $this->documents() ) ] );
	}

	public function testAReturnThatWasRefusedIsMadeAnewToo(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->fault( 'createReturn', self::NOT_MADE );
		$this->refund( $order, 1, true );
		$this->work();
		$this->fault( 'createReturn', [ 'kind' => 'refuse', 'status' => 422, 'code' => 'KUPAC', 'message' => 'Nema kupca.' ] );
		$this->workForAnHour();
		$return = $this->rows( $order )[1];
		self::assertSame( [ OutboxEntry::REJECTED, OutboxEntry::IN_DOUBT ], [ $return->state, $return->payloadLock ] );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $return->id )->state );
		self::assertSame( [ $return->quantities, 2, '0' ], [ $this->rows( $order )[1]->quantities, count( $this->documents() ), $this->unsynced() ] );
	}

	private function refusedOrder(): OutboxEntry {
		$order = $this->lostOrder( self::NOT_MADE );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'status' => 422, 'code' => 'KUPAC', 'message' => 'Nema kupca.' ] );
		$this->workForAnHour();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, 'KUPAC', OutboxEntry::IN_DOUBT, 2 ], [ $row->state, $row->errorCode, $row->payloadLock, $row->attempts ] );
		return $row;
	}
}
