<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Store\FreshProduct;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** A product made without needless look-ups against one made with them: the same rows, the same hooks. */
final class FreshProductTest extends StoreTestCase {

	private const HOOKS = [ 'add_post_meta', 'added_post_meta', 'update_post_meta', 'updated_post_meta', 'delete_post_meta', 'deleted_post_meta', 'added_term_relationship', 'woocommerce_new_product', 'woocommerce_product_object_updated_props', 'woocommerce_product_set_stock' ];

	private int $category = 0;

	protected function setUp(): void {
		parent::setUp();
		$term = wp_insert_term( 'Alati', 'product_cat' );
		$this->category = (int) $term['term_id'];
		add_action( 'save_post_product', [ self::class, 'listen' ] );
		add_action( 'woocommerce_new_product', [ self::class, 'listen' ] );
	}

	protected function tearDown(): void {
		remove_action( 'save_post_product', [ self::class, 'listen' ] );
		remove_action( 'woocommerce_new_product', [ self::class, 'listen' ] );
		parent::tearDown();
	}

	/** Another plugin that stores things of its own with every product, in every way that there is. */
	public static function listen( int $id ): void {
		$times = (int) get_post_meta( $id, '_their_times', true );
		update_post_meta( $id, '_their_times', $times + 1 );
		update_post_meta( $id, '_their_text', wp_slash( 'a "quoted" \\ text' ) );
		add_post_meta( $id, '_their_list', 'one' );
		add_post_meta( $id, '_their_list', 'two' );
		update_post_meta( $id, '_their_list', 'three' );
		update_post_meta( $id, '_their_array', [ 'a' => 1 ] );
		delete_post_meta( $id, '_their_text' );
		delete_post_meta( $id, '_never_there' );
		wp_set_object_terms( $id, [ 'their-tag-' . ( $times + 1 ) ], 'product_tag', true );
	}

	public function testLeavesTheSameRowsAndFiresTheSameHooks(): void {
		$log   = new HookLog( self::HOOKS );
		$plain = $this->product( 'OBICAN' )->save();
		$log->name( $plain, 'product' );
		$expected = $log->take();
		$fresh    = FreshProduct::during( fn(): int => $this->product( 'SVEZ' )->save() );
		$log->name( $fresh, 'product' );
		self::assertSame( $this->rows( $plain, 'OBICAN' ), $this->rows( $fresh, 'SVEZ' ) );
		self::assertSame( self::withoutNumbers( $expected, 'OBICAN' ), self::withoutNumbers( $log->take(), 'SVEZ' ) );
		self::assertSame( [ 'a' => 1 ], get_post_meta( $fresh, '_their_array', true ) );
	}

	/** @group real-store */
	public function testSparesMoreThanAThirdOfTheQueries(): void {
		remove_action( 'save_post_product', [ self::class, 'listen' ] );
		remove_action( 'woocommerce_new_product', [ self::class, 'listen' ] );
		$this->product( 'PRVI' )->save();
		$start = self::db()->num_queries;
		$this->product( 'OBICAN' )->save();
		$middle = self::db()->num_queries;
		FreshProduct::during( fn(): int => $this->product( 'SVEZ' )->save() );
		self::assertLessThan( 0.65 * ( $middle - $start ), self::db()->num_queries - $middle );
	}

	public function testAfterwardsNothingIsAddedTwice(): void {
		$id = FreshProduct::during( fn(): int => $this->product( 'SVEZ' )->save() );
		update_post_meta( $id, '_their_times', 9 );
		self::assertSame( [ '9' ], get_post_meta( $id, '_their_times' ) );
		$product = wc_get_product( $id );
		self::saved( $product, [ 'regular_price' => '75' ] );
		self::assertSame( [ '75' ], get_post_meta( $id, '_regular_price' ) );
	}

	private function product( string $sku ): \WC_Product {
		$product = new \WC_Product_Simple();
		$product->set_sku( $sku );
		$product->set_name( 'Ključ "Super" <inox> \\ ' . $sku );
		$product->set_status( 'publish' );
		$product->set_regular_price( '120.50' );
		$product->set_category_ids( [ $this->category ] );
		$product->set_manage_stock( true );
		$product->set_stock_quantity( 3 );
		return $product;
	}

	/** @return array<string, mixed> Without what is the product's own: numbers and moments. */
	private function rows( int $id, string $sku ): array {
		global $wpdb;
		clean_post_cache( $id );
		$queries = [
			'post'  => "SELECT post_title, post_name, post_status, post_type, post_content, comment_status FROM $wpdb->posts WHERE ID = $id",
			'meta'  => "SELECT meta_key, meta_value FROM $wpdb->postmeta WHERE post_id = $id ORDER BY meta_id",
			'terms' => "SELECT taxonomy, slug FROM $wpdb->term_relationships JOIN $wpdb->term_taxonomy USING (term_taxonomy_id) JOIN $wpdb->terms USING (term_id) WHERE object_id = $id ORDER BY taxonomy, slug",
		];
		if ( self::isRealStore() ) {
			$queries['lookup'] = "SELECT sku, min_price, max_price, stock_quantity, stock_status, tax_class, total_sales FROM {$wpdb->prefix}wc_product_meta_lookup WHERE product_id = $id";
		}
		$rows = array_map( static fn( string $sql ): array => $wpdb->get_results( $sql, ARRAY_A ), $queries );
		return (array) json_decode( str_ireplace( $sku, 'SKU', (string) wp_json_encode( $rows ) ), true );
	}

	private static function withoutNumbers( array $lines, string $sku ): array {
		return (array) preg_replace( '/#\d+|(?<=\(|: |#product, )"\d+"/', '#n', str_replace( $sku, 'SKU', $lines ) );
	}
}
