<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Database\Sql;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Settings\SettingsStore;

/** Which documents SORS' stock figure contains, by the settings as they are: of one row, or in SQL of many. */
final class CountedDocuments {

	/** @var list<string> The database in use, and those whose documents were carried over into it. */
	private array $databases;

	/** @var list<string> Kinds of document that show in no figure. */
	private array $hiddenKinds = [];

	/** @param SettingsStore $settings The store, not settings out of it: what SORS' figures tell is asked of it, too. */
	public function __construct( SettingsStore $settings ) {
		$figures         = $settings->ofFigures();
		$this->databases = array_merge( [ $figures->database ], FormerDatabases::carriedOver() );
		if ( 'available' !== $figures->stockMode ) {
			$this->hiddenKinds[] = 'reservation';
		}
		if ( ! $figures->invoiceLowersStock ) {
			$this->hiddenKinds[] = 'invoice';
		}
	}

	public function contain( OutboxEntry $row ): bool {
		return in_array( (string) $row->database, $this->databases, true ) && ! in_array( (string) $row->kind, $this->hiddenKinds, true );
	}

	/** Condition on a row r of the outbox: its document is not among them. By bytes: to the database itself two names that differ in case are one. */
	public function sqlOfOthers(): string {
		$databases = array_map( static fn( string $name ): string => strtoupper( bin2hex( $name ) ), $this->databases );
		return "(HEX(COALESCE(r.database_name, '')) NOT IN (" . Sql::quoted( $databases ) . ')'
			. ( [] === $this->hiddenKinds ? '' : ' OR r.kind IN (' . Sql::quoted( $this->hiddenKinds ) . ')' ) . ')';
	}
}
