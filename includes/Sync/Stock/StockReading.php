<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Database\DatabaseClock;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsNotices;
use SorsApi\Sors\Api;
use SorsApi\Sors\Page;
use SorsApi\Sors\StockLevel;
use SorsApi\Store\Level;
use SorsApi\Store\Levels;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\ReadAhead;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Sync\Engine\Sweeps;

/** Gathers stock levels, unit by unit: what an item has is known only once all units were read. */
final class StockReading {
	private Api $api;
	private Levels $levels;
	private Links $links;

	public function __construct( Api $api, Levels $levels, Links $links ) {
		$this->api    = $api;
		$this->levels = $levels;
		$this->links  = $links;
	}

	/** @throws RunRefused Where the figures of this SORS, taken for these settings, would sell goods twice. */
	public function begin( Run $run, Lease $lease, Settings $settings ): void {
		$refused = $this->api->tellsReserved() ? [] : SettingsNotices::errorsWithoutReserved( $settings );
		if ( [] !== $refused ) {
			throw new RunRefused( 'refused_settings', (string) reset( $refused ) );
		}
		$run->resetCounts();
		$run->state   = Run::READING;
		$run->message = __( 'Reading from SORS.', 'sors-api-for-woocommerce' );
		$run->cursor->readFrom = DatabaseClock::now();
		$run->cursor->since    = $this->since( $run, $settings );
		$run->partial          = '' !== $run->cursor->since;
		$run->cursor->enter( Cursor::LEVELS );
		$lease->hold(
			$run,
			function () use ( $run ): void {
				$this->levels->forget( $run->id );
			}
		);
	}

	public function levels( Run $run, Lease $lease, Settings $settings ): void {
		$cursor = $run->cursor;
		$byUnit = $this->api->supportsQuery( 'listInventory', 'businessUnitId' );
		$unit   = $byUnit ? $cursor->units[ $cursor->unit ] : '';
		$query  = $byUnit ? [ 'businessUnitId' => $unit ] : [];
		if ( '' !== $cursor->since ) {
			$query['modifiedSince'] = new \DateTimeImmutable( $cursor->since, new \DateTimeZone( 'UTC' ) );
		}
		$lease->renew();
		// Of the first of these pages: too early a moment never lets a figure contain a sale that it does not.
		$readAt = DatabaseClock::now();
		$ahead  = ReadAhead::from( $cursor->page, fn( ?string $at ): Page => $this->api->listInventory( $run->database, $query, $at ) );
		$codes  = $this->codes( $run, $ahead->records() );
		$found  = new LevelPage( $codes, $unit, $cursor->units, $this->known( $ahead->records(), $codes, $unit, $cursor->units ), $run->id, $readAt );
		foreach ( $ahead->pages as $page ) {
			$found->read( $page->items );
			$cursor->listed += $found->new;
			$complete        = Sweeps::take( $cursor, $page, $found->new, $found->repeated );
			if ( $complete ) {
				break;
			}
		}
		$found->setApart();
		$this->progress( $run, $complete, $byUnit );
		$lease->hold(
			$run,
			function () use ( $run, $found, $readAt ): void {
				$this->levels->confirm( $run->id, $found->confirmed, $readAt );
				$this->levels->put( $run->id, array_values( $found->levels ) );
			}
		);
		if ( ! $complete ) {
			$ahead->complain();
		}
	}

	/** What a person asked for is looked at as a whole; so is what was to be read once more. */
	private function since( Run $run, Settings $settings ): string {
		$partial = 'schedule' === $run->startedBy && 1 === $run->cursor->reading && $this->api->supportsQuery( 'listInventory', 'modifiedSince' );
		return $partial ? StockPasses::since( $settings, $run->cursor->readFrom ) : '';
	}

	/**
	 * Where SORS names the item by its number only, the last catalogue run knows its code.
	 *
	 * @param list<StockLevel> $records
	 *
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
		return $codes + $this->links->codesBySorsIds( $run->database, $unnamed );
	}

	/**
	 * @param list<StockLevel>      $records
	 * @param array<string, string> $codes   Of the records.
	 * @param list<string>          $wanted  Units.
	 *
	 * @return array<string, list<Level>> By code: what was read of these records before.
	 */
	private function known( array $records, array $codes, string $unit, array $wanted ): array {
		$units = [];
		foreach ( $records as $record ) {
			$units[] = LevelPage::unitOf( $record, $unit, $wanted );
		}
		return [] === $units ? [] : $this->levels->byCodes( array_values( array_unique( $codes ) ), array_values( array_unique( $units ) ) );
	}

	private function progress( Run $run, bool $complete, bool $byUnit ): void {
		$cursor = $run->cursor;
		if ( $complete ) {
			$cursor->beginList();
			++$cursor->unit;
			if ( ! $byUnit || $cursor->unit >= count( $cursor->units ) ) {
				$cursor->enter( Cursor::COMPARE );
			}
		}
		/* translators: %s: number of stock levels */
		$run->message = sprintf( __( 'Reading from SORS: %s stock levels so far.', 'sors-api-for-woocommerce' ), number_format_i18n( $cursor->listed ) );
	}
}
