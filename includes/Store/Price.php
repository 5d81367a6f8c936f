<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;

/** The price that the shop should show for what SORS says. */
final class Price {

	/** Dinars. Nothing in a shop costs more: it is a typing error, or another field was read as the price. */
	private const HIGHEST = '999999999';
	/** As many as WooCommerce's look-up table keeps. */
	private const DECIMALS = 4;

	/** Decimal; null where SORS has no price, or none that can be true. */
	public ?string $value = null;
	/** Why the price cannot be true, as a sentence; null = it can. */
	public ?string $problem = null;

	/**
	 * @param string|null $withVat    Decimal; null = SORS did not say.
	 * @param string|null $withoutVat The same.
	 * @param string|null $vatRate    Percent, to convert with where SORS has only one of the two prices.
	 */
	public static function of( ?string $withVat, ?string $withoutVat, ?string $vatRate, Settings $settings ): self {
		$price   = new self();
		$factor  = null === $vatRate ? null : Decimal::add( '1', Decimal::divide( $vatRate, '100', 6 ) );
		$gross   = $withVat ?? self::gross( $withoutVat, $factor );
		$value   = $settings->withVat() ? $withVat ?? self::rounded( $gross, 2 ) : $withoutVat ?? self::net( $gross, $factor );
		$problem = self::problem( $value, $withVat, $withoutVat );
		// A piece costs what the shop shows: without decimals 116.60 is shown as 117, and three pieces cost 350.
		$whole = $settings->wholePrices && 0 === wc_get_price_decimals() ? self::rounded( $gross, 0 ) : null;
		if ( null === $problem && null !== $whole && '0' !== $whole ) {
			$value = $settings->withVat() ? $whole : self::net( $whole, $factor ) ?? $value;
		}
		if ( null !== $problem ) {
			$price->problem = $problem;
		} elseif ( null !== $value && '0' !== Decimal::round( $value, self::DECIMALS ) ) {
			$price->value = Decimal::round( $value, self::DECIMALS );
		}
		return $price;
	}

	private static function gross( ?string $net, ?string $factor ): ?string {
		return null === $net || null === $factor ? null : Decimal::multiply( $net, $factor );
	}

	private static function rounded( ?string $price, int $decimals ): ?string {
		return null === $price ? null : Decimal::round( $price, $decimals );
	}

	private static function net( ?string $gross, ?string $factor ): ?string {
		return null === $gross || null === $factor ? null : Decimal::divide( $gross, $factor, self::DECIMALS );
	}

	private static function problem( ?string $value, ?string $withVat, ?string $withoutVat ): ?string {
		if ( null !== $value && '-' === $value[0] ) {
			/* translators: %s: price */
			return Sentence::__( 'The price in SORS is negative (%s). Correct it there.', 'sors-api-for-woocommerce', $value );
		}
		if ( null !== $value && Decimal::compare( $value, self::HIGHEST ) > 0 ) {
			/* translators: %s: price */
			return Sentence::__( 'The price in SORS is too high to be true (%s). Correct it there.', 'sors-api-for-woocommerce', $value );
		}
		if ( null !== $withVat && null !== $withoutVat && Decimal::compare( $withVat, $withoutVat ) < 0 ) {
			/* translators: 1: price with VAT, 2: price without VAT */
			return Sentence::__( 'The price with VAT in SORS (%1$s) is lower than the one without (%2$s). Correct it there.', 'sors-api-for-woocommerce', $withVat, $withoutVat );
		}
		return null;
	}
}
