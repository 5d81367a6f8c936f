<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Pending;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\UnitNames;

/** What all changes of a kind that wait have in common: mostly it names the mistake. */
final class InCommon {

	/** Of fewer it says nothing. */
	private const AT_LEAST = 3;

	/** Percent by which prices may differ that were changed by the same rate. */
	private const ROUNDING = 0.5;

	/** Sentences; '' = nothing. */
	public static function told( string $kind, int $onSale, Settings $settings ): string {
		$all     = 0;
		$zero    = 0;
		$lowest  = INF;
		$highest = -INF;
		$sum     = 0.0;
		foreach ( PendingList::dangers( $kind ) as $danger ) {
			++$all;
			$zero   += in_array( Danger::ZERO, Danger::classes( $danger ), true ) ? 1 : 0;
			$rate    = self::rate( $danger );
			$lowest  = min( $lowest, $rate );
			$highest = max( $highest, $rate );
			$sum    += $rate;
		}
		if ( $all < self::AT_LEAST ) {
			return '';
		}
		$number   = Sentence::number( $all );
		$unit     = $zero === $all ? self::unit( $kind, $all, $settings ) : '';
		$category = $all < $onSale ? wp_specialchars_decode( PendingList::category( $kind, $all ), ENT_QUOTES ) : '';
		// One without a rate is infinitely far from all others.
		$rate  = $highest - $lowest <= self::ROUNDING ? round( $sum / $all, 1 ) : 0.0;
		$with  = [ $number, Sentence::number( abs( $rate ), fmod( $rate, 1.0 ) ? 1 : 0 ) ];
		$parts = [
			/* translators: 1: number of products, 2: name of a business unit */
			'' === $unit ? '' : Sentence::__( 'All %1$s are in %2$s: was it emptied?', 'sors-api-for-woocommerce', $number, $unit ),
			/* translators: 1: number of products, 2: name of a category */
			'' === $category ? '' : Sentence::__( 'All %1$s are in the category “%2$s”.', 'sors-api-for-woocommerce', $number, $category ),
			/* translators: 1: number of prices, 2: percentage */
			$rate > 0 ? Sentence::__( 'All %1$s prices would rise by the same %2$s %%.', 'sors-api-for-woocommerce', ...$with ) : '',
			/* translators: 1: number of prices, 2: percentage */
			$rate < 0 ? Sentence::__( 'All %1$s prices would fall by the same %2$s %%.', 'sors-api-for-woocommerce', ...$with ) : '',
		];
		return implode( ' ', array_filter( $parts ) );
	}

	/**
	 * The one business unit that has them all; of several the one that has nothing left.
	 *
	 * @param int $all How many go out of stock.
	 */
	private static function unit( string $kind, int $all, Settings $settings ): string {
		$units = count( $settings->businessUnitIds ) < 2 ? [] : PendingList::units( $kind, $all, $settings->businessUnitIds );
		$found = array_keys( 1 === count( $units ) ? $units : array_filter( $units, static fn( int $others ): bool => 0 === $others ) );
		return 1 === count( $found ) ? UnitNames::of( $settings->database, (string) $found[0] ) : '';
	}

	/** @return float Percent by which its price changes; INF = it has none, or had none. */
	private static function rate( string $danger ): float {
		$prices = Danger::prices( $danger );
		return null === $prices || (float) $prices[0] <= 0 ? INF : 100 * (float) $prices[1] / (float) $prices[0] - 100;
	}
}
