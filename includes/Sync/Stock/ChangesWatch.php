<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\Levels;
use SorsApi\Store\Links;

/**
 * Whether "what has changed since" can be believed.
 *
 * A document of ours changes the stock of its items. Where SORS does not show one of them among the changes, it does
 * not count reservations as changes, or its clock is wrong: then other changes are missed as well, and from then on
 * everything is read each time.
 */
final class ChangesWatch {

	/** Database => what gave it away. */
	public const OPTION = 'sors_stock_changes_missed';

	private const BATCH = 500;

	private SettingsStore $settings;
	private OutboxTable $entries;
	private Links $links;
	private Levels $levels;

	public function __construct( SettingsStore $settings, OutboxTable $entries, Links $links, Levels $levels ) {
		$this->settings = $settings;
		$this->entries  = $entries;
		$this->links    = $links;
		$this->levels   = $levels;
	}

	/**
	 * Call it once a reading of changes is over. What it finds missing is noted.
	 *
	 * @param int $from  When the reading before this one began: what was acknowledged earlier was watched then.
	 * @param int $until When this one began.
	 *
	 * @return bool Whether every document that had to change a stock level did.
	 */
	public function isComplete( int $runId, string $database, int $from, int $until ): bool {
		$counted = new CountedDocuments( $this->settings, $this->entries );
		$after   = 0;
		do {
			$entries = $this->entries->acknowledgedBetween( $from, $until, $after, self::BATCH );
			foreach ( $entries as $entry ) {
				$after = $entry->id;
			}
			$shown  = array_values( array_filter( $entries, static fn( OutboxEntry $entry ): bool => $counted->contain( $entry ) && null !== $counted->unitOf( $entry ) ) );
			$missed = $this->missed( $runId, $shown );
			if ( null !== $missed ) {
				update_option( self::OPTION, [ $database => $missed ] + self::noted(), false );
				return false;
			}
		} while ( self::BATCH === count( $entries ) );
		return true;
	}

	/** @return array{item: string, document: string, at: int}|null What changed unseen in this database, and when that was found out (Unix time); null = changes are read. */
	public static function reason( string $database ): ?array {
		return self::noted()[ $database ] ?? null;
	}

	/** Another choice of how often everything is read is another try. */
	public static function onSettingsChanged( Settings $after, Settings $before ): void {
		if ( $after->fullStockHours !== $before->fullStockHours ) {
			delete_option( self::OPTION );
		}
	}

	/**
	 * @param list<OutboxEntry> $entries
	 *
	 * @return array{item: string, document: string, at: int}|null
	 */
	private function missed( int $runId, array $entries ): ?array {
		$objectIds = [];
		foreach ( $entries as $entry ) {
			$objectIds += $entry->quantities;
		}
		$links = $this->links->byObjectIds( array_keys( $objectIds ) );
		$codes = [];
		foreach ( $links as $link ) {
			$codes[] = $link->code;
		}
		$levels = $this->levels->byCodes( $codes );
		foreach ( $entries as $entry ) {
			foreach ( array_keys( $entry->quantities ) as $objectId ) {
				foreach ( isset( $links[ $objectId ] ) ? $levels[ $links[ $objectId ]->code ] ?? [] : [] as $level ) {
					if ( $level->unitId === $entry->businessUnitId && $level->runId !== $runId && self::isLater( $entry, $level->readAt ) ) {
						return [
							'item'     => $level->code,
							'document' => $entry->documentName(),
							'at'       => intdiv( DatabaseClock::about(), 1000000 ),
						];
					}
				}
			}
		}
		return null;
	}

	/** Whether SORS certainly made the document after that moment: one whose reply was lost may be hours older than its acknowledgement. */
	private static function isLater( OutboxEntry $entry, int $moment ): bool {
		$made = $entry->isInDoubt() || $entry->lookups > 0 ? (int) strtotime( $entry->createdAt . ' UTC' ) * 1000000 : (int) $entry->acknowledgedAt;
		return $made > $moment;
	}

	/** @return array<string, array{item: string, document: string, at: int}> */
	private static function noted(): array {
		$noted = get_option( self::OPTION, [] );
		/** @var array<string, array{item: string, document: string, at: int}> $noted Only this class writes it. */
		return is_array( $noted ) ? $noted : [];
	}
}
