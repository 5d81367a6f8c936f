<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

/**
 * When SORS was asked for the stock of one item: microseconds of the database's clock, unit by unit. Pure.
 *
 * A figure is the sum over several units, and in a reading of changes each unit's part of it may be of another hour.
 */
final class FigureMoments {

	/** Of the part that was asked for first: no part is older, nor is "a unit has none". */
	public int $oldest;

	/** @var list<string>|null Ids of the units that are added up; null = all there are. */
	private ?array $added;

	/** @var array<string, int> Unit => moment, of those in which the item has a level. */
	private array $units;

	/**
	 * @param list<string>|null  $added
	 * @param array<string, int> $units
	 */
	public function __construct( int $oldest, ?array $added = null, array $units = [] ) {
		$this->oldest = $oldest;
		$this->added  = $added;
		$this->units  = $units;
	}

	/** Whether the stock of the unit is part of the figure. */
	public function contain( string $unit ): bool {
		return null === $this->added || in_array( $unit, $this->added, true );
	}

	/** When the unit's part was asked for. */
	public function of( string $unit ): int {
		return $this->units[ $unit ] ?? $this->oldest;
	}
}
