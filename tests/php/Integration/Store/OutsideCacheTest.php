<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * A cache outside of PHP, as Redis is. Another request reads a product while ours writes it, and puts what it still
 * sees there, after we have cleaned it and before we commit.
 */
final class OutsideCacheTest extends SyncTestCase {

	/** @var \WP_Object_Cache */
	private $before;
	private int $id = 0;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->bringInItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 15 ] );
		$this->id                   = $this->productOf( 'T1' )->get_id();
		$this->before               = $GLOBALS['wp_object_cache'];
		$GLOBALS['wp_object_cache'] = new class() extends \WP_Object_Cache {

			/** Others use it too. */
			public function flush() {
				return true;
			}
		};
		wp_using_ext_object_cache( true );
	}

	protected function tearDown(): void {
		$GLOBALS['wp_object_cache'] = $this->before;
		wp_using_ext_object_cache( false );
		wp_cache_flush();
		parent::tearDown();
	}

	public function testWhatAReaderPutThereDoesNotOutliveTheRun(): void {
		// From nothing to something its status changes: one by one.
		$this->assertSucceeded( $this->whileAnotherReads( 'stock' ) );
		self::assertEquals( [ 15, 'instock' ], [ wc_get_product( $this->id )->get_stock_quantity(), wc_get_product( $this->id )->get_stock_status() ] );
		// Only figures change: in bulk, where the shop has a bulk writer.
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->firstUnit, 'onHand' => 9 ] ] );
		$this->assertSucceeded( $this->whileAnotherReads( 'stock' ) );
		self::assertEquals( 9, wc_get_product( $this->id )->get_stock_quantity() );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->setItem( 'T1', [ 'name' => 'Novi naziv' ] );
		$this->assertSucceeded( $this->whileAnotherReads( 'catalog' ) );
		self::assertSame( 'Novi naziv', wc_get_product( $this->id )->get_name() );
	}

	public function testARenamedCategoryShowsItsNewName(): void {
		$this->bringInItem( 'T2', 'Drugi', [ 'group' => 'Boje' ] );
		$term = get_term_by( 'name', 'Boje', 'product_cat' );
		$read = static function ( string $query ) use ( $term ): string {
			if ( 'COMMIT' === $query ) {
				wp_cache_set( $term->term_id, (object) $term->to_array(), 'terms' );
			}
			return $query;
		};
		$this->patchSors( [ [ 'do' => 'setGroup', 'path' => 'Boje', 'name' => 'Boje i lakovi' ] ] );
		$this->assertSucceeded( $this->atCommitOf( "/^UPDATE `{$GLOBALS['wpdb']->terms}`/", $read, 'catalog' ) );
		self::assertSame( 'Boje i lakovi', get_term( $term->term_id, 'product_cat' )->name );
	}

	public function testAReaderDoesNotKeepAProductWithoutItsPictures(): void {
		$this->configure( [ 'fields' => [ 'images' => 'always' ] ] );
		$this->setItem( 'T1', [ 'images' => [ [ 'id' => '901' ] ] ] );
		$this->assertSucceeded( $this->whileAnotherReads( 'images' ) );
		self::assertGreaterThan( 0, (int) wc_get_product( $this->id )->get_image_id() );
	}

	/** What a listener made of a product that was then not written is removed as well. */
	public function testWhatWasRolledBackDoesNotStayThere(): void {
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->setItem( 'T1', [ 'name' => 'Novi naziv' ] );
		$run = $this->whileAListenerFails( 'catalog' );
		self::assertSame( 1, $run->failed );
		self::assertSame( 'Prvi', wc_get_product( $this->id )->get_name() );
	}

	/** Stock is committed before anybody is told. */
	public function testWhatWasWrittenBeforeAListenerFailedIsSeen(): void {
		$run = $this->whileAListenerFails( 'stock' );
		self::assertSame( [ 1, 0 ], [ $run->updated, $run->failed ] );
		self::assertStringContainsString( 'Greška drugog dodatka', (string) $this->itemOf( $run, 'T1' )['reason'] );
		self::assertEquals( [ 15, 'instock' ], [ wc_get_product( $this->id )->get_stock_quantity(), wc_get_product( $this->id )->get_stock_status() ] );
	}

	private function whileAListenerFails( string $kind ): \SorsApi\Sync\Engine\Run {
		$throw = self::throwing( 'Greška drugog dodatka' );
		add_action( 'woocommerce_update_product', $throw );
		$run = $this->runToEnd( $kind );
		remove_action( 'woocommerce_update_product', $throw );
		return $run;
	}

	private function whileAnotherReads( string $kind ): \SorsApi\Sync\Engine\Run {
		global $wpdb;
		$meta = [];
		foreach ( $wpdb->get_results( "SELECT meta_key, meta_value FROM $wpdb->postmeta WHERE post_id = {$this->id}" ) as $row ) {
			$meta[ $row->meta_key ][] = $row->meta_value;
		}
		$post = $wpdb->get_row( "SELECT * FROM $wpdb->posts WHERE ID = {$this->id}" );
		$read = function ( string $query ) use ( $meta, $post ): string {
			if ( 'COMMIT' === $query ) {
				wp_cache_set( $this->id, $meta, 'post_meta' );
				wp_cache_set( $this->id, sanitize_post( clone $post, 'raw' ), 'posts' );
			}
			return $query;
		};
		return $this->atCommitOf( "/^UPDATE `?($wpdb->posts|$wpdb->postmeta)`? /", $read, $kind );
	}

	/** Only at the commit of a transaction that writes so: the run's own savings come after it. */
	private function atCommitOf( string $pattern, callable $read, string $kind ): \SorsApi\Sync\Engine\Run {
		$written = false;
		$watch   = static function ( string $query ) use ( $pattern, $read, &$written ): string {
			$query   = $written ? $read( $query ) : $query;
			$written = ( $written || 1 === preg_match( $pattern, $query ) ) && 'COMMIT' !== $query;
			return $query;
		};
		add_filter( 'query', $watch );
		$run = $this->runToEnd( $kind );
		remove_filter( 'query', $watch );
		return $run;
	}
}
