<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Overview\SettingsReport;
use SorsApi\Sentence;
use SorsApi\Services;

'cli' === PHP_SAPI || exit;

/** In Serbia the courier follows the goods: a service of SORS for each rate. @group real-store */
final class ChargesByRateTest extends OutboxTestCase {

	private const COURIER = 'USL-KURIR10';

	protected function setUp(): void {
		parent::setUp();
		update_option( 'woocommerce_calc_taxes', 'yes' );
		update_option( 'woocommerce_shipping_tax_class', 'inherit' );
		$this->patch( [ 'do' => 'addItem', 'item' => [ 'code' => self::COURIER, 'name' => 'Dostava 10', 'vatRate' => 10, 'itemType' => 'service', 'unit' => 'kom' ] ] );
		$this->linkCode( self::COURIER, 900003 );
		$this->soldProduct();
	}

	public function testAnOrderThatWaitedIsSentOnceItsRateHasAService(): void {
		$order = $this->order( [ $this->reduced() => 2 ] );
		$this->work();
		self::assertSame( 'vat_differs', $this->sale( $order->get_id() )->errorCode );
		self::assertStringContainsString( 'Choose a service for that rate', Sentence::shown( (string) $this->sale( $order->get_id() )->errorMessage ) );
		self::assertContains( 'shippingItemCode', self::warned() );

		$this->choose();
		self::assertSame( [], array_intersect( [ 'shippingItemCode', 'shippingItemByVatRate' ], self::warned() ) );
		$document = $this->madeDocument( $order );
		self::assertEquals( [ self::COURIER, 10 ], [ $document['lines'][1]['productCode'], $document['lines'][1]['vatRate'] ] );
		self::assertEqualsWithDelta( (float) $order->get_total(), $document['total'], 0.001 );
		self::assertNull( self::issueOf( $this->checked( $order ) ) );
		$this->services->reconciliation()->run();
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public function testOfAMixedCartTheCourierTaxedInPartsIsALineForEach(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$this->choose();
		$order = $this->mixedOrder();
		$made  = $this->madeDocument( $order );
		self::assertEquals( [ 'USL-DOSTAVA' => 120, self::COURIER => 220 ], array_slice( array_column( $made['lines'], 'lineTotal', 'productCode' ), 2 ) );
		self::assertEqualsWithDelta( (float) $order->get_total(), $made['total'], 0.001 );
		$this->services->reconciliation()->run();
		self::assertNull( $this->sale( $order->get_id() )->issue );

		// The services of today have no say in what was sold.
		$this->configure( [ 'shippingItemByVatRate' => [] ] );
		$return = $this->refundOf( $order );
		self::assertEquals( [ 'USL-DOSTAVA' => 60, self::COURIER => 110 ], array_slice( array_column( $return['lines'], 'lineTotal', 'productCode' ), 1 ) );
	}

	public function testWhatIsRefundedOfOneRateComesOffThatRate(): void {
		$this->choose();
		$order = $this->mixedOrder();
		$this->madeDocument( $order );
		$item = array_values( $this->freshOrder( $order->get_id() )->get_items( 'shipping' ) )[0];
		self::assertInstanceOf( \WC_Order_Item_Shipping::class, $item );
		$ids = array_keys( $item->get_taxes()['total'] );
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => '120', 'line_items' => [ $item->get_id() => [ 'qty' => 0, 'refund_total' => 100, 'refund_tax' => [ $ids[0] => 20 ] ] ] ] );
		$this->work();
		$this->work();
		$documents = $this->documents();
		self::assertEquals( [ self::COURIER => 220 ], array_slice( array_column( end( $documents )['lines'], 'lineTotal', 'productCode' ), 2 ) );
	}

	public function testAServiceOfAnotherRateThanItWasChosenForIsSaid(): void {
		$this->configure( [ 'shippingItemByVatRate' => [ '20' => self::COURIER ], 'feeItemByVatRate' => [ '10' => 'USL-NAKNADA', '20' => 'USL-NAKNADA' ] ] );
		$notices = array_column( SettingsReport::notices( ( new Services() )->api() ), 'message', 'field' );
		self::assertStringContainsString( self::COURIER . ' has 10 % VAT in SORS, and it was chosen for 20 %', $notices['shippingItemByVatRate'] );
		self::assertStringContainsString( 'chosen for 10 %', $notices['feeItemByVatRate'] );
	}

	private function choose(): void {
		$this->configure( [ 'shippingItemByVatRate' => [ '10' => self::COURIER ] ] );
	}

	private function reduced(): int {
		return $this->linkedProduct( (int) array_search( 10, array_column( $this->items, 'vatRate' ), true ) )->get_id();
	}

	private function order( array $quantities ): \WC_Order {
		$order = $this->createOrder( $quantities, 'pending' );
		self::addCost( $order, new \WC_Order_Item_Shipping(), [ 'name' => 'Kurir', 'total' => '300' ] );
		self::saved( $order, [ 'status' => 'processing' ] );
		return $order;
	}

	/** As plugins do that tax shipping by the goods of each rate: a net of 100 at 20 %, and one of 200 at 10 %. */
	private function mixedOrder(): \WC_Order {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1, $this->reduced() => 1 ], 'pending' );
		$ids   = [];
		foreach ( self::lines( $order ) as $line ) {
			$ids[] = array_key_first( $line->get_taxes()['total'] );
		}
		$shipping = new \WC_Order_Item_Shipping();
		$shipping->set_taxes( [ 'total' => array_combine( $ids, [ '20', '20' ] ) ] );
		self::addCost( $order, $shipping, [ 'name' => 'Kurir', 'total' => '300' ], false );
		$order->update_taxes();
		$order->calculate_totals( false );
		self::saved( $order, [ 'status' => 'processing' ] );
		return $order;
	}

	/** @return array<string, mixed> The return that SORS has of the first goods and half of the courier. */
	private function refundOf( \WC_Order $order ): array {
		$order  = $this->freshOrder( $order->get_id() );
		$lines  = [];
		$amount = 0;
		foreach ( [ array_values( $order->get_items() )[0], array_values( $order->get_items( 'shipping' ) )[0] ] as $i => $item ) {
			if ( ! $item instanceof \WC_Order_Item_Product && ! $item instanceof \WC_Order_Item_Shipping ) {
				continue;
			}
			$share                    = 0 === $i ? 1 : 0.5;
			$taxes                    = array_map( static fn( $tax ): float => $share * (float) $tax, $item->get_taxes()['total'] );
			$amount                  += $share * (float) $item->get_total() + array_sum( $taxes );
			$lines[ $item->get_id() ] = [ 'qty' => 0 === $i ? 1 : 0, 'refund_total' => $share * (float) $item->get_total(), 'refund_tax' => $taxes ];
		}
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => (string) round( $amount, 2 ), 'line_items' => $lines, 'restock_items' => true ] );
		$this->work();
		$rows = OutboxTable::ofOrder( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, null ], [ end( $rows )->state, end( $rows )->issue ], Sentence::shown( (string) end( $rows )->errorMessage ) );
		$documents = $this->documents();
		return end( $documents );
	}

	/** @return list<string> Settings with a notice. */
	private static function warned(): array {
		return array_column( SettingsReport::notices( ( new Services() )->api() ), 'field' );
	}
}
