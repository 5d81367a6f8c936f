<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\OrderView\TimeLine;
use SorsApi\Outbox\OutboxRefused;

'cli' === PHP_SAPI || exit;

/** What a buyer pays by wallet, voucher or gift card is a payment: the goods keep their value and their VAT. @group real-store */
final class TendersTest extends OutboxTestCase {

	protected function setUp(): void {
		parent::setUp();
		update_option( 'woocommerce_calc_taxes', 'yes' );
		update_option( 'woocommerce_prices_include_tax', 'yes' );
		update_option( 'woocommerce_price_num_decimals', '0' );
		wc_load_cart();
		$this->loginAsAdmin();
	}

	/** As TeraWallet does: a negative fee, whose taxes it takes away. */
	public function testAWalletIsAPaymentAndNoLine(): void {
		$order    = $this->walletOrder( 150 );
		$document = $this->madeDocument( $order );
		self::assertEquals( [ 1998, 150, null ], [ $document['total'], $document['paidAmount'], $document['paidAt'] ] );
		self::assertEquals( [ [ 1998, 20 ] ], array_map( static fn( array $line ): array => [ $line['lineTotal'], $line['vatRate'] ], $document['lines'] ) );
		self::assertStringContainsString( 'Via wallet 150,00', $document['note'] );
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public function testAPaidOrderIsPaidInFull(): void {
		$order = $this->walletOrder( 150, 'stripe' );
		self::assertEquals( 1998, $this->madeDocument( $order )['paidAmount'] );
	}

	public function testWhatWentBackToTheWalletIsNoGoods(): void {
		$order = $this->walletOrder( 150 );
		$this->refundHalf( $order );
		$document = $this->madeDocument( $order );
		self::assertEquals( [ 999, 0, [ 999 ] ], [ $document['total'], $document['paidAmount'], array_column( $document['lines'], 'lineTotal' ) ] );
		ChangedOrders::check( $this->sale( $order->get_id() ) );
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public function testAReturnDiffersNotByWhatWentBackToTheWallet(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->walletOrder( 150 );
		$this->madeDocument( $order );
		$this->refundHalf( $this->freshOrder( $order->get_id() ) );
		$this->work();
		$documents = $this->documents();
		self::assertEquals( [ 'return', 999 ], [ end( $documents )['kind'], end( $documents )['total'] ] );
		foreach ( OutboxTable::ofOrder( $order->get_id() ) as $entry ) {
			self::assertNull( $entry->issue, $entry->role );
		}
	}

	/** What came from the wallet goes back by its own plugin, without a refund. */
	public function testAnOrderRefundedInFullReservesNothingForWhatTheWalletPaid(): void {
		$order = $this->walletOrder( 150 );
		$this->madeDocument( $order );
		$this->handleAs( 'refunded', $order );
		$this->work();
		self::assertSame( [ 'cancelled' ], array_column( $this->documents(), 'status' ) );
	}

	/**
	 * Nothing is left to refund, so WooCommerce makes no refund.
	 *
	 * @dataProvider refundedKinds
	 *
	 * @param list<string|null> $becomes State and code of what is to be done, standing of the document.
	 */
	public function testAnOrderThatACardAlonePaidIsRefundedByItsStatus( string $kind, bool $isHeard, array $becomes ): void {
		$this->configure( [ 'documentKind' => $kind ] );
		$order = $this->lowered( 1998, [], [ 'gift_card' => '1998' ] );
		self::assertEquals( [ 1998, 1998 ], array_values( array_intersect_key( $this->madeDocument( $order ), [ 'total' => 1, 'paidAmount' => 1 ] ) ) );
		$this->freshOrder( $order->get_id() )->update_status( 'refunded' );
		if ( ! $isHeard ) {
			self::db()->query( 'DELETE FROM ' . OutboxTable::name() . " WHERE role = 'return'" );
			$this->services->sweep()->run();
		}
		$this->work();
		$this->work();
		$returns = array_values( array_filter( OutboxTable::ofOrder( $order->get_id() ), static fn( OutboxEntry $entry ): bool => OutboxEntry::ROLE_RETURN === $entry->role ) );
		self::assertCount( 1, $returns );
		self::assertSame( $becomes, [ $returns[0]->state, $returns[0]->errorCode, $this->documents()[0]['status'] ] );
		self::assertSame( 'Refunded in full', TimeLine::refund( null, $returns[0]->refundId ) );
		if ( 'reservation' !== $kind ) {
			return;
		}
		// It was a mistake, and so was the next one, which nobody saw.
		foreach ( [ [ 'processing' ], [ 'refunded', 'processing' ] ] as $statuses ) {
			foreach ( $statuses as $status ) {
				$this->freshOrder( $order->get_id() )->update_status( $status );
			}
			$this->work();
			self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		}
		$this->handleAs( 'refunded', $order );
		$this->work();
		self::assertSame( [ 'cancelled', 'cancelled' ], array_column( $this->documents(), 'status' ) );
	}

	public static function refundedKinds(): array {
		return [
			'a reservation'            => [ 'reservation', true, [ 'skipped', 'reserved_again', 'cancelled' ] ],
			'which no hook saw'        => [ 'reservation', false, [ 'skipped', 'reserved_again', 'cancelled' ] ],
			'a delivery note'          => [ 'deliveryNote', true, [ 'skipped', 'no_goods', 'open' ] ],
			'an invoice-delivery note' => [ 'invoiceDeliveryNote', true, [ 'rejected', 'money_refund', 'open' ] ],
		];
	}

	public function testAnotherAmountFromTheWalletIsAChange(): void {
		$order = $this->walletOrder( 150 );
		$this->madeDocument( $order );
		$order = $this->freshOrder( $order->get_id() );
		foreach ( $order->get_items( 'fee' ) as $fee ) {
			self::assertInstanceOf( \WC_Order_Item_Fee::class, $fee );
			self::saved( $fee, [ 'total' => '-200' ] );
		}
		self::saved( $order, [ 'total' => (string) ( (float) $order->get_total() - 50 ) ] );
		ChangedOrders::check( $this->sale( $order->get_id() ) );
		$issue = $this->sale( $order->get_id() )->issue;
		self::assertSame( [ ChangedOrders::CODE, [ 'amounts' ] ], [ $issue->code, array_keys( $issue->data ) ] );
	}

	public function testMoreThanTheOrderCostsIsAsked(): void {
		$order = $this->walletOrder( 150 );
		foreach ( $order->get_items( 'fee' ) as $fee ) {
			self::assertInstanceOf( \WC_Order_Item_Fee::class, $fee );
			self::saved( $fee, [ 'total' => '-2500' ] );
		}
		$order->save();
		$this->assertRefused( $order, 'total_raised' );
	}

	/**
	 * As these plugins write it once the order's taxes are there.
	 *
	 * @dataProvider giftCards
	 *
	 * @param array<string, string>                $items Type => amount.
	 */
	public function testAGiftCardIsAPayment( array $metas, array $items, string $end ): void {
		$order    = $this->lowered( 500, $metas, $items );
		$document = $this->madeDocument( $order );
		self::assertEquals( [ 1998, 500, [ 1998 ] ], [ $document['total'], $document['paidAmount'], array_column( $document['lines'], 'lineTotal' ) ] );
		self::assertStringContainsString( "vaučer …$end 500,00", $document['note'] );
		ChangedOrders::check( $this->sale( $order->get_id() ) );
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public static function giftCards(): array {
		return [
			'WooCommerce Gift Cards' => [ [], [ 'gift_card' => '500' ], 'CARD' ],
			'PW Gift Cards'          => [ [], [ 'pw_gift_card' => '500' ], 'CARD' ],
			'YITH'                   => [ [], [ 'yith_gift_card' => '-500' ], 'CARD' ],
			'YITH before 4.11'       => [ [ '_ywgc_applied_gift_cards' => [ 'KOD-1' => '500' ] ], [], 'OD-1' ],
			'YITH, written twice'    => [ [ '_ywgc_applied_gift_cards' => [ 'kod-yith_gift_card' => '500' ] ], [ 'yith_gift_card' => '500' ], 'CARD' ],
			'Smart Coupons'          => [ [ 'smart_coupons_contribution' => [ 'kredit' => '500' ] ], [], 'EDIT' ],
			'with one of the lines'  => [ [ 'smart_coupons_contribution' => [ 'kredit' => '120' ] ], [ 'pw_gift_card' => '500' ], 'CARD' ],
		];
	}

	public function testCreditThatLoweredTheLinesIsNoPayment(): void {
		$document = $this->madeDocument( $this->lowered( 0, [ 'smart_coupons_contribution' => [ 'kredit' => '500' ] ], [] ) );
		self::assertEquals( [ 1998, 0 ], [ $document['total'], $document['paidAmount'] ] );
	}

	public function testOthersSayWhatWasPaidByAFilter(): void {
		add_filter( 'sors_order_tenders', static fn( array $tenders ): array => [ [ 'label' => 'Bodovi', 'amount' => 500 ], [ 'label' => 'Ništa' ] ] );
		$document = $this->madeDocument( $this->lowered( 500, [], [] ) );
		self::assertEquals( [ 1998, 500 ], [ $document['total'], $document['paidAmount'] ] );
		self::assertStringContainsString( 'Bodovi 500,00', $document['note'] );
	}

	public function testAGiftCardThatIsLargerThanTheGoodsIsAsked(): void {
		$this->assertRefused( $this->lowered( 1998, [], [ 'gift_card' => '3000' ] ), 'total_differs' );
	}

	public function testAnUnknownVoucherIsAPaymentOnceAPersonSaysSo(): void {
		$order = $this->lowered( 500, [], [] );
		$this->assertRefused( $order, 'total_differs' );
		self::assertSame( [ 'tender', 'discount' ], array_slice( self::remediesOf( $this->sale( $order->get_id() ) ), 0, 2 ) );
		$answer = $this->restOk( 'POST', 'outbox/' . $this->sale( $order->get_id() )->id . '/resolve', [ 'as' => 'tender' ] );
		self::assertSame( OutboxEntry::SENT, $answer['state'] );
		self::assertEquals( [ 1998, 500, [ 1998 ] ], [ $this->documents()[0]['total'], $this->documents()[0]['paidAmount'], array_column( $this->documents()[0]['lines'], 'lineTotal' ) ] );
		ChangedOrders::check( $this->sale( $order->get_id() ) );
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public function testOrADiscountAndAnotherAmountIsAskedAgain(): void {
		$order = $this->lowered( 500, [], [] );
		$this->assertRefused( $order, 'total_differs' );
		$answer = $this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'discount' ] );
		self::assertSame( OutboxEntry::SENT, $answer->state );
		self::assertEquals( [ 1498, 0, [ 1498 ] ], [ $this->documents()[0]['total'], $this->documents()[0]['paidAmount'], array_column( $this->documents()[0]['lines'], 'lineTotal' ) ] );
		$order = $this->lowered( 500, [], [] );
		$this->assertRefused( $order, 'total_differs' );
		$order = self::saved( $this->freshOrder( $order->get_id() ), [ '_sors_gap' => [ 'amount' => '400', 'as' => 'discount' ] ] );
		$this->outbox->sendEntry( $this->sale( $order->get_id() )->id );
		$this->assertRefused( $order, 'total_differs' );
	}

	public function testWhereNothingIsMissingThereIsNothingToSay(): void {
		$order = $this->lowered( 500, [], [] );
		$this->assertRefused( $order, 'total_differs' );
		$order = self::saved( $this->freshOrder( $order->get_id() ), [ 'total' => '1998' ] );
		$this->expectException( OutboxRefused::class );
		$this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'tender' ] );
	}

	/** One of the two, and all that came from the wallet. */
	private function refundHalf( \WC_Order $order ): void {
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
	}

	private function walletOrder( int $amount, string $gateway = 'cod' ): \WC_Order {
		$product = self::saved( $this->soldProduct(), [ 'regular_price' => '999' ] );
		add_action( 'woocommerce_cart_calculate_fees', static fn( \WC_Cart $cart ) => $cart->fees_api()->add_fee( [ 'id' => '_via_wallet_partial_payment', 'name' => 'Via wallet', 'amount' => -$amount, 'taxable' => false, 'tax_class' => 'non-taxable' ] ) );
		add_filter( 'woocommerce_cart_totals_get_fees_from_cart_taxes', static fn( array $taxes, object $fee ): array => '_via_wallet_partial_payment' === $fee->object->id ? [] : $taxes, 10, 2 );
		WC()->cart->empty_cart();
		WC()->cart->add_to_cart( $product->get_id(), 2 );
		WC()->cart->calculate_totals();
		$order = $this->freshOrder( WC()->checkout()->create_order( [ 'payment_method' => $gateway, 'billing_email' => 'ana@example.test', 'billing_first_name' => 'Ana', 'billing_country' => 'RS' ] ) );
		$order->remove_order_items( 'shipping' );
		$order->set_shipping_total( '0' );
		$order->set_shipping_tax( '0' );
		$order->set_total( (string) ( 1998 - $amount ) );
		$order->update_status( 'processing' );
		return $order;
	}

	/**
	 * Two at 999, of which a plugin took something off the total.
	 *
	 * @param array<string, string>                $items Type => amount.
	 */
	private function lowered( int $by, array $metas, array $items ): \WC_Order {
		$product = self::saved( $this->soldProduct(), [ 'regular_price' => '999' ] );
		$order   = $this->createOrder( [ $product->get_id() => 2 ], 'pending' );
		foreach ( $items as $type => $amount ) {
			$id = wc_add_order_item( $order->get_id(), [ 'order_item_name' => "KOD-$type", 'order_item_type' => $type ] );
			wc_add_order_item_meta( (int) $id, 'amount', $amount );
		}
		foreach ( $metas as $name => $value ) {
			$order->update_meta_data( $name, $value );
		}
		self::saved( $order, [ 'total' => (string) ( 1998 - $by ), 'status' => 'processing' ] );
		return $order;
	}

	private function assertRefused( \WC_Order $order, string $code ): void {
		$before = count( $this->documents() );
		$this->work();
		self::assertSame( [ OutboxEntry::REJECTED, $code, $before ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode, count( $this->documents() ) ] );
	}
}
