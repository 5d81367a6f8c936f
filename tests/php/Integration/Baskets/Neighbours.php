<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Baskets;

'cli' === PHP_SAPI || exit;

/** Other plugins, by what they store of an order. */
final class Neighbours {

	public const WALLET     = 'TeraWallet';
	public const BEFORE_TAX = 'Smart Coupons, before tax';

	/** The wallet first: it works in the cart alone. */
	public const TENDERS = [ self::WALLET, 'WooCommerce Gift Cards', 'PW Gift Cards', 'YITH Gift Cards', 'YITH Gift Cards, formerly', 'Smart Coupons', self::BEFORE_TAX ];

	public const BUNDLES = [ 'WPC', 'WooCommerce Product Bundles', 'YITH' ];

	private const ITEM_TYPES = [
		'WooCommerce Gift Cards' => 'gift_card',
		'PW Gift Cards'          => 'pw_gift_card',
		'YITH Gift Cards'        => 'yith_gift_card',
	];

	/** A wallet is a negative fee whose taxes its plugin takes away. */
	public static function addToCart( \WC_Cart $cart, float $amount ): void {
		$cart->fees_api()->add_fee( [ 'id' => '_via_wallet_partial_payment', 'name' => 'Via wallet', 'amount' => -$amount, 'taxable' => false, 'tax_class' => 'non-taxable' ] );
	}

	/**
	 * The courier's taxes, in a cart whose goods have several rates; each rate's part of its net is that of the goods.
	 *
	 * @param array<string, \WC_Shipping_Rate> $rates
	 * @param array<string, mixed>             $package
	 */
	public static function taxInParts( array $rates, array $package ): array {
		$goods = [];
		foreach ( $package['contents'] as $item ) {
			foreach ( $item['line_total'] > 0 ? array_keys( array_filter( $item['line_tax_data']['total'] ) ) : [] as $id ) {
				$goods[ $id ] = ( $goods[ $id ] ?? 0 ) + $item['line_total'];
			}
		}
		foreach ( count( $goods ) > 1 ? $rates : [] as $rate ) {
			$taxes = [];
			foreach ( [] === $rate->get_taxes() ? [] : $goods as $id => $net ) {
				$taxes[ $id ] = round( (float) $rate->get_cost() * $net / array_sum( $goods ) * (float) \WC_Tax::get_rate_percent_value( $id ) / 100, wc_get_price_decimals() );
			}
			$rate->set_taxes( $taxes );
		}
		return $rates;
	}

	/** By how much the total that the buyer sees is lower. */
	public static function taken( DrawnBasket $basket, float $total, int $decimals ): float {
		return in_array( $basket->tender, [ '', self::WALLET, self::BEFORE_TAX ], true ) ? 0.0 : round( max( 0, $total ) * $basket->share, $decimals );
	}

	/** What is noted with the order. */
	public static function note( \WC_Order $order, DrawnBasket $basket, float $taken ): void {
		if ( isset( self::ITEM_TYPES[ $basket->tender ] ) ) {
			$id = wc_add_order_item( $order->get_id(), [ 'order_item_name' => 'KOD-1', 'order_item_type' => self::ITEM_TYPES[ $basket->tender ] ] );
			wc_add_order_item_meta( (int) $id, 'amount', (string) ( 'YITH Gift Cards' === $basket->tender ? -$taken : $taken ) );
		} elseif ( 'YITH Gift Cards, formerly' === $basket->tender ) {
			$order->update_meta_data( '_ywgc_applied_gift_cards', [ 'KOD-1' => (string) $taken ] );
		} elseif ( 'Smart Coupons' === $basket->tender ) {
			$order->update_meta_data( 'smart_coupons_contribution', [ 'kredit' => $taken ] );
		} elseif ( self::BEFORE_TAX === $basket->tender ) {
			$order->update_meta_data( 'smart_coupons_contribution', [ $order->get_coupon_codes()[0] ?? '' => $order->get_discount_total() ] );
		}
		$order->save_meta_data();
	}

	/**
	 * WooCommerce Deposits notes what the whole line costs.
	 *
	 * @param float $share What is paid at once.
	 *
	 * @return array<string, string> Metas.
	 */
	public static function ofDeposit( \WC_Product $product, float $quantity, float $price, float $share ): array {
		$full = [ 'qty' => $quantity, 'price' => $price ];
		$net  = (float) wc_get_price_excluding_tax( $product, $full );
		return [
			'_is_deposit'                    => 'yes',
			'_deposit_full_amount'           => (string) wc_get_price_including_tax( $product, $full ),
			'_deposit_full_amount_ex_tax'    => (string) $net,
			'_deposit_deposit_amount_ex_tax' => (string) ( $share * $net ),
		];
	}

	/** @return array<string, mixed> Metas of a bundle's own line, or of one inside. */
	public static function ofBundle( string $plugin, bool $isInside, int $bundleId ): array {
		switch ( $plugin ) {
			case 'WPC':
				return $isInside ? [ '_woosb_parent_id' => (string) $bundleId ] : [ '_woosb_ids' => '12/1,13/2' ];
			case 'YITH':
				return $isInside ? [ '_bundled_by' => 'abc' ] : [ '_cartstamp' => [ 1 => 'b' ], '_yith_bundle_cart_key' => 'abc' ];
			default:
				return $isInside ? [ '_bundled_by' => 'abc' ] : [ '_bundled_items' => [ 'x', 'y' ], '_bundle_cart_key' => 'abc' ];
		}
	}
}
