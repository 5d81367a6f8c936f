<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Database\Sql;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\SettingsStore;

/**
 * Which documents SORS' stock figure contains, by the settings as they are.
 *
 * Whether it contains those of a former database cannot be read from SORS:
 * either the owner says that they were carried over, or the order is
 * completed, and its goods have left.
 */
final class CountedDocuments {

	/** Names of former databases whose open documents the owner has carried over. */
	public const OPTION = 'sors_carried_over';

	private OutboxTable $entries;

	/** @var list<string> The database in use, and those whose documents were carried over into it. */
	private array $databases;

	/** The one whose ids of units can be compared with those of stock levels. */
	private string $present;

	/** Whether SORS says which unit a stock level is of. */
	private bool $tellsUnits;

	/** @var list<string> Kinds of document that show in no figure. */
	private array $hiddenKinds = [];

	/** @param SettingsStore $settings The store, not settings out of it: what SORS' figures tell is asked of it, too. */
	public function __construct( SettingsStore $settings, OutboxTable $entries ) {
		$figures          = $settings->ofFigures();
		$this->entries    = $entries;
		$this->present    = $figures->database;
		$this->tellsUnits = $settings->tellsUnits();
		$this->databases  = array_merge( [ $figures->database ], self::carriedOver() );
		if ( 'available' !== $figures->stockMode ) {
			$this->hiddenKinds[] = 'reservation';
		}
		if ( ! $figures->invoiceLowersStock ) {
			$this->hiddenKinds[] = 'invoice';
		}
	}

	public function contain( OutboxEntry $entry ): bool {
		return in_array( (string) $entry->database, $this->databases, true ) && ! in_array( (string) $entry->kind, $this->hiddenKinds, true );
	}

	/** @return string|null Id of the business unit in whose stock levels the document shows; null = that cannot be told. */
	public function unitOf( OutboxEntry $entry ): ?string {
		return $this->tellsUnits && $entry->database === $this->present && '' !== (string) $entry->businessUnitId ? $entry->businessUnitId : null;
	}

	/** Condition on an entry r of the outbox: its document is not among them. By bytes: to the database itself two names that differ in case are one. */
	public function sqlOfOthers(): string {
		$databases = array_map( static fn( string $name ): string => strtoupper( bin2hex( $name ) ), $this->databases );
		return "(HEX(COALESCE(r.database_name, '')) NOT IN (" . Sql::quoted( $databases ) . ')'
			. ( [] === $this->hiddenKinds ? '' : ' OR r.kind IN (' . Sql::quoted( $this->hiddenKinds ) . ')' ) . ')';
	}

	/**
	 * Whether a document counts depends on settings: what was settled by the former ones is read again. Orders that
	 * are completed stay settled, whatever the settings, or years of sales would be unsynced at once.
	 */
	public function reopen(): void {
		$this->entries->reopen( $this->others( 'r.order_id', "r.settlement IN ('checking', 'settled')", "<> 'wc-completed'" ) );
	}

	/** Orders that were completed count from now on, though their document does not. */
	public function countCompleted(): void {
		$this->entries->acknowledgeCompleted( $this->others( 'r.id', "r.settlement = 'open'", "= 'wc-completed'" ) );
	}

	/** @return list<int> Of sales that are acknowledged by a document which the stock figure does not contain. */
	private function others( string $column, string $condition, string $status ): array {
		$storage = OrderStorage::current();
		return Sql::ids(
			"SELECT DISTINCT $column FROM " . OutboxTable::name() . " r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
			WHERE r.role = 'sale' AND r.state = 'sent' AND r.acknowledged_by = 'document' AND $condition AND o.{$storage->status} $status AND " . $this->sqlOfOthers()
		);
	}

	/** @return list<string> */
	public static function carriedOver(): array {
		$stored = get_option( self::OPTION, [] );
		return is_array( $stored ) ? array_values( array_filter( $stored, 'is_string' ) ) : [];
	}

	/** @return array<string, int> Name of each database but the present one with documents of this shop => how many of orders that are not completed. */
	public static function openDocuments( string $present ): array {
		$storage = OrderStorage::current();
		$counts  = [];
		$rows    = Sql::rows(
			"SELECT r.database_name AS name, SUM(CASE WHEN o.{$storage->status} <> 'wc-completed' THEN 1 ELSE 0 END) AS open
			FROM " . OutboxTable::name() . " r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
			WHERE r.role = 'sale' AND r.state = 'sent' AND r.acknowledged_by <> 'owner' AND r.database_name <> %s GROUP BY r.database_name ORDER BY r.database_name DESC",
			$present
		);
		foreach ( $rows as $row ) {
			$counts[ (string) $row['name'] ] = (int) $row['open'];
		}
		return $counts;
	}

	/** Whether the document of an entry stands in a former database and, carried over, in the present one as well. */
	public static function isCarriedOver( OutboxEntry $entry ): bool {
		return null !== $entry->database && in_array( $entry->database, self::carriedOver(), true );
	}

	/** The shop works with this database again, so its documents stand in it alone. */
	public static function isPresent( string $name ): void {
		$others = array_values( array_diff( self::carriedOver(), [ $name ] ) );
		if ( $others !== self::carriedOver() ) {
			update_option( self::OPTION, $others, false );
		}
	}

	/** From this moment on the stock of the present database contains them; a figure that was asked for before does not. */
	public static function carryOver( string $name, OutboxTable $entries ): void {
		if ( ! in_array( $name, self::carriedOver(), true ) ) {
			$entries->acknowledgeDatabase( $name );
			update_option( self::OPTION, array_merge( self::carriedOver(), [ $name ] ), false );
		}
	}

	/** It was a mistake: what is not completed is unsynced again. */
	public static function withdraw( string $name, SettingsStore $settings, OutboxTable $entries ): void {
		update_option( self::OPTION, array_values( array_diff( self::carriedOver(), [ $name ] ) ), false );
		( new self( $settings, $entries ) )->reopen();
	}
}
