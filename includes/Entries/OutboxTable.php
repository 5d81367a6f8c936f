<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\RowLease;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Log\Log;

defined( 'ABSPATH' ) || exit;

/**
 * Reads and writes entries of the outbox: the only code that writes that table.
 * What failed is a StorageError, never "nothing found" or a lost claim.
 */
final class OutboxTable extends OutboxQueries {

	/** Seconds. Far longer than all requests for one entry may take together, and renewed before the one that matters. */
	private const LEASE = 180;

	/** Entries in one statement. */
	private const AT_ONCE = 1000;

	/** Columns whose change the log tells: none holds anything of a buyer. */
	private const LOGGED = [ 'state', 'error_code', 'issue_code', 'attempts', 'next_attempt_at', 'reference', 'document_id', 'document_number' ];

	/** Columns of an entry about which nothing is to be decided any more. */
	public const NO_ISSUE = [
		'issue_code' => null,
		'issue_data' => null,
	];

	/** Columns of an entry that its worker gives back. */
	public const NO_LEASE = [
		'lease_owner' => '',
		'lease_until' => 0,
		'deaths'      => 0,
	];

	/** @return array<string, string> Columns. */
	public static function issue( Issue $issue ): array {
		return [
			'issue_code' => $issue->code,
			'issue_data' => $issue->json(),
		];
	}

	/**
	 * An order that was just seen. One statement, since a checkout waits for it: the time is PHP's.
	 *
	 * @return bool Whether it had no entry.
	 */
	public function addSale( int $orderId, int $dueAfter ): bool {
		return self::insert( $orderId, OutboxEntry::ROLE_SALE, 0, 1, time(), $dueAfter );
	}

	/**
	 * Orders that no hook saw, many in one statement.
	 *
	 * @param non-empty-list<int>                        $orderIds
	 * @param array{code: string, message: string}|null $skipped  Why they are left out; null = they are queued.
	 */
	public function addSales( array $orderIds, ?array $skipped ): void {
		$now    = DatabaseClock::utc();
		$values = null === $skipped
			? Sql::prepare( "'sale', 0, 1, %s, %s, NULL, NULL, %s, %s", OutboxEntry::QUEUED, $now, $now, $now )
			: Sql::prepare( "'sale', 0, 1, %s, NULL, %s, %s, %s, %s", OutboxEntry::SKIPPED, $skipped['code'], $skipped['message'], $now, $now );
		$rows = array_map( static fn( int $orderId ): string => "($orderId, $values)", $orderIds );
		Sql::run( 'INSERT IGNORE INTO ' . self::name() . ' (order_id, role, refund_id, revision, state, next_attempt_at, error_code, error_message, created_at, updated_at) VALUES ' . implode( ', ', $rows ) );
	}

	/** The entry of this order, role, refund and revision, made where there is none. */
	public function ensure( int $orderId, string $role, int $refundId, int $revision ): OutboxEntry {
		self::insert( $orderId, $role, $refundId, $revision, intdiv( DatabaseClock::about(), 1000000 ), 0 );
		$entry = $this->one( $orderId, $role, $refundId, $revision );
		if ( null === $entry ) {
			throw new StorageError( __( 'The outbox did not take an entry.', 'sors-api-for-woocommerce' ) );
		}
		return $entry;
	}

	private static function insert( int $orderId, string $role, int $refundId, int $revision, int $now, int $dueAfter ): bool {
		return 1 === Sql::run(
			'INSERT IGNORE INTO ' . self::name() . ' (order_id, role, refund_id, revision, state, next_attempt_at, created_at, updated_at) VALUES (%d, %s, %d, %d, %s, %s, %s, %s)',
			$orderId,
			$role,
			$refundId,
			$revision,
			OutboxEntry::QUEUED,
			DatabaseClock::datetime( $now + $dueAfter ),
			DatabaseClock::datetime( $now ),
			DatabaseClock::datetime( $now )
		);
	}

	/**
	 * Takes this very entry for a worker.
	 *
	 * @return OutboxEntry|null As it is now, with the worker's token as its leaseOwner; null where another worker has it, or
	 *                          where it has to be due and is not.
	 */
	public function claim( int $id, bool $onlyDue ): ?OutboxEntry {
		$lease = RowLease::acquire( self::name(), $id, self::LEASE, $onlyDue ? Sql::prepare( 'AND next_attempt_at <= %s', DatabaseClock::utc() ) : '' );
		if ( null !== $lease && $lease->isInherited ) {
			Sql::run( 'UPDATE ' . self::name() . ' SET deaths = deaths + 1 WHERE id = %d AND lease_owner = %s', $id, $lease->owner );
		}
		$entry = null === $lease ? null : $this->get( $id );
		return null === $lease || null === $entry || $entry->leaseOwner !== $lease->owner ? null : $entry;
	}

	/** @return array<string, int> Columns: a claim counts from now on. */
	public static function renewedLease(): array {
		return [ 'lease_until' => DatabaseClock::now() + self::LEASE * 1000000 ];
	}

	/**
	 * @param array<string, int|string|null> $columns
	 * @param string|null                    $leaseOwner Only while this worker holds it.
	 *
	 * @return bool Whether an entry was there. (On SQLite also when nothing changed: no claim may be judged by this.)
	 */
	public function update( int $id, array $columns, ?string $leaseOwner = null ): bool {
		return self::change( $id, $columns, null === $leaseOwner ? [] : [ 'lease_owner' => $leaseOwner ] );
	}

	/**
	 * Changes an entry that no worker holds and that is still as it was read: a worker that took it meanwhile, or sent
	 * it, must not find it queued again behind its back.
	 *
	 * @param array<string, int|string|null> $columns
	 *
	 * @return OutboxEntry|null As it is now, changed or not.
	 */
	public function updateIdle( OutboxEntry $entry, array $columns ): ?OutboxEntry {
		if ( $entry->leaseUntil < DatabaseClock::now() ) {
			$asRead = [
				'state'       => $entry->state,
				'attempts'    => $entry->attempts,
				'lease_owner' => $entry->leaseOwner,
			];
			self::change( $entry->id, $columns, $asRead );
		}
		return $this->get( $entry->id );
	}

	/**
	 * @param array<string, int|string|null> $columns
	 * @param array<string, int|string>      $asRead
	 */
	private static function change( int $id, array $columns, array $asRead ): bool {
		if ( isset( $columns['document_number'] ) ) {
			// SORS' own, of any length. Only people read it.
			$columns['document_number'] = mb_substr( Sql::words( (string) $columns['document_number'] ), 0, OutboxEntry::LONGEST_NUMBER );
		}
		$changed = Sql::update( self::name(), $columns + [ 'updated_at' => DatabaseClock::utc() ], $id, $asRead ) > 0;
		if ( $changed ) {
			self::log( $id, $columns );
		}
		return $changed;
	}

	/** @param array<string, int|string|null> $columns What became of the entry. */
	private static function log( int $id, array $columns ): void {
		$told = [];
		foreach ( array_intersect_key( $columns, array_flip( self::LOGGED ) ) as $name => $value ) {
			$told[] = $name . '=' . ( $value ?? 'none' );
		}
		if ( [] !== $told ) {
			Log::debug( "Entry $id: " . implode( ', ', $told ) );
		}
	}

	/**
	 * The order of these entries changed: it is compared with its document again, and read by the ledger. What was left
	 * out, or refused, is checked again, unless a person says that SORS has it, it has a document, or may have one.
	 */
	public function wake( int $orderId, int $dueAfter ): void {
		$now = time();
		Sql::run( 'UPDATE ' . self::name() . ' SET settlement = %s, compared_at = NULL, updated_at = %s WHERE order_id = %d', OutboxEntry::OPEN, DatabaseClock::datetime( $now ), $orderId );
		Sql::run(
			'UPDATE ' . self::name() . " SET state = %s, next_attempt_at = %s, erasure = REPLACE(erasure, 'done', ''), updated_at = %s WHERE order_id = %d AND acknowledged_by <> %s AND document_id IS NULL AND document_number IS NULL AND payload_lock <> %s AND (state = %s OR (role = %s AND state IN (%s, %s)))",
			OutboxEntry::QUEUED,
			DatabaseClock::datetime( $now + $dueAfter ),
			DatabaseClock::datetime( $now ),
			$orderId,
			OutboxEntry::BY_OWNER,
			OutboxEntry::IN_DOUBT,
			OutboxEntry::REJECTED,
			OutboxEntry::ROLE_SALE,
			OutboxEntry::SKIPPED,
			OutboxEntry::CANCELLED
		);
	}

	/** The same of all orders with refunds: of one that was deleted while nothing looked, the order itself does not tell. */
	public function wakeRefunded(): void {
		$table = self::name();
		Sql::run( "UPDATE $table SET settlement = %s, compared_at = NULL WHERE order_id IN (SELECT order_id FROM (SELECT DISTINCT order_id FROM $table WHERE refund_id > 0 OR LENGTH(refund_ids) > 2) refunded)", OutboxEntry::OPEN );
	}

	/** @param list<int> $ids Left-out entries that the settings of today would send. */
	public function queueSkipped( array $ids ): void {
		$now = DatabaseClock::utc();
		self::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET state = %s, next_attempt_at = %s, updated_at = %s WHERE state = %s AND id IN ($in)", OutboxEntry::QUEUED, $now, $now, OutboxEntry::SKIPPED ) );
	}

	/** Sales that were skipped for one reason are skipped for another one. */
	public function renameSkipped( string $from, string $to, string $message ): void {
		Sql::run( 'UPDATE ' . self::name() . ' SET error_code = %s, error_message = %s WHERE role = %s AND state = %s AND error_code = %s', $to, $message, OutboxEntry::ROLE_SALE, OutboxEntry::SKIPPED, $from );
	}

	/** What our own check refused or put off, and would check again within the hour, is checked now. */
	public function recheckRejected(): void {
		Sql::run( 'UPDATE ' . self::name() . ' SET next_attempt_at = %s WHERE (state = %s AND payload_lock <> %s AND next_attempt_at IS NOT NULL) OR (state = %s AND error_code = %s)', DatabaseClock::utc(), OutboxEntry::REJECTED, OutboxEntry::IN_DOUBT, OutboxEntry::QUEUED, OutboxEntry::NEWER_YEAR );
	}

	/** Whatever was refused and has no document is sent again, also what SORS itself refused: not what may have arrived. */
	public function retryRejected(): void {
		Sql::run( 'UPDATE ' . self::name() . ' SET next_attempt_at = %s WHERE state = %s AND payload_lock <> %s AND document_id IS NULL AND document_number IS NULL', DatabaseClock::utc(), OutboxEntry::REJECTED, OutboxEntry::IN_DOUBT );
	}

	/**
	 * The ledger reads these orders again: what was settled is no more.
	 *
	 * @param list<int> $orderIds
	 */
	public function reopen( array $orderIds ): void {
		$now = DatabaseClock::utc();
		self::inChunks( $orderIds, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET settlement = %s, updated_at = %s WHERE order_id IN ($in)", OutboxEntry::OPEN, $now ) );
	}

	/**
	 * Moves orders from one settlement to another; those that were changed meanwhile are left alone.
	 *
	 * @param array<int> $orderIds
	 * @param bool       $touch    Whether this counts as a change: they are the last to be checked again.
	 */
	public function settle( array $orderIds, string $from, string $to, bool $touch = false ): void {
		$touched = $touch ? Sql::prepare( ', updated_at = %s', DatabaseClock::utc() ) : '';
		self::inChunks( $orderIds, fn( string $in ) => Sql::run( Sql::prepare( 'UPDATE ' . self::name() . ' SET settlement = %s', $to ) . $touched . Sql::prepare( ' WHERE settlement = %s', $from ) . " AND order_id IN ($in)" ) );
	}

	/** From now on the stock figure contains the documents of this database. */
	public function acknowledgeDatabase( string $name ): void {
		Sql::run( 'UPDATE ' . self::name() . ' SET acknowledged_at = %d WHERE role = %s AND state = %s AND acknowledged_by = %s AND database_name = %s', DatabaseClock::moment(), OutboxEntry::ROLE_SALE, OutboxEntry::SENT, OutboxEntry::BY_DOCUMENT, $name );
	}

	/** @param list<int> $ids Entries of completed orders: acknowledged from now on, though the figure does not contain their document. */
	public function acknowledgeCompleted( array $ids ): void {
		$moment = DatabaseClock::moment();
		self::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET acknowledged_by = %s, acknowledged_at = %d WHERE acknowledged_by = %s AND id IN ($in)", OutboxEntry::BY_COMPLETION, $moment, OutboxEntry::BY_DOCUMENT ) );
	}

	/**
	 * Notes that the buyer of these entries wants to be erased. A body that nobody may have received goes at once: it is
	 * made anew from the order before it is sent.
	 *
	 * @param list<int> $ids
	 *
	 * @return int Bodies that went.
	 */
	public function askErasure( array $ids ): int {
		self::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET erasure = %s WHERE id IN ($in)", Erasure::ASKED ) );
		return self::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET body = NULL, contents = NULL WHERE body IS NOT NULL AND payload_lock = %s AND lease_until < %d AND id IN ($in)", OutboxEntry::UNLOCKED, DatabaseClock::now() ) );
	}

	/**
	 * @param list<int> $ids
	 *
	 * @return int Those that held something.
	 */
	public function erase( array $ids ): int {
		$held = self::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET body = NULL, contents = NULL, refusal = NULL WHERE (body IS NOT NULL OR contents IS NOT NULL OR refusal IS NOT NULL) AND id IN ($in)" ) );
		self::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET erasure = %s WHERE id IN ($in)", Erasure::DONE ) );
		return $held;
	}

	/**
	 * This shop is a copy: documents of the original are not its own to send, cancel, look up or return. What SORS
	 * acknowledged of them stays acknowledged, since its stock figure contains it here as well.
	 */
	public function disown(): void {
		$table = self::name();
		// That its cancelling had begun is known of the entry of the cancelling, which is given up as well.
		$freed = Sql::ids(
			"SELECT r.id FROM $table r JOIN $table c ON c.order_id = r.order_id AND c.revision = r.revision AND c.role = %s WHERE r.role = %s AND r.acknowledged_at IS NOT NULL AND (c.state = %s OR c.payload_lock <> %s)",
			OutboxEntry::ROLE_CANCEL,
			OutboxEntry::ROLE_SALE,
			OutboxEntry::SENT,
			OutboxEntry::UNLOCKED
		);
		self::inChunks( $freed, static fn( string $in ) => Sql::run( "UPDATE $table SET acknowledged_at = NULL, acknowledged_by = '' WHERE id IN ($in)" ) );
		Sql::run(
			'UPDATE ' . self::name() . " SET state = %s, payload_lock = %s, manual = 0, next_attempt_at = NULL, lease_owner = '', lease_until = 0, body = NULL, document_id = NULL, document_number = NULL, document_by = '', issue_code = NULL, issue_data = NULL, error_code = 'original', error_message = %s WHERE reference IS NOT NULL OR state <> %s",
			OutboxEntry::SKIPPED,
			OutboxEntry::UNLOCKED,
			__( 'This belongs to the shop of which this one is a copy. Its document in SORS stays as it is.', 'sors-api-for-woocommerce' ),
			OutboxEntry::SKIPPED
		);
	}

	/**
	 * @param array<int>              $ids
	 * @param callable( string ): int $run Is given what stands in an IN.
	 *
	 * @return int What it answered, added up.
	 */
	private static function inChunks( array $ids, callable $run ): int {
		$changed = 0;
		foreach ( array_chunk( $ids, self::AT_ONCE ) as $chunk ) {
			$changed += $run( implode( ', ', array_map( 'intval', $chunk ) ) );
		}
		return $changed;
	}
}
