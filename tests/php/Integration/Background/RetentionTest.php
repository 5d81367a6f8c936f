<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Services;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** What names a buyer and is older than the retention goes, every time. */
final class RetentionTest extends StoreTestCase {

	/** A changed order is checked again, and may be refused again in words that name the buyer. */
	public function testWhatWasErasedAndIsRefusedAgainIsErasedAgain(): void {
		$entry   = OutboxTable::ensure( $this->createOrder( [] )->get_id(), OutboxEntry::ROLE_SALE, 0, 1 );
		$refused = [ 'state' => OutboxEntry::REJECTED, 'next_attempt_at' => null ];
		OutboxTable::update( $entry->id, $refused + [ 'body' => '{"name":"Petar"}', 'created_at' => DatabaseClock::datetime( time() - 367 * DAY_IN_SECONDS ) ] );
		$this->sweep();
		self::assertNull( OutboxTable::get( $entry->id )->body ?? null );

		OutboxTable::wake( $entry->orderId, 0 );
		self::assertSame( [ OutboxEntry::QUEUED, 'asked' ], [ $this->column( $entry->id, 'state' ), $this->column( $entry->id, 'erasure' ) ] );
		OutboxTable::update( $entry->id, $refused );
		History::add( $entry->id, 'rejected', 'Petar Petrović' );
		$this->sweep();
		self::assertSame( [ 'Erased, since it may have named the buyer.' ], array_column( History::of( $entry->id ), 'message' ) );
	}

	public function testABodyThatIsMadeAnewGoesAnewAndOneThatIsAskedForStaysSo(): void {
		$entry   = OutboxTable::ensure( $this->createOrder( [] )->get_id(), OutboxEntry::ROLE_SALE, 0, 1 );
		$sent    = [ 'state' => OutboxEntry::SENT, 'next_attempt_at' => null, 'created_at' => DatabaseClock::datetime( time() - 367 * DAY_IN_SECONDS ) ];
		foreach ( [ 'done', 'asked' ] as $mark ) {
			OutboxTable::update( $entry->id, $sent + [ 'erasure' => $mark ] );
			OutboxTable::update( $entry->id, [ 'body' => '{"name":"Petar"}' ] );
			self::assertSame( 'asked', $this->column( $entry->id, 'erasure' ) );
			$this->sweep();
			self::assertSame( [ null, 'done' ], [ $this->column( $entry->id, 'body' ), $this->column( $entry->id, 'erasure' ) ], $mark );
		}
	}

	private function column( int $id, string $name ): ?string {
		return self::db()->get_row( self::db()->prepare( 'SELECT * FROM ' . OutboxTable::name() . ' WHERE id = %d', $id ), ARRAY_A )[ $name ];
	}

	private function sweep(): void {
		( new Services() )->orders()->sweep()->run();
	}
}
