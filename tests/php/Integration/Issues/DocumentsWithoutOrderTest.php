<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\DocumentsWithoutOrder;
use SorsApi\Outbox\Intake;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Integration\Outbox\RestoresBackups;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** What the daily comparison finds in SORS that was made after a backup which was restored. */
final class DocumentsWithoutOrderTest extends OutboxTestCase {

	use RestoresBackups;

	public function testAnOrderThatWasRevisedAfterTheBackupTakesTheLaterDocument(): void {
		$order = $this->revised();
		self::assertSame( 0, $this->services->reconciliation()->run()['problems'] );
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ 2, OutboxEntry::SENT, OutboxEntry::FOUND, $this->documents()[1]['number'] ], [ $sale->revision, $sale->state, $sale->documentBy, $sale->documentNumber ], (string) $sale->why() );
		self::assertCount( 2, $this->documents() );
		self::assertSame( [ 0, 0 ], [ $this->services->reconciliation()->run()['problems'], DocumentsWithoutOrder::count() ] );
	}

	public function testWhereSorsCanOnlyListTheLaterDocumentIsTakenTooWhateverItsDay(): void {
		$order = $this->revised();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[1]['number'], 'set' => [ 'date' => gmdate( 'Y-m-d', time() - DAY_IN_SECONDS ) ] ] );
		self::db()->query( 'UPDATE ' . OutboxTable::name() . ' SET created_at = DATE_SUB(created_at, INTERVAL 2 DAY)' );
		$this->withoutOperations( [ 'findDocuments', 'getDocument' ] );
		$this->services->reconciliation()->run();
		self::assertSame( 2, $this->sale( $order->get_id() )->revision );
	}

	public function testTwoOpenRevisionsOfAnOrderAreToldOnceAndStayAccepted(): void {
		$order = $this->revisedBesideTheFirst();
		for ( $day = 1; $day < 3; $day++ ) {
			self::assertSame( 1, $this->services->reconciliation()->run()['problems'], "Comparison $day" );
			$sale = $this->sale( $order->get_id() );
			self::assertSame( [ 1, Issue::DOUBLED ], [ $sale->revision, self::issueOf( $sale ) ] );
		}
		self::assertCount( 1, array_keys( array_column( History::of( $sale->id ), 'event' ), Issue::DOUBLED, true ) );
		$this->services->sentDecision()->decide( $sale->id, 'accept' );
		self::assertSame( 0, $this->services->reconciliation()->run()['problems'] );
	}

	public function testTwoOpenRevisionsAreOverOnceOneIsCancelledInSors(): void {
		$order = $this->revisedBesideTheFirst();
		$this->services->reconciliation()->run();
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->documents()[1]['number'] ] );
		self::assertSame( 0, $this->services->reconciliation()->run()['problems'] );
		self::assertNull( self::issueOf( $this->sale( $order->get_id() ) ) );
	}

	public function testADocumentOfALostOrderIsListedAndCancelledByAPerson(): void {
		$lost = $this->lost();
		self::assertSame( [ [ self::DATABASE, (string) $lost['id'], $lost['number'], 'reservation' ] ], array_map( static fn( array $one ): array => [ $one['database'], $one['documentId'], $one['number'], $one['kind'] ], DocumentsWithoutOrder::all() ) );
		$this->decide( $lost, DocumentsWithoutOrder::CANCEL );
		self::assertSame( [ 0, 'cancelled' ], [ DocumentsWithoutOrder::count(), $this->documents()[0]['status'] ] );
		$this->services->reconciliation()->run();
		self::assertSame( 0, DocumentsWithoutOrder::count() );
	}

	public function testADocumentThatIsLeftIsNotListedAgain(): void {
		$lost = $this->lost();
		$this->decide( $lost, DocumentsWithoutOrder::LEAVE );
		$this->services->reconciliation()->run();
		self::assertSame( [ 0, 'open' ], [ DocumentsWithoutOrder::count(), $this->documents()[0]['status'] ] );
		self::assertSame( 'not_open', self::thrown( fn() => $this->decide( $lost, DocumentsWithoutOrder::CANCEL ), OutboxRefused::class )->code() );
	}

	public function testADocumentOfAnotherOrderWithTheSameIdIsListed(): void {
		AtWork::exporting( [ time() - DAY_IN_SECONDS, null ] );
		$order = $this->sentOrder( 2 );
		$this->putBack();
		self::saved( $this->freshOrder( $order->get_id() ), [ 'date_created' => time() - 60 ] );
		Intake::take( $order->get_id() );
		$this->work();
		$this->services->reconciliation()->run();
		self::assertSame( [ $this->documents()[0]['number'] ], array_column( DocumentsWithoutOrder::all(), 'number' ) );
	}

	public function testADocumentOfAnOrderThatIsNotToBeSentAnyMoreIsListed(): void {
		$order = $this->restoredAfterSending();
		$this->handleAs( 'cancelled', $order );
		$this->services->reconciliation()->run();
		self::assertSame( [ $this->documents()[0]['number'] ], array_column( DocumentsWithoutOrder::all(), 'number' ) );
	}

	public function testAReturnOfARefundThatIsNotHereIsListed(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->keep();
		$refund = self::giveBack( $order );
		$this->work();
		$this->putBack();
		$refund->delete( true );
		$this->services->reconciliation()->run();
		self::assertSame( [ 'return' ], array_column( DocumentsWithoutOrder::all(), 'kind' ) );
	}

	public function testWhatTheOutboxKnowsWillFindOrIsOfAnotherShopIsNotListed(): void {
		$this->sentOrder( 1 );
		$this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$this->keep();
		$this->work();
		$this->putBack();
		$document = $this->documents()[0];
		$this->compareAfter( [ 'do' => 'followDocument', 'number' => $document['number'], 'kind' => 'invoice', 'as' => 'FAK-1', 'externalReference' => $document['externalReference'] ] );
		self::assertSame( 0, DocumentsWithoutOrder::count() );
		$this->lost();
		self::assertSame( 1, DocumentsWithoutOrder::count() );
		StoreIdentity::confirmCopy();
		self::assertSame( 0, DocumentsWithoutOrder::count() );
		$this->services->reconciliation()->run();
		self::assertSame( 0, DocumentsWithoutOrder::count(), 'Those of the original are not this one’s.' );
	}

	/** @dataProvider changes */
	public function testWhatIsNoLongerAsItWasListedIsNotCancelled( array $change ): void {
		$lost = $this->lost();
		$this->patch( $change + [ 'number' => $lost['number'] ] );
		self::assertSame( 'cannot_cancel', self::thrown( fn() => $this->decide( $lost, DocumentsWithoutOrder::CANCEL ), OutboxRefused::class )->code() );
		self::assertSame( [ 'open', 1 ], [ $this->documents()[0]['status'], DocumentsWithoutOrder::count() ] );
	}

	public function changes(): array {
		return [
			'another was made from it'   => [ [ 'do' => 'followDocument', 'kind' => 'invoice', 'as' => 'FAK-1', 'externalReference' => null ] ],
			'it carries another mark'    => [ [ 'do' => 'setDocument', 'set' => [ 'externalReference' => 'druga-oznaka' ] ] ],
		];
	}

	public function testWhatIsOverInSorsAlreadyIsListedNoMore(): void {
		$lost = $this->lost();
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $lost['number'] ] );
		$this->decide( $lost, DocumentsWithoutOrder::CANCEL );
		self::assertSame( 0, DocumentsWithoutOrder::count() );
	}

	public function testACopyOfTheShopCancelsNothing(): void {
		$lost = $this->lost();
		update_option( StoreIdentity::PLACE_OPTION, 'elsewhere' );
		self::assertSame( 'copy', self::thrown( fn() => $this->decide( $lost, DocumentsWithoutOrder::CANCEL ), OutboxRefused::class )->code() );
		self::assertSame( 'open', $this->documents()[0]['status'] );
	}

	public function testTheOwnerSeesThemWithTheComparisonAndDecidesByAPress(): void {
		$this->loginAsAdmin();
		$lost  = $this->lost();
		$shown = $this->restOk( 'GET', 'reconciliation' );
		self::assertSame( [ $lost['number'], 'Reservation', true ], [ $shown['documentsWithoutOrder'][0]['number'], $shown['documentsWithoutOrder'][0]['kind'], $shown['canCancel'] ] );
		self::assertContains( 'documents_without_order', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ) );
		$body = [ 'database' => self::DATABASE, 'documentId' => (string) $lost['id'] ];
		self::assertSame( 400, $this->rest( 'POST', 'reconciliation/document', $body + [ 'as' => 'delete' ] )->get_status() );
		self::assertSame( [], $this->restOk( 'POST', 'reconciliation/document', $body + [ 'as' => 'cancel' ] )['documentsWithoutOrder'] );
		self::assertSame( 409, $this->rest( 'POST', 'reconciliation/document', $body + [ 'as' => 'leave' ] )->get_status() );
		self::assertNotContains( 'documents_without_order', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ) );
	}

	/** @return \WC_Order Whose document was replaced by another revision after the backup that was put back. */
	private function revised(): \WC_Order {
		$order = $this->sentOrder( 2 );
		$this->keep();
		Intake::cancel( $this->sale( $order->get_id() ), true );
		$this->workAfter( 60, 2 );
		self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		$this->putBack();
		return $order;
	}

	/** The same, and nobody cancelled the first one. */
	private function revisedBesideTheFirst(): \WC_Order {
		$order = $this->sentOrder( 2 );
		$this->keep();
		OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'revision' => 2, 'state' => OutboxEntry::QUEUED, 'payload_lock' => '', 'reference' => null, 'document_id' => null, 'document_number' => null, 'next_attempt_at' => gmdate( 'Y-m-d H:i:s' ) ] );
		$this->work();
		self::assertSame( [ 'open', 'open' ], array_column( $this->documents(), 'status' ) );
		$this->putBack();
		return $order;
	}

	/** @return array<string, mixed> The document of an order that the backup lacks. */
	private function lost(): array {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->keep();
		$this->backup = array_filter( $this->backup, static fn( array $row ): bool => (int) $row['order_id'] !== $order->get_id() );
		$document     = $this->madeDocument( $order );
		$this->freshOrder( $order->get_id() )->delete( true );
		$this->putBack();
		$this->services->reconciliation()->run();
		return $document;
	}

	private function decide( array $document, string $as ): void {
		$this->services->documentsWithoutOrder()->decide( self::DATABASE, (string) $document['id'], $as );
	}
}
