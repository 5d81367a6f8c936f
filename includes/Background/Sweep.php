<?php
declare( strict_types=1 );

namespace SorsApi\Background;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\OrphanedDocuments;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Ledger\FormerDatabases;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Ledger\Settlement;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\Followups;
use SorsApi\Outbox\Intake;
use SorsApi\Settings\SettingsStore;

/** Finds what no hook saw: orders without a row, and left-out rows whose order has changed since. */
final class Sweep {

	public const SWEPT_OPTION = 'sors_outbox_swept';

	/** Seconds. */
	private const EVERY = 900;

	private const LIMIT = 1000;

	/** Seconds in which missing rows are added; what is left over follows a minute later. */
	private const ADDING = 5;

	private OpenOrders $openOrders;
	private Intake $intake;
	private Followups $followups;
	private Settlement $settlement;
	private ChangedOrders $changes;
	private OrphanedDocuments $gone;
	private SettingsStore $settings;

	public function __construct( OpenOrders $openOrders, Intake $intake, Followups $followups, Settlement $settlement, ChangedOrders $changes, OrphanedDocuments $gone, SettingsStore $settings ) {
		$this->openOrders = $openOrders;
		$this->intake     = $intake;
		$this->followups  = $followups;
		$this->settlement = $settlement;
		$this->changes    = $changes;
		$this->gone       = $gone;
		$this->settings   = $settings;
	}

	public function runIfDue(): void {
		$swept = get_option( self::SWEPT_OPTION, 0 );
		if ( ! is_numeric( $swept ) || time() - (int) $swept >= self::EVERY ) {
			// Noted first: several workers at once need not all sweep.
			update_option( self::SWEPT_OPTION, time(), false );
			$this->run();
		} else {
			$this->openOrders->areIn( self::ADDING );
		}
	}

	/** @return int Rows that were added or woken. */
	public function run(): int {
		$found = $this->openOrders->add( self::ADDING ) + $this->wakeChanged() + $this->addFollowups() + $this->reviseRevived();
		$this->changes->sweep();
		$this->gone->sweep();
		$this->eraseBodies();
		FormerDatabases::countCompleted( new CountedDocuments( $this->settings ) );
		$this->settlement->run();
		return $found;
	}

	/** Left-out rows whose order was changed after (or just before) they were looked at. */
	private function wakeChanged(): int {
		global $wpdb;
		$storage = OrderStorage::current();
		$table   = Tables::name( Tables::OUTBOX );
		$ids     = $wpdb->get_col(
			$wpdb->prepare(
				"SELECT r.order_id FROM $table r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
				WHERE r.role = 'sale' AND r.state IN ('skipped', 'cancelled') AND r.reference IS NULL AND r.acknowledged_by <> 'owner' AND r.error_code <> 'before_plugin'
				AND r.updated_at < %s AND o.{$storage->modified} > DATE_SUB(r.updated_at, INTERVAL 2 MINUTE) LIMIT %d",
				DatabaseClock::datetime( time() - 300 ),
				self::LIMIT
			)
		);
		foreach ( $ids as $id ) {
			$this->intake->wake( (int) $id );
		}
		return count( $ids );
	}

	/** Orders whose document was cancelled while somebody revived them: neither side may have seen the other. */
	private function reviseRevived(): int {
		global $wpdb;
		$storage = OrderStorage::current();
		$table   = Tables::name( Tables::OUTBOX );
		$dead    = Sql::quoted( array_merge( OrderStorage::DRAFTS, [ 'wc-cancelled', 'trash' ] ) );
		$ids     = $wpdb->get_col(
			$wpdb->prepare(
				"SELECT r.order_id FROM $table r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id AND o.{$storage->status} NOT IN ($dead)
				LEFT JOIN $table n ON n.order_id = r.order_id AND n.role = 'sale' AND n.revision > r.revision
				WHERE r.role = 'sale' AND r.state = 'cancelled' AND (r.document_id IS NOT NULL OR r.document_number IS NOT NULL) AND n.id IS NULL LIMIT %d",
				self::LIMIT
			)
		);
		foreach ( $ids as $id ) {
			$this->followups->reviseIfAlive( (int) $id );
		}
		return count( $ids );
	}

	/** Cancellations and refunds of sent orders that no hook saw. */
	private function addFollowups(): int {
		global $wpdb;
		$storage   = OrderStorage::current();
		$table     = Tables::name( Tables::OUTBOX );
		$cancelled = $wpdb->get_col(
			"SELECT r.order_id FROM $table r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id AND o.{$storage->status} = 'wc-cancelled'
			LEFT JOIN $table c ON c.order_id = r.order_id AND c.role = 'cancel' AND c.revision = r.revision AND c.state <> 'skipped'
			WHERE r.role = 'sale' AND r.state = 'sent' AND c.id IS NULL"
		);
		foreach ( $cancelled as $orderId ) {
			$this->followups->orderCancelled( (int) $orderId );
		}
		$refunds = $wpdb->get_results(
			$wpdb->prepare(
				"SELECT f.{$storage->id} AS refund_id, f.{$storage->parent} AS order_id FROM {$storage->table} f
				JOIN $table r ON r.order_id = f.{$storage->parent} AND r.role = 'sale' AND r.revision = 1
				LEFT JOIN $table t ON t.order_id = f.{$storage->parent} AND t.role = 'return' AND t.refund_id = f.{$storage->id}
				WHERE f.{$storage->type} = 'shop_order_refund' AND t.id IS NULL AND f.{$storage->created} >= %s",
				DatabaseClock::datetime( OpenOrders::began() )
			),
			ARRAY_A
		);
		foreach ( is_array( $refunds ) ? $refunds : [] as $refund ) {
			/** @var array{refund_id: string, order_id: string} $refund */
			$this->followups->refunded( (int) $refund['order_id'], (int) $refund['refund_id'] );
		}
		return count( $cancelled ) + ( is_array( $refunds ) ? count( $refunds ) : 0 );
	}

	/** What was sent holds names and addresses: kept no longer than the owner wants, where it will not be sent again. */
	private function eraseBodies(): void {
		global $wpdb;
		$wpdb->query(
			$wpdb->prepare(
				'UPDATE ' . Tables::name( Tables::OUTBOX ) . ' SET body = NULL WHERE body IS NOT NULL AND state IN (%s, %s, %s) AND next_attempt_at IS NULL AND created_at < %s',
				OutboxEntry::SENT,
				OutboxEntry::SKIPPED,
				OutboxEntry::CANCELLED,
				DatabaseClock::datetime( time() - $this->settings->load()->retentionDays * DAY_IN_SECONDS )
			)
		);
	}
}
