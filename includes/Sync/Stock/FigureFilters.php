<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Log\Log;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\Link;

/** What other code of the site makes of a figure. The figure as it was read is kept, and filtered each time it is compared: so it is filtered once. */
final class FigureFilters {

	public static function areUsed(): bool {
		return has_filter( 'sors_stock_quantity' ) || has_filter( 'sors_price' );
	}

	public static function applied( StockFigure $figure, Link $link, Settings $settings ): StockFigure {
		return self::priced( self::stocked( $figure, $link ), $link, $settings );
	}

	private static function stocked( StockFigure $figure, Link $link ): StockFigure {
		if ( null === $figure->quantity ) {
			return $figure;
		}
		/**
		 * SORS' stock of an item over all chosen units. What was sold here and SORS does not know is still to be taken off.
		 *
		 * @param string $quantity  Decimal.
		 * @param string $code
		 * @param int    $productId Product or variation.
		 */
		$answer = ForeignCode::run( static fn() => apply_filters( 'sors_stock_quantity', $figure->quantity, $link->code, $link->objectId ) );
		if ( self::isDecimal( 'sors_stock_quantity', $answer ) ) {
			$figure           = clone $figure;
			$figure->quantity = $answer;
		}
		return $figure;
	}

	public static function priced( StockFigure $figure, Link $link, Settings $settings ): StockFigure {
		$price = $figure->price( $link, $settings )->value;
		if ( null === $price ) {
			return $figure;
		}
		/**
		 * The regular price of an item in the shop.
		 *
		 * @param string $price     Decimal, with or without VAT as the settings say.
		 * @param string $code
		 * @param int    $productId Product or variation.
		 */
		$answer = ForeignCode::run( static fn() => apply_filters( 'sors_price', $price, $link->code, $link->objectId ) );
		if ( $answer !== $price && self::isDecimal( 'sors_price', $answer ) ) {
			$withVat                 = $settings->withVat();
			$figure                  = clone $figure;
			$figure->priceWithVat    = $withVat ? $answer : null;
			$figure->priceWithoutVat = $withVat ? null : $answer;
		}
		return $figure;
	}

	/**
	 * @param mixed $answer
	 * @phpstan-assert-if-true string $answer
	 */
	private static function isDecimal( string $filter, $answer ): bool {
		if ( is_string( $answer ) && Decimal::isDecimal( $answer ) ) {
			return true;
		}
		Log::ignored( $filter, $answer, 'no decimal' );
		return false;
	}
}
