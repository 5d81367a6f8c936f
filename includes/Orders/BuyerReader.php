<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Documents\Buyer;
use SorsApi\Documents\Pib;
use SorsApi\Documents\TaxNumber;
use SorsApi\Settings\Settings;

/** Reads who bought from an order. */
final class BuyerReader {

	/** Order meta of our own fields, whichever checkout or screen they were filled in on. */
	public const PIB_META          = '_sors_pib';
	public const REGISTRATION_META = '_sors_registration_number';
	public const TYPE_META         = '_sors_buyer_type';
	public const JBKJS_META        = '_sors_jbkjs';
	public const COMPANY_META      = '_sors_company';

	public static function of( \WC_Order $order, Settings $settings ): Buyer {
		$buyer                     = new Buyer();
		$buyer->name               = OrderReader::text( $order->get_billing_first_name() . ' ' . $order->get_billing_last_name() );
		$buyer->company            = OrderReader::text( $order->get_billing_company() );
		$buyer->email              = self::email( OrderReader::text( $order->get_billing_email() ) );
		$buyer->phone              = OrderReader::text( $order->get_billing_phone() );
		$buyer->address            = OrderReader::text( $order->get_billing_address_1() . ' ' . $order->get_billing_address_2() );
		$buyer->postalCode         = OrderReader::text( $order->get_billing_postcode() );
		$buyer->city               = OrderReader::text( $order->get_billing_city() );
		$buyer->country            = strtoupper( (string) $order->get_billing_country() );
		$registration              = self::meta( $order, self::REGISTRATION_META );
		$buyer->registrationNumber = Pib::isRegistrationNumber( $registration ) ? Pib::normalise( $registration ) : '';
		$type                      = self::meta( $order, self::TYPE_META );
		$jbkjs                     = self::meta( $order, self::JBKJS_META );
		$buyer->type               = in_array( $type, Buyer::TYPES, true ) ? $type : '';
		$buyer->jbkjs              = Buyer::PUBLIC_BODY === $type && Pib::isJbkjs( $jbkjs ) ? Pib::normalise( $jbkjs ) : '';
		if ( '' === $buyer->company ) {
			$buyer->company = self::meta( $order, self::COMPANY_META );
		}
		$typed = self::meta( $order, '' !== $settings->vatFieldKey ? $settings->vatFieldKey : self::PIB_META );
		if ( TaxNumber::isPersonal( $typed, $buyer->country ) ) {
			$buyer->personalNumber = true;
		} else {
			$buyer->taxId = Pib::normalise( $typed );
		}
		return $buyer;
	}

	/** What WooCommerce puts in place of an erased address belongs to no buyer, and is the same on all orders. */
	private static function email( string $email ): string {
		return wp_privacy_anonymize_data( 'email', $email ) === $email ? '' : $email;
	}

	private static function meta( \WC_Order $order, string $key ): string {
		return OrderReader::text( $order->get_meta( $key, true ) );
	}
}
