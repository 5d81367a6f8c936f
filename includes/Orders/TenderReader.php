<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Database\Sql;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Documents\Tenders;
use SorsApi\Log\Log;
use SorsApi\Sors\Decimal;

/**
 * Reads what lowered an order's total below its lines: vouchers, gift cards and store credit of other plugins, or what a
 * person said of it. Credit that was applied before tax has lowered the lines, so that there is nothing to read.
 *
 * @phpstan-import-type Tender from Tenders
 */
final class TenderReader {

	/** Answers of a person: the rest was paid by other means, or makes the goods cheaper. */
	public const ANSWERS = [ 'tender', 'discount' ];

	/** What a person said, with the amount it was said of. */
	private const META = '_sors_gap';

	/** Types of order items with an `amount`: WooCommerce Gift Cards, PW Gift Cards, YITH. Read past WooCommerce, which knows no item of a plugin that is off. */
	private const ITEMS = [ 'gift_card', 'pw_gift_card', 'yith_gift_card' ];

	/** Metas of an order, amounts by code: YITH before 4.11, Smart Coupons. */
	private const METAS = [ '_ywgc_applied_gift_cards', 'smart_coupons_contribution' ];

	public static function read( \WC_Order $order, OrderSnapshot $snapshot ): void {
		if ( Decimal::compare( Tenders::gap( $snapshot ), '0' ) > 0 && ! Tenders::explain( $snapshot, self::known( $order ) ) ) {
			$said = $order->get_meta( self::META, true );
			if ( is_array( $said ) && ( $said['amount'] ?? null ) === Decimal::round( Tenders::gap( $snapshot ), 2 ) ) {
				Tenders::accept( $snapshot, 'discount' === ( $said['as'] ?? null ) );
			}
		}
	}

	/**
	 * A person says what the gap is; another gap is asked about again.
	 *
	 * @param string $as One of ANSWERS.
	 * @return string|null The amount; null = there is no gap by now.
	 */
	public static function answer( \WC_Order $order, OrderSnapshot $snapshot, string $as ): ?string {
		$amount = Decimal::round( Tenders::gap( $snapshot ), 2 );
		if ( Decimal::compare( $amount, '0' ) <= 0 ) {
			return null;
		}
		$order->update_meta_data( self::META, compact( 'amount', 'as' ) );
		$order->save_meta_data();
		return $amount;
	}

	/** @return list<Tender> */
	private static function known( \WC_Order $order ): array {
		global $wpdb;
		$amounts = Sql::rows( "SELECT i.order_item_name AS code, m.meta_value AS amount FROM {$wpdb->prefix}woocommerce_order_items i JOIN {$wpdb->prefix}woocommerce_order_itemmeta m ON m.order_item_id = i.order_item_id AND m.meta_key = 'amount' WHERE i.order_id = %d AND i.order_item_type IN (" . Sql::quoted( self::ITEMS ) . ') ORDER BY i.order_item_id', $order->get_id() );
		$amounts = array_column( $amounts, 'amount', 'code' );
		foreach ( self::METAS as $meta ) {
			$amounts += (array) ( $order->get_meta( $meta, true ) ?: [] );
		}
		$found = [];
		foreach ( array_change_key_case( $amounts, CASE_UPPER ) as $code => $amount ) {
			$found[] = [
				// Whoever knows a code can pay with what is left of it.
				'label'  => 'vaučer …' . mb_substr( (string) $code, -4 ),
				'amount' => $amount,
			];
		}
		/**
		 * What was paid by vouchers, gift cards and credit. Asked where an order's total is below its lines.
		 *
		 * @param list<array{label: string, amount: mixed}> $found
		 * @param \WC_Order                                 $order
		 */
		$answer  = apply_filters( 'sors_order_tenders', $found, $order );
		$tenders = [];
		foreach ( is_array( $answer ) ? $answer : [ $answer ] as $tender ) {
			if ( ! is_array( $tender ) || ! is_scalar( $tender['label'] ?? null ) || ! is_numeric( $tender['amount'] ?? null ) ) {
				Log::ignored( 'sors_order_tenders', $tender, 'without a label or an amount' );
				continue;
			}
			$tenders[] = [
				'label'    => OrderReader::text( $tender['label'] ),
				'amount'   => Decimal::absolute( OrderReader::decimal( $tender['amount'] ) ),
				'refunded' => '0',
			];
		}
		return $tenders;
	}
}
