<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Database\DatabaseClock;
use SorsApi\Ledger\Ledger;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsNotices;
use SorsApi\Sors\Api;
use SorsApi\Sors\Page;
use SorsApi\Sors\StockLevel;
use SorsApi\Store\Level;
use SorsApi\Store\Levels;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Approval;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\KindOfRun;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\ReadAhead;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Sync\Engine\StepBudget;
use SorsApi\Sync\Engine\Sweeps;
use SorsApi\Sync\Engine\UnreadableRecords;
use SorsApi\Sync\Pending\Danger;
use SorsApi\Sync\Pending\PendingList;

defined( 'ABSPATH' ) || exit;

/**
 * Stock levels and prices of SORS: stock and regular prices of the shop.
 *
 * Gathers the levels unit by unit: what an item has is known only once all units were read. A scheduled run asks only
 * for changes, where SORS can tell them, as long as everything was read within the time that the owner chose.
 */
final class StockRun implements KindOfRun {

	private Api $api;
	private StockComparing $comparing;
	private StockApplying $applying;
	private Ledger $ledger;
	private ChangesWatch $watch;

	public function __construct( Api $api, StockComparing $comparing, StockApplying $applying, Ledger $ledger, ChangesWatch $watch ) {
		$this->api       = $api;
		$this->comparing = $comparing;
		$this->applying  = $applying;
		$this->ledger    = $ledger;
		$this->watch     = $watch;
	}

	public function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		// The plugin may have been switched off since it began. Orders of that time are later than any figure that was read, and count against it: nothing has to be read again.
		if ( Cursor::START !== $run->cursor->phase && ! OpenOrders::haveAll() ) {
			if ( ! $this->hasOpenOrders( $run, $lease ) ) {
				return;
			}
			$run->message = Sentence::__( 'Continuing from where it stopped.', 'sors-api-for-woocommerce' );
		}
		switch ( $run->cursor->phase ) {
			case Cursor::START:
				if ( StockFollowUp::leftovers( $run, $lease, $budget ) && $this->hasOpenOrders( $run, $lease ) ) {
					$this->begin( $run, $lease, $settings );
				}
				break;
			case Cursor::LEVELS:
				$this->levels( $run, $lease, $settings );
				break;
			case Cursor::COMPARE:
				if ( $this->hasAllChanges( $run, $lease ) && ! $this->comparing->nothingShown( $run, $lease ) ) {
					$this->comparing->linked( $run, $lease, $settings );
				}
				break;
			case Cursor::UNKNOWN:
				$this->comparing->unlinked( $run, $lease, $settings );
				break;
			case Cursor::ITEMS:
			case Cursor::AGAIN:
				$this->applying->items( $run, $lease, $settings, $budget );
				break;
			case Cursor::CONFIRM:
			case Cursor::KEPT:
				$this->applying->confirm( $run, $lease, $settings );
				break;
			default:
				$this->finish( $run, $lease, $settings );
		}
	}

	public function passOver( Run $run, Lease $lease, string $reason ): bool {
		return $this->applying->passOver( $run, $lease, $reason );
	}

	/** Goods of orders that are not in the outbox yet would come back on sale. */
	private function hasOpenOrders( Run $run, Lease $lease ): bool {
		if ( $this->ledger->isComplete( 2 ) ) {
			return true;
		}
		$run->message = self::countsOrders();
		$lease->hold( $run, static function (): void {} );
		return false;
	}

	/** What keeps it from writing any stock until then. */
	public static function countsOrders(): string {
		return Sentence::__( 'The open orders of the shop are being counted first, so that nothing is sold twice.', 'sors-api-for-woocommerce' );
	}

	/** @throws RunRefused Where the figures of this SORS, taken for these settings, would sell goods twice. */
	private function begin( Run $run, Lease $lease, Settings $settings ): void {
		$refused = $this->api->tellsReserved() ? [] : SettingsNotices::errorsWithoutReserved( $settings->toArray() );
		if ( [] !== $refused ) {
			( new RunRefused( 'refused_settings', (string) reset( $refused ) ) )->throw();
		}
		$run->resetCounts();
		$run->state            = Run::READING;
		$run->message          = Sentence::__( 'Reading from SORS.', 'sors-api-for-woocommerce' );
		$run->cursor->readFrom = DatabaseClock::moment();
		$run->cursor->since    = StockPasses::since( $run, $settings, $this->api->supportsQuery( 'listInventory', 'modifiedSince' ) );
		$run->cursor->enter( Cursor::LEVELS );
		$lease->hold( $run, static fn() => Levels::forget( $run->id ) );
	}

	private function levels( Run $run, Lease $lease, Settings $settings ): void {
		$cursor = $run->cursor;
		$byUnit = $this->api->supportsQuery( 'listInventory', 'businessUnitId' );
		$unit   = $byUnit ? $cursor->units[ $cursor->unit ] : '';
		$query  = $byUnit ? [ 'businessUnitId' => $unit ] : [];
		if ( ! $cursor->isComplete() ) {
			$query['modifiedSince'] = new \DateTimeImmutable( $cursor->since, new \DateTimeZone( 'UTC' ) );
		}
		$lease->renew();
		// Of the first of these pages: with too early a moment, a figure is never thought to contain a sale that it does not.
		$readAt = DatabaseClock::moment();
		$ahead  = ReadAhead::from( $cursor, fn( ?string $at ): Page => $this->api->listInventory( $run->database, $query, $at, false ) );
		$codes  = $this->codes( $run, $ahead->records() );
		$found  = new LevelPage( $codes, $unit, $cursor->units, $this->known( $ahead->records(), $codes, $unit, $cursor->units ), $run->id, $readAt, $cursor->isComplete(), StockFigure::unneeded( $settings ) );
		foreach ( $ahead->pages as $page ) {
			$found->read( $page->items );
			$cursor->listed     += $found->new;
			$cursor->unreadable += $found->bad;
			$complete            = Sweeps::take( $cursor, $page, $found->new, $found->repeated );
			if ( $complete ) {
				break;
			}
		}
		UnreadableRecords::limit( $cursor, $cursor->listed, 'listInventory', $ahead->records() );
		$found->separateUnchanged();
		$cursor->nameless = $cursor->nameless || isset( $found->nameless[''] ) || ( [] !== $found->nameless && ! Links::haveIds( $run->database ) );
		$unread           = $found->unreadItems( $run );
		if ( $complete ) {
			$cursor->beginList();
			++$cursor->unit;
			if ( ! $byUnit || $cursor->unit >= count( $cursor->units ) ) {
				$cursor->enter( Cursor::COMPARE );
			}
		}
		/* translators: %s: number of stock levels */
		$run->message = Sentence::__( 'Reading from SORS: %s stock levels so far.', 'sors-api-for-woocommerce', Sentence::number( $cursor->listed ) );
		$lease->hold(
			$run,
			function () use ( $run, $found, $readAt, $unread ): void {
				Levels::confirm( $run->id, $found->confirmed, $readAt );
				Levels::put( $run->id, array_values( $found->levels ) );
				Levels::confirm( $run->id, $found->kept, null );
				RunItems::put( $run->id, $run->cursor->reading, $unread );
			}
		);
		if ( ! $complete ) {
			$ahead->complain();
		}
	}

	/** A reading of changes that misses one is thrown away: everything is read instead. */
	private function hasAllChanges( Run $run, Lease $lease ): bool {
		$passes = StockPasses::all();
		if ( $run->cursor->isComplete() || 0 !== $run->cursor->after || $this->watch->isComplete( $run, $passes['last'], $passes['full'] ) ) {
			return true;
		}
		Log::warning( sprintf( '%s: SORS shows no change of an item that a document of ours has changed: %s', $run->name(), (string) wp_json_encode( ChangesWatch::reason( $run->database ) ) ) );
		$run->message = Sentence::__( 'SORS did not show all changes, so all stock is read.', 'sors-api-for-woocommerce' );
		$run->cursor->readAgain();
		$lease->hold( $run, static function (): void {} );
		return false;
	}

	/**
	 * Where SORS gives only the item's number, the last catalogue run knows its code.
	 *
	 * @param list<StockLevel> $records
	 * @return array<string, string> Id in SORS => code.
	 */
	private function codes( Run $run, array $records ): array {
		$codes   = [];
		$unnamed = [];
		foreach ( $records as $record ) {
			if ( null !== $record->productCode ) {
				$codes[ (string) $record->productId . "\n" . $record->productCode ] = $record->productCode;
			} elseif ( null !== $record->productId ) {
				$unnamed[] = $record->productId;
			}
		}
		return $codes + array_column( Links::bySorsIds( $run->database, $unnamed ), 'code', 'sorsId' );
	}

	/**
	 * @param list<StockLevel>      $records
	 * @param array<string, string> $codes   Of the records.
	 * @param list<string>          $wanted  Units.
	 * @return array<string, list<Level>> By code: what was read of these records before.
	 */
	private function known( array $records, array $codes, string $unit, array $wanted ): array {
		$units = [];
		$all   = false;
		foreach ( $records as $record ) {
			$units[] = LevelPage::unitOf( $record, $unit, $wanted );
			$all     = $all || ( '' === $unit && isset( $record->faults()['businessUnitId'] ) );
		}
		return [] === $units ? [] : Levels::byCodes( array_values( array_unique( $codes ) ), $all ? null : array_values( array_unique( $units ) ) );
	}

	private function finish( Run $run, Lease $lease, Settings $settings ): void {
		Approval::end(
			$run,
			$lease,
			function () use ( $run, $settings ): void {
				$emptied = PendingList::have( 'stock', Danger::EMPTIED ) ? $run->cursor->emptied : [];
				if ( $run->cursor->showsWhatIsGone() ) {
					Levels::keepOnly( $run->id, $run->cursor->only, $emptied );
				}
				if ( ! $run->limited ) {
					StockPasses::note( $run, $settings, $emptied );
				}
			}
		);
	}
}
