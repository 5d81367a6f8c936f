<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\RowLease;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Database\Tables;
use SorsApi\Entries\Erasure;
use SorsApi\Sentence;
use SorsApi\Sors\Customer;

/** The buyers we have met in SORS, one record for each, so that two workers never create one twice: the only code that reads and writes that table. */
final class CustomerTable {

	/** The record of a buyer, made where there is none. */
	public static function record( string $database, CustomerKey $key ): CustomerRecord {
		$hash   = hash( 'sha256', $database . "\n" . $key->text() );
		$record = self::one( 'match_hash = %s', $hash );
		if ( null === $record ) {
			Sql::run(
				'INSERT IGNORE INTO ' . self::name() . ' (match_hash, database_name, match_key, state, updated_at) VALUES (%s, %s, %s, %s, %s)',
				$hash,
				$database,
				$key->text(),
				CustomerRecord::NEW,
				DatabaseClock::utc()
			);
			$record = self::one( 'match_hash = %s', $hash );
		}
		if ( null === $record ) {
			( new StorageError( Sentence::__( 'The table of customers did not take a buyer.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return $record;
	}

	public static function get( int $id ): ?CustomerRecord {
		return self::one( 'id = %d', $id );
	}

	/** The customer of a document; null where it was not one of ours. */
	public static function ofDocument( string $database, string $customerId ): ?CustomerRecord {
		return self::one( 'database_name = %s AND customer_id = %s ORDER BY id LIMIT 1', $database, $customerId );
	}

	/**
	 * @param list<CustomerKey> $keys
	 * @return list<CustomerRecord> In each database.
	 */
	public static function ofKeys( array $keys ): array {
		return [] === $keys ? [] : self::many( 'match_key IN (' . self::texts( $keys ) . ')' );
	}

	/** Takes the record for so many seconds; null where another worker has it. */
	public static function claim( int $id, int $seconds ): ?RowLease {
		return RowLease::acquire( self::name(), $id, $seconds );
	}

	/** A request to create it leaves. */
	public static function creating( CustomerRecord $record, RowLease $lease, int $seconds ): void {
		$columns = [ 'state' => CustomerRecord::CREATING, 'lost_at' => null ];
		self::hold( $record, $lease, $seconds, $columns );
	}

	/** Its reply was lost. */
	public static function lost( CustomerRecord $record, RowLease $lease, bool $silent, int $seconds ): void {
		$columns = [
			'state'           => CustomerRecord::CREATING,
			'lost_at'         => DatabaseClock::now(),
			'lookup_misses'   => 0,
			'answered_losses' => $record->answeredLosses + ( $silent ? 0 : 1 ),
			'silent_losses'   => $record->silentLosses + ( $silent ? 1 : 0 ),
		];
		self::hold( $record, $lease, $seconds, $columns );
	}

	/** As the record says; nothing became of this try. An earlier request that was lost is as lost as before. */
	public static function putBack( CustomerRecord $record, RowLease $lease, int $seconds = 0 ): void {
		$columns = [
			'state'         => $record->state,
			'lost_at'       => $record->lostAt,
			'lookup_misses' => $record->lookupMisses,
		];
		self::hold( $record, $lease, $seconds, $columns );
	}

	/**
	 * @param int                            $seconds For which other workers are kept away.
	 * @param array<string, string|int|null> $columns
	 */
	private static function hold( CustomerRecord $record, RowLease $lease, int $seconds, array $columns ): void {
		$columns += [
			'lease_until' => 0 === $seconds ? 0 : $lease->nextEnd( $seconds ),
			'updated_at'  => DatabaseClock::utc(),
		];
		Sql::update( self::name(), $columns, $record->id, [ 'lease_owner' => $lease->owner ] );
	}

	/** @return list<CustomerRecord> The newest whose customer is known, found by the same kind of key. */
	public static function known( string $database, string $by, int $limit ): array {
		return self::many( 'database_name = %s AND state = %s AND match_key LIKE %s ORDER BY updated_at DESC, id DESC LIMIT %d', $database, CustomerRecord::KNOWN, $by . ':%', $limit );
	}

	/**
	 * Needs no claim: what one worker learns of a customer is the same for all. One that the shop chose by its code keeps
	 * no name: no request of a buyer would find it.
	 */
	public static function learn( CustomerRecord $record, Customer $customer ): void {
		$values = [
			'state'         => CustomerRecord::KNOWN,
			'customer_id'   => (string) $customer->id,
			'customer_code' => mb_substr( (string) $customer->code, 0, 191 ),
			'name'          => $record->isChosen() ? '' : mb_substr( (string) $customer->name, 0, 255 ),
			'lease_until'   => 0,
			'lookup_misses' => 0,
			'answered_losses' => 0,
			'silent_losses'   => 0,
			'lost_at'         => null,
			'updated_at'    => DatabaseClock::utc(),
		];
		Sql::update( self::name(), $values, $record->id );
	}

	/** SORS refused a document: perhaps it has the customer no more. The next order asks again. */
	public static function forget( int $id ): void {
		Sql::update( self::name(), [ 'state' => CustomerRecord::NEW ], $id, [ 'state' => CustomerRecord::KNOWN ] );
	}

	/**
	 * A buyer wants to be erased; a next order looks the customer up again. One that is being created, or may have been,
	 * stays until that is settled: it would be created twice.
	 *
	 * @param list<CustomerKey> $keys
	 * @return int How many went.
	 */
	public static function erase( array $keys ): int {
		if ( [] === $keys ) {
			return 0;
		}
		$which = 'match_key IN (' . self::texts( $keys ) . ')';
		Sql::run( 'UPDATE ' . self::name() . " SET erasure = %s WHERE $which", Erasure::ASKED );
		return self::delete( "$which AND state <> %s", CustomerRecord::CREATING );
	}

	/** The plugin is deleted. One that may have been created is recognised by its hash alone. */
	public static function eraseAll(): void {
		Sql::run( 'DELETE FROM ' . self::name() . ' WHERE state <> %s', CustomerRecord::CREATING );
		Sql::run( 'UPDATE ' . self::name() . " SET match_key = '', name = ''" );
	}

	/** Records whose erasure was asked for and can be done by now, and those not updated since. */
	public static function sweep( int $updatedBefore ): void {
		self::delete( 'erasure = %s AND state <> %s', Erasure::ASKED, CustomerRecord::CREATING );
		self::delete( 'updated_at < %s', DatabaseClock::datetime( $updatedBefore ) );
	}

	/**
	 * By their ids: what else it looked at is not locked. What is beyond the limit goes with the next sweep.
	 *
	 * @param string|int ...$values
	 */
	private static function delete( string $where, ...$values ): int {
		$which = Sql::prepare( "$where AND lease_until < %d", ...array_merge( $values, [ DatabaseClock::now() ] ) );
		$ids   = Sql::ids( 'SELECT id FROM ' . self::name() . " WHERE $which LIMIT 5000" );
		return Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( 'DELETE FROM ' . self::name() . " WHERE id IN ($in) AND $which" ) );
	}

	/** @param list<CustomerKey> $keys */
	private static function texts( array $keys ): string {
		return Sql::quoted( array_map( static fn( CustomerKey $key ): string => $key->text(), $keys ) );
	}

	/** @param string|int ...$values */
	private static function one( string $where, ...$values ): ?CustomerRecord {
		return self::many( $where, ...$values )[0] ?? null;
	}

	/**
	 * @param string|int ...$values
	 * @return list<CustomerRecord>
	 */
	private static function many( string $where, ...$values ): array {
		return array_map( static fn( array $row ): CustomerRecord => new CustomerRecord( $row ), Sql::rows( 'SELECT * FROM ' . self::name() . " WHERE $where", ...$values ) );
	}

	private static function name(): string {
		return Tables::name( Tables::CUSTOMERS );
	}
}
