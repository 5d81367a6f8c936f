<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;

/** Where rows of the outbox begin, and begin again when their order changes. */
final class Intake {

	private Followups $followups;

	public function __construct( Followups $followups ) {
		$this->followups = $followups;
	}

	/** Seconds that an order has to be quiet before it is read. */
	public static function settleSeconds(): int {
		/**
		 * How long an order has to be left alone before it is sent.
		 *
		 * @param int $seconds 60.
		 */
		$seconds = apply_filters( 'sors_settle_seconds', 60 );
		return is_numeric( $seconds ) ? max( 0, (int) $seconds ) : 60;
	}

	/** An order exists or has changed. One query for a new one, three for one that has a row. */
	public function take( int $orderId ): void {
		global $wpdb;
		$now    = time();
		$added  = $wpdb->query(
			$wpdb->prepare(
				'INSERT IGNORE INTO ' . Tables::name( Tables::OUTBOX ) . ' (order_id, role, refund_id, revision, state, next_attempt_at, created_at, updated_at) VALUES (%d, %s, 0, 1, %s, %s, %s, %s)',
				$orderId,
				OutboxEntry::ROLE_SALE,
				OutboxEntry::QUEUED,
				DatabaseClock::datetime( $now + self::settleSeconds() ),
				DatabaseClock::datetime( $now ),
				DatabaseClock::datetime( $now )
			)
		);
		if ( 1 !== (int) $added ) {
			$this->wake( $orderId );
		}
	}

	/**
	 * What was left out, or refused, may be right by now; and the ledger looks at the order again.
	 *
	 * What the owner said is in SORS already stays as it is, and so does whatever has a document.
	 */
	public function wake( int $orderId ): void {
		global $wpdb;
		$table = Tables::name( Tables::OUTBOX );
		$now   = time();
		$wpdb->query( $wpdb->prepare( "UPDATE $table SET settlement = %s, updated_at = %s WHERE order_id = %d", OutboxEntry::OPEN, DatabaseClock::datetime( $now ), $orderId ) );
		$wpdb->query(
			$wpdb->prepare(
				"UPDATE $table SET state = %s, next_attempt_at = %s, updated_at = %s WHERE order_id = %d AND acknowledged_by <> %s AND document_id IS NULL AND document_number IS NULL AND (state = %s OR (role = %s AND state IN (%s, %s)))",
				OutboxEntry::QUEUED,
				DatabaseClock::datetime( $now + self::settleSeconds() ),
				DatabaseClock::datetime( $now ),
				$orderId,
				OutboxEntry::BY_OWNER,
				OutboxEntry::REJECTED,
				OutboxEntry::ROLE_SALE,
				OutboxEntry::SKIPPED,
				OutboxEntry::CANCELLED
			)
		);
		$this->followups->reviseIfAlive( $orderId );
	}
}
