<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sentence;
use SorsApi\Services;

'cli' === PHP_SAPI || exit;

/** An answer that is about another document than the one that was sent proves nothing. */
final class AnsweredDocumentTest extends OutboxTestCase {

	public function testTheReplyToAnotherOrderIsLookedUp(): void {
		$first  = $this->recorded( fn() => $this->sentOrder() );
		$second = $this->answeredWith( $first );
		$this->assertDoubted( $second );
		$this->pass( 31 );
		$this->work();
		$row = $this->sale( $second );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND, (string) $this->documents()[1]['id'] ], [ $row->state, $row->documentBy, $row->documentId ] );
		$this->freshOrder( $second )->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ 'open', 'cancelled' ], array_column( $this->documents(), 'status' ), 'The document of the other order stays.' );
	}

	public function testAnotherReferenceIsNoProofThoughNobodyHereKnowsTheDocument(): void {
		$first = $this->recorded( fn() => $this->sentOrder() );
		global $wpdb;
		$wpdb->query( 'DELETE FROM ' . OutboxTable::name() );
		$this->assertDoubted( $this->answeredWith( $first ) );
	}

	public function testAnIdThatAnotherEntryHasIsNoProofWhereNoReferenceIsTold(): void {
		$this->sors->post( 'settings', [ 'omits' => [ 'externalReference' ] ] );
		$first  = $this->recorded( fn() => $this->sentOrder() );
		$second = $this->answeredWith( $first );
		$this->sors->post( 'settings', [ 'omits' => [] ] );
		$this->assertDoubted( $second );
		$this->pass( 31 );
		$this->work();
		self::assertSame( (string) $this->documents()[1]['id'], $this->sale( $second )->documentId );
	}

	public function testAnotherKindIsNoProofWhereNoReferenceIsTold(): void {
		$this->sors->post( 'settings', [ 'omits' => [ 'externalReference' ] ] );
		$this->sentOrder();
		$this->patch( [ 'do' => 'followDocument', 'number' => $this->documents()[0]['number'], 'kind' => 'invoice', 'as' => 'FAK-1' ] );
		$api   = ( new Services() )->api();
		$shown = $this->recorded( fn() => $api->getDocument( self::DATABASE, (string) $this->documents()[1]['id'] ) );
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
		remove_filter( 'http_response', $capitals );
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

	/** @return string Body of the last answer meanwhile. */
	private function recorded( callable $work ): string {
		$body   = '';
		$record = static function ( array $response ) use ( &$body ): array {
			$body = (string) $response['body'];
			return $response;
		};
		add_filter( 'http_response', $record );
		$work();
		remove_filter( 'http_response', $record );
		return $body;
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
