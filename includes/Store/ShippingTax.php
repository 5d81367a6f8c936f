<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;

/**
 * Whether WooCommerce taxes shipping as SORS does. On a document shipping is an item, which has one VAT rate, unless there is an
 * item for each rate; WooCommerce at first taxes it as the goods in the cart.
 */
final class ShippingTax {

	/** Of WooCommerce: a tax class, or that of the goods. */
	public const OPTION = 'woocommerce_shipping_tax_class';

	/** Percent, of the item that usually stands for shipping. */
	private string $vatRate;
	/** @var array<int|string, string> Percent => code of the item that stands for it then. */
	private array $byRate;
	/** @var array<int|string, string> */
	private array $chosen;

	public function __construct( string $vatRate, Settings $settings ) {
		$this->vatRate = $vatRate;
		$this->byRate  = $settings->shippingItemByVatRate;
		$this->chosen  = $settings->taxClassByVatRate;
	}

	public static function isByGoods(): bool {
		return 'inherit' === get_option( self::OPTION );
	}

	/** In every order, whatever goods it has. Where WooCommerce charges nothing, SORS alone decides. */
	public function fits(): bool {
		$chosen  = get_option( self::OPTION );
		$classes = self::isByGoods() ? self::classes() : [ is_string( $chosen ) ? $chosen : '' ];
		return [] === array_filter( $classes, fn( string $class ): bool => [] !== self::rates( $class ) && ! $this->isRateOf( $class ) && '' === ( $this->byRate[ Decimal::round( (string) array_sum( self::rates( $class ) ), 4 ) ] ?? '' ) );
	}

	/** Slug of the tax class that fits; null = the shop has none. */
	public function fitting(): ?string {
		$mapped = TaxClasses::ofShop( $this->chosen )->forRate( $this->vatRate );
		$fitting = array_filter( [ $mapped, ...self::classes() ], fn( ?string $class ): bool => null !== $class && $this->isRateOf( $class ) );
		return array_values( $fitting )[0] ?? null;
	}

	private function isRateOf( string $class ): bool {
		return abs( array_sum( self::rates( $class ) ) - (float) $this->vatRate ) < 0.0001;
	}

	/** @return list<float> Percent that buyers at the shop's address pay on shipping. */
	private static function rates( string $class ): array {
		$rates = array_filter( \WC_Tax::get_base_tax_rates( $class ), static fn( array $rate ): bool => 'yes' === $rate['shipping'] );
		return array_map( 'floatval', array_column( $rates, 'rate' ) );
	}

	/** @return list<string> */
	private static function classes(): array {
		return array_map( 'strval', array_keys( TaxClasses::names() ) );
	}
}
