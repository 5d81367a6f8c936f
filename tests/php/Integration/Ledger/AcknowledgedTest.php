<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Ledger;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\SentDecision;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Outbox\Intake;
use SorsApi\Services;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\Integration\Outbox\FollowupTestCase;

'cli' === PHP_SAPI || exit;

/** What an order sold counts as in SORS once, while it is there, and no longer. */
final class AcknowledgedTest extends FollowupTestCase {

	/** Completed, not exported, later refunded without restock: the goods left through the till. */
	public function testACompletedOrderStaysSyncedWhenItIsRefundedWithoutGoodsComingBack(): void {
		$order = $this->completedOrder();
		$this->refund( $order, 3, false );
		self::assertSame( 'refunded', $this->freshOrder( $order->get_id() )->get_status() );
		for ( $i = 0; $i < 3; $i++ ) {
			$this->workAfter( 4000 );
			( new Services() )->orders()->tick()->afterwards();
		}
		self::assertSame( '0', $this->unsynced(), 'state ' . $this->sale( $order->get_id() )->state . ' ' . $this->sale( $order->get_id() )->errorCode );
	}

	public function testACompletedOrderStaysSyncedInTheTrash(): void {
		$order = $this->completedOrder();
		$this->freshOrder( $order->get_id() )->delete( false );
		$this->pass( 4000 );
		$this->letModifiedBe( $order->get_id(), 4000 );
		( new Services() )->orders()->sweep()->run();
		$this->workAfter( 4000 );
		self::assertSame( '0', $this->unsynced(), 'state ' . $this->sale( $order->get_id() )->state . ' ' . $this->sale( $order->get_id() )->errorCode );
	}

	/** One save of a completed order that is not sent, figure asked before it. */
	public function testACompletedOrderThatIsSavedAgainCountsForOlderFiguresToo(): void {
		$order = $this->completedOrder();
		$figure = DatabaseClock::moment();
		self::assertSame( '0', $this->unsynced( $figure ) );
		$this->pass( 4000 );
		$again = $this->freshOrder( $order->get_id() );
		$again->set_customer_note( 'Hvala' );
		Intake::take( $order->get_id() );
		$again->save();
		$this->work();
		self::assertSame( '0', $this->unsynced( $figure ), 'The item of SORS has not changed, so its figure keeps its moment.' );
	}

	public function testAnOrderIsSyncedOnceItIsCompletedAlthoughItsDocumentWasMissedBefore(): void {
		$order = $this->missedOrder();
		$this->handleAs( 'completed', $order );
		$this->services->reconciliation()->run();
		( new Services() )->orders()->sweep()->run();
		self::assertSame( '0', $this->unsynced() );
	}

	public function testAnOrderWithoutItsDocumentStaysUnsyncedWhenItIsChanged(): void {
		$order = $this->missedOrder();
		$this->changeQuantity( $order->get_id(), 4 );
		ChangedOrders::sweep();
		self::assertSame( '4', $this->unsynced(), 'issue ' . self::issueOf( $this->sale( $order->get_id() ) ) );
	}

	public function testAnOrderWithoutItsDocumentIsUnsyncedUntilItIsSentAgain(): void {
		$order = $this->missedOrder();
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, SentDecision::REPLACE );
		self::assertSame( '3', $this->unsynced(), 'Before the cancelling begins.' );
	}

	public function testAnOrderWithoutItsDocumentIsUnsyncedWhenItCannotBeSentAgain(): void {
		$order = $this->missedOrder();
		// VAT, currency, unknown product …: our own check refuses the next revision.
		self::saved( $this->freshOrder( $order->get_id() ), [ 'currency' => 'EUR' ] );
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, SentDecision::REPLACE );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'cancel 1 rejected' ], $this->rowsOf( $order ) );
		self::assertSame( '3', $this->unsynced() );
	}

	public function testAnOrderWithoutItsDocumentIsUnsyncedInTheTrashAndAfterIt(): void {
		$order = $this->missedOrder();
		$this->freshOrder( $order->get_id() )->delete( false );
		$trashed = $this->unsynced();
		$this->freshOrder( $order->get_id() )->untrash();
		$this->work();
		self::assertSame( [ '3', '3' ], [ $trashed, $this->unsynced() ], 'status ' . $this->freshOrder( $order->get_id() )->get_status() . ' issue ' . self::issueOf( $this->sale( $order->get_id() ) ) );
	}

	public function testADocumentThatWasCarriedOverNeedNotBeInTheFormerDatabase(): void {
		$order = $this->carriedOver( $this->sentOrder( 3 ) );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->sale( $order->get_id() )->documentNumber ] );
		self::assertSame( '', $this->services->reconciliation()->run()['unchecked'] );
		self::assertNull( self::issueOf( $this->sale( $order->get_id() ) ) );
		self::assertSame( '0', $this->unsynced(), 'Closing the year ended all documents there.' );
	}

	public function testADocumentThatWasCancelledBeforeTheYearWasClosedCountsNoMore(): void {
		$other = $this->sentOrder( 1 );
		$order = $this->carriedOver( $this->sentOrder( 3 ) );
		$this->compareAfter( [ 'do' => 'cancelDocument', 'number' => $this->sale( $order->get_id() )->documentNumber ] );
		self::assertSame( [ null, Issue::MISSING ], [ self::issueOf( $this->sale( $other->get_id() ) ), self::issueOf( $this->sale( $order->get_id() ) ) ] );
		self::assertSame( '3', $this->unsynced() );
	}

	private function carriedOver( \WC_Order $order ): \WC_Order {
		$this->configure( [ 'database' => self::yearly(), 'businessUnitIds' => [ $this->unitId( self::yearly() ) ] ] );
		CountedDocuments::carryOver( self::DATABASE );
		self::assertSame( '0', $this->unsynced() );
		$this->sentOrder( 1 );
		return $order;
	}

	public function testADocumentThatAPersonNamedCountsNoMoreOnceItIsGone(): void {
		$this->sentOrder( 1 );
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->withoutOperations( [ 'findDocuments' ] );
		$this->work();
		$this->workAfter( 60 );
		self::assertSame( 'uncertain', $this->sale( $order->get_id() )->state );
		$document = array_values( array_filter( $this->documents(), fn( array $d ): bool => $d['externalReference'] === $this->sale( $order->get_id() )->reference ) )[0];
		$this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'sent', 'documentId' => (string) $document['id'] ] );
		self::assertSame( '0', $this->unsynced() );
		$this->compareAfter( [ 'do' => 'cancelDocument', 'number' => $document['number'] ] );
		self::assertSame( Issue::MISSING, self::issueOf( $this->sale( $order->get_id() ) ) );
		self::assertSame( '3', $this->unsynced() );
	}

	public function testASettledOrderThatAPersonSendsAfterAllIsUnsynced(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$order = $this->handledOrder( [ $this->product->get_id() => 3 ] );
		$this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'acknowledged' ] );
		$this->pass( 700 );
		self::assertSame( 1, $this->settle() );
		$this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'resend' ] );
		$queued = $this->unsynced();
		$this->fault( 'createReservation', [ 'kind' => 'refuse' ] );
		$this->work();
		self::assertSame( 'rejected', $this->sale( $order->get_id() )->state );
		self::assertSame( [ '3', '3' ], [ $queued, $this->unsynced() ] );
	}

	public function testADocumentThatAPersonEnteredHoldsWhatTheOrderHasSoldByThen(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse' ] );
		$this->work();
		self::assertSame( 'rejected', $this->sale( $order->get_id() )->state );
		$this->changeQuantity( $order->get_id(), 5 );
		self::saved( $this->freshOrder( $order->get_id() ), [ 'currency' => 'EUR' ] );
		Intake::wake( $order->get_id() );
		$this->work();
		self::assertSame( 'rejected', $this->sale( $order->get_id() )->state );
		$this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'sent', 'documentNumber' => 'R-55' ] );
		self::assertSame( '0', $this->unsynced(), 'The person entered 5 by hand.' );
	}

	public function testAnUncertainReturnThatIsDoneByHandHoldsWhatCameBack(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->withoutOperations( [ 'findDocuments' ] );
		$this->refund( $order, 1, true );
		$this->fault( 'createReturn', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->work();
		$this->workAfter( 60 );
		$return = $this->rows( $order )[1];
		self::assertSame( 'uncertain', $return->state );
		$this->outbox->resolve( $return->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( [ $this->product->get_id() => '1' ], $this->rows( $order )[1]->quantities );
	}

	public function testACopysOrderOfTheOriginalStaysSyncedWhenItIsSaved(): void {
		$order = $this->sentOrder( 3 );
		update_option( StoreIdentity::ADDRESS_OPTION, 'original.example' );
		StoreIdentity::confirmCopy();
		self::assertSame( '0', $this->unsynced() );
		Intake::take( $order->get_id() );
		$this->work();
		self::assertSame( '0', $this->unsynced() );
	}

	public function testADocumentThatComesBackIsNotInAFigureOfBefore(): void {
		$order = $this->sentOrder( 3 );
		$this->sentOrder( 1 );
		// The stand-in opens no cancelled document again: as the comparison had noted it while it was gone.
		OutboxTable::update( $this->sale( $order->get_id() )->id, OutboxTable::NOT_ACKNOWLEDGED + OutboxTable::issue( new Issue( Issue::MISSING ) ) );
		$figure = DatabaseClock::moment();
		self::assertSame( '3', $this->unsynced( $figure ) );
		$this->services->reconciliation()->run();
		self::assertNull( self::issueOf( $this->sale( $order->get_id() ) ) );
		self::assertSame( '3', $this->unsynced( $figure ), 'That figure does not contain it.' );
	}

	/** A return whose first document was cancelled in SORS, and that was made anew: it is not among those of its sale. */
	public function testADocumentWithAReturnThatWasMadeOnceMoreIsNotCancelled(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->fault( 'createReturn', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->work();
		$return = array_values( array_filter( $this->documents(), static fn( array $d ): bool => 'return' === $d['kind'] ) )[0];
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $return['number'] ] );
		$this->workAfter( 60 );
		$entry = $this->rows( $order )[1];
		self::assertSame( [ 'uncertain', 'found_cancelled' ], [ $entry->state, $entry->errorCode ] );
		$this->outbox->resolve( $entry->id, [ 'as' => 'resend' ] );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 cancelled', 'return 2 sent' ], $this->rowsOf( $order ) );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( 'has_returns', $this->rows( $order )[3]->errorCode, 'has_returns; documents: ' . implode( ', ', array_map( static fn( array $d ): string => $d['kind'] . ' ' . $d['status'], $this->documents() ) ) );
	}

	/** Never sent, and gone through the till. */
	private function completedOrder(): \WC_Order {
		$this->configure( [ 'exportOrders' => false ] );
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->handleAs( 'completed', $order );
		self::assertSame( '0', $this->unsynced() );
		return $order;
	}

	/** SORS no longer has its document, and the daily comparison has seen that. */
	private function missedOrder(): \WC_Order {
		$order = $this->sentOrder( 3 );
		$this->sentOrder( 1 );
		$this->compareAfter( [ 'do' => 'cancelDocument', 'number' => $this->sale( $order->get_id() )->documentNumber ] );
		self::assertSame( Issue::MISSING, self::issueOf( $this->sale( $order->get_id() ) ) );
		self::assertSame( '3', $this->unsynced() );
		return $order;
	}
}
