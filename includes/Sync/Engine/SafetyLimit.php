<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** Pure: is this more than anyone would want to happen unasked? */
final class SafetyLimit {

	/** So that a small shop is not asked about every other change. */
	private const AT_LEAST = 10;

	/**
	 * @param int $dangerous    Products that would be zeroed, hidden or re-priced.
	 * @param int $linked       Products that are linked to SORS.
	 * @param int $limitPercent safetyLimitPercent.
	 */
	public static function stops( int $dangerous, int $linked, int $limitPercent ): bool {
		return $dangerous >= self::AT_LEAST && $dangerous * 100 > $linked * $limitPercent;
	}
}
