<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\ChangedOrders;

'cli' === PHP_SAPI || exit;

/**
 * Orders of which a part is paid at once and the rest by orders that follow, as WooCommerce Deposits stores them: the line
 * has the deposit, and its metas what the goods cost.
 *
 * @group real-store
 */
final class DepositsTest extends OutboxTestCase {

	protected function setUp(): void {
		parent::setUp();
		update_option( 'woocommerce_calc_taxes', 'yes' );
		update_option( 'woocommerce_prices_include_tax', 'yes' );
		update_option( 'woocommerce_price_num_decimals', '0' );
	}

	/** @return array<string, array{array<string, string>, float, float}> Metas beside the full amount; total and paid in SORS. */
	public function deposits(): array {
		return [
			'nothing more is paid yet' => [ [], 2400.0, 720.0 ],
			'a coupon for the rest'    => [ [ '_deposit_deferred_discount' => '480', '_deposit_deferred_discount_ex_tax' => '400' ], 1920.0, 720.0 ],
			'as versions before had it' => [ [ '_deposit_deferred_discount' => '480' ], 1920.0, 720.0 ],
			'added in wp-admin'        => [ [ '_deposit_full_amount' => '2000' ], 2400.0, 720.0 ],
			'staff took the rest'      => [ [ '_remaining_balance_paid' => '1' ], 2400.0, 2400.0 ],
		];
	}

	/** @dataProvider deposits */
	public function testTheDocumentHasThePriceOfTheGoodsAndWhatWasPaid( array $metas, float $total, float $paid ): void {
		$order = $this->deposit( $metas );
		$this->work();
		$this->assertDocument( $order, $total, $paid );
	}

	public function testWhatWasPaidIsInWholeParas(): void {
		update_option( 'woocommerce_tax_round_at_subtotal', 'yes' );
		$order = $this->deposit( [], 833.3375 );
		$this->work();
		$this->assertDocument( $order, 2400.0, 1000.0 );
	}

	/** @return array<string, array{float, string}> Deposit and price, of which each rounding makes another rest. */
	public function withoutTaxes(): array {
		return [
			'half a para'               => [ 262.125, '524.25' ],
			'a deposit of fixed amount' => [ 1000.0, '4999.99' ],
		];
	}

	/** @dataProvider withoutTaxes */
	public function testOtherSettingsDoNotChangeWhatFollows( float $deposit, string $price ): void {
		update_option( 'woocommerce_calc_taxes', 'no' );
		update_option( 'woocommerce_price_num_decimals', '2' );
		$order = $this->deposit( [ '_deposit_full_amount_ex_tax' => $price ], $deposit );
		$this->work();
		self::assertEqualsWithDelta( (float) $price, (float) $this->documents()[0]['total'], 0.011 );
		foreach ( [ '0', '2' ] as $decimals ) {
			foreach ( [ 'yes', 'no' ] as $atSubtotal ) {
				update_option( 'woocommerce_price_num_decimals', $decimals );
				update_option( 'woocommerce_tax_round_at_subtotal', $atSubtotal );
				ChangedOrders::check( $this->sale( $order->get_id() ) );
				self::assertNull( self::issueOf( $this->sale( $order->get_id() ) ), "$decimals $atSubtotal" );
			}
		}
	}

	public function testWhatFollowsIsPaidWithTheSameDocumentAndIsNotSent(): void {
		$order = $this->deposit( [] );
		$rest  = $this->follows( $order );
		$rest->payment_complete( 'T-2' );
		$this->work();
		$this->assertDocument( $order, 2400.0, 2400.0 );
		$sale = $this->sale( $rest->get_id() );
		self::assertSame( [ OutboxEntry::SKIPPED, OutboxEntry::PART ], [ $sale->state, $sale->errorCode ] );
		self::assertCount( 1, $this->documents() );
	}

	public function testWhatIsPaidOfTheRestLaterIsALatePayment(): void {
		$order = $this->deposit( [] );
		$this->work();
		$late = fn(): array => array_map( static fn( array $payment ): array => [ $payment['kind'], $payment['orderId'], (float) $payment['amount'] ], $this->services->latePayments()->page( [] )['items'] );
		self::assertSame( [], $late() );
		$rest = self::saved( $this->follows( $order ), [ 'payment_method' => 'cod', 'date_paid' => time() ] );
		$this->work();
		self::assertSame( [], $late(), 'Cash on delivery, which is not delivered.' );
		$this->freshOrder( $rest->get_id() )->update_status( 'completed' );
		self::assertSame( [ [ 'enter', $order->get_id(), 1680.0 ] ], $late() );
		wc_create_refund( [ 'order_id' => $rest->get_id(), 'amount' => '80' ] );
		self::assertSame( 1600.0, $late()[0][2] );
		$sale = $this->sale( $order->get_id() );
		self::assertSame( 1, $this->services->latePayments()->note( [ $sale->id ], true ) );
		self::assertSame( [ [], [ $sale->id ] ], [ $late(), array_column( $this->services->latePayments()->page( [ 'kind' => 'entered' ] )['items'], 'entryId' ) ] );
		self::assertEquals( 1600, $this->sale( $order->get_id() )->paidByHand );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ [ 'takeBack', $order->get_id(), 1600.0 ] ], $late() );
	}

	/** Dokan's, which repeats the lines of the order. */
	public function testOnlyWhatFollowsADepositIsPaidForIt(): void {
		$order = $this->deposit( [] );
		$this->work();
		$this->follows( $order, false )->payment_complete( 'T-2' );
		self::assertSame( [], $this->services->latePayments()->page( [] )['items'] );
	}

	public function testCashOnDeliveryOfTheRestIsPaidOnceItIsDelivered(): void {
		$order = $this->deposit( [] );
		self::saved( $this->follows( $order ), [ 'payment_method' => 'cod', 'date_paid' => time() ] );
		$this->work();
		$this->assertDocument( $order, 2400.0, 720.0 );
	}

	/** SORS may have the goods by the document of the order that is gone. */
	public function testOneThatFollowsAnOrderThatIsGoneIsAskedAbout(): void {
		$order = $this->deposit( [] );
		$rest  = $this->follows( $order );
		$order->delete();
		$this->work();
		self::assertSame( OutboxEntry::REPEATS, $this->sale( $rest->get_id() )->errorCode );
	}

	public function testOneThatFollowsIsCancelledWithoutAQuestion(): void {
		$order = $this->deposit( [] );
		$rest  = $this->follows( $order );
		$this->work();
		$this->freshOrder( $rest->get_id() )->update_status( 'cancelled' );
		$this->workAfter( 61 );
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $rest->get_id() )->state );
	}

	public function testOneThatFollowsWithoutMarksIsAskedAbout(): void {
		$order = $this->deposit( [] );
		$rest  = self::saved( $this->follows( $order, false ), [ 'date_created' => time() + WEEK_IN_SECONDS ] );
		$this->work();
		self::assertSame( OutboxEntry::REPEATS, $this->sale( $rest->get_id() )->errorCode );
	}

	public function testARefundOfADepositIsAskedAbout(): void {
		$order  = $this->deposit( [] );
		$refund = wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => '360', 'line_items' => [ self::lines( $order )[0]->get_id() => [ 'qty' => 1, 'refund_total' => 300, 'refund_tax' => [ 1 => 60 ] ] ] ] );
		self::assertInstanceOf( \WC_Order_Refund::class, $refund );
		$this->workAfter( 61 );
		self::assertSame( 'deposit_refunded', $this->sale( $order->get_id() )->errorCode );
		self::assertSame( [], $this->documents() );
	}

	private function assertDocument( \WC_Order $order, float $total, float $paid ): void {
		$sale = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $sale->state, (string) $sale->errorMessage );
		$document = $this->documents()[0];
		self::assertSame( [ $total, $paid, [ 2.0 ] ], [ (float) $document['total'], (float) $document['paidAmount'], array_map( 'floatval', array_column( $document['lines'], 'quantity' ) ) ] );
		self::assertSame( $paid, (float) $sale->paidAmount, 'Else it would be listed as paid after its document.' );
	}

	private function deposit( array $metas, float $net = 600.0 ): \WC_Order {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ], 'pending' );
		self::charge( $order, $net );
		foreach ( array_merge( [ '_is_deposit' => 'yes', '_deposit_full_amount' => '2400', '_deposit_full_amount_ex_tax' => '2000' ], $metas ) as $name => $value ) {
			wc_add_order_item_meta( self::lines( $order )[0]->get_id(), $name, $value );
		}
		$order->set_payment_method( 'nestpay' );
		$order->payment_complete( 'T-1' );
		return $this->freshOrder( $order->get_id() );
	}

	private function follows( \WC_Order $order, bool $isMarked = true ): \WC_Order {
		$rest = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ], 'pending' );
		self::charge( $rest, 1400.0 );
		if ( $isMarked ) {
			wc_add_order_item_meta( self::lines( $rest )[0]->get_id(), '_original_order_id', (string) $order->get_id() );
		}
		$rest = self::saved(
			$this->freshOrder( $rest->get_id() ),
			[ 'parent_id' => $order->get_id(), 'payment_method' => 'nestpay', 'status' => 'processing' ]
		);
		return $rest;
	}

	/** Without VAT; WooCommerce works out the VAT. */
	private static function charge( \WC_Order $order, float $net ): void {
		self::saved( self::lines( $order )[0], [ 'props' => [ 'subtotal' => (string) $net, 'total' => (string) $net ] ] );
		$order->calculate_totals();
		$order->save();
	}
}
