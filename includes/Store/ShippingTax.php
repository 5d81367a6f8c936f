<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Settings\Settings;

/**
 * Whether WooCommerce taxes shipping as SORS does. On a document shipping is an item, which has one VAT rate, whatever else was
 * ordered; WooCommerce at first taxes it as the goods in the cart.
 */
final class ShippingTax {

	private const OPTION   = 'woocommerce_shipping_tax_class';
	private const BY_GOODS = 'inherit';

	/** Percent, of the item that stands for shipping. */
	public string $vatRate;

	/** @var array<int|string, string> */
	private array $chosen;

	public function __construct( string $vatRate, Settings $settings ) {
		$this->vatRate = $vatRate;
		$this->chosen  = $settings->taxClassByVatRate;
	}

	public static function isByGoods(): bool {
		return self::BY_GOODS === get_option( self::OPTION );
	}

	/** In every order, whatever goods it has. Where WooCommerce charges nothing, SORS alone decides. */
	public function fits(): bool {
		$chosen = get_option( self::OPTION );
		foreach ( self::isByGoods() ? self::classes() : [ is_string( $chosen ) ? $chosen : '' ] as $class ) {
			if ( [] !== self::rates( $class ) && ! $this->isRateOf( $class ) ) {
				return false;
			}
		}
		return true;
	}

	/** Slug of the tax class that fits; null = the shop has none. */
	public function fitting(): ?string {
		$mapped = TaxClasses::ofShop( $this->chosen )->forRate( $this->vatRate );
		foreach ( null === $mapped ? self::classes() : array_merge( [ $mapped ], self::classes() ) as $class ) {
			if ( $this->isRateOf( $class ) ) {
				return $class;
			}
		}
		return null;
	}

	public static function choose( string $class ): void {
		update_option( self::OPTION, $class );
	}

	private function isRateOf( string $class ): bool {
		return abs( array_sum( self::rates( $class ) ) - (float) $this->vatRate ) < 0.0001;
	}

	/** @return list<float> Percent that buyers at the shop's address pay on shipping. */
	private static function rates( string $class ): array {
		$rates = [];
		foreach ( \WC_Tax::get_base_tax_rates( $class ) as $rate ) {
			if ( 'yes' === $rate['shipping'] ) {
				$rates[] = (float) $rate['rate'];
			}
		}
		return $rates;
	}

	/** @return list<string> */
	private static function classes(): array {
		return array_map( 'strval', array_keys( TaxClasses::names() ) );
	}
}
