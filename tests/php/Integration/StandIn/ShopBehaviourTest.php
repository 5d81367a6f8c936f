<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\StandIn;

'cli' === PHP_SAPI || exit;

/** Lists, hooks, categories, taxes and decimals that products live with: the same of WooCommerce and of its stand-in. */
final class ShopBehaviourTest extends BehaviourTestCase {

	public function test_hooks_of_a_new_and_a_changed_product(): void {
		$hooks = new HookLog(
			[
				'woocommerce_before_product_object_save',
				'woocommerce_product_before_set_stock',
				'woocommerce_product_set_stock',
				'woocommerce_product_set_stock_status',
				'woocommerce_product_set_visibility',
				'woocommerce_new_product',
				'woocommerce_update_product',
				'woocommerce_after_product_object_save',
				'save_post_product',
			]
		);
		$product = $this->createProduct( 'HOOK', '10', 5 );
		$hooks->name( $product->get_id(), 'p' );
		self::assertSame(
			[
				'woocommerce_before_product_object_save(WC_Product#0, object)',
				'save_post_product(#p, object, false)',
				'woocommerce_product_before_set_stock(WC_Product#p)',
				'woocommerce_product_set_visibility(#p, "visible")',
				'woocommerce_product_set_stock(WC_Product#p)',
				'woocommerce_product_set_stock_status(#p, "instock", WC_Product#p)',
				'woocommerce_new_product(#p, WC_Product#p)',
				'woocommerce_after_product_object_save(WC_Product#p, object)',
			],
			$hooks->take()
		);

		$product->set_stock_quantity( 0 );
		$product->save();
		self::assertSame(
			[
				'woocommerce_before_product_object_save(WC_Product#p, object)',
				'woocommerce_product_before_set_stock(WC_Product#p)',
				'woocommerce_product_set_visibility(#p, "visible")',
				'woocommerce_product_set_stock(WC_Product#p)',
				'woocommerce_product_set_stock_status(#p, "outofstock", WC_Product#p)',
				'woocommerce_update_product(#p, WC_Product#p)',
				'woocommerce_after_product_object_save(WC_Product#p, object)',
			],
			$hooks->take()
		);

		$product->set_name( 'Novo ime' );
		$product->save();
		self::assertSame(
			[
				'woocommerce_before_product_object_save(WC_Product#p, object)',
				'save_post_product(#p, object, true)',
				'woocommerce_update_product(#p, WC_Product#p)',
				'woocommerce_after_product_object_save(WC_Product#p, object)',
			],
			$hooks->take()
		);
	}

	public function test_the_tree_of_categories(): void {
		$parent  = wp_insert_term( 'Alat', 'product_cat', [ 'slug' => 'alat' ] );
		$child   = wp_insert_term( 'Ручни алат', 'product_cat', [ 'parent' => $parent['term_id'] ] );
		$product = $this->createProduct( 'KAT' );
		self::assertSame( [ (int) get_option( 'default_product_cat' ) ], $product->get_category_ids() ? $product->get_category_ids() : wc_get_product( $product->get_id() )->get_category_ids(), 'Without a category a product gets the default one.' );
		$product->set_category_ids( [ $child['term_id'] ] );
		$product->save();
		self::assertSame( [ $child['term_id'] ], wc_get_product( $product->get_id() )->get_category_ids() );
		self::assertSame( $parent['term_id'], get_term( $child['term_id'], 'product_cat' )->parent );
		self::assertTrue( is_taxonomy_hierarchical( 'product_cat' ) );
		self::assertSame( 1, (int) get_term( $child['term_id'], 'product_cat' )->count );
	}

	public function test_tax_classes(): void {
		self::assertSame( [ 'reduced-rate', 'zero-rate' ], array_values( array_intersect( \WC_Tax::get_tax_class_slugs(), [ 'reduced-rate', 'zero-rate' ] ) ) );
		$product = new \WC_Product_Simple();
		$product->set_tax_class( 'no-such-class' );
		self::assertSame( '', $product->get_tax_class() );
		$product->set_tax_class( 'zero-rate' );
		self::assertSame( 'zero-rate', $product->get_tax_class() );
		self::assertSame( 'zero-rate', wp_list_pluck( \WC_Tax::get_tax_rate_classes(), 'slug', 'name' )['Zero rate'] );
	}

	public function test_decimals(): void {
		update_option( 'woocommerce_price_decimal_sep', ',' );
		foreach ( [ '1250,50' => '1250.50', '12.5' => '12.5', '1.250,50' => '1250.50', '' => '', ' 7 ' => '7', '-3,10' => '-3.10' ] as $in => $out ) {
			self::assertSame( $out, wc_format_decimal( (string) $in ), "“{$in}”" );
		}
		self::assertSame( '0.3', wc_format_decimal( 0.1 + 0.2 ) );
		self::assertSame( '12.35', wc_format_decimal( '12.345', 2 ) );
		self::assertSame( '12', wc_format_decimal( '12.00', 2, true ) );
	}

	public function test_products_can_be_listed(): void {
		$ids = [];
		foreach ( [ 'publish', 'draft', 'publish' ] as $n => $status ) {
			$product = $this->createProduct( 'L-' . $n, '10', $n );
			$product->set_status( $status );
			$ids[] = $product->save();
		}
		$list = static fn( array $args ) => wc_get_products( $args + [ 'return' => 'ids', 'limit' => -1, 'orderby' => 'ID', 'order' => 'ASC' ] );
		self::assertEquals( $ids, $list( [] ) );
		self::assertEquals( [ $ids[1] ], $list( [ 'status' => 'draft' ] ) );
		self::assertEquals( [ $ids[1], $ids[2] ], $list( [ 'stock_status' => 'instock', 'type' => 'simple' ] ) );
		self::assertEquals( [ $ids[0], $ids[2] ], $list( [ 'include' => [ $ids[0], $ids[2] ] ] ) );
		self::assertSame( 'L-2', wc_get_products( [ 'limit' => 1, 'orderby' => 'ID', 'order' => 'DESC' ] )[0]->get_sku() );
		wc_get_product( $ids[0] )->delete();
		self::assertEquals( [ $ids[1], $ids[2] ], $list( [] ) );
	}
}
