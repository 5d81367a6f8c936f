<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Store\CategoryTree;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * SORS' second group.
 *
 * @group real-store
 */
final class BrandsTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->configure( [ 'newProductStatus' => 'publish' ] );
		$this->addItem( 'B1', 'Prvi', [ 'group' => 'Boje', 'secondGroup' => 'Bosch & Söhne' ] );
		$this->addItem( 'B2', 'Drugi', [ 'group' => 'Boje', 'secondGroup' => 'Bosch & Söhne' ] );
		$this->addItem( 'B3', 'Treći', [ 'group' => 'Boje' ] );
	}

	public function testANewProductGetsTheSecondGroupAsItsBrandAndTheOwnerHasTheLastWord(): void {
		$this->runAll( 'catalog' );
		self::assertSame( [ [ 'Bosch &amp; Söhne' ], [ 'Bosch &amp; Söhne' ], [] ], [ $this->brands( 'B1' ), $this->brands( 'B2' ), $this->brands( 'B3' ) ] );
		self::assertSame( [ [ 'Boje' ], [ 'Boje' ] ], [ $this->categoriesOf( 'B1' ), $this->categoriesOf( 'B3' ) ] );
		$terms = get_terms( [ 'taxonomy' => CategoryTree::BRANDS, 'hide_empty' => false ] );
		self::assertCount( 1, $terms );
		if ( '_wc_term_recount' === get_taxonomy( CategoryTree::BRANDS )->update_count_callback ) {
			// WooCommerce 10 counts brands only when a product is new, and shows 0.
			self::assertSame( 2, $terms[0]->count );
		}

		$own = wp_insert_term( 'Moja marka', CategoryTree::BRANDS )['term_id'];
		wp_set_object_terms( $this->productOf( 'B1' )->get_id(), [ $own ], CategoryTree::BRANDS );
		$this->setItem( 'B2', [ 'secondGroup' => 'Makita' ] );
		$this->runAll( 'catalog' );
		self::assertSame( [ [ 'Moja marka' ], [ 'Bosch &amp; Söhne' ] ], [ $this->brands( 'B1' ), $this->brands( 'B2' ) ] );

		$this->configure( [ 'fields' => [ 'brand' => 'always' ] ] );
		$this->runAll( 'catalog' );
		self::assertSame( [ [ 'Bosch &amp; Söhne' ], [ 'Makita' ], [] ], [ $this->brands( 'B1' ), $this->brands( 'B2' ), $this->brands( 'B3' ) ] );
		$before = $this->shopRows();
		$this->runAll( 'catalog' );
		self::assertSame( $before, $this->shopRows() );
		$this->setItem( 'B2', [ 'secondGroup' => null ] );
		$this->runAll( 'catalog' );
		self::assertSame( [ 'Makita' ], $this->brands( 'B2' ), 'Without a second group nothing is changed.' );
	}

	public function testItMayBeACategoryOrNothingInstead(): void {
		$this->configure( [ 'fields' => [ 'brand' => 'category' ] ] );
		$this->runAll( 'catalog' );
		self::assertSame( [], $this->brands( 'B1' ) );
		self::assertEqualsCanonicalizing( [ 'Boje', 'Bosch &amp; Söhne' ], $this->categoriesOf( 'B1' ) );
		$this->configure( [ 'fields' => [ 'brand' => 'never' ] ] );
		$this->addItem( 'B4', 'Četvrti', [ 'group' => 'Boje', 'secondGroup' => 'Bosch & Söhne' ] );
		$this->runAll( 'catalog' );
		self::assertSame( [ [], [ 'Boje' ] ], [ $this->brands( 'B4' ), $this->categoriesOf( 'B4' ) ] );
		self::assertEqualsCanonicalizing( [ 'Boje', 'Bosch &amp; Söhne' ], $this->categoriesOf( 'B1' ), 'What is there stays.' );
		unregister_taxonomy( CategoryTree::BRANDS );
		try {
			$this->configure( [ 'fields' => [ 'brand' => 'create' ] ] );
			$this->addItem( 'B5', 'Peti', [ 'group' => 'Boje', 'secondGroup' => 'Bosch & Söhne' ] );
			$this->runAll( 'catalog' );
			self::assertEqualsCanonicalizing( [ 'Boje', 'Bosch &amp; Söhne' ], $this->categoriesOf( 'B5' ), 'Without brands in the shop.' );
		} finally {
			\WC_Brands::init_taxonomy();
		}
	}

	public function testWithoutCategoriesFromSors(): void {
		$this->configure( [ 'fields' => [ 'categories' => 'never' ] ] );
		$terms = wp_count_terms( [ 'taxonomy' => 'product_cat', 'hide_empty' => false ] );
		$this->runAll( 'catalog' );
		self::assertSame( [ [ 'Bosch &amp; Söhne' ], [] ], [ $this->brands( 'B1' ), $this->brands( 'B3' ) ] );
		self::assertSame( $terms, wp_count_terms( [ 'taxonomy' => 'product_cat', 'hide_empty' => false ] ) );
	}

	private function brands( string $code ): array {
		return wp_get_post_terms( $this->productOf( $code )->get_id(), CategoryTree::BRANDS, [ 'fields' => 'names' ] );
	}
}
