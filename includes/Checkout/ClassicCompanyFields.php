<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

use Automattic\WooCommerce\Blocks\Domain\Services\CheckoutFields;
use Automattic\WooCommerce\Blocks\Package;

/** The same fields at the classic checkout, which does not support additional checkout fields. */
final class ClassicCompanyFields {

	/** @var array<string, string> Name in the form => field. Not "billing_…": WooCommerce would store those itself. */
	private const FORM = [
		'sors_company'             => CompanyFields::BOX,
		'sors_company_name'        => CompanyFields::NAME,
		'sors_buyer_type'          => CompanyFields::TYPE,
		'sors_pib'                 => CompanyFields::PIB,
		'sors_registration_number' => CompanyFields::REGISTRATION,
		'sors_jbkjs'               => CompanyFields::JBKJS,
	];

	/** WooCommerce's own name of the company is at 30. */
	private const FIRST_PRIORITY = 29;

	/** A browser that does not know `:has` shows all fields. The block checkout leaves no room above a box where it is narrow. */
	private const STYLE = '.wc-block-components-address-form__sors-company{margin-top:16px}#sors_buyer_type{min-height:3em}#sors_company_field .optional,#sors_buyer_type_field .optional,.sors-required .optional,.sors-asked:not(.sors-required) .required{display:none}@supports selector(:has(*)){form.checkout:not(:has(#sors_company:checked)) .sors-company-field{display:none!important}}';

	public function register(): void {
		add_filter( 'woocommerce_checkout_fields', [ $this, 'add' ] );
		add_filter( 'woocommerce_checkout_get_value', [ $this, 'value' ], 10, 2 );
		add_action( 'wp_enqueue_scripts', [ $this, 'addStyle' ] );
		add_action( 'woocommerce_after_checkout_validation', [ $this, 'validate' ], 10, 2 );
		add_action( 'woocommerce_checkout_create_order', [ $this, 'keepOnOrder' ], 10, 2 );
		add_action( 'woocommerce_checkout_update_customer', [ $this, 'keepForNextTime' ], 10, 2 );
	}

	/**
	 * @param mixed $fields
	 * @return mixed
	 */
	public function add( $fields ) {
		if ( ! is_array( $fields ) || ! isset( $fields['billing'] ) || ! is_array( $fields['billing'] ) || ! CompanyFields::areWanted() ) {
			return $fields;
		}
		$labels   = CompanyFields::labels();
		$priority = self::FIRST_PRIORITY;
		foreach ( self::FORM as $name => $field ) {
			if ( CompanyFields::NAME === $field && isset( $fields['billing']['billing_company'] ) ) {
				continue;
			}
			$isBox          = CompanyFields::BOX === $field;
			$input          = $isBox ? [ 'type' => 'checkbox', 'class' => [] ] : CompanyFields::input( $field );
			$input['class'] = array_merge( $input['class'], [ $isBox ? 'form-row-wide' : 'sors-company-field' ] );

			$fields['billing'][ $name ] = $input + [
				'label'    => $labels[ $field ],
				'required' => false,
				'priority' => $isBox ? $priority : ++$priority + 1,
			];
		}
		foreach ( [ 'billing_company', 'sors_company_name', 'sors_pib' ] as $name ) {
			$field = $fields['billing'][ $name ] ?? null;
			if ( is_array( $field ) && empty( $field['required'] ) ) {
				$field['label']             = CompanyFields::text( $field, 'label' ) . '&nbsp;<span class="required" aria-hidden="true">*</span>';
				$field['class']             = array_merge( (array) ( $field['class'] ?? [] ), [ 'sors-asked' ] );
				$fields['billing'][ $name ] = $field;
			}
		}
		return $fields;
	}

	public function addStyle(): void {
		if ( is_checkout() && CompanyFields::areWanted() ) {
			CompanyFields::addStyle( self::STYLE );
			wp_enqueue_script( 'sors-classic-checkout', plugins_url( 'build/classic-checkout.js', SORS_API_FILE ), [ 'wc-checkout' ], SORS_API_VERSION, [ 'in_footer' => true ] );
		}
	}

	/**
	 * What the buyer filled in last time.
	 *
	 * @param mixed $value
	 * @param mixed $name
	 * @return mixed
	 */
	public function value( $value, $name ) {
		$customer = WC()->customer;
		if ( null !== $value || ! is_string( $name ) || ! isset( self::FORM[ $name ] ) || ! $customer instanceof \WC_Customer ) {
			return $value;
		}
		$kept = CompanyFields::kept( $customer );
		if ( CompanyFields::BOX === self::FORM[ $name ] ) {
			return [] === $kept ? $value : 1;
		}
		return $kept[ self::FORM[ $name ] ] ?? $value;
	}

	/**
	 * @param mixed $data
	 * @param mixed $errors
	 */
	public function validate( $data, $errors ): void {
		$typed = self::typed( $data );
		if ( ! is_array( $data ) || ! $errors instanceof \WP_Error || true !== CompanyFields::isCompany( $typed ) ) {
			return;
		}
		$country = strtoupper( CompanyFields::text( $data, 'billing_country' ) );
		foreach ( self::FORM as $name => $field ) {
			$problem = CompanyFields::problem( $field, CompanyFields::text( $typed, $field ), $country );
			if ( null !== $problem ) {
				$errors->add( $name . '_validation', $problem, [ 'id' => $name ] );
			}
		}
		$id      = self::asksForName( $data ) ? 'sors_company_name' : 'billing_company';
		$name    = CompanyFields::text( $data, $id );
		$missing = [];
		if ( isset( $typed[ CompanyFields::BOX ] ) ) {
			$missing = CompanyFields::missing( $typed, $name, $country );
		} elseif ( '' === $name && '' !== CompanyFields::text( $typed, CompanyFields::PIB ) ) {
			$missing[ CompanyFields::NAME ] = CompanyFields::nameIsMissing();
		}
		$ids = [ CompanyFields::NAME => $id ] + array_flip( self::FORM );
		foreach ( $missing as $field => $sentence ) {
			// Where it was not posted, another plugin has taken it out of the form.
			if ( isset( $data[ $ids[ $field ] ] ) ) {
				$errors->add( $ids[ $field ] . '_required', $sentence, [ 'id' => $ids[ $field ] ] );
			}
		}
	}

	/**
	 * @param mixed $order
	 * @param mixed $data
	 */
	public function keepOnOrder( $order, $data ): void {
		$typed     = self::typed( $data );
		$isCompany = CompanyFields::isCompany( $typed );
		if ( ! $order instanceof \WC_Order || null === $isCompany ) {
			return;
		}
		// Of a payment that failed before.
		CompanyFields::forget( $order );
		if ( self::asksForName( $data ) ) {
			$order->set_billing_company( $isCompany ? CompanyFields::tidied( CompanyFields::NAME, CompanyFields::text( $typed, CompanyFields::NAME ) ) : '' );
		}
		foreach ( $isCompany ? array_keys( CompanyFields::METAS ) : [] as $field ) {
			$value = CompanyFields::tidied( $field, CompanyFields::text( $typed, $field ) );
			if ( '' !== $value ) {
				self::fields()->persist_field_for_order( $field, $value, $order, 'other', false );
			}
		}
	}

	/**
	 * @param mixed $customer
	 * @param mixed $data
	 */
	public function keepForNextTime( $customer, $data ): void {
		$typed = self::typed( $data );
		if ( $customer instanceof \WC_Customer && true === CompanyFields::isCompany( $typed ) ) {
			foreach ( array_diff_key( $typed, [ CompanyFields::BOX => true ] ) as $field => $value ) {
				self::fields()->persist_field_for_customer( $field, CompanyFields::tidied( $field, $value ), $customer );
			}
		}
	}

	/**
	 * @param mixed $data
	 * @return array<string, string> By field, of those that were posted.
	 */
	private static function typed( $data ): array {
		$typed = [];
		foreach ( self::FORM as $name => $field ) {
			if ( is_array( $data ) && array_key_exists( $name, $data ) ) {
				$typed[ $field ] = CompanyFields::text( $data, $name );
			}
		}
		return CompanyFields::ofItsType( $typed );
	}

	/** @param mixed $data WooCommerce posts all fields that it shows. */
	private static function asksForName( $data ): bool {
		return is_array( $data ) && array_key_exists( 'sors_company_name', $data );
	}

	private static function fields(): CheckoutFields {
		return Package::container()->get( CheckoutFields::class );
	}
}
