<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Tables;
use SorsApi\Entries\Erasure;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** A return is made of the lines that were sent, in a shop of whole dinars that rounds by line. @group real-store */
final class SentLinesTest extends OutboxTestCase {

	/** @var list<\WC_Product> Of 20 %, and of 10 %. */
	private array $products = [];

	protected function setUp(): void {
		parent::setUp();
		update_option( 'woocommerce_calc_taxes', 'yes' );
		update_option( 'woocommerce_prices_include_tax', 'yes' );
		update_option( 'woocommerce_price_num_decimals', '0' );
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$first   = $this->soldProduct();
		$reduced = (int) key( array_filter( $this->items, static fn( array $item ): bool => 10.0 === (float) $item['vatRate'] ) );
		foreach ( [ [ $first, '299' ], [ $this->linkedProduct( $reduced ), '1490' ] ] as [ $product, $price ] ) {
			self::saved( $product, [ 'regular_price' => $price ] );
			$this->products[] = $product;
		}
	}

	public function testLinksAndCatalogueOfTodayDoNotCount(): void {
		$order = $this->order();
		$sold  = $this->madeDocument( $order );
		$entry = $this->sale( $order->get_id() );
		( new Erasure() )->ask( [ $entry->id ] );
		self::assertSame( [ null, null ], [ $this->sale( $order->get_id() )->body, $this->sale( $order->get_id() )->contents ] );
		$this->linkElsewhere();
		$this->configure( [ 'shippingItemCode' => '' ] );
		$return = $this->refunded( $order, [ 2, 1, 1 ] );
		$item   = static fn( array $line ): array => [ $line['productId'], $line['quantity'], $line['vatRate'], $line['unit'] ];
		self::assertSame( array_map( $item, $sold['lines'] ), array_map( $item, $return['lines'] ) );
		self::assertEqualsWithDelta( $sold['total'], $return['total'], 0.5 );
	}

	public function testALineThatWasWrittenAgainIsThatOfItsProduct(): void {
		$order = $this->order();
		$sold  = $this->madeDocument( $order );
		$fresh = $this->freshOrder( $order->get_id() );
		$lines = self::lines( $fresh );
		$fresh->remove_item( $lines[0]->get_id() );
		wc_add_order_item_meta( $fresh->add_product( $this->products[0], 2 ), '_reduced_stock', '2' );
		$fresh->calculate_totals();
		$fresh->save();
		$this->linkElsewhere();
		$return = $this->refunded( $order, [ 0, 1, 0 ] );
		self::assertSame( [ $sold['lines'][0]['productId'] ], array_column( $return['lines'], 'productId' ) );
	}

	/** The document stayed as it was when the order became dearer. */
	public function testNothingIsReturnedDearerThanItWasSold(): void {
		$order = $this->order();
		$this->madeDocument( $order );
		$fresh = $this->freshOrder( $order->get_id() );
		self::saved( self::lines( $fresh )[0], [ 'subtotal' => '1000', 'total' => '1000' ] );
		$fresh->calculate_totals();
		$fresh->save();
		$line = $this->refunded( $order, [ 1, 0, 0 ] )['lines'][0];
		self::assertEquals( [ 1, 299 ], [ $line['quantity'], $line['lineTotal'] ] );
	}

	public function testOfADocumentThatAPersonNamedItsLinesInSorsCount(): void {
		$order = $this->order();
		$sold  = $this->madeDocument( $order );
		OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'document_by' => OutboxEntry::NAMED ] );
		self::assertSame( $sold['lines'][1]['productId'], $this->refunded( $order, [ 0, 1, 0 ] )['lines'][0]['productId'] );
		$this->linkElsewhere();
		self::assertStringContainsString( 'by which of its lines', $this->asked( $order ), 'Its item by now is another one.' );
		$this->withoutOperations( [ 'getDocument' ] );
		self::assertStringContainsString( 'by which of its lines', $this->asked( $order ) );
	}

	/** A third of a line that was made cheaper: 216.4 and its VAT of 43.28, which WooCommerce shows as 260. */
	public function testARefundInWholeDinarsAgreesWithItsReturn(): void {
		$order = $this->order( 3, '649.2' );
		$this->madeDocument( $order );
		self::assertEquals( 259, $this->refunded( $order, [ 1, 0, 0 ] )['total'] );
		$rows = OutboxTable::ofOrder( $order->get_id() );
		self::assertNull( end( $rows )->issue );
	}

	public function testARefundIsReadAsTheShopRoundsByThen(): void {
		$order = $this->order();
		$this->madeDocument( $order );
		update_option( 'woocommerce_price_num_decimals', '2' );
		$item   = self::lines( $this->freshOrder( $order->get_id() ) )[0];
		$taxes  = [ array_key_first( $item->get_taxes()['total'] ) => '5.55' ];
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => '33.33', 'line_items' => [ $item->get_id() => [ 'qty' => 1, 'refund_total' => '27.78', 'refund_tax' => $taxes ] ], 'restock_items' => true ] );
		$this->work();
		$documents = $this->documents();
		self::assertEquals( [ 'return', 33.33 ], [ end( $documents )['kind'], end( $documents )['total'] ] );
	}

	public function testNothingOfABuyerIsKept(): void {
		$order = $this->order();
		$this->madeDocument( $order );
		$kept = json_decode( (string) self::db()->get_var( 'SELECT sent_lines FROM ' . Tables::name( Tables::OUTBOX ) . ' ORDER BY id DESC LIMIT 1' ), true );
		self::assertSame( [ 'withVat', 'lines' ], array_keys( $kept ) );
		self::assertEqualsCanonicalizing( [ 'orderItem', 'type', 'objectId', 'productId', 'productCode', 'quantity', 'unit', 'unitPrice', 'discountPercent', 'vatRate', 'lineTotal' ], array_keys( $kept['lines'][0] ) );
	}

	/** The first product is that of another item by now. */
	private function linkElsewhere(): void {
		self::db()->delete( Tables::name( Tables::LINKS ), [ 'object_id' => $this->products[0]->get_id() ] );
		$this->linkCode( (string) $this->items[5]['code'], $this->products[0]->get_id() );
	}

	/** Two of the first, one of the second, and shipping. */
	private function order( int $pieces = 2, ?string $net = null ): \WC_Order {
		$order = wc_create_order();
		$order->add_product( $this->products[0], $pieces, null === $net ? [] : [ 'subtotal' => $net, 'total' => $net ] );
		$order->add_product( $this->products[1], 1 );
		$shipping = new \WC_Order_Item_Shipping();
		$shipping->set_name( 'Kurir' );
		$shipping->set_total( '332.5' );
		$order->add_item( $shipping );
		$order->set_address( self::ADDRESS, 'billing' );
		$order->set_payment_method( 'cod' );
		$order->calculate_totals();
		self::saved( $order, [ 'status' => 'processing' ] );
		return $order;
	}

	/** @param list<int> $pieces Of each line. */
	private function refund( \WC_Order $order, array $pieces ): void {
		$order  = $this->freshOrder( $order->get_id() );
		$amount = '0';
		$lines  = [];
		foreach ( array_values( $order->get_items( [ 'line_item', 'shipping' ] ) ) as $i => $item ) {
			if ( 0 === $pieces[ $i ] || ! ( $item instanceof \WC_Order_Item_Product || $item instanceof \WC_Order_Item_Shipping ) ) {
				continue;
			}
			$share                    = $pieces[ $i ] / $item->get_quantity();
			$taxes                    = array_map( static fn( $tax ): float => $share * (float) $tax, $item->get_taxes()['total'] );
			$amount                   = (float) $amount + round( $share * (float) $item->get_total() + array_sum( $taxes ) );
			$lines[ $item->get_id() ] = [
				'qty'          => $pieces[ $i ],
				'refund_total' => $share * (float) $item->get_total(),
				'refund_tax'   => $taxes,
			];
		}
		$refund = wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => $amount, 'line_items' => $lines, 'restock_items' => true ] );
		self::assertInstanceOf( \WC_Order_Refund::class, $refund );
		$this->work();
	}

	/** @return array<string, mixed> The return that SORS has of it. */
	private function refunded( \WC_Order $order, array $pieces ): array {
		$this->refund( $order, $pieces );
		$rows = OutboxTable::ofOrder( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, end( $rows )->state, Sentence::shown( (string) end( $rows )->errorMessage ) );
		$documents = $this->documents();
		self::assertSame( 'return', end( $documents )['kind'] );
		return end( $documents );
	}

	private function asked( \WC_Order $order ): string {
		$this->refund( $order, [ 1, 0, 0 ] );
		$rows = OutboxTable::ofOrder( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, 'lines_unknown' ], [ end( $rows )->state, end( $rows )->errorCode ], Sentence::shown( (string) end( $rows )->errorMessage ) );
		return Sentence::shown( (string) end( $rows )->errorMessage );
	}
}
