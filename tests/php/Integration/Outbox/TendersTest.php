<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/**
 * What a buyer pays by wallet, voucher or gift card is a payment: the goods keep their value and their VAT.
 *
 * @group real-store
 */
final class TendersTest extends OutboxTestCase {

	protected function setUp(): void {
		parent::setUp();
		self::requireRealStore();
		update_option( 'woocommerce_calc_taxes', 'yes' );
		update_option( 'woocommerce_prices_include_tax', 'yes' );
		update_option( 'woocommerce_price_num_decimals', '0' );
		wc_load_cart();
	}

	protected function tearDown(): void {
		remove_all_filters( 'woocommerce_cart_calculate_fees' );
		remove_all_filters( 'woocommerce_cart_totals_get_fees_from_cart_taxes' );
		parent::tearDown();
	}

	/** As TeraWallet does: a negative fee, whose taxes it takes away. */
	public function testAWalletIsAPaymentAndNoLine(): void {
		$order    = $this->walletOrder( 150 );
		$document = $this->sent( $order );
		self::assertEquals( [ 1998, 150, null ], [ $document['total'], $document['paidAmount'], $document['paidAt'] ] );
		self::assertEquals( [ [ 1998, 20 ] ], array_map( static fn( array $line ): array => [ $line['lineTotal'], $line['vatRate'] ], $document['lines'] ) );
		self::assertStringContainsString( 'Via wallet 150,00', $document['note'] );
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public function testAPaidOrderIsPaidInFull(): void {
		$order = $this->walletOrder( 150, 'stripe' );
		self::assertEquals( 1998, $this->sent( $order )['paidAmount'] );
	}

	public function testWhatWentBackToTheWalletIsNoGoods(): void {
		$order = $this->walletOrder( 150 );
		$lines = [];
		foreach ( $order->get_items( [ 'line_item', 'fee' ] ) as $id => $item ) {
			self::assertTrue( $item instanceof \WC_Order_Item_Product || $item instanceof \WC_Order_Item_Fee );
			$half         = $item instanceof \WC_Order_Item_Product ? 0.5 : 1;
			$lines[ $id ] = [
				'qty'          => $item instanceof \WC_Order_Item_Product ? 1 : 0,
				'refund_total' => $half * (float) $item->get_total(),
				'refund_tax'   => array_map( static fn( $tax ): float => $half * (float) $tax, $item->get_taxes()['total'] ),
			];
		}
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => 849, 'line_items' => $lines, 'restock_items' => true ] );
		$document = $this->sent( $order );
		self::assertEquals( [ 999, 0, [ 999 ] ], [ $document['total'], $document['paidAmount'], array_column( $document['lines'], 'lineTotal' ) ] );
		$this->services->changedOrders()->check( $this->sale( $order->get_id() ) );
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public function testAnotherAmountFromTheWalletIsAChange(): void {
		$order = $this->walletOrder( 150 );
		$this->sent( $order );
		$order = $this->freshOrder( $order->get_id() );
		foreach ( $order->get_items( 'fee' ) as $fee ) {
			self::assertInstanceOf( \WC_Order_Item_Fee::class, $fee );
			$fee->set_total( '-200' );
			$fee->save();
		}
		$order->set_total( (string) ( (float) $order->get_total() - 50 ) );
		$order->save();
		$this->services->changedOrders()->check( $this->sale( $order->get_id() ) );
		$issue = $this->sale( $order->get_id() )->issue;
		self::assertNotNull( $issue );
		self::assertSame( [ ChangedOrders::CODE, [ 'amounts' ] ], [ $issue->code, array_keys( $issue->data ) ] );
	}

	public function testMoreThanTheOrderCostsIsAsked(): void {
		$order = $this->walletOrder( 150 );
		foreach ( $order->get_items( 'fee' ) as $fee ) {
			self::assertInstanceOf( \WC_Order_Item_Fee::class, $fee );
			$fee->set_total( '-2500' );
			$fee->save();
		}
		$order->save();
		$this->assertRefused( $order, 'total_differs' );
	}

	private function walletOrder( int $amount, string $gateway = 'cod' ): \WC_Order {
		$product = $this->soldProduct();
		$product->set_regular_price( '999' );
		$product->save();
		add_action( 'woocommerce_cart_calculate_fees', static fn( \WC_Cart $cart ) => $cart->fees_api()->add_fee( [ 'id' => '_via_wallet_partial_payment', 'name' => 'Via wallet', 'amount' => -$amount, 'taxable' => false, 'tax_class' => 'non-taxable' ] ) );
		add_filter( 'woocommerce_cart_totals_get_fees_from_cart_taxes', static fn( array $taxes, object $fee ): array => '_via_wallet_partial_payment' === $fee->object->id ? [] : $taxes, 10, 2 );
		WC()->cart->empty_cart();
		WC()->cart->add_to_cart( $product->get_id(), 2 );
		WC()->cart->calculate_totals();
		$order = wc_get_order( WC()->checkout()->create_order( [ 'payment_method' => $gateway, 'billing_email' => 'ana@example.test', 'billing_first_name' => 'Ana', 'billing_country' => 'RS' ] ) );
		self::assertInstanceOf( \WC_Order::class, $order );
		$order->remove_order_items( 'shipping' );
		$order->set_shipping_total( '0' );
		$order->set_shipping_tax( '0' );
		$order->set_total( (string) ( 1998 - $amount ) );
		$order->update_status( 'processing' );
		return $order;
	}

	/** @return array<string, mixed> */
	private function sent( \WC_Order $order ): array {
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $sale->state, Sentence::shown( (string) $sale->errorMessage ) );
		return array_column( $this->documents(), null, 'externalReference' )[ (string) $sale->reference ];
	}

	private function assertRefused( \WC_Order $order, string $code ): void {
		$before = count( $this->documents() );
		$this->work();
		self::assertSame( [ OutboxEntry::REJECTED, $code, $before ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode, count( $this->documents() ) ] );
	}
}
