<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** What a stock run makes of single items. */
final class StockRulesTest extends SyncTestCase {

	/** @var list<string> Codes of business units: the first two are chosen. */
	private array $unit = [];

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->unit = array_map( 'strval', array_keys( $this->units ) );
		$this->bringInItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ $this->unit[0] => 10, $this->unit[1] => 5, $this->unit[2] => 100 ] );
	}

	/**
	 * Its first price is still to come, as it is where items are written in bulk.
	 *
	 * @group real-store
	 */
	public function testWhatCannotBeJudgedWhenItIsWrittenIsANewProductStill(): void {
		global $wpdb;
		$run = $this->runToEnd( 'stock', 'preview' );
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_links SET state = 'duplicate' WHERE code = 'T1'" );
		// Written item by item.
		add_filter( 'woocommerce_product_data_store', static fn(): object => new class() extends \WC_Product_Data_Store_CPT {} );
		$run = $this->approvedRun( $run );
		self::assertSame( 'skipped', $this->itemOf( $run, 'T1' )['outcome'] ?? '' );
		self::assertTrue( ( new Links() )->byCodes( [ 'T1' ] )['T1']->fresh );
	}

	public function testPurchasePricesAreReadNowhere(): void {
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		global $wpdb;
		foreach ( [ $wpdb->postmeta => 'meta_value', $wpdb->prefix . 'sors_stock' => 'price_with_vat', $wpdb->prefix . 'sors_run_items' => 'payload' ] as $table => $column ) {
			self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM $table WHERE $column REGEXP '[0-9]\\\\.[0-9][0-9]37([^0-9]|$)'" ), $table );
		}
	}

	public function testTwoLevelsOfOneItemAreAConflictUntilACompleteReadingShowsOne(): void {
		global $wpdb;
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_stock SET conflict = 2 WHERE code = 'T1'" );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->unit[0], 'onHand' => 1 ], [ 'do' => 'setPrice', 'code' => 'T1', 'priceWithVat' => 130 ] ] );
		$this->readLongAfterChanges();
		$run = $this->driveWell( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertStringContainsString( 'two different stock levels of this item', $this->itemOf( $run, 'T1' )['reason'] );
		self::assertEquals( [ 15, '120' ], [ $this->productOf( 'T1' )->get_stock_quantity(), $this->productOf( 'T1' )->get_price() ] );
		self::assertSame( [ 'two_levels' ], array_column( $this->restOk( 'GET', 'conflicts', [ 'search' => 'T1' ] )['items'], 'code' ) );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( [ 6, '130' ], [ $this->productOf( 'T1' )->get_stock_quantity(), $this->productOf( 'T1' )->get_price() ] );
	}

	public function testASalePriceIsTheShopsOwn(): void {
		self::saved( $this->productOf( 'T1' ), [ 'sale_price' => '99' ] );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T1', 'priceWithVat' => 130 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ '130', '99', '99' ], [ $this->productOf( 'T1' )->get_regular_price(), $this->productOf( 'T1' )->get_sale_price(), $this->productOf( 'T1' )->get_price() ] );
	}

	/**
	 * A typing error in SORS, and the stock that came with it.
	 *
	 * @testWith [7]
	 *           [19]
	 */
	public function testAPriceThatWouldEndTheSaleWaitsAndTheStockIsWritten( int $stock ): void {
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->onSale( 99 );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T1', 'priceWithVat' => 12 ], [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->unit[0], 'onHand' => $stock - 5 ] ] );
		foreach ( [ 1, 2 ] as $turn ) {
			$this->assertSucceeded( $this->runToEnd( 'stock' ) );
			self::assertSame( [ '120', '99', '99', $stock ], $this->sold(), "$turn" );
			self::assertSame( [ 'sale 120 12', '[{"field":"price","from":"120","to":"12"}]' ], [ $this->waiting( 'stock' )['T1']->danger, $this->waiting( 'stock' )['T1']->changes ] );
			self::assertStringContainsString( '1 product has a sale, and its price in SORS is not above the sale price, or changes by more than your limit', $this->question( 'stock' ) );
		}
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T1', 'priceWithVat' => 125 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ [ '125', '99', '99', $stock ], [] ], [ $this->sold(), $this->waiting( 'stock' ) ] );
		self::saved( $this->productOf( 'T1' ), [ 'date_on_sale_to' => (string) ( time() - DAY_IN_SECONDS ) ] );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T1', 'priceWithVat' => 80 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ '80', '80' ], [ $this->productOf( 'T1' )->get_regular_price(), $this->productOf( 'T1' )->get_price() ] );
	}

	/** A product has a sale until next week. */
	private function onSale( int $price ): void {
		self::saved( $this->productOf( 'T1' ), [ 'sale_price' => (string) $price, 'date_on_sale_to' => (string) ( time() + WEEK_IN_SECONDS ) ] );
	}

	public function testAPriceThatEndsTheSaleIsWrittenOnceAPersonHasAgreed(): void {
		self::requireRealStore();
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->onSale( 99 );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T1', 'priceWithVat' => 90 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$run = $this->decide( 'approve', 'stock' );
		self::assertNotNull( $run );
		$this->assertSucceeded( $run );
		self::assertSame( [ '90', '90' ], [ $this->sold()[0], $this->sold()[2] ] );
		self::assertSame( [ [], 1, 0 ], [ $this->waiting( 'stock' ), $run->updated, $run->skipped ] );
		self::assertFalse( $this->productOf( 'T1' )->is_on_sale() );
		self::assertSame( 0, $this->runToEnd( 'stock' )->updated );
	}

	/** Whoever began it between the comparison and the writing was not asked either. */
	public function testASaleThatBeganMeanwhileIsNotEnded(): void {
		self::requireRealStore();
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T1', 'priceWithVat' => 90 ], [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->unit[0], 'onHand' => 2 ] ] );
		$run = $this->runToEnd( 'stock', 'preview' );
		$this->onSale( 99 );
		$this->assertSucceeded( $this->approvedRun( $run ) );
		self::assertSame( [ '120', '99', '99', 7 ], $this->sold() );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 'T1' ], array_keys( $this->waiting( 'stock' ) ) );
	}

	/** An importer's SQL, or a process that died within WooCommerce's save(); and, where it comes again, a plugin's price for an hour. */
	public function testAnotherPriceInForceIsPutRightOnceAndThenAsked(): void {
		self::requireRealStore();
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->putInForce( '70' );
		$told = did_action( 'litespeed_purge_post' );
		$run  = $this->runToEnd( 'stock' );
		self::assertSame( [ [ '120', '', '120', 15 ], 1, 1 ], [ $this->sold(), $run->updated, did_action( 'litespeed_purge_post' ) - $told ] );
		self::assertSame( [ [ 'field' => 'paid', 'from' => '70', 'to' => '120' ] ], $this->itemOf( $run, 'T1' )['changes'] );
		$this->putInForce( '70' );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->unit[0], 'onHand' => 14 ] ] );
		foreach ( [ 1, 2 ] as $turn ) {
			$this->assertSucceeded( $this->runToEnd( 'stock' ) );
			self::assertSame( [ '120', '', '70', 19 ], $this->sold(), "$turn" );
			self::assertSame( [ 'paid 70 120', '[{"field":"paid","from":"70","to":"120"}]' ], [ $this->waiting( 'stock' )['T1']->danger, $this->waiting( 'stock' )['T1']->changes ] );
			self::assertStringContainsString( 'buyers pay another price than SORS has for 1 product', $this->question( 'stock' ) );
		}
		$run = $this->decide( 'approve', 'stock' );
		self::assertSame( [ [ '120', '', '120', 19 ], [], 1 ], [ $this->sold(), $this->waiting( 'stock' ), $run->updated ] );
		$this->putInForce( '70' );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ [ '120', '', '70', 19 ], [ 'T1' ] ], [ $this->sold(), array_keys( $this->waiting( 'stock' ) ) ] );
		// SORS' own price is written as ever, and is another one to put right.
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T1', 'priceWithVat' => 130 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ [ '130', '', '130', 19 ], [] ], [ $this->sold(), $this->waiting( 'stock' ) ] );
		$this->putInForce( '70' );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ '130', '', '130', 19 ], $this->sold() );
	}

	/** A plugin sets its price whenever the product is saved. */
	public function testAPriceForATimeIsFoughtInOneRunAlone(): void {
		self::requireRealStore();
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$saved = 0;
		$lower = static function ( int $id ) use ( &$saved ): void {
			++$saved;
			update_post_meta( $id, '_price', '70' );
		};
		add_action( 'woocommerce_update_product', $lower );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T1', 'priceWithVat' => 130 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ [ '130', '', '70', 15 ], 'not_kept' ], [ $this->sold(), Links::byCodes( [ 'T1' ] )['T1']->problem ] );
		$saved = 0;
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 0, [ 'T1' ] ], [ $saved, array_keys( $this->waiting( 'stock' ) ) ] );
	}

	/** The process dies before WooCommerce has saved it: the regular price stays what it is. */
	public function testTheNextProcessPutsTheSalePriceInForce(): void {
		global $wpdb;
		self::requireRealStore();
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->onSale( 99 );
		$this->putInForce( '120' );
		$run  = $this->runs->start( 'stock', 'apply', 'person' );
		$dies = 'add_action( "woocommerce_before_product_object_save", static fn() => exit( 3 ) ); \SorsApi\Tests\Site\SiteRuns::make()->step( $args["run"] );';
		try {
			$this->inOtherProcess( $dies, [ 'run' => $run->id ] )->finish( 240 );
			self::fail( 'It lives.' );
		} catch ( \RuntimeException $died ) {
			self::assertStringContainsString( 'ended with 3', $died->getMessage() );
		}
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET lease_until = 1 WHERE lease_owner <> ''" );
		wp_cache_flush();
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertSame( [ '120', '99', '99', 15 ], $this->sold() );
	}

	/** One costs 117 and three cost 351, whether prices are kept with VAT or without. */
	public function testAShopWithoutDecimalsSellsAtTheWholeDinarsThatItShows(): void {
		self::requireRealStore();
		update_option( 'woocommerce_price_num_decimals', '0' );
		update_option( 'woocommerce_calc_taxes', 'yes' );
		update_option( 'woocommerce_tax_based_on', 'base' );
		$rate = \WC_Tax::_insert_tax_rate( [ 'tax_rate_country' => '', 'tax_rate' => '20', 'tax_rate_name' => 'PDV', 'tax_rate_class' => '', 'tax_rate_priority' => 1, 'tax_rate_shipping' => 1 ] );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T1', 'priceWithVat' => 116.6 ] ] );
		foreach ( [ 'withVat' => '117', 'withoutVat' => '97.5' ] as $type => $price ) {
			update_option( 'woocommerce_prices_include_tax', 'withVat' === $type ? 'yes' : 'no' );
			$this->configure( [ 'priceType' => $type ] );
			$this->assertSucceeded( $this->runToEnd( 'stock' ) );
			$product = self::saved( $this->productOf( 'T1' ), [ 'status' => 'publish' ] );
			self::assertSame( $price, $product->get_price() );
			wc_load_cart();
			WC()->cart->empty_cart();
			WC()->cart->add_to_cart( $product->get_id(), 3 );
			self::assertEquals( [ 117, 351 ], [ wc_get_price_including_tax( $product ), (float) WC()->cart->get_cart_contents_total() + WC()->cart->get_cart_contents_tax() ], $type );
			self::assertSame( 0, $this->runToEnd( 'stock' )->updated );
		}
		\WC_Tax::_delete_tax_rate( $rate );
	}

	/** Past WordPress and WooCommerce. */
	private function putInForce( string $price ): void {
		self::db()->update( self::db()->postmeta, [ 'meta_value' => $price ], [ 'post_id' => $this->productOf( 'T1' )->get_id(), 'meta_key' => '_price' ] );
		wp_cache_flush();
	}

	/** @return array{string, string, string, int|null} Regular, sale price, price, stock. */
	private function sold(): array {
		$product = $this->productOf( 'T1' );
		return [ $product->get_regular_price( 'edit' ), $product->get_sale_price( 'edit' ), $product->get_price( 'edit' ), $product->get_stock_quantity( 'edit' ) ];
	}

	/**
	 * Since version 11 WooCommerce no longer cuts the stock to whole pieces before it compares it with its threshold.
	 *
	 * @testWith ["0", 0.5]
	 *           ["1.5", 1.7]
	 *           ["1.5", 1.2]
	 */
	public function testAPartOfAPieceHasTheStatusThatWooCommerceGivesIt( string $threshold, float $stock ): void {
		update_option( 'woocommerce_notify_no_stock_amount', $threshold );
		remove_filter( 'woocommerce_stock_amount', 'intval' );
		add_filter( 'woocommerce_stock_amount', 'floatval' );
		try {
			foreach ( [ $stock, 0, $stock ] as $onHand ) {
				$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->unit[0], 'onHand' => $onHand ], [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->unit[1], 'onHand' => 0 ] ] );
				$this->assertSucceeded( $this->runToEnd( 'stock' ) );
				$product = $this->productOf( 'T1' );
				$status  = $product->get_stock_status();
				$product->validate_props();
				self::assertEquals( [ $onHand, $product->get_stock_status() ], [ $product->get_stock_quantity(), $status ] );
				self::assertSame( 0, $this->runToEnd( 'stock' )->updated );
			}
		} finally {
			remove_filter( 'woocommerce_stock_amount', 'floatval' );
			add_filter( 'woocommerce_stock_amount', 'intval' );
			update_option( 'woocommerce_notify_no_stock_amount', '0' );
		}
	}

	public function testWhoNeverRunsTheCatalogueIsFoundBySku(): void {
		( new Links() )->forget( [ ( new Links() )->byCodes( [ 'T1' ] )['T1']->id ] );
		wc_get_product( wc_get_product_id_by_sku( 'T1' ) )->delete( true );
		$own = $this->createProduct( 'T1', '99', 3 );
		$run = $this->runWell( 'stock' );
		self::assertSame( $own->get_id(), $this->productOf( 'T1' )->get_id() );
		self::assertEquals( [ 15, '120' ], [ $this->productOf( 'T1' )->get_stock_quantity(), $this->productOf( 'T1' )->get_price() ] );
		self::assertSame( [ 'link', 'stock', 'price' ], array_column( $this->itemOf( $run, 'T1' )['changes'], 'field' ) );
	}

	/** @group real-store */
	public function testVariationsAndTheirParents(): void {
		$this->configure( [ 'safetyLimitPercent' => 100 ] );
		$parent = $this->createVariable();
		foreach ( [ 'crna' => 10, 'bela' => 0 ] as $color => $stock ) {
			self::saved( new \WC_Product_Variation(), [ 'parent_id' => $parent->get_id(), 'attributes' => [ 'boja' => $color ], 'sku' => 'T-' . $color, 'regular_price' => '10' ] );
			$this->addItem( 'T-' . $color, 'Majica ' . $color, [ 'priceWithVat' => 20 + $stock ], [ $this->unit[0] => $stock ] );
		}
		$this->runAll( 'catalog', 'stock' );
		self::assertEquals( [ 10, '30' ], [ $this->productOf( 'T-crna' )->get_stock_quantity(), $this->productOf( 'T-crna' )->get_price() ] );
		self::assertEquals( [ 0, 'outofstock' ], [ $this->productOf( 'T-bela' )->get_stock_quantity(), $this->productOf( 'T-bela' )->get_stock_status() ] );
		$parent = wc_get_product( $parent->get_id() );
		self::assertInstanceOf( \WC_Product_Variable::class, $parent );
		self::assertSame( [ 20.0, 30.0, 'instock' ], [ (float) $parent->get_variation_price( 'min' ), (float) $parent->get_variation_price( 'max' ), $parent->get_stock_status() ] );
		$before = $this->shopRows();
		self::assertSame( 0, $this->runToEnd( 'stock' )->updated );
		self::assertSame( $before, $this->shopRows() );
		// Now the same in bulk.
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T-crna', 'priceWithVat' => 35 ], [ 'do' => 'setStock', 'code' => 'T-crna', 'unit' => $this->unit[0], 'onHand' => 4 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( [ 4, '35' ], [ $this->productOf( 'T-crna' )->get_stock_quantity(), $this->productOf( 'T-crna' )->get_price() ] );
		$parent = wc_get_product( $parent->get_id() );
		self::assertInstanceOf( \WC_Product_Variable::class, $parent );
		self::assertSame( 35.0, (float) $parent->get_variation_price( 'max' ) );
	}

	public function testAListenerThatThrowsFailsNothingButItself(): void {
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->unit[0], 'onHand' => 11 ] ] );
		add_action( 'woocommerce_update_product', self::throwing( 'Ovo je greška drugog dodatka' ) );
		$run = $this->runWell( 'stock' );
		self::assertStringContainsString( 'drugog dodatka', $this->itemOf( $run, 'T1' )['reason'] );
	}

	public function testEachStepWritesSomethingHoweverShortItsTimeIs(): void {
		$this->bringInItem( 'T2', 'Drugi', [ 'priceWithVat' => 50 ], [ $this->unit[0] => 3 ] );
		$run = $this->runs->start( 'stock', 'apply', 'person' );
		for ( $step = 1; $step <= 40 && $run->isActive(); $step++ ) {
			$run = $this->part( $run );
		}
		$this->assertSucceeded( $run );
		self::assertEquals( [ 15, 3 ], [ $this->productOf( 'T1' )->get_stock_quantity(), $this->productOf( 'T2' )->get_stock_quantity() ] );
	}
}
