<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Store\Level;
use SorsApi\Store\Levels;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;

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

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * Call it once a reading of changes is over. What it finds missing is noted.
	 *
	 * @param int $from When the reading before this one began: what was acknowledged earlier was watched then.
	 * @param int $full When the last complete one began: what has no level had none then.
	 * @return bool Whether every document that had to change a stock level did.
	 */
	public function isComplete( Run $run, int $from, int $full ): bool {
		$counted = new CountedDocuments( $this->api );
		$after   = 0;
		do {
			$entries = OutboxTable::acknowledgedBetween( $from, $run->cursor->readFrom, $after, self::BATCH );
			$after   = max( [ $after, ...array_column( $entries, 'id' ) ] );
			$shown  = array_values( array_filter( $entries, static fn( OutboxEntry $entry ): bool => $counted->contain( $entry ) && null !== $counted->unitOf( $entry ) ) );
			$missed = $this->missed( $run, $shown, $full );
			if ( null !== $missed ) {
				update_option( self::OPTION, [ $run->database => $missed ] + self::noted(), false );
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
	 * @return array{item: string, document: string, at: int}|null
	 */
	private function missed( Run $run, array $entries, int $full ): ?array {
		$objectIds = [];
		foreach ( $entries as $entry ) {
			$objectIds += $entry->quantities;
		}
		$links  = Links::byObjectIds( array_keys( $objectIds ) );
		$levels = Levels::byCodes( array_column( $links, 'code' ) );
		foreach ( $entries as $entry ) {
			foreach ( array_keys( $entry->quantities ) as $objectId ) {
				$link = $links[ $objectId ] ?? null;
				if ( null !== $link && self::isUnseen( $run, $link, $levels[ $link->code ] ?? [], $entry, $full ) && [] === RunItems::known( $run->id, $run->cursor->reading, [ $link->code ] ) ) {
					return [
						'item'     => $link->code,
						'document' => $entry->documentName(),
						'at'       => intdiv( DatabaseClock::about(), 1000000 ),
					];
				}
			}
		}
		return null;
	}

	/** @param list<Level> $levels Of the item: whether the document had to change one that this reading does not show. */
	private static function isUnseen( Run $run, Link $link, array $levels, OutboxEntry $entry, int $full ): bool {
		foreach ( $levels as $level ) {
			if ( $level->unitId === $entry->businessUnitId ) {
				return $level->runId !== $run->id && self::isLater( $entry, $level->readAt );
			}
		}
		// It makes one where there was none. What has a level nowhere may be something of which SORS keeps no stock.
		return [] !== $levels && ! $link->isService() && in_array( $entry->businessUnitId, $run->cursor->units, true ) && self::isLater( $entry, $full );
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
