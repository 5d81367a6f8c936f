<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

/** The company's fields in requests of the block checkout. */
final class BlockCompanyFields {

	/** Country of the buyer in the request that is under way; null = it does not say. */
	private ?string $country = null;

	/** Said where WooCommerce's own field is to name the company of the order that is being placed; '' = it is not. */
	private string $needsCompany = '';

	/** @var array<string, string> What the order that is being placed lacks, by the code of the error. */
	private array $missing = [];

	public function register(): void {
		add_filter( 'rest_request_before_callbacks', [ $this, 'begin' ], 10, 3 );
		add_filter( 'rest_request_after_callbacks', [ $this, 'end' ] );
		add_filter( 'woocommerce_get_default_value_for_' . CompanyFields::BOX, [ $this, 'ticked' ], 10, 3 );
		add_action( 'woocommerce_validate_additional_field', [ $this, 'validateField' ], 10, 3 );
		add_action( 'woocommerce_blocks_validate_location_address_fields', [ $this, 'validateName' ], 10, 3 );
		add_action( 'woocommerce_store_api_checkout_update_order_from_request', [ $this, 'completeOrder' ], 10, 2 );
	}

	/**
	 * The request's own country counts: WooCommerce moves the buyer there only after the fields were validated. And the
	 * box is put right: the checkout sends what was changed, and without it the rules would hide what is to be validated.
	 *
	 * @param mixed $response
	 * @param mixed $handler
	 * @param mixed $request
	 * @return mixed The response, unchanged.
	 */
	public function begin( $response, $handler, $request ) {
		if ( ! $request instanceof \WP_REST_Request || 0 !== strpos( $request->get_route(), '/wc/store/' ) ) {
			return $response;
		}
		$address       = $request->get_param( 'billing_address' );
		$address       = is_array( $address ) ? $address : [];
		$country       = CompanyFields::text( $address, 'country' );
		$this->country = '' !== $country ? strtoupper( $country ) : null;
		$typed         = $request->get_param( 'additional_fields' );
		if ( ! is_array( $typed ) || ! CompanyFields::areWanted() ) {
			return $response;
		}
		$isPlaced = 'POST' === $request->get_method();
		if ( $isPlaced ) {
			$typed = CompanyFields::ofItsType( $typed );
			$this->lookWhatIsMissing( $typed, CompanyFields::text( $address, 'company' ) );
			// It sends all that it has, of boxes those that were ever ticked.
			$typed += [] === array_intersect_key( CompanyFields::labels(), $typed ) ? [] : [ CompanyFields::BOX => true === CompanyFields::isCompany( $typed ) ];
		}
		$isCompany = CompanyFields::isCompany( $typed );
		if ( true === $isCompany ) {
			$typed[ CompanyFields::BOX ] = true;
		} elseif ( false === $isCompany ) {
			$typed = array_fill_keys( array_keys( array_intersect_key( $typed, array_flip( CompanyFields::TEXTS ) ) ), '' ) + $typed;
		}
		if ( '' === $this->needsCompany && $isPlaced && true === $isCompany && '' !== CompanyFields::text( $typed, CompanyFields::PIB ) && ! CompanyFields::asksForName() ) {
			$this->needsCompany = CompanyFields::nameIsMissing();
		}
		$request->set_param( 'additional_fields', $typed );
		return $response;
	}

	/**
	 * @param mixed $response
	 * @return mixed The response, unchanged.
	 */
	public function end( $response ) {
		$this->country      = null;
		$this->needsCompany = '';
		$this->missing      = [];
		return $response;
	}

	/**
	 * The box is not kept. Who has bought for a company finds it ticked.
	 *
	 * @param mixed $value
	 * @param mixed $group
	 * @param mixed $owner
	 * @return mixed
	 */
	public function ticked( $value, $group, $owner ) {
		$isOpen = $owner instanceof \WC_Customer || ( $owner instanceof \WC_Order && $owner->has_status( 'checkout-draft' ) );
		return $isOpen && [] !== CompanyFields::kept( $owner ) ? '1' : $value;
	}

	/**
	 * @param mixed $errors
	 * @param mixed $field
	 * @param mixed $typed
	 */
	public function validateField( $errors, $field, $typed ): void {
		if ( ! $errors instanceof \WP_Error || ! is_scalar( $typed ) ) {
			return;
		}
		if ( CompanyFields::BOX === $field ) {
			// WooCommerce asks about no field that is empty; src/block-checkout.ts shows these at theirs.
			foreach ( $this->missing as $code => $sentence ) {
				$errors->add( $code, $sentence );
			}
		}
		if ( CompanyFields::PIB !== $field || $errors->has_errors() ) {
			return;
		}
		$problem = CompanyFields::problem( $field, (string) $typed, $this->country() );
		if ( null !== $problem ) {
			$errors->add( CompanyForm::code( $field ), $problem );
		}
	}

	/**
	 * @param mixed $errors
	 * @param mixed $fields
	 * @param mixed $group
	 */
	public function validateName( $errors, $fields, $group = '' ): void {
		if ( '' !== $this->needsCompany && 'billing' === $group && $errors instanceof \WP_Error && '' === CompanyFields::text( is_array( $fields ) ? $fields : [], 'company' ) ) {
			$errors->add( 'sors_missing_company', $this->needsCompany );
		}
	}

	/**
	 * WooCommerce has put into the order what was typed, or what the account kept from last time.
	 *
	 * @param mixed $order
	 * @param mixed $request
	 */
	public function completeOrder( $order, $request ): void {
		$typed = $request instanceof \WP_REST_Request ? $request->get_param( 'additional_fields' ) : null;
		if ( ! $order instanceof \WC_Order || ! is_array( $typed ) || ! CompanyFields::areWanted() ) {
			return;
		}
		$isCompany = CompanyFields::isCompany( $typed );
		if ( false === $isCompany ) {
			CompanyFields::forget( $order );
		}
		$name = CompanyFields::text( $typed, CompanyFields::NAME );
		if ( CompanyFields::asksForName() && ( '' !== $name || false === $isCompany ) ) {
			// Else WooCommerce would take the two addresses for different ones next time.
			if ( [] === array_diff_assoc( $order->get_address( 'shipping' ), $order->get_address( 'billing' ) ) ) {
				$order->set_shipping_company( $name );
			}
			$order->set_billing_company( $name );
		}
	}

	/**
	 * Only where the box was ticked: an app that knows a field alone is asked for no other.
	 *
	 * @param array<mixed> $typed
	 */
	private function lookWhatIsMissing( array $typed, string $company ): void {
		if ( true !== ( $typed[ CompanyFields::BOX ] ?? null ) ) {
			return;
		}
		$name    = CompanyFields::text( $typed, CompanyFields::NAME );
		$missing = CompanyFields::missing( $typed, '' === $name ? $company : $name, $this->country() );
		if ( ! CompanyFields::asksForName() ) {
			$this->needsCompany = $missing[ CompanyFields::NAME ] ?? '';
		} elseif ( isset( $missing[ CompanyFields::NAME ] ) && '' === CompanyFields::text( $typed, CompanyFields::PIB ) ) {
			// With a PIB WooCommerce's page has asked for it.
			$this->missing['sors_missing_name'] = $missing[ CompanyFields::NAME ];
		}
		if ( isset( $missing[ CompanyFields::PIB ] ) ) {
			$this->missing['sors_missing_pib'] = $missing[ CompanyFields::PIB ];
		}
	}

	private function country(): string {
		$customer = WC()->customer;
		return $this->country ?? ( $customer instanceof \WC_Customer ? (string) $customer->get_billing_country() : '' );
	}
}
