<?php
declare( strict_types=1 );

namespace SorsApi\Lifecycle;

use SorsApi\Database\Sql;
use SorsApi\Log\Log;

/** The sites of a network, one after another: memory and time are given anew to each batch, however many there are. */
final class Sites {

	private const BATCH = 100;

	/** Seconds that PHP may take for one batch, at least. */
	private const SECONDS = 60;

	/**
	 * What fails on one site is logged, and the others have their turn. Without a network: on the only site.
	 *
	 * @param callable(): void $do
	 */
	public static function each( callable $do ): void {
		if ( ! is_multisite() ) {
			$do();
			return;
		}
		$after = 0;
		// 0 = as long as it takes, as on the command line.
		$limit = (int) ini_get( 'max_execution_time' );
		do {
			$ids = self::after( $after );
			if ( $limit > 0 && function_exists( 'set_time_limit' ) ) {
				set_time_limit( max( $limit, self::SECONDS ) );
			}
			foreach ( $ids as $id ) {
				switch_to_blog( $id );
				Log::guard( "Site $id", $do );
				restore_current_blog();
				$after = $id;
			}
			// Else the options of all sites would be held.
			wp_cache_flush_runtime();
		} while ( [] !== $ids );
	}

	/** @return list<int> Ids, also of sites that are archived or marked as deleted: their tables are there. */
	private static function after( int $id ): array {
		global $wpdb;
		return Sql::ids( "SELECT blog_id FROM $wpdb->blogs WHERE blog_id > %d ORDER BY blog_id LIMIT %d", $id, self::BATCH );
	}
}
