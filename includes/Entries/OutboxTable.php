<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\IndexHint;
use SorsApi\Database\RowLease;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Log\Log;
use SorsApi\Sentence;

defined( 'ABSPATH' ) || exit;

/**
 * Reads and writes entries of the outbox: the only code that writes that table.
 * What failed is a StorageError, never "nothing found" or a lost claim.
 */
final class OutboxTable extends OutboxQueries {

	/** Seconds. Far longer than all requests for one entry may take together, and renewed before the one that matters. */
	private const LEASE = 180;

	/** Columns whose change the log tells: none holds anything of a buyer. */
	private const LOGGED = [ 'state', 'error_code', 'issue_code', 'attempts', 'next_attempt_at', 'reference', 'document_id', 'document_number' ];

	/** Of a whole former year, or of a copied shop, all ids at once would take more memory than hosts give. */
	private const FOUND_AT_ONCE = 5000;

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

	/** Columns of an entry of which SORS' figures contain nothing. */
	public const NOT_ACKNOWLEDGED = [
		'acknowledged_at' => null,
		'acknowledged_by' => '',
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
	 * @param array{code: string, message: string}|null $skipped Why it is left out, as far as is known at once; null = it is queued.
	 * @return bool Whether it had no entry.
	 */
	public static function addSale( int $orderId, int $dueAfter, ?array $skipped = null ): bool {
		return self::insert( $orderId, OutboxEntry::ROLE_SALE, 0, 1, time(), $dueAfter, $skipped );
	}

	/**
	 * Orders that no hook saw, many in one statement.
	 *
	 * @param non-empty-list<int>                        $orderIds
	 * @param array{code: string, message: string}|null $skipped  Why they are left out; null = they are queued.
	 */
	public static function addSales( array $orderIds, ?array $skipped ): void {
		$now    = DatabaseClock::utc();
		$values = null === $skipped
			? Sql::prepare( "'sale', 0, 1, %s, %s, NULL, NULL, %s, %s", OutboxEntry::QUEUED, $now, $now, $now )
			: Sql::prepare( "'sale', 0, 1, %s, NULL, %s, %s, %s, %s", OutboxEntry::SKIPPED, $skipped['code'], $skipped['message'], $now, $now );
		$rows   = array_map( static fn( int $orderId ): string => "($orderId, $values)", $orderIds );
		Sql::run( 'INSERT IGNORE INTO ' . self::name() . ' (order_id, role, refund_id, revision, state, next_attempt_at, error_code, error_message, created_at, updated_at) VALUES ' . implode( ', ', $rows ) );
	}

	/**
	 * The entry of this order, role, refund and revision, made where there is none.
	 *
	 * @param array{asked_for?: int} $with Columns of one that is made: a worker may take it at once.
	 */
	public static function ensure( int $orderId, string $role, int $refundId, int $revision, array $with = [] ): OutboxEntry {
		self::insert( $orderId, $role, $refundId, $revision, intdiv( DatabaseClock::about(), 1000000 ), 0, null, $with );
		$entry = self::one( $orderId, $role, $refundId, $revision );
		if ( null === $entry ) {
			( new StorageError( Sentence::__( 'The outbox did not take an entry.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return $entry;
	}

	/**
	 * @param array{code: string, message: string}|null $skipped
	 * @param array{asked_for?: int}      $with
	 */
	private static function insert( int $orderId, string $role, int $refundId, int $revision, int $now, int $dueAfter, ?array $skipped = null, array $with = [] ): bool {
		return 1 === Sql::run(
			'INSERT IGNORE INTO ' . self::name() . ' (order_id, role, refund_id, revision, state, error_code, error_message, asked_for, next_attempt_at, created_at, updated_at) VALUES (%d, %s, %d, %d, %s, '
				. ( null === $skipped ? 'NULL, NULL' : Sql::prepare( '%s, %s', $skipped['code'], $skipped['message'] ) ) . ', %d, %s, %s, %s)',
			$orderId,
			$role,
			$refundId,
			$revision,
			null === $skipped ? OutboxEntry::QUEUED : OutboxEntry::SKIPPED,
			$with['asked_for'] ?? 0,
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
	public static function claim( int $id, bool $onlyDue ): ?OutboxEntry {
		$lease = RowLease::acquire( self::name(), $id, self::LEASE, $onlyDue ? Sql::prepare( 'AND next_attempt_at <= %s', DatabaseClock::utc() ) : '' );
		if ( null !== $lease && $lease->isInherited ) {
			Sql::run( 'UPDATE ' . self::name() . ' SET deaths = deaths + 1 WHERE id = %d AND lease_owner = %s', $id, $lease->owner );
		}
		$entry = null === $lease ? null : self::get( $id );
		return null === $lease || null === $entry || $entry->leaseOwner !== $lease->owner ? null : $entry;
	}

	/** @return array<string, int> Columns: a claim counts from now on. */
	public static function renewedLease(): array {
		return [ 'lease_until' => DatabaseClock::now() + self::LEASE * 1000000 ];
	}

	/**
	 * @param array<string, int|string|null> $columns
	 * @param string|null                    $leaseOwner Only while this worker holds it.
	 * @return bool Whether an entry was there. (On SQLite also when nothing changed: no claim may be judged by this.)
	 */
	public static function update( int $id, array $columns, ?string $leaseOwner = null ): bool {
		return self::change( $id, $columns, null === $leaseOwner ? [] : [ 'lease_owner' => $leaseOwner ] );
	}

	/**
	 * Changes an entry that no worker holds and that is still as it was read: a worker that took it meanwhile, or sent
	 * it, must not find it queued again behind its back.
	 *
	 * @param array<string, int|string|null> $columns
	 * @return OutboxEntry|null As it is now, changed or not.
	 */
	public static function updateIdle( OutboxEntry $entry, array $columns ): ?OutboxEntry {
		if ( ! $entry->isHeld() ) {
			$asRead = [
				'state'       => $entry->state,
				'attempts'    => $entry->attempts,
				'lease_owner' => $entry->leaseOwner,
			];
			self::change( $entry->id, $columns, $asRead );
		}
		return self::get( $entry->id );
	}

	/** @return bool Whether it was written: not where somebody else said something of the payment meanwhile. */
	public static function paidByHand( OutboxEntry $entry, ?string $paid ): bool {
		$asRead = [
			'state'        => $entry->state,
			'paid_by_hand' => $entry->paidByHand,
		];
		return self::change( $entry->id, [ 'paid_by_hand' => $paid, 'by_hand' => OutboxEntry::share( $entry->total, $entry->said(), $paid ) ], $asRead );
	}

	/**
	 * What SORS made from its document, unless somebody else noted some of it meanwhile.
	 *
	 * @param non-empty-list<string> $marks See OutboxEntry::$made.
	 */
	public static function made( OutboxEntry $entry, array $marks ): void {
		$asRead  = [
			'state'           => $entry->state,
			'made'            => [] === $entry->made ? null : self::json( $entry->made ),
			'acknowledged_by' => $entry->acknowledgedBy,
		];
		$last    = end( $marks );
		$columns = [
			'made'    => self::json( $marks ),
			'made_id' => substr( $last, (int) strpos( $last, ' ' ) + 1 ),
		];
		if ( 'invoice' === $entry->kind && OutboxEntry::BY_DOCUMENT === $entry->acknowledgedBy && OutboxEntry::goodsLeft( $marks ) !== OutboxEntry::goodsLeft( $entry->made ) ) {
			// A figure that was asked for before need not show that the goods left.
			$columns += [
				'acknowledged_at' => DatabaseClock::moment(),
				'settlement'      => OutboxEntry::OPEN,
			];
		}
		self::change( $entry->id, $columns, $asRead );
	}

	/** @param list<string> $texts */
	private static function json( array $texts ): string {
		return (string) wp_json_encode( $texts, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
	}

	/**
	 * @param array<string, int|string|null> $columns
	 * @param array<string, int|string|null> $asRead
	 */
	private static function change( int $id, array $columns, array $asRead ): bool {
		if ( isset( $columns['document_number'] ) ) {
			// SORS' own, of any length. Only people read it.
			$columns['document_number'] = mb_substr( Sql::words( (string) $columns['document_number'] ), 0, OutboxEntry::LONGEST_NUMBER );
		}
		if ( isset( $columns['body'] ) ) {
			// It names the buyer again and is sent again; and its total may be another one.
			Sql::run( 'UPDATE ' . self::name() . " SET erasure = REPLACE(erasure, %s, %s), by_hand = REPLACE(by_hand, %s, %s) WHERE id = %d AND (erasure = %s OR by_hand = %s)", Erasure::DONE, Erasure::ASKED, OutboxEntry::IN_FULL, OutboxEntry::IN_PART, $id, Erasure::DONE, OutboxEntry::IN_FULL );
		}
		if ( array_key_exists( 'paid_by_hand', $columns ) ) {
			$columns += [ 'by_hand' => OutboxEntry::IN_PART ];
		}
		$changed = Sql::update( self::name(), $columns + [ 'updated_at' => DatabaseClock::utc() ], $id, $asRead ) > 0;
		if ( $changed ) {
			self::log( $id, $columns );
		}
		return $changed;
	}

	/**
	 * Changes what is found, each by its id: an UPDATE by any other column locks all rows that it looks at and the
	 * places between them, and a checkout waits to put its entry there.
	 *
	 * @param string $set   SQL.
	 * @param string $where SQL; what no longer meets it once its turn comes is left as it is.
	 * @return int As Sql::run().
	 */
	private static function changeFound( string $set, string $where ): int {
		$hint    = IndexHint::on( self::name(), 'id' );
		$changed = 0;
		$last    = 0;
		do {
			$ids      = Sql::ids( 'SELECT id FROM ' . self::name() . " WHERE ($where) AND id > $last ORDER BY id LIMIT " . self::FOUND_AT_ONCE );
			$changed += Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( 'UPDATE ' . self::name() . "$hint SET $set WHERE id IN ($in) AND ($where)" ) );
			$last     = (int) end( $ids );
		} while ( self::FOUND_AT_ONCE === count( $ids ) );
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
	 * out, or refused, is checked again, unless a person says that SORS has it, it has a document, or may have one. A
	 * revision that a later one replaced stays as it is.
	 *
	 * @param string $stillOut Code of what is still left out until it is checked; '' = none.
	 */
	public static function wake( int $orderId, int $dueAfter, string $stillOut = '' ): void {
		$now = time();
		Sql::run( 'UPDATE ' . self::name() . ' SET settlement = %s, compared_at = NULL, updated_at = %s WHERE order_id = %d', OutboxEntry::OPEN, DatabaseClock::datetime( $now ), $orderId );
		Sql::run(
			'UPDATE ' . self::name() . " SET state = CASE WHEN state = %s AND error_code = %s AND lost_at IS NULL THEN state ELSE %s END, next_attempt_at = %s, erasure = REPLACE(erasure, %s, %s), updated_at = %s WHERE order_id = %d AND acknowledged_by <> %s AND document_id IS NULL AND document_number IS NULL AND payload_lock <> %s AND (state = %s OR (role = %s AND state IN (%s, %s) AND revision = (SELECT newest FROM (SELECT MAX(revision) AS newest FROM " . self::name() . ' WHERE order_id = %d AND role = %s) latest)))',
			OutboxEntry::SKIPPED,
			$stillOut,
			OutboxEntry::QUEUED,
			DatabaseClock::datetime( $now + $dueAfter ),
			Erasure::DONE,
			Erasure::ASKED,
			DatabaseClock::datetime( $now ),
			$orderId,
			OutboxEntry::BY_OWNER,
			OutboxEntry::IN_DOUBT,
			OutboxEntry::REJECTED,
			OutboxEntry::ROLE_SALE,
			OutboxEntry::SKIPPED,
			OutboxEntry::CANCELLED,
			$orderId,
			OutboxEntry::ROLE_SALE
		);
	}

	/** The sale of an order is to be sent whatever its status says from now on, or no longer is. */
	public static function setEligible( int $orderId, bool $isEligible ): void {
		Sql::run( 'UPDATE ' . self::name() . ' SET eligible_at = ' . ( $isEligible ? Sql::prepare( '%s', DatabaseClock::utc() ) : 'NULL' ) . ' WHERE order_id = %d AND role = %s', $orderId, OutboxEntry::ROLE_SALE );
	}

	/** The same of all orders with refunds: of one that was deleted while nothing looked, the order itself does not tell. */
	public static function wakeRefunded(): void {
		$table = self::name();
		self::changeFound( Sql::prepare( 'settlement = %s, compared_at = NULL', OutboxEntry::OPEN ), "order_id IN (SELECT order_id FROM (SELECT DISTINCT order_id FROM $table WHERE refund_id > 0 OR LENGTH(refund_ids) > 2) refunded)" );
	}

	/** The order is compared with its documents again, whether or not it changed. */
	public static function compareAgain( int $orderId ): void {
		Sql::run( 'UPDATE ' . self::name() . ' SET compared_at = NULL WHERE order_id = %d AND role = %s', $orderId, OutboxEntry::ROLE_SALE );
	}

	/** @param string $at UTC DATETIME. Nothing happened to the entry itself. */
	public static function compared( int $id, string $at ): void {
		Sql::run( 'UPDATE ' . self::name() . ' SET compared_at = %s WHERE id = %d', $at, $id );
	}

	/** @param list<int> $ids Left-out entries that the settings of today would send. */
	public static function queueSkipped( array $ids ): void {
		$now = DatabaseClock::utc();
		Sql::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET state = %s, next_attempt_at = %s, settlement = %s, updated_at = %s WHERE state = %s AND id IN ($in)", OutboxEntry::QUEUED, $now, OutboxEntry::OPEN, $now, OutboxEntry::SKIPPED ) );
	}

	/** Sales that were skipped for one reason are skipped for another one. */
	public static function renameSkipped( string $from, string $to, string $message ): void {
		self::changeFound( Sql::prepare( 'error_code = %s, error_message = %s', $to, $message ), Sql::prepare( 'role = %s AND state = %s AND error_code = %s', OutboxEntry::ROLE_SALE, OutboxEntry::SKIPPED, $from ) );
	}

	/** What our own check refused or put off, and would check again within the hour, is checked now. */
	public static function recheckRejected(): void {
		$now = Sql::prepare( 'next_attempt_at = %s', DatabaseClock::utc() );
		self::changeFound( $now, Sql::prepare( 'state = %s AND payload_lock <> %s AND next_attempt_at IS NOT NULL', OutboxEntry::REJECTED, OutboxEntry::IN_DOUBT ) );
		self::changeFound( $now, Sql::prepare( 'state = %s AND error_code = %s', OutboxEntry::QUEUED, OutboxEntry::NEWER_YEAR ) );
	}

	/** Whatever was refused and has no document is sent again, also what SORS itself refused: not what may have arrived. */
	public static function retryRejected(): void {
		self::changeFound( Sql::prepare( 'next_attempt_at = %s', DatabaseClock::utc() ), Sql::prepare( 'state = %s AND payload_lock <> %s AND document_id IS NULL AND document_number IS NULL', OutboxEntry::REJECTED, OutboxEntry::IN_DOUBT ) );
	}

	/**
	 * The ledger reads these orders again: what was settled is no more.
	 *
	 * @param list<int> $orderIds
	 */
	public static function reopen( array $orderIds ): void {
		$open = Sql::prepare( 'settlement = %s, updated_at = %s', OutboxEntry::OPEN, DatabaseClock::utc() );
		Sql::inChunks( $orderIds, static fn( string $in ): int => self::changeFound( $open, "order_id IN ($in)" ) );
	}

	/**
	 * Moves orders from one settlement to another; those that were changed meanwhile are left alone.
	 *
	 * @param array<int> $orderIds
	 * @param bool       $touch    Whether this counts as a change: they are the last to be checked again.
	 */
	public static function settle( array $orderIds, string $from, string $to, bool $touch = false ): void {
		$touched = $touch ? Sql::prepare( ', updated_at = %s', DatabaseClock::utc() ) : '';
		Sql::inChunks( $orderIds, static fn( string $in ): int => self::changeFound( Sql::prepare( 'settlement = %s', $to ) . $touched, "order_id IN ($in)" . Sql::prepare( ' AND settlement = %s', $from ) ) );
	}

	/** From now on the stock figure contains the documents of this database. */
	public static function acknowledgeDatabase( string $name ): void {
		self::changeFound( Sql::prepare( 'acknowledged_at = %d', DatabaseClock::moment() ), Sql::prepare( 'role = %s AND state = %s AND acknowledged_by = %s AND database_name = %s', OutboxEntry::ROLE_SALE, OutboxEntry::SENT, OutboxEntry::BY_DOCUMENT, $name ) );
	}

	/** @param list<int> $ids Entries of completed orders: acknowledged from now on, though the figure does not contain their document, or SORS no longer has it. */
	public static function acknowledgeCompleted( array $ids ): void {
		$moment = DatabaseClock::moment();
		Sql::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET acknowledged_by = %s, acknowledged_at = %d WHERE acknowledged_by <> %s AND id IN ($in)", OutboxEntry::BY_COMPLETION, $moment, OutboxEntry::BY_OWNER ) );
	}

	/**
	 * Notes that the buyer of these entries wants to be erased. A body that nobody may have received goes at once: it is
	 * made again from the order before it is sent.
	 *
	 * @param list<int> $ids
	 * @return int Bodies that went.
	 */
	public static function askErasure( array $ids ): int {
		Sql::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET erasure = %s WHERE id IN ($in)", Erasure::ASKED ) );
		return Sql::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET body = NULL, contents = NULL WHERE body IS NOT NULL AND payload_lock = %s AND lease_until < %d AND id IN ($in)", OutboxEntry::UNLOCKED, DatabaseClock::now() ) );
	}

	/**
	 * @param list<int> $ids
	 * @return int Those that held something.
	 */
	public static function erase( array $ids ): int {
		$held = self::eraseWords( $ids ) + Sql::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET body = NULL, contents = NULL, refusal = NULL WHERE (body IS NOT NULL OR contents IS NOT NULL OR refusal IS NOT NULL) AND id IN ($in)" ) );
		Sql::inChunks( $ids, fn( string $in ) => Sql::run( 'UPDATE ' . self::name() . " SET erasure = %s WHERE id IN ($in)", Erasure::DONE ) );
		return $held;
	}

	/**
	 * What others said of these entries. Our own sentence stays, without what was put into it.
	 *
	 * @param list<int> $ids
	 * @return int Those of which something went.
	 */
	public static function eraseWords( array $ids ): int {
		return Sql::inChunks(
			$ids,
			static function ( string $in ): int {
				$erased = 0;
				foreach ( Sql::rows( 'SELECT id, error_message FROM ' . self::name() . " WHERE error_message IS NOT NULL AND id IN ($in)" ) as $row ) {
					$left = ErasedReason::of( (string) $row['error_message'] );
					if ( $left !== $row['error_message'] ) {
						$erased += Sql::run( 'UPDATE ' . self::name() . ' SET error_message = %s WHERE id = %d AND error_message = %s', $left, (int) $row['id'], (string) $row['error_message'] );
					}
				}
				return $erased;
			}
		);
	}

	/** Others said something of it after it was erased. */
	public static function eraseAgain( int $id ): void {
		Sql::run( 'UPDATE ' . self::name() . ' SET erasure = %s WHERE id = %d AND erasure = %s', Erasure::ASKED, $id, Erasure::DONE );
	}

	/** The plugin is deleted. What has to be sent again some day is made again from its order. */
	public static function eraseAll(): void {
		Sql::run( 'UPDATE ' . self::name() . ' SET body = NULL, contents = NULL, refusal = NULL, error_message = NULL' );
	}

	/**
	 * This shop is a copy: documents of the original are not its own to send, cancel, look up or return. What SORS
	 * acknowledged of them stays acknowledged, since its stock figure contains it here as well.
	 */
	public static function disown(): void {
		$table = self::name();
		// That its cancelling had begun is known of the entry of the cancelling, which is given up as well.
		$freed = Sql::ids(
			"SELECT r.id FROM $table r JOIN $table c ON c.order_id = r.order_id AND c.revision = r.revision AND c.role = %s WHERE r.role = %s AND r.acknowledged_at IS NOT NULL AND (c.state = %s OR c.payload_lock <> %s)",
			OutboxEntry::ROLE_CANCEL,
			OutboxEntry::ROLE_SALE,
			OutboxEntry::SENT,
			OutboxEntry::UNLOCKED
		);
		Sql::inChunks( $freed, static fn( string $in ) => Sql::run( "UPDATE $table SET acknowledged_at = NULL, acknowledged_by = '' WHERE id IN ($in)" ) );
		// A return is no longer known by its state, either: what it brought back is back, as if somebody had said so.
		self::changeFound(
			Sql::prepare( 'acknowledged_by = %s', OutboxEntry::BY_OWNER ),
			Sql::prepare( 'role = %s AND state <> %s AND (state = %s OR payload_lock <> %s)', OutboxEntry::ROLE_RETURN, OutboxEntry::CANCELLED, OutboxEntry::SENT, OutboxEntry::UNLOCKED )
		);
		self::changeFound(
			Sql::prepare(
				"state = %s, payload_lock = %s, asked_for = 0, next_attempt_at = NULL, lost_at = NULL, lease_owner = '', lease_until = 0, body = NULL, document_id = NULL, document_number = NULL, document_by = '', paid_by_hand = NULL, by_hand = '', issue_code = NULL, issue_data = NULL, error_code = %s, error_message = %s",
				OutboxEntry::SKIPPED,
				OutboxEntry::UNLOCKED,
				OutboxEntry::ORIGINAL,
				Sentence::__( 'This belongs to the shop of which this one is a copy. Its document in SORS stays as it is.', 'sors-api-for-woocommerce' )
			),
			Sql::prepare( '(reference IS NOT NULL OR state <> %s OR (role = %s AND acknowledged_by = %s))', OutboxEntry::SKIPPED, OutboxEntry::ROLE_SALE, OutboxEntry::BY_OWNER )
		);
	}
}
