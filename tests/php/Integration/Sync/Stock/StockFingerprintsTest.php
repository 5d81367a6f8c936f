<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Store\Links;
use SorsApi\Store\TouchedProducts;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * What is not read again as long as nothing has changed, and each way in which something does.
 *
 * @group real-store
 */
final class StockFingerprintsTest extends SyncTestCase {

	private const FIGURES = [ 15, '120', 'instock' ];

	private int $id;

	protected function setUp(): void {
		parent::setUp();
		$this->configure( [ 'safetyLimitPercent' => 100 ] );
		$this->assortment( 1 );
		$this->addItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 15 ] );
		$this->runAll( 'catalog', 'stock' );
		$this->id = $this->productOf( 'T1' )->get_id();
		$this->age();
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
	}

	/** A product that was saved within the last seconds has no fingerprint. */
	private function age( int $seconds = 10 ): void {
		self::db()->update( self::db()->posts, [ 'post_modified_gmt' => gmdate( 'Y-m-d H:i:s', time() - $seconds ) ], [ 'ID' => $this->id ] );
	}

	/**
	 * @param-out Run $run
	 * @return int How many times its metas were read.
	 */
	private function reads( ?Run &$run = null ): int {
		return $this->metaReads( $this->id, '_manage_stock', 'stock', $run );
	}

	private function figures(): array {
		$product = $this->productOf( 'T1' );
		return [ (int) $product->get_stock_quantity(), (string) $product->get_price(), $product->get_stock_status() ];
	}

	public function testWhatIsAsItWasIsNotReadAgain(): void {
		self::assertSame( 0, $this->reads( $run ) );
		self::assertSame( [ 2, 0, 0, 2 ], [ $run->unchanged, $run->updated, $run->skipped, $run->processed ] );
	}

	public function changes(): array {
		$save = static function ( int $id, array $props ): void {
			self::saved( wc_get_product( $id ), [ 'props' => $props ] );
		};
		return [
			'price, saved'             => [ static fn( int $id ) => $save( $id, [ 'regular_price' => '99' ] ) ],
			'stock, saved'             => [ static fn( int $id ) => $save( $id, [ 'stock_quantity' => 3 ] ) ],
			'no stock management'      => [ static fn( int $id ) => $save( $id, [ 'manage_stock' => false ] ) ],
			'stock, by its function'   => [ static fn( int $id ) => wc_update_product_stock( $id, 4 ) ],
			'price by meta'            => [
				static function ( int $id ): void {
					update_post_meta( $id, '_regular_price', '77' );
					update_post_meta( $id, '_price', '77' );
				},
			],
			'stock by meta'            => [ static fn( int $id ) => update_post_meta( $id, '_stock', '2' ) ],
			'status by meta'           => [ static fn( int $id ) => update_post_meta( $id, '_stock_status', 'outofstock' ) ],
			'management by meta'       => [ static fn( int $id ) => update_post_meta( $id, '_manage_stock', 'no' ) ],
			'price deleted'            => [ static fn( int $id ) => delete_post_meta( $id, '_regular_price' ) ],
			'saved, and then its meta' => [
				static function ( int $id ) use ( $save ): void {
					$save( $id, [ 'name' => 'Drugo ime' ] );
					update_post_meta( $id, '_stock', '2' );
				},
			],
		];
	}

	/**
	 * @dataProvider changes
	 * @param callable( int ): mixed $change
	 */
	public function testWhateverChangesItIsSeenByTheNextRun( callable $change ): void {
		$change( $this->id );
		self::assertSame( 1, $this->runToEnd( 'stock' )->updated );
		self::assertSame( self::FIGURES, $this->figures() );
	}

	public function testAnotherPriceInForceIsSeen(): void {
		update_post_meta( $this->id, '_price', '1' );
		self::assertSame( 1, $this->runToEnd( 'stock' )->updated );
	}

	public function testASaleIsSeenAndTaken(): void {
		$this->createOrder( [ $this->id => 2 ] );
		self::assertSame( 0, $this->runToEnd( 'stock' )->updated );
		self::assertSame( 13, $this->figures()[0] );
	}

	public function testASaleThatNeverWasIsSeen(): void {
		$order = $this->createOrder( [ $this->id => 2 ] );
		$this->age();
		$this->runToEnd( 'stock' );
		self::assertSame( 0, $this->reads() );
		$order->delete( true );
		$this->runToEnd( 'stock' );
		self::assertSame( self::FIGURES, $this->figures() );
	}

	public function testAProductThatWasJustSavedHasNoFingerprintYet(): void {
		$print  = fn(): string => Links::byCodes( [ 'T1' ] )['T1']->stockPrint;
		$before = $print();
		$this->age( -1 );
		$this->runToEnd( 'stock' );
		self::assertSame( $before, $print() );
		$this->age( 20 );
		$this->runToEnd( 'stock' );
		self::assertNotSame( $before, $print() );
	}

	public function testFiguresOfSorsAndSettingsAreSeen(): void {
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->firstUnit, 'onHand' => 11 ] ] );
		self::assertSame( 1, $this->runToEnd( 'stock' )->updated );
		self::assertSame( 11, $this->figures()[0] );
		$this->age();
		$this->runToEnd( 'stock' );
		self::assertSame( 0, $this->reads() );
		update_option( 'woocommerce_notify_no_stock_amount', 11 );
		$this->runToEnd( 'stock' );
		self::assertSame( 'outofstock', $this->figures()[2] );
	}

	public function testPlainSqlIsSeenWithinADay(): void {
		global $wpdb;
		$wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->postmeta} SET meta_value = '5' WHERE post_id = %d AND meta_key = '_stock'", $this->id ) );
		self::assertSame( 0, $this->reads() );
		// As the fingerprint of another day.
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_links SET stock_print = REVERSE(stock_print)" );
		self::assertSame( 1, $this->runToEnd( 'stock' )->updated );
		self::assertSame( self::FIGURES, $this->figures() );
	}

	public function testAfterTheTimeInWhichThePluginWasOffAllIsRead(): void {
		do_action( 'deactivate_' . plugin_basename( SORS_API_FILE ), false );
		do_action( 'activate_' . plugin_basename( SORS_API_FILE ), false );
		self::assertGreaterThan( 0, $this->reads() );
	}

	public function testWithAFilterOfOursAllIsRead(): void {
		add_filter( 'sors_price', static fn( string $price ): string => $price );
		$reads = $this->reads();
		self::assertGreaterThan( 0, $reads );
	}

	public function testACheckoutWritesNothingOfIt(): void {
		$queries = self::queries(
			function (): void {
				$this->createOrder( [ $this->id => 2 ] );
				TouchedProducts::count();
			}
		);
		self::assertSame( [], preg_grep( '/touched/', $queries ) );
	}
}
