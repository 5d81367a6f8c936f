<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** WooCommerce's "out of stock threshold", and its rule for it in WC_Product::validate_props(). Pure but for ofShop(). */
final class StockThreshold {

	/** This quantity, or less, counts as none. */
	private float $nothingLeft;
	/** Before version 11 WooCommerce cut the stock to whole pieces first, also where the shop sells fractions. */
	private bool $inWholePieces;
	/** WooCommerce's answer to that; it does not change within a request. */
	private static ?bool $cuts = null;

	public function __construct( float $nothingLeft, bool $inWholePieces ) {
		$this->nothingLeft   = $nothingLeft;
		$this->inWholePieces = $inWholePieces;
	}

	public static function ofShop(): self {
		$option      = get_option( 'woocommerce_notify_no_stock_amount', 0 );
		$nothingLeft = abs( is_scalar( $option ) ? (float) $option : 0.0 );
		return new self( $nothingLeft, ! self::sellsFractions() || self::cuts( $nothingLeft ) );
	}

	private static function cuts( float $nothingLeft ): bool {
		if ( null === self::$cuts ) {
			// Asked of a product that no other plugin knows.
			$product = new class() extends \WC_Product {
				// phpcs:ignore PSR1.Methods.CamelCapsMethodName.NotCamelCaps -- WooCommerce's.
				protected function get_hook_prefix(): string {
					return 'sors_threshold_get_';
				}
			};
			$product->set_manage_stock( true );
			$product->set_stock_quantity( ( $nothingLeft + floor( $nothingLeft ) + 1 ) / 2 );
			$product->validate_props();
			self::$cuts = 'instock' !== $product->get_stock_status();
		}
		return self::$cuts;
	}

	/** WooCommerce sells whole quantities, unless a filter says otherwise. */
	public static function sellsFractions(): bool {
		return 0.5 === (float) wc_stock_amount( 0.5 );
	}

	/** Whether WooCommerce sells it from that stock, a decimal. */
	public function isExceededBy( string $stock ): bool {
		return ( $this->inWholePieces ? (int) $stock : (float) $stock ) > $this->nothingLeft;
	}
}
