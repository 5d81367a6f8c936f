<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

use SorsApi\Documents\Pib;
use SorsApi\Documents\TaxNumber;
use SorsApi\Orders\BuyerReader;

/**
 * A company's PIB and registration number at the checkout.
 *
 * They are additional checkout fields of WooCommerce, which asks for them at the block checkout and in My Account and
 * shows them on the order, where they can be edited. Our order meta follows, however they are set.
 */
final class CompanyFields {

	public const PIB = 'sors/pib';
	public const REGISTRATION = 'sors/registration-number';

	/** @var array<string, string> Field => order meta that follows it. */
	private const METAS = [
		self::PIB          => BuyerReader::PIB_META,
		self::REGISTRATION => BuyerReader::REGISTRATION_META,
	];

	/** Country of the buyer in the request that is under way; null = it does not say. */
	private ?string $restCountry = null;

	/** Not where the settings name another plugin's field. */
	public static function areWanted(): bool {
		$settings = get_option( 'sors_settings' );
		return ! is_array( $settings ) || '' === ( $settings['vatFieldKey'] ?? '' );
	}

	public function register(): void {
		add_action( 'woocommerce_init', [ $this, 'registerFields' ] );
		add_action( 'woocommerce_set_additional_field_value', [ $this, 'follow' ], 10, 4 );
		add_filter( 'rest_request_before_callbacks', [ $this, 'noteCountry' ], 10, 3 );
		add_action( 'woocommerce_blocks_validate_location_contact_fields', [ $this, 'validateByCountry' ], 10, 2 );
	}

	public function registerFields(): void {
		if ( ! self::areWanted() || ! function_exists( 'woocommerce_register_additional_checkout_field' ) ) {
			return;
		}
		foreach ( self::labels() as $id => $label ) {
			woocommerce_register_additional_checkout_field(
				[
					'id'                         => $id,
					'label'                      => $label,
					'location'                   => 'contact',
					'required'                   => false,
					'show_in_order_confirmation' => true,
					'attributes'                 => [ 'maxLength' => 20 ],
					'sanitize_callback'          => static function ( $typed ) use ( $id ): string {
						return self::tidied( $id, is_scalar( $typed ) ? (string) $typed : '' );
					},
					'validate_callback'          => static function ( $typed ) use ( $id ) {
						// WooCommerce does not say here where the buyer is: the form alone.
						$problem = self::problem( $id, is_scalar( $typed ) ? (string) $typed : '', null );
						return null === $problem ? true : new \WP_Error( 'sors_invalid_field', $problem );
					},
				]
			);
		}
	}

	/**
	 * @param mixed $key
	 * @param mixed $value
	 * @param mixed $group
	 * @param mixed $owner
	 */
	public function follow( $key, $value, $group, $owner ): void {
		if ( ! is_string( $key ) || ! isset( self::METAS[ $key ] ) || ! $owner instanceof \WC_Data ) {
			return;
		}
		$typed = is_scalar( $value ) ? (string) $value : '';
		if ( TaxNumber::isPersonal( $typed, self::PIB === $key ? null : 'RS' ) ) {
			// The order screen does not validate: what must not be kept is taken out before it is saved.
			$type = $owner instanceof \WC_Customer ? 'customer' : 'order';
			add_action(
				'woocommerce_before_' . $type . '_object_save',
				static function ( \WC_Data $saved ) use ( $owner, $key ): void {
					if ( $saved === $owner ) {
						$saved->delete_meta_data( '_wc_other/' . $key );
					}
				}
			);
			$typed = '';
		}
		if ( $owner instanceof \WC_Order ) {
			$owner->update_meta_data( self::METAS[ $key ], self::tidied( $key, $typed ) );
		}
	}

	/** @return array<string, string> Field => label. */
	public static function labels(): array {
		return [
			self::PIB          => __( 'PIB, if you buy for a company', 'sors-api-for-woocommerce' ),
			self::REGISTRATION => __( 'Registration number of the company', 'sors-api-for-woocommerce' ),
		];
	}

	/**
	 * The request's own country counts: WooCommerce moves the buyer there only after the fields were validated.
	 *
	 * @param mixed $response
	 * @param mixed $handler
	 * @param mixed $request
	 *
	 * @return mixed The response, unchanged.
	 */
	public function noteCountry( $response, $handler, $request ) {
		if ( $request instanceof \WP_REST_Request && 0 === strpos( $request->get_route(), '/wc/store/' ) ) {
			$address           = $request->get_param( 'billing_address' );
			$country           = is_array( $address ) ? $address['country'] ?? null : null;
			$this->restCountry = is_string( $country ) && '' !== $country ? strtoupper( $country ) : null;
		}
		return $response;
	}

	/**
	 * At the block checkout and in My Account.
	 *
	 * @param mixed $errors
	 * @param mixed $fields
	 */
	public function validateByCountry( $errors, $fields ): void {
		$typed = is_array( $fields ) ? $fields[ self::PIB ] ?? '' : '';
		if ( ! $errors instanceof \WP_Error || ! is_scalar( $typed ) || '' === (string) $typed || ! self::areWanted() ) {
			return;
		}
		$customer = WC()->customer;
		$country  = $this->restCountry ?? ( $customer instanceof \WC_Customer ? (string) $customer->get_billing_country() : '' );
		$problem  = self::problem( self::PIB, (string) $typed, $country );
		// What the form alone forbids, the field has said already.
		if ( null !== $problem && null === self::problem( self::PIB, (string) $typed, null ) ) {
			$errors->add( 'sors_invalid_field', $problem, [ 'key' => self::PIB ] );
		}
	}

	/**
	 * Why what was typed is not valid; null = it is. Empty is allowed.
	 *
	 * @param string|null $country Where the buyer is; null = not known, so only the form is judged.
	 */
	public static function problem( string $field, string $typed, ?string $country ): ?string {
		if ( self::REGISTRATION === $field ) {
			if ( '' === Pib::normalise( $typed ) || Pib::isRegistrationNumber( $typed ) ) {
				return null;
			}
			return TaxNumber::isPersonal( $typed, 'RS' ) ? self::isPerson() : __( 'The registration number of a company has eight digits.', 'sors-api-for-woocommerce' );
		}
		switch ( TaxNumber::problem( $typed, $country ) ) {
			case null:
				return null;
			case TaxNumber::PERSONAL:
				return self::isPerson();
			case TaxNumber::PIB:
				return __( 'This is not a valid PIB. Please check the nine digits, or leave the field empty if you are buying as an individual.', 'sors-api-for-woocommerce' );
			case TaxNumber::MONTENEGRO:
				return __( 'A company in Montenegro has a PIB of eight digits. Please check it, or leave the field empty if you are buying as an individual.', 'sors-api-for-woocommerce' );
			case TaxNumber::BOSNIA:
				return __( 'A company in Bosnia and Herzegovina has a JIB of 13 digits or a VAT number of 12. Please check the digits, or leave the field empty if you are buying as an individual.', 'sors-api-for-woocommerce' );
			default:
				return __( 'This does not look like a tax number. Please check it, or leave the field empty if you are buying as an individual.', 'sors-api-for-woocommerce' );
		}
	}

	private static function isPerson(): string {
		return __( 'This looks like a JMBG, a person\'s number. Please do not enter it here, only the tax number of a company.', 'sors-api-for-woocommerce' );
	}

	/** A JMBG stays as it was typed, so that it is refused with an explanation instead of vanishing. */
	public static function tidied( string $field, string $typed ): string {
		$bare = Pib::normalise( sanitize_text_field( $typed ) );
		return self::PIB === $field || self::REGISTRATION === $field ? $bare : trim( $typed );
	}
}
