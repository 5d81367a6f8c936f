<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Counterparts\LookUpTrust;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;

'cli' === PHP_SAPI || exit;

/** What a look-up shows, and what comes of it. */
final class LookUpTest extends OutboxTestCase {

	public function testItsDocumentAmongOthersIsItsOwn(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder();
		$this->sors->post( 'settings', [ 'ignores' => [ 'externalReference' ] ] );
		$this->workAfter( 31 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND, (string) $this->documents()[1]['id'] ], [ $row->state, $row->documentBy, $row->documentId ] );
	}

	public function testOfSeveralTheLastOpenOneIsItsOwn(): void {
		$double = $this->sentOrder( 1 );
		$order  = $this->lostOrder();
		$number = (string) $this->sale( $double->get_id() )->documentNumber;
		$this->patch( [ 'do' => 'setDocument', 'number' => $number, 'set' => [ 'externalReference' => $this->sale( $order->get_id() )->reference ] ] );
		$this->workAfter( 31 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_several' ], [ $row->state, $row->errorCode ] );
		self::assertEqualsCanonicalizing( array_column( $this->documents(), 'number' ), array_column( $row->shown, 'number' ) );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $number ] );
		$this->workAfter( 3600 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, $this->documents()[1]['number'] ], [ $row->state, $row->documentNumber ] );
	}

	public function testWhatWasMadeFromItsDocumentIsNoSecondOne(): void {
		$order  = $this->lostOrder();
		$number = $this->followed();
		$this->lookUp();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, $number ], [ $row->state, $row->documentNumber ] );
	}

	public function testWhereOnlyWhatWasMadeFromItIsOpenAPersonIsAskedAndNobodyIsToldToCancelIt(): void {
		$order  = $this->lostOrder();
		$number = $this->followed();
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $number ] );
		$this->lookUp();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_made' ], [ $row->state, $row->errorCode ] );
		self::assertSame( [ 'OTP-1', 'FAK-1' ], array_column( $row->shown, 'number' ) );
		self::assertStringContainsString( 'the document of this order is not open any more, and others that were made from it are: OTP-1, FAK-1.', (string) $row->why() );
		self::assertStringNotContainsStringIgnoringCase( 'cancel', (string) $row->why() );
	}

	public function testACopyOfItThatWasMadeInItsPlaceIsNotTakenForWhatWasSent(): void {
		$order  = $this->lostOrder();
		$number = (string) $this->documents()[0]['number'];
		$this->follow( $number, 'reservation', 'REZ-9' );
		$this->patch( [ 'do' => 'removeDocument', 'number' => $number ] );
		$this->lookUp();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_made' ], [ $row->state, $row->errorCode ] );
	}

	public function testAReturnIsFoundThoughItIsMadeFromAnother(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 2 );
		$this->fault( 'createReturn', [ 'kind' => 'cut', 'when' => 'after' ] );
		self::giveBack( $order );
		$this->work();
		$this->lookUp();
		$return = array_values( array_filter( OutboxTable::ofOrder( $order->get_id() ), static fn( OutboxEntry $entry ): bool => OutboxEntry::ROLE_RETURN === $entry->role ) )[0];
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND ], [ $return->state, $return->documentBy ], (string) $return->why() );
	}

	/** @return string Number of the document from which a delivery note was made, and an invoice from that. */
	private function followed(): string {
		$number = (string) $this->documents()[0]['number'];
		$this->follow( $number, 'deliveryNote', 'OTP-1' );
		$this->follow( 'OTP-1', 'invoice', 'FAK-1' );
		return $number;
	}

	private function follow( string $number, string $kind, string $as ): void {
		$this->patch( [ 'do' => 'followDocument', 'externalReference' => $this->documents()[0]['externalReference'] ] + compact( 'number', 'kind', 'as' ) );
	}

	private function lookUp(): void {
		$this->workAfter( 31 );
	}

	public function testAfterSixAnswersThatSayNothingAPersonIsAsked(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder();
		$this->fault( 'findDocuments', [ [ 'kind' => 'status', 'status' => 404 ], [ 'kind' => 'html' ], [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Ne može.' ] ], 6 );
		for ( $answers = 1; $answers <= 5; $answers++ ) {
			$this->workAfter( 4600 );
			self::assertSame( [ OutboxEntry::SENDING, $answers ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->lookups ] );
		}
		$this->workAfter( 4600 );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'lookup_failed' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		$this->fault( 'findDocuments', [ 'kind' => 'status', 'status' => 503 ] );
		$this->workAfter( 3600 );
		self::assertSame( 'lookup_failed', $this->sale( $order->get_id() )->errorCode, 'What a person is asked for does not change with one look-up that fails.' );
		$this->workAfter( 3600 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, 'A hit settles it all the same.' );
	}

	public function testASearchThatIsDownForAWhileDoublesNothing(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder();
		$this->trustTheLookUp();
		$empty = [ 'kind' => 'emptyPage', 'total' => 'zero' ];
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'findDocuments', 'action' => $empty ], [ 'operation' => 'listDocuments', 'action' => $empty ] ] ] );
		for ( $hours = 1; $hours <= 6; $hours++ ) {
			$this->workAfter( 3600 );
		}
		self::assertCount( 2, $this->documents(), 'It shows none of those that are known either.' );
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->workAfter( 3700 );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentBy ] );
	}

	/** It is half of the proof of a day. */
	public function testWhatIsShownRightBeforeARepeatEarnsNoTrust(): void {
		self::assertTrue( LookUpTrust::isConfirmed( 'books', [ 1 ], static fn( int $one ): bool => 1 === $one ) );
		self::assertFalse( LookUpTrust::holds( 'books' ) );
		LookUpTrust::earn( 'books' );
		self::assertFalse( LookUpTrust::isConfirmed( 'books', [ 1, 2 ], static fn( int $one ): bool => $one > 2 ) );
		self::assertFalse( LookUpTrust::holds( 'books' ) );
	}

	public function testTwoEmptyAnswersAreNotBelievedWhereTheListOfTheDayShowsTheDocument(): void {
		$this->sentOrder( 1 );
		$order = $this->lostOrder();
		$this->trustTheLookUp();
		for ( $looks = 1; $looks <= 2; $looks++ ) {
			$this->fault( 'findDocuments', [ 'kind' => 'emptyPage', 'total' => 'zero' ], 1 );
			$this->workAfter( 3600 );
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
	/** SEF takes an invoice of the day of sending only: SORS dates it anew, and a repeat would be a second one. */
	public function testAnInvoiceThatSorsDatedAnewIsFound(): void {
		$this->configure( [ 'documentKind' => 'invoice' ] );
		$this->fault( 'createInvoice', [ 'kind' => 'cut', 'when' => 'after' ] );
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'date' => gmdate( 'Y-m-d', time() + 3 * DAY_IN_SECONDS ) ] ] );
		$this->workForAnHour();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, null, 1 ], [ $sale->state, $sale->errorCode, count( $this->documents() ) ] );
	}

	public function testARepeatKeepsTheDayOfTheFirstRequest(): void {
		$order = $this->lostOrder( self::NOT_MADE );
		$day  = gmdate( 'Y-m-d', time() - 3 * DAY_IN_SECONDS );
		$sale = $this->sale( $order->get_id() );
		// Its body was erased meanwhile, so it is made anew.
		OutboxTable::update( $sale->id, [ 'document_date' => $day, 'body' => null ] );
		$this->trustTheLookUp();
		$this->workForAnHour( 20 );
		self::assertSame( [ $day ], array_column( $this->documents(), 'date' ), (string) $this->sale( $order->get_id() )->errorMessage );
	}
}
