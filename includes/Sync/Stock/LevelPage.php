<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\StockLevel;
use SorsApi\Store\Level;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\UnreadableRecords;

/** Pages of stock levels; tells repeated records from two items with one code, and from two levels of one item. Pure but for unreadItems(). */
final class LevelPage {

	/** @var array<string, Level> To be stored. */
	public array $levels = [];
	/** @var list<int> Ids of stored levels that are the same on this page. */
	public array $confirmed = [];
	/** @var list<int> Ids of stored levels whose records cannot be read: they stay as they are. */
	public array $kept = [];
	/** @var array<string, array<string, string>> By code: what cannot be read of it. */
	public array $unreadable = [];
	/** @var array<string, true> By code: no stored level stands for such a record. */
	public array $unknown = [];
	/** @var array<string, array<string, string>> By id in SORS, '' = not read either: those whose code cannot be read, and which no link is known to have. */
	public array $nameless = [];
	/** On the page that was read last. */
	public int $new      = 0;
	public int $repeated = 0;
	public int $bad      = 0;
	/** @var array<string, string> Id in SORS => code, for records that do not carry the code. */
	private array $codes;
	/** The unit that was requested; '' = all of them. */
	private string $unit;
	/** @var list<string> Units that count. */
	private array $wanted;
	private int $runId;
	private int $readAt;
	private bool $complete;
	/** @var list<string> Fields that do not matter. */
	private array $unneeded;
	/** @var array<string, Level> By key: as they are stored. */
	private array $stored = [];

	/**
	 * @param array<string, string>      $codes
	 * @param list<string>               $wanted
	 * @param array<string, list<Level>> $known    By code: what was read before.
	 * @param bool                       $complete Whether all levels are read, and not only those that have changed.
	 * @param list<string>               $unneeded
	 */
	public function __construct( array $codes, string $unit, array $wanted, array $known, int $runId, int $readAt, bool $complete, array $unneeded = [] ) {
		$this->codes    = $codes;
		$this->unit     = $unit;
		$this->wanted   = $wanted;
		$this->runId    = $runId;
		$this->readAt   = $readAt;
		$this->complete = $complete;
		$this->unneeded = $unneeded;
		foreach ( $known as $levels ) {
			foreach ( $levels as $level ) {
				$this->stored[ self::key( $level ) ] = $level;
			}
		}
	}

	/** @param list<StockLevel> $records One page. */
	public function read( array $records ): void {
		$this->new      = 0;
		$this->repeated = 0;
		$onPage         = [];
		$this->bad      = 0;
		foreach ( $records as $record ) {
			$faults = $record->faults( $this->unneeded );
			if ( [] !== $faults ) {
				++$this->new;
				++$this->bad;
				$this->keep( $record, $faults );
				continue;
			}
			$level = $this->level( $record );
			if ( null === $level || ! in_array( $level->unitId, $this->wanted, true ) ) {
				// Not ours, but it counts as seen, since SORS counts it in its total.
				++$this->new;
				continue;
			}
			$key    = self::key( $level );
			$stored = $this->stored[ $key ] ?? null;
			if ( ! $this->complete && null !== $stored ) {
				// Of two items with one code only one may have changed: the other one is there all the same.
				$level->conflict = 0 === $stored->conflict && self::isAnother( $stored, $level->sorsId ) ? Level::TWO_ITEMS : $stored->conflict;
			}
			$this->take( $level, $this->levels[ $key ] ?? ( null !== $stored && $stored->runId === $this->runId ? $stored : null ), $onPage[ $key ] ?? null );
			$onPage[ $key ] = $level;
		}
	}

	/** Once all pages are read. Most levels are unchanged: only their moment has to be written, at a fraction of the cost. */
	public function separateUnchanged(): void {
		foreach ( $this->levels as $key => $level ) {
			if ( isset( $this->stored[ $key ] ) && $this->stored[ $key ]->saysTheSameAs( $level ) ) {
				$this->confirmed[] = $this->stored[ $key ]->id;
				unset( $this->levels[ $key ] );
			}
		}
	}

	/** @param list<string> $wanted What the record says counts, whatever was requested: a server may show more than that. */
	public static function unitOf( StockLevel $record, string $requested, array $wanted ): string {
		return $record->businessUnitId ?? ( '' === $requested ? ( $wanted[0] ?? '' ) : $requested );
	}

	/** @param array<string, string> $faults See Record::faults(). What was known of the level stays, with its moment. */
	private function keep( StockLevel $record, array $faults ): void {
		$code = $this->code( $record );
		$id   = (string) $record->productId;
		if ( null === $code ) {
			if ( null === $record->productCode && ( '' === $id || isset( $faults['productCode'] ) ) ) {
				$this->nameless[ $id ] = $faults;
			}
			return;
		}
		$unit = isset( $faults['businessUnitId'] ) && '' === $this->unit ? null : self::unitOf( $record, $this->unit, $this->wanted );
		if ( null !== $unit && ! in_array( $unit, $this->wanted, true ) ) {
			return;
		}
		$isKnown = false;
		foreach ( $this->stored as $key => $level ) {
			if ( $level->code !== $code || ! in_array( $unit, [ null, $level->unitId ], true ) ) {
				continue;
			}
			$read    = $this->levels[ $key ] ?? ( $level->runId === $this->runId ? $level : null );
			$isKnown = null !== $unit && ( null === $read || ! self::isAnother( $read, $id ) );
			// A second item with its code may follow.
			$level->runId = $this->runId;
			$this->kept[] = $level->id;
		}
		$this->unreadable[ $code ] = $faults + ( $this->unreadable[ $code ] ?? [] );
		if ( ! $isKnown ) {
			$this->unknown[ $code ] = true;
		}
	}

	/** Null where the item is not known. */
	private function code( StockLevel $record ): ?string {
		$code = $record->productCode ?? $this->codes[ (string) $record->productId ] ?? null;
		return null === $code || '' === trim( $code ) || mb_strlen( $code ) > 191 ? null : $code;
	}

	private function level( StockLevel $record ): ?Level {
		$code = $this->code( $record );
		if ( null === $code ) {
			return null;
		}
		$level         = new Level( $code, self::unitOf( $record, $this->unit, $this->wanted ), $this->readAt );
		$level->sorsId = (string) $record->productId;
		foreach ( [ 'onHand', 'reserved', 'available', 'priceWithVat', 'priceWithoutVat' ] as $figure ) {
			// A sum in SORS' own floating point may come as 0.30000000000000004.
			$level->$figure = null === $record->$figure ? null : Decimal::round( $record->$figure, 6 );
		}
		return $level;
	}

	/** @param Level|null $beside On the same page: from one page to the next, its figures may have changed. */
	private function take( Level $level, ?Level $before, ?Level $beside ): void {
		if ( null === $before ) {
			++$this->new;
		} elseif ( self::isAnother( $before, $level->sorsId ) ) {
			++$this->new;
			$level->conflict = Level::TWO_ITEMS;
		} elseif ( null !== $beside && $beside->figures() !== $level->figures() ) {
			++$this->new;
			$level->conflict = 0 === $before->conflict ? Level::TWO_FIGURES : $before->conflict;
		} else {
			++$this->repeated;
			$level->conflict = 0 === $before->conflict ? $level->conflict : $before->conflict;
		}
		$this->levels[ self::key( $level ) ] = $level;
	}

	private static function isAnother( Level $level, string $sorsId ): bool {
		return $level->sorsId !== $sorsId && '' !== $level->sorsId && '' !== $sorsId;
	}

	private static function key( Level $level ): string {
		return $level->unitId . "\n" . $level->code;
	}

	/** @return list<RunItem> What cannot be read, by name. Those that the shop has are counted when they are compared. */
	public function unreadItems( Run $run ): array {
		$all   = [] === $run->cursor->only ? $this->unreadable : array_intersect_key( $this->unreadable, array_flip( $run->cursor->only ) );
		foreach ( $this->nameless as $id => $faults ) {
			/* translators: %s: number of an item in SORS */
			$all[ Sentence::__( '(no code, SORS number %s)', 'sors-api-for-woocommerce', '' === $id ? '—' : (string) $id ) ] = $faults;
		}
		$codes = array_map( 'strval', array_keys( $all ) );
		$known = RunItems::known( $run->id, $run->cursor->reading, $codes );
		$links = Links::byCodes( $codes );
		$items = [];
		foreach ( $codes as $code ) {
			$link          = $links[ $code ] ?? null;
			$item          = RunItem::skipped( $code, $code, UnreadableRecords::reason( $all[ $code ] ), null === $link ? 0 : $link->objectId, UnreadableRecords::PROBLEM );
			$item->payload = [ 'kept' => ! isset( $this->unknown[ $code ] ) && ( $known[ $code ]->payload['kept'] ?? true ) ];
			$items[]       = $item;

			$run->skipped   += null === $link && ! isset( $known[ $code ] ) ? 1 : 0;
			$run->processed += null === $link && ! isset( $known[ $code ] ) ? 1 : 0;
		}
		return $items;
	}
}
