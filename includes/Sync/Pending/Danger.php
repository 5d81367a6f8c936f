<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Pending;

use SorsApi\Sors\Decimal;

/** Pure: what the safety limit counts of an item: the classes, each with what it has to be compared by, e.g. "zero price 100 150". */
final class Danger {

	// What the limit counts.
	public const ZERO     = 'zero';
	public const HIDE     = 'hide';
	public const PRICE    = 'price';
	public const PICTURES = 'pictures';
	/** It stops keeping stock, and is no longer shipped. */
	public const SERVICE = 'service';
	/** It is taken off a category. */
	public const CATEGORIES = 'categories';
	/** It would be a new product on sale: counted where nobody has started the run. */
	public const PUBLISH = 'publish';
	public const COUNTED = [ self::ZERO, self::HIDE, self::PRICE, self::PICTURES, self::SERVICE, self::CATEGORIES, self::PUBLISH ];

	// What waits always, and is not counted.
	/** Its product was left alone until now. */
	public const BACK = 'back';
	/** SORS no longer shows the item. */
	public const MISSING = 'missing';
	/** The item had something in a unit that shows nothing any more. */
	public const EMPTIED = 'emptied';
	/** SORS showed nothing at all. */
	public const EMPTY = 'empty';
	/** The owner has put it on sale, and its price would end that, or changes by more than the limit. */
	public const SALE = 'sale';
	/** Its variations have different prices in the shop, and would all get SORS'. */
	public const SIZES = 'sizes';
	/** Buyers pay another price than SORS', which was put right once: a plugin's for a time, perhaps. */
	public const PAID   = 'paid';
	public const ALWAYS = [ self::BACK, self::MISSING, self::EMPTIED, self::EMPTY, self::SALE, self::SIZES, self::PAID ];
	/** With the price before and after, of which an item has one. */
	public const OF_PRICE = [ self::PRICE, self::SALE, self::SIZES, self::PAID ];

	public const CLASSES = [ ...self::COUNTED, ...self::ALWAYS ];

	/** @return list<string> */
	public static function classes( string $danger ): array {
		return array_values( array_intersect( self::CLASSES, explode( ' ', $danger ) ) );
	}

	/** @param string ...$classes Of OF_PRICE; none = PRICE. */
	public static function ofPrice( string $from, string $to, string ...$classes ): string {
		$first = array_shift( $classes ) ?? self::PRICE;
		return implode( ' ', [ $first, $from, $to, ...$classes ] );
	}

	/**
	 * @param string|null $sale    Of a sale that runs or is planned; null = there is none.
	 * @param string|null $current The regular price; null = there is none.
	 * @param int         $percent safetyLimitPercent.
	 */
	public static function touchesSale( ?string $sale, ?string $current, string $price, int $percent ): bool {
		$change = null === $current ? '0' : Decimal::absolute( Decimal::subtract( $price, $current ) );
		return null !== $sale && ( Decimal::compare( $price, $sale ) <= 0 || Decimal::compare( Decimal::multiply( '100', $change ), Decimal::multiply( (string) $percent, $current ?? '0' ) ) > 0 );
	}

	/** Whether a person who has agreed to the one has agreed to the other, too: nothing of another class, and no price beyond what was shown. */
	public static function isWithin( string $danger, string $approved ): bool {
		$agreed = self::classes( $approved );
		// Whoever agreed that the item is gone has agreed that its product goes off sale.
		$agreed = in_array( self::MISSING, $agreed, true ) ? [ self::HIDE, self::ZERO, ...$agreed ] : $agreed;
		if ( [] !== array_diff( self::classes( $danger ), $agreed ) ) {
			return false;
		}
		$now  = self::prices( $danger );
		$then = self::prices( $approved );
		if ( null === $now || null === $then ) {
			return null === $now;
		}
		$same = Decimal::compare( $now[1], $then[1] );
		// Between the price before and the price after, whichever of the two is higher. Of several variations only one's was shown.
		return 0 === $same || ( ! in_array( self::SIZES, self::classes( $danger ), true ) && Decimal::compare( $now[1], $then[0] ) * $same <= 0 );
	}

	/** @return array{string, string}|null The price before and after. */
	public static function prices( string $danger ): ?array {
		return 1 === preg_match( '/\b(?:' . implode( '|', self::OF_PRICE ) . ') (\S+) (\S+)/', $danger, $found ) ? [ $found[1], $found[2] ] : null;
	}
}
