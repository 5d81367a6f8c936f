<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Pending;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\UnitNames;
use SorsApi\Store\Links;

/** What waits for a person, in words. */
final class PendingWords {

	/** Of fewer changes it is not said what all have in common. */
	private const AT_LEAST = 3;
	/** Percent by which prices may differ that were changed by the same rate. */
	private const ROUNDING = 0.5;

	/**
	 * Of one kind of run, from what the table says now.
	 *
	 * @param list<string> $emptied Units that show nothing.
	 */
	public static function of( string $kind, int $waiting, Settings $settings, array $emptied ): string {
		$counts = array_fill_keys( Danger::CLASSES, 0 );
		$zero   = [];
		$rates  = [];
		foreach ( PendingList::news( $kind ) as $change ) {
			$rates[] = self::rate( $change['danger'] );
			foreach ( Danger::classes( $change['danger'] ) as $class ) {
				$counts[ $class ] += $change['counts'] || in_array( $class, Danger::ALWAYS, true ) ? 1 : 0;
				if ( Danger::ZERO === $class ) {
					// Of the whole shop, the names would fill the memory.
					$zero[] = count( $zero ) < 3 ? $change['name'] : '';
				}
			}
		}
		if ( [] === $rates ) {
			/* translators: %s: number of items */
			return Sentence::_n( '%s item that you did not choose waits for your decision.', '%s items that you did not choose wait for your decision.', $waiting, 'sors-api-for-woocommerce', Sentence::number( $waiting ) );
		}
		$onSale = Links::countOnSale( $kind );
		$parts  = [
			$counts[ Danger::EMPTY ] > 0 ? self::nothingShown() : '',
			$counts[ Danger::EMPTIED ] > 0 && [] !== $emptied ? self::emptied( $emptied ) : '',
			self::stopped( $counts, $onSale, $settings->safetyLimitPercent ),
			count( $rates ) < self::AT_LEAST ? '' : self::inCommon( $kind, $rates, count( $zero ) === count( $rates ), $onSale, $settings ),
			[] === $zero ? '' : self::sellable( $zero ),
		];
		return implode( ' ', array_filter( $parts ) );
	}

	/**
	 * What all have in common: mostly it names the mistake.
	 *
	 * @param non-empty-list<float> $rates  See rate().
	 * @param bool                  $isZero All go out of stock.
	 */
	private static function inCommon( string $kind, array $rates, bool $isZero, int $onSale, Settings $settings ): string {
		$all      = count( $rates );
		$number   = Sentence::number( $all );
		$unit     = $isZero ? self::unit( $kind, $all, $settings ) : '';
		$category = $all < $onSale ? wp_specialchars_decode( PendingList::category( $kind, $all ), ENT_QUOTES ) : '';
		// One without a rate is infinitely far from all others.
		$rate  = max( $rates ) - min( $rates ) <= self::ROUNDING ? round( array_sum( $rates ) / $all, 1 ) : 0.0;
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

	/** The one business unit that has all of them; of several the one that has nothing left. */
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

	/** @param array<string, int> $counts Class => products, of so many that can be bought. */
	public static function stopped( array $counts, int $onSale, int $percent ): string {
		$list = self::list( $counts, $onSale );
		$back = $counts[ Danger::BACK ];
		/* translators: %s: number of products */
		$back = 0 === $back ? '' : Sentence::_n( '%s product that you had left alone would change. Check it, then approve or discard.', '%s products that you had left alone would change. Check them, then approve or discard.', $back, 'sors-api-for-woocommerce', Sentence::number( $back ) );
		if ( '' !== $list ) {
			/* translators: 1: list such as "61 of 232 products on sale (26 %) would go out of stock, 40 of 232 products on sale (17 %) would change their price", 2: percentage */
			return Sentence::__( 'Stopped to be safe: %1$s. That waits for your decision; your limit is %2$s %%.', 'sors-api-for-woocommerce', $list, Sentence::number( $percent ) ) . ( '' === $back ? '' : " $back" );
		}
		return '' === $back ? Sentence::__( 'Stopped to be safe. Check what would change, then approve or discard.', 'sors-api-for-woocommerce' ) : $back;
	}

	public static function nothingShown(): string {
		return Sentence::__( 'SORS showed no items at all, although it did before. Check the chosen database.', 'sors-api-for-woocommerce' );
	}

	/** @param non-empty-list<string> $units Business units. */
	public static function emptied( array $units ): string {
		/* translators: %s: numbers of business units */
		return Sentence::_n( 'SORS showed no stock at all of the business unit with the number %s, which had some before.', 'SORS showed no stock at all of the business units with the numbers %s, which had some before.', count( $units ), 'sors-api-for-woocommerce', implode( ', ', $units ) );
	}

	/** @param array<string, int> $counts */
	private static function list( array $counts, int $all ): string {
		[ Danger::MISSING => $missing, Danger::ZERO => $zero, Danger::HIDE => $hide, Danger::PRICE => $price, Danger::SALE => $sale ] = $counts;
		[ Danger::PICTURES => $bare, Danger::SERVICE => $service, Danger::CATEGORIES => $filed, Danger::PUBLISH => $new, Danger::PAID => $paid, Danger::SIZES => $sizes ] = $counts;
		$parts = [
			/* translators: 1: number of products, 2: number of all that can be bought, 3: percentage */
			0 === $zero ? '' : Sentence::_n( '%1$s of %2$s products on sale (%3$s %%) would go out of stock', '%1$s of %2$s products on sale (%3$s %%) would go out of stock', $zero, 'sors-api-for-woocommerce', ...self::share( $zero, $all ) ),
			/* translators: 1: number of products, 2: number of all that can be bought, 3: percentage */
			0 === $hide ? '' : Sentence::_n( '%1$s of %2$s products on sale (%3$s %%) would be taken off sale', '%1$s of %2$s products on sale (%3$s %%) would be taken off sale', $hide, 'sors-api-for-woocommerce', ...self::share( $hide, $all ) ),
			/* translators: 1: number of products, 2: number of all that can be bought, 3: percentage */
			0 === $price ? '' : Sentence::_n( '%1$s of %2$s products on sale (%3$s %%) would change its price', '%1$s of %2$s products on sale (%3$s %%) would change their price', $price, 'sors-api-for-woocommerce', ...self::share( $price, $all ) ),
			/* translators: %s: number of products */
			0 === $bare ? '' : Sentence::_n( '%s product would lose all its images', '%s products would lose all their images', $bare, 'sors-api-for-woocommerce', Sentence::number( $bare ) ),
			/* translators: 1: number of products, 2: number of all that can be bought, 3: percentage */
			0 === $service ? '' : Sentence::_n( '%1$s of %2$s products on sale (%3$s %%) would become a service, without a stock and without shipping', '%1$s of %2$s products on sale (%3$s %%) would become services, without a stock and without shipping', $service, 'sors-api-for-woocommerce', ...self::share( $service, $all ) ),
			/* translators: 1: number of products, 2: number of all that can be bought, 3: percentage */
			0 === $filed ? '' : Sentence::_n( '%1$s of %2$s products on sale (%3$s %%) would be taken off a category', '%1$s of %2$s products on sale (%3$s %%) would be taken off a category', $filed, 'sors-api-for-woocommerce', ...self::share( $filed, $all ) ),
			/* translators: %s: number of products */
			0 === $new ? '' : Sentence::_n( '%s new product would be published', '%s new products would be published', $new, 'sors-api-for-woocommerce', Sentence::number( $new ) ),
			/* translators: %s: number of products */
			0 === $sale ? '' : Sentence::_n( '%s product has a sale, and its price in SORS is not above the sale price, or changes by more than your limit', '%s products have a sale, and their prices in SORS are not above the sale prices, or change by more than your limit', $sale, 'sors-api-for-woocommerce', Sentence::number( $sale ) ),
			/* translators: %s: number of products */
			0 === $sizes ? '' : Sentence::_n( '%s product has variations at different prices, and SORS has one price for all of them', '%s products have variations at different prices, and SORS has one price for all of them', $sizes, 'sors-api-for-woocommerce', Sentence::number( $sizes ) ),
			/* translators: %s: number of products */
			0 === $paid ? '' : Sentence::_n( 'buyers pay another price than SORS has for %s product, although it was put right before', 'buyers pay another price than SORS has for %s products, although it was put right before', $paid, 'sors-api-for-woocommerce', Sentence::number( $paid ) ),
			/* translators: %s: number of items */
			0 === $missing ? '' : Sentence::_n( 'SORS no longer shows %s item that the shop has', 'SORS no longer shows %s items that the shop has', $missing, 'sors-api-for-woocommerce', Sentence::number( $missing ) ),
		];
		return implode( ', ', array_filter( $parts ) );
	}

	/**
	 * Who waits with these sells what is not there.
	 *
	 * @param non-empty-list<string> $names
	 */
	private static function sellable( array $names ): string {
		// It is read on narrow cards: the list has all of them.
		$list = implode( ', ', array_slice( $names, 0, 2 ) ) . ( count( $names ) > 2 ? ' …' : '' );
		/* translators: %s: names of products */
		return Sentence::__( 'Until you decide, these can still be bought, although SORS has none left to sell: %s', 'sors-api-for-woocommerce', $list );
	}

	/** @return array{string, string, string} Of how many it is how many, and how many percent. */
	private static function share( int $number, int $onSale ): array {
		$all = max( $number, $onSale );
		return [ Sentence::number( $number ), Sentence::number( $all ), Sentence::number( round( 100 * $number / $all ) ) ];
	}
}
