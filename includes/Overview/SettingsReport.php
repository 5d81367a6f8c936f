<?php
declare( strict_types=1 );

namespace SorsApi\Overview;

use SorsApi\Backfill\OlderOrders;
use SorsApi\Counterparts\ServiceItems;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\Access;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsNotices;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Store\Links;
use SorsApi\Store\ShippingTax;
use SorsApi\Store\TaxClasses;
use SorsApi\Sync\Stock\ChangesWatch;

/**
 * Everything that the settings screen shows: the settings, what may be shown of the key, what is doubtful, and what the
 * shop offers to choose from.
 *
 * @phpstan-import-type Notice from SettingsNotices
 */
final class SettingsReport {

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * @param list<Notice> $notices Shown first.
	 * @return array<string, mixed> Zod `settingsResponse`.
	 */
	public function make( array $notices = [] ): array {
		$settings = SettingsStore::load();
		return [
			'settings'     => SettingsStore::withObjects( $settings->toArray() ),
			'apiKey'       => ( new ApiKey() )->describe(),
			'mayChangeKey' => current_user_can( Access::ADMINISTRATION ),
			'notices'      => array_merge( $notices, self::notices( $this->api ) ),
			'shop'         => self::shopFacts() + [
				'orderStatuses'   => (object) self::orderStatuses(),
				'paymentGateways' => (object) self::paymentGateways(),
				'serviceNames'    => (object) ServiceItems::names( $settings->chargeCodes() ),
				'taxClasses'      => (object) TaxClasses::names(),
				'customerDiscounts' => $this->api->tellsDiscounts(),
				'usualTaxClasses' => (object) TaxClasses::USUAL,
				'testDatabase'    => Settings::TEST_DATABASE,
				'mayTestOrders'   => Settings::mayTestOrders(),
			],
		];
	}

	/** @return list<Notice> What is doubtful about the settings as they are. */
	public static function notices( Api $api ): array {
		$settings = SettingsStore::load();
		$missed   = ChangesWatch::reason( $settings->database );
		$notices  = SettingsNotices::all( $settings, self::shopFacts(), $api->tellsReserved() );
		if ( null !== $missed ) {
			$notices[] = SettingsNotices::changesMissed( $missed['item'], $missed['document'] );
		}
		$notices = array_merge( $notices, SettingsNotices::servicesOfOtherRates( $settings, [ ServiceItems::class, 'vatRate' ] ) );
		$vatRate = self::shippingTaxedOtherwise( $settings );
		if ( null !== $vatRate ) {
			$notices[] = SettingsNotices::shippingTax( $vatRate );
		}
		if ( $settings->isConfigured() && ! $settings->exportOrders ) {
			$orders = OlderOrders::whileOff();
			$off    = SettingsNotices::off( $orders['left'], $orders['held'] );
			return null === $off ? $notices : array_merge( [ $off ], $notices );
		}
		return $notices;
	}

	/** VAT rate of the item that stands for shipping, if WooCommerce charges another one on orders that the shop can have. */
	private static function shippingTaxedOtherwise( Settings $settings ): ?string {
		$code    = $settings->exportOrders && wc_tax_enabled() ? $settings->shippingItemCode : '';
		$vatRate = '' === $code ? null : ServiceItems::vatRate( $code );
		if ( null === $vatRate || ( new ShippingTax( $vatRate, $settings ) )->fits() ) {
			return null;
		}
		return ! ShippingTax::isByGoods() || Links::haveOtherVat( [ $vatRate, ...array_map( 'strval', array_keys( $settings->shippingItemByVatRate ) ) ], array_merge( [ $code ], $settings->chargeCodes() ) ) ? $vatRate : null;
	}

	/** @return array{currency: string, pricesIncludeTax: bool, taxesEnabled: bool} */
	public static function shopFacts(): array {
		return [
			'currency'         => SettingsStore::shopCurrency(),
			'pricesIncludeTax' => wc_prices_include_tax(),
			'taxesEnabled'     => wc_tax_enabled(),
		];
	}

	/** @return array<string, string> Status without `wc-` => name. */
	private static function orderStatuses(): array {
		$statuses = [];
		foreach ( wc_get_order_statuses() as $status => $name ) {
			$status              = (string) $status;
			$status              = 0 === strpos( $status, 'wc-' ) ? substr( $status, 3 ) : $status;
			$statuses[ $status ] = (string) $name;
		}
		// Unfinished carts, not orders.
		return array_filter( $statuses, static fn( string $status ): bool => ! OrderStorage::isDraft( $status ), ARRAY_FILTER_USE_KEY );
	}

	/** @return array<string, string> Id => the name that buyers see, and WooCommerce's own where it differs; also of gateways that are switched off: older orders were paid with them. */
	private static function paymentGateways(): array {
		$titles = [];
		foreach ( WC()->payment_gateways()->payment_gateways() as $gateway ) {
			$shown  = trim( wp_strip_all_tags( (string) $gateway->get_title() ) );
			$method = (string) $gateway->get_method_title();

			$titles[ $gateway->id ] = in_array( $shown, [ '', $method ], true ) ? ( '' !== $method ? $method : $gateway->id ) : ( '' === $method ? $shown : "$shown ($method)" );
		}
		return $titles;
	}
}
