<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\MadeDocuments;
use SorsApi\Issues\Reconciliation;
use SorsApi\Issues\Remedies;
use SorsApi\Sors\Document;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** What SORS made from the document of an order. */
final class MadeDocumentsTest extends OutboxTestCase {

	protected function setUp(): void {
		parent::setUp();
		delete_option( Reconciliation::OPTION );
	}

	public function testWhatCarriesTheReferenceOnIsNoSecondDocument(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->compareAfter( [ 'do' => 'followDocument', 'number' => $sale->documentName(), 'kind' => 'invoice', 'as' => 'FAK-6', 'externalReference' => $sale->reference ] );
		$now = $this->sale( $order->get_id() );
		self::assertSame( [ null, [ 'invoice ' . $this->idOf( 'FAK-6' ) ] ], [ self::issueOf( $now ), $now->made ] );
	}

	/** @return array<string, array{string, bool, float}> How SORS closes the reservation, whether the invoice carries its reference on, and its part of the total. */
	public function closings(): array {
		return [
			'cancelled, reference carried on'  => [ 'cancelDocument', true, 1.0 ],
			'cancelled, another reference'     => [ 'cancelDocument', false, 1.0 ],
			'removed, reference carried on'    => [ 'removeDocument', true, 1.0 ],
			'removed, another reference'       => [ 'removeDocument', false, 1.0 ],
			'the invoice is one of ten orders' => [ 'cancelDocument', false, 10.0 ],
		];
	}

	/** @dataProvider closings */
	public function testAReservationThatBecameAnInvoiceIsNotMissingAndIsNotSentAgain( string $closes, bool $carries, float $part ): void {
		$order = $this->sentOrder();
		$this->sentOrder( 1 );
		$sale  = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'followDocument', 'number' => $sale->documentName(), 'kind' => 'invoice', 'as' => 'FAK-8' ] + ( $carries ? [ 'externalReference' => $sale->reference ] : [] ) );
		$this->patch( [ 'do' => 'setDocument', 'number' => 'FAK-8', 'set' => [ 'total' => (float) $sale->total * $part ] ] );
		$this->compareAfter( [ 'do' => $closes, 'number' => $sale->documentName() ] );
		$now = $this->sale( $order->get_id() );
		self::assertSame( [ null, true, OutboxEntry::BY_DOCUMENT ], [ self::issueOf( $now ), null !== $now->acknowledgedAt, $now->acknowledgedBy ] );
		self::assertSame( [ 'invoice ' . $this->idOf( 'FAK-8' ) ], $now->made );
	}

	public function testAnInvoiceOfAnotherDayIsKnownByItsMark(): void {
		$order = $this->sentOrder();
		$this->sentOrder( 1 );
		$sale  = $this->sale( $order->get_id() );
		$this->compareAfter( [ 'do' => 'followDocument', 'number' => $sale->documentName(), 'kind' => 'invoice', 'as' => 'FAK-9' ] );
		$this->patch( [ 'do' => 'setDocument', 'number' => 'FAK-9', 'set' => [ 'date' => gmdate( 'Y-m-d', time() + 3 * DAY_IN_SECONDS ) ] ] );
		$this->compareAfter( [ 'do' => 'cancelDocument', 'number' => $sale->documentName() ] );
		self::assertNull( self::issueOf( $this->sale( $order->get_id() ) ) );

		$this->compareAfter( [ 'do' => 'cancelDocument', 'number' => 'FAK-9' ] );
		self::assertSame( Issue::MISSING, self::issueOf( $this->sale( $order->get_id() ) ), 'Now it is gone, and what was made from it, too.' );
	}

	public function testACancelledOrderOfWhichSorsMadeAnInvoiceAsksAPerson(): void {
		$order = $this->sentOrder();
		$name  = $this->sale( $order->get_id() )->documentName();
		$this->patch( [ 'do' => 'followDocument', 'number' => $name, 'kind' => 'return', 'as' => 'POV-10' ] );
		$this->compareAfter( [ 'do' => 'followDocument', 'number' => $name, 'kind' => 'invoice', 'as' => 'FAK-10' ] );
		$this->handleAs( 'cancelled', $order );
		$cancel = OutboxTable::one( $order->get_id(), OutboxEntry::ROLE_CANCEL, 0, 1 );
		self::assertSame( [ OutboxEntry::REJECTED, 'followed' ], [ $cancel->state, $cancel->errorCode ] );
		self::assertSame( [ OutboxEntry::SENT, 'open' ], [ $this->sale( $order->get_id() )->state, $this->documents()[0]['status'] ] );
		self::assertSame( [ 'acknowledged', 'accept' ], array_column( Remedies::of( $cancel, true, false ), 'as' ) );
	}

	/** Until then it is what the desk made of it. */
	public function testWhatDiffersIsToldOnceNothingIsMadeFromIt(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'followDocument', 'number' => $sale->documentName(), 'kind' => 'invoice', 'as' => 'FAK-7' ] );
		$this->compareAfter( [ 'do' => 'setDocument', 'number' => $sale->documentName(), 'set' => [ 'total' => 1, 'lines' => [ [ 'quantity' => 9 ] ] ] ] );
		self::assertSame( [ null, 1 ], [ self::issueOf( $this->sale( $order->get_id() ) ), count( $this->sale( $order->get_id() )->made ) ] );
		$this->compareAfter( [ 'do' => 'cancelDocument', 'number' => 'FAK-7' ] );
		$this->services->reconciliation()->run();
		self::assertSame( Reconciliation::TOTAL, self::issueOf( $this->sale( $order->get_id() ) ) );
	}

	public function testOfVeryManySomeAreMarkedAndNoneTwice(): void {
		$sale = $this->sale( $this->sentOrder()->get_id() );
		$made = array_map( static fn( int $n ): Document => self::made( $sale, "r$n" ), range( 1, 100 ) );
		MadeDocuments::mark( $sale, array_slice( $made, 0, 1 ) );
		MadeDocuments::mark( $sale, array_slice( $made, 1, 1 ) );
		self::assertSame( [ 'invoice r1' ], $this->sale( $sale->orderId )->made, 'Another process was faster.' );
		MadeDocuments::mark( $this->sale( $sale->orderId ), $made );
		MadeDocuments::mark( $this->sale( $sale->orderId ), $made );
		$marks = $this->sale( $sale->orderId )->made;
		self::assertSame( [ 40, 40 ], [ count( $marks ), count( array_unique( $marks ) ) ] );
	}

	public function testWhatIsMadeFromWhatWasMadeIsMarkedToo(): void {
		$sale = $this->sale( $this->sentOrder()->get_id() );
		MadeDocuments::take( self::DATABASE, [ self::made( $sale, 'otp', 'deliveryNote' ), self::made( $sale, 'pov', 'return' ) ] );
		MadeDocuments::take( self::DATABASE, [ new Document( [ 'id' => 'fak', 'kind' => 'invoice', 'sourceDocumentId' => 'otp' ] ) ] );
		self::assertSame( [ [ 'deliveryNote otp', 'invoice fak' ], [ 'otp', 'fak' ] ], [ $this->sale( $sale->orderId )->made, $this->sale( $sale->orderId )->madeIds() ] );
	}

	/** Of a SORS that does not say of which kind a document is. */
	public function testItsOwnReturnsAreNoMarks(): void {
		$sale  = $this->sale( $this->sentOrder()->get_id() );
		$entry = OutboxTable::ensure( $sale->orderId, OutboxEntry::ROLE_RETURN, 4711, 1 );
		OutboxTable::update( $entry->id, [ 'state' => OutboxEntry::SENDING, 'reference' => 'shop-return-1', 'next_attempt_at' => null ] );
		MadeDocuments::take( self::DATABASE, [ new Document( [ 'id' => 'pov', 'sourceDocumentId' => $sale->documentId, 'externalReference' => 'shop-return-1' ] ) ] );
		self::assertSame( [], $this->sale( $sale->orderId )->made );
	}

	private static function made( OutboxEntry $sale, string $id, string $kind = 'invoice' ): Document {
		return new Document( [ 'id' => $id, 'kind' => $kind, 'sourceDocumentId' => $sale->documentId ] );
	}

	private function idOf( string $number ): string {
		return (string) array_column( $this->documents(), 'id', 'number' )[ $number ];
	}
}
