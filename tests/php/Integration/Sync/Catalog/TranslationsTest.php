<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Store\Links;
use SorsApi\Store\Translations;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\Polylang;

'cli' === PHP_SAPI || exit;

/** Products that a multilingual plugin keeps as translations of one. */
final class TranslationsTest extends SyncTestCase {

	private const GTIN = '5901234123457';

	/** @var array<string, int> Language => product. The default one is not the oldest. */
	private array $products = [];

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		foreach ( [ 'en', 'sr', 'de' ] as $language ) {
			$this->products[ $language ] = $this->withSku( 'T-LANG', $language );
		}
		$this->addItem( 'T-LANG', 'Lopata', [ 'gtin' => self::GTIN ], [ (string) array_key_first( $this->units ) => 7 ] );
	}

	protected function tearDown(): void {
		Polylang::forget();
		parent::tearDown();
	}

	public function plugins(): array {
		return [
			'Polylang' => [ 'Polylang' ],
			'WPML'     => [ 'WPML' ],
		];
	}

	/** @dataProvider plugins */
	public function testTheOneInTheDefaultLanguageIsLinkedAndTheOthersAreLeftAlone( string $plugin ): void {
		$this->translate( $plugin, $this->products );
		$run = $this->runWell( 'catalog' );
		self::assertSame( $this->products['sr'], $this->productOf( 'T-LANG' )->get_id() );
		self::assertSame( [ 'updated', null ], [ $this->itemOf( $run, 'T-LANG' )['outcome'], $this->itemOf( $run, 'T-LANG' )['reason'] ], 'Nor is its bar code taken by them.' );
		self::assertSame( [ 'T-LANG' ], array_values( array_intersect( array_column( $this->itemsOf( $run ), 'code' ), [ 'T-LANG' ] ) ) );
		$again = $this->runWell( 'catalog' );
		self::assertNull( $this->itemOf( $again, 'T-LANG' ), (string) wp_json_encode( $this->itemOf( $again, 'T-LANG' ) ) );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( 7, (int) $this->productOf( 'T-LANG' )->get_stock_quantity() );
		self::assertSame( 3, (int) wc_get_product( $this->products['en'] )->get_stock_quantity(), 'That is the affair of the other plugin.' );
	}

	/** @dataProvider plugins */
	public function testARunOfStockAloneFindsTheSameOne( string $plugin ): void {
		$this->translate( $plugin, $this->products );
		$run = $this->runWell( 'stock' );
		self::assertSame( [ $this->products['sr'], 7 ], [ $this->productOf( 'T-LANG' )->get_id(), (int) $this->productOf( 'T-LANG' )->get_stock_quantity() ] );
	}

	public function testProductsThatAreNoTranslationsOfEachOtherAreAConflict(): void {
		$this->translate( 'Polylang', array_diff_key( $this->products, [ 'de' => 0 ] ) );
		foreach ( [ 'catalog', 'stock' ] as $kind ) {
			$run = $this->runWell( $kind );
			self::assertStringContainsString( '#' . $this->products['de'], $this->itemOf( $run, 'T-LANG' )['reason'] );
			self::assertSame( [], ( new Links() )->byCodes( [ 'T-LANG' ] ) );
		}
	}

	public function testATranslationOfWhatHasAnotherSkuIsAConflictToo(): void {
		$this->translate( 'Polylang', array_diff_key( $this->products, [ 'de' => 0 ] ) );
		self::saved( wc_get_product( $this->products['sr'] ), [ 'sku' => 'OTHER' ] );
		$run = $this->runWell( 'catalog' );
		self::assertSame( 'skipped', $this->itemOf( $run, 'T-LANG' )['outcome'] );
		self::assertSame( [], ( new Links() )->byCodes( [ 'T-LANG' ] ) );
	}

	public function testWithoutADefaultLanguageNothingIsATranslation(): void {
		Polylang::translate( $this->products );
		Polylang::$default = false;
		self::assertSame( $this->products['en'], Translations::original( $this->products['en'] ) );
		// WPML takes a missing language for the one of the request.
		add_filter( 'wpml_object_id', fn( $id, $type, $orItself, $language ) => null === $language ? $this->products['de'] : $id, 10, 4 );
		self::assertSame( $this->products['en'], Translations::original( $this->products['en'] ) );
		add_filter( 'wpml_default_language', static fn(): string => '' );
		self::assertSame( $this->products['en'], Translations::original( $this->products['en'] ) );
	}

	public function testAProductHasTheOthersAsTranslationsAndIsItsOwnOriginalWhereThereIsNone(): void {
		Polylang::translate( [ 'en' => $this->products['en'], 'sr' => 0, 'de' => $this->products['de'] ] );
		self::assertSame( $this->products['en'], Translations::original( $this->products['en'] ) );
		self::assertSame( [ $this->products['en'] => [ 'de' => $this->products['de'] ] ], Translations::of( [ $this->products['en'] ] ) );
	}

	public function testWhatTheOwnerDoesNotTranslateGetsNoLanguage(): void {
		$this->addItem( 'NOV', 'Nov', [ 'group' => 'Boje' ] );
		self::assertSame( 'created', $this->itemOf( $this->runToEnd( 'catalog' ), 'NOV' )['outcome'] );
		self::assertSame( [ [], [] ], [ Polylang::$posts, Polylang::$terms ] );
	}

	/** In the background Polylang takes that of whoever's cookies the work runs under, and files a product in categories of its own language. */
	public function testWhatARunMakesIsInTheDefaultLanguage(): void {
		Polylang::listen( 'en' );
		$english               = wp_insert_term( 'Boje', 'product_cat', [ 'slug' => 'boje-en' ] )['term_id'];
		Polylang::$terms       = [ $english => 'en' ];
		$other                 = $this->createProduct( 'DRUGI' )->get_id();
		// Another plugin saves a product of its own meanwhile.
		add_action( 'save_post_product', fn( int $id, \WP_Post $post ) => 'Nov' === $post->post_title ? wp_update_post( [ 'ID' => $other, 'post_title' => 'Isti' ] ) && $this->createProduct( 'TRECI' ) : null, 20, 2 );
		$this->addItem( 'NOV', 'Nov', [ 'group' => 'Boje / Uljane', 'secondGroup' => 'Bosch' ] );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( 'created', $this->itemOf( $run, 'NOV' )['outcome'] );
		$product = $this->productOf( 'NOV' )->get_id();
		$terms   = array_merge( wp_get_post_terms( $product, 'product_cat' ), wp_get_post_terms( $product, 'product_brand' ) );
		self::assertSame( 'sr', Polylang::$posts[ $product ] );
		self::assertSame( [ 'en', 'en' ], [ Polylang::$posts[ $other ], Polylang::$posts[ wc_get_product_id_by_sku( 'TRECI' ) ] ], 'Those of others are the other plugin’s to say.' );
		self::assertSame( [ 'Uljane' ], wp_list_pluck( wp_get_post_terms( $product, 'product_cat' ), 'name' ) );
		foreach ( $terms as $term ) {
			self::assertSame( 'sr', Polylang::$terms[ $term->term_id ], $term->name );
			self::assertNotSame( $english, $term->parent );
		}
		$before = $this->shopRows();
		$again  = $this->runToEnd( 'catalog' );
		self::assertNull( $this->itemOf( $again, 'NOV' ) );
		self::assertSame( $before, $this->shopRows() );
	}

	public function testWpmlIsToldTheLanguageOfWhatARunMakes(): void {
		$told = [];
		add_filter( 'wpml_default_language', static fn(): string => 'sr' );
		add_filter( 'wpml_is_translated_post_type', static fn( $is, $type ): bool => 'product' === $type, 10, 2 );
		add_filter( 'wpml_is_translated_taxonomy', static fn( $is, $taxonomy ): bool => 'product_cat' === $taxonomy, 10, 2 );
		add_action(
			'wpml_set_element_language_details',
			static function ( array $details ) use ( &$told ): void {
				self::assertSame( [ false, 'sr', null ], [ $details['trid'], $details['language_code'], $details['source_language_code'] ] );
				$told[ $details['element_type'] ][] = $details['element_id'];
			}
		);
		// WPML knows a category by its row in the other table.
		$GLOBALS['wpdb']->insert( $GLOBALS['wpdb']->terms, [ 'slug' => 'no-category' ] );
		$english = wp_insert_term( 'Boje', 'product_cat', [ 'slug' => 'boje-en' ] );
		$neither = wp_insert_term( 'Uljane', 'product_cat' );
		self::assertNotSame( $english['term_id'], $english['term_taxonomy_id'] );
		$codes = [ $english['term_taxonomy_id'] => 'en', $neither['term_taxonomy_id'] => '' ];
		add_filter( 'wpml_element_language_code', static fn( $code, array $element ) => 'product_cat' === $element['element_type'] ? $codes[ $element['element_id'] ] ?? $code : $code, 10, 2 );
		$this->addItem( 'NOV', 'Nov', [ 'group' => 'Boje', 'secondGroup' => 'Bosch' ] );
		$this->addItem( 'ULJE', 'Ulje', [ 'group' => 'Uljane' ] );
		$this->runToEnd( 'catalog' );
		$product = $this->productOf( 'NOV' );
		$term    = get_term( $product->get_category_ids()[0] );
		self::assertNotSame( $english['term_id'], $term->term_id );
		self::assertSame( [ $neither['term_id'] ], $this->productOf( 'ULJE' )->get_category_ids() );
		self::assertContains( $product->get_id(), $told['post_product'] );
		self::assertContains( $term->term_taxonomy_id, $told['tax_product_cat'] );
		self::assertSame( [ 'post_product', 'tax_product_cat' ], array_keys( array_reverse( $told ) ) );
	}

	private function translate( string $plugin, array $products ): void {
		if ( 'Polylang' === $plugin ) {
			Polylang::translate( $products );
			return;
		}
		add_filter( 'wpml_default_language', static fn(): string => 'sr' );
		add_filter( 'wpml_object_id', static fn( $id, $type, $orItself, $language ) => 'product' === $type && 'sr' === $language && in_array( $id, $products, true ) ? $products['sr'] : $id, 10, 4 );
	}

	/** WooCommerce allows a SKU, and a bar code, once, and such a plugin has it look away. */
	private function withSku( string $sku, string $name ): int {
		add_filter( 'wc_product_has_unique_sku', '__return_false' );
		$product = $this->createProduct( $sku, '50', 3, $name );
		remove_filter( 'wc_product_has_unique_sku', '__return_false' );
		update_post_meta( $product->get_id(), '_global_unique_id', self::GTIN );
		self::db()->update( self::db()->prefix . 'wc_product_meta_lookup', [ 'global_unique_id' => self::GTIN ], [ 'product_id' => $product->get_id() ] );
		return $product->get_id();
	}
}
