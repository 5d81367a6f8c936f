<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderSlice;
use SorsApi\Orders\OrderStorage;
use SorsApi\Sentence;
use SorsApi\Settings\Uptime;

/**
 * Gives an entry to every order that has none and matters: those that came while no hook saw them, and those that were
 * open already when the plugin was switched on. What these have sold lowers the stock that comes from SORS, so no stock
 * is written before all of them are in.
 */
final class OpenOrders {

	/** Set once all orders of before have their entry. */
	public const FILLED_OPTION = 'sors_outbox_filled';

	private const BATCH = 1000;

	/** Entries in one INSERT. */
	private const AT_ONCE = 200;

	/** Orders in these have settled their stock; they matter only if they are changed again. */
	private const CLOSED = [ 'wc-completed', 'wc-cancelled', 'wc-refunded', 'trash' ];

	/** The plugin was switched on, perhaps again: until now no hook saw anything. */
	public static function begin(): void {
		delete_option( self::FILLED_OPTION );
	}

	/**
	 * Continues until all are in, or the seconds are over; a few thousand orders take one second.
	 *
	 * @return bool Whether all are in.
	 */
	public static function areIn( int $seconds ): bool {
		if ( ! self::haveAll() ) {
			self::add( $seconds );
		}
		return self::haveAll();
	}

	public static function haveAll(): bool {
		return false !== get_option( self::FILLED_OPTION );
	}

	/**
	 * @param int $batch Orders looked for at once.
	 * @return int Entries added.
	 */
	public static function add( int $seconds, int $batch = self::BATCH ): int {
		$deadline = microtime( true ) + $seconds;
		$added    = 0;
		do {
			$orders = self::addMissing( $batch, OrderSlice::all() );
			$added += $orders;
			if ( $orders < $batch ) {
				if ( false === get_option( self::FILLED_OPTION ) ) {
					update_option( self::FILLED_OPTION, time(), false );
				}
				return $added;
			}
		} while ( microtime( true ) < $deadline );
		return $added;
	}

	/** @return int Entries added. */
	public static function addAmong( OrderSlice $slice ): int {
		return self::addMissing( self::BATCH, $slice );
	}

	private static function addMissing( int $limit, OrderSlice $slice ): int {
		$orders = self::missing( $limit, $slice );
		foreach ( array_chunk( $orders, self::AT_ONCE ) as $chunk ) {
			self::insert( $chunk );
		}
		return count( $orders );
	}

	/** @return list<array<string, string|null>> Id and moment of creation of orders without an entry, newest first. */
	private static function missing( int $limit, OrderSlice $slice ): array {
		$storage = OrderStorage::current();
		$drafts  = Sql::quoted( OrderStorage::DRAFTS );
		$closed  = Sql::quoted( self::CLOSED );
		// By another key the database would look at all that are no drafts.
		$hint = $slice->isAll() ? '' : IndexHint::on( $storage->table, $storage->id );
		return Sql::rows(
			"SELECT o.{$storage->id} AS id, o.{$storage->created} AS created FROM {$storage->table} o$hint
			LEFT JOIN " . OutboxTable::name() . " r ON r.order_id = o.{$storage->id} AND r.role = 'sale'
			WHERE o.{$storage->type} = 'shop_order' AND r.id IS NULL AND o.{$storage->status} NOT IN ($drafts)
			AND (o.{$storage->created} >= %s OR o.{$storage->status} NOT IN ($closed)) AND {$slice->in( "o.{$storage->id}" )} ORDER BY o.{$storage->id} DESC LIMIT %d",
			DatabaseClock::datetime( Uptime::first() ),
			$limit
		);
	}

	/** @param list<array<string, string|null>> $orders As missing() gives them. */
	private static function insert( array $orders ): void {
		$began  = DatabaseClock::datetime( Uptime::first() );
		$before = [];
		$since  = [];
		foreach ( $orders as $order ) {
			if ( (string) $order['created'] < $began ) {
				$before[] = (int) $order['id'];
			} else {
				$since[] = (int) $order['id'];
			}
		}
		if ( [] !== $since ) {
			OutboxTable::addSales( $since, null );
		}
		if ( [] !== $before ) {
			$message = Sentence::__( 'The order was open already when the plugin was switched on. If SORS has it, say so; if not, send it.', 'sors-api-for-woocommerce' );
			OutboxTable::addSales( $before, [ 'code' => 'before_plugin' ] + compact( 'message' ) );
		}
	}
}
