<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\StorageError;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Log\Log;
use SorsApi\Settings\DoubtElsewhere;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;

/** Takes what is due from the outbox, one entry at a time, until time or entries run out. Any number of workers may run at once. */
final class Worker {

	/** Action Scheduler's hook, once a minute. */
	public const HOOK = 'sors_outbox_work';

	/** How many due entries are considered, so that several workers do not all reach for the same one. */
	private const CANDIDATES = 16;

	private FirstLook $firstLook;
	private EntryHandler $handler;
	private Api $api;

	public function __construct( Api $api ) {
		$this->firstLook = new FirstLook();
		$this->handler   = new EntryHandler( $this->firstLook );
		$this->api       = $api;
	}

	/**
	 * @param int      $maxSeconds No entry is begun later than this; one that was begun is finished.
	 * @param int|null $maxEntries Null = as many as time allows.
	 * @return int Entries handled, whatever became of them.
	 */
	public function work( int $maxSeconds, ?int $maxEntries = null ): int {
		$began    = microtime( true );
		$deadline = $began + $maxSeconds;
		$handled  = [];
		$this->firstLook->forget();
		while ( microtime( true ) < $deadline && ( null === $maxEntries || count( $handled ) < $maxEntries ) ) {
			$doubt = StoreIdentity::doubt();
			if ( null !== $doubt && [] !== OutboxTable::due( 1 ) ) {
				DoubtElsewhere::note( $doubt );
			}
			if ( null !== $doubt || Pause::blocks() ) {
				break;
			}
			$entry = $this->next( $handled );
			if ( null === $entry ) {
				break;
			}
			$handled[] = $entry->id;
			try {
				$this->handler->handle( $entry, $entry->leaseOwner, $this->api );
			} catch ( StorageError $error ) {
				// Not even that it went wrong could be stored. It is taken up again when its lease has run out.
				Log::error( $error, "Entry $entry->id (order $entry->orderId, $entry->role)" );
			}
		}
		if ( [] !== $handled ) {
			Log::info( $this->summary( $handled, microtime( true ) - $began ) );
		}
		return count( $handled );
	}

	/**
	 * An entry that is due, claimed for this worker; null where there is none.
	 *
	 * @param list<int> $except Entries that this worker has had already.
	 */
	private function next( array $except ): ?OutboxEntry {
		$ids = array_values( array_diff( OutboxTable::due( self::CANDIDATES + count( $except ), Pause::stopsWrites() > 0 ), $except ) );
		shuffle( $ids );
		foreach ( $ids as $id ) {
			$entry = OutboxTable::claim( $id, true );
			if ( null !== $entry ) {
				return $entry;
			}
		}
		return null;
	}

	/**
	 * For the log: what became of these entries, in one line.
	 *
	 * @param non-empty-list<int> $handled
	 */
	private function summary( array $handled, float $seconds ): string {
		$states = [];
		foreach ( OutboxTable::statesOf( $handled ) as $state => $count ) {
			$states[] = "$count $state";
		}
		$paused = Pause::current();
		return sprintf( 'Outbox: %d entries in %.1F seconds: %s.', count( $handled ), $seconds, implode( ', ', $states ) )
			. ( null === $paused ? '' : ' Sending stands still: ' . $paused['code'] . '.' );
	}

	/**
	 * One entry, due or not, even while sending stands still: a person asked for it.
	 *
	 * @return OutboxEntry|null What became of it; null where another worker has it.
	 */
	public function workOn( int $id ): ?OutboxEntry {
		$this->firstLook->forget();
		$entry = OutboxTable::claim( $id, false );
		if ( null === $entry ) {
			return null;
		}
		$this->handler->handle( $entry, $entry->leaseOwner, $this->api );
		return OutboxTable::get( $id );
	}
}
