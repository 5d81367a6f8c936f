<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;

'cli' === PHP_SAPI || exit;

/** Each query answers the entries that it means, and no other. */
final class StatementReadsTest extends StatementsTestCase {

	/** @return array<string, array{array<string, array<string, mixed>>, callable( self ): mixed, mixed}> Entries by name; what is asked; names of the entries that are answered, or the answer. */
	public function reads(): array {
		$answered = [ 'database_name' => 'A', 'document_by' => 'answered', 'document_id' => '5', 'reference' => 'r' ];
		$shown    = [ 'state' => 'sent', 'acknowledged_at' => 10, 'acknowledged_by' => 'document' ];
		$past     = [ 'next_attempt_at' => self::MOMENT ];
		return [
			'what is erased'                       => [
				[
					'asked, and sent'       => [ 'state' => 'sent', 'erasure' => 'asked', 'created_at' => '2030-01-01 12:00:00' ],
					'asked, and refused'    => [ 'erasure' => 'asked', 'created_at' => '2030-01-01 12:00:00' ],
					'asked, of that moment' => [ 'erasure' => 'asked', 'created_at' => '2026-02-01 00:00:00' ],
					'young'                 => [ 'state' => 'sent', 'created_at' => '2026-02-01 00:00:00' ],
					'old'                   => [ 'state' => 'sent' ],
					'old, and done'         => [ 'state' => 'sent', 'erasure' => 'done' ],
					'old, and refused'      => [],
					'old, checked again'    => $past,
					'old, in doubt'         => self::DOUBT,
					'old, looked up again'  => $past + self::DOUBT,
					'old, and queued'       => [ 'state' => 'queued' ],
				],
				static fn(): array => OutboxTable::erasable( (int) strtotime( '2026-02-01 00:00:00 UTC' ), 9 ),
				[ 'asked, and sent', 'old', 'old, and refused', 'old, checked again', 'old, in doubt' ],
			],
			'documents by which a search is tried' => [
				[
					'one'          => $answered,
					'elsewhere'    => [ 'database_name' => 'B' ] + $answered,
					'found'        => [ 'document_by' => 'found' ] + $answered,
					'by number'    => [ 'document_id' => null ] + $answered,
					'unnamed'      => [ 'reference' => null ] + $answered,
					'a cancelling' => [ 'role' => 'cancel' ] + $answered,
				],
				static fn(): array => array_column( OutboxTable::answered( 'A', [ 'sale', 'return' ], 9 ), 'id' ),
				[ 'one' ],
			],
			'what was acknowledged meanwhile'      => [
				[
					'seen'        => $shown,
					'before'      => [ 'acknowledged_at' => 9 ] + $shown,
					'one'         => $shown,
					'the last'    => [ 'acknowledged_at' => 19 ] + $shown,
					'later'       => [ 'acknowledged_at' => 20 ] + $shown,
					'a return'    => [ 'role' => 'return' ] + $shown,
					'uncertain'   => [ 'state' => 'uncertain' ] + $shown,
					'by a person' => [ 'acknowledged_by' => 'owner' ] + $shown,
				],
				static fn( self $test ): array => array_column( OutboxTable::acknowledgedBetween( 10, 20, $test->ids['seen'], 9 ), 'id' ),
				[ 'one', 'the last' ],
			],
			'what is due'                          => [
				[
					'one'   => $past,
					'later' => [ 'next_attempt_at' => '2030-01-01 12:00:00' ],
					'held'  => [ 'lease_until' => PHP_INT_MAX ] + $past,
					'never' => [],
				],
				static fn(): array => OutboxTable::due( 9 ),
				[ 'one' ],
			],
			'what is due and writes nothing'       => [
				[
					'queued'       => [ 'state' => 'queued' ] + $past,
					'in doubt'     => [ 'state' => 'queued' ] + self::DOUBT + $past,
					'on its way'   => [ 'state' => 'sending' ] + $past,
					'sent'         => [ 'state' => 'sent' ] + $past,
					'a cancelling' => [ 'role' => 'cancel', 'state' => 'sending' ] + $past,
				],
				static fn(): array => OutboxTable::due( 9, true ),
				[ 'in doubt', 'on its way', 'sent' ],
			],
			'which references are known'           => [
				[ 'one' => [ 'reference' => 'a1-1-t-sale-1' ], 'another' => [ 'reference' => 'a1-2-t-sale-1' ] ],
				static fn(): array => OutboxTable::knownReferences( [ 'a1-1-t-sale-1', 'a1-3-t-sale-1' ] ),
				[ 'a1-1-t-sale-1' ],
			],
			'a list by state'                      => [
				[ 'one' => [], 'sent' => [ 'state' => 'sent' ] ],
				static fn(): array => array_column( OutboxTable::list( [ 'state' => 'rejected' ] )['items'], 'id' ),
				[ 'one' ],
			],
			'how many wait for the new year'       => [
				[
					'one'     => [ 'state' => 'queued', 'error_code' => 'newer_year' ],
					'refused' => [ 'error_code' => 'newer_year' ],
					'another' => [ 'state' => 'queued', 'error_code' => 'settling' ],
				],
				static fn(): int => OutboxTable::waitingForNewYear(),
				2,
			],
			'how many are open in a database'      => [
				[
					'one'       => [ 'state' => 'queued', 'payload_lock' => 'locked', 'database_name' => 'A' ],
					'in doubt'  => [ 'state' => 'uncertain', 'database_name' => 'A' ] + self::DOUBT,
					'elsewhere' => [ 'state' => 'queued', 'payload_lock' => 'locked', 'database_name' => 'B' ],
					'not sent'  => [ 'state' => 'queued', 'database_name' => 'A' ],
					'sent'      => [ 'state' => 'sent', 'payload_lock' => 'locked', 'database_name' => 'A' ],
				],
				static fn(): int => OutboxTable::unsettledIn( 'A' ),
				2,
			],
			'whether a document is known'          => [
				[
					'one'     => [ 'database_name' => 'A', 'document_id' => '5' ],
					'another' => [ 'database_name' => 'B', 'document_id' => '6' ],
				],
				static fn(): array => array_map( static fn( string $database, string $id ): bool => OutboxTable::knowsDocument( $database, $id ), [ 'A', 'A', 'B', 'B' ], [ '5', '6', '5', '6' ] ),
				[ true, false, false, true ],
			],
			'one by all that names it'             => [
				[
					'refund'   => [ 'order_id' => 4, 'role' => 'return', 'refund_id' => 8, 'revision' => 1 ],
					'revision' => [ 'order_id' => 4, 'role' => 'return', 'refund_id' => 7, 'revision' => 2 ],
					'order'    => [ 'order_id' => 5, 'role' => 'return', 'refund_id' => 7, 'revision' => 1 ],
					'role'     => [ 'order_id' => 4, 'role' => 'cancel', 'refund_id' => 7, 'revision' => 1 ],
					'one'      => [ 'order_id' => 4, 'role' => 'return', 'refund_id' => 7, 'revision' => 1 ],
				],
				static fn(): array => [ OutboxTable::one( 4, OutboxEntry::ROLE_RETURN, 7, 1 )->id ?? 0 ],
				[ 'one' ],
			],
			'the newest sale of an order'          => [
				[
					'first'        => [ 'order_id' => 4 ],
					'one'          => [ 'order_id' => 4, 'revision' => 2 ],
					'a cancelling' => [ 'order_id' => 4, 'role' => 'cancel', 'revision' => 3 ],
					'another'      => [ 'order_id' => 5, 'revision' => 4 ],
				],
				static fn(): array => [ OutboxTable::sale( 4 )->id ?? 0 ],
				[ 'one' ],
			],
		];
	}

	/**
	 * @dataProvider reads
	 *
	 * @param mixed                               $expected
	 */
	public function testItAnswersTheseAlone( array $entries, callable $read, $expected ): void {
		array_map( [ $this, 'insert' ], array_keys( $entries ), $entries );
		$answer = $read( $this );
		$ids    = array_flip( $this->ids );
		self::assertSame( $expected, is_array( $answer ) && is_int( $answer[0] ?? null ) ? array_map( static fn( int $id ): string => $ids[ $id ] ?? '', $answer ) : $answer );
	}

	public function testWhatIsDueThisVerySecondIsDue(): void {
		$this->insert( 'one', [ 'next_attempt_at' => DatabaseClock::utc() ] );
		self::assertSame( $this->of( 'one' ), OutboxTable::due( 9 ) );
		self::assertNotNull( OutboxTable::claim( $this->ids['one'], true ) );
	}

	/** @testWith ["#14"]
	 *            ["14"]
	 *            ["R-5"]
	 *            ["five"]
	 *            ["a1-14-sale-1"]
	 */
	public function testAListIsSearchedByWhateverNamesAnEntry( string $search ): void {
		$this->insert( 'one', [ 'order_id' => 14, 'document_number' => 'R-5', 'document_id' => 'five', 'reference' => 'a1-14-sale-1' ] );
		$this->insert( 'another', [ 'order_id' => 15, 'document_number' => 'R-6', 'document_id' => 'six', 'reference' => 'a1-15-sale-1' ] );
		$list = OutboxTable::list( [ 'search' => $search ] );
		self::assertSame( [ 1, $this->of( 'one' ) ], [ $list['total'], array_column( $list['items'], 'id' ) ] );
	}
}
