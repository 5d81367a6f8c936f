<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

use SorsApi\Documents\Pib;
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

	/** Not where the settings name another plugin's field. */
	public static function areWanted(): bool {
		$settings = get_option( 'sors_settings' );
		return ! is_array( $settings ) || '' === ( $settings['vatFieldKey'] ?? '' );
	}

	public function register(): void {
		add_action( 'woocommerce_init', [ $this, 'registerFields' ] );
		add_action( 'woocommerce_set_additional_field_value', [ $this, 'follow' ], 10, 4 );
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
						$problem = self::problem( $id, is_scalar( $typed ) ? (string) $typed : '' );
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
		if ( Pib::isPersonal( $typed ) ) {
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

	/** Why what was typed is not valid; null = it is. Empty is allowed. */
	public static function problem( string $field, string $typed ): ?string {
		$bare = Pib::normalise( $typed );
		if ( '' === $bare ) {
			return null;
		}
		if ( Pib::isPersonal( $typed ) ) {
			return __( 'This looks like a JMBG, a person\'s number. Please do not enter it here; a company has a PIB of nine digits.', 'sors-api-for-woocommerce' );
		}
		if ( self::REGISTRATION === $field ) {
			return Pib::isRegistrationNumber( $typed ) ? null : __( 'The registration number of a company has eight digits.', 'sors-api-for-woocommerce' );
		}
		// Numbers of foreign companies have other forms, which begin with letters.
		if ( 1 === preg_match( '/^[A-Z]{2}[A-Z0-9]{5,14}$/i', $bare ) ) {
			return null;
		}
		return Pib::isValid( $bare ) ? null : __( 'This is not a valid PIB. Please check the nine digits, or leave the field empty if you are buying as an individual.', 'sors-api-for-woocommerce' );
	}

	/** A JMBG stays as it was typed, so that it is refused with an explanation instead of vanishing. */
	public static function tidied( string $field, string $typed ): string {
		$bare = Pib::normalise( sanitize_text_field( $typed ) );
		return self::PIB === $field || self::REGISTRATION === $field ? $bare : trim( $typed );
	}
}
