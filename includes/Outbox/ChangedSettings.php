<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\Sql;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;

/** What a change of settings, or of the catalogue, means for orders that were judged by the former one. */
final class ChangedSettings {

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	public function apply( Settings $after, Settings $before ): void {
		if ( $after->exportOrders && ! $before->exportOrders ) {
			$this->exportBegan();
		}
		if ( $after->exportStatuses !== $before->exportStatuses ) {
			$this->queueAgain( 'status', OrderStorage::current()->eligible( $after ) );
		}
		if ( $after->database !== $before->database ) {
			CountedDocuments::isPresent( $after->database );
		}
		if ( [ $after->database, $after->stockMode ] !== [ $before->database, $before->stockMode ] ) {
			( new CountedDocuments( $this->api ) )->reopen();
		}
		$this->recheck();
	}

	/** What our own check refused may be right by now: a setting was made, or the catalogue brought the item. */
	public function recheck(): void {
		OutboxTable::recheckRejected();
	}

	/** Orders of a former period were only held up; those that came while the export was off are left to the owner. */
	private function exportBegan(): void {
		// Whatever their status: those that are not sent are left out by it from now on.
		$this->queueAgain( 'export_off', ExportPeriods::sql( OrderStorage::current() ) );
		OutboxTable::renameSkipped( 'export_off', 'before_export', Readiness::beforeExport() );
	}

	/** @param string $condition SQL for the order "o". */
	private function queueAgain( string $code, string $condition ): void {
		$storage = OrderStorage::current();
		$orders  = "{$storage->table} o ON o.{$storage->id} = r.order_id";
		$where   = Sql::prepare( "r.role = 'sale' AND r.state = 'skipped' AND r.acknowledged_by <> 'owner' AND r.error_code = %s", $code );
		OutboxTable::queueSkipped( Sql::ids( 'SELECT r.id FROM ' . OutboxTable::name() . " r JOIN $orders WHERE $where AND $condition" ) );
	}
}
