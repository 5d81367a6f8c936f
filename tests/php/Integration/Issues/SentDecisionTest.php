<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\OrphanedDocuments;
use SorsApi\Issues\Remedies;
use SorsApi\Issues\SentDecision;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sentence;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\ReplyLost;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** What may be decided about a sent document, and what is refused. */
final class SentDecisionTest extends OutboxTestCase {

	public function testWhereNothingIsOpenNothingIsDecided(): void {
		$sale = $this->sale( $this->sentOrder()->get_id() );
		$this->assertRefused( 'not_found', 999999999, SentDecision::ACCEPT );
		$this->assertRefused( 'not_open', $sale->id, SentDecision::ACCEPT );
		$this->differs( $sale, ChangedOrders::CODE, [ 'state' => OutboxEntry::UNCERTAIN ] );
		$this->assertRefused( 'not_open', $sale->id, SentDecision::ACCEPT );
	}

	public function testAReturnIsNotReplaced(): void {
		$return  = OutboxTable::ensure( $this->sentOrder()->get_id(), OutboxEntry::ROLE_RETURN, 9, 1 );
		$this->differs( $return, Issue::REFUND, [ 'state' => OutboxEntry::SENT ] );
		$this->assertRefused( 'not_open', $return->id, SentDecision::REPLACE );
		self::assertSame( 'Noted: it stays as it is.', $this->decide( $return->id, SentDecision::ACCEPT ) );
		self::assertNull( OutboxTable::get( $return->id )->issue ?? null );
	}

	public function testWhatStandsInTwoDatabasesIsLeftToAPerson(): void {
		$sale = $this->sale( $this->sentOrder()->get_id() );
		$this->differs( $sale, ChangedOrders::CODE );
		update_option( CountedDocuments::OPTION, [ self::DATABASE => PHP_INT_MAX ] );
		$this->assertRefused( 'not_now', $sale->id, SentDecision::REPLACE );
		self::assertSame( 'Noted: it stays as it is.', $this->decide( $sale->id, SentDecision::ACCEPT ) );
	}

	public function testWhatAWorkerHoldsIsNotReplacedYet(): void {
		$sale       = $this->sale( $this->sentOrder()->get_id() );
		$cancelling = OutboxTable::ensure( $sale->orderId, OutboxEntry::ROLE_CANCEL, 0, 1 );
		$this->differs( $sale, ChangedOrders::CODE );
		OutboxTable::update( $cancelling->id, [ 'lease_owner' => 'x', 'lease_until' => DatabaseClock::now() + 60000000 ] );
		$this->assertRefused( 'not_now', $sale->id, SentDecision::REPLACE );
		OutboxTable::update( $cancelling->id, [ 'state' => OutboxEntry::REJECTED ] );
		$this->assertRefused( 'not_now', $cancelling->id, SentDecision::ACCEPT );
		OutboxTable::update( $cancelling->id, OutboxTable::NO_LEASE );
		self::assertSame( 'Its document is being cancelled in SORS; then the order is sent again, as it is now.', $this->decide( $sale->id, SentDecision::REPLACE ) );
		self::assertNull( $this->sale( $sale->orderId )->issue );
	}

	public function testTheDocumentOfADeletedOrderIsCancelledAndNotSentAgain(): void {
		$sale = $this->sale( $this->sentOrder()->get_id() );
		$this->differs( $sale, OrphanedDocuments::DELETED );
		self::assertSame( 'Its document is being cancelled in SORS.', $this->decide( $sale->id, SentDecision::REPLACE ) );
	}

	public function testACancellingThatWasRefusedIsGivenUp(): void {
		$cancelling = OutboxTable::ensure( $this->sentOrder()->get_id(), OutboxEntry::ROLE_CANCEL, 0, 1 );
		$this->assertRefused( 'not_open', $cancelling->id, SentDecision::ACCEPT );
		OutboxTable::update( $cancelling->id, [ 'state' => OutboxEntry::REJECTED ] );
		$this->assertRefused( 'not_open', $cancelling->id, SentDecision::REPLACE );
		self::assertSame( 'Decided by hand: the document stays in SORS.', $this->decide( $cancelling->id, SentDecision::ACCEPT ) );
		$kept = OutboxTable::get( $cancelling->id );
		self::assertSame( [ OutboxEntry::SKIPPED, OutboxEntry::BY_OWNER, 'kept', null ], [ $kept->state ?? '', $kept->acknowledgedBy ?? '', $kept->errorCode ?? '', $kept->nextAttemptAt ?? null ] );
	}

	public function testOfSeveralDocumentsTheOthersThatAreOpenAreCancelled(): void {
		$sale = $this->saleWithDoubles();
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->documents()[2]['number'] ] );
		$this->differs( $sale, Issue::DOUBLED );
		self::assertSame( $sale->documentNumber . ' stays; cancelled in SORS: ' . $this->documents()[1]['number'] . '.', $this->decide( $sale->id, SentDecision::OTHERS ) );
		self::assertSame( [ 'open', 'cancelled', 'cancelled' ], array_column( $this->documents(), 'status' ) );
		self::assertNull( $this->sale( $sale->orderId )->issue );
	}

	public function testWhatSorsOnlyTookIsNotSaidToBeCancelled(): void {
		$sale = $this->saleWithDoubles();
		$this->differs( $sale, Issue::DOUBLED );
		$this->fault( 'cancelDocument', [ 'kind' => 'body', 'body' => $this->bodyOfDocument( 1 ) ] );
		self::thrown( fn() => $this->decide( $sale->id, SentDecision::OTHERS ), ReplyLost::class );
		self::assertSame( [ 'open', 'open', 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertTrue( $this->sale( $sale->orderId )->hasIssue( [ Issue::DOUBLED ] ) );
		$this->decide( $sale->id, SentDecision::OTHERS );
		self::assertSame( [ 'open', 'cancelled', 'cancelled' ], array_column( $this->documents(), 'status' ) );
	}

	public function testOfSeveralDocumentsNoneIsCancelledWhereTheOwnOneIsGone(): void {
		$sale = $this->sale( $this->sentOrder()->get_id() );
		$this->sentOrder();
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->documents()[0]['number'] ] );
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[1]['number'], 'set' => [ 'externalReference' => $sale->reference ] ] );
		$this->differs( $sale, Issue::DOUBLED );
		$this->assertRefused( 'not_open', $sale->id, SentDecision::OTHERS );
		$this->patch( [ 'do' => 'removeDocument', 'number' => $this->documents()[0]['number'] ] );
		$this->assertRefused( 'not_open', $sale->id, SentDecision::OTHERS );
		OutboxTable::update( $sale->id, [ 'document_id' => null ] );
		$this->assertRefused( 'cannot_cancel', $sale->id, SentDecision::OTHERS );
		OutboxTable::update( $sale->id, [ 'document_id' => $sale->documentId ] );
		$this->withoutOperations( [ 'cancelDocument' ] );
		$this->assertRefused( 'cannot_cancel', $sale->id, SentDecision::OTHERS );
		self::assertSame( [ 'open' ], array_column( $this->documents(), 'status' ) );
	}

	/** Of several documents one is known here. If that were cancelled, nothing would tell of the others any more. */
	public function testACancellingWaitsUntilThereIsOneDocument(): void {
		$sale  = $this->saleWithDoubles();
		$order = $this->freshOrder( $sale->orderId );
		$this->differs( $sale, Issue::DOUBLED );
		$this->assertRefused( 'not_now', $sale->id, SentDecision::REPLACE );
		$order->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ 'open', 'open', 'open' ], array_column( $this->documents(), 'status' ) );
		$cancelling = OutboxTable::one( $sale->orderId, OutboxEntry::ROLE_CANCEL, 0, 1 );
		self::assertSame( [ OutboxEntry::QUEUED, 'SORS has several documents of this order. The cancelling waits until you have decided about the others.' ], [ $cancelling->state ?? '', null === $cancelling ? '' : IssueText::problem( $cancelling ) ] );
		self::assertSame( [], null === $cancelling ? null : Remedies::of( $cancelling, true, false ) );
		self::assertTrue( $this->sale( $sale->orderId )->hasIssue( [ Issue::DOUBLED ] ) );
		$this->decide( $sale->id, SentDecision::OTHERS );
		$this->workAfter( 301 );
		self::assertSame( [ 'cancelled', 'cancelled', 'cancelled' ], array_column( $this->documents(), 'status' ) );
	}

	public function testAnEditIsToldOnceThereIsOneDocument(): void {
		$sale  = $this->saleWithDoubles();
		$order = $this->freshOrder( $sale->orderId );
		$this->differs( $sale, Issue::DOUBLED );
		self::saved( $order, [ 'billing_city' => 'Subotica' ] );
		ChangedOrders::check( $this->sale( $sale->orderId ) );
		self::assertTrue( $this->sale( $sale->orderId )->hasIssue( [ Issue::DOUBLED ] ) );
		$this->decide( $sale->id, SentDecision::OTHERS );
		$this->services->sweep()->run();
		self::assertTrue( $this->sale( $sale->orderId )->hasIssue( [ ChangedOrders::CODE ] ) );
	}

	/** One accepted difference is remembered. */
	public function testTwoDifferencesThatWereAcceptedAreNotAskedInTurn(): void {
		$sale  = $this->sale( $this->sentOrder()->get_id() );
		$order = $this->freshOrder( $sale->orderId );
		self::saved( $order, [ 'billing_city' => 'Subotica' ] );
		$this->patch( [ 'do' => 'setDocument', 'number' => (string) $sale->documentNumber, 'set' => [ 'total' => 1 ] ] );
		$storage = OrderStorage::current();
		$asked   = 0;
		for ( $day = 0; $day < 6; $day++ ) {
			$this->pass( DAY_IN_SECONDS );
			$GLOBALS['wpdb']->query( "UPDATE $storage->table SET $storage->modified = DATE_SUB($storage->modified, INTERVAL 1 DAY) WHERE $storage->id = $sale->orderId" );
			wp_cache_flush();
			$this->services->sweep()->run();
			$this->services->reconciliation()->run();
			if ( null !== $this->sale( $sale->orderId )->issue ) {
				++$asked;
				$this->decide( $sale->id, SentDecision::ACCEPT );
			}
			$this->services->sweep()->run();
			if ( null !== $this->sale( $sale->orderId )->issue ) {
				++$asked;
				$this->decide( $sale->id, SentDecision::ACCEPT );
			}
		}
		self::assertLessThan( 5, $asked );
		self::assertNull( $this->sale( $sale->orderId )->issue );
	}

	public function testWhereTheOthersAreGoneMeanwhileThatIsSaid(): void {
		$sale = $this->saleWithDoubles();
		foreach ( [ 1, 2 ] as $at ) {
			$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->documents()[ $at ]['number'] ] );
		}
		$this->differs( $sale, Issue::DOUBLED );
		self::assertSame( "$sale->documentNumber stays: SORS has no other open document of this order any more.", $this->decide( $sale->id, SentDecision::OTHERS ) );
	}

	public function testWhatWasMadeFromItsDocumentIsNeitherADoubleNorCancelled(): void {
		$sale = $this->sale( $this->sentOrder()->get_id() );
		$this->follow( (string) $sale->documentNumber, 'deliveryNote', 'OTP-1', $sale->reference );
		$this->follow( 'OTP-1', 'invoice', 'FAK-1', $sale->reference );
		self::assertSame( 0, $this->services->reconciliation()->run()['problems'] );
		$this->differs( $sale, Issue::DOUBLED );
		$this->decide( $sale->id, SentDecision::OTHERS );
		self::assertSame( [ 'open', 'open', 'open' ], array_column( $this->documents(), 'status' ) );
	}

	public function testADocumentInBetweenIsAskedForByItsId(): void {
		$sale = $this->sale( $this->sentOrder()->get_id() );
		$this->follow( (string) $sale->documentNumber, 'deliveryNote', 'OTP-1' );
		$this->follow( 'OTP-1', 'invoice', 'FAK-1', $sale->reference );
		$this->patch( [ 'do' => 'setDocument', 'number' => 'OTP-1', 'set' => [ 'date' => '2026-01-02' ] ] );
		self::assertSame( 0, $this->services->reconciliation()->run()['problems'] );
		$this->differs( $sale, Issue::DOUBLED );
		$this->decide( $sale->id, SentDecision::OTHERS );
		self::assertSame( [ 'open', 'open', 'open' ], array_column( $this->documents(), 'status' ) );
	}

	/** @dataProvider outOfReach */
	public function testWhereTheDocumentInBetweenIsOutOfReachAPersonIsAskedAndNothingIsCancelled( callable $hide ): void {
		$sale = $this->sale( $this->sentOrder()->get_id() );
		$this->follow( (string) $sale->documentNumber, 'deliveryNote', 'OTP-1' );
		$this->follow( 'OTP-1', 'invoice', 'FAK-1', $sale->reference );
		$this->patch( [ 'do' => 'setDocument', 'number' => 'OTP-1', 'set' => [ 'date' => '2026-01-02' ] ] );
		$hide( $this );
		self::assertSame( 1, $this->services->reconciliation()->run()['problems'] );
		$asked = $this->sale( $sale->orderId );
		self::assertSame( "SORS has several open documents for this order: $sale->documentNumber, FAK-1. What is there beside $sale->documentNumber was not made as it was sent from here, so it may be right. Cancel in SORS what is one too many, or leave it as it is.", IssueText::problem( $asked ) );
		self::assertSame( [ 'accept' ], array_column( Remedies::of( $asked, true, false ), 'as' ) );
		$this->assertRefused( 'cannot_cancel', $sale->id, SentDecision::OTHERS );
		self::assertNotContains( 'cancelled', array_column( $this->documents(), 'status' ) );
	}

	public function outOfReach(): array {
		return [
			'it was deleted'                 => [ static fn( self $test ) => $test->patch( [ 'do' => 'removeDocument', 'number' => 'OTP-1' ] ) ],
			'SORS refuses to show it'        => [ static fn( self $test ) => $test->fault( 'getDocument', [ 'kind' => 'status', 'status' => 409 ], 9 ) ],
			'SORS cannot be asked by its id' => [ static fn( self $test ) => $test->withoutOperations( [ 'getDocument' ] ) ],
		];
	}

	public function testADoubleFromWhichOthersWereMadeIsLeftToAPerson(): void {
		$sale = $this->saleWithDoubles();
		$this->follow( (string) $this->documents()[2]['number'], 'invoice', 'FAK-1', $sale->reference );
		list( , $double, $followed ) = array_column( $this->documents(), 'number' );
		$this->differs( $sale, Issue::DOUBLED );
		self::assertSame( "$sale->documentNumber stays; cancelled in SORS: $double. Not cancelled from here: $followed, FAK-1.", $this->decide( $sale->id, SentDecision::OTHERS ) );
		self::assertSame( [ 'open', 'cancelled', 'open', 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertSame( [ 'accept' ], array_column( Remedies::of( $this->sale( $sale->orderId ), true, false ), 'as' ), 'What is left is still asked about.' );
	}

	public function testAnotherKindThanWasSentIsNotCancelledThoughItsSourceIsUntold(): void {
		$sale = $this->sale( $this->sentOrder()->get_id() );
		$this->follow( (string) $sale->documentNumber, 'invoice', 'FAK-1', $sale->reference );
		$this->patch( [ 'do' => 'garbleDocument', 'number' => 'FAK-1', 'set' => [ 'sourceDocumentId' => null ] ] );
		$this->differs( $sale, Issue::DOUBLED );
		$this->assertRefused( 'cannot_cancel', $sale->id, SentDecision::OTHERS );
		self::assertSame( [ 'open', 'open' ], array_column( $this->documents(), 'status' ) );
	}

	public function testACopyOfTheShopCancelsNothing(): void {
		$sale = $this->saleWithDoubles();
		$this->differs( $sale, Issue::DOUBLED );
		update_option( StoreIdentity::PLACE_OPTION, hash( 'sha256', 'production|original.example' ) );
		$this->assertRefused( 'copy', $sale->id, SentDecision::OTHERS );
		self::assertSame( [ 'open', 'open', 'open' ], array_column( $this->documents(), 'status' ) );
	}


	private function follow( string $number, string $kind, string $as, ?string $reference = null ): void {
		$this->patch( [ 'do' => 'followDocument' ] + compact( 'number', 'kind', 'as' ) + ( null === $reference ? [] : [ 'externalReference' => $reference ] ) );
	}

	private function differs( OutboxEntry $entry, string $code, array $columns = [] ): void {
		OutboxTable::update( $entry->id, $columns + OutboxTable::issue( new Issue( $code ) ) );
	}

	private function decide( int $id, string $as ): string {
		return Sentence::shown( $this->services->sentDecision()->decide( $id, $as ) );
	}

	/** Of an order, in whose name SORS has two documents more that no entry knows. */
	private function saleWithDoubles(): OutboxEntry {
		$sale = $this->sale( $this->sentOrder()->get_id() );
		$this->sentOrder();
		$this->sentOrder();
		self::db()->query( 'DELETE FROM ' . OutboxTable::name() . " WHERE id <> $sale->id" );
		foreach ( [ 1, 2 ] as $at ) {
			$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[ $at ]['number'], 'set' => [ 'externalReference' => $sale->reference ] ] );
		}
		return $sale;
	}

	private function assertRefused( string $code, int $id, string $as ): void {
		$refused = self::thrown( fn() => $this->decide( $id, $as ), OutboxRefused::class );
		self::assertSame( $code, $refused->code() );
	}
}
