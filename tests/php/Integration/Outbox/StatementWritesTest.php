<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;

'cli' === PHP_SAPI || exit;

/** Each statement changes the entries that it means, and no other. */
final class StatementWritesTest extends StatementsTestCase {

	/** @return array<string, array{array<string, array<string, mixed>>, callable( self ): mixed, list<string>}> Entries by name, each of an order of its own where it says nothing else; what is called; the entries that it changes. */
	public function writes(): array {
		$due     = static fn( array $columns ): array => $columns + [ 'next_attempt_at' => '2030-01-01 12:00:00' ];
		$skipped = [ 'state' => 'skipped' ];
		$sent    = [ 'state' => 'sent', 'acknowledged_at' => 5, 'acknowledged_by' => 'document', 'database_name' => 'A' ];
		$cancel  = [ 'role' => 'cancel', 'state' => 'sending', 'payload_lock' => 'locked' ];
		return [
			'what our own check refused or put off'   => [
				[
					'refused'            => $due( [] ),
					'by SORS'            => [],
					'in doubt'           => $due( self::DOUBT ),
					'waits'              => $due( [ 'state' => 'waiting' ] ),
					'queued'             => $due( [ 'state' => 'queued', 'error_code' => 'settling' ] ),
					'of a newer year'    => $due( [ 'state' => 'queued', 'error_code' => 'newer_year' ] ),
					'waits as one'       => $due( [ 'state' => 'waiting', 'error_code' => 'newer_year' ] ),
				],
				static fn() => OutboxTable::recheckRejected(),
				[ 'refused', 'of a newer year' ],
			],
			'whatever was refused'                    => [
				[
					'refused'       => $due( [] ),
					'by SORS'       => [],
					'in doubt'      => self::DOUBT,
					'has an id'     => [ 'document_id' => '5' ],
					'has a number'  => [ 'document_number' => 'R-5' ],
					'queued'        => [ 'state' => 'queued' ],
				],
				static fn() => OutboxTable::retryRejected(),
				[ 'refused', 'by SORS' ],
			],
			'what was left out'                       => [
				[ 'one' => $skipped, 'unasked' => $skipped, 'sent' => $sent ],
				static fn( self $test ) => OutboxTable::queueSkipped( $test->of( 'one', 'sent' ) ),
				[ 'one' ],
			],
			'what was left out for that reason'       => [
				[
					'one'      => $skipped + [ 'error_code' => 'export_off' ],
					'another'  => $skipped + [ 'error_code' => 'status' ],
					'return'   => $skipped + [ 'role' => 'return', 'error_code' => 'export_off' ],
					'queued'   => [ 'state' => 'queued', 'error_code' => 'export_off' ],
				],
				static fn() => OutboxTable::renameSkipped( 'export_off', 'before_export', 'Words.' ),
				[ 'one' ],
			],
			'entries of these orders'                 => [
				[
					'sale'      => [ 'order_id' => 4 ],
					'return'    => [ 'order_id' => 4, 'role' => 'return' ],
					'another'   => [ 'order_id' => 5 ],
				],
				static fn() => OutboxTable::reopen( [ 4 ] ),
				[ 'sale', 'return' ],
			],
			'orders that are being checked'           => [
				[
					'one'      => [ 'order_id' => 4, 'settlement' => 'checking' ],
					'changed'  => [ 'order_id' => 5, 'settlement' => 'open' ],
					'unasked'  => [ 'order_id' => 6, 'settlement' => 'checking' ],
				],
				static fn() => OutboxTable::settle( [ 4, 5 ], OutboxEntry::CHECKING, OutboxEntry::SETTLED ),
				[ 'one' ],
			],
			'documents of a database'                 => [
				[
					'one'        => $sent,
					'elsewhere'  => [ 'database_name' => 'B' ] + $sent,
					'return'     => [ 'role' => 'return' ] + $sent,
					'uncertain'  => [ 'state' => 'uncertain' ] + $sent,
					'by a person' => [ 'acknowledged_by' => 'owner' ] + $sent,
				],
				static fn() => OutboxTable::acknowledgeDatabase( 'A' ),
				[ 'one' ],
			],
			'completed orders'                        => [
				[ 'one' => $sent, 'by a person' => [ 'acknowledged_by' => 'owner' ] + $sent, 'unasked' => $sent ],
				static fn( self $test ) => OutboxTable::acknowledgeCompleted( $test->of( 'one', 'by a person' ) ),
				[ 'one' ],
			],
			'orders with refunds'                     => [
				[
					'sale'          => [ 'order_id' => 4 ],
					'return'        => [ 'order_id' => 4, 'role' => 'return', 'refund_id' => 9 ],
					'netted'        => [ 'order_id' => 5, 'refund_ids' => '[9]' ],
					'without'       => [ 'order_id' => 6, 'refund_ids' => '[]' ],
					'never sent'    => [ 'order_id' => 7 ],
				],
				static fn() => OutboxTable::wakeRefunded(),
				[ 'sale', 'return', 'netted' ],
			],
			'the sales of an order'                   => [
				[
					'sale'     => [ 'order_id' => 4 ],
					'return'   => [ 'order_id' => 4, 'role' => 'return' ],
					'another'  => [ 'order_id' => 5 ],
				],
				static fn() => OutboxTable::compareAgain( 4 ),
				[ 'sale' ],
			],
			'the one that was compared'               => [
				[ 'one' => [], 'another' => [] ],
				static fn( self $test ) => OutboxTable::compared( $test->ids['one'], '2026-02-02 12:00:00' ),
				[ 'one' ],
			],
			'what a buyer wants erased'               => [
				[ 'one' => [], 'another' => [] ],
				static fn( self $test ) => OutboxTable::askErasure( $test->of( 'one' ) ),
				[ 'one' ],
			],
			'what is erased'                          => [
				[ 'one' => [ 'body' => '{}' ], 'another' => [ 'body' => '{}' ] ],
				static fn( self $test ) => OutboxTable::erase( $test->of( 'one' ) ),
				[ 'one' ],
			],
			'an order that was changed'               => [
				[
					'sent'          => [ 'order_id' => 4 ] + $sent,
					'refused'       => [ 'order_id' => 4, 'revision' => 2 ],
					'another order' => [ 'order_id' => 5 ] + $sent,
					'refused there' => [ 'order_id' => 5, 'revision' => 2 ],
				],
				static fn() => OutboxTable::wake( 4, 60 ),
				[ 'sent', 'refused' ],
			],
			'the documents that a copy gives up'      => [
				[
					'freed'               => [ 'order_id' => 4, 'reference' => null ] + $skipped + $sent,
					'its cancelling'      => [ 'order_id' => 4 ] + $cancel,
					'its return'          => [ 'order_id' => 4, 'role' => 'return', 'acknowledged_at' => 5, 'acknowledged_by' => 'owner' ] + $skipped,
					'freed, and done'     => [ 'order_id' => 5, 'reference' => null ] + $skipped + $sent,
					'that cancelling'     => [ 'order_id' => 5, 'state' => 'sent', 'payload_lock' => '' ] + $cancel,
					'kept'                => [ 'order_id' => 6 ] + $skipped + $sent,
					'cancelling waits'    => [ 'order_id' => 6, 'state' => 'queued', 'payload_lock' => '' ] + $cancel,
					'of another revision' => [ 'order_id' => 7 ] + $skipped + $sent,
					'next cancelling'     => [ 'order_id' => 7, 'revision' => 2 ] + $cancel,
					'back'                => [ 'order_id' => 7, 'role' => 'return' ] + $skipped + [ 'payload_lock' => 'locked' ],
					'came with its sale'  => [ 'order_id' => 8, 'role' => 'return', 'acknowledged_at' => 5 ] + $skipped,
					'left out'            => $skipped,
					'vouched for'         => [ 'acknowledged_by' => 'owner' ] + $skipped,
					'with a reference'    => [ 'reference' => 'a1-1-sale-1' ] + $skipped,
					'queued'              => [ 'state' => 'queued' ],
				],
				static fn() => OutboxTable::disown(),
				[ 'freed', 'its cancelling', 'freed, and done', 'that cancelling', 'cancelling waits', 'next cancelling', 'back', 'vouched for', 'with a reference', 'queued' ],
			],
		];
	}

	/** @dataProvider writes */
	public function testItChangesTheseAlone( array $entries, callable $write, array $changed ): void {
		array_map( [ $this, 'insert' ], array_keys( $entries ), $entries );
		$before = $this->rows();
		$write( $this );
		$after = $this->rows();
		self::assertSame( $changed, array_keys( array_filter( $after, static fn( array $row, string $name ): bool => $row !== $before[ $name ], ARRAY_FILTER_USE_BOTH ) ) );
	}

	/** What is in doubt is looked up where it is queued alone. */
	public function testWhileSendingIsOffAChangedOrderStaysLeftOutUnlessAReplyOfItWasLost(): void {
		$left = [ 'state' => 'skipped', 'error_code' => 'export_off' ];
		$this->insert( 'left out', [ 'order_id' => 4 ] + $left );
		$this->insert( 'lost', [ 'order_id' => 5, 'lost_at' => 7 ] + $left );
		OutboxTable::wake( 4, 60, 'export_off' );
		OutboxTable::wake( 5, 60, 'export_off' );
		self::assertSame( [ 'left out' => 'skipped', 'lost' => 'queued' ], array_map( static fn( array $row ): string => (string) $row['state'], $this->rows() ) );
	}

	public function testAChangedOrderIsCheckedAgainWhereNobodyHasSpokenAndNothingWasSent(): void {
		$left = [ 'state' => 'skipped' ];
		$all  = [
			'refused'         => [],
			'left out'        => $left,
			'cancelled'       => [ 'state' => 'cancelled' ],
			'known'           => [ 'acknowledged_by' => 'owner' ] + $left,
			'has an id'       => [ 'document_id' => '5' ] + $left,
			'has a number'    => [ 'document_number' => 'R-5' ] + $left,
			'in doubt'        => self::DOUBT,
			'sent'            => [ 'state' => 'sent' ],
			'refused return'  => [ 'role' => 'return' ],
			'left-out return' => [ 'role' => 'return' ] + $left,
			'replaced'        => [ 'revision' => 1 ] + $left,
		];
		$order = 10;
		foreach ( $all as $name => $columns ) {
			// Another order's later revision, and this one's return of one, say nothing of it.
			$this->insert( $name, [ 'order_id' => ++$order ] + $columns + [ 'revision' => 2 ] );
			$this->insert( "$name: its cancelling", [ 'order_id' => $order, 'role' => 'cancel', 'state' => 'sent', 'revision' => 3 ] );
			if ( 'replaced' === $name || 'left-out return' === $name ) {
				$this->insert( "$name: its sale", [ 'order_id' => $order, 'state' => 'sent', 'revision' => 2 ] );
			}
		}
		$this->insert( 'another order', [ 'order_id' => 99, 'revision' => 9, 'state' => 'sent' ] );
		for ( ; $order > 10; $order-- ) {
			OutboxTable::wake( $order, 60 );
		}
		$queued = array_keys( array_filter( $this->rows(), static fn( array $row ): bool => 'queued' === $row['state'] ) );
		self::assertSame( [ 'refused', 'left out', 'cancelled', 'refused return' ], $queued );
	}

	public function testWhatReturnsBroughtBackToTheOriginalIsBackInItsCopy(): void {
		$locked = [ 'role' => 'return', 'state' => 'sending', 'payload_lock' => 'locked' ];
		$this->insert( 'sale', [ 'state' => 'sent', 'acknowledged_at' => 5, 'acknowledged_by' => 'document' ] );
		$this->insert( 'on its way', $locked );
		$this->insert( 'sent', [ 'state' => 'sent', 'payload_lock' => '' ] + $locked );
		$this->insert( 'cancelled', [ 'state' => 'cancelled' ] + $locked );
		$this->insert( 'queued', [ 'state' => 'queued', 'payload_lock' => '' ] + $locked );
		OutboxTable::disown();
		self::assertSame(
			[ 'sale' => 'document', 'on its way' => 'owner', 'sent' => 'owner', 'cancelled' => '', 'queued' => '' ],
			array_map( static fn( array $row ): ?string => $row['acknowledged_by'], $this->rows() )
		);
	}

	public function testABodyThatNobodyMayHaveReceivedGoesAtOnce(): void {
		$this->insert( 'one', [ 'body' => '{}', 'contents' => '{}' ] );
		$this->insert( 'unasked', [ 'body' => '{}' ] );
		$this->insert( 'locked', [ 'body' => '{}', 'payload_lock' => 'locked' ] );
		$this->insert( 'held', [ 'body' => '{}', 'lease_until' => DatabaseClock::now() + 60000000 ] );
		$this->insert( 'without', [ 'contents' => '{}' ] );
		self::assertSame( 1, OutboxTable::askErasure( $this->of( 'one', 'locked', 'held', 'without' ) ) );
		self::assertSame( [ 'unasked', 'locked', 'held' ], array_keys( array_filter( $this->rows(), static fn( array $row ): bool => null !== $row['body'] ) ) );
		$this->insert( 'contents', [ 'contents' => '{}' ] );
		$this->insert( 'refusal', [ 'refusal' => '{}' ] );
		$this->insert( 'nothing', [] );
		self::assertSame( 3, OutboxTable::erase( $this->of( 'locked', 'contents', 'refusal', 'nothing' ) ) );
	}

	public function testADeathIsCountedForTheEntryThatWasHeldAlone(): void {
		$this->insert( 'one', [ 'lease_owner' => 'dead', 'lease_until' => 1 ] );
		$this->insert( 'another', [ 'lease_owner' => 'dead', 'lease_until' => 1 ] );
		self::assertSame( 1, OutboxTable::claim( $this->ids['another'], false )->deaths ?? 0 );
		self::assertSame( '0', $this->rows()['one']['deaths'] );
		self::assertNull( OutboxTable::claim( $this->ids['one'], true ), 'It is not due.' );
	}
}
