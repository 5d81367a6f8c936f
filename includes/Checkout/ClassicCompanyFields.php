<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

use Automattic\WooCommerce\Blocks\Domain\Services\CheckoutFields;
use Automattic\WooCommerce\Blocks\Package;

/** The same fields at the classic checkout, which does not support additional checkout fields. */
final class ClassicCompanyFields {

	/** @var array<string, string> Name in the form => field. Not "billing_…": WooCommerce would store those itself. */
	private const FORM = [
		'sors_pib'                 => CompanyFields::PIB,
		'sors_registration_number' => CompanyFields::REGISTRATION,
	];

	public function register(): void {
		add_filter( 'woocommerce_checkout_fields', [ $this, 'add' ] );
		add_filter( 'woocommerce_checkout_get_value', [ $this, 'value' ], 10, 2 );
		add_action( 'woocommerce_after_checkout_validation', [ $this, 'validate' ], 10, 2 );
		add_action( 'woocommerce_checkout_create_order', [ $this, 'keepOnOrder' ], 10, 2 );
		add_action( 'woocommerce_checkout_update_customer', [ $this, 'keepForNextTime' ], 10, 2 );
	}

	/**
	 * @param mixed $fields
	 *
	 * @return mixed
	 */
	public function add( $fields ) {
		if ( ! is_array( $fields ) || ! isset( $fields['billing'] ) || ! is_array( $fields['billing'] ) || ! CompanyFields::areWanted() ) {
			return $fields;
		}
		$labels   = CompanyFields::labels();
		$priority = 31;
		foreach ( self::FORM as $name => $field ) {
			$fields['billing'][ $name ] = [
				'label'       => $labels[ $field ],
				'required'    => false,
				'class'       => [ 'form-row-wide' ],
				'maxlength'   => 20,
				// After the company's name, which is at 30.
				'priority'    => $priority++,
			];
		}
		return $fields;
	}

	/**
	 * What the buyer filled in last time.
	 *
	 * @param mixed $value
	 * @param mixed $name
	 *
	 * @return mixed
	 */
	public function value( $value, $name ) {
		$customer = WC()->customer;
		if ( null !== $value || ! is_string( $name ) || ! isset( self::FORM[ $name ] ) || ! $customer instanceof \WC_Customer ) {
			return $value;
		}
		$kept = $customer->get_meta( '_wc_other/' . self::FORM[ $name ], true );
		return is_string( $kept ) && '' !== $kept ? $kept : $value;
	}

	/**
	 * @param mixed $data
	 * @param mixed $errors
	 */
	public function validate( $data, $errors ): void {
		if ( ! $errors instanceof \WP_Error ) {
			return;
		}
		$country = strtoupper( self::typed( $data, 'billing_country' ) );
		foreach ( self::FORM as $name => $field ) {
			$problem = CompanyFields::problem( $field, self::typed( $data, $name ), $country );
			if ( null !== $problem ) {
				$errors->add( $name . '_validation', $problem, [ 'id' => $name ] );
			}
		}
	}

	/**
	 * @param mixed $order
	 * @param mixed $data
	 */
	public function keepOnOrder( $order, $data ): void {
		if ( $order instanceof \WC_Order ) {
			foreach ( self::FORM as $name => $field ) {
				if ( '' !== self::typed( $data, $name ) ) {
					self::fields()->persist_field_for_order( $field, CompanyFields::tidied( $field, self::typed( $data, $name ) ), $order, 'other', false );
				}
			}
		}
	}

	/**
	 * @param mixed $customer
	 * @param mixed $data
	 */
	public function keepForNextTime( $customer, $data ): void {
		if ( $customer instanceof \WC_Customer ) {
			foreach ( self::FORM as $name => $field ) {
				if ( is_array( $data ) && array_key_exists( $name, $data ) ) {
					self::fields()->persist_field_for_customer( $field, CompanyFields::tidied( $field, self::typed( $data, $name ) ), $customer );
				}
			}
		}
	}

	/** @param mixed $data */
	private static function typed( $data, string $name ): string {
		$typed = is_array( $data ) ? ( $data[ $name ] ?? '' ) : '';
		return is_scalar( $typed ) ? trim( (string) $typed ) : '';
	}

	private static function fields(): CheckoutFields {
		return Package::container()->get( CheckoutFields::class );
	}
}
