<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Orders\OrderStorage;

/**
 * What a shop has besides orders that went well: refused, uncertain, differing and waiting ones, payments that are
 * still to be entered, what happened to each entry, and runs with what they found.
 */
final class BusyShop {

	private const RUNS = 210;

	/** Items of the newest run of each kind, and of each that went before. */
	private const ITEMS = 2000;
	private const FEW   = 20;

	/** @param int $first Id of the first order, as BigShop::addOrders() gives it. */
	public static function add( int $first ): void {
		self::trouble( $first );
		self::payments( $first );
		self::history();
		self::runs();
		self::run( 'ANALYZE TABLE ' . implode( ', ', array_map( [ Tables::class, 'name' ], [ Tables::OUTBOX, Tables::OUTBOX_HISTORY, Tables::RUNS, Tables::RUN_ITEMS ] ) ) );
		wp_cache_flush();
	}

	/** Sales that are not, or no longer, as they should be in SORS. */
	private static function trouble( int $first ): void {
		$nothing = "document_id = NULL, document_number = NULL, document_by = '', acknowledged_at = NULL, acknowledged_by = '', by_hand = '', paid_by_hand = NULL, paid_amount = NULL, settlement = 'open'";
		self::sales( $first, 500, 7, "state = 'rejected', error_code = 'invalid', error_message = 'Refused.', $nothing" );
		self::sales( $first, 2000, 11, "state = 'uncertain', error_code = 'reply_lost', error_message = 'Lost.', payload_lock = 'in_doubt', $nothing" );
		self::sales( $first, 4000, 17, "state = 'waiting', attempts = 6, next_attempt_at = '2099-01-01', error_code = 'unreachable', error_message = 'Waits.', $nothing" );
		self::sales( $first, 1000, 13, "issue_code = 'missing_in_sors', issue_data = '{}'" );
	}

	/** Of some sales nobody has entered the payment yet. */
	private static function payments( int $first ): void {
		global $wpdb;
		$table = Tables::name( Tables::OUTBOX );
		self::sales( $first, 400, 27, "by_hand = '', paid_by_hand = NULL" );
		$unpaid = "SELECT order_id FROM $table WHERE role = 'sale' AND state = 'sent' AND by_hand = ''";
		self::run( OrderStorage::current()->isPosts() ? "UPDATE $wpdb->postmeta SET meta_value = 'bacs' WHERE meta_key = '_payment_method' AND post_id IN ($unpaid)" : "UPDATE {$wpdb->prefix}wc_orders SET payment_method = 'bacs' WHERE id IN ($unpaid)" );
	}

	private static function history(): void {
		foreach ( [ 'sending', 'sent' ] as $event ) {
			self::run( 'INSERT INTO ' . Tables::name( Tables::OUTBOX_HISTORY ) . " (outbox_id, at, event, message) SELECT id, created_at, '$event', 'As it was said then.' FROM " . Tables::name( Tables::OUTBOX ) . " WHERE state <> 'skipped'" );
		}
	}

	/** Of each kind the newest found much. */
	private static function runs(): void {
		$runs  = Tables::name( Tables::RUNS );
		$items = Tables::name( Tables::RUN_ITEMS );
		$kinds = [ 'catalog', 'stock', 'images' ];
		$rows  = [];
		for ( $n = self::RUNS; $n > 0; $n-- ) {
			$at     = DatabaseClock::datetime( time() - $n * HOUR_IN_SECONDS );
			$rows[] = "('{$kinds[ $n % 3 ]}', 'apply', 'succeeded', 'schedule', 'Demo2', 2000, 2000, 100, 'Done.', '$at', '$at', '$at')";
		}
		self::run( "INSERT INTO $runs (kind, mode, state, started_by, database_name, total, processed, updated, message, created_at, updated_at, finished_at) VALUES " . implode( ', ', $rows ) );
		$newest  = "SELECT MAX(id) AS id FROM $runs GROUP BY kind";
		$numbers = BigShop::numbers( self::ITEMS );
		self::run(
			"INSERT INTO $items (run_id, code, code_hash, name, action, outcome, changes, reason, problem)
			SELECT r.id, CONCAT('KOD-', n), SHA2(CONCAT('KOD-', n), 256), CONCAT('Artikal ', n), 'update', CASE WHEN n % 4 = 0 THEN 'skipped' ELSE 'updated' END, '[{\"field\":\"price\",\"from\":\"1\",\"to\":\"2\"}]', 'No name.', CASE WHEN n % 4 = 0 THEN 'no_name' ELSE '' END
			FROM $runs r CROSS JOIN $numbers WHERE n < " . self::FEW . " OR r.id IN (SELECT id FROM ($newest) newest)"
		);
	}

	/** Every so many orders one. */
	private static function sales( int $first, int $every, int $place, string $set ): void {
		self::run( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET $set WHERE role = 'sale' AND state = 'sent' AND order_id >= $first AND (order_id - $first) DIV 3 MOD $every = $place" );
	}

	private static function run( string $sql ): void {
		global $wpdb;
		if ( false === $wpdb->query( $sql ) ) {
			throw new \RuntimeException( $wpdb->last_error );
		}
	}
}
