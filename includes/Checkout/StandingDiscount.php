<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Settings\SettingsStore;

/**
 * The standing discount that a linked customer has in SORS, as a coupon that WooCommerce does not store: so the cart, both
 * checkouts, mails and refunds show it. SORS is not asked: the user's meta says how much.
 * Nor is it given to another company, whose PIB the user enters: the cart is calculated again when it is.
 */
final class StandingDiscount {

	/** @param mixed $cart */
	public static function offer( $cart ): void {
		if ( ! $cart instanceof \WC_Cart ) {
			return;
		}
		$others = array_values( array_diff( $cart->get_applied_coupons(), [ LinkedCustomers::COUPON ] ) );
		$wanted = '' !== self::percent() && self::hasUse( $cart ) && ! self::standAlone( $others );
		if ( $wanted !== ( $others !== $cart->get_applied_coupons() ) ) {
			$cart->set_applied_coupons( $wanted ? array_merge( $others, [ LinkedCustomers::COUPON ] ) : $others );
		}
	}

	/**
	 * WooCommerce would complain of it before it adds the cart up.
	 *
	 * @param mixed $cart
	 */
	public static function withdraw( $cart ): void {
		if ( $cart instanceof \WC_Cart && in_array( LinkedCustomers::COUPON, $cart->get_applied_coupons(), true ) && ( '' === self::percent() || ! self::hasUse( $cart ) ) ) {
			$cart->set_applied_coupons( array_values( array_diff( $cart->get_applied_coupons(), [ LinkedCustomers::COUPON ] ) ) );
		}
	}

	/**
	 * @param mixed $data
	 * @param mixed $code
	 * @return mixed
	 */
	public static function coupon( $data, $code ) {
		if ( LinkedCustomers::COUPON !== $code ) {
			return $data;
		}
		// Knowing the code is no use: offer() alone applies it.
		$cart    = WC()->cart;
		$percent = $cart instanceof \WC_Cart && in_array( LinkedCustomers::COUPON, $cart->get_applied_coupons(), true ) ? self::percent() : '';
		return '' === $percent ? false : [
			'discount_type'      => 'percent',
			'amount'             => (float) $percent,
			'exclude_sale_items' => ! self::isForSaleItems(),
		];
	}

	/**
	 * Nobody adds it to an order by its code: staff may be linked themselves, and have a cart. What an order already has
	 * WooCommerce does not check again.
	 *
	 * @param mixed $valid
	 * @param mixed $coupon
	 * @param mixed $discounts
	 * @return mixed
	 */
	public static function onlyInCarts( $valid, $coupon, $discounts = null ) {
		return $valid && ! ( self::isOurs( $coupon ) && $discounts instanceof \WC_Discounts && $discounts->get_object() instanceof \WC_Order );
	}

	/**
	 * @param mixed $label
	 * @param mixed $coupon
	 * @return mixed
	 */
	public static function label( $label, $coupon ) {
		return self::isOurs( $coupon ) ? esc_html__( 'Standing discount', 'sors-api-for-woocommerce' ) : $label;
	}

	/**
	 * The blocks of cart and checkout ask no filter of PHP what a coupon is called, and none whether it has a button, as
	 * withoutButton() answers: that one is known by its label alone.
	 */
	public static function nameInBlocks(): void {
		$names = (string) wp_json_encode( [ LinkedCustomers::COUPON => __( 'Standing discount', 'sors-api-for-woocommerce' ) ] );
		wp_add_inline_script(
			'wc-blocks-checkout',
			"( ( names ) => {
				window.wc.blocksCheckout.registerCheckoutFilters( 'sors-api', { coupons: ( coupons ) => coupons.map( ( coupon ) => names[ coupon.code ] ? { ...coupon, label: names[ coupon.code ] } : coupon ) } );
				const style = document.createElement( 'style' );
				style.textContent = Object.values( names ).map( ( name ) => `.wc-block-components-totals-discount__coupon-list-item button[aria-label*=\${ JSON.stringify( name ) }]{display:none}` ).join( '' );
				document.head.append( style );
			} )( $names );"
		);
	}

	/**
	 * It would be there again at once.
	 *
	 * @param mixed $html
	 * @param mixed $coupon
	 * @param mixed $amount
	 * @return mixed
	 */
	public static function withoutButton( $html, $coupon, $amount = '' ) {
		return self::isOurs( $coupon ) ? $amount : $html;
	}

	/**
	 * Of an order that is calculated again, WooCommerce remembers the percentage alone.
	 *
	 * @param mixed $coupon
	 * @param mixed $code
	 * @return mixed
	 */
	public static function again( $coupon, $code ) {
		if ( LinkedCustomers::COUPON === $code && $coupon instanceof \WC_Coupon ) {
			$coupon->set_exclude_sale_items( ! self::isForSaleItems() );
		}
		return $coupon;
	}

	/** @return string '' = none: also where another company buys than the one that the user is linked with. */
	private static function percent(): string {
		return LinkedCustomers::percent( get_current_user_id(), EnteredPib::get() );
	}

	/** WooCommerce complains of a coupon that fits nothing in the cart. */
	private static function hasUse( \WC_Cart $cart ): bool {
		$isForSaleItems = self::isForSaleItems();
		foreach ( $cart->get_cart() as $item ) {
			$product = $item['data'] ?? null;
			if ( $product instanceof \WC_Product && ( $isForSaleItems || ! $product->is_on_sale() ) ) {
				return true;
			}
		}
		return false;
	}

	/** @param list<string> $codes */
	private static function standAlone( array $codes ): bool {
		foreach ( $codes as $code ) {
			if ( ( new \WC_Coupon( $code ) )->get_individual_use() ) {
				return true;
			}
		}
		return false;
	}

	private static function isForSaleItems(): bool {
		return SettingsStore::load()->discountOnSaleItems;
	}

	/** @param mixed $coupon */
	private static function isOurs( $coupon ): bool {
		return $coupon instanceof \WC_Coupon && LinkedCustomers::COUPON === $coupon->get_code();
	}
}
