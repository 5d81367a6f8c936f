<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Counterparts\LookUpTrust;
use SorsApi\Entries\OutboxEntry;

'cli' === PHP_SAPI || exit;

/** What a look-up shows, and what comes of it. */
final class LookUpTest extends OutboxTestCase {

	public function testItsDocumentAmongOthersIsItsOwn(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder();
		$this->sors->post( 'settings', [ 'ignores' => [ 'externalReference' ] ] );
		$this->pass( 31 );
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND, (string) $this->documents()[1]['id'] ], [ $row->state, $row->documentBy, $row->documentId ] );
	}

	public function testOfSeveralTheLastOpenOneIsItsOwn(): void {
		$double = $this->sentOrder( 1 );
		$order  = $this->lostOrder();
		$number = (string) $this->sale( $double->get_id() )->documentNumber;
		$this->patch( [ 'do' => 'setDocument', 'number' => $number, 'set' => [ 'externalReference' => $this->sale( $order->get_id() )->reference ] ] );
		$this->pass( 31 );
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_several' ], [ $row->state, $row->errorCode ] );
		self::assertEqualsCanonicalizing( array_column( $this->documents(), 'number' ), array_column( $row->shown, 'number' ) );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $number ] );
		$this->pass( 3600 );
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, $this->documents()[1]['number'] ], [ $row->state, $row->documentNumber ] );
	}

	public function testAfterSixAnswersThatSayNothingAPersonIsAsked(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder();
		$this->fault( 'findDocuments', [ 'kind' => 'html' ], 6 );
		for ( $answers = 1; $answers <= 5; $answers++ ) {
			$this->pass( 4600 );
			$this->work();
			self::assertSame( [ OutboxEntry::SENDING, $answers ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->lookups ] );
		}
		$this->pass( 4600 );
		$this->work();
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lookup_failed' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		$this->fault( 'findDocuments', [ 'kind' => 'status', 'status' => 503 ] );
		$this->pass( 3600 );
		$this->work();
		self::assertSame( 'lookup_failed', $this->sale( $order->get_id() )->errorCode, 'What a person is asked for does not change with one look-up that fails.' );
		$this->pass( 3600 );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, 'A hit settles it all the same.' );
	}

	public function testASearchThatIsDownForAWhileDoublesNothing(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder();
		$this->trustTheLookUp();
		$empty = [ 'kind' => 'emptyPage', 'total' => 'zero' ];
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'findDocuments', 'action' => $empty ], [ 'operation' => 'listDocuments', 'action' => $empty ] ] ] );
		for ( $hours = 1; $hours <= 6; $hours++ ) {
			$this->pass( 3600 );
			$this->work();
		}
		self::assertCount( 2, $this->documents(), 'It shows none of those that are known either.' );
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->pass( 3700 );
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentBy ] );
	}

	/** It is half of the proof of a day. */
	public function testWhatIsShownRightBeforeARepeatEarnsNoTrust(): void {
		$trust = new LookUpTrust();
		self::assertTrue( $trust->isConfirmed( 'books', [ 1 ], static fn( int $one ): bool => 1 === $one ) );
		self::assertFalse( $trust->holds( 'books' ) );
		$trust->earn( 'books' );
		self::assertFalse( $trust->isConfirmed( 'books', [ 1, 2 ], static fn( int $one ): bool => $one > 2 ) );
		self::assertFalse( $trust->holds( 'books' ) );
	}

	public function testTwoEmptyAnswersAreNotBelievedWhereTheListOfTheDayShowsTheDocument(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder();
		$this->trustTheLookUp();
		for ( $looks = 1; $looks <= 2; $looks++ ) {
			$this->fault( 'findDocuments', [ 'kind' => 'emptyPage', 'total' => 'zero' ], 1 );
			$this->pass( 3600 );
			$this->work();
		}
		self::assertCount( 2, $this->documents() );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentBy ] );
	}

	public function testWithoutTimeNothingIsBegun(): void {
		$this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		self::assertSame( 0, $this->services->worker()->work( 0 ) );
		self::assertSame( 1, $this->work( 1 ) );
		self::assertCount( 1, $this->documents() );
	}

	/** Its document was made, and the answer broke off. */
	private function lostOrder(): \WC_Order {
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'after' ] );
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->work();
		self::assertSame( OutboxEntry::SENDING, $this->sale( $order->get_id() )->state );
		return $order;
	}
}
