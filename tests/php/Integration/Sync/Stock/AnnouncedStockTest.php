<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Figures are written in a short transaction, and told to everybody after it: page caches would keep what they read
 * before the COMMIT, and a slow listener would keep checkouts waiting for the rows.
 *
 * Two products: of A only figures change, of B the stock status too, which WooCommerce's save() writes.
 */
final class AnnouncedStockTest extends SyncTestCase {

	private const ACTIONS = [ 'woocommerce_product_before_set_stock', 'clean_post_cache', 'woocommerce_product_set_stock', 'woocommerce_product_set_stock_status', 'woocommerce_product_object_updated_props', 'woocommerce_update_product', 'woocommerce_after_product_object_save', 'woocommerce_delete_product_transients' ];

	private const STOCK = [
		'A' => 7,
		'B' => 0,
	];

	private array $ids = [];

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		foreach ( array_keys( self::STOCK ) as $code ) {
			$this->addItem( $code, "Roba $code", [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
			$this->ids[ $code ] = $this->createProduct( $code, '120', 3 )->get_id();
		}
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->configure( [ 'safetyLimitPercent' => 100 ] );
		foreach ( self::STOCK as $code => $stock ) {
			$this->patchSors( [ [ 'do' => 'setStock', 'code' => $code, 'unit' => $this->firstUnit, 'onHand' => $stock ] ] );
		}
	}

	/**
	 * The stand-in's save() tells of the stock once more.
	 *
	 * @group real-store
	 */
	public function testWhoIsToldSeesWhatIsCommittedAndKeepsNoCheckoutWaiting(): void {
		$told   = [];
		$wrong  = [];
		$listen = function ( $first = 0, $second = null ) use ( &$told, &$wrong ): void {
			$product = $second instanceof \WC_Product ? $second : $first;
			$code    = (string) array_search( $product instanceof \WC_Product ? $product->get_id() : (int) $product, $this->ids, true );
			if ( '' === $code ) {
				return;
			}
			$action          = current_action();
			$told[ $code ][] = $action;
			// Who wants to know before it happens is given the product as it is then.
			$isBefore = 'woocommerce_product_before_set_stock' === $action || ( 'clean_post_cache' === $action && 1 === count( $told[ $code ] ) );
			$found    = $this->fromOutside( $this->ids[ $code ] );
			if ( (float) ( $isBefore ? 5 : self::STOCK[ $code ] ) !== $found ) {
				$wrong[] = "$action of $code: " . wp_json_encode( $found );
			}
		};
		foreach ( self::ACTIONS as $action ) {
			add_action( $action, $listen, 10, 3 );
		}
		$run = $this->runToEnd( 'stock' );
		foreach ( self::ACTIONS as $action ) {
			remove_action( $action, $listen, 10 );
		}
		$this->assertSucceeded( $run );
		self::assertSame( [], $wrong );
		foreach ( self::STOCK as $code => $stock ) {
			self::assertGreaterThan( 1, count( array_keys( $told[ $code ], 'clean_post_cache', true ) ), $code );
			self::assertSame( [], array_diff( [ 'woocommerce_product_before_set_stock', 'woocommerce_product_set_stock', 'woocommerce_product_object_updated_props', 'woocommerce_update_product' ], $told[ $code ] ), $code );
			self::assertEquals( $stock, $this->productOf( $code )->get_stock_quantity() );
		}
		self::assertSame( 'outofstock', $this->productOf( 'B' )->get_stock_status() );
		self::assertSame( 2, $run->updated );
		self::assertSame( 'updated', $this->itemOf( $run, 'A' )['outcome'] );
		self::assertSame( 0, $this->runToEnd( 'stock' )->updated );
	}

	public function deaths(): array {
		return [
			'of a listener, figures'               => [ 'A', 'woocommerce_product_set_stock' ],
			'of a page cache, figures'             => [ 'A', 'clean_post_cache' ],
			'of a listener, before save() writes'  => [ 'B', 'woocommerce_before_product_object_save' ],
			'of a listener, save() half done'      => [ 'B', 'updated_post_meta' ],
			'of a listener, save() done'           => [ 'B', 'woocommerce_update_product' ],
		];
	}

	/** @dataProvider deaths */
	public function testWhatAProcessDidNotLiveToTellIsToldByTheNext( string $code, string $action ): void {
		$this->die( $code, $action );
		$run  = $this->revived();
		$told = $this->toldWhile( fn(): Run => $this->drive( $run->id ), $after );
		$this->assertSucceeded( $after );
		$this->assertTold( $told, $code );
		self::assertSame( 2, $after->updated );
	}

	/** The run ends there: its owner stopped it. */
	public function testWhatAStoppedRunDidNotLiveToTellIsToldByTheNextRun(): void {
		$this->die( 'A', 'woocommerce_product_set_stock' );
		$this->runs->cancel( $this->revived()->id );
		$told = $this->toldWhile( fn(): Run => $this->runToEnd( 'stock' ), $after );
		$this->assertSucceeded( $after );
		$this->assertTold( $told, 'A' );
		self::assertSame( 0, $this->runToEnd( 'stock' )->updated );
	}

	/** A step has its time: what is left of the telling is the next one's. */
	public function testSlowListenersTakeSeveralSteps(): void {
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'B', 'unit' => $this->firstUnit, 'onHand' => 8 ] ] );
		$run  = $this->runs->start( 'stock', 'apply', 'person' );
		$told = [];
		$seen = [];
		$hear = function ( int $id ) use ( &$told ): void {
			$told[] = (string) array_search( $id, $this->ids, true );
			usleep( 1500 );
		};
		add_action( 'woocommerce_update_product', $hear );
		for ( $step = 1; $step <= 40 && $run->isActive(); $step++ ) {
			$run    = $this->part( $run, 0.001 );
			$seen[] = count( array_intersect( [ 'A', 'B' ], $told ) );
		}
		$this->assertSucceeded( $run );
		self::assertContains( 1, $seen, 'All were told in one step.' );
		self::assertSame( [], array_diff( [ 'A', 'B' ], $told ) );
	}

	private function die( string $code, string $action ): void {
		$child = $this->inOtherProcess(
			'add_action( $args["action"], static function ( $first, $second = null ) use ( $args ) {
				$id    = $second instanceof WC_Product ? $second->get_id() : ( $first instanceof WC_Product ? $first->get_id() : (int) ( "updated_post_meta" === $args["action"] ? $second : $first ) );
				$stock = $GLOBALS["wpdb"]->get_var( "SELECT meta_value FROM {$GLOBALS["wpdb"]->postmeta} WHERE meta_key = \'_stock\' AND post_id = " . (int) $args["id"] );
				if ( $id === $args["id"] && (float) $stock === (float) $args["stock"] ) {
					posix_kill( getmypid(), 9 );
				}
			}, 10, 2 );
			\SorsApi\Tests\Site\SiteRuns::toEnd( "stock" );',
			[
				'action' => $action,
				'id'     => $this->ids[ $code ],
				'stock'  => self::STOCK[ $code ],
			]
		);
		try {
			$child->finish();
			self::fail( 'It survived.' );
		} catch ( \RuntimeException $killed ) {
			self::assertMatchesRegularExpression( '~ ended with (-1|9|137):\s*$~', $killed->getMessage() );
		}
		wp_cache_flush();
		self::assertSame( (float) self::STOCK[ $code ], $this->fromOutside( $this->ids[ $code ] ), 'It died before the figure was committed.' );
	}

	private function revived(): Run {
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET lease_until = 0" );
		$run = RunTable::list( [ 'kind' => 'stock' ] )['items'][0];
		self::assertTrue( $run->isActive() );
		return $run;
	}

	/**
	 * @param callable(): Run $work
	 * @param-out Run         $run
	 *
	 * @return array<string, list<string>> Code => actions.
	 */
	private function toldWhile( callable $work, ?Run &$run ): array {
		$told   = [];
		$listen = function ( $first = 0, $second = null ) use ( &$told ): void {
			$product = $second instanceof \WC_Product ? $second : $first;
			$id      = $product instanceof \WC_Product ? $product->get_id() : (int) $product;
			$told[ (string) array_search( $id, $this->ids, true ) ][] = current_action();
		};
		foreach ( self::ACTIONS as $action ) {
			add_action( $action, $listen, 10, 3 );
		}
		$run = $work();
		foreach ( self::ACTIONS as $action ) {
			remove_action( $action, $listen, 10 );
		}
		return $told;
	}

	private function assertTold( array $told, string $untold ): void {
		global $wpdb;
		self::assertSame( [], array_diff( [ 'clean_post_cache', 'woocommerce_product_set_stock', 'woocommerce_product_object_updated_props', 'woocommerce_update_product' ], $told[ $untold ] ?? [] ) );
		foreach ( self::STOCK as $code => $stock ) {
			$lookup = $wpdb->get_row( "SELECT stock_quantity, stock_status FROM {$wpdb->prefix}wc_product_meta_lookup WHERE product_id = {$this->ids[ $code ]}" );
			self::assertEquals( [ $stock, $stock > 0 ? 'instock' : 'outofstock' ], [ $this->productOf( $code )->get_stock_quantity(), $this->productOf( $code )->get_stock_status() ], $code );
			self::assertEquals( [ $stock, $stock > 0 ? 'instock' : 'outofstock' ], [ $lookup->stock_quantity, $lookup->stock_status ], $code );
			self::assertSame( $stock > 0 ? [] : [ 'outofstock' ], wp_get_post_terms( $this->ids[ $code ], 'product_visibility', [ 'fields' => 'names' ] ), $code );
		}
	}

	/** What another request sees, and whether it could sell one: -1 where it would have to wait. */
	private function fromOutside( int $id ): float {
		global $wpdb;
		static $other = null;
		if ( null === $other ) {
			$other = new \wpdb( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );
			$other->query( 'SET SESSION innodb_lock_wait_timeout = 0' );
			$other->suppress_errors();
		}
		$other->query( 'START TRANSACTION' );
		$sold = $other->query( "UPDATE $wpdb->postmeta SET meta_value = meta_value - 1 WHERE post_id = $id AND meta_key = '_stock'" );
		$other->query( 'ROLLBACK' );
		return false === $sold ? -1.0 : (float) $other->get_var( "SELECT meta_value FROM $wpdb->postmeta WHERE post_id = $id AND meta_key = '_stock'" );
	}
}
