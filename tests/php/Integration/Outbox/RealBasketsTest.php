<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/**
 * Baskets of Serbian shops through WooCommerce's own cart and checkout: what the buyer saw is what SORS holds.
 *
 * @group real-store
 */
final class RealBasketsTest extends OutboxTestCase {

	private const BASKETS = 14;

	/** @var list<\WC_Product> */
	private array $products = [];

	/** @dataProvider shops */
	public function testEachBasketIsSentAsItWasSeen( string $decimals, string $round, string $withTax, string $priceType ): void {
		self::requireRealStore();
		$this->shop( $decimals, $round, $withTax );
		$this->configure( [ 'priceType' => $priceType ] );
		mt_srand( 20261201 );
		$orders = [];
		for ( $basket = 0; $basket < self::BASKETS; $basket++ ) {
			$orders[] = $this->basket( [ 41.67, 0.0, -140.0 ][ $basket % 3 ], 1 === $basket % 3 );
		}
		$this->work();
		$this->assertSentAsSeen( $orders );
	}

	/** @return iterable<string, array{string, string, string, string}> */
	public static function shops(): iterable {
		foreach ( [ '0', '2' ] as $decimals ) {
			foreach ( [ 'no', 'yes' ] as $round ) {
				foreach ( [ 'yes', 'no' ] as $withTax ) {
					yield "$decimals decimals, " . ( 'yes' === $round ? 'at the subtotal' : 'by line' ) . ', ' . ( 'yes' === $withTax ? 'with VAT' : 'without VAT' ) => [ $decimals, $round, $withTax, 'withVat' ];
				}
			}
		}
		yield 'sent without VAT' => [ '0', 'no', 'yes', 'withoutVat' ];
	}

	/** The order was placed under other settings than those of today. */
	public function testTheOrdersOwnRoundingCounts(): void {
		self::requireRealStore();
		$this->shop( '0', 'no', 'yes' );
		mt_srand( 7 );
		$orders = [ $this->basket( 0.0, true ), $this->basket( 0.0, true ), $this->basket( 0.0, false ) ];
		$this->shop( '2', 'yes', 'yes' );
		$this->work();
		$this->assertSentAsSeen( $orders );
		foreach ( $this->documents() as $document ) {
			foreach ( $document['lines'] as $line ) {
				self::assertSame( (float) round( $line['lineTotal'] ), (float) $line['lineTotal'], 'Whole dinars, as the buyer paid them.' );
			}
		}
	}

	private function shop( string $decimals, string $round, string $withTax ): void {
		update_option( 'woocommerce_calc_taxes', 'yes' );
		update_option( 'woocommerce_price_num_decimals', $decimals );
		update_option( 'woocommerce_tax_round_at_subtotal', $round );
		update_option( 'woocommerce_prices_include_tax', $withTax );
		// 399 with VAT: of its tax of 66.5 the cart rounds half a dinar up, and of goods down.
		foreach ( \WC_Shipping_Zones::get_zones() as $zone ) {
			foreach ( $zone['shipping_methods'] as $method ) {
				update_option( $method->get_instance_option_key(), [ 'cost' => '332.5' ] + $method->instance_settings );
			}
		}
		\WC_Cache_Helper::get_transient_version( 'shipping', true );
		wc_load_cart();
		$this->soldProduct();
		$reduced = array_keys( array_filter( $this->items, static fn( array $item ): bool => 10.0 === (float) $item['vatRate'] ) );
		for ( $n = count( $this->products ); $n < 16; $n++ ) {
			$this->products[] = $this->linkedProduct( 0 === $n % 3 ? $reduced[ intdiv( $n, 3 ) ] : $n + 1, 1000 );
		}
	}

	private function basket( float $fee, bool $coupon ): \WC_Order {
		$cart = WC()->cart;
		$cart->empty_cart();
		$most = mt_rand( 1, 4 );
		for ( $i = 0; $i < $most; $i++ ) {
			$product = $this->products[ $i + 4 * mt_rand( 0, 3 ) ];
			$hundred = 100 * mt_rand( 1, 9 );
			$product->set_regular_price( (string) [ mt_rand( 5, 99 ), mt_rand( 100, 999 ), $hundred - 1, $hundred + 90, mt_rand( 1000, 9999 ) ][ mt_rand( 0, 4 ) ] );
			$product->save();
			$cart->add_to_cart( $product->get_id(), mt_rand( 1, 5 ) );
		}
		if ( $coupon ) {
			$made = new \WC_Coupon();
			$made->set_code( uniqid( 'kupon' ) );
			$made->set_discount_type( 'percent' );
			$made->set_amount( 13 );
			$made->save();
			$cart->apply_coupon( $made->get_code() );
		}
		$add = static function ( \WC_Cart $cart ) use ( $fee ): void {
			if ( 0.0 !== $fee ) {
				$cart->add_fee( $fee > 0 ? 'Pakovanje' : 'Popust', $fee, true );
			}
		};
		add_action( 'woocommerce_cart_calculate_fees', $add );
		$cart->calculate_totals();
		$seen  = $cart->get_total( 'edit' );
		$order = wc_get_order( WC()->checkout()->create_order( [ 'payment_method' => 'cod', 'billing_email' => 'ana@example.test', 'billing_first_name' => 'Ana', 'billing_country' => 'RS' ] ) );
		remove_action( 'woocommerce_cart_calculate_fees', $add );
		self::assertInstanceOf( \WC_Order::class, $order );
		self::assertSame( (float) $seen, (float) $order->get_total() );
		$order->update_status( 'processing' );
		return $order;
	}

	/** @param list<\WC_Order> $orders */
	private function assertSentAsSeen( array $orders ): void {
		$documents = array_column( $this->documents(), null, 'externalReference' );
		$wrong     = [];
		foreach ( $orders as $order ) {
			$sale = $this->sale( $order->get_id() );
			if ( OutboxEntry::SENT !== $sale->state ) {
				$wrong[] = $order->get_total() . ': ' . $sale->errorCode . ' ' . Sentence::shown( (string) $sale->errorMessage );
				continue;
			}
			$document = $documents[ (string) $sale->reference ];
			$lines    = array_sum( array_column( $document['lines'], 'lineTotal' ) );
			if ( abs( (float) $order->get_total() - $document['total'] ) > 0.001 || ( $document['pricesIncludeVat'] && abs( $lines - $document['total'] ) > 0.001 ) ) {
				$wrong[] = $order->get_total() . ' was sent as ' . $document['total'] . ' with lines of ' . $lines;
			}
			foreach ( $document['pricesIncludeVat'] ? self::vat( $order ) : [] as $rate => $vat ) {
				$ofRate = array_sum( array_column( array_filter( $document['lines'], static fn( array $line ): bool => $rate === (int) $line['vatRate'] ), 'lineTotal' ) );
				if ( abs( $ofRate * $rate / ( 100 + $rate ) - $vat ) > 0.5 * count( $document['lines'] ) || min( array_column( $document['lines'], 'lineTotal' ) ) < 0 ) {
					$wrong[] = $order->get_total() . " was sent with $ofRate of $rate %, whose VAT was $vat";
				}
			}
		}
		self::assertSame( [], $wrong, count( $wrong ) . ' of ' . count( $orders ) );
	}

	/** @return array<int, float> Rate => VAT as the buyer saw it. */
	private static function vat( \WC_Order $order ): array {
		$vat = [];
		foreach ( $order->get_items( 'tax' ) as $tax ) {
			if ( $tax instanceof \WC_Order_Item_Tax ) {
				$vat[ (int) $tax->get_rate_percent() ] = (float) $tax->get_tax_total() + (float) $tax->get_shipping_tax_total();
			}
		}
		return $vat;
	}
}
