<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** Bundles as their plugins write them into an order: a line of their own beside those of their contents. @group real-store */
final class BundlesTest extends OutboxTestCase {

	/** The usual notes of a bundle, and of what is in it. */
	private const WPC = [ [ '_woosb_ids' => '12/1,13/2' ], [ '_woosb_parent_id' => 'bundle' ] ];

	/** @var list<\WC_Product> */
	private array $contents = [];

	protected function setUp(): void {
		parent::setUp();
		update_option( 'woocommerce_calc_taxes', 'yes' );
		update_option( 'woocommerce_prices_include_tax', 'yes' );
		update_option( 'woocommerce_price_num_decimals', '0' );
		$this->contents = [ $this->product( 0, '600' ), $this->product( 1, '200' ) ];
	}

	/** @dataProvider plugins */
	public function testAFreeContainerIsNoLineAndACostlyOneIsSharedByItsContents( array $ofBundle, array $ofContents ): void {
		$bundle = $this->createProduct( 'PAKET', '900', 5, 'Paket' );
		self::assertEquals( [ 600, 400 ], $this->sent( $this->order( $bundle, 0, [ 600, 400 ], [ $ofBundle, $ofContents ] ) ) );
		self::assertEquals( [ 540, 360 ], $this->sent( $this->order( $bundle, 900, [ 0, 0 ], [ $ofBundle, $ofContents ] ) ) );
	}

	public static function plugins(): array {
		return [
			'WooCommerce Product Bundles' => [ [ '_stamp' => [ 'a' => 'b' ], '_bundled_items' => [ 'x', 'y' ], '_bundle_cart_key' => 'abc' ], [ '_bundled_by' => 'abc' ] ],
			'WPC Product Bundles'         => self::WPC,
			'YITH'                        => [ [ '_cartstamp' => [ 1 => 'b' ], '_yith_bundle_cart_key' => 'abc' ], [ '_bundled_by' => 'abc' ] ],
			'YITH, free edition'          => [ [ '_cartstamp' => [ 1 => 'b' ] ], [ '_bundled_by' => 'abc' ] ],
		];
	}

	/** What is no line of the document is no goods of an item: nobody waits for SORS to have it. */
	public function testAnOpenedBundleIsSettledWithItsContents(): void {
		$order = $this->order( $this->createProduct( 'PAKET', '900', 5, 'Paket' ), 900, [ 0, 0 ], self::WPC );
		$this->sent( $order );
		$this->pass( 700 );
		self::assertSame( 1, $this->services->ledger()->settle() );
		// What was added since, and has an item, is waited for.
		$order = $this->freshOrder( $order->get_id() );
		$order->add_product( $this->product( 2, '100' ), 1 );
		$order->save();
		$this->pass( 700 );
		self::assertSame( 0, $this->services->ledger()->settle() );
	}

	public function testAContainerWithAnItemIsALineBesideItsContents(): void {
		$bundle = $this->product( 2, '900' );
		self::assertEquals( [ 900, 0, 0 ], $this->sent( $this->order( $bundle, 900, [ 0, 0 ], self::WPC ) ) );
	}

	public function testTheSameItemInsideAndOutsideIsAsked(): void {
		$order = $this->order( $this->contents[0], 900, [ 0, 0 ], self::WPC );
		self::assertStringContainsString( 'taken off stock twice', $this->refused( $order, 'bundle' ) );
	}

	public function testAnotherVatThanWasChargedIsAsked(): void {
		$reduced          = (int) array_search( 10, array_column( $this->items, 'vatRate' ), true );
		$this->contents[] = $this->product( $reduced, '100' );
		$order            = $this->order( $this->createProduct( 'PAKET', '900', 5, 'Paket' ), 900, [ 0, 0, 0 ], self::WPC );
		self::assertStringContainsString( $this->contents[2]->get_name() . ': 20 % instead of 10 %', $this->refused( $order, 'vat_differs' ) );
	}

	public function testAProductThatIsGoneIsAsked(): void {
		$order = $this->order( $this->createProduct( 'PAKET', '900', 5, 'Paket' ), 900, [ 0, 0 ], self::WPC );
		$this->contents[1]->delete( true );
		self::assertStringContainsString( $this->contents[1]->get_name(), $this->refused( $order, 'bundle' ) );
	}

	/** WPC takes a fixed discount off the bundle's own line, without VAT. */
	public function testADiscountOnTheBundleLowersItsContents(): void {
		update_option( 'woocommerce_calc_taxes', 'no' );
		$bundle = $this->createProduct( 'PAKET', '900', 5, 'Paket' );
		self::assertEquals( [ 540, 360 ], $this->sent( $this->order( $bundle, -100, [ 600, 400 ], self::WPC ) ) );
	}

	public function testAReturnIsOfTheContentsAtTheirShare(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->order( $this->createProduct( 'PAKET', '900', 5, 'Paket' ), 900, [ 0, 0 ], self::WPC );
		self::assertEquals( [ 540, 360 ], $this->sent( $order ) );
		$lines = [];
		foreach ( self::lines( $this->freshOrder( $order->get_id() ) ) as $item ) {
			$lines[ $item->get_id() ] = [
				'qty'          => $item->get_quantity(),
				'refund_total' => $item->get_total(),
				'refund_tax'   => $item->get_taxes()['total'],
			];
		}
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => 900, 'line_items' => $lines, 'restock_items' => true ] );
		$this->work();
		$documents = $this->documents();
		self::assertSame( 'return', end( $documents )['kind'] );
		self::assertEquals( [ 540, 360 ], array_column( end( $documents )['lines'], 'lineTotal' ) );
	}

	public function testARefundOfTheContainerIsOfWhatCameBackOfIt(): void {
		$order = $this->order( $this->createProduct( 'PAKET', '900', 5, 'Paket' ), 900, [ 0, 0 ], self::WPC );
		self::assertEquals( [ 540, 360 ], $this->sent( $order ) );
		[ $bundle, $first ] = self::lines( $this->freshOrder( $order->get_id() ) );
		$lines = [
			$bundle->get_id() => [
				'qty'          => 0,
				'refund_total' => 450,
				'refund_tax'   => [ array_key_first( $bundle->get_taxes()['total'] ) => 90 ],
			],
			$first->get_id()  => [ 'qty' => 1, 'refund_total' => 0 ],
		];
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => 540, 'line_items' => $lines, 'restock_items' => true ] );
		$this->work();
		$this->work();
		$documents = $this->documents();
		self::assertEquals( [ 'open', 360, [ 360 ] ], [ end( $documents )['status'], end( $documents )['total'], array_column( end( $documents )['lines'], 'lineTotal' ) ] );
	}

	private function product( int $n, string $price ): \WC_Product {
		return self::saved( $this->linkedProduct( $n ), [ 'regular_price' => $price ] );
	}

	/**
	 * One of the first in it, two of the others.
	 *
	 * @param list<int>                   $costs VAT included.
	 * @param list<array<string, mixed>> $metas Of the bundle, of what is in it.
	 */
	private function order( \WC_Product $bundle, int $cost, array $costs, array $metas ): \WC_Order {
		$order = wc_create_order();
		self::assertInstanceOf( \WC_Order::class, $order );
		$add = static function ( \WC_Product $product, int $quantity, int $cost, array $metas ) use ( $order, $bundle ): void {
			$net  = (string) ( $cost < 0 ? $cost : wc_get_price_excluding_tax( $product, [ 'price' => $cost ] ) );
			$item = $order->get_item( $order->add_product( $product, $quantity, [ 'subtotal' => $net, 'total' => $net ] ), false );
			foreach ( $metas as $name => $value ) {
				$item->update_meta_data( $name, 'bundle' === $value ? (string) $bundle->get_id() : $value );
			}
			$item->save();
		};
		$add( $bundle, 1, $cost, $metas[0] );
		foreach ( $this->contents as $i => $product ) {
			$add( $product, 0 === $i ? 1 : 2, $costs[ $i ], $metas[1] );
		}
		$order->set_address( self::ADDRESS, 'billing' );
		$order->set_payment_method( 'cod' );
		$order->calculate_totals();
		self::saved( $order, [ 'status' => 'processing' ] );
		return $order;
	}

	/** @return list<float> Amounts of its lines. */
	private function sent( \WC_Order $order ): array {
		$document = $this->madeDocument( $order );
		self::assertEquals( (float) $order->get_total(), $document['total'] );
		return array_column( $document['lines'], 'lineTotal' );
	}

	private function refused( \WC_Order $order, string $code ): string {
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, $code, [] ], [ $sale->state, $sale->errorCode, $this->documents() ] );
		return Sentence::shown( (string) $sale->errorMessage );
	}
}
