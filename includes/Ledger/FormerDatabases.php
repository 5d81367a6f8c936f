<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\SettingsStore;

/**
 * Documents of the databases that SORS had before: whether the stock of the
 * present one contains them, nobody can read from SORS. Either the owner says
 * that they were carried over, or the order is completed: its goods have left.
 */
final class FormerDatabases {

	/** Names of former databases whose open documents the owner has carried over. */
	public const OPTION = 'sors_carried_over';

	/** @return list<string> */
	public static function carriedOver(): array {
		$stored = get_option( self::OPTION, [] );
		return is_array( $stored ) ? array_values( array_filter( $stored, 'is_string' ) ) : [];
	}

	/** @return array<string, int> Name of each database but the present one with documents of this shop => how many of orders that are not completed. */
	public static function openDocuments( string $present ): array {
		global $wpdb;
		$storage = OrderStorage::current();
		$counts  = [];
		$rows    = $wpdb->get_results(
			$wpdb->prepare(
				'SELECT r.database_name AS name, SUM(CASE WHEN o.' . $storage->status . " <> 'wc-completed' THEN 1 ELSE 0 END) AS open FROM " . Tables::name( Tables::OUTBOX ) . " r
				JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
				WHERE r.role = 'sale' AND r.state = 'sent' AND r.acknowledged_by <> 'owner' AND r.database_name <> %s GROUP BY r.database_name ORDER BY r.database_name DESC",
				$present
			),
			ARRAY_A
		);
		foreach ( is_array( $rows ) ? $rows : [] as $row ) {
			/** @var array{name: string, open: string} $row */
			$counts[ $row['name'] ] = (int) $row['open'];
		}
		return $counts;
	}

	/** From this moment on the stock of the present database contains them; a figure that was asked for before does not. */
	public static function confirm( string $name ): void {
		global $wpdb;
		if ( in_array( $name, self::carriedOver(), true ) ) {
			return;
		}
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET acknowledged_at = %d WHERE role = 'sale' AND state = 'sent' AND acknowledged_by = 'document' AND database_name = %s", DatabaseClock::now(), $name ) );
		update_option( self::OPTION, array_merge( self::carriedOver(), [ $name ] ), false );
	}

	/** It was a mistake: what is not completed is owed again. */
	public static function withdraw( string $name, SettingsStore $settings ): void {
		update_option( self::OPTION, array_values( array_diff( self::carriedOver(), [ $name ] ) ), false );
		self::reopen( new CountedDocuments( $settings ) );
	}

	/**
	 * Whether a document counts depends on settings: what was settled by the former ones is looked at again. Orders
	 * that are completed stay settled, whatever the settings, or years of sales would be owed at once.
	 */
	public static function reopen( CountedDocuments $counted ): void {
		global $wpdb;
		$storage = OrderStorage::current();
		$table   = Tables::name( Tables::OUTBOX );
		$ids     = $wpdb->get_col(
			"SELECT DISTINCT r.order_id FROM $table r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
			WHERE r.role = 'sale' AND r.settlement IN ('checking', 'settled') AND o.{$storage->status} <> 'wc-completed' AND " . self::uncounted( $counted )
		);
		OutboxTable::reopen( array_values( array_map( 'intval', $ids ) ) );
	}

	/** Orders that were completed count from now on, though their document does not. */
	public static function countCompleted( CountedDocuments $counted ): void {
		global $wpdb;
		$storage = OrderStorage::current();
		$table   = Tables::name( Tables::OUTBOX );
		$ids     = $wpdb->get_col(
			"SELECT r.id FROM $table r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
			WHERE r.role = 'sale' AND r.settlement = 'open' AND o.{$storage->status} = 'wc-completed' AND " . self::uncounted( $counted )
		);
		foreach ( array_chunk( array_map( 'intval', $ids ), 1000 ) as $chunk ) {
			$wpdb->query( $wpdb->prepare( "UPDATE $table SET acknowledged_by = 'completed', acknowledged_at = %d WHERE acknowledged_by = 'document' AND id IN (" . implode( ', ', $chunk ) . ')', DatabaseClock::now() ) );
		}
	}

	/** SQL: the entry "r" is acknowledged by a document that the stock figure does not contain. */
	private static function uncounted( CountedDocuments $counted ): string {
		return "r.state = 'sent' AND r.acknowledged_by = 'document' AND " . $counted->sqlOfOthers();
	}
}
