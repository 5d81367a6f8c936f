<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Settings\Settings;

/** Where a run stands: saved in the transaction of the work that moved it on, so that a killed run neither repeats nor skips any. */
final class Cursor {

	// Parts of reading, in their order; then those of applying.
	public const START      = '';
	public const GROUPS     = 'groups';
	public const PRODUCTS   = 'products';
	public const MISSING    = 'missing';
	public const LEVELS     = 'levels';
	public const COMPARE    = 'compare';
	public const UNKNOWN    = 'unknown';
	public const PASSES     = 'passes';
	public const CATEGORIES = 'categories';
	public const ITEMS      = 'items';
	public const CONFIRM    = 'confirm';
	public const AGAIN      = 'again';
	public const KEPT       = 'kept';
	public const FINISH     = 'finish';

	/** Which part of its work comes next: one of the above. */
	public string $phase = self::START;
	/** @var list<string> Business units whose stock is read, fixed for a reading. */
	public array $units = [];
	/** Index in `units` of the one being read. */
	public int $unit = 0;
	/** Id of the last link, item or product that was dealt with. */
	public int $after = 0;
	/** Fingerprint of the settings that this reading goes by. */
	public string $settings = '';
	/** @var list<string> Codes of the only items that are compared; [] = all. */
	public array $only = [];
	/** @var array<string, string|list<string>> Of a preview of another database: the settings that it goes by in place of the shop's. */
	public array $elsewhere = [];
	/** It was a preview, and a person has agreed to what it showed. */
	public bool $approved = false;
	/** A step that defers term counts is under way, or was cut off: they are made again at the end. */
	public bool $countsOpen = false;

	// This reading.
	/** Which one it is: what an earlier one planned and this one did not is void. */
	public int $reading = 1;
	/** When it began, in microseconds of the database's clock. */
	public int $readFrom = 0;
	/** It asks only for changes since this moment (UTC `Y-m-d H:i:s`); '' = for everything. */
	public string $since = '';
	/** How many items SORS showed in all. */
	public int $listed = 0;
	/** Linked items that it did not show, without a change planned for them. */
	public int $missing = 0;
	/** Records that could not be read, of all lists. */
	public int $unreadable = 0;
	/** One of them may be of any item: what this reading did not show is perhaps there all the same. */
	public bool $nameless = false;
	/** @var list<string> Business units that had levels before, and of which it showed none. */
	public array $emptied = [];
	/** Products that would lose their stock only because no unit showed them. */
	public int $unconfirmed = 0;
	/** Lists are gone through again to confirm what was missing from them. */
	public bool $confirming = false;
	/** Some list came in several pages, between which an item may slip through. */
	public bool $hasPages = false;
	/** Products have SKUs that WooCommerce's look-up table lacks, so that it cannot be asked for them. */
	public bool $unlistedSkus = false;

	// The list being read: see Sweeps.
	/** Its next page; null = the first one. */
	public ?string $page = null;
	/** Its length as SORS says it; -1 where it does not. */
	public int $listTotal = -1;
	/** Distinct records that SORS has shown of it, in all sweeps. */
	public int $seen = 0;
	public int $sweep = 1;
	public int $pages = 0;
	public bool $shifted = false;
	/** Pages in a row that showed nothing new. */
	public int $barren = 0;

	// What went wrong: see StepRunner.
	/** Attempts in a row that failed, and the place at which they did. */
	public int $attempts = 0;
	public string $failedAt = '';
	/** Processes in a row that were cut off at the same place. */
	public int $deaths = 0;
	/** After that, this many pieces are done each for itself, so that the one to blame can be told. */
	public int $careful = 0;
	/** Processes that were cut off in all, and pieces that were left out for it. */
	public int $cutOffs    = 0;
	public int $passedOver = 0;

	public static function fromJson( string $json ): self {
		$values = (array) json_decode( $json, true );
		$cursor = new self();
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

	/** At the beginning of a reading. */
	public function bindTo( Settings $settings ): void {
		$this->units    = array_values( array_unique( array_filter( array_merge( $settings->businessUnitIds, [ $settings->priceUnit() ] ) ) ) );
		$this->settings = self::fingerprint( $settings );
	}

	public function isBoundTo( Settings $settings ): bool {
		return $this->settings === self::fingerprint( $settings );
	}

	public static function fingerprint( Settings $settings ): string {
		$read     = [ $settings->database, $settings->businessUnitIds, $settings->priceUnit(), $settings->priceType, $settings->wholePrices, $settings->stockMode ];
		$relevant = [ ...$read, $settings->newProductStatus, $settings->missingProducts, $settings->fields, $settings->taxClassByVatRate ];
		return md5( (string) wp_json_encode( $relevant ) );
	}

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

	public function enter( string $phase ): void {
		$this->phase = $phase;
		$this->unit  = 0;
		$this->after = 0;
		$this->beginList();
	}

	public function beginList(): void {
		$this->seen  = 0;
		$this->sweep = $this->confirming ? 2 : 1;
		$this->beginSweep();
	}

	public function beginSweep(): void {
		$this->page      = null;
		$this->pages     = 0;
		$this->shifted   = false;
		$this->barren    = 0;
		$this->listTotal = -1;
	}

	/** Starts over; what was approved stays approved. */
	public function readAgain(): void {
		++$this->reading;
		$this->confirming  = false;
		$this->unconfirmed = 0;
		$this->unreadable  = 0;
		$this->nameless    = false;
		$this->hasPages    = false;
		$this->listed      = 0;
		$this->missing     = 0;
		$this->enter( self::START );
	}
}
