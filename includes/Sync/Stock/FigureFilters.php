<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Log\Log;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\ForeignFailure;
use SorsApi\Store\Link;

/** What other code of the site makes of a figure. The figure as it was read is kept, and filtered each time it is compared: so it is filtered once. */
final class FigureFilters {

	public static function areUsed(): bool {
		return has_filter( 'sors_stock_quantity' ) || has_filter( 'sors_price' );
	}

	/** @return StockFigure Where that code fails, what was read, and why: see StockFigure::$failure. */
	public static function applied( StockFigure $read, Link $link, Settings $settings ): StockFigure {
		$figure = clone $read;
		$price  = $read->price( $link, $settings )->value;
		try {
			if ( null !== $read->quantity ) {
				/**
				 * SORS' stock of an item over all chosen units. What was sold here and SORS does not know is still to be taken off.
				 *
				 * @param string $quantity  Decimal.
				 * @param string $code
				 * @param int    $productId Product or variation.
				 */
				$figure->quantity = self::decimal( 'sors_stock_quantity', ForeignCode::run( static fn() => apply_filters( 'sors_stock_quantity', $read->quantity, $link->code, $link->objectId ) ) ) ?? $read->quantity;
			}
			if ( null !== $price ) {
				/**
				 * The regular price of an item in the shop.
				 *
				 * @param string $price     Decimal, with or without VAT as the settings say.
				 * @param string $code
				 * @param int    $productId Product or variation.
				 */
				$answer = self::decimal( 'sors_price', ForeignCode::run( static fn() => apply_filters( 'sors_price', $price, $link->code, $link->objectId ) ) ) ?? $price;
				if ( $answer !== $price ) {
					$figure->priceWithVat    = $settings->withVat() ? $answer : null;
					$figure->priceWithoutVat = $settings->withVat() ? null : $answer;
				}
			}
		} catch ( ForeignFailure $failure ) {
			$figure          = clone $read;
			$figure->failure = ForeignCode::logged( $failure, "A filter over item $link->code" );
		}
		return $figure;
	}

	/** @param mixed $answer */
	private static function decimal( string $filter, $answer ): ?string {
		if ( is_string( $answer ) && Decimal::isDecimal( $answer ) ) {
			return $answer;
		}
		Log::ignored( $filter, $answer, 'no decimal' );
		return null;
	}
}
