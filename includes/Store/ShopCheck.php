<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;

/**
 * What a shop in Serbia usually wants set another way than WooCommerce has it. Nothing is changed unasked: each point has a
 * button of its own, or the reason why it has none.
 *
 * @phpstan-type Point array{code: string, state: 'good'|'open'|'told', message: string, button: string|null}
 */
final class ShopCheck {

	/** Not how many decimals there are: with others, prices would be rounded another way. */
	private const AMOUNTS = [ 'woocommerce_price_thousand_sep' => '.', 'woocommerce_price_decimal_sep' => ',', 'woocommerce_currency_pos' => 'right_space' ];

	/** @var callable(string): (string|null) */
	private $vatRate;
	/** @var list<Point> */
	private array $points = [];
	/** @var array<string, (callable(): mixed)|null> By code: what the buttons of the open points do. */
	private array $mends = [];

	/** @param callable(string): (string|null) $vatRate VAT rate of the item with this code; null = not known. */
	public function __construct( callable $vatRate ) {
		$this->vatRate = $vatRate;
	}

	/** @return list<Point> */
	public function points(): array {
		$this->points = [];
		$this->mends  = [];
		$this->currency();
		$this->taxes();
		$this->shipping();
		$this->prices();
		$this->rounding();
		$this->amounts();
		$this->latin();
		return $this->points;
	}

	/** Does what the button of an open point says; false where it is not open. */
	public function mend( string $code ): bool {
		$this->points();
		if ( ! isset( $this->mends[ $code ] ) ) {
			return false;
		}
		( $this->mends[ $code ] )();
		Log::info( "The check of the shop changed, as asked: $code" );
		return true;
	}

	private function currency(): void {
		$currency = SettingsStore::shopCurrency();
		if ( 'RSD' === $currency ) {
			$this->add( 'currency', 'good', __( 'The shop sells in dinars (RSD), as SORS does.', 'sors-api-for-woocommerce' ) );
		} elseif ( self::isEmpty() ) {
			/* translators: %s: currency code of the shop, such as EUR. */
			$message = sprintf( __( 'The shop sells in %s, and SORS keeps its prices in dinars.', 'sors-api-for-woocommerce' ), $currency );
			$this->add( 'currency', 'open', $message, __( 'Sell in dinars (RSD)', 'sors-api-for-woocommerce' ), static fn() => update_option( 'woocommerce_currency', 'RSD' ) );
		} else {
			/* translators: %s: currency code of the shop, such as EUR. */
			$this->add( 'currency', 'told', sprintf( __( 'The shop sells in %s, and SORS keeps its prices in dinars. The shop has products or orders already, and another currency would change what their prices mean: change it in WooCommerce → Settings → General, and check the prices.', 'sors-api-for-woocommerce' ), $currency ) );
		}
	}

	private function taxes(): void {
		$country = get_option( 'woocommerce_default_country' );
		if ( ! wc_tax_enabled() ) {
			$this->add( 'taxes', 'good', __( 'Taxes are switched off in WooCommerce: prices are shown as they are, and the VAT of documents comes from SORS.', 'sors-api-for-woocommerce' ) );
		} elseif ( self::hasRates() ) {
			$this->add( 'taxes', 'good', __( 'Taxes are switched on and have rates.', 'sors-api-for-woocommerce' ) );
		} elseif ( is_string( $country ) && 'RS' === substr( $country, 0, 2 ) ) {
			// A district may follow the country.
			$this->add( 'taxes', 'open', __( 'Taxes are switched on, but there is no rate yet: no order would contain VAT.', 'sors-api-for-woocommerce' ), __( 'Add 20, 10 and 0 % for Serbia', 'sors-api-for-woocommerce' ), static fn() => self::addRates() );
		} else {
			$this->add( 'taxes', 'told', __( 'Taxes are switched on, but there is no rate yet: no order would contain VAT. The address of the shop is not in Serbia, so enter the rates of its country under WooCommerce → Settings → Tax, or correct the address under General.', 'sors-api-for-woocommerce' ) );
		}
	}

	/** Nothing where shipping is not taxed, or no item stands for it. */
	private function shipping(): void {
		$settings = SettingsStore::load();
		$code     = $settings->shippingItemCode;
		if ( '' === $code || ! wc_tax_enabled() || ! self::hasRates() ) {
			return;
		}
		$vatRate = ( $this->vatRate )( $code );
		if ( null === $vatRate ) {
			/* translators: %s: code of an item. */
			$this->add( 'shipping', 'told', sprintf( __( 'In SORS shipping always has the VAT of the item %s. WooCommerce has to charge the same, and by default it goes by the goods in the cart. Come back here once the catalogue has been brought in: the VAT of the item is not known before.', 'sors-api-for-woocommerce' ), $code ) );
			return;
		}
		$tax     = new ShippingTax( $vatRate, $settings );
		$fitting = $tax->fitting();
		$rate    = Sentence::shown( Sentence::quantity( $vatRate ) );
		if ( $tax->fits() && [] !== $settings->shippingItemByVatRate ) {
			$this->add( 'shipping', 'good', __( 'Shipping is taxed as in SORS, which has a service for each VAT rate.', 'sors-api-for-woocommerce' ) );
		} elseif ( $tax->fits() ) {
			/* translators: %s: percent. */
			$this->add( 'shipping', 'good', sprintf( __( 'Shipping is taxed at %s %%, as in SORS.', 'sors-api-for-woocommerce' ), $rate ) );
		} elseif ( null === $fitting ) {
			/* translators: %s: percent. */
			$this->add( 'shipping', 'told', sprintf( __( 'Shipping has %s %% VAT in SORS, and none of the shop’s tax classes has that rate for shipping: orders with a delivery charge would be refused. Enter the rate under WooCommerce → Settings → Tax.', 'sors-api-for-woocommerce' ), $rate ) );
		} else {
			$message = ShippingTax::isByGoods()
				/* translators: %s: percent. */
				? __( 'WooCommerce taxes shipping by the goods in the cart, but in SORS it always has %s %% VAT: an order whose goods all have another rate would be refused. Always tax it at that rate, or choose a service for each VAT rate under Settings → Orders.', 'sors-api-for-woocommerce' )
				/* translators: %s: percent. */
				: __( 'WooCommerce taxes shipping at another rate than the %s %% VAT that it has in SORS: orders with a delivery charge would be refused.', 'sors-api-for-woocommerce' );
			/* translators: %s: percent. */
			$button = sprintf( __( 'Always tax shipping at %s %%', 'sors-api-for-woocommerce' ), $rate );
			$this->add( 'shipping', 'open', sprintf( $message, $rate ), $button, static fn() => update_option( ShippingTax::OPTION, $fitting ) );
		}
	}

	private function prices(): void {
		if ( ! wc_tax_enabled() || wc_prices_include_tax() ) {
			$this->add( 'prices', 'good', __( 'Prices are entered as buyers pay them.', 'sors-api-for-woocommerce' ) );
		} elseif ( self::isEmpty() ) {
			$this->add( 'prices', 'open', __( 'Prices are entered without tax, and WooCommerce adds it. In Serbia prices for consumers contain it.', 'sors-api-for-woocommerce' ), __( 'Enter prices with tax', 'sors-api-for-woocommerce' ), static fn() => update_option( 'woocommerce_prices_include_tax', 'yes' ) );
		} else {
			$this->add( 'prices', 'told', __( 'Prices are entered without tax, and WooCommerce adds it. The shop has products or orders already, and with the other setting every price would mean something else: to change it, go to WooCommerce → Settings → Tax, and bring stock and prices in again afterwards.', 'sors-api-for-woocommerce' ) );
		}
	}

	/** Nothing where amounts have decimals, or there is no tax to round. */
	private function rounding(): void {
		if ( ! wc_tax_enabled() || 0 !== wc_get_price_decimals() ) {
			return;
		}
		if ( 'yes' === get_option( 'woocommerce_tax_round_at_subtotal' ) ) {
			$this->add( 'rounding', 'good', __( 'Amounts have no decimals, and tax is rounded once for an order.', 'sors-api-for-woocommerce' ) );
		} else {
			$this->add( 'rounding', 'told', __( 'Amounts have no decimals, and WooCommerce rounds the tax of each line to whole dinars. Documents have the total that the buyer paid, and SORS works out their VAT to the para: it may differ from the tax on the order by half a dinar a line. To round once for an order, go to WooCommerce → Settings → Tax → Rounding.', 'sors-api-for-woocommerce' ) );
		}
	}

	private function amounts(): void {
		$example = number_format( 1234, wc_get_price_decimals(), ',', '.' );
		if ( array_map( 'get_option', array_keys( self::AMOUNTS ) ) === array_values( self::AMOUNTS ) ) {
			/* translators: %s: example of an amount. */
			$this->add( 'amounts', 'good', sprintf( __( 'Amounts are written as %s.', 'sors-api-for-woocommerce' ), $example ) );
		} else {
			/* translators: %s: example of an amount, with the currency. */
			$button = sprintf( __( 'Write them as %s', 'sors-api-for-woocommerce' ), $example . ' ' . get_woocommerce_currency() );
			$this->add( 'amounts', 'open', __( 'Amounts are written another way than in Serbia.', 'sors-api-for-woocommerce' ), $button, static fn() => array_map( 'update_option', array_keys( self::AMOUNTS ), self::AMOUNTS ) );
		}
	}

	private function latin(): void {
		if ( 'рсд' === html_entity_decode( get_woocommerce_currency_symbol( 'RSD' ), ENT_QUOTES, 'UTF-8' ) ) {
			$this->add( 'symbol', 'open', __( 'WooCommerce writes the currency in Cyrillic (рсд), whatever the rest of the shop is written in.', 'sors-api-for-woocommerce' ), __( 'Write RSD', 'sors-api-for-woocommerce' ), static fn() => SettingsStore::update( [ 'latinCurrency' => true ] ) );
		} else {
			$this->add( 'symbol', 'good', __( 'The currency is not written as рсд.', 'sors-api-for-woocommerce' ) );
		}
		if ( SettingsStore::load()->latinSlugs ) {
			$this->add( 'slugs', 'good', __( 'New products with Cyrillic names get Latin addresses.', 'sors-api-for-woocommerce' ) );
		} else {
			$this->add( 'slugs', 'open', __( 'A product with a Cyrillic name gets an address full of signs such as %D1%88. Latin addresses are easier to read and to send; products that have an address keep it.', 'sors-api-for-woocommerce' ), __( 'Give new products Latin addresses', 'sors-api-for-woocommerce' ), static fn() => SettingsStore::update( [ 'latinSlugs' => true ] ) );
		}
	}
	private static function hasRates(): bool {
		global $wpdb;
		return null !== $wpdb->get_var( "SELECT tax_rate_id FROM {$wpdb->prefix}woocommerce_tax_rates LIMIT 1" );
	}

	private static function addRates(): void {
		$classes = \WC_Tax::get_tax_class_slugs();
		foreach ( TaxClasses::USUAL as $rate => $class ) {
			if ( '' !== $class && ! in_array( $class, $classes, true ) ) {
				\WC_Tax::create_tax_class( 'reduced-rate' === $class ? 'Reduced rate' : 'Zero rate', $class );
			}
			\WC_Tax::_insert_tax_rate(
				[
					'tax_rate_country' => 'RS', 'tax_rate_state' => '', 'tax_rate' => "$rate.0000", 'tax_rate_name' => 'PDV', 'tax_rate_class' => $class,
					'tax_rate_priority' => 1, 'tax_rate_compound' => 0, 'tax_rate_shipping' => 1, 'tax_rate_order' => 0,
				]
			);
		}
	}

	/** Neither products nor orders, also none in the trash: nothing whose prices would mean something else. */
	private static function isEmpty(): bool {
		$products = wc_get_products( [ 'limit' => 1, 'return' => 'ids', 'status' => [ 'publish', 'private', 'draft', 'pending', 'future', 'trash' ] ] );
		$orders   = wc_get_orders( [ 'limit' => 1, 'return' => 'ids', 'status' => array_merge( array_keys( wc_get_order_statuses() ), [ 'trash' ] ) ] );
		return [] === $products && [] === $orders;
	}

	/**
	 * @param 'good'|'open'|'told'     $state
	 * @param (callable(): mixed)|null $mend What the button does.
	 */
	private function add( string $code, string $state, string $message, ?string $button = null, ?callable $mend = null ): void {
		$this->points[]       = compact( 'code', 'state', 'message', 'button' );
		$this->mends[ $code ] = $mend;
	}
}
