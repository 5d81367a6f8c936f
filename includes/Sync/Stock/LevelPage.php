<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Sors\Decimal;
use SorsApi\Sors\StockLevel;
use SorsApi\Store\Level;

/** Pure: one page of stock levels, its repeated and its doubled codes told apart. */
final class LevelPage {

	/** @var array<string, Level> To be stored. */
	public array $levels = [];

	/** @var list<int> Row ids of levels that stand in the table already, as they are on this page. */
	public array $confirmed = [];
	public int $new         = 0;
	public int $repeated    = 0;

	/**
	 * @param list<StockLevel>           $records
	 * @param array<string, string>      $codes  Id in SORS => code, for records that do not carry the code.
	 * @param string                     $unit   The unit that was asked for; '' = all of them.
	 * @param list<string>               $wanted Units that count.
	 * @param array<string, list<Level>> $known  By code: what was read before.
	 */
	public function __construct( array $records, array $codes, string $unit, array $wanted, array $known, int $runId, int $readAt ) {
		$before = [];
		$stored = [];
		foreach ( $known as $levels ) {
			foreach ( $levels as $level ) {
				$stored[ self::key( $level ) ] = $level;
				if ( $level->runId === $runId ) {
					$before[ self::key( $level ) ] = $level;
				}
			}
		}
		foreach ( $records as $record ) {
			$level = self::level( $record, $codes, '' === $unit && null === $record->businessUnitId ? ( $wanted[0] ?? '' ) : $unit, $readAt );
			if ( null === $level || ! in_array( $level->unitId, $wanted, true ) ) {
				// Nothing of ours, but it counts as seen, since SORS counts it in its total.
				++$this->new;
				continue;
			}
			$this->take( $level, $this->levels[ self::key( $level ) ] ?? $before[ self::key( $level ) ] ?? null );
		}
		$this->setApart( $stored );
	}

	/**
	 * Most levels are what they were: of those only the moment has to be written, at a fraction of the cost.
	 *
	 * @param array<string, Level> $stored By key.
	 */
	private function setApart( array $stored ): void {
		foreach ( $this->levels as $key => $level ) {
			if ( isset( $stored[ $key ] ) && $stored[ $key ]->saysTheSameAs( $level ) ) {
				$this->confirmed[] = $stored[ $key ]->id;
				unset( $this->levels[ $key ] );
			}
		}
	}

	/**
	 * @param array<string, string> $codes Id in SORS => code.
	 *
	 * @return Level|null Null where nobody knows the code of the item.
	 */
	private static function level( StockLevel $record, array $codes, string $unit, int $readAt ): ?Level {
		$code = $record->productCode ?? $codes[ (string) $record->productId ] ?? null;
		$of   = '' === $unit ? (string) $record->businessUnitId : ( $record->businessUnitId ?? $unit );
		if ( null === $code || '' === trim( $code ) || mb_strlen( $code ) > 191 ) {
			return null;
		}
		$level                  = new Level( $code, $of, $readAt );
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

	private function take( Level $level, ?Level $before ): void {
		if ( null === $before ) {
			++$this->new;
		} elseif ( $before->sorsId === $level->sorsId || '' === $level->sorsId || '' === $before->sorsId ) {
			++$this->repeated;
			$level->conflict = $before->conflict;
		} else {
			++$this->new;
			$level->conflict = true;
		}
		$this->levels[ self::key( $level ) ] = $level;
	}

	private static function key( Level $level ): string {
		return $level->unitId . "\n" . $level->code;
	}
}
