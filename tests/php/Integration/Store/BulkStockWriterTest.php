<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Store\BulkStockWriter;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\StockAnnouncer;
use SorsApi\Store\StockChange;
use SorsApi\Store\StockWriter;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/**
 * The fast writer against WooCommerce's own save(), row by row.
 *
 * @group real-store
 *
 * @group sqlite
 */
final class BulkStockWriterTest extends StoreTestCase {

	/** With a listener of others to the first, the product is saved. The others are of its type, which save() sets anew each time, and of the counts that WooCommerce 10.0 makes then; on SQLite a count that stays is a change. */
	private const ELSEWHERE = [ 'woocommerce_before_product_object_save', 'set_object_terms', 'update_term_meta', 'updated_term_meta' ];

	/** What WordPress and Action Scheduler do for what they store, whatever it is. */
	private const OF_STORAGE = '/transient|option|action_scheduler/';

	public function changes(): array {
		return [
			'stock'                  => [ '7', null ],
			'price'                  => [ null, '249.9' ],
			'both'                   => [ '3', '1234.56' ],
			'whole price with zeros' => [ '1', '100' ],
		];
	}

	/** @dataProvider changes */
	public function testLeavesTheRowsThatSaveLeaves( ?string $stock, ?string $price ): void {
		[ $bulk, $saved ] = $this->twins();
		$this->age( [ $bulk, $saved ] );
		$this->writeBulk( $bulk, $stock, $price );
		$this->writeSaved( $saved, $stock, $price );
		self::assertSame( $this->rows( $saved ), $this->rows( $bulk ) );
		self::assertSame( $stock ?? '10', (string) wc_get_product( $bulk )->get_stock_quantity() );
		self::assertSame( $price ?? '120.00', wc_get_product( $bulk )->get_regular_price() );
	}

	/** @dataProvider changes */
	public function testLeavesTheRowsOfVariationsAndTheirParents( ?string $stock, ?string $price ): void {
		[ $bulkParent, $bulk ]   = $this->variable( 'A' );
		[ $savedParent, $saved ] = $this->variable( 'B' );
		$this->age( [ $bulk, $saved, $bulkParent, $savedParent ] );
		$this->writeBulk( $bulk, $stock, $price );
		$this->writeSaved( $saved, $stock, $price );
		self::assertSame( $this->rows( $saved ), $this->rows( $bulk ) );
		self::assertSame( $this->rows( $savedParent ), $this->rows( $bulkParent ) );
	}

	public function testDeletesTheTransientsThatSaveDeletes(): void {
		[ $bulk ] = $this->twins();
		$names    = [ 'wc_products_onsale', 'wc_low_stock_count', 'wc_admin_product_count', 'wc_admin_stock_count_lowstock', 'wc_related_' . $bulk, 'wc_var_prices_' . $bulk ];
		foreach ( $names as $name ) {
			set_transient( $name, 'old', HOUR_IN_SECONDS );
		}
		set_transient( 'product-transient-version', 'old' );
		$this->writeBulk( $bulk, '4', null );
		foreach ( $names as $name ) {
			self::assertFalse( get_transient( $name ), $name );
		}
		self::assertNotSame( 'old', \WC_Cache_Helper::get_transient_version( 'product' ) );
	}

	public function testKeepsTheAppointmentsOfASaleAndTheListenersThatMakeThem(): void {
		[ $bulk, $saved ] = $this->twins();
		$before           = has_action( 'woocommerce_update_product', 'wc_maybe_schedule_product_sale_events' );
		$ends             = time() + 2 * DAY_IN_SECONDS;
		foreach ( [ $bulk, $saved ] as $id ) {
			update_post_meta( $id, '_sale_price_dates_to', $ends );
			clean_post_cache( $id );
		}
		$this->writeSaved( $saved, '5', null );
		$this->writeBulk( $bulk, '5', null );
		$end = static fn( int $id ): int => (int) as_next_scheduled_action( 'wc_product_end_scheduled_sale', [ 'product_id' => $id ] );
		self::assertSame( $end( $saved ), $end( $bulk ) );
		self::assertSame( $before, has_action( 'woocommerce_update_product', 'wc_maybe_schedule_product_sale_events' ) );
	}

	public function testClearsTheCountsOfBrandsOnceForAllProducts(): void {
		$twins  = $this->twins();
		$name   = 'wc_layered_nav_counts_product_brand';
		$listen = [ $GLOBALS['WC_Brands'], 'invalidate_wc_layered_nav_counts_cache' ];
		$before = has_action( 'woocommerce_update_product', $listen );
		$clears = did_action( "delete_transient_$name" );
		set_transient( $name, 'old', HOUR_IN_SECONDS );
		$this->writeTogether( $twins, '5', null );
		self::assertFalse( get_transient( $name ) );
		self::assertSame( 1, did_action( "delete_transient_$name" ) - $clears );
		self::assertSame( $before, has_action( 'woocommerce_update_product', $listen ) );
	}

	public function testALaterSaveSeesWhatWasWritten(): void {
		[ $bulk ] = $this->twins();
		wc_get_product( $bulk )->get_stock_quantity();
		$this->writeBulk( $bulk, '4', '99' );
		self::saved( wc_get_product( $bulk ), [ 'weight' => '2' ] );
		self::assertSame( [ 4, '99' ], [ wc_get_product( $bulk )->get_stock_quantity(), wc_get_product( $bulk )->get_price() ] );
		$lookup = $this->rows( $bulk )['lookup'];
		// MySQL gives a DECIMAL its four places, SQLite's driver keeps what was written.
		self::assertSame( [ 4.0, 99.0 ], [ (float) $lookup['stock_quantity'], (float) $lookup['min_price'] ] );
	}

	public function testFiresTheStatedActionsWithTheNewFigures(): void {
		[ $bulk ]   = $this->twins();
		$seen       = [];
		$actions    = [ 'woocommerce_product_before_set_stock', 'woocommerce_product_set_stock', 'woocommerce_product_object_updated_props', 'woocommerce_update_product', 'woocommerce_after_product_object_save' ];
		$listener   = static function ( $first, $second = null ) use ( &$seen ): void {
			$product = $first instanceof \WC_Product ? $first : $second;
			$seen[]  = [ current_action(), $product->get_stock_quantity(), $product->get_regular_price() ];
		};
		foreach ( $actions as $action ) {
			add_action( $action, $listener, 10, 2 );
		}
		$this->writeBulk( $bulk, '4', '99' );
		foreach ( $actions as $action ) {
			remove_action( $action, $listener, 10 );
		}
		self::assertSame( [ 'woocommerce_product_before_set_stock', 10, '120.00' ], array_shift( $seen ) );
		self::assertSame( array_map( static fn( string $action ): array => [ $action, 4, '99' ], array_slice( $actions, 1 ) ), $seen );
	}

	/**
	 * Counted by WordPress itself, which needs no listener for it: what a later WooCommerce fires is missed here.
	 *
	 * @dataProvider changes
	 */
	public function testFiresAllThatSaveFiresWhereOthersListen( ?string $stock, ?string $price ): void {
		[ $bulk, $saved ] = $this->twins();
		$this->age( [ $bulk, $saved ] );
		$metas    = [];
		$listener = static function ( $row, int $id, string $key, $value ) use ( &$metas ): void {
			$metas[ $id ][] = current_action() . " $key $value";
		};
		foreach ( [ 'update_post_meta', 'update_postmeta', 'updated_post_meta', 'updated_postmeta' ] as $action ) {
			add_action( $action, $listener, 10, 4 );
		}
		add_action( 'woocommerce_updated_product_stock', static fn() => null );
		$bySave = $this->fired(
			function () use ( $saved, $stock, $price ): void {
				$this->writeSaved( $saved, $stock, $price );
				if ( null !== $stock ) {
					wc_update_product_stock( $saved, (int) $stock );
				}
			}
		);
		$inBulk = $this->fired( fn() => $this->writeBulk( $bulk, $stock, $price ) );
		sort( $metas[ $saved ] );
		sort( $metas[ $bulk ] );
		self::assertSame( $metas[ $saved ], $metas[ $bulk ] );
		self::assertSame( [], array_values( array_diff( $bySave, $inBulk, self::ELSEWHERE ) ) );
	}

	/** @return list<string> Actions that the work fires. */
	private function fired( callable $work ): array {
		$before = $GLOBALS['wp_actions'];
		$work();
		$fired = array_keys( array_filter( $GLOBALS['wp_actions'], static fn( int $times, string $action ): bool => $times > ( $before[ $action ] ?? 0 ), ARRAY_FILTER_USE_BOTH ) );
		return preg_grep( self::OF_STORAGE, $fired, PREG_GREP_INVERT );
	}

	/** @testWith ["woocommerce_before_product_object_save"]
	 *            ["woocommerce_before_product_variation_object_save"]
	 *            ["update_post_metadata"]
	 *            ["woocommerce_update_product_stock_query"]
	 *            ["all"]
	 */
	public function testIsNotUsedWhereOthersTakePartInWriting( string $hook ): void {
		self::assertTrue( BulkStockWriter::isAvailable() );
		add_filter( $hook, static fn( $first = null ) => $first );
		self::assertFalse( BulkStockWriter::isAvailable() );
	}

	public function testAListenerThatThrowsOverATransientStopsNothing(): void {
		[ $bulk ] = $this->twins();
		foreach ( [ 'wc_product_children_', 'wc_related_' ] as $name ) {
			set_transient( $name . $bulk, 'old', HOUR_IN_SECONDS );
		}
		add_action(
			"delete_transient_wc_product_children_$bulk",
			static function (): void {
				throw new \RuntimeException( 'A listener of another plugin.' );
			}
		);
		$updates = did_action( 'woocommerce_update_product' );
		$this->writeBulk( $bulk, '4', null );
		self::assertFalse( get_transient( 'wc_related_' . $bulk ) );
		self::assertSame( $updates + 1, did_action( 'woocommerce_update_product' ) );
	}

	/** A cache of another plugin is emptied by product, and of WooCommerce's own listeners none wants each. */
	public function testTellsOthersWhoseTransientsAreDeleted(): void {
		$seen = [];
		add_action(
			'woocommerce_delete_product_transients',
			static function ( int $id ) use ( &$seen ): void {
				$seen[] = $id;
			}
		);
		[ $bulk, $saved ]       = $this->twins();
		[ $parent, $variation ] = $this->variable( 'A' );
		$seen                   = [];
		$this->writeSaved( $saved, '5', '99' );
		self::assertContains( $saved, $seen );
		$this->writeBulk( $bulk, '5', '99' );
		$this->writeBulk( $variation, null, '99' );
		self::assertSame( [], array_diff( [ $bulk, $variation, $parent ], $seen ) );
	}

	/** It hears no clean_post_cache, and WooCommerce tells nobody else of a price. */
	public function testLiteSpeedPurgesThePageOfAPrice(): void {
		$purged = [];
		add_action(
			'litespeed_purge_post',
			static function ( int $id ) use ( &$purged ): void {
				$purged[] = $id;
			}
		);
		[ $bulk, $saved ]      = $this->twins();
		[ $parent, $variation ] = $this->variable( 'A' );
		$this->writeBulk( $bulk, null, '99' );
		$this->writeBulk( $variation, null, '99' );
		StockAnnouncer::stockSet( $this->change( $saved, null, '99' ) );
		self::assertSame( [ $bulk, $parent, $saved ], $purged );
	}

	public function testLeavesEverythingElseToSave(): void {
		$product = $this->createProduct( 'X' );
		self::assertTrue( $this->accepts( $product, '5', '90' ) );
		self::assertFalse( $this->accepts( $product, '0', null ), 'goes out of stock' );
		update_option( 'woocommerce_notify_no_stock_amount', '5' );
		self::assertFalse( $this->accepts( $product, '5', null ), 'out of stock by the shop’s threshold' );
		self::saved( $product, [ 'sale_price' => '50' ] );
		self::assertFalse( $this->accepts( $product, null, '90' ), 'has a sale price' );
		self::assertTrue( $this->accepts( $product, '8', null ), 'a sale price does not matter for stock' );
		add_post_meta( $product->get_id(), '_stock', '3' );
		self::assertFalse( $this->accepts( $product, '8', null ), 'two rows of stock' );
		$product = self::saved( $this->createProduct( 'Y' ), [ 'manage_stock' => false ] );
		self::assertFalse( $this->accepts( $product, '8', null ), 'keeps no stock' );
	}

	public function testASaleMeanwhileWins(): void {
		[ $bulk ] = $this->twins();
		$change   = $this->change( $bulk, '50', null );
		wc_update_product_stock( $bulk, 1, 'decrease' );
		self::assertSame( [], BulkStockWriter::write( [ $bulk => $change ] ) );
		self::assertSame( 9, wc_get_product( $bulk )->get_stock_quantity() );
		self::assertFalse( ( new StockWriter() )->swap( $change ) );
		self::assertSame( 9, wc_get_product( $bulk )->get_stock_quantity() );
	}

	public function testASalePriceThatIsGivenMeanwhileWins(): void {
		[ $bulk ] = $this->twins();
		$change   = $this->change( $bulk, null, '130' );
		$product = self::saved( wc_get_product( $bulk ), [ 'sale_price' => '99' ] );
		self::assertSame( [], BulkStockWriter::write( [ $bulk => $change ] ) );
		clean_post_cache( $bulk );
		$product = wc_get_product( $bulk );
		self::assertSame( [ '120.00', '99', '99' ], [ $product->get_regular_price(), $product->get_sale_price(), $product->get_price() ] );
	}

	/** @testWith ["_price"]
	 *            ["_regular_price"]
	 */
	public function testAPriceWhoseRowIsAnotherMeanwhileIsNotTakenForWritten( string $key ): void {
		[ $bulk ] = $this->twins();
		$change   = $this->change( $bulk, null, '130' );
		$value    = get_post_meta( $bulk, $key, true );
		delete_post_meta( $bulk, $key );
		add_post_meta( $bulk, $key, $value );
		self::assertSame( [], BulkStockWriter::write( [ $bulk => $change ] ) );
	}

	public function testAPriceIsNoneOfTheAffairsOfAStock(): void {
		[ $bulk ] = $this->twins();
		$change   = $this->change( $bulk, '7', null );
		update_post_meta( $bulk, '_price', '99' );
		self::assertSame( [ $bulk => $change ], BulkStockWriter::write( [ $bulk => $change ] ) );
		clean_post_cache( $bulk );
		self::assertSame( [ 7, '99' ], [ wc_get_product( $bulk )->get_stock_quantity(), wc_get_product( $bulk )->get_price() ] );
	}

	private function accepts( \WC_Product $product, ?string $stock, ?string $price ): bool {
		return BulkStockWriter::accepts( $this->change( $product->get_id(), $stock, $price ) );
	}

	private function change( int $id, ?string $stock, ?string $price ): StockChange {
		$state = ( new ProductReader() )->byIds( [ $id ], ProductParts::figuresToWrite() )[ $id ];
		return new StockChange( $state, $stock, $price );
	}

	private function writeBulk( int $id, ?string $stock, ?string $price ): void {
		$this->writeTogether( [ $id ], $stock, $price );
	}

	private function writeTogether( array $ids, ?string $stock, ?string $price ): void {
		$changes = array_map( fn( int $id ): StockChange => $this->change( $id, $stock, $price ), array_combine( $ids, $ids ) );
		self::assertTrue( BulkStockWriter::isAvailable() );
		self::assertSame( $changes, array_filter( $changes, [ BulkStockWriter::class, 'accepts' ] ) );
		$announcer = new StockAnnouncer();
		if ( StockAnnouncer::isAwaited() ) {
			$announcer->before( $changes );
		}
		self::assertSame( $changes, BulkStockWriter::write( $changes ) );
		self::assertSame( array_fill_keys( $ids, '' ), $announcer->announce( $changes, '__return_true' ) );
	}

	private function writeSaved( int $id, ?string $stock, ?string $price ): void {
		$product = wc_get_product( $id );
		if ( null !== $stock ) {
			$product->set_stock_quantity( (float) $stock );
		}
		if ( null !== $price ) {
			$product->set_regular_price( $price );
		}
		$product->save();
		if ( $product->get_parent_id() ) {
			\WC_Product_Variable::sync( $product->get_parent_id() );
		}
	}

	/** @return array{int, int} Two products that differ in nothing but their SKU. */
	private function twins(): array {
		return [ $this->createProduct( 'A' )->get_id(), $this->createProduct( 'B' )->get_id() ];
	}

	/** @return array{int, int} Parent and one of its two variations. */
	private function variable( string $sku ): array {
		$parent = $this->createVariable();
		$ids = [];
		foreach ( [ 'crna', 'bela' ] as $color ) {
			$variation = new \WC_Product_Variation();
			$variation->set_parent_id( $parent->get_id() );
			self::saved( $variation, [ 'attributes' => [ 'boja' => $color ], 'sku' => $sku . $color, 'regular_price' => '120.00', 'manage_stock' => true, 'stock_quantity' => 10 ] );
			// The second save of a new variation drops an empty row for its image, whatever is changed.
			wc_get_product( $variation->get_id() )->save();
			$ids[] = $variation->get_id();
		}
		\WC_Product_Variable::sync( $parent->get_id() );
		return [ $parent->get_id(), $ids[0] ];
	}

	/** Saved long ago, by an older WooCommerce. */
	private function age( array $ids ): void {
		foreach ( $ids as $id ) {
			self::db()->update(
				self::db()->posts,
				[
					'post_modified'     => '2020-01-01 00:00:00',
					'post_modified_gmt' => '2020-01-01 00:00:00',
				],
				[ 'ID' => $id ]
			);
			update_post_meta( $id, '_product_version', '9.0.0' );
			clean_post_cache( $id );
		}
	}

	/** @return array<string, mixed> All that is stored of the product, without what must differ. */
	private function rows( int $id ): array {
		global $wpdb;
		$post   = $wpdb->get_row( $wpdb->prepare( "SELECT * FROM $wpdb->posts WHERE ID = %d", $id ), ARRAY_A );
		$lookup = $wpdb->get_row( $wpdb->prepare( "SELECT * FROM {$wpdb->prefix}wc_product_meta_lookup WHERE product_id = %d", $id ), ARRAY_A );
		$meta   = $wpdb->get_results( $wpdb->prepare( "SELECT meta_key, meta_value FROM $wpdb->postmeta WHERE post_id = %d AND meta_key <> '_sku' ORDER BY meta_id", $id ), ARRAY_A );
		$terms  = $wpdb->get_col( $wpdb->prepare( "SELECT term_taxonomy_id FROM $wpdb->term_relationships WHERE object_id = %d ORDER BY term_taxonomy_id", $id ) );
		self::assertGreaterThan( '2021', $post['post_modified_gmt'] );
		unset( $post['ID'], $post['guid'], $post['post_name'], $post['post_parent'], $post['post_date'], $post['post_date_gmt'], $post['post_modified'], $post['post_modified_gmt'], $lookup['product_id'], $lookup['sku'] );
		return compact( 'post', 'lookup', 'meta', 'terms' );
	}
}
