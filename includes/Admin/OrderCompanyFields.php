<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Checkout\CompanyFields;
use SorsApi\Orders\BuyerReader;
use SorsApi\Settings\Access;

/** What a company says of itself, among the billing fields of the order screen. */
final class OrderCompanyFields {

	/** @var array<string, string> Key among the billing fields => field. */
	private const FIELDS = [
		'sors_buyer_type'          => CompanyFields::TYPE,
		'sors_pib'                 => CompanyFields::PIB,
		'sors_registration_number' => CompanyFields::REGISTRATION,
		'sors_jbkjs'               => CompanyFields::JBKJS,
	];

	public function register(): void {
		// After WooCommerce, which shows additional fields only of orders from the block checkout, and does not validate them.
		add_filter( 'woocommerce_admin_billing_fields', [ $this, 'add' ], 20, 3 );
	}

	/**
	 * @param mixed $fields
	 * @param mixed $order
	 * @param mixed $context As it is shown, or edited.
	 * @return mixed
	 */
	public function add( $fields, $order = null, $context = 'edit' ) {
		if ( ! is_array( $fields ) || ! $order instanceof \WC_Order || ! CompanyFields::areWanted() ) {
			return $fields;
		}
		/* translators: %s: name and code of a customer. */
		$found  = __( 'In SORS: %s. What was empty here is filled in.', 'sors-api-for-woocommerce' );
		$fields = array_diff_key( $fields, CompanyFields::labels() );
		foreach ( self::FIELDS as $key => $field ) {
			// A person's number goes once the order is saved.
			$value          = CompanyFields::shown( $field, $order->get_meta( CompanyFields::METAS[ $field ], true ), strtoupper( (string) $order->get_billing_country() ) );
			$fields[ $key ] = [
				'label'             => CompanyFields::labels()[ $field ],
				'id'                => '_billing_' . $key,
				'value'             => CompanyFields::TYPE === $field && 'view' === $context && '' !== $value ? CompanyFields::types()[ $value ] ?? '' : $value,
				'update_callback'   => [ $this, 'save' ],
				// For the script.
				'custom_attributes' => CompanyFields::PIB === $field ? [ 'data-found' => $found ] : [],
				'wrapper_class'     => CompanyFields::JBKJS === $field ? 'sors-jbkjs' : '',
			] + array_diff_key( CompanyFields::input( $field ), [ 'class' => true ] );
		}
		CompanyFields::addStyle();
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
		$field   = self::FIELDS[ $key ];
		$type    = self::posted( '_billing_sors_buyer_type' ) ?? CompanyFields::shown( CompanyFields::TYPE, $order->get_meta( BuyerReader::TYPE_META ), null );
		$typed   = CompanyFields::ofItsType( [ $field => is_scalar( $value ) ? (string) $value : '' ] + [ CompanyFields::TYPE => $type ] )[ $field ];
		$country = strtoupper( self::posted( '_billing_country' ) ?? (string) $order->get_billing_country() );
		$problem = CompanyFields::problem( $field, $typed, $country );
		if ( null !== $problem ) {
			\WC_Admin_Meta_Boxes::add_error( $problem . ' ' . __( 'The former value was kept.', 'sors-api-for-woocommerce' ) );
			return;
		}
		$order->update_meta_data( CompanyFields::METAS[ $field ], CompanyFields::tidied( $field, $typed ) );
		$order->update_meta_data( CompanyFields::META . $field, CompanyFields::tidied( $field, $typed ) );
	}

	/** As the form has it: the order itself is changed after its fields. */
	private static function posted( string $name ): ?string {
		// phpcs:ignore WordPress.Security.NonceVerification.Missing -- WooCommerce has checked it before it calls save().
		return isset( $_POST[ $name ] ) && is_string( $_POST[ $name ] ) ? sanitize_text_field( wp_unslash( $_POST[ $name ] ) ) : null;
	}
}
