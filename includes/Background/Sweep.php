<?php
declare( strict_types=1 );

namespace SorsApi\Background;

use SorsApi\Counterparts\CustomerTable;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Entries\Erasure;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\OrphanedDocuments;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Ledger\Ledger;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Log\Log;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Orders\OrderSlice;
use SorsApi\Orders\OrdersInTurn;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\Intake;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\Uptime;
use SorsApi\Sors\Api;

/** Finds what no hook saw: orders without an entry, and left-out entries whose order has changed since. */
final class Sweep {

	public const SWEPT_OPTION = 'sors_outbox_swept';

	/** Seconds. */
	private const EVERY = 900;

	private const LIMIT = 1000;

	/** Seconds in which pages of changed orders are begun. */
	private const CHANGED = 5;

	/** Seconds in which missing entries are added; what is left over follows a minute later. */
	private const ADDING = 5;

	private Api $api;
	private Ledger $ledger;

	public function __construct( Api $api, Ledger $ledger ) {
		$this->api    = $api;
		$this->ledger = $ledger;
	}

	public function runIfDue(): void {
		$swept = get_option( self::SWEPT_OPTION, 0 );
		// As elsewhere, what lies far ahead is from a clock that was wrong.
		if ( ! is_numeric( $swept ) || abs( time() - (int) $swept ) >= self::EVERY ) {
			// Noted first: several workers at once need not all sweep.
			update_option( self::SWEPT_OPTION, time(), false );
			$this->run();
		} else {
			OpenOrders::areIn( self::ADDING );
		}
	}

	/**
	 * A part that breaks keeps no other from running.
	 *
	 * @return int Entries that were added or queued again.
	 */
	public function run(): int {
		$found  = OpenOrders::haveAll() ? 0 : Log::guard( 'The sweep of orders without an entry', fn(): int => OpenOrders::add( self::ADDING ), 0 );
		$found += Log::guard( 'The sweep of orders', fn(): int => $this->inTurn(), 0 );
		$review = [
			'changed orders that were sent'       => fn() => $this->compare(),
			'what names a buyer'                  => fn() => $this->eraseBuyers( time() - SettingsStore::load()->retentionDays * DAY_IN_SECONDS ),
			'orders whose quantities agree by now' => fn() => $this->ledger->settle(),
		];
		foreach ( $review as $name => $part ) {
			Log::guard( "The sweep of $name", $part );
		}
		return $found;
	}

	/** @return int As run(). */
	private function inTurn(): int {
		$orders  = new OrdersInTurn();
		$counted = new CountedDocuments( $this->api );
		$found   = 0;
		$broken  = false;
		foreach ( $orders->slices( self::CHANGED ) as $slice ) {
			$add    = [
				'orders without an entry'           => fn(): int => OpenOrders::addAmong( $slice ),
				'changed orders that were left out' => fn(): int => $this->wakeChanged( $slice ),
				'cancelled orders'                  => fn(): int => $this->cancelDocuments( $slice ),
				'refunds'                           => fn(): int => $this->addRefunds( $slice ),
				'orders refunded without a refund'  => fn(): int => $this->addRefunded( $slice ),
				'revived orders'                    => fn(): int => $this->reviseRevived( $slice ),
			];
			$review = [
				'changed orders that were sent'      => fn(): int => ChangedOrders::sweep( 5, 100, $slice ),
				'trashed and deleted orders'         => fn(): int => OrphanedDocuments::sweep( $slice ),
				'completed orders that do not count' => fn(): int => $counted->countCompleted( $slice ),
			];
			foreach ( $add + $review as $name => $part ) {
				$done   = Log::guard( "The sweep of $name", $part );
				$broken = $broken || null === $done;
				$found += isset( $add[ $name ] ) ? (int) $done : 0;
			}
		}
		$orders->done( $broken );
		return $found;
	}

	private function compare(): void {
		ChangedOrders::compareNew();
		if ( time() - ExportPeriods::since() < HOUR_IN_SECONDS ) {
			// While the plugin was off no hook saw anything: these do not wait for their turn.
			ChangedOrders::sweep();
		}
	}

	private function eraseBuyers( int $before ): void {
		Erasure::sweep( $before );
		CustomerTable::sweep( $before );
	}

	/** Left-out entries whose order was changed after (or just before) they were checked, and of which SORS cannot have anything. */
	private function wakeChanged( OrderSlice $slice ): int {
		$storage = OrderStorage::current();
		// Begun once, and never heard. Those of the original shop are none of a copy's.
		$unheard = Sql::prepare( "r.answered_losses = 0 AND r.silent_losses = 0 AND r.payload_lock = '' AND r.shown IS NULL AND r.document_id IS NULL AND r.document_number IS NULL AND r.error_code <> %s", OutboxEntry::ORIGINAL );
		$orders  = Sql::ids(
			'SELECT r.order_id FROM ' . OutboxTable::among( $slice ) . " JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
			WHERE r.role = 'sale' AND r.state IN ('skipped', 'cancelled') AND (r.reference IS NULL OR ($unheard)) AND r.acknowledged_by <> 'owner' AND r.error_code <> 'before_plugin'
			AND r.updated_at < %s AND o.{$storage->modified} > DATE_SUB(r.updated_at, INTERVAL 2 MINUTE) AND {$slice->in( 'r.order_id' )} LIMIT %d",
			DatabaseClock::datetime( time() - 300 ),
			self::LIMIT
		);
		self::each( $orders, [ Intake::class, 'wake' ] );
		return count( $orders );
	}

	/** Cancelled orders whose document no hook had cancelled; or that were cancelled after a person had vouched for them. */
	private function cancelDocuments( OrderSlice $slice ): int {
		$storage = OrderStorage::current();
		$table   = OutboxTable::name();
		$sales   = OutboxTable::among( $slice );
		$orders  = Sql::ids(
			"SELECT r.order_id FROM $sales JOIN {$storage->table} o ON o.{$storage->id} = r.order_id AND o.{$storage->status} = 'wc-cancelled'
			LEFT JOIN $table c ON c.order_id = r.order_id AND c.role = 'cancel' AND c.revision = r.revision AND (c.state <> 'skipped' OR c.acknowledged_by = 'owner')
			WHERE r.role = 'sale' AND (r.state = 'sent' OR (r.state = 'skipped' AND r.acknowledged_by = 'owner' AND r.error_code <> %s AND o.{$storage->modified} > r.updated_at)) AND c.id IS NULL AND {$slice->in( 'r.order_id' )}",
			OutboxEntry::ORIGINAL
		);
		self::each( $orders, [ Intake::class, 'orderCancelled' ] );
		return count( $orders );
	}

	/** Refunds without an entry. */
	private function addRefunds( OrderSlice $slice ): int {
		$storage = OrderStorage::current();
		$table   = OutboxTable::name();
		$hint    = $slice->isAll() ? '' : IndexHint::on( $storage->table, $storage->parent );
		$refunds = Sql::rows(
			"SELECT f.{$storage->id} AS refund_id, f.{$storage->parent} AS order_id FROM {$storage->table} f$hint
			JOIN $table r ON r.order_id = f.{$storage->parent} AND r.role = 'sale' AND r.revision = 1
			LEFT JOIN $table t ON t.order_id = f.{$storage->parent} AND t.role = 'return' AND t.refund_id = f.{$storage->id}
			WHERE f.{$storage->type} = 'shop_order_refund' AND t.id IS NULL AND f.{$storage->created} >= %s AND {$slice->in( "f.{$storage->parent}" )}",
			DatabaseClock::datetime( Uptime::first() )
		);
		foreach ( $refunds as $refund ) {
			Intake::refunded( (int) $refund['order_id'], (int) $refund['refund_id'] );
		}
		return count( $refunds );
	}

	/** Orders that were set to Refunded and have no refund, see Intake::orderRefunded(). */
	private function addRefunded( OrderSlice $slice ): int {
		$storage = OrderStorage::current();
		$table   = OutboxTable::name();
		$orders  = Sql::ids(
			'SELECT r.order_id FROM ' . OutboxTable::among( $slice ) . " JOIN {$storage->table} o ON o.{$storage->id} = r.order_id AND o.{$storage->status} = 'wc-refunded'
			LEFT JOIN $table t ON t.order_id = r.order_id AND t.role = 'return' AND t.revision = r.revision
			WHERE r.role = 'sale' AND r.state = 'sent' AND t.id IS NULL AND {$slice->in( 'r.order_id' )}"
		);
		self::each( $orders, [ Intake::class, 'orderRefunded' ] );
		return count( $orders );
	}

	/** Orders that were revived while their document was being cancelled: neither side may have seen the other. */
	private function reviseRevived( OrderSlice $slice ): int {
		$storage = OrderStorage::current();
		$table   = OutboxTable::name();
		$sales   = OutboxTable::among( $slice );
		$dead    = Sql::quoted( array_merge( OrderStorage::DRAFTS, [ 'wc-cancelled', 'trash' ] ) );
		$orders  = Sql::ids(
			"SELECT r.order_id FROM $sales JOIN {$storage->table} o ON o.{$storage->id} = r.order_id AND o.{$storage->status} NOT IN ($dead)
			LEFT JOIN $table n ON n.order_id = r.order_id AND n.role = 'sale' AND n.revision > r.revision
			WHERE r.role = 'sale' AND r.state = 'cancelled' AND (r.document_id IS NOT NULL OR r.document_number IS NOT NULL) AND n.id IS NULL AND {$slice->in( 'r.order_id' )} LIMIT %d",
			self::LIMIT
		);
		self::each( $orders, [ Intake::class, 'reviseIfAlive' ] );
		return count( $orders );
	}

	/**
	 * One order that cannot be read keeps no other back.
	 *
	 * @param list<int>              $orders
	 * @param callable( int ): mixed $take
	 * @throws StorageError Once all others were taken.
	 */
	private static function each( array $orders, callable $take ): void {
		$broken = null;
		foreach ( $orders as $order ) {
			try {
				$take( $order );
			} catch ( StorageError $error ) {
				$broken = $error;
			}
		}
		if ( null !== $broken ) {
			throw $broken;
		}
	}
}
