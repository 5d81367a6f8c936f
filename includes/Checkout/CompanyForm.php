<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

use Automattic\WooCommerce\Blocks\Domain\Services\CheckoutFields;
use Automattic\WooCommerce\Blocks\Package;
use SorsApi\Documents\Buyer;

/** The company's fields as WooCommerce has them: with the box and the rules that open them at the checkout, without elsewhere. */
final class CompanyForm {

	public function register(): void {
		add_action( 'woocommerce_init', [ $this, 'registerFields' ] );
		add_filter( 'rest_pre_dispatch', [ $this, 'openForStoreApi' ], 10, 3 );
		add_action( 'enqueue_block_editor_assets', [ self::class, 'open' ] );
		add_action( 'woocommerce_blocks_enqueue_checkout_block_scripts_before', [ $this, 'openForBlock' ] );
		// WooCommerce shows unticked boxes as "No"; before 10.1 and 10.2 even those that are not to be shown.
		self::without( 'woocommerce_email_customer_details' );
		self::without( 'woocommerce_order_details_after_customer_details' );
	}

	/**
	 * @param mixed $response
	 * @param mixed $server
	 * @param mixed $request
	 * @return mixed The response, unchanged.
	 */
	public function openForStoreApi( $response, $server, $request ) {
		if ( $request instanceof \WP_REST_Request && 1 === preg_match( '~^/wc/store/(.+/)?(checkout|batch)\b~', $request->get_route() ) ) {
			self::open();
		}
		return $response;
	}

	/** WooCommerce has looked before whether its script needs the parser of rules. */
	public function openForBlock(): void {
		self::open();
		if ( CompanyFields::areWanted() ) {
			wp_enqueue_script( 'wc-schema-parser' );
			wp_enqueue_script( 'sors-block-checkout', plugins_url( 'build/block-checkout.js', SORS_API_FILE ), [ 'wc-settings', 'wp-data' ], SORS_API_VERSION, [ 'in_footer' => true ] );
		}
	}

	/**
	 * Whenever a field with rules is registered, WooCommerce compares them with JSON Schema's own schema, which takes
	 * milliseconds. So a page has the fields that orders show; the box and the rules come with the checkout.
	 */
	public function registerFields(): void {
		if ( ! CompanyFields::areWanted() || ! function_exists( 'woocommerce_register_additional_checkout_field' ) ) {
			// A plugin may have taken WooCommerce's blocks away, and this with them.
			return;
		}
		if ( isset( $_SERVER['REQUEST_METHOD'] ) ) {
			array_map( [ self::class, 'registerField' ], array_keys( CompanyFields::METAS ) );
		} else {
			self::open();
		}
	}

	/** As the block checkout needs them. */
	public static function open(): void {
		$controller = Package::container()->get( CheckoutFields::class );
		$names      = array_keys( array_diff_key( CompanyFields::labels(), CompanyFields::asksForName() ? [] : [ CompanyFields::NAME => '' ] ) );
		if ( array_values( array_intersect( array_keys( $controller->get_additional_fields() ), array_keys( CompanyFields::labels() ) ) ) !== $names && CompanyFields::areWanted() ) {
			self::registerAll();
		}
	}

	private static function registerAll(): void {
		$controller = Package::container()->get( CheckoutFields::class );
		foreach ( array_keys( CompanyFields::labels() ) as $field ) {
			$controller->deregister_checkout_field( $field );
		}
		self::registerField(
			CompanyFields::BOX,
			[
				'type'          => 'checkbox',
				// Every box is.
				'optionalLabel' => CompanyFields::labels()[ CompanyFields::BOX ],
			]
		);
		$closed = self::hiddenWithout( [] );
		if ( CompanyFields::asksForName() ) {
			$withPib = self::ticked( [ CompanyFields::PIB => [ 'type' => 'string', 'minLength' => 1 ] ] );
			// An app may know WooCommerce's own field alone.
			$nameless = [
				'type'       => 'object',
				'properties' => [ 'company' => [ 'type' => 'string', 'maxLength' => 0 ] ],
			];
			// Our server says what is missing, and how to do without: WooCommerce's page knows no such sentence, and would call it optional.
			$asked = [
				'optionalLabel' => CompanyFields::labels()[ CompanyFields::NAME ],
				'required'      => [ 'customer' => self::fields( $withPib, [ 'billing_address' => $nameless ] ) + [ 'required' => [ 'additional_fields' ] ] ],
			];
			self::registerField( CompanyFields::NAME, $asked + $closed );
		}
		// An empty field is a company.
		self::registerField( CompanyFields::TYPE, [ 'optionalLabel' => CompanyFields::labels()[ CompanyFields::TYPE ] ] + $closed );
		// Its label cannot follow the country.
		self::registerField( CompanyFields::PIB, [ 'optionalLabel' => __( 'PIB (optional outside Serbia)', 'sors-api-for-woocommerce' ) ] + $closed );
		self::registerField( CompanyFields::REGISTRATION, $closed );
		self::registerField( CompanyFields::JBKJS, self::hiddenWithout( [ CompanyFields::TYPE => [ 'const' => Buyer::PUBLIC_BODY ] ] ) );
	}

	/** Takes the box, or all fields, away from what WooCommerce does by itself at a hook. */
	public static function without( string $hook, bool $all = false ): void {
		$before = [];
		add_action(
			$hook,
			static function () use ( $all, &$before ): void {
				$controller = Package::container()->get( CheckoutFields::class );
				$before     = array_keys( array_intersect_key( CompanyFields::labels(), $controller->get_additional_fields() ) );
				foreach ( $all ? $before : [ CompanyFields::BOX ] as $field ) {
					$controller->deregister_checkout_field( $field );
				}
			},
			PHP_INT_MIN,
			0
		);
		add_action(
			$hook,
			static function () use ( $all, &$before ): void {
				if ( in_array( CompanyFields::BOX, $before, true ) ) {
					self::registerAll();
				} elseif ( $all ) {
					array_map( [ self::class, 'registerField' ], $before );
				}
			},
			PHP_INT_MAX,
			0
		);
	}

	/** @param array<string, mixed> $options */
	private static function registerField( string $id, array $options = [] ): void {
		$text     = [
			'attributes'        => [ 'maxLength' => CompanyFields::longest( $id ) ],
			'sanitize_callback' => static fn( $typed ): string => CompanyFields::tidied( $id, is_scalar( $typed ) ? (string) $typed : '' ),
			'validate_callback' => static function ( $typed ) use ( $id ) {
				// WooCommerce does not say here where the buyer is: the form alone.
				$problem = CompanyFields::problem( $id, is_scalar( $typed ) ? (string) $typed : '', null );
				return null === $problem ? true : new \WP_Error( self::code( $id ), $problem );
			},
		];
		$options += [
			'id'                         => $id,
			'label'                      => CompanyFields::labels()[ $id ],
			'location'                   => 'contact',
			'required'                   => false,
			'show_in_order_confirmation' => isset( CompanyFields::METAS[ $id ] ),
		];
		if ( CompanyFields::TYPE === $id ) {
			$types    = CompanyFields::types();
			$options += [
				'type'        => 'select',
				'placeholder' => $types[''],
				'options'     => array_map( static fn( string $type ): array => [ 'value' => $type, 'label' => $types[ $type ] ], Buyer::TYPES ),
			];
		}
		woocommerce_register_additional_checkout_field( isset( $options['type'] ) ? $options : $options + $text );
	}

	/** One for each field: WooCommerce keeps one field for each code. */
	public static function code( string $field ): string {
		return str_replace( [ 'sors/', '-' ], [ 'sors_invalid_', '_' ], $field );
	}

	/**
	 * In a page of WooCommerce 10.0 these fields are the checkout's, later the customer's.
	 *
	 * @param array<string, mixed> $more Further fields that have to be there, beside the ticked box.
	 * @return array{hidden: array<string, mixed>}
	 */
	private static function hiddenWithout( array $more ): array {
		$rule = self::fields( [ 'not' => self::ticked( $more ) ] );
		return [ 'hidden' => [ 'customer' => $rule, 'checkout' => $rule ] ];
	}

	/**
	 * What was not posted is `{}` for WooCommerce, and `[]` before 11.0: that must not count as ticked.
	 *
	 * @param array<string, mixed> $more Further fields that have to be there.
	 * @return array<string, mixed>
	 */
	private static function ticked( array $more = [] ): array {
		$fields = [ CompanyFields::BOX => [ 'const' => true ] ] + $more;
		return [ 'type' => 'object', 'properties' => $fields, 'required' => array_keys( $fields ) ];
	}

	/**
	 * @param array<string, mixed> $rule Of the fields beside the e-mail address.
	 * @param array<string, mixed> $more
	 * @return array<string, mixed>
	 */
	private static function fields( array $rule, array $more = [] ): array {
		return [ 'type' => 'object', 'properties' => [ 'additional_fields' => $rule ] + $more ];
	}
}
