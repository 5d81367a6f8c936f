<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\StandIn;

'cli' === PHP_SAPI || exit;

/** What the plugin relies on in products: the same of WooCommerce and of its stand-in. */
final class ProductBehaviourTest extends BehaviourTestCase {

	public function test_a_product_comes_back_as_it_was_saved(): void {
		$this->loginAsAdmin(); // For others WordPress writes "&" as "&amp;".
		$category = wp_insert_term( 'Vodovod', 'product_cat' );
		$product  = new \WC_Product_Simple();
		$product->set_name( 'Cev “1/2” & ventil — Ćuprija, Ниш' );
		$product->set_sku( 'CEV-12' );
		$product->set_status( 'draft' );
		$product->set_description( 'Opis &amp; <strong>mere</strong>' );
		$product->set_short_description( 'Kratko' );
		$product->set_regular_price( '1250.5' );
		$product->set_category_ids( [ $category['term_id'] ] );
		$product->set_tax_class( 'reduced-rate' );
		$product->set_global_unique_id( '8600 123-456789' );
		$product->set_manage_stock( true );
		$product->set_stock_quantity( 7 );
		$product->set_catalog_visibility( 'catalog' );
		$product->update_meta_data( '_unit', 'kom' );
		$id = $product->save();
		self::assertGreaterThan( 0, $id );

		wp_cache_flush();
		$read = wc_get_product( $id );
		self::assertInstanceOf( \WC_Product_Simple::class, $read );
		self::assertSame( 'simple', $read->get_type() );
		self::assertSame( 'Cev “1/2” & ventil — Ćuprija, Ниш', $read->get_name() );
		self::assertSame( 'CEV-12', $read->get_sku() );
		self::assertSame( 'draft', $read->get_status() );
		self::assertSame( 'Opis &amp; <strong>mere</strong>', $read->get_description() );
		self::assertSame( 'Kratko', $read->get_short_description() );
		self::assertSame( '1250.5', $read->get_regular_price() );
		self::assertSame( '1250.5', $read->get_price() );
		self::assertSame( '', $read->get_sale_price() );
		self::assertSame( [ $category['term_id'] ], $read->get_category_ids() );
		self::assertSame( 'reduced-rate', $read->get_tax_class() );
		self::assertSame( 'taxable', $read->get_tax_status() );
		self::assertSame( '8600123-456789', $read->get_global_unique_id() );
		self::assertTrue( $read->get_manage_stock() );
		self::assertSame( 7, $read->get_stock_quantity() );
		self::assertSame( 'instock', $read->get_stock_status() );
		self::assertSame( 'no', $read->get_backorders() );
		self::assertSame( 'catalog', $read->get_catalog_visibility() );
		self::assertFalse( $read->get_virtual() );
		self::assertSame( 'kom', $read->get_meta( '_unit' ) );
		self::assertTrue( $read->meta_exists( '_unit' ) );
		self::assertSame( '', $read->get_meta( '_nothing' ) );
		self::assertEqualsWithDelta( time(), $read->get_date_created()->getTimestamp(), 60 );
	}

	public function test_the_rows_behind_a_product(): void {
		global $wpdb;
		$product = $this->createProduct( 'RED-1', '99.90', 4 );
		$product->set_global_unique_id( '8600000000017' );
		$product->save();
		$id   = $product->get_id();
		$meta = array_map( 'current', get_post_meta( $id ) );
		self::assertSame( 'product', get_post_type( $id ) );
		self::assertSame( [ 'simple' ], wp_list_pluck( wp_get_object_terms( $id, 'product_type' ), 'slug' ) );
		foreach ( [
			'_sku'           => 'RED-1',
			'_regular_price' => '99.90',
			'_price'         => '99.90',
			'_manage_stock'  => 'yes',
			'_stock'         => '4',
			'_stock_status'  => 'instock',
			'_backorders'    => 'no',
			'_tax_class'     => '',
			'_tax_status'    => 'taxable',
			'_virtual'       => 'no',
			'total_sales'    => '0',
		] as $key => $value ) {
			self::assertSame( $value, $meta[ $key ] ?? null, $key );
		}
		self::assertArrayNotHasKey( '_sale_price', $meta );
		$row = $wpdb->get_row( "SELECT * FROM {$wpdb->prefix}wc_product_meta_lookup WHERE product_id = $id", ARRAY_A );
		self::assertSame( 'RED-1', $row['sku'] );
		self::assertSame( '8600000000017', $row['global_unique_id'] );
		self::assertEquals( 99.9, $row['min_price'] );
		self::assertEquals( 99.9, $row['max_price'] );
		self::assertEquals( 4, $row['stock_quantity'] );
		self::assertSame( 'instock', $row['stock_status'] );
		self::assertEquals( 0, $row['onsale'] );
		self::assertSame( 'taxable', $row['tax_status'] );
	}

	public function test_an_sku_is_taken_once(): void {
		$first = $this->createProduct( 'ISTI' );
		self::assertSame( $first->get_id(), wc_get_product_id_by_sku( 'ISTI' ) );
		self::assertSame( 0, wc_get_product_id_by_sku( 'NEMA' ) );
		$second = new \WC_Product_Simple();
		try {
			$second->set_sku( 'ISTI' );
			self::fail( 'A second product got the same SKU.' );
		} catch ( \WC_Data_Exception $e ) {
			self::assertSame( 'product_invalid_sku', $e->getErrorCode() );
			self::assertSame( $first->get_id(), $e->getErrorData()['resource_id'] );
		}
		$first->set_sku( 'ISTI' );
		$first->delete();
		$second->set_sku( 'ISTI' );
		self::assertGreaterThan( 0, $second->save(), 'A trashed product does not reserve its SKU.' );
		self::assertSame( $second->get_id(), wc_get_product_id_by_sku( 'ISTI' ) );
	}

	public function test_another_may_judge_what_is_the_same_sku(): void {
		$first = $this->createProduct( 'šraf' );
		add_filter( 'wc_product_pre_has_unique_sku', '__return_true' );
		$second = new \WC_Product_Simple();
		$second->set_sku( 'šraf' );
		self::assertNotSame( $first->get_id(), $second->save() );
		remove_filter( 'wc_product_pre_has_unique_sku', '__return_true' );
		$this->expectException( \WC_Data_Exception::class );
		( new \WC_Product_Simple() )->set_sku( 'SRAF' );
	}

	public function test_a_gtin_is_taken_once(): void {
		$first = $this->createProduct( 'G-1' );
		$first->set_global_unique_id( '8600000000024' );
		$first->save();
		self::assertSame( $first->get_id(), wc_get_product_id_by_global_unique_id( '8600000000024' ) );
		$this->expectException( \WC_Data_Exception::class );
		( new \WC_Product_Simple() )->set_global_unique_id( '8600000000024' );
	}

	public function test_the_stock_status_follows_the_quantity(): void {
		$product = $this->createProduct( 'ZALIHA', '10', 0 );
		self::assertSame( 'outofstock', $product->get_stock_status() );
		self::assertSame( [ 'outofstock' ], wp_list_pluck( wp_get_object_terms( $product->get_id(), 'product_visibility' ), 'name' ) );
		$product->set_backorders( 'notify' );
		$product->save();
		self::assertSame( 'onbackorder', $product->get_stock_status() );
		$product->set_stock_quantity( 3 );
		$product->save();
		self::assertSame( 'instock', $product->get_stock_status() );
		$product->set_manage_stock( false );
		$product->save();
		$read = wc_get_product( $product->get_id() );
		self::assertNull( $read->get_stock_quantity() );
		self::assertSame( 'no', $read->get_backorders() );
		self::assertSame( 'instock', $read->get_stock_status() );
	}

	public function test_pieces_are_whole_unless_the_shop_says_otherwise(): void {
		$product = $this->createProduct( 'KG' );
		$product->set_stock_quantity( 2.75 );
		self::assertSame( 2, $product->get_stock_quantity() );
		remove_filter( 'woocommerce_stock_amount', 'intval' );
		try {
			$product->set_stock_quantity( 2.75 );
			$product->save();
			// WooCommerce 10.0 hands on the text that is stored. The stand-in is as the newest.
			$read = self::isRealStore() ? wc_stock_amount( get_post_meta( $product->get_id(), '_stock', true ) ) : 2.75;
			self::assertSame( $read, wc_get_product( $product->get_id() )->get_stock_quantity() );
			self::assertEquals( 2.75, $read );
		} finally {
			add_filter( 'woocommerce_stock_amount', 'intval' );
		}
	}

	public function test_sale_prices(): void {
		$product = $this->createProduct( 'AKCIJA', '100' );
		$product->set_sale_price( '80' );
		$product->save();
		self::assertSame( '80', $product->get_price() );
		self::assertTrue( $product->is_on_sale() );
		$product->set_regular_price( '120' );
		$product->save();
		self::assertSame( [ '120', '80', '80' ], [ $product->get_regular_price(), $product->get_sale_price(), $product->get_price() ] );
		$product->set_regular_price( '80' );
		$product->save();
		$read = wc_get_product( $product->get_id() );
		self::assertSame( [ '80', '', '80' ], [ $read->get_regular_price(), $read->get_sale_price(), $read->get_price() ], 'A sale price that is no discount goes.' );
	}

	public function test_what_a_trashed_and_a_deleted_product_leave(): void {
		global $wpdb;
		$product = $this->createProduct( 'KRAJ' );
		$id      = $product->get_id();
		$product->delete();
		self::assertSame( 'trash', get_post_status( $id ) );
		self::assertInstanceOf( \WC_Product::class, wc_get_product( $id ) );
		wp_delete_post( $id, true );
		self::assertFalse( wc_get_product( $id ) );
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}wc_product_meta_lookup WHERE product_id = $id" ) );
	}

	public function test_what_is_no_product(): void {
		$page = wp_insert_post( [ 'post_type' => 'page', 'post_title' => 'x' ] );
		self::assertFalse( wc_get_product( $page ) );
		self::assertFalse( wc_get_product( 999999 ) );
		self::assertFalse( wc_get_product( 0 ) );
		wp_delete_post( $page, true );
	}

	public function test_meta(): void {
		$product = $this->createProduct( 'META' );
		$product->add_meta_data( '_list', 'a' );
		$product->add_meta_data( '_list', 'b' );
		$product->update_meta_data( '_array', [ 'x' => [ 1, 2 ] ] );
		$product->update_meta_data( '_slash', 'C:\\put "navod"' );
		$product->save();
		$read = wc_get_product( $product->get_id() );
		self::assertSame( [ 'a', 'b' ], array_values( wp_list_pluck( $read->get_meta( '_list', false ), 'value' ) ) );
		self::assertSame( [ 'x' => [ 1, 2 ] ], $read->get_meta( '_array' ) );
		self::assertSame( 'C:\\put "navod"', $read->get_meta( '_slash' ) );
		$read->update_meta_data( '_list', 'c' );
		$read->delete_meta_data( '_array' );
		$read->save();
		$again = wc_get_product( $product->get_id() );
		self::assertSame( [ 'c' ], array_values( wp_list_pluck( $again->get_meta( '_list', false ), 'value' ) ) );
		self::assertFalse( $again->meta_exists( '_array' ) );
		self::assertSame( [ 'c' ], get_post_meta( $product->get_id(), '_list' ) );
	}
}
