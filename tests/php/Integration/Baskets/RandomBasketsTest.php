<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Baskets;

use Automattic\WooCommerce\Utilities\OrderUtil;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\Remedies;
use SorsApi\Sentence;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Shops and baskets from seeds, bought through WooCommerce: what the buyer saw is what SORS holds, or the owner is asked
 * something that can be answered. SORS_BASKETS is how many, SORS_BASKETS_SEED the first seed, SORS_BASKETS_TABLE the file
 * that their table goes into, and SORS_BASKETS_COUNTS the one that keeps the counts, so that the next run adds to them.
 *
 * @group real-store
 */
final class RandomBasketsTest extends OutboxTestCase {

	private const IN_A_SHOP = 15;
	private const USUALLY = 150;
	/** Of seven shops from here on each kind of basket tells something. With orders as posts, the shops after these are drawn. */
	private const FIRST = 12;

	/** Product => code of its item and percent of VAT; the two of the last size share an item. */
	private const SHELF = [
		'full0'    => [ '000101', 20 ],
		'full1'    => [ '000105', 20 ],
		'full2'    => [ '000106', 20 ],
		'full3'    => [ '1001', 20 ],
		'full4'    => [ '1003', 20 ],
		'full5'    => [ '1005', 20 ],
		'reduced0' => [ 'SEM-01', 10 ],
		'reduced1' => [ 'HRA-01', 10 ],
		'reduced2' => [ 'HRA-02', 10 ],
		'untaxed0' => [ 'KNJ-01', 0 ],
		'untaxed1' => [ 'KNJ-02', 0 ],
		'size0'    => [ '1011', 20 ],
		'size1'    => [ '1012', 20 ],
		'shared0'  => [ '1013', 20 ],
		'shared1'  => [ '1013', 20 ],
		'weight0'  => [ 'EKS-KG', 20 ],
		'weight1'  => [ 'HRA-03', 10 ],
	];

	private static BasketTable $table;

	/** @dataProvider seeds */
	public function testWhatTheBuyerSawIsWhatSorsHolds( int $seed, int $baskets ): void {
		$shop = new DrawnShop( $seed, $baskets );
		self::$table->addShop();
		$shop->open();
		$this->configure( [ 'priceType' => $shop->sendsWithVat ? 'withVat' : 'withoutVat' ] + ( $shop->hasServicesByRate ? [ 'shippingItemByVatRate' => [ '10' => 'USL-DOSTAVA10' ], 'feeItemByVatRate' => [ '10' => 'USL-NAKNADA10' ] ] : [] ) );
		foreach ( [ 'USL-DOSTAVA10' => 900003, 'USL-NAKNADA10' => 900004 ] as $code => $objectId ) {
			$this->patch( [ 'do' => 'addItem', 'item' => [ 'code' => $code, 'name' => $code, 'vatRate' => 10, 'itemType' => 'service', 'unit' => 'kom' ] ] );
			$this->linkCode( $code, $objectId );
		}
		$products = $this->products( $shop );
		$items    = [];
		foreach ( self::SHELF as $product => [ $code, $rate ] ) {
			$items[ $products[ $product ]->get_id() ] = compact( 'product', 'code', 'rate' );
		}
		$purchase = new Purchase( $shop, $products );
		$bought   = [];
		foreach ( $shop->baskets as $basket ) {
			[ $order, $shown, $taken ]  = $purchase->of( $basket );
			$bought[ $order->get_id() ] = [ $basket, new Seen( $order, $shown, $taken, $basket, $shop, $items ) ];
		}
		if ( $shop->changesEarly ) {
			$shop->change();
		}
		while ( $this->work() > 0 ) {
			continue;
		}
		if ( ! $shop->changesEarly ) {
			$shop->change();
		}
		$documents = array_column( $this->documents(), null, 'externalReference' );
		$wrong     = [];
		foreach ( $bought as $id => [ $basket, $seen ] ) {
			$faults = $this->faults( $id, $seen, $documents );
			if ( [] !== $faults ) {
				$wrong[] = implode( '; ', $faults ) . "\n" . wp_json_encode( $basket );
			}
			self::$table->add( $basket, [] === $faults ? (string) $this->sale( $id )->errorCode : null );
		}
		self::assertSame( [], $wrong, wp_json_encode( array_diff_key( get_object_vars( $shop ), [ 'baskets' => 1 ] ) ) . "\n" . implode( "\n", $wrong ) );
	}

	public static function seeds(): iterable {
		$first = (int) ( getenv( 'SORS_BASKETS_SEED' ) ?: self::FIRST + ( OrderUtil::custom_orders_table_usage_is_enabled() ? 0 : intdiv( self::USUALLY, self::IN_A_SHOP ) ) );
		$count = (int) ( getenv( 'SORS_BASKETS' ) ?: self::USUALLY );
		for ( $n = 0; $n * self::IN_A_SHOP < $count; $n++ ) {
			yield 'seed ' . ( $first + $n ) => [ $first + $n, min( self::IN_A_SHOP, $count - $n * self::IN_A_SHOP ) ];
		}
	}

	public static function setUpBeforeClass(): void {
		parent::setUpBeforeClass();
		self::$table = BasketTable::from( (string) getenv( 'SORS_BASKETS_COUNTS' ) );
	}

	protected function tearDown(): void {
		$file   = getenv( 'SORS_BASKETS_TABLE' );
		$counts = getenv( 'SORS_BASKETS_COUNTS' );
		if ( false !== $file ) {
			file_put_contents( $file, self::$table->text() );
		}
		if ( false !== $counts ) {
			self::$table->keep( $counts );
		}
		parent::tearDown();
	}

	private function faults( int $id, Seen $seen, array $documents ): array {
		$sale = $this->sale( $id );
		if ( OutboxEntry::SENT !== $sale->state ) {
			$isRight = OutboxEntry::REJECTED === $sale->state && in_array( $sale->errorCode, $seen->questions(), true ) && [] !== Remedies::of( $sale, true, false );
			return $isRight ? [] : [ $sale->state . ' ' . $sale->errorCode . ' ' . Sentence::shown( (string) $sale->errorMessage ) . ', expected: ' . implode( ', ', $seen->questions() ) ];
		}
		if ( [] !== $seen->questions() ) {
			return [ 'sent, expected: ' . implode( ', ', $seen->questions() ) ];
		}
		ChangedOrders::check( $sale );
		$issue = self::issueOf( $this->sale( $id ) );
		return array_merge( null === $issue ? [] : [ "asks $issue once it is sent" ], $seen->faults( $documents[ (string) $sale->reference ] ) );
	}

	/** @return array<string, \WC_Product> */
	private function products( DrawnShop $shop ): array {
		foreach ( [ 'KNJ-01', 'KNJ-02' ] as $code ) {
			$this->patch( [ 'do' => 'setItem', 'code' => $code, 'set' => [ 'vatRate' => 0 ] ] );
		}
		$products = [ 'bundle' => $this->createProduct( 'PAKET', '900', 100000, 'Paket' ), 'full0' => $this->linkedProduct( 0, 100000 ) ];
		$codes    = array_column( $this->items, 'code' );
		foreach ( array_diff_key( self::SHELF, $products ) as $name => [ $code, $rate ] ) {
			if ( 'shared1' === $name ) {
				$products[ $name ] = new \WC_Product_Variation();
				$products[ $name ]->set_parent_id( $products['shared0']->get_parent_id() );
				$products[ $name ]->save();
			} elseif ( in_array( $name, [ 'size0', 'size1', 'shared0' ], true ) ) {
				$products[ $name ] = $this->createVariation( $name, '100' );
				$this->linkCode( $code, 'shared0' === $name ? $products[ $name ]->get_parent_id() : $products[ $name ]->get_id() );
			} else {
				$products[ $name ] = $this->linkedProduct( (int) array_search( $code, $codes, true ), 100000 );
			}
			if ( 0 === $rate ) {
				$products[ $name ]->set_tax_status( 'none' );
			}
		}
		foreach ( $shop->prices as $name => $prices ) {
			$products[ $name ]->set_regular_price( $prices['price'] );
			$products[ $name ]->set_sale_price( $prices['sale'] );
			$products[ $name ]->save();
		}
		return $products;
	}
}
