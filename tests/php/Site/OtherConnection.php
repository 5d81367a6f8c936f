<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use PHPUnit\Framework\Assert;
use SorsApi\Database\DatabaseClock;

/** A second connection to the database, as another request has one, in the middle of what this one does. */
final class OtherConnection {

	/** What is done meanwhile, with nothing of ours in memory. */
	public static function run( callable $work ): void {
		global $wpdb;
		$ours = $wpdb;
		$ours->flush();
		$wpdb = clone $ours;
		// Or SQLite's driver, which is connected already, would go on using ours.
		$wpdb->__set( 'dbh', null );
		unset( $GLOBALS['@pdo'] );
		$wpdb->db_connect();
		wp_cache_flush();
		try {
			$work();
		} finally {
			$wpdb->close();
			$wpdb = $ours;
			wp_cache_flush();
		}
	}

	/** Whether a transaction of ours keeps everybody else from writing: SQLite has one writer. */
	public static function isLockedOut(): bool {
		global $wpdb;
		return DatabaseClock::isInProcess() && $wpdb->__get( 'dbh' )->inTransaction();
	}

	/** @return true It cannot write before our transaction has ended. */
	public static function mustWait(): bool {
		self::run(
			static function (): void {
				global $wpdb;
				$wpdb->suppress_errors();
				$wpdb->__get( 'dbh' )->get_connection()->get_pdo()->setAttribute( \PDO::ATTR_TIMEOUT, 0 );
				Assert::assertFalse( $wpdb->query( 'START TRANSACTION' ), 'Two write at once.' );
			}
		);
		return true;
	}
}
