<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Sors\Decimal;
use SorsApi\Sors\StockLevel;
use SorsApi\Store\Level;

/** Pure: pages of stock levels; tells repeated records from two items with one code, and from two levels of one item. */
final class LevelPage {

	/** @var array<string, Level> To be stored. */
	public array $levels = [];

	/** @var list<int> Ids of stored levels that are the same on this page. */
	public array $confirmed = [];

	/** On the page that was read last. */
	public int $new      = 0;
	public int $repeated = 0;

	/** @var array<string, string> Id in SORS => code, for records that do not carry the code. */
	private array $codes;

	/** The unit that was requested; '' = all of them. */
	private string $unit;

	/** @var list<string> Units that count. */
	private array $wanted;
	private int $runId;
	private int $readAt;
	private bool $complete;

	/** @var array<string, Level> By key: as they are stored. */
	private array $stored = [];

	/**
	 * @param array<string, string>      $codes
	 * @param list<string>               $wanted
	 * @param array<string, list<Level>> $known    By code: what was read before.
	 * @param bool                       $complete Whether all levels are read, and not only those that have changed.
	 */
	public function __construct( array $codes, string $unit, array $wanted, array $known, int $runId, int $readAt, bool $complete ) {
		$this->codes    = $codes;
		$this->unit     = $unit;
		$this->wanted   = $wanted;
		$this->runId    = $runId;
		$this->readAt   = $readAt;
		$this->complete = $complete;
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
		foreach ( $records as $record ) {
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
				$level->conflict = 0 === $stored->conflict && self::areTwo( $stored, $level ) ? Level::TWO_ITEMS : $stored->conflict;
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

	/**
	 * What the record says, whatever was requested: a server may show more than that.
	 *
	 * @param list<string> $wanted
	 */
	public static function unitOf( StockLevel $record, string $requested, array $wanted ): string {
		return $record->businessUnitId ?? ( '' === $requested ? ( $wanted[0] ?? '' ) : $requested );
	}

	/** Null where the code of the item is not known. */
	private function level( StockLevel $record ): ?Level {
		$code = $record->productCode ?? $this->codes[ (string) $record->productId ] ?? null;
		if ( null === $code || '' === trim( $code ) || mb_strlen( $code ) > 191 ) {
			return null;
		}
		$level                  = new Level( $code, self::unitOf( $record, $this->unit, $this->wanted ), $this->readAt );
		$level->sorsId          = (string) $record->productId;
		$level->onHand          = self::rounded( $record->onHand );
		$level->reserved        = self::rounded( $record->reserved );
		$level->available       = self::rounded( $record->available );
		$level->priceWithVat    = self::rounded( $record->priceWithVat );
		$level->priceWithoutVat = self::rounded( $record->priceWithoutVat );
		return $level;
	}

	/** A sum in SORS' own floating point may come as 0.30000000000000004. */
	private static function rounded( ?string $decimal ): ?string {
		return null === $decimal ? null : Decimal::round( $decimal, 6 );
	}

	/** @param Level|null $beside On the same page: from one page to the next, its figures may have changed. */
	private function take( Level $level, ?Level $before, ?Level $beside ): void {
		if ( null === $before ) {
			++$this->new;
		} elseif ( self::areTwo( $before, $level ) ) {
			++$this->new;
			$level->conflict = Level::TWO_ITEMS;
		} elseif ( null !== $beside && ! $beside->hasFiguresOf( $level ) ) {
			++$this->new;
			$level->conflict = 0 === $before->conflict ? Level::TWO_FIGURES : $before->conflict;
		} else {
			++$this->repeated;
			$level->conflict = 0 === $before->conflict ? $level->conflict : $before->conflict;
		}
		$this->levels[ self::key( $level ) ] = $level;
	}

	private static function areTwo( Level $one, Level $other ): bool {
		return $one->sorsId !== $other->sorsId && '' !== $one->sorsId && '' !== $other->sorsId;
	}

	private static function key( Level $level ): string {
		return $level->unitId . "\n" . $level->code;
	}
}
