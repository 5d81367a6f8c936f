<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;

/** Pure: the price that the shop should show for what SORS says. */
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
	 * @param string      $type       Which of the two the shop shows: withVat or withoutVat.
	 */
	public static function of( ?string $withVat, ?string $withoutVat, ?string $vatRate, string $type ): self {
		$price   = new self();
		$wanted  = 'withVat' === $type ? $withVat : $withoutVat;
		$other   = 'withVat' === $type ? $withoutVat : $withVat;
		$value   = $wanted ?? self::converted( $other, $vatRate, $type );
		$problem = self::problem( $value, $withVat, $withoutVat );
		if ( null !== $problem ) {
			$price->problem = $problem;
		} elseif ( null !== $value && '0' !== Decimal::round( $value, self::DECIMALS ) ) {
			$price->value = Decimal::round( $value, self::DECIMALS );
		}
		return $price;
	}

	private static function converted( ?string $other, ?string $vatRate, string $type ): ?string {
		if ( null === $other || null === $vatRate ) {
			return null;
		}
		$factor = Decimal::add( '1', Decimal::divide( $vatRate, '100', 6 ) );
		$value  = 'withVat' === $type ? Decimal::multiply( $other, $factor ) : Decimal::divide( $other, $factor, 6 );
		return Decimal::round( $value, 2 );
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
