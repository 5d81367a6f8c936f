<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/**
 * The right to work on one row for a while: an owner and an end by the database's clock, in the row's columns
 * `lease_owner` and `lease_until`. A process that died loses it when its time is over.
 *
 * A statement that failed is a StorageError, never "another process has it".
 */
final class RowLease {

	private string $table;
	private int $id;

	/** Different each time: a write that names it changes nothing once another process has the row. */
	public string $owner;

	/** Its end as it was written last, in microseconds. */
	public int $until;

	/** The process that had it before was cut off: one that ends gives it back. */
	public bool $isInherited;

	private function __construct( string $table, int $id, int $until, bool $isInherited ) {
		$this->table       = $table;
		$this->id          = $id;
		$this->owner       = bin2hex( random_bytes( 16 ) );
		$this->until       = $until;
		$this->isInherited = $isInherited;
	}

	/**
	 * Whether it was had is read back, not told by the number of changed rows: databases count those in different ways.
	 *
	 * @param string   $also    SQL of what else the row must be, beginning with AND; prepared.
	 * @param int|null $longest Seconds: one that would last longer counts as over, since the clock was ahead; null = it counts.
	 * @return self|null Null while another process has it, or where the row is not as it must be.
	 */
	public static function acquire( string $table, int $id, int $seconds, string $also = '', ?int $longest = null ): ?self {
		$now    = DatabaseClock::now();
		$before = Sql::rows( "SELECT lease_owner, lease_until FROM $table WHERE id = %d", $id )[0] ?? [];
		$lease  = new self( $table, $id, $now + $seconds * 1000000, '' !== (string) ( $before['lease_owner'] ?? '' ) && (int) ( $before['lease_until'] ?? 0 ) > 0 );
		$ahead  = null === $longest ? '' : Sql::prepare( ' OR lease_until > %d', $now + $longest * 1000000 );
		Sql::run( Sql::prepare( "UPDATE $table SET lease_owner = %s, lease_until = %d WHERE id = %d AND (lease_until < %d", $lease->owner, $lease->until, $id, $now ) . "$ahead) $also" );
		return $lease->holds() ? $lease : null;
	}

	public function holds(): bool {
		return Sql::value( "SELECT lease_owner FROM {$this->table} WHERE id = %d", $this->id ) === $this->owner;
	}

	/**
	 * Keeps it for so many seconds from now.
	 *
	 * @return bool False where another process has taken it meanwhile.
	 */
	public function extend( int $seconds ): bool {
		$this->until = $this->nextEnd( $seconds );
		return Sql::run( "UPDATE {$this->table} SET lease_until = %d WHERE id = %d AND lease_owner = %s", $this->until, $this->id, $this->owner ) > 0;
	}

	/** Never the same twice: a row that is written as it was does not count as changed, and would look like another's. */
	public function nextEnd( int $seconds ): int {
		return max( $this->until + 1, DatabaseClock::about() + $seconds * 1000000 );
	}

	public function release(): void {
		Sql::run( "UPDATE {$this->table} SET lease_owner = '', lease_until = 0 WHERE id = %d AND lease_owner = %s", $this->id, $this->owner );
	}
}
