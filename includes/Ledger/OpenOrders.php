<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Orders\OrderStorage;

/**
 * Gives a row to every order that has none and matters: those that came while
 * no hook saw them, and those that were open already when the plugin was
 * switched on. What these have sold lowers the stock that comes from SORS, so
 * no stock is written before all of them are in.
 */
final class OpenOrders {

	/** When the plugin began to look (Unix timestamp): older orders get a row only while they are open. */
	public const BEGAN_OPTION = 'sors_outbox_began';

	/** Set once all orders of before have their row. */
	public const FILLED_OPTION = 'sors_outbox_filled';

	private const BATCH = 1000;

	/** Rows in one INSERT. */
	private const AT_ONCE = 200;

	/** Orders in these have settled their stock; they matter only if they are changed again. */
	private const CLOSED = [ 'wc-completed', 'wc-cancelled', 'wc-refunded', 'trash' ];

	/** The plugin was switched on, perhaps again: nobody watched until now. */
	public static function begin(): void {
		if ( 0 === self::began() ) {
			update_option( self::BEGAN_OPTION, time(), false );
		}
		delete_option( self::FILLED_OPTION );
	}

	public static function began(): int {
		$began = get_option( self::BEGAN_OPTION, 0 );
		return is_numeric( $began ) ? (int) $began : 0;
	}

	/**
	 * Goes on until all are in, or so many seconds are over; a few thousand orders take one.
	 *
	 * @return bool Whether all are in.
	 */
	public function areIn( int $seconds ): bool {
		if ( false === get_option( self::FILLED_OPTION ) ) {
			$this->add( $seconds );
		}
		return false !== get_option( self::FILLED_OPTION );
	}

	/**
	 * @param int $batch Orders looked for at once.
	 *
	 * @return int Rows added.
	 */
	public function add( int $seconds, int $batch = self::BATCH ): int {
		if ( 0 === self::began() ) {
			self::begin();
		}
		$deadline = microtime( true ) + $seconds;
		$added    = 0;
		do {
			$orders = self::missing( $batch );
			$added += count( $orders );
			foreach ( array_chunk( $orders, self::AT_ONCE ) as $chunk ) {
				self::insert( $chunk );
			}
			if ( count( $orders ) < $batch ) {
				if ( false === get_option( self::FILLED_OPTION ) ) {
					update_option( self::FILLED_OPTION, time(), false );
				}
				return $added;
			}
		} while ( microtime( true ) < $deadline );
		return $added;
	}

	/** @return list<array<string, string|null>> Id and moment of creation of orders without a row, newest first. */
	private static function missing( int $limit ): array {
		global $wpdb;
		$storage = OrderStorage::current();
		$table   = Tables::name( Tables::OUTBOX );
		$drafts  = Sql::quoted( OrderStorage::DRAFTS );
		$closed  = Sql::quoted( self::CLOSED );
		// A query that failed must not pass for "all are in".
		return Sql::rows(
			(string) $wpdb->prepare(
				"SELECT o.{$storage->id} AS id, o.{$storage->created} AS created FROM {$storage->table} o
				LEFT JOIN $table r ON r.order_id = o.{$storage->id} AND r.role = 'sale'
				WHERE o.{$storage->type} = 'shop_order' AND r.id IS NULL AND o.{$storage->status} NOT IN ($drafts)
				AND (o.{$storage->created} >= %s OR o.{$storage->status} NOT IN ($closed)) ORDER BY o.{$storage->id} DESC LIMIT %d",
				DatabaseClock::datetime( self::began() ),
				$limit
			)
		);
	}

	/** @param list<array<string, string|null>> $orders As missing() gives them. */
	private static function insert( array $orders ): void {
		global $wpdb;
		$now   = DatabaseClock::utc();
		$words = __( 'The order was open already when the plugin was switched on. If SORS has it, say so; if not, send it.', 'sors-api-for-woocommerce' );
		$began = DatabaseClock::datetime( self::began() );
		$rows  = [];
		foreach ( $orders as $order ) {
			$id     = (int) $order['id'];
			$rows[] = (string) $order['created'] < $began
				? $wpdb->prepare( "(%d, 'sale', 0, 1, %s, NULL, 'before_plugin', %s, %s, %s)", $id, OutboxEntry::SKIPPED, $words, $now, $now )
				: $wpdb->prepare( "(%d, 'sale', 0, 1, %s, %s, NULL, NULL, %s, %s)", $id, OutboxEntry::QUEUED, $now, $now, $now );
		}
		$wpdb->query( 'INSERT IGNORE INTO ' . Tables::name( Tables::OUTBOX ) . ' (order_id, role, refund_id, revision, state, next_attempt_at, error_code, error_message, created_at, updated_at) VALUES ' . implode( ', ', $rows ) );
	}
}
