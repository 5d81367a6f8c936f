<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\Outbox;
use SorsApi\Sentence;
use SorsApi\Services;

'cli' === PHP_SAPI || exit;

/** A reply that never came: the document is looked up, and what is found is judged. */
final class LostReplyTest extends OutboxTestCase {

	public function testABodyThatMayHaveArrivedIsSentAgainAsItWasThoughTheNextTryDidNotLeave(): void {
		$this->trustTheLookUp();
		$order = $this->lostOrder( self::NOT_MADE );
		$body = $this->sale( $order->get_id() )->body;
		$this->changeQuantity( $order->get_id(), 4 );
		$this->fault( 'createReservation', [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 7 ] );
		$this->workForAnHour( 2 );
		self::assertSame( OutboxEntry::WAITING, $this->sale( $order->get_id() )->state );
		$this->workForAnHour( 4 );
		self::assertSame( [ OutboxEntry::SENT, $body ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->body ] );
		self::assertSame( [ 1 ], array_column( $this->documents()[0]['lines'], 'quantity' ) );
	}

	public function testADocumentOfAnotherTotalIsNotTakenForOurs(): void {
		$order = $this->lostOrder();
		$document = $this->documents()[0];
		$this->patch( [ 'do' => 'setDocument', 'number' => $document['number'], 'set' => [ 'total' => 1 ] ] );
		$this->workForAnHour();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'found_other' ], [ $row->state, $row->errorCode ] );
		self::assertMatchesRegularExpression( '/reference, ' . $document['number'] . ', but it differs: total 1,00\D+ instead of 1[\d.]*,\d\d\D+\. If/', (string) $row->why() );
		$this->outbox->resolve( $row->id, [ 'as' => 'sent', 'documentId' => $document['id'] ] );
		self::assertSame( [ OutboxEntry::SENT, $document['number'] ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentNumber ] );
		self::assertSame( $document['number'], $this->freshOrder( $order->get_id() )->get_meta( '_sors_document_number' ) );
	}

	/** @dataProvider waysToSendAgain */
	public function testWhatWasLostAndCalledKnownIsLookedUpBeforeItIsSentAllTheSame( callable $again ): void {
		$order = $this->lostOrder();
		$row = $this->sale( $order->get_id() );
		$this->pass( 1000 );
		OutboxTable::update( $row->id, [ 'state' => OutboxEntry::UNCERTAIN, 'next_attempt_at' => null ] );
		$this->outbox->resolve( $row->id, [ 'as' => 'acknowledged' ] );
		$again( $this->outbox, $row->id );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		self::assertCount( 1, $this->documents() );
	}

	/** @return array<string, array{callable( Outbox, int ): mixed}> */
	public function waysToSendAgain(): array {
		return [
			'by "Send it anyway"' => [ static fn( Outbox $outbox, int $id ) => $outbox->sendEntry( $id ) ],
			'by a decision'             => [ static fn( Outbox $outbox, int $id ) => $outbox->resolve( $id, [ 'as' => 'resend' ] ) ],
		];
	}

	public function testTheReplyToAnotherOrderIsLookedUp(): void {
		$first  = self::answered( fn() => $this->sentOrder() );
		$second = $this->answeredWith( $first );
		$this->assertDoubted( $second );
		$this->workAfter( 31 );
		$row = $this->sale( $second );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND, (string) $this->documents()[1]['id'] ], [ $row->state, $row->documentBy, $row->documentId ] );
		$this->freshOrder( $second )->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ 'open', 'cancelled' ], array_column( $this->documents(), 'status' ), 'The document of the other order stays.' );
	}

	public function testAnotherReferenceIsNoProofThoughNobodyHereKnowsTheDocument(): void {
		$first = self::answered( fn() => $this->sentOrder() );
		self::db()->query( 'DELETE FROM ' . OutboxTable::name() );
		$this->assertDoubted( $this->answeredWith( $first ) );
	}

	public function testAnIdThatAnotherEntryHasIsNoProofWhereNoReferenceIsTold(): void {
		$this->sors->post( 'settings', [ 'omits' => [ 'externalReference' ] ] );
		$first  = self::answered( fn() => $this->sentOrder() );
		$second = $this->answeredWith( $first );
		$this->sors->post( 'settings', [ 'omits' => [] ] );
		$this->assertDoubted( $second );
		$this->workAfter( 31 );
		self::assertSame( (string) $this->documents()[1]['id'], $this->sale( $second )->documentId );
	}

	public function testAnotherKindIsNoProofWhereNoReferenceIsTold(): void {
		$this->sors->post( 'settings', [ 'omits' => [ 'externalReference' ] ] );
		$this->sentOrder();
		$this->patch( [ 'do' => 'followDocument', 'number' => $this->documents()[0]['number'], 'kind' => 'invoice', 'as' => 'FAK-1' ] );
		$api   = ( new Services() )->api();
		$shown = self::answered( fn() => $api->getDocument( self::DATABASE, (string) $this->documents()[1]['id'] ) );
		$this->assertDoubted( $this->answeredWith( $shown ) );
	}

	public function testAnAnswerWithoutAReferenceIsOneWhereTheRestIsRight(): void {
		$this->sors->post( 'settings', [ 'omits' => [ 'externalReference' ] ] );
		$this->sentOrder();
		self::assertSame( OutboxEntry::ANSWERED, $this->sale( $this->sentOrder()->get_id() )->documentBy );
	}

	public function testAReferenceInCapitalsIsOurs(): void {
		$capitals = static function ( array $response ): array {
			$response['body'] = preg_replace_callback( '/[a-z0-9]{10}-\d+-sale-1/', static fn( array $found ): string => strtoupper( $found[0] ), $response['body'] );
			return $response;
		};
		add_filter( 'http_response', $capitals );
		$order = $this->sentOrder();
		self::assertSame( OutboxEntry::ANSWERED, $this->sale( $order->get_id() )->documentBy );
	}

	public function testAnIdOfAnotherDatabaseOrOfItsOwnCancellingIsNoneOfAnother(): void {
		$sale    = $this->sale( $this->sentOrder()->get_id() );
		$other   = $this->sale( $this->sentOrder()->get_id() );
		$cancel  = OutboxTable::ensure( $sale->orderId, OutboxEntry::ROLE_CANCEL, 0, 1 );
		OutboxTable::update( $cancel->id, [ 'database_name' => self::DATABASE, 'document_id' => $sale->documentId ] );
		self::assertNull( OutboxTable::otherWithDocument( $sale, (string) $sale->documentId ) );
		self::assertSame( $sale->id, OutboxTable::otherWithDocument( $other, (string) $sale->documentId )->id ?? 0 );
		OutboxTable::update( $sale->id, [ 'document_id' => 'aB' ] );
		self::assertNull( OutboxTable::otherWithDocument( $other, 'Ab' ) );
		OutboxTable::update( $sale->id, [ 'document_id' => 'Ab', 'database_name' => 'Former' ] );
		self::assertNull( OutboxTable::otherWithDocument( $other, 'Ab' ) );
	}

	private function assertDoubted( int $orderId ): void {
		$row = $this->sale( $orderId );
		self::assertSame( [ OutboxEntry::SENDING, 'reply_lost', null, 1, 0 ], [ $row->state, $row->errorCode, $row->documentId, $row->answeredLosses, $row->silentLosses ] );
		self::assertStringStartsWith( 'SORS answered with a document that is not this order’s: ', Sentence::shown( (string) $row->errorMessage ) );
	}

	/** An order that SORS takes, while its answer is another one. */
	private function answeredWith( string $body ): int {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$other = static function ( array $response, array $request ) use ( $body ): array {
			return 'POST' === $request['method'] && false !== strpos( (string) $request['body'], '-sale-1' ) ? [ 'body' => $body ] + $response : $response;
		};
		add_filter( 'http_response', $other, 10, 2 );
		$this->work();
		remove_filter( 'http_response', $other );
		return $order->get_id();
	}
}
