<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Settings\Settings;

/**
 * Where a run stands. It is saved in the same transaction as the work that
 * moved it on, so a killed run neither repeats nor skips any.
 */
final class Cursor {

	// Parts of reading, in their order.
	public const START    = '';
	public const GROUPS   = 'groups';
	public const PRODUCTS = 'products';
	public const MISSING  = 'missing';
	public const LEVELS   = 'levels';
	public const COMPARE  = 'compare';
	public const UNKNOWN  = 'unknown';

	// Parts of applying.
	public const PASSES     = 'passes';
	public const CATEGORIES = 'categories';
	public const ITEMS      = 'items';
	public const CONFIRM    = 'confirm';
	public const AGAIN      = 'again';
	public const KEPT       = 'kept';
	public const FINISH     = 'finish';

	/** Which part of its work comes next: one of the above. */
	public string $phase = self::START;

	/** The next page of the list being read; null = the first one. */
	public ?string $page = null;

	/** @var list<string> Business units whose stock is read, fixed for a reading. */
	public array $units = [];

	/** Fingerprint of the settings that this reading goes by. */
	public string $settings = '';

	/** @var list<string> Codes of the only items that are compared; [] = all. */
	public array $only = [];

	/** @var array<string, string|list<string>> Of a preview of another database: the settings that it goes by in place of the shop's. */
	public array $elsewhere = [];

	/** Index in `units` of the one being read. */
	public int $unit = 0;

	/** Id of the last link, item or product that was dealt with. */
	public int $after = 0;

	/** How often everything has been read from the start: what an earlier reading planned and this one did not is void. */
	public int $reading = 1;

	/** How many distinct records SORS has shown of the list being read, in all sweeps. */
	public int $seen = 0;

	/** How often the list has been gone through, and what this time showed: see Sweeps. */
	public int $sweep      = 1;
	public int $pages      = 0;
	public int $newInSweep = 0;
	public bool $shifted   = false;

	/** Pages in a row that showed nothing new. */
	public int $barren = 0;

	/** How many records SORS says the list has; -1 where it does not say. */
	public int $listTotal = -1;

	/** Records of this reading that could not be read, of all lists. */
	public int $unreadable = 0;

	/** One of them may be of any item: what this reading did not show is perhaps there all the same. */
	public bool $nameless = false;

	/** How many items SORS showed in all. */
	public int $listed = 0;

	/** Linked items that SORS no longer showed, without a change planned for them. */
	public int $missing = 0;

	/** Attempts in a row that failed, and the place at which they did: see StepRunner. */
	public int $attempts    = 0;
	public string $failedAt = '';

	/** Processes in a row that were cut off while they worked at the same place: see StepRunner. */
	public int $deaths = 0;

	/** After that, this many pieces are done each for itself, so that the one to blame can be told. */
	public int $careful = 0;

	/** Processes that were cut off in all, and pieces that were left out for it. */
	public int $cutOffs    = 0;
	public int $passedOver = 0;

	/** Lists are gone through again to confirm what was missing from them. */
	public bool $confirming = false;

	/** How many products would lose their stock only because no unit showed them. */
	public int $unconfirmed = 0;

	/** Some list came in several pages, between which an item may slip through. */
	public bool $hasPages = false;

	/** Products have SKUs that WooCommerce's look-up table lacks, so that it cannot be asked for them. */
	public bool $unlistedSkus = false;

	/** When this reading began, in microseconds of the database's clock. */
	public int $readFrom = 0;

	/** It was a preview, and a person has agreed to what it showed. */
	public bool $approved = false;

	/** This reading has counted as a pass for all items. */
	public bool $passCounted = false;

	/** @var list<string> Business units that had levels before, and of which this reading showed none. */
	public array $emptied = [];

	/** A step is under way that defers term counts. If the next step finds it so, that step died. */
	public bool $countsOpen = false;

	/** Term counts may be wrong and are made again at the end. */
	public bool $recount = false;

	/** Only changes since this moment are requested (UTC `Y-m-d H:i:s`); '' = everything. */
	public string $since = '';

	public static function fromJson( string $json ): self {
		$values = json_decode( $json, true );
		$cursor = new self();
		if ( ! is_array( $values ) ) {
			return $cursor;
		}
		foreach ( get_object_vars( $cursor ) as $name => $default ) {
			$value = $values[ $name ] ?? $default;
			// What an older version wrote differently starts over rather than confusing the run.
			if ( gettype( $value ) === gettype( $default ) || ( 'page' === $name && is_string( $value ) ) ) {
				$cursor->$name = $value;
			}
		}
		return $cursor;
	}

	public function toJson(): string {
		return (string) wp_json_encode( get_object_vars( $this ) );
	}

	/** Fixes the settings that a run's figures depend on, at the beginning of a reading. */
	public function bindTo( Settings $settings ): void {
		$this->units    = array_values( array_unique( array_filter( array_merge( $settings->businessUnitIds, [ $settings->priceUnit() ] ) ) ) );
		$this->settings = self::fingerprint( $settings );
	}

	/** With other settings, everything has to be read again. */
	public function isBoundTo( Settings $settings ): bool {
		return $this->settings === self::fingerprint( $settings );
	}

	public static function fingerprint( Settings $settings ): string {
		$relevant = [
			$settings->database,
			$settings->businessUnitIds,
			$settings->priceUnit(),
			$settings->priceType,
			$settings->wholePrices,
			$settings->stockMode,
			$settings->newProductStatus,
			$settings->missingProducts,
			$settings->fields,
			$settings->taxClassByVatRate,
		];
		return md5( (string) wp_json_encode( $relevant ) );
	}

	/** Whether everything is read, and not only what has changed. */
	public function isComplete(): bool {
		return '' === $this->since;
	}

	/** Whether what it did not show is not there: a reading of changes does not tell, nor one with a record of which nobody knows whose it is. */
	public function showsWhatIsGone(): bool {
		return $this->isComplete() && ! $this->nameless;
	}

	/** How many pieces are done together. */
	public function size( int $usual ): int {
		return $this->careful > 0 ? 1 : $usual;
	}

	public function isApplying(): bool {
		return in_array( $this->phase, [ self::PASSES, self::CATEGORIES, self::ITEMS, self::CONFIRM, self::AGAIN, self::KEPT, self::FINISH ], true );
	}

	/** Goes to the start of another part. */
	public function enter( string $phase ): void {
		$this->phase = $phase;
		$this->unit  = 0;
		$this->after = 0;
		$this->beginList();
	}

	/** Stands before the first page of a list. */
	public function beginList(): void {
		$this->seen  = 0;
		$this->sweep = $this->confirming ? 2 : 1;
		$this->beginSweep();
	}

	public function beginSweep(): void {
		$this->page       = null;
		$this->pages      = 0;
		$this->newInSweep = 0;
		$this->shifted    = false;
		$this->barren     = 0;
		$this->listTotal  = -1;
	}

	/** Starts over; what was approved stays approved. */
	public function readAgain(): void {
		++$this->reading;
		$this->confirming  = false;
		$this->passCounted = false;
		$this->unconfirmed = 0;
		$this->unreadable  = 0;
		$this->nameless    = false;
		$this->hasPages    = false;
		$this->listed      = 0;
		$this->missing     = 0;
		$this->attempts    = 0;
		$this->enter( self::START );
	}
}
