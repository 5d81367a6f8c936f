<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Store\Link;
use SorsApi\Tests\Site\BrokenPlugin;

'cli' === PHP_SAPI || exit;

/**
 * Another plugin fails over a product, a category or a picture: that one alone is told, with the name of the plugin, all else
 * is written, and the next run tries again.
 *
 * @group real-store
 */
final class BrokenPluginTest extends SyncTestCase {

	private BrokenPlugin $plugin;

	protected function setUp(): void {
		parent::setUp();
		$this->plugin = new BrokenPlugin();
		$this->assortment( 1 );
		$this->configure( [ 'fields' => [ 'name' => 'always', 'images' => 'always' ], 'safetyLimitPercent' => 100 ] );
		foreach ( [ 'A' => 'Lopata', 'B' => 'Kramp' ] as $code => $name ) {
			$this->addItem( $code, $name, [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
		}
		$this->runAll( 'catalog', 'stock' );
	}

	protected function tearDown(): void {
		$this->plugin->delete();
		parent::tearDown();
	}

	public function hooksOfAProduct(): array {
		return [
			'before it is saved'  => [ 'woocommerce_before_product_object_save' ],
			'once it is saved'    => [ 'woocommerce_update_product' ],
			'at a meta'           => [ 'updated_post_meta' ],
			'as caches are empty' => [ 'clean_post_cache' ],
		];
	}

	/** @dataProvider hooksOfAProduct */
	public function testAProductThatCannotBeSavedFailsAlone( string $hook ): void {
		$this->plugin->listenTo( $hook, BrokenPlugin::over( $this->productOf( 'A' )->get_id() ) );
		$this->setItem( 'A', [ 'name' => 'Lopata nova', 'vatRate' => 10 ] );
		$this->setItem( 'B', [ 'name' => 'Kramp novi', 'vatRate' => 10 ] );
		foreach ( [ 1, 2 ] as $turn ) {
			$run = $this->runToEnd( 'catalog' );
			self::assertSame( [ 'succeeded', 1 ], [ $run->state, $run->failed ], "$turn: $run->message" );
			self::assertSame( [ 'failed', BrokenPlugin::WORDS ], [ $this->itemOf( $run, 'A' )['outcome'], $this->itemOf( $run, 'A' )['reason'] ] );
			self::assertSame( 'Kramp novi', $this->productOf( 'B' )->get_name() );
		}
		$this->plugin->deactivate();
		self::assertSame( 'Lopata', $this->productOf( 'A' )->get_name() );
		$this->runAll( 'catalog' );
		self::assertSame( 'Lopata nova', $this->productOf( 'A' )->get_name() );
	}

	/** Who knows it is not told it anew: the product keeps the remark, and each run tries again. */
	public function testAFailureIsCountedByThreeRunsUntilItemOrPluginChanges(): void {
		$this->plugin->listenTo( 'woocommerce_update_product', BrokenPlugin::over( $this->productOf( 'A' )->get_id() ) );
		$this->setItem( 'A', [ 'name' => 'Lopata nova' ] );
		$this->assertOutcomes( [ 'failed', 'failed', 'failed', 'skipped', 'skipped' ] );
		self::assertSame( [ Link::FAILED, BrokenPlugin::WORDS ], self::problemOf( 'A' ) );
		$this->setItem( 'A', [ 'name' => 'Lopata druga' ] );
		$this->assertOutcomes( [ 'failed', 'failed', 'failed', 'skipped' ] );
		$this->plugin->update();
		$this->assertOutcomes( [ 'failed' ] );
		$this->plugin->deactivate();
		$this->runAll( 'catalog' );
		self::assertSame( [ 'Lopata druga', '' ], [ $this->productOf( 'A' )->get_name(), self::problemOf( 'A' )[0] ] );
	}

	/** @param list<string> $outcomes Of one run after another. */
	private function assertOutcomes( array $outcomes ): void {
		$found = [];
		foreach ( $outcomes as $outcome ) {
			$found[] = $this->itemOf( $this->runToEnd( 'catalog' ), 'A' )['outcome'];
		}
		self::assertSame( $outcomes, $found );
	}

	/** @return array<string, array{string, int}> The hook, and what SORS has of A: 7 changes figures only, with 0 WooCommerce saves the product. */
	public function hooksOfStock(): array {
		$cases = [];
		foreach ( [ 'updated_post_meta', 'clean_post_cache', 'woocommerce_product_set_stock', 'woocommerce_update_product', 'woocommerce_product_object_updated_props' ] as $hook ) {
			foreach ( [ 3, 0 ] as $stock ) {
				$cases[ "$hook, $stock" ] = [ $hook, $stock ];
			}
		}
		return $cases;
	}

	/** @dataProvider hooksOfStock */
	public function testALowerStockIsWrittenWhoeverFailsOverIt( string $hook, int $stock ): void {
		$id = $this->productOf( 'A' )->get_id();
		$this->plugin->listenTo( $hook, BrokenPlugin::over( $id ) );
		$this->setStock( [ 'A' => $stock, 'B' => $stock ] );
		$heard = [];
		$hear  = static function ( int $id ) use ( &$heard ): void {
			$heard[] = $id;
		};
		add_action( 'litespeed_purge_post', $hear );
		$run = $this->runToEnd( 'stock' );
		remove_action( 'litespeed_purge_post', $hear );
		self::assertContains( $id, $heard, 'Who listens to a later hook hears of it.' );
		self::assertSame( 'succeeded', $run->state, $run->message );
		self::assertSame( [ $stock, $stock ], [ $this->stockOf( $id ), $this->stockOf( $this->productOf( 'B' )->get_id() ) ] );
		self::assertNull( $this->itemOf( $run, 'B' )['reason'] );
		if ( 'clean_post_cache' !== $hook || 0 === $stock ) {
			self::assertStringContainsString( BrokenPlugin::WORDS, (string) $this->itemOf( $run, 'A' )['reason'] );
		}
		$this->plugin->deactivate();
		$this->runAll( 'stock' );
		self::assertEquals( [ $stock, 0 === $stock ? 'outofstock' : 'instock' ], [ $this->productOf( 'A' )->get_stock_quantity(), $this->productOf( 'A' )->get_stock_status() ] );
	}

	/** Until now it was sold without limit, and nothing but WooCommerce's save() says otherwise. */
	public function testAProductWithoutAStockIsNoLongerSoldWhereItCannotBeSaved(): void {
		$product = self::saved( $this->createProduct( 'W', '120' ), [ 'props' => [ 'manage_stock' => false, 'stock_status' => 'instock' ] ] );
		$this->addItem( 'W', 'Budak', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 2 ] );
		$this->plugin->listenTo( 'woocommerce_before_product_object_save', BrokenPlugin::over( $product->get_id() ) );
		foreach ( [ 2, 0 ] as $stock ) {
			$this->setStock( [ 'W' => $stock ] );
			$run = $this->runToEnd( 'stock' );
			self::assertSame( 'succeeded', $run->state, $run->message );
			self::assertStringContainsString( BrokenPlugin::WORDS, (string) $this->itemOf( $run, 'W' )['reason'] );
			self::assertSame( [ $stock > 0, false ], [ $this->productOf( 'W' )->has_enough_stock( max( 1, $stock ) ), $this->productOf( 'W' )->has_enough_stock( $stock + 1 ) ] );
		}
		$this->plugin->deactivate();
		$this->runAll( 'stock' );
		self::assertFalse( $this->productOf( 'W' )->is_in_stock() );
	}

	public function testAVariableProductStopsNothing(): void {
		$variation = $this->createVariation( 'V', '120' );
		$this->addItem( 'V', 'Majica, crna', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
		$this->runAll( 'stock' );
		$this->plugin->listenTo( 'woocommerce_variable_product_sync_data' );
		$this->setStock( [ 'A' => 3, 'V' => 4 ] );
		$run = $this->runWell( 'stock' );
		self::assertSame( [ 3, 4 ], [ $this->stockOf( $this->productOf( 'A' )->get_id() ), $this->stockOf( $variation->get_id() ) ] );
		self::assertStringContainsString( BrokenPlugin::WORDS, (string) $this->itemOf( $run, 'V' )['reason'] );
	}

	public function testACategoryFailsAlone(): void {
		$this->addItem( 'C', 'Farba', [ 'group' => 'Boje' ] );
		$this->addItem( 'D', 'Kliješta', [ 'group' => 'Alati' ] );
		$this->plugin->listenTo( 'create_term', static fn( int $term ): bool => 'Boje' === get_term( $term )->name );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( [ 'succeeded', 1 ], [ $run->state, $run->failed ], $run->message );
		self::assertSame( BrokenPlugin::WORDS, $this->itemsOf( $run, 'failed' )[0]['reason'] );
		self::assertSame( [ 'Alati' ], $this->categoriesOf( 'D' ) );
		$this->plugin->deactivate();
		$this->runAll( 'catalog' );
		self::assertSame( [ 'Boje' ], $this->categoriesOf( 'C' ) );
	}

	public function hooksOfTheEnd(): array {
		return [
			'as categories are counted' => [ 'edited_term_taxonomy' ],
			'once the run is over'      => [ 'sors_run_succeeded' ],
		];
	}

	/** @dataProvider hooksOfTheEnd */
	public function testTheEndOfARunIsReachedAllTheSame( string $hook ): void {
		$this->plugin->listenTo( $hook );
		$this->bringInItem( 'C', 'Farba', [ 'group' => 'Boje' ] );
		self::assertSame( 'Farba', $this->productOf( 'C' )->get_name() );
	}

	public function testAPictureFailsAlone(): void {
		$this->setItem( 'A', [ 'images' => [ [ 'id' => '901' ], [ 'id' => '902', 'format' => 'jpeg' ] ] ] );
		$this->plugin->listenTo( 'add_attachment', static fn( int $id ): bool => 'image/jpeg' === get_post_mime_type( $id ) );
		$run = $this->runToEnd( 'images' );
		self::assertSame( [ 'succeeded', 1 ], [ $run->state, $run->failed ], $run->message );
		self::assertStringContainsString( BrokenPlugin::WORDS, (string) $this->itemOf( $run, 'A' )['reason'] );
		self::assertNotSame( 0, (int) $this->productOf( 'A' )->get_image_id() );
		self::assertSame( [], $this->productOf( 'A' )->get_gallery_image_ids() );
		$this->plugin->deactivate();
		$this->runAll( 'images' );
		self::assertCount( 1, $this->productOf( 'A' )->get_gallery_image_ids() );
	}

	/** @param array<string, int> $stocks By code. */
	private function setStock( array $stocks ): void {
		foreach ( $stocks as $code => $stock ) {
			$this->patchSors( [ [ 'do' => 'setStock', 'code' => $code, 'unit' => $this->firstUnit, 'onHand' => $stock ] ] );
		}
	}

	/** As the database has it. */
	private function stockOf( int $id ): int {
		global $wpdb;
		return (int) $wpdb->get_var( "SELECT meta_value FROM $wpdb->postmeta WHERE meta_key = '_stock' AND post_id = $id" );
	}
}
