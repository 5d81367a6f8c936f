<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\OrderView\Words;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** Baskets of which something is special; Baskets/RandomBasketsTest draws the others. */
final class BasketTest extends OutboxTestCase {

	public function testOrderNumbersMayRepeat(): void {
		$product = $this->linkedProduct();
		add_filter( 'woocommerce_order_number', static fn(): string => 'WEB-1' );
		$ids = [ $this->createOrder( [ $product->get_id() => 1 ] )->get_id(), $this->createOrder( [ $product->get_id() => 1 ] )->get_id() ];
		$this->work();
		self::assertCount( 2, array_unique( array_column( $this->documents(), 'externalReference' ) ) );
		foreach ( $this->documents() as $document ) {
			self::assertStringContainsString( 'WEB-1', $document['note'] );
		}
		self::assertNotSame( $this->sale( $ids[0] )->documentNumber, $this->sale( $ids[1] )->documentNumber );
	}

	public function testAFreeOrderMovesGoodsToo(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 2 ] );
		foreach ( self::lines( $order ) as $item ) {
			self::saved( $item, [ 'total' => '0' ] );
		}
		$order->calculate_totals();
		$order->save();
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		self::assertSame( [ 0, 2, 100 ], [ $this->documents()[0]['total'], $this->documents()[0]['lines'][0]['quantity'], $this->documents()[0]['lines'][0]['discountPercent'] ] );
	}

	public function testAFeeBelowZeroLowersTheGoods(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 2 ] );
		self::addCost( $order, new \WC_Order_Item_Fee(), [ 'name' => 'Popust za stalne kupce', 'tax_status' => 'none', 'total' => '-50.55' ] );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		self::assertCount( 1, $this->documents()[0]['lines'] );
		self::assertEqualsWithDelta( (float) $this->freshOrder( $order->get_id() )->get_total(), $this->documents()[0]['lines'][0]['lineTotal'], 0.001 );
	}

	/** The test server, stricter than SORS may be, takes no line without an item: then its words are shown. */
	public function testAProductWithoutAnItemIsSentByItsNameIfTheOwnerAllowsIt(): void {
		$order = $this->handledOrder( [ $this->createProduct( 'NEMA-GA', '100', 5, 'Šolja bez šifre' )->get_id() => 2 ] );
		self::assertSame( [ 'unknown_product', null ], [ $this->sale( $order->get_id() )->errorCode, $this->sale( $order->get_id() )->body ], 'Not even asked.' );
		$this->configure( [ 'unmappedLines' => 'named' ] );
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertStringContainsString( 'Šolja bez šifre', (string) json_encode( json_decode( (string) $row->body, true ), JSON_UNESCAPED_UNICODE ) );
		self::assertStringContainsString( 'Stavka nema artikal', Sentence::shown( (string) $row->errorMessage ) );
	}

	/**
	 * No sync links it: to give it the item's code as its SKU would lead nowhere.
	 *
	 * @testWith ["refuse", "unknown_product"]
	 *           ["named", "400"]
	 */
	public function testOfAnUnlinkedProductTheRefusalSaysTheWayOut( string $unmappedLines, string $ofTheOther ): void {
		$this->configure( [ 'unmappedLines' => $unmappedLines ] );
		$product = $this->linkedProduct();
		$this->restOk( 'POST', "products/{$product->get_id()}/unlink" );
		$order = $this->handledOrder( [ $product->get_id() => 1, $this->createProduct( 'NEMA-GA', '100', 5, 'Šolja bez šifre' )->get_id() => 1 ] );
		$row   = $this->sale( $order->get_id() );
		$words = Sentence::shown( (string) $row->errorMessage );
		self::assertSame( [ OutboxEntry::REJECTED, 'unlinked_product' ], [ $row->state, $row->errorCode ] );
		self::assertStringContainsString( 'You unlinked this product from SORS: ' . $product->get_name() . '. ', $words );
		self::assertStringContainsString( 'Link again', $words );
		$this->restOk( 'POST', "products/{$product->get_id()}/link-again" );
		do_action( 'sors_run_succeeded' );
		$this->work();
		self::assertSame( $ofTheOther, $this->sale( $order->get_id() )->errorCode, 'That of the other.' );
	}

	public function testATotalThatNoLineExplainsSaysByHowMuchAndWhy(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$total = (float) $order->get_total();
		self::saved( $order, [ 'total' => (string) ( $total - 40 ) ] );
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, 'total_differs' ], [ $row->state, $row->errorCode ] );
		self::assertStringContainsString( Words::amount( '40' ), Sentence::shown( (string) $row->errorMessage ) );
		self::assertStringContainsString( 'gift card', Sentence::shown( (string) $row->errorMessage ) );
	}

	public function testAFailedOrderIsSentOncePaid(): void {
		$order = $this->handledOrder( [ $this->linkedProduct()->get_id() => 1 ], 'failed' );
		self::assertSame( OutboxEntry::SKIPPED, $this->sale( $order->get_id() )->state );
		$this->handleAs( 'processing', $order );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
	}

	/** @group real-store */
	public function testASalePriceIsThePriceAndACouponIsADiscount(): void {
		$product = self::saved( $this->linkedProduct(), [ 'regular_price' => '1000', 'sale_price' => '750' ] );
		$this->createOrder( [ $product->get_id() => 2 ] );
		self::saved( new \WC_Coupon(), [ 'code' => 'deset', 'discount_type' => 'percent', 'amount' => 10 ] );
		$this->work();
		$this->createOrder( [ $product->get_id() => 2 ] )->apply_coupon( 'deset' );
		$this->work();
		$line = static fn( array $document ): array => array_intersect_key( $document['lines'][0], array_flip( [ 'unitPrice', 'discountPercent', 'lineTotal' ] ) );
		[ $sale, $discounted ] = array_map( $line, $this->documents() );
		self::assertEquals( [ 750, 0, 1500 ], [ $sale['unitPrice'], $sale['discountPercent'] ?? 0, $sale['lineTotal'] ] );
		self::assertEquals( [ 750, 10, 1350 ], [ $discounted['unitPrice'], $discounted['discountPercent'] ?? 0, $discounted['lineTotal'] ] );
	}
}
