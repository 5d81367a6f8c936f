<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Ledger\FormerDatabases;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;

/** What a change of settings, or of the catalogue, means for orders that were judged by the former one. */
final class ChangedSettings {

	private OutboxTable $rows;
	private SettingsStore $settings;

	public function __construct( OutboxTable $rows, SettingsStore $settings ) {
		$this->rows     = $rows;
		$this->settings = $settings;
	}

	public function apply( Settings $after, Settings $before ): void {
		if ( $before->exportOrders && ! $after->exportOrders ) {
			ExportPeriods::end();
		}
		if ( $after->exportOrders && ! $before->exportOrders ) {
			ExportPeriods::begin();
			$this->exportBegan( $after );
		} elseif ( [ $after->exportStatuses, $after->exportStatusesByPayment ] !== [ $before->exportStatuses, $before->exportStatusesByPayment ] ) {
			$this->queueAgain( 'status', OrderStorage::current()->eligible( $after ) );
		}
		if ( [ $after->database, $after->stockMode, $after->invoiceLowersStock ] !== [ $before->database, $before->stockMode, $before->invoiceLowersStock ] ) {
			FormerDatabases::reopen( new CountedDocuments( $this->settings ) );
		}
		$this->recheck();
	}

	/** What our own check refused may be right by now: a setting was made, or the catalogue brought the item. */
	public function recheck(): void {
		$this->rows->recheckSoon();
	}

	/** Orders of a former period were only held up; those that came while the export was off are left to the owner. */
	private function exportBegan( Settings $settings ): void {
		global $wpdb;
		$storage = OrderStorage::current();
		$this->queueAgain( 'export_off', $storage->eligible( $settings ) . ' AND ' . ExportPeriods::sql( $storage ) );
		$wpdb->query(
			$wpdb->prepare(
				'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET error_code = 'before_export', error_message = %s WHERE role = 'sale' AND state = 'skipped' AND error_code = 'export_off'",
				Readiness::beforeExport()
			)
		);
	}

	/** @param string $condition SQL for the order "o". */
	private function queueAgain( string $code, string $condition ): void {
		global $wpdb;
		$storage = OrderStorage::current();
		$table   = Tables::name( Tables::OUTBOX );
		$ids     = $wpdb->get_col(
			$wpdb->prepare( "SELECT r.id FROM $table r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id WHERE r.role = 'sale' AND r.state = 'skipped' AND r.acknowledged_by <> 'owner' AND r.error_code = %s", $code ) . " AND $condition"
		);
		$now     = DatabaseClock::utc();
		foreach ( array_chunk( array_map( 'intval', $ids ), 1000 ) as $chunk ) {
			$wpdb->query( $wpdb->prepare( "UPDATE $table SET state = 'queued', next_attempt_at = %s, updated_at = %s WHERE state = 'skipped' AND id IN (" . implode( ', ', $chunk ) . ')', $now, $now ) );
		}
	}
}
