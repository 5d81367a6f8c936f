<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/**
 * Where a run stands. It is saved in the same transaction as the work that
 * moved it on, so a killed run neither repeats nor skips any.
 */
final class Cursor {

	/** Which part of its work comes next; the names are each kind's own. */
	public string $phase = '';

	/** The next page of the list that SORS is being asked for; null = the first one. */
	public ?string $page = null;

	/** @var list<string> Business units whose stock is read, fixed for a reading. */
	public array $units = [];

	/** Which settings this reading goes by: see RunSettings. */
	public string $settings = '';

	/** Index in `units` of the one being read. */
	public int $unit = 0;

	/** Row id of the last link, item or product that was dealt with. */
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

	/** How many items SORS showed in all. */
	public int $listed = 0;

	/** Linked items that SORS no longer showed, without a change planned for them. */
	public int $missing = 0;

	/** Requests in a row that failed. */
	public int $attempts = 0;

	/** Lists are gone through again to confirm what was missing from them. */
	public bool $confirming = false;

	/** How many products would lose their stock only because no unit showed them. */
	public int $unconfirmed = 0;

	/** Some list came in several pages, between which an item may slip through. */
	public bool $hasPages = false;

	/** When this reading began, in microseconds of the database's clock. */
	public int $readFrom = 0;

	/** A person has seen what will be changed and agreed. */
	public bool $approved = false;

	/** The run has stopped before because SORS showed nothing: an approval holds for that too. */
	public bool $warned = false;

	/** A step is under way that puts off term counts; found so by the next one, it died. */
	public bool $countsOpen = false;

	/** Term counts may be wrong and are made anew at the end. */
	public bool $recount = false;

	/** Only what changed since this moment was asked for (UTC `Y-m-d H:i:s`); '' = all there is. */
	public string $since = '';

	public static function fromJson( string $json ): self {
		$values = json_decode( $json, true );
		$cursor = new self();
		if ( ! is_array( $values ) ) {
			return $cursor;
		}
		foreach ( get_object_vars( $cursor ) as $name => $default ) {
			$value = $values[ $name ] ?? $default;
			// What an older version wrote otherwise starts over rather than confusing the run.
			if ( gettype( $value ) === gettype( $default ) || ( 'page' === $name && is_string( $value ) ) ) {
				$cursor->$name = $value;
			}
		}
		return $cursor;
	}

	public function toJson(): string {
		return (string) wp_json_encode( get_object_vars( $this ) );
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
		$this->unconfirmed = 0;
		$this->hasPages    = false;
		$this->listed      = 0;
		$this->enter( Phase::START );
		$this->missing  = 0;
		$this->attempts = 0;
	}
}
