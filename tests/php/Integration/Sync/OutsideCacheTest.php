<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

/**
 * A cache outside of PHP, as Redis is. Another request reads a product while
 * ours writes it, and puts what it still sees there, after we have cleaned it
 * and before we commit.
 */
final class OutsideCacheTest extends SyncTestCase {

	/** @var \WP_Object_Cache */
	private $before;
	private int $id = 0;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->addItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ (string) array_key_first( $this->units ) => 15 ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
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
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => (string) array_key_first( $this->units ), 'onHand' => 9 ] ] );
		$this->assertSucceeded( $this->whileAnotherReads( 'stock' ) );
		self::assertEquals( 9, wc_get_product( $this->id )->get_stock_quantity() );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->setItem( 'T1', [ 'name' => 'Novi naziv' ] );
		$this->assertSucceeded( $this->whileAnotherReads( 'catalog' ) );
		self::assertSame( 'Novi naziv', wc_get_product( $this->id )->get_name() );
	}

	/** What a listener made of a product that was then not written is gone as well. */
	public function testWhatWasRolledBackDoesNotStayThere(): void {
		$throw = static function (): void {
			throw new \RuntimeException( 'Greška drugog dodatka' );
		};
		add_action( 'woocommerce_update_product', $throw );
		$run = $this->runToEnd( 'stock' );
		remove_action( 'woocommerce_update_product', $throw );
		self::assertSame( 1, $run->failed );
		self::assertEquals( 0, wc_get_product( $this->id )->get_stock_quantity() );
	}

	private function whileAnotherReads( string $kind ): \SorsApi\Sync\Run {
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
		// The run's own savings come after the item's: only the commit that writes the product counts.
		$written = false;
		$once    = static function ( string $query ) use ( $read, &$written, $wpdb ): string {
			$writes  = 0 === strpos( $query, "UPDATE $wpdb->posts" ) || 0 === strpos( $query, "UPDATE `$wpdb->posts`" ) || 0 === strpos( $query, "UPDATE `$wpdb->postmeta`" ) || 0 === strpos( $query, "UPDATE $wpdb->postmeta SET" ) || false !== strpos( $query, 'CASE meta_id' );
			$query   = $written ? $read( $query ) : $query;
			$written = ( $written || $writes ) && 'COMMIT' !== $query;
			return $query;
		};
		add_filter( 'query', $once );
		$run = $this->runToEnd( $kind );
		remove_filter( 'query', $once );
		return $run;
	}
}
