<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Store\Link;
use SorsApi\Store\LinkChoices;
use SorsApi\Store\Links;
use SorsApi\Sync\Reports\Conflicts;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\Polylang;

'cli' === PHP_SAPI || exit;

/**
 * What buyers of another language get: where the translation plugin copies stock and prices, where it does not, and where it breaks.
 *
 * @group real-store
 */
final class TranslatedFiguresTest extends SyncTestCase {

	private const RIGHT = [ 5, '120', '120', 'instock' ];

	private int $product = 0;
	private int $english = 0;

	protected function setUp(): void {
		parent::setUp();
		$this->configure( [ 'safetyLimitPercent' => 100 ] );
		$this->assortment( 1 );
		$this->addItem( 'A', 'Roba A', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
		$this->product = $this->createProduct( 'A', '120', 5 )->get_id();
		$this->english = $this->createProduct( '', '120', 5 )->get_id();
		$this->runWell( 'stock' );
		$this->age();
	}

	protected function tearDown(): void {
		Polylang::forget();
		unset( $GLOBALS['woocommerce_wpml'] );
		taxonomy_exists( 'post_translations' ) && unregister_taxonomy( 'post_translations' );
		parent::tearDown();
	}

	public function plugins(): array {
		return [
			'Polylang for WooCommerce' => [ 'Polylang' ],
			'WooCommerce Multilingual' => [ 'WPML' ],
		];
	}

	/** @dataProvider plugins */
	public function testWhatDiffersInAnotherLanguageIsPutRight( string $plugin ): void {
		$this->share( $plugin );
		$this->alter( [ 'stock_quantity' => 9, 'regular_price' => '100' ] );
		$item = $this->itemOf( $this->runWell( 'stock' ), 'A' );
		self::assertSame( [ 'updated', [ [ 'field' => 'stock', 'from' => '9', 'to' => '5' ], [ 'field' => 'price', 'from' => '100', 'to' => '120' ] ] ], [ $item['outcome'], $item['changes'] ] );
		self::assertStringContainsString( "en (#{$this->english})", $item['reason'] );
		$this->assertRight();
		$this->age();
		self::assertNull( $this->itemOf( $this->runWell( 'stock' ), 'A' ) );
	}

	/** @dataProvider plugins */
	public function testWhatChangesInSorsChangesInAllLanguagesAtOnce( string $plugin ): void {
		$this->share( $plugin );
		$seen = [];
		// The first that anybody hears of it.
		add_action(
			'clean_post_cache',
			function () use ( &$seen ): void {
				global $wpdb;
				$stock  = $wpdb->get_col( "SELECT meta_value FROM $wpdb->postmeta WHERE meta_key = '_stock' AND post_id IN ({$this->product}, {$this->english}) ORDER BY post_id" );
				$seen[] = implode( ' ', $stock );
			}
		);
		$this->change( 2, 150 );
		self::assertSame( [ '5 5', '2 2' ], array_values( array_unique( [ '5 5', ...$seen ] ) ) );
		self::assertSame( [ [ 2, '150', '150', 'instock' ], [ 2, '150', '150', 'instock' ] ], [ $this->figures( $this->product ), $this->figures( $this->english ) ] );
		$this->change( 0, 150 );
		self::assertSame( [ [ 0, '150', '150', 'outofstock' ], [ 0, '150', '150', 'outofstock' ] ], [ $this->figures( $this->product ), $this->figures( $this->english ) ] );
		self::assertSame( [ '0', 'outofstock', '150' ], $this->lookup( $this->english ) );
	}

	/** @dataProvider plugins */
	public function testAnotherPriceInForceAndAStatusThatDoesNotFitArePutRight( string $plugin ): void {
		$this->share( $plugin );
		$this->alterMetas( [ '_price' => '70', '_stock_status' => 'outofstock' ] );
		$this->runWell( 'stock' );
		$this->assertRight();
	}

	public function testItBeginsToKeepStock(): void {
		$this->share( 'WPML' );
		$this->alter( [ 'manage_stock' => false ] );
		$this->runWell( 'stock' );
		$this->assertRight();
	}

	public function testPricesThatWooCommerceMultilingualDoesNotCopyAreTold(): void {
		$this->share( 'WPML' );
		update_post_meta( $this->product, '_wcml_custom_prices_status', '1' );
		$this->alter( [ 'stock_quantity' => 9, 'regular_price' => '100' ] );
		$this->runWell( 'stock' );
		self::assertSame( [ 5, '100', '100', 'instock' ], $this->figures( $this->english ) );
		self::assertSame( [ 'A' ], $this->differing() );
	}

	public function testWhereNothingIsCopiedAPersonIsToldOnce(): void {
		$this->translate( 'Polylang' );
		$this->alter( [ 'stock_quantity' => 9, 'regular_price' => '100' ] );
		$item = $this->itemOf( $this->runWell( 'stock' ), 'A' );
		self::assertSame( [ 'unchanged', [] ], [ $item['outcome'], $item['changes'] ] );
		self::assertStringContainsString( "In the language en (#{$this->english}) its stock is 9, and should be 5. Your translation plugin does not copy that", $item['reason'] );
		self::assertStringContainsString( "In the language en (#{$this->english}) its price is 100", $item['reason'] );
		self::assertSame( [ [ 9, '100', '100', 'instock' ], self::RIGHT ], [ $this->figures( $this->english ), $this->figures( $this->product ) ] );
		self::assertSame( [ 'A' ], $this->differing() );
		$this->age();
		self::assertNull( $this->itemOf( $this->runWell( 'stock' ), 'A' ) );
		self::assertSame( [ 'A' ], $this->differing() );
		self::assertSame( 0, $this->reads(), 'It need not be compared again.' );
		$this->alter( [ 'stock_quantity' => 8 ] );
		$this->age();
		self::assertStringContainsString( 'is 8,', $this->itemOf( $this->runWell( 'stock' ), 'A' )['reason'] );
		$this->alter( [ 'stock_quantity' => 5, 'regular_price' => '120' ] );
		$this->age();
		self::assertNull( $this->itemOf( $this->runWell( 'stock' ), 'A' ) );
		self::assertSame( [ [], '' ], [ $this->differing(), Links::byCodes( [ 'A' ] )['A']->problem ] );
	}

	public function testALowerStockIsWrittenToTheProductAloneWhereNothingIsCopied(): void {
		$this->translate( 'Polylang' );
		$this->change( 0, 120 );
		self::assertSame( [ 0, 5 ], [ $this->figures( $this->product )[0], $this->figures( $this->english )[0] ] );
		self::assertSame( [ 'A' ], $this->differing() );
	}

	public function alterations(): array {
		return [
			'saved'                => [ static fn( self $test ) => $test->alter( [ 'stock_quantity' => 9 ] ) ],
			'by a meta'            => [
				static function ( self $test ): void {
					Polylang::$isSharing = false;
					update_post_meta( $test->english, '_stock', 9 );
				},
			],
			'taken off the shelf'  => [ static fn( self $test ) => Polylang::$translations = [ $test->product => [ 'sr' => $test->product, 'en' => $test->other() ] ] ],
			'the first one'        => [ static fn( self $test ) => Polylang::$translations[ $test->product ]['de'] = $test->other() ],
		];
	}

	/** @dataProvider alterations */
	public function testItIsComparedOnlyWhereSomethingHasChanged( callable $alter ): void {
		$this->share( 'Polylang' );
		$this->runWell( 'stock' );
		$this->age();
		$this->runWell( 'stock' );
		self::assertSame( 0, $this->reads() );
		$alter( $this );
		self::assertGreaterThan( 0, $this->reads() );
	}

	/** One that differs from all that SORS has. */
	private function other(): int {
		return $this->createProduct( '', '1', 1 )->get_id();
	}

	public function testWhatWasJustSavedIsReadAgain(): void {
		$this->share( 'Polylang' );
		$this->alter( [ 'stock_quantity' => 5 ] );
		$this->runWell( 'stock' );
		self::assertSame( '', Links::byCodes( [ 'A' ] )['A']->stockPrint );
	}

	public function others(): array {
		return [
			'an item of its own'   => [ static fn( self $test ) => $test->link( 'B', $test->english ), 9 ],
			'what was unlinked'    => [
				static function ( self $test ): void {
					$test->link( 'B', $test->english );
					LinkChoices::unlink( $test->english );
				},
				9,
			],
			'a draft'              => [ static fn( self $test ) => $test->alter( [ 'status' => 'draft' ] ), 9 ],
			'what is sold quietly' => [ static fn( self $test ) => $test->alter( [ 'status' => 'private' ] ), 5 ],
		];
	}

	/** @dataProvider others */
	public function testWhatIsNotSoldForTheItemIsLeftAlone( callable $make, int $stock ): void {
		$this->addItem( 'B', 'Roba B', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 9 ] );
		$this->share( 'WPML' );
		$this->alter( [ 'stock_quantity' => 9 ] );
		$make( $this );
		$item = $this->itemOf( $this->runWell( 'stock' ), 'A' );
		self::assertSame( [ $stock, 5 === $stock ], [ $this->figures( $this->english )[0], null !== $item ] );
	}

	public function testASaleInOneLanguageIsTheOwners(): void {
		$this->share( 'WPML' );
		$this->alter( [ 'sale_price' => '90' ] );
		$this->age();
		self::assertNull( $this->itemOf( $this->runWell( 'stock' ), 'A' ) );
		self::assertSame( [ '90', '' ], [ $this->figures( $this->english )[2], Links::byCodes( [ 'A' ] )['A']->stockPrint ], 'It begins and ends without a save.' );
	}

	/** Both are of one stock, so a sale of either is one of both. */
	public function testASaleMeanwhileIsNotUndone(): void {
		$this->share( 'WPML' );
		$sold = false;
		add_filter(
			'query',
			function ( string $sql ) use ( &$sold ): string {
				global $wpdb;
				if ( ! $sold && 0 === strpos( $sql, "UPDATE {$wpdb->postmeta} SET meta_value = meta_value WHERE post_id = {$this->product}" ) ) {
					$sold = true;
					$wpdb->query( "UPDATE {$wpdb->postmeta} SET meta_value = 3 WHERE meta_key = '_stock' AND post_id = {$this->english}" );
				}
				return $sql;
			}
		);
		$lost = 0;
		add_filter(
			'query',
			static function ( string $sql ) use ( &$lost ): string {
				$lost += 'ROLLBACK' === $sql ? 1 : 0;
				return $sql;
			}
		);
		$this->change( 2, 120 );
		self::assertTrue( $sold );
		self::assertGreaterThan( 0, $lost, 'What is not as it was read is planned again.' );
		self::assertSame( [ 2, 2 ], [ $this->figures( $this->product )[0], $this->figures( $this->english )[0] ] );
	}

	/** @dataProvider plugins */
	public function testEachFigureIsWrittenOnceAndAllAreLockedInTheOrderOfTheirIds( string $plugin ): void {
		$this->share( $plugin );
		$locks  = [];
		$writes = [];
		add_filter(
			'query',
			static function ( string $sql ) use ( &$locks, &$writes ): string {
				if ( 1 === preg_match( '/SET meta_value = meta_value WHERE post_id = (\d+)/', $sql, $found ) ) {
					$locks[] = (int) $found[1];
				} elseif ( 1 === preg_match( "/SET meta_value = '2.*WHERE post_id (.*) AND meta_key='_stock'/", $sql, $found ) ) {
					$writes[] = $found[1];
				}
				return $sql;
			}
		);
		$this->change( 2, 120 );
		self::assertSame( [ $this->product, $this->english ], $locks );
		self::assertSame( 'WPML' === $plugin ? [ "= {$this->product}", "= {$this->english}" ] : [ "IN ( {$this->product},{$this->english} )" ], $writes );
	}

	public function testOnlyTheProductIsToldOfAndEachPageIsPurged(): void {
		$this->share( 'WPML' );
		$told = [];
		foreach ( [ 'woocommerce_product_before_set_stock', 'woocommerce_product_set_stock' ] as $action ) {
			add_action(
				$action,
				static function ( \WC_Product $product ) use ( &$told ): void {
					$told[] = $product->get_id();
				}
			);
		}
		$purged = [];
		add_action(
			'litespeed_purge_post',
			static function ( int $id ) use ( &$purged ): void {
				$purged[] = $id;
			}
		);
		$this->change( 2, 120 );
		self::assertSame( [ $this->product ], array_values( array_unique( $told ) ) );
		self::assertEqualsCanonicalizing( [ $this->product, $this->english ], $purged );
	}

	public function testAVariationHasItsPriceInAllLanguagesAndItsProductShowsIt(): void {
		$ids = [];
		foreach ( [ 'V', '' ] as $sku ) {
			$variation = self::saved( $this->createVariation( $sku, '120' ), [ 'manage_stock' => true, 'stock_quantity' => 5 ] );
			$ids[] = $variation->get_id();
		}
		$this->addItem( 'V', 'Majica', [ 'priceWithVat' => 150 ], [ $this->firstUnit => 4 ] );
		Polylang::translate( [ 'sr' => $ids[0], 'en' => $ids[1] ] );
		add_filter( 'pll_copy_post_metas', static fn( array $keys ): array => [ ...$keys, '_stock', '_regular_price' ] );
		$this->link( 'V', $ids[0] );
		$this->runWell( 'stock' );
		self::assertSame( [ 4, '150', '150', 'instock' ], $this->figures( $ids[1] ) );
		$parent = wc_get_product( $ids[1] )->get_parent_id();
		self::assertSame( '150', (string) get_post_meta( $parent, '_price', true ) );
	}

	public function testAPluginThatBreaksOverOneFailsNoOther(): void {
		$this->runWell( 'stock' );
		self::assertSame( 0, $this->reads() );
		$this->share( 'Polylang' );
		Polylang::$fails = $this->product;
		$this->addItem( 'B', 'Roba B', [ 'priceWithVat' => 50 ], [ $this->firstUnit => 8 ] );
		$other = $this->createProduct( 'B', '50', 1 )->get_id();
		$this->link( 'B', $other );
		$run = $this->runWell( 'stock' );
		self::assertSame( [ 8, 'unchanged' ], [ $this->figures( $other )[0], $this->itemOf( $run, 'A' )['outcome'] ] );
		self::assertStringContainsString( 'failed: It has its own trouble.', $this->itemOf( $run, 'A' )['reason'] );
		$this->change( 2, 150 );
		self::assertSame( [ 2, '150', '150', 'instock' ], $this->figures( $this->product ), 'As if it had no translations.' );
	}

	/** It is asked for orders, too. */
	public function testOneThatBreaksAlwaysFailsNoRun(): void {
		$this->translate( 'Polylang' );
		$this->createOrder( [ $this->english => 1 ] );
		Polylang::$fails = 0;
		$this->runAll( 'catalog', 'stock' );
		self::assertStringContainsString( 'It has its own trouble.', $this->itemOf( $this->runWell( 'stock' ), 'A' )['reason'] );
	}

	public function testOneThatBreaksOverWhatItCopiesIsTold(): void {
		$this->translate( 'Polylang' );
		add_filter( 'pll_copy_post_metas', self::throwing( 'It copies nothing today.' ) );
		$this->alter( [ 'stock_quantity' => 9 ] );
		$item = $this->itemOf( $this->runWell( 'stock' ), 'A' );
		self::assertStringContainsString( 'It copies nothing today.', $item['reason'] );
		self::assertSame( 9, $this->figures( $this->english )[0] );
	}

	public function testLanguagesOfManyProductsAreReadAtOnce(): void {
		register_taxonomy( 'post_translations', [ 'product' ] );
		foreach ( [ 'M1', 'M2', 'M3' ] as $code ) {
			$this->addItem( $code, $code, [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
			$this->link( $code, $this->createProduct( $code, '120', 5 )->get_id() );
		}
		wp_cache_flush();
		$queries = self::queries( fn() => $this->runWell( 'stock' ) );
		self::assertCount( 1, preg_grep( '/term_relationships/', preg_grep( "/'post_translations'/", $queries ) ) );
	}

	/** Whatever is asked of the database is asked of translations that there are. */
	public function testWithoutTranslationsNothingMoreIsRead(): void {
		$this->alter( [ 'stock_quantity' => 5 ] );
		$queries = self::queries( fn() => $this->change( 2, 120 ) );
		self::assertSame( [], array_values( preg_grep( "/\\b{$this->english}\\b/", $queries ) ) );
		self::assertSame( [], array_values( preg_grep( '/v\.ID IN|post_translations/', $queries ) ) );
	}

	private function share( string $plugin ): void {
		$this->translate( $plugin );
		if ( 'Polylang' === $plugin ) {
			Polylang::keepSame();
			return;
		}
		$GLOBALS['woocommerce_wpml'] = new \stdClass();
	}

	private function link( string $code, int $id ): void {
		Links::save( new Link( $code, $id ) );
	}

	private function translate( string $plugin ): void {
		$products = [ 'sr' => $this->product, 'en' => $this->english ];
		if ( 'Polylang' === $plugin ) {
			Polylang::translate( $products );
			return;
		}
		add_filter( 'wpml_element_trid', static fn( $none, $id, $type ) => 'post_product' === $type && in_array( $id, $products, true ) ? 3 : $none, 10, 3 );
		add_filter( 'wpml_get_element_translations', static fn( $none, $trid, $type ) => 'post_product' === $type && 3 === $trid ? array_map( static fn( int $id ): object => (object) [ 'element_id' => (string) $id ], $products ) : $none, 10, 3 );
	}

	/** In a request in which the plugin copies nothing. */
	private function alter( array $props ): void {
		Polylang::$isSharing = false;
		self::saved( $this->fresh( $this->english ), [ 'props' => $props ] );
		Polylang::$isSharing = true;
	}

	/** @param array<string, string> $metas */
	private function alterMetas( array $metas ): void {
		foreach ( $metas as $key => $value ) {
			self::db()->update( self::db()->postmeta, [ 'meta_value' => $value ], [ 'post_id' => $this->english, 'meta_key' => $key ] );
		}
		clean_post_cache( $this->english );
	}

	private function assertRight(): void {
		self::assertSame( [ self::RIGHT, self::RIGHT ], [ $this->figures( $this->product ), $this->figures( $this->english ) ] );
		self::assertSame( [ '5', 'instock', '120' ], $this->lookup( $this->english ) );
	}

	/** @return array{int, string, string, string} Stock, regular price, price in force, status. */
	private function figures( int $id ): array {
		$product = $this->fresh( $id );
		return [ (int) $product->get_stock_quantity(), $product->get_regular_price(), $product->get_price(), $product->get_stock_status() ];
	}

	private function lookup( int $id ): array {
		global $wpdb;
		[ $stock, $status, $price ] = $wpdb->get_row( "SELECT stock_quantity, stock_status, max_price FROM {$wpdb->wc_product_meta_lookup} WHERE product_id = $id", ARRAY_N );
		return [ (string) (float) $stock, $status, (string) (float) $price ];
	}

	private function age(): void {
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->posts} SET post_modified_gmt = '" . gmdate( 'Y-m-d H:i:s', time() - 10 ) . "' WHERE ID IN ({$this->product}, {$this->english})" );
	}

	private function reads(): int {
		return $this->metaReads( $this->product, '_manage_stock', 'stock' );
	}

	/** @return list<string> Codes of those that are told as sold otherwise in another language. */
	private function differing(): array {
		return array_column( array_filter( Conflicts::list( 'stock', '', 50, 0 )['items'], static fn( array $one ): bool => Link::TRANSLATION_DIFFERS === $one['code'] ), 'itemCode' );
	}

	private function change( int $stock, int $price ): void {
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'A', 'unit' => $this->firstUnit, 'onHand' => $stock ], [ 'do' => 'setPrice', 'code' => 'A', 'priceWithVat' => $price ] ] );
		$this->runWell( 'stock' );
	}
}
