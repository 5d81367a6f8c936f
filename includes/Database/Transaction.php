<?php
declare( strict_types=1 );

namespace SorsApi\Database;

use SorsApi\Sentence;

/**
 * Work that happens as a whole or not at all, also where its statements are WordPress', WooCommerce's or another plugin's.
 *
 * WordPress and WooCommerce ignore a statement that failed. Where the database has given the transaction up, what they
 * do next would count at once, each statement for itself and without our locks: a stock figure worked out before a sale
 * would wipe the sale out. So nothing gets through after such a failure.
 */
final class Transaction {

	/** Deadlock; lock wait timeout; changed since it was read (innodb_snapshot_isolation of MariaDB); connection gone; connection lost. */
	private const BREAKING = [ 1213, 1205, 1020, 2006, 2013 ];
	/** How often work is tried, unless it says otherwise. */
	public const ATTEMPTS = 5;

	/** The database object and the connection that the transaction was begun on: others may come and go meanwhile. */
	private \wpdb $database;

	/** @var mixed What the database object says its connection is. */
	private $connection;

	private ?TransactionBroken $broken = null;

	/** Whether one is under way. */
	private static bool $isOpen = false;

	private function __construct( \wpdb $database ) {
		$this->database   = $database;
		$this->connection = $database->__get( 'dbh' );
	}

	/**
	 * @template T
	 * @param callable(): T $work Reads and writes this database only.
	 * @return T
	 * @throws TransactionBroken Nothing was written; the work may be tried again, from its first read on.
	 */
	public static function run( callable $work ) {
		global $wpdb;
		Sql::run( 'START TRANSACTION' );
		$guard = new self( $wpdb );
		$began = hrtime( true );
		try {
			self::$isOpen = true;
			return $guard->watch( $work );
		} catch ( \Throwable $error ) {
			// The code that was saving may have made another error of it, and sent no further statement.
			$broken = $guard->broken();
			$guard->end();
			throw $broken ?? $error;
		} finally {
			self::$isOpen = false;
			SqliteDriver::letOthersWrite( hrtime( true ) - $began );
		}
	}

	/**
	 * Does work again while the database gives its transaction up.
	 *
	 * @template T
	 * @param callable(): T         $work     Runs in a transaction, and begins with its reads.
	 * @param int                   $attempts How often it is tried in all.
	 * @param callable(): void|null $reset    After a failure: undoes what the work left in memory.
	 * @return T
	 * @throws \RuntimeException TransactionBroken where the last attempt failed, too; or what the work throws.
	 */
	public static function retried( callable $work, int $attempts = self::ATTEMPTS, ?callable $reset = null ) {
		for ( $attempt = 1; true; $attempt++ ) {
			try {
				return $work();
			} catch ( TransactionBroken $broken ) {
				if ( null !== $reset ) {
					$reset();
				}
				if ( $attempt >= $attempts ) {
					throw $broken;
				}
			}
		}
	}

	/**
	 * @template T
	 * @param callable(): T $work
	 * @return T
	 */
	private function watch( callable $work ) {
		add_filter( 'query', [ $this, 'check' ], PHP_INT_MIN );
		add_filter( 'incompatible_sql_modes', [ $this, 'refuseConnecting' ], PHP_INT_MIN );
		try {
			$result = $work();
			Sql::run( 'COMMIT' );
			return $result;
		} finally {
			remove_filter( 'query', [ $this, 'check' ], PHP_INT_MIN );
			remove_filter( 'incompatible_sql_modes', [ $this, 'refuseConnecting' ], PHP_INT_MIN );
		}
	}

	/**
	 * Work of others that cannot be in a transaction, since its listeners would keep locks for as long as they take. WordPress
	 * and WooCommerce go on after a statement that failed, and leave it half done without a word: this stops them there.
	 *
	 * @throws TransactionBroken Some of it was written: it has to be done again, whole.
	 */
	public static function outside( callable $work ): void {
		global $wpdb;
		$guard = new self( $wpdb );
		if ( ! $guard->connection instanceof \mysqli ) {
			$work(); // SQLite has one writer: nothing is in its way.
			return;
		}
		if ( self::hasBroken( $guard->connection ) ) {
			Sql::value( 'SELECT 1' ); // The failure before this attempt is not its own.
		}
		add_filter( 'query', [ $guard, 'check' ], PHP_INT_MIN );
		try {
			$work();
			$broken = $guard->broken();
		} finally {
			remove_filter( 'query', [ $guard, 'check' ], PHP_INT_MIN );
		}
		if ( null !== $broken ) {
			throw $broken;
		}
	}

	/** Whether the last statement failed in a way that ends its transaction, or would end one. */
	public static function isBroken(): bool {
		global $wpdb;
		$connection = $wpdb->__get( 'dbh' );
		return SqliteDriver::isLockedOut( $connection ) || ( ( self::$isOpen || $connection instanceof \mysqli ) && self::hasBroken( $connection ) );
	}

	/** @param mixed $connection */
	private static function hasBroken( $connection ): bool {
		return $connection instanceof \mysqli ? in_array( $connection->errno, self::BREAKING, true ) : SqliteDriver::hasRolledBack( $connection );
	}

	/** Before each statement, from whatever code. */
	public function check( string $query ): string {
		$broken = $this->broken();
		if ( null !== $broken ) {
			throw $broken;
		}
		return $query;
	}

	private function broken(): ?TransactionBroken {
		if ( null === $this->broken && self::hasBroken( $this->connection ) ) {
			$this->broken = TransactionBroken::because( SqliteDriver::message( $this->connection ) ?? $this->database->last_error );
		}
		return $this->broken;
	}

	/**
	 * WordPress reconnects when the connection is lost, and repeats the
	 * statement there. While connecting it asks for this list, and nothing else.
	 *
	 * @param mixed $modes
	 * @return mixed
	 */
	public function refuseConnecting( $modes ) {
		if ( $this->database->__get( 'dbh' ) !== $this->connection ) {
			$this->broken = TransactionBroken::because( Sentence::__( 'the connection was lost', 'sors-api-for-woocommerce' ) );
			throw $this->broken;
		}
		return $modes;
	}

	private function end(): void {
		if ( $this->database->__get( 'dbh' ) !== $this->connection ) {
			// The half-made connection lacks what comes last: the choice of the database.
			$this->database->db_connect( false );
		}
		$this->database->query( 'ROLLBACK' );
	}
}
