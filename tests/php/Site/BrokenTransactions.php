<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/**
 * The database gives up transactions when it is told to: because of a deadlock, or since the connection broke.
 * WordPress goes on with the next statement as if nothing had happened.
 */
final class BrokenTransactions {

	/** How many were given up so far. */
	public int $count = 0;

	/** @var (callable(string): string)|null */
	private $filter = null;

	/**
	 * Whenever a statement begins so while a transaction is held, that is given up first.
	 *
	 * @param string                    $how       "deadlock" or "kill".
	 * @param (callable(): mixed)|null $meanwhile What somebody else gets through then.
	 */
	public function when( string $beginning, string $how, int $times = 1, ?callable $meanwhile = null ): void {
		global $wpdb;
		$wpdb->suppress_errors();
		$this->filter = function ( string $query ) use ( $beginning, $how, $times, $meanwhile ): string {
			global $wpdb;
			if ( $this->count >= $times || 0 !== strpos( $query, $beginning ) ) {
				return $query;
			}
			++$this->count;
			if ( 'kill' === $how ) {
				self::kill();
			} else {
				$wpdb->dbh->query( 'ROLLBACK' );
			}
			if ( null !== $meanwhile ) {
				$meanwhile();
			}
			return 'kill' === $how ? $query : "SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'Deadlock found when trying to get lock; try restarting transaction'";
		};
		add_filter( 'query', $this->filter );
	}

	/** The transaction of a statement that begins so is committed, and the connection breaks before the reply. */
	public function loseReply( string $beginning ): void {
		global $wpdb;
		$wpdb->suppress_errors();
		$seen         = false;
		$this->filter = function ( string $query ) use ( $beginning, &$seen ): string {
			global $wpdb;
			$seen = $seen || 0 === strpos( $query, $beginning );
			if ( $seen && 0 === $this->count && 'COMMIT' === $query ) {
				++$this->count;
				$wpdb->dbh->query( $query );
				self::kill();
			}
			return $query;
		};
		add_filter( 'query', $this->filter );
	}

	private static function kill(): void {
		global $wpdb;
		$other = new \mysqli( ...self::credentials() );
		$other->query( 'KILL ' . (int) $wpdb->dbh->thread_id );
		$other->close();
		usleep( 100000 );
	}

	public function stop(): void {
		global $wpdb;
		if ( null !== $this->filter ) {
			remove_filter( 'query', $this->filter );
			$this->filter = null;
		}
		$wpdb->suppress_errors( false );
	}

	private static function credentials(): array {
		global $wpdb;
		[ $host, $port, $socket ] = $wpdb->parse_db_host( DB_HOST );
		return [ $host, DB_USER, DB_PASSWORD, DB_NAME, null === $port ? null : (int) $port, $socket ];
	}
}
