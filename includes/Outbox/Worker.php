<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Log\Log;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;

/** Takes what is due from the outbox, one row at a time, until time or rows run out. Any number of workers may be at it. */
final class Worker {

	/** Action Scheduler's hook, once a minute. */
	public const HOOK = 'sors_outbox_work';

	private Claims $claims;
	private EntryHandler $handler;
	private Pause $pause;
	private StoreIdentity $identity;
	private OutboxTable $rows;
	private Api $api;

	public function __construct( Claims $claims, EntryHandler $handler, Pause $pause, StoreIdentity $identity, OutboxTable $rows, Api $api ) {
		$this->claims   = $claims;
		$this->handler  = $handler;
		$this->pause    = $pause;
		$this->identity = $identity;
		$this->rows     = $rows;
		$this->api      = $api;
	}

	/**
	 * @param int      $maxSeconds No row is begun later than this; one that was begun is finished.
	 * @param int|null $maxRows    Null = as many as time allows.
	 *
	 * @return int Rows handled, whatever became of them.
	 */
	public function work( int $maxSeconds, ?int $maxRows = null ): int {
		$began    = microtime( true );
		$deadline = $began + $maxSeconds;
		$handled  = [];
		while ( microtime( true ) < $deadline && ( null === $maxRows || count( $handled ) < $maxRows ) ) {
			if ( $this->identity->isCopy() || $this->pause->blocks() ) {
				break;
			}
			$claimed = $this->claims->next( $handled );
			if ( null === $claimed ) {
				break;
			}
			[ $row, $token ] = $claimed;
			$handled[]       = $row->id;
			$this->handler->handle( $row, $token, $this->api );
		}
		if ( [] !== $handled ) {
			Log::info( $this->summary( $handled, microtime( true ) - $began ) );
		}
		return count( $handled );
	}

	/**
	 * For the log: what became of these rows, in one line.
	 *
	 * @param non-empty-list<int> $handled
	 */
	private function summary( array $handled, float $seconds ): string {
		$states = [];
		foreach ( $this->rows->statesOf( $handled ) as $state => $count ) {
			$states[] = "$count $state";
		}
		$paused = $this->pause->current();
		return sprintf( 'Outbox: %d entries in %.1F seconds: %s.', count( $handled ), $seconds, implode( ', ', $states ) )
			. ( null === $paused ? '' : ' Sending stands still: ' . $paused['code'] . '.' );
	}

	/**
	 * One row, due or not, whatever stands still: somebody asked for it.
	 *
	 * @return OutboxEntry|null What became of it; null where another worker has it.
	 */
	public function workOn( int $id ): ?OutboxEntry {
		$claimed = $this->claims->take( $id, false );
		if ( null === $claimed ) {
			return null;
		}
		$this->handler->handle( $claimed[0], $claimed[1], $this->api );
		return $this->rows->get( $id );
	}
}
