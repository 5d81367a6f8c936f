<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** "Send now": what a press of the button sends, and what it never does. */
final class SendNowTest extends OutboxTestCase {

	public function testNobodyWaitsForTheTimeOfAnEntry(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 600 ] );
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::WAITING, $row->state );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $row->id )->state );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $row->id )->state, 'One that was sent stays as it is.' );
		self::assertCount( 1, $this->documents() );
	}

	public function testWhatTheSettingsLeaveOutIsSent(): void {
		$order = $this->handledOrder( [ $this->linkedProduct()->get_id() => 1 ], 'pending' );
		$row = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SKIPPED, $row->state );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $row->id )->state );
	}

	/** @return array<string, array{array<string, mixed>, bool}> What became of the document; whether it is made again. */
	public function cancelled(): array {
		return [
			'by its id'               => [ [ 'document_id' => '5' ], false ],
			'by its number'           => [ [ 'document_number' => 'R-5' ], false ],
			'before there was any'    => [ [], true ],
		];
	}

	/** @dataProvider cancelled */
	public function testACancelledDocumentIsNotMadeAgain( array $document, bool $isSent ): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$id    = $this->sale( $order->get_id() )->id;
		OutboxTable::update( $id, [ 'state' => OutboxEntry::CANCELLED ] + $document );
		try {
			$this->outbox->sendEntry( $id );
		} catch ( OutboxRefused $refused ) {
			self::assertSame( 'not_now', $refused->code() );
		}
		self::assertSame( $isSent ? OutboxEntry::SENT : OutboxEntry::CANCELLED, $this->sale( $order->get_id() )->state );
		$this->outbox->send( [ $order->get_id() ] );
		$this->work();
		self::assertCount( $isSent ? 1 : 0, $this->documents() );
	}

	public function testAnEntryThatIsSentAgainBeginsAnew(): void {
		$order   = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$before  = [
			'lookups'         => 5,
			'settlement'      => OutboxEntry::SETTLED,
			'acknowledged_at' => 7,
			'acknowledged_by' => OutboxEntry::BY_COMPLETION,
			'next_attempt_at' => null,
		];
		OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'state' => OutboxEntry::REJECTED ] + $before );
		self::assertCount( 1, $this->outbox->send( [ $order->get_id(), $order->get_id() ] )['items'] );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::QUEUED, 0, null, '', true ], [ $row->state, $row->lookups, $row->acknowledgedAt, $row->acknowledgedBy, $row->askedFor ] );
		self::assertSame( [ $row->id ], OutboxTable::due( 9 ) );
		OutboxTable::update( $row->id, [ 'state' => OutboxEntry::WAITING ] + $before );
		$this->outbox->send( [ $order->get_id() ] );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::WAITING, 5, 7, true ], [ $row->state, $row->lookups, $row->acknowledgedAt, $row->askedFor ], 'One that waits goes on.' );
		self::assertSame( [ $row->id ], OutboxTable::due( 9 ) );
	}

	public function testACancellingThatWasLeftOutIsSentWhereAPersonHadLeftItOut(): void {
		$sale       = $this->sale( $this->sentOrder()->get_id() );
		$cancelling = OutboxTable::ensure( $sale->orderId, OutboxEntry::ROLE_CANCEL, 0, 1 );
		OutboxTable::update( $cancelling->id, [ 'state' => OutboxEntry::SKIPPED, 'acknowledged_by' => OutboxEntry::BY_OWNER ] );
		$this->freshOrder( $sale->orderId )->update_status( 'cancelled' );
		self::assertSame( OutboxEntry::SKIPPED, OutboxTable::get( $cancelling->id )->state ?? '' );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $cancelling->id )->state );
		self::assertSame( [ 'cancelled' ], array_column( $this->documents(), 'status' ) );
		OutboxTable::update( $cancelling->id, [ 'state' => OutboxEntry::SKIPPED, 'acknowledged_by' => '' ] );
		$this->expectException( OutboxRefused::class );
		$this->outbox->sendEntry( $cancelling->id );
	}

	public function testWhatAWorkerHoldsIsLeftToIt(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$id    = $this->sale( $order->get_id() )->id;
		OutboxTable::update( $id, [ 'lease_owner' => 'x', 'lease_until' => DatabaseClock::now() + 60000000 ] );
		$refused = self::thrown( fn() => $this->outbox->sendEntry( $id ), OutboxRefused::class );
		self::assertSame( [ 'not_now', [] ], [ $refused->code(), $this->documents() ] );
	}

	public function testOnlyWhatIsInLineOrSentIsNotRefused(): void {
		$product = $this->linkedProduct()->get_id();
		$sent    = $this->createOrder( [ $product => 1 ] )->get_id();
		$this->work();
		$held    = $this->createOrder( [ $product => 1 ] )->get_id();
		$lost    = $this->createOrder( [ $product => 1 ] )->get_id();
		OutboxTable::update( $this->sale( $held )->id, [ 'state' => OutboxEntry::REJECTED, 'lease_owner' => 'x', 'lease_until' => DatabaseClock::now() + 60000000 ] );
		Sql::run( 'DELETE FROM ' . OutboxTable::name() . ' WHERE order_id = %d', $lost );
		$full = static fn( string $query ): string => 0 === strpos( $query, 'INSERT IGNORE INTO ' . OutboxTable::name() ) ? 'SELECT 0' : $query;
		add_filter( 'query', $full );
		$result = $this->outbox->send( [ $sent, $held, $lost ] );
		remove_filter( 'query', $full );
		self::assertSame( [ $sent ], array_column( $result['items'], 'orderId' ) );
		$reasons = array_map( [ Sentence::class, 'shown' ], array_column( $result['refused'], 'reason', 'orderId' ) );
		self::assertSame(
			[ $held => 'This entry is being processed right now. Check again in a minute.', $lost => 'The outbox did not take an entry.' ],
			$reasons
		);
	}

	public function testWhatThereIsNotIsRefused(): void {
		self::assertSame( [ 999999999 ], array_column( $this->outbox->send( [ 999999999 ] )['refused'], 'orderId' ) );
		$this->expectException( OutboxRefused::class );
		$this->outbox->sendEntry( 999999999 );
	}

	/** @return array<string, array{array<string, mixed>, string, string}> Columns of the entry; the decision; why it is refused. */
	public function refused(): array {
		$return = [ 'role' => 'return', 'state' => 'skipped' ];
		return [
			'it is on its way'                => [ [ 'state' => 'queued' ], 'acknowledged', 'not_open' ],
			'it was sent'                     => [ [ 'state' => 'sent' ], 'resend', 'not_open' ],
			'a return that was left out'      => [ $return, 'acknowledged', 'not_open' ],
			'a return of the original'        => [ [ 'acknowledged_by' => 'owner', 'error_code' => 'original' ] + $return, 'resend', 'not_open' ],
			'a worker holds it'               => [ [ 'lease_until' => PHP_INT_MAX, 'lease_owner' => 'x' ], 'acknowledged', 'busy' ],
			'a decision that there is not'    => [ [], 'x', 'bad_decision' ],
			'a document without any name'     => [ [], 'sent', 'bad_decision' ],
		];
	}

	/** @dataProvider refused */
	public function testWhatCannotBeDecidedStaysAsItIs( array $columns, string $as, string $code ): void {
		$id      = $this->entry( $columns );
		$refused = self::thrown( fn() => $this->outbox->resolve( $id, [ 'as' => $as ] ), OutboxRefused::class );
		self::assertSame( $code, $refused->code() );
		$entry = OutboxTable::get( $id );
		self::assertSame( [ $columns['state'] ?? 'rejected', $columns['lease_owner'] ?? '' ], [ $entry->state ?? '', $entry->leaseOwner ?? '' ] );
	}

	public function testANumberThatIsNotThatOfTheIdIsRefused(): void {
		$own     = $this->sale( $this->sentOrder()->get_id() );
		$id      = $this->entry( [ 'database_name' => self::DATABASE ] );
		$decide  = fn( string $documentId, string $number ): OutboxEntry => $this->outbox->resolve( $id, [ 'as' => 'sent', 'documentId' => $documentId, 'documentNumber' => $number ] );
		$refused = self::thrown( static fn() => $decide( (string) $own->documentId, 'X' ), OutboxRefused::class );
		self::assertSame( 'bad_decision', $refused->code() );
		$entry = $decide( ' ' . $own->documentId . ' ', '' );
		self::assertSame( [ OutboxEntry::SENT, $own->documentId, $own->documentNumber, OutboxEntry::NAMED, null ], [ $entry->state, $entry->documentId, $entry->documentNumber, $entry->documentBy, $entry->nextAttemptAt ] );
	}

	public function testANumberAloneIsTakenAsItIs(): void {
		$entry = $this->outbox->resolve( $this->entry( [ 'database_name' => self::DATABASE ] ), [ 'as' => 'sent', 'documentNumber' => 'R-77' ] );
		self::assertSame( [ OutboxEntry::SENT, null, 'R-77', OutboxEntry::BY_OWNER, '' ], [ $entry->state, $entry->documentId, $entry->documentNumber, $entry->acknowledgedBy, $entry->leaseOwner ] );
	}

	public function testWhatIsSentAgainBeginsAnew(): void {
		$before = [
			'state'           => 'uncertain',
			'lookups'         => 5,
			'acknowledged_at' => 7,
			'acknowledged_by' => 'owner',
			'settlement'      => 'settled',
			'error_code'      => 'x',
		];
		$entry  = $this->outbox->resolve( $this->entry( $before ), [ 'as' => 'resend' ] );
		self::assertSame( [ OutboxEntry::QUEUED, 0, true, false, null, '', null ], [ $entry->state, $entry->lookups, $entry->askedFor, $entry->confirmed, $entry->acknowledgedAt, $entry->acknowledgedBy, $entry->errorCode ] );
		self::assertSame( [ $entry->id ], OutboxTable::due( 9 ) );
		$asked = $this->outbox->resolve( $this->entry( [ 'role' => 'cancel', 'error_code' => 'delivered' ] ), [ 'as' => 'resend' ] );
		self::assertSame( [ OutboxEntry::QUEUED, false, true ], [ $asked->state, $asked->askedFor, $asked->confirmed ], 'Whether the order lives on, the button does not say.' );
	}

	public function testAReturnThatSorsShowedAsAnotherIsMadeOnceMore(): void {
		$id     = $this->entry( [ 'role' => 'return', 'refund_id' => 9, 'state' => 'uncertain', 'payload_lock' => 'in_doubt', 'shown' => '[{"id":"5","number":"R-5"}]' ] );
		$closed = $this->outbox->resolve( $id, [ 'as' => 'resend' ] );
		self::assertSame( [ OutboxEntry::CANCELLED, '5', 'R-5', OutboxEntry::FOUND, false, null ], [ $closed->state, $closed->documentId, $closed->documentNumber, $closed->documentBy, $closed->isLocked(), $closed->nextAttemptAt ] );
		$next = OutboxTable::one( $closed->orderId, OutboxEntry::ROLE_RETURN, 9, 2 );
		self::assertSame( [ OutboxEntry::QUEUED, true ], [ $next->state ?? '', $next->askedFor ?? false ] );
	}

	public function testReturnsEndWithTheDocumentThatAPersonCancelled(): void {
		$sale       = $this->sale( $this->sentOrder()->get_id() );
		$cancelling = OutboxTable::ensure( $sale->orderId, OutboxEntry::ROLE_CANCEL, 0, 1 );
		$sent       = OutboxTable::ensure( $sale->orderId, OutboxEntry::ROLE_RETURN, 8, 1 );
		$left       = OutboxTable::ensure( $sale->orderId, OutboxEntry::ROLE_RETURN, 9, 1 );
		OutboxTable::update( $cancelling->id, [ 'state' => 'rejected' ] );
		OutboxTable::update( $sent->id, [ 'state' => 'sent' ] );
		OutboxTable::update( $left->id, [ 'state' => 'skipped' ] );
		$done = $this->outbox->resolve( $cancelling->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::BY_OWNER, null ], [ $done->state, $done->acknowledgedBy, $done->nextAttemptAt ] );
		self::assertSame( [ 'cancelled', 'sent', 'cancelled', 'skipped' ], array_slice( array_column( OutboxTable::ofOrder( $sale->orderId ), 'state' ), 0, 4 ) );
	}

	/** @param array<string, mixed> $columns What differs from a refused sale. */
	private function entry( array $columns ): int {
		$now = DatabaseClock::utc();
		self::db()->insert(
			OutboxTable::name(),
			$columns + [
				'order_id'   => 4000 + count( OutboxTable::list( [] )['items'] ),
				'role'       => 'sale',
				'state'      => 'rejected',
				'created_at' => $now,
				'updated_at' => $now,
			]
		);
		return self::db()->insert_id;
	}
}
