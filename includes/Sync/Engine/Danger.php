<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Sors\Decimal;

/**
 * Pure: what the safety limit counts of an item, as RunItem::$danger spells it: the classes, each with what it has to be
 * compared by, e.g. "zero price 100 150".
 */
final class Danger {

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

	/** Its product was left alone until now: always held, and not counted. */
	public const BACK = 'back';

	public const CLASSES = [ self::ZERO, self::HIDE, self::PRICE, self::PICTURES, self::SERVICE, self::CATEGORIES, self::PUBLISH, self::BACK ];

	/** @return list<string> */
	public static function classes( string $danger ): array {
		return array_values( array_intersect( self::CLASSES, explode( ' ', $danger ) ) );
	}

	public static function isBack( string $danger ): bool {
		return in_array( self::BACK, self::classes( $danger ), true );
	}

	public static function ofPrice( string $from, string $to ): string {
		return self::PRICE . " $from $to";
	}

	/** Whether a person who has agreed to the one has agreed to the other, too: nothing of another class, and no price beyond what was shown. */
	public static function isWithin( string $danger, string $approved ): bool {
		if ( [] !== array_diff( self::classes( $danger ), self::classes( $approved ) ) ) {
			return false;
		}
		$now  = self::prices( $danger );
		$then = self::prices( $approved );
		if ( null === $now || null === $then ) {
			return null === $now;
		}
		// Between the price before and the price after, whichever of the two is higher.
		return Decimal::compare( $now[1], $then[0] ) * Decimal::compare( $now[1], $then[1] ) <= 0;
	}

	/** @return array{string, string}|null The price before and after. */
	public static function prices( string $danger ): ?array {
		return 1 === preg_match( '/(?:^| )price (\S+) (\S+)/', $danger, $found ) ? [ $found[1], $found[2] ] : null;
	}
}
