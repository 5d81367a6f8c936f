<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\UnitNames;

/** What all that waits for a person has in common: mostly it names the mistake. */
final class HeldInCommon {

	/** Of fewer it says nothing. */
	private const AT_LEAST = 3;

	/** Percent by which prices may differ that were changed by the same rate, and rounded. */
	private const ROUNDING = 0.5;

	/** @return array<string, string> unit => its name, category => its name, rate => percent; [] = nothing. */
	public static function of( Run $run, Settings $settings ): array {
		$all     = 0;
		$zero    = 0;
		$lowest  = INF;
		$highest = -INF;
		$sum     = 0.0;
		// One after the other: it may be the whole shop.
		foreach ( HeldItems::dangerous( $run->id, RunItem::HELD ) as $item ) {
			++$all;
			$zero   += in_array( Danger::ZERO, Danger::classes( $item['danger'] ), true ) ? 1 : 0;
			$rate    = self::rate( $item['danger'] );
			$lowest  = min( $lowest, $rate );
			$highest = max( $highest, $rate );
			$sum    += $rate;
		}
		if ( $all < self::AT_LEAST ) {
			return [];
		}
		return array_filter(
			[
				'unit'     => $zero === $all ? self::unit( $run->id, $all, $settings ) : '',
				'category' => $all < $run->cursor->onSale ? self::category( $run->id, $all ) : '',
				// One without a rate is infinitely far from all others.
				'rate'     => $highest - $lowest <= self::ROUNDING ? (string) round( $sum / $all, 1 ) : '',
			],
			static fn( string $value ): bool => '' !== $value
		);
	}

	/** Sentences; '' = nothing. What all had in common, those have that still wait. */
	public static function told( Run $run ): string {
		$common = $run->cursor->common;
		$all    = [] === $common ? 0 : iterator_count( HeldItems::dangerous( $run->id, RunItem::HELD ) );
		if ( $all < self::AT_LEAST ) {
			return '';
		}
		$number = Sentence::number( $all );
		$rate   = (float) ( $common['rate'] ?? 0 );
		$with   = [ $number, Sentence::number( abs( $rate ), fmod( $rate, 1.0 ) ? 1 : 0 ) ];
		$parts  = [
			/* translators: 1: number of products, 2: name of a business unit */
			isset( $common['unit'] ) ? Sentence::__( 'All %1$s are in %2$s: was it emptied?', 'sors-api-for-woocommerce', $number, $common['unit'] ) : '',
			/* translators: 1: number of products, 2: name of a category */
			isset( $common['category'] ) ? Sentence::__( 'All %1$s are in the category “%2$s”.', 'sors-api-for-woocommerce', $number, $common['category'] ) : '',
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
	private static function unit( int $runId, int $all, Settings $settings ): string {
		if ( count( $settings->businessUnitIds ) < 2 ) {
			return '';
		}
		$stock = Tables::name( Tables::STOCK );
		$units = Sql::quoted( $settings->businessUnitIds );
		$rows  = Sql::rows(
			"SELECT s.business_unit_id AS unit, (SELECT COUNT(*) FROM $stock o WHERE o.business_unit_id = s.business_unit_id AND COALESCE(o.available, o.on_hand, '0') + 0 > 0) AS others
			FROM " . Tables::name( Tables::RUN_ITEMS ) . " i JOIN $stock s ON s.code_hash = i.code_hash
			WHERE i.run_id = %d AND i.outcome = %s AND i.danger <> '' AND s.business_unit_id IN ($units) GROUP BY s.business_unit_id HAVING COUNT(*) = %d",
			$runId,
			RunItem::HELD,
			$all
		);
		$empty = array_values( array_filter( $rows, static fn( array $row ): bool => 0 === (int) $row['others'] ) );
		$found = 1 === count( $rows ) ? $rows : $empty;
		return 1 === count( $found ) ? UnitNames::of( $settings->database, (string) $found[0]['unit'] ) : '';
	}

	/** The narrowest category that has them all. */
	private static function category( int $runId, int $all ): string {
		global $wpdb;
		$default = get_option( 'default_product_cat' );
		$rows    = Sql::rows(
			'SELECT t.name FROM ' . Tables::name( Tables::RUN_ITEMS ) . " i JOIN {$wpdb->posts} p ON p.ID = i.object_id
			JOIN {$wpdb->term_relationships} r ON r.object_id = CASE WHEN p.post_type = 'product_variation' THEN p.post_parent ELSE p.ID END
			JOIN {$wpdb->term_taxonomy} c ON c.term_taxonomy_id = r.term_taxonomy_id AND c.taxonomy = 'product_cat' JOIN {$wpdb->terms} t ON t.term_id = c.term_id
			WHERE i.run_id = %d AND i.outcome = %s AND i.danger <> '' AND c.term_id <> %d GROUP BY c.term_id, t.name, c.count HAVING COUNT(*) = %d ORDER BY c.count LIMIT 1",
			$runId,
			RunItem::HELD,
			is_numeric( $default ) ? (int) $default : 0,
			$all
		);
		return [] === $rows ? '' : wp_specialchars_decode( (string) $rows[0]['name'], ENT_QUOTES );
	}

	/** @return float Percent by which its price changes; INF = it has none, or had none. */
	private static function rate( string $danger ): float {
		$prices = Danger::prices( $danger );
		return null === $prices || (float) $prices[0] <= 0 ? INF : 100 * (float) $prices[1] / (float) $prices[0] - 100;
	}
}
