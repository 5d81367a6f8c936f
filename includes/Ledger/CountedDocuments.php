<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderSlice;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;

/**
 * Which documents SORS' stock figure contains, by the settings. An invoice never lowers stock: its goods leave by a
 * delivery note that is made from it.
 *
 * Whether it contains those of a former database cannot be read from SORS: either the owner says that they were carried
 * over, or the order is completed, and its goods have left.
 */
final class CountedDocuments {

	/** Former databases whose open documents the owner has carried over: name => moment until which they were made there. */
	public const OPTION = 'sors_carried_over';

	/** @var array<string, int> The database in use, and those whose documents were carried over into it => moment until which its documents count. */
	private array $databases;

	/** The one whose ids of units can be compared with those of stock levels. */
	private string $present;

	/** Whether SORS says which unit a stock level is of. */
	private bool $tellsUnits;

	/** @var list<string> Kinds of document that show in no figure. */
	private array $hiddenKinds = [];

	/** @param Settings|null $readBy Those by which the figures were read that are meant; null = as they are now. */
	public function __construct( Api $api, ?Settings $readBy = null ) {
		$settings         = $readBy ?? SettingsStore::load();
		$this->present    = $settings->database;
		$this->tellsUnits = $api->tellsUnits();
		$this->databases  = [ $settings->database => PHP_INT_MAX ] + self::moments();
		// A SORS without reservations has the stock on hand only, whatever was chosen.
		if ( 'available' !== $settings->stockMode || ! $api->tellsReserved() ) {
			$this->hiddenKinds[] = 'reservation';
		}
	}

	public function contain( OutboxEntry $entry ): bool {
		return ( $entry->acknowledgedAt ?? 0 ) <= ( $this->databases[ (string) $entry->database ] ?? -1 )
			&& ! in_array( (string) $entry->kind, $this->hiddenKinds, true )
			&& ( 'invoice' !== $entry->kind || OutboxEntry::goodsLeft( $entry->made ) );
	}

	/** @return string|null Id of the business unit in whose stock levels the document shows; null = that cannot be told. */
	public function unitOf( OutboxEntry $entry ): ?string {
		return $this->tellsUnits && $entry->database === $this->present && '' !== (string) $entry->businessUnitId ? $entry->businessUnitId : null;
	}

	/** Condition on an entry r of the outbox: its document is not among them. By bytes: to the database itself two names that differ in case are one. */
	public function sqlOfOthers(): string {
		$counts = [];
		foreach ( $this->databases as $name => $until ) {
			$counts[] = Sql::prepare( "(HEX(COALESCE(r.database_name, '')) = %s AND COALESCE(r.acknowledged_at, 0) <= %d)", strtoupper( bin2hex( (string) $name ) ), $until );
		}
		return '(NOT (' . implode( ' OR ', $counts ) . ')'
			. ( [] === $this->hiddenKinds ? '' : ' OR r.kind IN (' . Sql::quoted( $this->hiddenKinds ) . ')' )
			. " OR (r.kind = 'invoice' AND NOT " . OutboxEntry::GOODS_LEFT_SQL . '))';
	}

	/**
	 * Whether a document counts depends on settings: what was settled by the former ones is read again. Orders that
	 * are completed stay settled, whatever the settings, or years of sales would be unsynced at once.
	 */
	public function reopen(): void {
		$others = "r.acknowledged_by = 'document' AND r.settlement IN ('checking', 'settled') AND " . $this->sqlOfOthers();
		OutboxTable::reopen( self::sales( OrderSlice::all(), 'r.order_id', $others, "<> 'wc-completed'" ) );
	}

	/**
	 * Orders that were completed count from now on, though their document does not, or is missing in SORS.
	 *
	 * @return int How many.
	 */
	public function countCompleted( OrderSlice $slice ): int {
		$others = "r.acknowledged_by = 'document' AND r.settlement = 'open' AND " . $this->sqlOfOthers();
		$ids    = self::sales( $slice, 'r.id', "($others OR (r.state = 'sent' AND r.acknowledged_at IS NULL))", "= 'wc-completed'" );
		OutboxTable::acknowledgeCompleted( $ids );
		return count( $ids );
	}

	/** @return list<int> That column of sales whose entry r and order's status are so. */
	private static function sales( OrderSlice $slice, string $column, string $condition, string $status ): array {
		$storage = OrderStorage::current();
		return Sql::ids(
			"SELECT DISTINCT $column FROM " . OutboxTable::among( $slice ) . " JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
			WHERE {$slice->in( 'r.order_id' )} AND r.role = 'sale' AND $condition AND o.{$storage->status} $status"
		);
	}

	/** @return list<string> */
	public static function carriedOver(): array {
		return array_map( 'strval', array_keys( self::moments() ) );
	}

	/** @return array<string, int> */
	private static function moments(): array {
		$stored = get_option( self::OPTION, [] );
		return is_array( $stored ) ? array_filter( $stored, 'is_int' ) : [];
	}

	/** @return array<int|string, int> Name of each database but the present one with documents of this shop => how many of orders that are not completed. */
	public static function openDocuments( string $present ): array {
		return self::byDatabase( 'SUM(CASE WHEN ' . self::notCompleted() . ' THEN 1 ELSE 0 END)', '1 = 1', [ $present ] );
	}

	/**
	 * Those of them whose goods no stock figure of the present database contains, so that the ledger counts them. All others of former years are settled.
	 *
	 * @return array<int|string, int> Name of each former database that has any, and was not carried over => how many.
	 */
	public static function uncounted( string $present ): array {
		return self::byDatabase( 'COUNT(*)', "r.settlement IN ('open', 'checking') AND " . self::notCompleted(), array_merge( [ $present ], self::carriedOver() ) );
	}

	private static function notCompleted(): string {
		return 'o.' . OrderStorage::current()->status . " <> 'wc-completed'";
	}

	/**
	 * @param string       $count  SQL, of entries r and orders o.
	 * @param string       $where  SQL.
	 * @param list<string> $except Names of databases.
	 * @return array<int|string, int> Name of a database with documents of this shop => how many.
	 */
	private static function byDatabase( string $count, string $where, array $except ): array {
		$storage = OrderStorage::current();
		$rows    = Sql::rows(
			"SELECT r.database_name AS name, $count AS documents FROM " . OutboxTable::name() . " r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
			WHERE r.role = 'sale' AND r.state = 'sent' AND r.acknowledged_by <> 'owner' AND $where AND r.database_name NOT IN (" . Sql::quoted( $except ) . ') GROUP BY r.database_name ORDER BY r.database_name DESC'
		);
		return array_map( 'intval', array_column( $rows, 'documents', 'name' ) );
	}

	/** Whether the document of an entry stands in a former database and, carried over, in the present one as well. One that was made there later does not. */
	public static function isCarriedOver( OutboxEntry $entry ): bool {
		return ( $entry->acknowledgedAt ?? 0 ) <= ( self::moments()[ (string) $entry->database ] ?? -1 );
	}

	/** The shop works with this database again, so its documents stand in it alone. */
	public static function isPresent( string $name ): void {
		if ( isset( self::moments()[ $name ] ) ) {
			update_option( self::OPTION, array_diff_key( self::moments(), [ $name => 0 ] ), false );
		}
	}

	/** From this moment on the stock of the present database contains them; a figure that was asked for before does not. */
	public static function carryOver( string $name ): void {
		if ( ! isset( self::moments()[ $name ] ) ) {
			OutboxTable::acknowledgeDatabase( $name );
			update_option( self::OPTION, self::moments() + [ $name => DatabaseClock::moment() ], false );
		}
	}

	/** It was a mistake: what is not completed is unsynced again. */
	public static function withdraw( string $name, Api $api ): void {
		self::isPresent( $name );
		( new self( $api ) )->reopen();
	}
}
