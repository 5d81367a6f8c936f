<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Store\CategoryTree;
use SorsApi\Store\Links;
use SorsApi\Store\ProductFingerprints;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Products that the catalogue does not read again as long as nothing has changed, and each way in which something does. See
 * StockFingerprintsTest for stock and prices, ChangedBySqlTest for plain SQL.
 *
 * @group real-store
 */
final class CatalogFingerprintsTest extends SyncTestCase {

	private int $id;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$fields = [ 'name', 'description', 'categories', 'brand', 'price', 'stock', 'status' ];
		$this->configure( [ 'fields' => array_fill_keys( $fields, 'always' ), 'newProductStatus' => 'publish', 'safetyLimitPercent' => 100 ] );
		$this->bringInItem( 'T-1', 'Čekić', [ 'description' => 'Opis', 'group' => 'Boje', 'secondGroup' => 'Makita', 'gtin' => '8600000000011' ], [ '01' => 12 ] );
		$this->id = $this->productOf( 'T-1' )->get_id();
		// A product that was saved within the last seconds has no fingerprint.
		self::db()->update( self::db()->posts, [ 'post_modified_gmt' => gmdate( 'Y-m-d H:i:s', time() - 10 ) ], [ 'ID' => $this->id ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
	}

	/**
	 * @param-out Run $run
	 * @return int How many times its metas were read.
	 */
	private function reads( ?Run &$run = null ): int {
		return $this->metaReads( $this->id, '_sku', 'catalog', $run );
	}

	private function shown(): array {
		$product = $this->productOf( 'T-1' );
		$terms   = static fn( string $taxonomy ): array => array_values( array_map( 'strval', (array) wp_get_object_terms( $product->get_id(), $taxonomy, [ 'fields' => 'names' ] ) ) );
		return [ $product->get_name(), $product->get_description(), $product->get_global_unique_id(), $terms( 'product_cat' ), $terms( CategoryTree::BRANDS ) ];
	}

	public function testWhatIsAsItWasIsNotReadAgain(): void {
		self::assertSame( 0, $this->reads( $run ) );
		self::assertSame( [ 2, 0, 0 ], [ $run->unchanged, $run->updated, $run->skipped ] );
		self::assertTrue( Links::byCodes( [ 'T-1' ] )['T-1']->wasSeen( $run->id, 1 ) );
	}

	public function changes(): array {
		$save = static function ( int $id, array $props ): void {
			self::saved( wc_get_product( $id ), [ 'props' => $props ] );
		};
		$terms = static fn( int $id, string $taxonomy ): array => wp_get_object_terms( $id, $taxonomy, [ 'fields' => 'ids' ] );
		return [
			'name'                 => [ static fn( int $id ) => $save( $id, [ 'name' => 'Drugo' ] ) ],
			'description'          => [ static fn( int $id ) => wp_update_post( [ 'ID' => $id, 'post_content' => 'Drugo' ] ) ],
			'bar code by meta'     => [ static fn( int $id ) => delete_post_meta( $id, '_global_unique_id' ) ],
			'another category'     => [ static fn( int $id ) => wp_set_object_terms( $id, [], 'product_cat' ) ],
			'a category taken off' => [ static fn( int $id ) => wp_remove_object_terms( $id, $terms( $id, 'product_cat' ), 'product_cat' ) ],
			'another brand'        => [ static fn( int $id ) => wp_set_object_terms( $id, 'Druga', CategoryTree::BRANDS ) ],
			'a renamed brand'      => [ static fn( int $id ) => wp_update_term( $terms( $id, CategoryTree::BRANDS )[0], CategoryTree::BRANDS, [ 'name' => 'Druga' ] ) ],
		];
	}

	/**
	 * @dataProvider changes
	 * @param callable( int ): mixed $change
	 */
	public function testWhateverChangesItIsSeenByTheNextRun( callable $change ): void {
		$before = $this->shown();
		self::assertSame( [ 'Boje' ], $before[3] );
		self::assertSame( [ 'Makita' ], $before[4] );
		$change( $this->id );
		self::assertNotSame( $before, $this->shown() );
		self::assertSame( 1, $this->runToEnd( 'catalog' )->updated );
		self::assertSame( $before, $this->shown() );
	}

	public function testWhatSorsSaysAndTheOwnerChoosesIsSeen(): void {
		$this->setItem( 'T-1', [ 'name' => 'Veliki čekić' ] );
		self::assertSame( 1, $this->runToEnd( 'catalog' )->updated );
		self::assertSame( 'Veliki čekić', $this->shown()[0] );
	}

	public function testAFingerprintEndsWithinADay(): void {
		$link  = Links::byCodes( [ 'T-1' ] )['T-1'];
		$all   = new ProductFingerprints( [ $link ], [] );
		$today = $all->of( $link, [] );
		$now   = new \ReflectionProperty( $all, 'now' );
		$now->setAccessible( true );
		$now->setValue( $all, time() + DAY_IN_SECONDS );
		self::assertNotSame( '', $today );
		self::assertNotSame( $today, $all->of( $link, [] ) );
	}
}
