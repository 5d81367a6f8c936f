<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Sors\Customer;

/** The buyers whom we have met in SORS; one row for each, so that two workers never create one twice. */
final class CustomerTable {

	/** The row of a buyer, made where there is none. */
	public function row( string $database, CustomerKey $key ): CustomerRecord {
		global $wpdb;
		$hash = hash( 'sha256', $database . "\n" . $key->text() );
		$row  = $this->find( 'match_hash', $hash );
		if ( null === $row ) {
			$wpdb->query(
				$wpdb->prepare(
					'INSERT IGNORE INTO ' . Tables::name( Tables::CUSTOMERS ) . ' (match_hash, database_name, match_key, state, updated_at) VALUES (%s, %s, %s, %s, %s)',
					$hash,
					$database,
					$key->text(),
					CustomerRecord::NEW,
					DatabaseClock::utc()
				)
			);
			$row = $this->find( 'match_hash', $hash );
		}
		if ( null === $row ) {
			throw new \RuntimeException( 'The customers\' table cannot be written.' );
		}
		return $row;
	}

	/** Takes the row for so many seconds; null where another worker has it. */
	public function claim( int $id, int $seconds ): ?string {
		global $wpdb;
		$token = bin2hex( random_bytes( 16 ) );
		$now   = DatabaseClock::now();
		$table = Tables::name( Tables::CUSTOMERS );
		$wpdb->query( $wpdb->prepare( "UPDATE $table SET lease_owner = %s, lease_until = %d WHERE id = %d AND lease_until < %d", $token, $now + $seconds * 1000000, $id, $now ) );
		return $this->isOwner( $id, $token ) ? $token : null;
	}

	/** Keeps a row that is claimed for so many seconds from now; false where another worker has taken it meanwhile. */
	public function renew( int $id, string $token, int $seconds ): bool {
		global $wpdb;
		$table = Tables::name( Tables::CUSTOMERS );
		$wpdb->query( $wpdb->prepare( "UPDATE $table SET lease_until = %d WHERE id = %d AND lease_owner = %s", DatabaseClock::now() + $seconds * 1000000, $id, $token ) );
		return $this->isOwner( $id, $token );
	}

	private function isOwner( int $id, string $token ): bool {
		global $wpdb;
		return $token === $wpdb->get_var( $wpdb->prepare( 'SELECT lease_owner FROM ' . Tables::name( Tables::CUSTOMERS ) . ' WHERE id = %d', $id ) );
	}

	public function get( int $id ): ?CustomerRecord {
		return $this->find( 'id', (string) $id );
	}

	/** Says how far it came, and keeps others off for so many seconds (0 = not at all). */
	public function mark( int $id, string $token, string $state, int $misses, int $seconds ): void {
		global $wpdb;
		$wpdb->update(
			Tables::name( Tables::CUSTOMERS ),
			[
				'state'         => $state,
				'lookup_misses' => $misses,
				'lease_until'   => 0 === $seconds ? 0 : DatabaseClock::now() + $seconds * 1000000,
				'updated_at'    => DatabaseClock::utc(),
			],
			[
				'id'          => $id,
				'lease_owner' => $token,
			]
		);
	}

	/** Whoever learns it may write it: it is the same for all. */
	public function know( int $id, Customer $customer ): void {
		global $wpdb;
		$wpdb->update(
			Tables::name( Tables::CUSTOMERS ),
			[
				'state'         => CustomerRecord::KNOWN,
				'customer_id'   => (string) $customer->id,
				'customer_code' => (string) $customer->code,
				'name'          => mb_substr( (string) $customer->name, 0, 255 ),
				'lease_until'   => 0,
				'lookup_misses' => 0,
				'updated_at'    => DatabaseClock::utc(),
			],
			[ 'id' => $id ]
		);
	}

	/** SORS refused a document: perhaps the customer is gone there. The next order asks again. */
	public function forget( int $id ): void {
		global $wpdb;
		$wpdb->update(
			Tables::name( Tables::CUSTOMERS ),
			[ 'state' => CustomerRecord::NEW ],
			[
				'id'    => $id,
				'state' => CustomerRecord::KNOWN,
			]
		);
	}

	/** Whoever a document was written for; null where it was not one of ours. */
	public function ofDocument( string $database, string $customerId ): ?CustomerRecord {
		global $wpdb;
		/** @var array<string, string|null>|null $row */
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM ' . Tables::name( Tables::CUSTOMERS ) . ' WHERE database_name = %s AND customer_id = %s ORDER BY id LIMIT 1', $database, $customerId ), ARRAY_A );
		return null === $row ? null : new CustomerRecord( $row );
	}

	private function find( string $column, string $value ): ?CustomerRecord {
		global $wpdb;
		/** @var array<string, string|null>|null $row */
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM ' . Tables::name( Tables::CUSTOMERS ) . " WHERE $column = %s", $value ), ARRAY_A );
		return null === $row ? null : new CustomerRecord( $row );
	}
}
