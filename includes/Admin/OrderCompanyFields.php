<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Checkout\CompanyFields;
use SorsApi\Orders\BuyerReader;
use SorsApi\Settings\Access;

/** PIB and registration number among the billing fields of the order screen. */
final class OrderCompanyFields {

	/** @var array<string, array{string, string}> Key among the billing fields => field, order meta. */
	private const FIELDS = [
		'sors_pib'                 => [ CompanyFields::PIB, BuyerReader::PIB_META ],
		'sors_registration_number' => [ CompanyFields::REGISTRATION, BuyerReader::REGISTRATION_META ],
	];

	public function register(): void {
		// After WooCommerce, which shows additional fields only of orders from the block checkout, and does not validate them.
		add_filter( 'woocommerce_admin_billing_fields', [ $this, 'add' ], 20, 2 );
	}

	/**
	 * @param mixed $fields
	 * @param mixed $order
	 *
	 * @return mixed
	 */
	public function add( $fields, $order = null ) {
		if ( ! is_array( $fields ) || ! $order instanceof \WC_Order || ! CompanyFields::areWanted() ) {
			return $fields;
		}
		$labels = [
			CompanyFields::PIB          => __( 'PIB', 'sors-api-for-woocommerce' ),
			CompanyFields::REGISTRATION => __( 'Registration number', 'sors-api-for-woocommerce' ),
		];
		/* translators: %s: name and code of a customer. */
		$found  = __( 'In SORS: %s. What was empty here is filled in.', 'sors-api-for-woocommerce' );
		$fields = array_diff_key( $fields, CompanyFields::labels() );
		foreach ( self::FIELDS as $key => [ $field, $meta ] ) {
			$fields[ $key ] = [
				'label'             => $labels[ $field ],
				'id'                => '_billing_' . $key,
				// A person's number goes once the order is saved.
				'value'             => CompanyFields::shown( $field, $order->get_meta( $meta, true ), strtoupper( (string) $order->get_billing_country() ) ),
				'update_callback'   => [ $this, 'save' ],
				// For the script.
				'custom_attributes' => CompanyFields::PIB === $field ? [ 'data-found' => $found ] : [],
			];
		}
		if ( current_user_can( Access::CAPABILITY ) ) {
			BuiltScript::load( 'order-company', [ 'wp-api-fetch', 'wp-url' ] );
		}
		return $fields;
	}

	/**
	 * @param mixed $id
	 * @param mixed $value
	 * @param mixed $order
	 */
	public function save( $id, $value, $order ): void {
		$key = is_string( $id ) ? substr( $id, strlen( '_billing_' ) ) : '';
		if ( ! isset( self::FIELDS[ $key ] ) || ! $order instanceof \WC_Order ) {
			return;
		}
		[ $field, $meta ] = self::FIELDS[ $key ];
		$typed            = is_scalar( $value ) ? (string) $value : '';
		$problem          = CompanyFields::problem( $field, $typed, self::country( $order ) );
		if ( null !== $problem ) {
			\WC_Admin_Meta_Boxes::add_error( $problem . ' ' . __( 'The former value was kept.', 'sors-api-for-woocommerce' ) );
			return;
		}
		$order->update_meta_data( $meta, CompanyFields::tidied( $field, $typed ) );
		$order->update_meta_data( CompanyFields::META . $field, CompanyFields::tidied( $field, $typed ) );
	}

	/** As the form has it: the order itself is changed after its fields. */
	private static function country( \WC_Order $order ): string {
		// phpcs:ignore WordPress.Security.NonceVerification.Missing -- WooCommerce has checked it before it calls save().
		$posted = isset( $_POST['_billing_country'] ) && is_string( $_POST['_billing_country'] ) ? sanitize_text_field( wp_unslash( $_POST['_billing_country'] ) ) : null;
		return strtoupper( $posted ?? (string) $order->get_billing_country() );
	}
}
