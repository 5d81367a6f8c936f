<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** The parts of a run's work, in their order; a cursor stands in one of them. */
final class Phase {

	// Reading.
	public const START    = '';
	public const GROUPS   = 'groups';
	public const PRODUCTS = 'products';
	public const MISSING  = 'missing';
	public const UNKNOWN  = 'unknown';
	public const LEVELS   = 'levels';
	public const COMPARE  = 'compare';

	// Applying.
	public const PASSES     = 'passes';
	public const CATEGORIES = 'categories';
	public const ITEMS      = 'items';
	public const FINISH     = 'finish';

	public static function isApplying( string $phase ): bool {
		return in_array( $phase, [ self::PASSES, self::CATEGORIES, self::ITEMS, self::FINISH ], true );
	}
}
