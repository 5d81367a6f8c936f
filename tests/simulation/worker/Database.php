<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

'cli' === PHP_SAPI || exit;

/** WordPress' database, each of whose statements the controller may hold up. */
final class Database extends \wpdb {

	/** MariaDB's number for a row that another connection has locked. */
	private const LOCKED = 1205;

	private const DEADLOCK = "SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'Deadlock found when trying to get lock; try restarting transaction'";

	private const TELLS_TIME = '/\b(NOW|SYSDATE|CURDATE|CURRENT_TIMESTAMP|UTC_TIMESTAMP|UTC_DATE|UNIX_TIMESTAMP)\b/i';

	public function db_connect( $allow_bail = true ) { // phpcs:ignore PSR1.Methods.CamelCapsMethodName -- WordPress' name.
		$connected = parent::db_connect( $allow_bail );
		$worker    = Worker::current();
		if ( $connected && null !== $worker && $this->dbh instanceof \mysqli ) {
			mysqli_query( $this->dbh, 'SET SESSION innodb_lock_wait_timeout = 0' );
			// WordPress repeats a statement by itself on a new connection.
			$this->setTime( $worker );
			$worker->connected( (int) mysqli_thread_id( $this->dbh ) );
		}
		return $connected;
	}

	public function query( $query ) {
		$worker = Worker::current();
		if ( null === $worker || ! $this->ready ) {
			return parent::query( $query );
		}
		$worker->beforeStatement( $query );
		for ( ;; ) {
			if ( 1 === preg_match( self::TELLS_TIME, $query ) ) {
				$this->setTime( $worker );
			}
			$hidden = $this->suppress_errors( true );
			$result = parent::query( $query );
			$this->suppress_errors( $hidden );
			if ( false !== $result || ! $this->dbh instanceof \mysqli || self::LOCKED !== mysqli_errno( $this->dbh ) ) {
				return $result;
			}
			if ( ! $worker->lockRefused( $query ) ) {
				mysqli_query( $this->dbh, 'ROLLBACK' );
				$query = self::DEADLOCK;
			}
		}
	}

	private function setTime( Worker $worker ): void {
		if ( $this->dbh instanceof \mysqli ) {
			mysqli_query( $this->dbh, sprintf( 'SET timestamp = %.6F', $worker->databaseTime() ) );
		}
	}
}
