<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\SoldQuantities;
use SorsApi\Sors\Document;

/** Writes what became of a row that this worker holds, gives the row back, and notes it in the history. */
final class Transitions {

	/** Columns of a row whose reply was lost and that a person wants sent again: if SORS has it after all, it is not. */
	public const LOOK_ONCE_MORE = [
		'state'         => OutboxEntry::SENDING,
		'lookups'       => 0,
		'lookup_misses' => 1,
	];

	/** Columns of a row with which nothing is wrong any more. */
	public const NO_ERROR = [
		'error_code'    => null,
		'error_message' => null,
	];

	private OutboxTable $rows;
	private History $history;
	private OrderNotes $announcer;

	public function __construct( OutboxTable $rows, History $history, OrderNotes $announcer ) {
		$this->rows      = $rows;
		$this->history   = $history;
		$this->announcer = $announcer;
	}

	/** There is nothing to do: another worker or a person was faster. */
	public function leave( OutboxEntry $row, string $token ): void {
		$this->give( $row, $token, [] );
	}

	/** Not yet, through nobody's fault. The state stays. */
	public function postpone( OutboxEntry $row, string $token, string $code, int $seconds, string $message ): void {
		$this->give( $row, $token, [ 'next_attempt_at' => DatabaseClock::utc( $seconds ) ] + self::error( $code, $message ) );
		if ( $row->errorCode !== $code ) {
			$this->history->add( $row->id, OutboxEntry::BROKEN === $code ? OutboxEntry::BROKEN : 'postponed', $message );
		}
	}

	/**
	 * Nothing was done in SORS by this request. Unless an earlier one may have been heard, the row is made anew when
	 * its time comes, since its order may be another one by then.
	 *
	 * @param int $attempts How many count so far.
	 */
	public function wait( OutboxEntry $row, string $token, string $code, int $seconds, string $message, int $attempts ): void {
		$columns = [
			'state'           => OutboxEntry::WAITING,
			'payload_lock'    => $row->isInDoubt() ? OutboxEntry::IN_DOUBT : OutboxEntry::UNLOCKED,
			'attempts'        => max( 0, $attempts ),
			'next_attempt_at' => DatabaseClock::utc( $seconds ),
		];
		$this->give( $row, $token, $columns + self::error( $code, $message ) );
		$this->history->add( $row->id, 'waiting', $message );
	}

	/** The request left and no answer came: it is looked up before anything else. */
	public function lost( OutboxEntry $row, string $token, int $seconds, string $message ): void {
		$columns = [
			'state'           => OutboxEntry::SENDING,
			'payload_lock'    => OutboxEntry::IN_DOUBT,
			'next_attempt_at' => DatabaseClock::utc( $seconds ),
		];
		$this->give( $row, $token, $columns + self::error( 'reply_lost', $message ) );
		$this->history->add( $row->id, 'lost', $message );
	}

	/** @param int|null $recheck Seconds until our own check is made again; null where SORS refused. */
	public function reject( OutboxEntry $row, string $token, string $code, string $message, ?int $recheck ): void {
		$columns = [
			'state'           => OutboxEntry::REJECTED,
			'payload_lock'    => OutboxEntry::UNLOCKED,
			'next_attempt_at' => null === $recheck ? null : DatabaseClock::utc( $recheck ),
		];
		$this->give( $row, $token, $columns + self::error( $code, $message ) );
		// Rechecked by the hour: the same words twice help nobody.
		if ( $row->errorMessage !== $message ) {
			$this->history->add( $row->id, 'rejected', $message );
			$this->announcer->refused( $row, $message );
		}
	}

	public function uncertain( OutboxEntry $row, string $token, string $code, string $message ): void {
		$columns = [
			'state'           => OutboxEntry::UNCERTAIN,
			'payload_lock'    => OutboxEntry::IN_DOUBT,
			'next_attempt_at' => null,
		];
		$this->give( $row, $token, $columns + self::error( $code, $message ) );
		$this->history->add( $row->id, 'uncertain', $message );
		$this->announcer->uncertain( $row, $message );
	}

	/** Left out. What is not to be sent counts as acknowledged once the order is completed. */
	public function skip( OutboxEntry $row, string $token, Skip $skip, bool $completed ): void {
		$columns = [
			'state'           => $skip->state,
			'next_attempt_at' => null,
			'manual'          => 0,
		] + self::error( $skip->code(), $skip->getMessage() );
		if ( $completed && OutboxEntry::BY_OWNER !== $row->acknowledgedBy ) {
			$columns += self::acknowledged( $row->orderId, OutboxEntry::BY_COMPLETION );
		}
		$this->give( $row, $token, $columns );
		if ( $row->errorCode !== $skip->code() ) {
			$this->history->add( $row->id, $skip->state, $skip->getMessage() );
		}
	}

	/**
	 * SORS has the document. The lease is kept until the order bears its number, so that a death in between is made good.
	 *
	 * A late answer also settles a row that another worker has called uncertain meanwhile.
	 */
	public function sent( OutboxEntry $row, string $token, Document $document, string $event, string $message ): void {
		$columns = [
			'state'           => OutboxEntry::SENT,
			'document_id'     => $document->id,
			'document_number' => $document->number,
			'acknowledged_at' => DatabaseClock::now(),
			'acknowledged_by' => OutboxEntry::BY_DOCUMENT,
			'next_attempt_at' => DatabaseClock::utc(),
			'lookup_misses'   => 0,
		] + self::NO_ERROR;
		if ( ! $this->rows->update( $row->id, $columns, $token ) ) {
			$now = $this->rows->get( $row->id );
			if ( null === $now || OutboxEntry::UNCERTAIN !== $now->state || null !== $now->documentId ) {
				return;
			}
			$this->rows->update( $row->id, $columns );
		}
		$this->history->add( $row->id, $event, $message );
		$sent = $this->rows->get( $row->id );
		if ( null !== $sent ) {
			$this->announce( $sent, $token, false );
		}
	}

	/** The last step of sending, made good where a worker died before it. */
	public function announce( OutboxEntry $row, string $token, bool $again ): void {
		$this->announcer->sent( $row, $again );
		// What had kept the order from being told is over.
		$this->give( $row, $token, [ 'next_attempt_at' => null ] + ( OutboxEntry::BROKEN === $row->errorCode ? self::NO_ERROR : [] ) );
	}

	/** @return array<string, int|string|null> Columns that say that SORS has what the order has sold so far. */
	public static function acknowledged( int $orderId, string $by ): array {
		return [
			'acknowledged_at' => DatabaseClock::now(),
			'acknowledged_by' => $by,
			'quantities'      => (string) wp_json_encode( (object) SoldQuantities::ofOrder( $orderId ) ),
		];
	}

	/** @return array<string, string> */
	public static function error( string $code, string $message ): array {
		return [
			'error_code'    => $code,
			'error_message' => $message,
		];
	}

	/** @param array<string, int|string|null> $columns */
	private function give( OutboxEntry $row, string $token, array $columns ): void {
		$lease = [
			'lease_owner' => '',
			'lease_until' => 0,
		];
		$this->rows->update( $row->id, $columns + $lease, $token );
	}
}
