<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;

/**
 * Combinations of settings that are refused or doubtful, in words. Pure: facts about the shop are handed in.
 *
 * @phpstan-type Notice array{field: string, severity: 'error'|'warning', message: string}
 */
final class SettingsNotices {

	/**
	 * The combination under which the shop would sell what it does not have. It is refused even while no orders are
	 * exported: documents that were sent before still count.
	 *
	 * @return array<string, string> Field => sentence.
	 */
	public static function errors( Settings $settings ): array {
		if ( 'onHand' === $settings->stockMode && in_array( 'reservation', [ $settings->documentKind, $settings->documentKindCompany ], true ) ) {
			return [ 'stockMode' => __( 'Orders that become reservations need the stock mode “Available”. A reservation does not lower the stock on hand in SORS, so with “On hand” the shop would offer reserved goods again. Choose “Available”, or another kind of document.', 'sors-api-for-woocommerce' ) ];
		}
		return [];
	}

	/**
	 * What is refused as well where SORS has the stock on hand only, and no reservations.
	 *
	 * @param array<string, mixed> $settings All, or those that change.
	 * @return array<string, string> Field => sentence.
	 */
	public static function errorsWithoutReserved( array $settings ): array {
		$kinds = array_intersect_key( $settings, array_flip( [ 'documentKind', 'documentKindCompany' ] ) );
		return array_fill_keys(
			array_keys( $kinds, 'reservation', true ),
			Sentence::__( 'Your SORS only has the stock on hand, and a reservation does not lower that: the shop would offer reserved goods again. Choose another kind of document, such as the invoice-delivery note.', 'sors-api-for-woocommerce' )
		);
	}

	/**
	 * Why the shop cannot take SORS' prices: they are in dinars, and the shop would take 1,200 of them for 1,200 of its own
	 * currency. Null = it can, or takes none.
	 */
	public static function foreignPrices( Settings $settings, string $currency ): ?string {
		if ( 'RSD' === $currency || 'never' === ( $settings->fields['price'] ?? 'never' ) ) {
			return null;
		}
		/* translators: %1$s: currency code of the shop, such as EUR. */
		return Sentence::__( 'SORS’ prices are in RSD and the shop sells in %1$s, so neither products nor stock are brought in: 1,200 dinars would become 1,200 %1$s. Either set the shop’s currency to RSD (WooCommerce → Settings → General), or choose “Never: the shop decides” for the price in the settings of SORS API: products and stock then come in, and prices stay yours.', 'sors-api-for-woocommerce', $currency );
	}

	/** Why orders wait while the shop uses the database that all share. */
	public static function testDatabase( string $database ): string {
		/* translators: %s: name of a database. */
		return Sentence::__( 'Others can read %s, so no orders are sent there. They wait until you choose the database of your business. On a test site (WP_ENVIRONMENT_TYPE) with invented buyers you may allow it in the settings.', 'sors-api-for-woocommerce', $database );
	}

	/**
	 * Everything worth saying about the settings as they are.
	 *
	 * @param array{currency: string, pricesIncludeTax: bool, taxesEnabled: bool} $shop
	 * @param bool                                                                $tellsReserved Whether SORS has more than the stock on hand.
	 * @return list<Notice>
	 */
	public static function all( Settings $settings, array $shop, bool $tellsReserved = true ): array {
		$notices = [];
		foreach ( self::errors( $settings ) + ( $tellsReserved ? [] : self::errorsWithoutReserved( $settings->toArray() ) ) as $field => $message ) {
			$notices[] = self::notice( $field, 'error', $message );
		}
		$currency = self::foreignPrices( $settings, $shop['currency'] );
		if ( null !== $currency ) {
			$notices[] = self::notice( 'fields', 'error', $currency );
		}
		if ( $shop['taxesEnabled'] && $settings->withVat() !== $shop['pricesIncludeTax'] ) {
			$notices[] = self::notice(
				'priceType',
				'warning',
				$shop['pricesIncludeTax']
					? __( 'WooCommerce is set to prices with tax, but prices are taken from SORS without VAT: the shop would sell too cheap. Take prices with VAT, or change “Prices entered with tax” in WooCommerce.', 'sors-api-for-woocommerce' )
					: __( 'WooCommerce is set to prices without tax, but prices are taken from SORS with VAT: tax would be added twice. Take prices without VAT, or change “Prices entered with tax” in WooCommerce.', 'sors-api-for-woocommerce' )
			);
		}
		return $settings->exportOrders ? array_merge( $notices, self::exportWarnings( $settings, $shop ) ) : $notices;
	}

	/**
	 * What would keep orders from being sent.
	 *
	 * @param array{currency: string, pricesIncludeTax: bool, taxesEnabled: bool} $shop
	 * @return list<Notice>
	 */
	private static function exportWarnings( Settings $settings, array $shop ): array {
		$notices = [];
		if ( '' === $settings->database || '' === $settings->documentUnit() ) {
			$notices[] = self::notice( 'exportOrders', 'warning', __( 'Orders wait until a database and a business unit are chosen.', 'sors-api-for-woocommerce' ) );
		}
		if ( ! $settings->takesOrders( $settings->database ) ) {
			$notices[] = self::notice( 'exportOrders', 'warning', Sentence::shown( self::testDatabase( $settings->database ) ) );
		}
		if ( '' !== $settings->documentUnit() && ! in_array( $settings->documentUnit(), $settings->businessUnitIds, true ) ) {
			$notices[] = self::notice( 'documentBusinessUnitId', 'warning', __( 'The documents of orders are made for a business unit whose stock is not counted in the shop. What the shop sells is taken from that unit, and the stock that the shop shows does not go down for it. Choose one of the units whose stock is counted, or count the stock of this unit as well.', 'sors-api-for-woocommerce' ) );
		}
		if ( [] === $settings->exportStatuses ) {
			$notices[] = self::notice( 'exportStatuses', 'warning', __( 'No order status is ticked, so no order is sent to SORS.', 'sors-api-for-woocommerce' ) );
		}
		if ( 'RSD' !== $shop['currency'] ) {
			/* translators: %s: currency code of the shop, such as EUR. */
			$notices[] = self::notice( 'exportOrders', 'warning', sprintf( __( 'The shop sells in %s. Only orders in RSD can be sent to SORS; all others are refused.', 'sors-api-for-woocommerce' ), $shop['currency'] ) );
		}
		if ( 'single' === $settings->customerMode && '' === $settings->singleCustomerCode ) {
			$notices[] = self::notice( 'singleCustomerCode', 'warning', __( 'Enter the SORS code of the fixed customer that all orders go to; without it they are refused.', 'sors-api-for-woocommerce' ) );
		}
		if ( '' === $settings->shippingItemCode ) {
			$notices[] = self::notice( 'shippingItemCode', 'warning', __( 'Choose the service in SORS that stands for shipping; without it orders with a shipping cost are refused.', 'sors-api-for-woocommerce' ) );
		}
		return $notices;
	}

	/**
	 * @param string $item     Code of an item whose stock changed, and SORS did not say so.
	 * @param string $document Number of our document that changed it.
	 * @return Notice
	 */
	public static function changesMissed( string $item, string $document ): array {
		/* translators: 1: code of an item, 2: number of a document. */
		return self::notice( 'fullStockHours', 'warning', sprintf( __( 'SORS does not list every change of stock: the document %2$s of this shop changed the stock of the item %1$s, and SORS did not name it when it was asked for changes. So each stock sync now reads the whole stock, which is right but takes longer. Enter 0 here to leave it at that, or another number of hours to try changes again, for example after SORS was updated.', 'sors-api-for-woocommerce' ), $item, $document ) );
	}

	/**
	 * @param string $vatRate Percent, of the item that stands for shipping.
	 * @return Notice
	 */
	public static function shippingTax( string $vatRate ): array {
		/* translators: %s: percent. */
		return self::notice( 'shippingItemCode', 'warning', sprintf( __( 'Shipping has %s %% VAT in SORS, and WooCommerce does not always charge that: it may go by the goods in the cart. Orders on which it charges another VAT are refused. Choose a service for each VAT rate under SORS API → Settings → Orders, or press “Check your shop” under Connection to set the right class.', 'sors-api-for-woocommerce' ), Sentence::shown( Sentence::quantity( $vatRate ) ) ) );
	}

	/**
	 * Of services that were chosen for a VAT rate, those that have another one in SORS.
	 *
	 * @param callable(string): (string|null) $vatRate Of the item with this code; null = not known.
	 * @return list<Notice>
	 */
	public static function servicesOfOtherRates( Settings $settings, callable $vatRate ): array {
		$notices = [];
		foreach ( [ 'shippingItemByVatRate', 'feeItemByVatRate' ] as $field ) {
			foreach ( $settings->$field as $rate => $code ) {
				$has = '' === $code ? null : $vatRate( $code );
				if ( null !== $has && ! Decimal::equals( $has, (string) $rate ) ) {
					/* translators: 1: code of a service, 2: percent, 3: percent. */
					$notices[] = self::notice( $field, 'warning', sprintf( __( 'The service %1$s has %2$s %% VAT in SORS, and it was chosen for %3$s %%: orders with such a charge are refused. Choose another service, or correct its VAT in SORS.', 'sors-api-for-woocommerce' ), $code, Sentence::shown( Sentence::quantity( $has ) ), Sentence::shown( Sentence::quantity( (string) $rate ) ) ) );
				}
			}
		}
		return $notices;
	}

	/**
	 * What the settings, the overview and the answer to switching it on say of orders that came while the export is off.
	 *
	 * @param int $left Those that are sent only when a person asks for it.
	 * @param int $held Those that are sent as soon as it is on.
	 * @return Notice|null
	 */
	public static function off( int $left, int $held ): ?array {
		$parts = [];
		if ( $left > 0 ) {
			/* translators: %d: number of orders. */
			$parts[] = sprintf( _n( 'Sending is off: %d order was not sent to SORS. It is not sent automatically when you switch it on; send it under Orders → Send older orders.', 'Sending is off: %d orders were not sent to SORS. They are not sent automatically when you switch it on; send them under Orders → Send older orders.', $left, 'sors-api-for-woocommerce' ), $left );
		} elseif ( $held > 0 ) {
			$parts[] = __( 'Sending is off.', 'sors-api-for-woocommerce' );
		}
		if ( $held > 0 ) {
			/* translators: %d: number of orders. */
			$parts[] = sprintf( _n( '%d order from before it was switched off is sent as soon as it is on again.', '%d orders from before it was switched off are sent as soon as it is on again.', $held, 'sors-api-for-woocommerce' ), $held );
		}
		return [] === $parts ? null : self::notice( 'exportOrders', 'warning', implode( ' ', $parts ) );
	}

	/** Of orders that came while the export was off, now that it is on. */
	public static function leftOut( int $orders ): string {
		/* translators: %d: number of orders. */
		return sprintf( _n( '%d order was placed while sending was off and is not sent automatically. To send it to SORS, open Orders → Send older orders.', '%d orders were placed while sending was off and are not sent automatically. To send them to SORS, open Orders → Send older orders.', $orders, 'sors-api-for-woocommerce' ), $orders );
	}

	/** Where sending is on for the first time. */
	public static function older(): string {
		return __( 'Orders placed before now are not sent automatically: they are older orders. To send them to SORS, open Orders → Send older orders.', 'sors-api-for-woocommerce' );
	}

	/**
	 * What to do after a change that was just saved.
	 *
	 * @param string|null $notSent Of orders that are not sent although sending was switched on, as leftOut() or older() says it.
	 * @return list<Notice>
	 */
	public static function ofChange( Settings $before, Settings $after, ?string $notSent = null ): array {
		$notices = [];
		if ( null !== $notSent ) {
			$notices[] = self::notice( 'exportOrders', 'warning', $notSent );
		}
		if ( '' !== $before->database && $before->database !== $after->database ) {
			/* translators: 1: former, 2: new name of the SORS database. */
			$notices[] = self::notice( 'database', 'warning', sprintf( __( 'The database changed from %1$s to %2$s. Check the business units, then run the catalogue and the stock sync: products are found again by their codes. Orders already sent stay in %1$s.', 'sors-api-for-woocommerce' ), $before->database, $after->database ) );
		}
		if ( $before->isConfigured() && self::stockSource( $before ) !== self::stockSource( $after ) ) {
			$notices[] = self::notice( 'stockMode', 'warning', __( 'Stock and prices in the shop still follow the former settings. Run the stock sync to bring them up to date.', 'sors-api-for-woocommerce' ) );
		}
		return $notices;
	}

	/**
	 * @param array<string, string> $sentences Field => sentence.
	 * @return list<Notice>
	 */
	public static function warnings( array $sentences ): array {
		$notices = [];
		foreach ( $sentences as $field => $sentence ) {
			$notices[] = self::notice( $field, 'warning', $sentence );
		}
		return $notices;
	}

	/** @return array<mixed> What stock and prices are worked out from. */
	private static function stockSource( Settings $settings ): array {
		return [ $settings->stockMode, $settings->priceType, $settings->businessUnitIds, $settings->priceUnit() ];
	}

	/**
	 * @param 'error'|'warning' $severity
	 * @return Notice
	 */
	private static function notice( string $field, string $severity, string $message ): array {
		return compact( 'field', 'severity', 'message' );
	}
}
