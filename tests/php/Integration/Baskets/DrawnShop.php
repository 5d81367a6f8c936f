<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Baskets;

'cli' === PHP_SAPI || exit;

/** A shop as its owner may have set it up, drawn from a seed with the baskets that are bought there. */
final class DrawnShop {

	/** 332.5 with 20 % VAT: of its tax of 66.5 the cart rounds half a dinar up, and of goods down. */
	private const SHIPPING = [ '350', '332.5', '250.83', '41', '0' ];

	/** Of 20 %, of 10 %, without VAT, sizes with an item each, sizes of one item, what is sold by weight; what is in bundles. */
	public const PRODUCTS = [ 'full0', 'full1', 'full2', 'full3', 'reduced0', 'reduced1', 'untaxed0', 'size0', 'size1', 'shared0', 'shared1', 'weight0', 'weight1', 'bundle', 'full4', 'full5', 'reduced2', 'untaxed1' ];

	public int $decimals;
	public bool $roundsByLine;
	public bool $pricesHaveVat;
	public bool $hasTaxes;
	public bool $allowsFractions;
	public bool $sendsWithVat;
	/** Of what is taxed, a tax class; of what is not, empty. */
	public string $shippingTaxClass;
	public bool $shippingIsTaxed;
	/** SORS has a service for each rate, and the owner chose them. */
	public bool $hasServicesByRate;
	/** A plugin taxes the courier in parts, by what the goods of each rate cost. */
	public bool $taxesCourierInParts;
	/** The settings become others before the documents are made, not after. */
	public bool $changesEarly;

	/** @var array<string, array{price: string, sale: string}> By product. */
	public array $prices = [];

	/** @var list<DrawnBasket> */
	public array $baskets = [];

	private string $shippingCost;
	private bool $couponsInTurn;

	/** All is drawn before WooCommerce begins, which may draw numbers itself. */
	public function __construct( int $seed, int $baskets ) {
		mt_srand( $seed );
		$this->decimals         = self::of( [ 0, 0, 2 ] );
		$this->roundsByLine     = self::of( [ true, true, false ] );
		$this->pricesHaveVat    = self::of( [ true, true, false ] );
		$this->hasTaxes         = self::of( [ true, true, true, true, false ] );
		$this->allowsFractions  = self::of( [ true, false, false ] );
		$this->sendsWithVat     = self::of( [ true, true, true, false ] );
		$this->shippingTaxClass = self::of( [ '', '', '', '', 'inherit' ] );
		$this->shippingIsTaxed  = self::of( [ true, true, true, false ] );
		$this->changesEarly     = self::of( [ true, false, false, false ] );
		$this->shippingCost     = self::of( self::SHIPPING );
		$this->couponsInTurn    = self::of( [ true, false ] );
		foreach ( self::PRODUCTS as $product ) {
			$this->prices[ $product ] = $this->price();
		}
		for ( $n = 0; $n < $baskets; $n++ ) {
			$this->baskets[] = new DrawnBasket( $this );
		}
		$this->hasServicesByRate   = self::of( [ true, true, true, true, true, true, true, false ] );
		$this->taxesCourierInParts = self::of( [ true, false, false, false, false ] );
	}

	/**
	 * @template T
	 *
	 * @param non-empty-list<T> $choices
	 *
	 * @return T
	 */
	public static function of( array $choices ) {
		return $choices[ mt_rand( 0, count( $choices ) - 1 ) ];
	}

	private function price(): array {
		$hundred = 100 * mt_rand( 1, 9 );
		$price   = self::of( [ mt_rand( 5, 99 ), mt_rand( 100, 999 ), $hundred - 1, $hundred + 90, mt_rand( 1000, 9999 ) ] );
		$price  += self::of( 2 === $this->decimals ? [ 0, .99, .9, .5 ] : [ 0, 0, 0, 0, 0, 0, 0, .9 ] );
		return [ 'price' => (string) $price, 'sale' => 1 === mt_rand( 1, 5 ) ? (string) round( .75 * $price, $this->decimals ) : '' ];
	}

	public function open(): void {
		$this->round( $this->decimals, $this->roundsByLine );
		update_option( 'woocommerce_calc_taxes', $this->hasTaxes ? 'yes' : 'no' );
		update_option( 'woocommerce_prices_include_tax', $this->pricesHaveVat ? 'yes' : 'no' );
		update_option( 'woocommerce_shipping_tax_class', $this->shippingTaxClass );
		update_option( 'woocommerce_calc_discounts_sequentially', $this->couponsInTurn ? 'yes' : 'no' );
		foreach ( \WC_Shipping_Zones::get_zones() as $zone ) {
			foreach ( $zone['shipping_methods'] as $method ) {
				update_option( $method->get_instance_option_key(), [ 'cost' => $this->shippingCost, 'tax_status' => $this->shippingIsTaxed ? 'taxable' : 'none' ] + $method->instance_settings );
			}
		}
		\WC_Cache_Helper::get_transient_version( 'shipping', true );
		if ( $this->allowsFractions ) {
			remove_filter( 'woocommerce_stock_amount', 'intval' );
			add_filter( 'woocommerce_stock_amount', 'floatval' );
			add_filter( 'woocommerce_quantity_input_args', static fn( array $args ): array => [ 'min_value' => 0.001, 'step' => 0.001 ] + $args );
		}
	}

	/** As if the owner had been at the settings: orders keep the rounding that they were placed with. */
	public function change(): void {
		$this->round( 2 - $this->decimals, ! $this->roundsByLine );
	}

	/** What an order made in the office has. */
	public function shippingCost(): string {
		return $this->shippingCost;
	}

	/** The smallest amount of its prices. */
	public function unit(): float {
		return 10 ** -$this->decimals;
	}

	private function round( int $decimals, bool $byLine ): void {
		update_option( 'woocommerce_price_num_decimals', (string) $decimals );
		update_option( 'woocommerce_tax_round_at_subtotal', $byLine ? 'no' : 'yes' );
	}
}
