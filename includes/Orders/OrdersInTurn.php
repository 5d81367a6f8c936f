<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;

/**
 * Which orders a sweep looks at: those that changed since the last one, and as many of all others as let each have its
 * turn within a day. A shop with few orders has all of them looked at each time. Where a sweep breaks, the same ones are
 * looked at again for an hour.
 *
 * Orders kept as posts have no index on the date of their change: of them the newest are looked at instead.
 */
final class OrdersInTurn {

	public const OPTION = 'sors_swept_orders';

	private const AT_ONCE = 500;

	/** Rows of a slice, at least. */
	private const SLICE = 2000;

	/** One each 15 minutes: 20 hours. */
	private const SLICES = 80;

	/** Seconds for which a changed order is looked at again: an entry must have been left alone for five minutes, and the shop's servers need not agree about the time. */
	private const OVERLAP = 420;

	/** Seconds for which it is tried again, while a part of the sweep breaks. */
	private const PATIENCE = 3600;

	private OrderStorage $storage;

	/** What was changed until then was looked at; of that very second the orders up to this id. */
	private string $changed = '';
	private int $changedId  = 0;

	/** The slice before ended with this order. */
	private int $slice = 0;

	/** Unix timestamp since which each sweep has broken; 0 = the last one did not. */
	private int $brokenSince = 0;
	/** As it was before this sweep. */
	private string $changedBefore;
	private int $sliceBefore;

	public function __construct() {
		$this->storage = OrderStorage::current();
		$state         = get_option( self::OPTION );
		if ( is_array( $state ) && is_string( $state[0] ?? null ) && is_int( $state[1] ?? null ) && is_int( $state[2] ?? null ) ) {
			[ $this->changed, $this->changedId, $this->slice ] = $state;
			$this->brokenSince                                 = is_int( $state[3] ?? null ) ? $state[3] : 0;
		}
		$this->changedBefore = $this->changed;
		$this->sliceBefore   = $this->slice;
	}

	/**
	 * @param int $seconds After which no more changed orders follow; they come next time.
	 * @return iterable<OrderSlice>
	 */
	public function slices( int $seconds ): iterable {
		$slice = $this->next();
		if ( $slice->isAll() ) {
			$this->changed   = DatabaseClock::datetime( time() );
			$this->changedId = 0;
		} elseif ( $this->storage->isPosts() ) {
			$newest = $this->row( 'ORDER BY ID DESC' );
			yield OrderSlice::between( $newest, PHP_INT_MAX );
		} else {
			yield from $this->changed( microtime( true ) + $seconds );
		}
		yield $slice;
	}

	/** @param bool $broken Whether a part of the sweep failed, and may have missed any of the orders. */
	public function done( bool $broken ): void {
		if ( ! $broken ) {
			$this->brokenSince = 0;
		} else {
			$this->changed     = max( $this->changedBefore, DatabaseClock::datetime( time() - self::PATIENCE ) );
			$this->changedId   = 0;
			$this->brokenSince = 0 === $this->brokenSince ? time() : $this->brokenSince;
			// What breaks for longer must not keep the others from their turn.
			$this->slice = time() - $this->brokenSince < self::PATIENCE ? $this->sliceBefore : $this->slice;
		}
		update_option( self::OPTION, [ $this->changed, $this->changedId, $this->slice, $this->brokenSince ], false );
	}

	/** @return iterable<OrderSlice> Refunds count as a change of their order. */
	private function changed( float $deadline ): iterable {
		$now  = time();
		$date = '' === $this->changed ? DatabaseClock::datetime( $now - self::PATIENCE ) : $this->changed;
		if ( 0 === $this->changedId ) {
			$date = DatabaseClock::datetime( (int) strtotime( "$date UTC" ) - self::OVERLAP );
		}
		do {
			$rows = Sql::rows(
				"SELECT id, type, parent_order_id AS parent, date_updated_gmt AS changed FROM {$this->storage->table}
				WHERE date_updated_gmt >= %s AND date_updated_gmt <= %s AND (date_updated_gmt > %s OR id > %d) ORDER BY date_updated_gmt, id LIMIT %d",
				$date,
				DatabaseClock::datetime( $now ),
				$date,
				$this->changedId,
				self::AT_ONCE
			);
			$ids  = [];
			foreach ( $rows as $row ) {
				$ids[] = (int) ( 'shop_order_refund' === $row['type'] ? $row['parent'] : $row['id'] );
				$date  = (string) $row['changed'];

				$this->changedId = (int) $row['id'];
			}
			if ( [] !== $ids ) {
				yield OrderSlice::these( array_values( array_unique( $ids ) ) );
			}
			$this->changed = $date;
		} while ( self::AT_ONCE === count( $rows ) && microtime( true ) < $deadline );
		if ( self::AT_ONCE > count( $rows ) ) {
			$this->changed   = DatabaseClock::datetime( $now );
			$this->changedId = 0;
		}
	}

	private function next(): OrderSlice {
		$ends        = Sql::rows( "SELECT MIN({$this->storage->id}) AS first, MAX({$this->storage->id}) AS last FROM {$this->storage->table}" )[0];
		$first       = max( (int) $ends['first'], $this->firstCompleted() );
		$last        = (int) $ends['last'];
		$after       = $this->slice >= $last ? 0 : $this->slice;
		$rows        = $this->row( "WHERE {$this->storage->id} > $after ORDER BY {$this->storage->id}" );
		$until       = max( $rows, max( $after, $first ) + (int) ceil( ( $last - $first ) / self::SLICES ) );
		$isLast      = 0 === $rows || $until >= $last;
		$this->slice = $isLast ? 0 : $until;
		return OrderSlice::between( $after, $isLast ? PHP_INT_MAX : $until );
	}

	/** @return int Id of the first order that was completed: a shop may have written for years before it, and those ids would take up half of the turns. 0 = there is none, or ids are of orders alone. */
	private function firstCompleted(): int {
		return $this->storage->isPosts() ? (int) Sql::value( "SELECT ID FROM {$this->storage->table} WHERE post_type = 'shop_order' AND post_status = 'wc-completed' ORDER BY post_date LIMIT 1" ) : 0;
	}

	/** @return int Id in the row that many further on; 0 = there are fewer. */
	private function row( string $rows ): int {
		return (int) Sql::value( "SELECT {$this->storage->id} FROM {$this->storage->table} $rows LIMIT 1 OFFSET " . ( self::SLICE - 1 ) );
	}
}
