<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Entries\Reference;
use SorsApi\Outbox\Intake;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** Yesterday's backup is put back: what was sent since is in SORS, and the shop knows nothing of it. */
final class RestoredBackupTest extends OutboxTestCase {

	use RestoresBackups;

	public function testAnOrderThatWasSentAfterTheBackupIsFoundAndNotSentAgain(): void {
		$order = $this->restoredAfterSending();
		// It was sent the day before.
		$day = gmdate( 'Y-m-d', time() - DAY_IN_SECONDS );
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'date' => $day ] ] );
		$this->work();
		$document = $this->documents();
		$this->assertFound( $order->get_id() );
		self::assertCount( 1, $document );
		self::assertSame( [ (string) $document[0]['id'], $document[0]['number'], $day ], [ $this->sale( $order->get_id() )->documentId, $this->sale( $order->get_id() )->documentNumber, $this->sale( $order->get_id() )->documentDate ] );
		self::assertSame( $document[0]['number'], $this->freshOrder( $order->get_id() )->get_meta( '_sors_document_number' ) );
		self::assertSame( 0, $this->services->reconciliation()->run()['problems'] );
	}

	public function testAnOrderThatTheBackupKnowsAsRefusedIsFound(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Ne može.' ] );
		$this->work();
		self::assertSame( OutboxEntry::REJECTED, $this->sale( $order->get_id() )->state );
		$this->keep();
		$this->outbox->sendEntry( $this->sale( $order->get_id() )->id );
		$this->putBack();
		$this->outbox->sendEntry( $this->sale( $order->get_id() )->id );
		$this->assertFound( $order->get_id() );
		self::assertCount( 1, $this->documents() );
	}

	public function testANewOrderThatGotTheIdOfALostOneIsSentUnderAnotherReference(): void {
		AtWork::exporting( [ time() - DAY_IN_SECONDS, null ] );
		$lost = $this->sentOrder( 3 );
		// Of when there was nothing.
		$this->putBack();
		self::saved( $this->freshOrder( $lost->get_id() ), [ 'billing_email' => 'nova@example.test', 'date_created' => time() - 60 ] );
		Intake::take( $lost->get_id() );
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::ANSWERED ], [ $this->sale( $lost->get_id() )->state, $this->sale( $lost->get_id() )->documentBy ] );
		self::assertCount( 2, array_unique( array_column( $this->documents(), 'externalReference' ) ) );
	}

	public function testAnOrderThatStaffGaveAnotherDateKeepsItsMoment(): void {
		$order  = $this->sentOrder( 2 );
		$moment = Reference::read( $this->sale( $order->get_id() )->reference )->moment ?? '';
		self::assertSame( base_convert( (string) $order->get_date_created()->getTimestamp(), 10, 36 ), $moment );
		self::saved( $this->freshOrder( $order->get_id() ), [ 'date_created' => time() - 3 * DAY_IN_SECONDS ] );
		Intake::cancel( $this->sale( $order->get_id() ), true );
		$this->workAfter( 60, 2 );
		$next = Reference::read( $this->sale( $order->get_id() )->reference );
		self::assertSame( [ 2, $moment ], null === $next ? [] : [ $next->revision, $next->moment ] );
	}

	public function testAnOrderThatDiffersFromItsDocumentByNowIsAskedAbout(): void {
		$order = $this->restoredAfterSending();
		$this->changeQuantity( $order->get_id(), 1 );
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_other' ], [ $sale->state, $sale->errorCode ] );
		self::assertCount( 1, $this->documents() );
		$this->outbox->resolve( $sale->id, [ 'as' => 'resend' ] );
		$this->workAfter( 60, 2 );
		self::assertSame( [ 2, OutboxEntry::SENT ], [ $this->sale( $order->get_id() )->revision, $this->sale( $order->get_id() )->state ] );
		self::assertCount( 2, $this->documents() );
	}

	public function testADocumentThatWasCancelledSinceIsAskedAbout(): void {
		$order = $this->restoredAfterSending();
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->documents()[0]['number'] ] );
		$this->work();
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_cancelled' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		self::assertCount( 1, $this->documents() );
	}

	public function testAReturnThatWasSentAfterTheBackupIsFound(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order  = $this->sentOrder( 3 );
		$refund = self::giveBack( $order );
		$this->keep();
		$this->work();
		self::assertCount( 2, $this->documents() );
		$this->putBack();
		$this->work();
		$entry = OutboxTable::one( $order->get_id(), OutboxEntry::ROLE_RETURN, $refund->get_id(), 1 );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND ], null === $entry ? [] : [ $entry->state, $entry->documentBy ] );
		self::assertCount( 2, $this->documents() );
	}

	public function testWhatWasMadeFromItInSorsIsAskedAboutWhereSorsClosedIt(): void {
		$order  = $this->restoredAfterSending();
		$number = $this->documents()[0]['number'];
		$this->patch( [ 'do' => 'followDocument', 'number' => $number, 'kind' => 'invoice', 'as' => 'FAK-1', 'externalReference' => $this->documents()[0]['externalReference'] ] );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $number ] );
		$this->work();
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_made' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		self::assertCount( 2, $this->documents() );
	}

	/** @dataProvider uselessAnswers */
	public function testALookThatSaysNothingStopsNoOrder( array $answer ): void {
		$this->fault( 'findDocuments', $answer, 100 );
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::ANSWERED ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentBy ] );
	}

	public function uselessAnswers(): array {
		return [
			'the key may not'         => [ [ 'kind' => 'status', 'status' => 403 ] ],
			'there is no such place'  => [ [ 'kind' => 'status', 'status' => 404 ] ],
			'a refusal'               => [ [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Ne.' ] ],
			'it is somewhere else'    => [ [ 'kind' => 'redirect', 'location' => 'https://example.test/' ] ],
		];
	}

	/** @dataProvider noAnswers */
	public function testAnOrderWaitsWhileSorsCannotBeAsked( array $answer ): void {
		$order = $this->restoredAfterSending();
		$this->fault( 'findDocuments', $answer, 100 );
		$this->work();
		self::assertContains( $this->sale( $order->get_id() )->state, [ OutboxEntry::WAITING, OutboxEntry::QUEUED ] );
		self::assertCount( 1, $this->documents() );
		$this->sors->post( 'faults', [ 'rules' => [], 'mode' => 'replace' ] );
		$this->workAfter( 3600 );
		$this->assertFound( $order->get_id() );
		self::assertCount( 1, $this->documents() );
	}

	public function noAnswers(): array {
		return [
			'it is down'        => [ [ 'kind' => 'status', 'status' => 503 ] ],
			'too many requests' => [ [ 'kind' => 'status', 'status' => 429 ] ],
		];
	}

	public function testWhereSorsCanOnlyListTheDaysSinceTheOrderCameAreLookedThroughOnceARun(): void {
		$orders = [ $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] ), $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] ) ];
		self::db()->query( 'UPDATE ' . OutboxTable::name() . ' SET created_at = DATE_SUB(created_at, INTERVAL 3 DAY)' );
		$this->keep();
		$this->work();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'date' => gmdate( 'Y-m-d', time() - 2 * DAY_IN_SECONDS ) ] ] );
		$this->putBack();
		$this->withoutOperations( [ 'findDocuments' ] );
		$before = $this->sors->count( 'listDocuments' );
		$this->work();
		self::assertSame( $before + 4, $this->sors->count( 'listDocuments' ), 'Each day once.' );
		foreach ( $orders as $order ) {
			$this->assertFound( $order->get_id() );
		}
		self::assertCount( 2, $this->documents() );
	}

	/** @dataProvider uselessLists */
	public function testAListThatCannotBeReadStopsNoOrder( array $answer ): void {
		$this->withoutOperations( [ 'findDocuments' ] );
		$this->fault( 'listDocuments', $answer, 100 );
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
	}

	public function uselessLists(): array {
		return $this->uselessAnswers() + [
			'it is down'              => [ [ 'kind' => 'status', 'status' => 503 ] ],
			'its pages do not add up' => [ [ 'kind' => 'emptyPage', 'total' => 'kept' ] ],
		];
	}


	private function assertFound( int $orderId ): void {
		$sale = $this->sale( $orderId );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND, 'document' ], [ $sale->state, $sale->documentBy, $sale->acknowledgedBy ], (string) $sale->why() );
	}
}
