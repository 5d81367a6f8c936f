<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Store\CategoryTree;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * An importer or a database tool changes what SORS owns past WordPress: no date, no hash and no hook says so. Once a day a
 * complete pass reads what is really there.
 *
 * @group real-store
 */
final class ChangedBySqlTest extends SyncTestCase {

	private const ITEM = [
		'description' => 'Opis iz SORS-a',
		'group'       => 'Boje',
		'secondGroup' => 'Makita',
		'gtin'        => '8600000000011',
		'images'      => [ [ 'id' => '901', 'format' => 'jpeg' ] ],
	];

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$fields = [ 'name', 'description', 'categories', 'brand', 'price', 'stock', 'images', 'status' ];
		$this->configure( [ 'fields' => array_fill_keys( $fields, 'always' ), 'newProductStatus' => 'publish' ] );
		$this->addItem( 'T-1', 'Čekić', self::ITEM, [ '01' => 12 ] );
		$this->pass();
	}

	/** @return array<string, array{string, string}> Field => what reads it, and what changes it. `%d` = the product. */
	public function fields(): array {
		$read  = static fn( string $key ): string => "SELECT meta_value FROM {postmeta} WHERE post_id = %d AND meta_key = '$key'";
		$set   = static fn( string $key, string $value ): string => "UPDATE {postmeta} SET meta_value = '$value' WHERE post_id = %d AND meta_key = '$key'";
		$terms = static fn( string $taxonomy ): array => [
			"SELECT GROUP_CONCAT(r.term_taxonomy_id) FROM {term_relationships} r JOIN {term_taxonomy} t ON t.term_taxonomy_id = r.term_taxonomy_id WHERE r.object_id = %d AND t.taxonomy = '$taxonomy'",
			"DELETE r FROM {term_relationships} r JOIN {term_taxonomy} t ON t.term_taxonomy_id = r.term_taxonomy_id WHERE r.object_id = %d AND t.taxonomy = '$taxonomy'",
		];
		return [
			'name'                  => [ 'SELECT post_title FROM {posts} WHERE ID = %d', "UPDATE {posts} SET post_title = 'Drugo' WHERE ID = %d" ],
			'description'           => [ 'SELECT post_content FROM {posts} WHERE ID = %d', "UPDATE {posts} SET post_content = '' WHERE ID = %d" ],
			'price'                 => [ $read( '_regular_price' ), $set( '_regular_price', '1' ) ],
			'stock'                 => [ $read( '_stock' ), $set( '_stock', '999' ) ],
			'whether it is managed' => [ $read( '_manage_stock' ), $set( '_manage_stock', 'no' ) ],
			'stock status'          => [ $read( '_stock_status' ), $set( '_stock_status', 'outofstock' ) ],
			'bar code'              => [ $read( '_global_unique_id' ), $set( '_global_unique_id', '' ) ],
			'main picture'          => [ $read( '_thumbnail_id' ), "DELETE FROM {postmeta} WHERE post_id = %d AND meta_key = '_thumbnail_id'" ],
			'categories'            => $terms( 'product_cat' ),
			'brand'                 => $terms( CategoryTree::BRANDS ),
		];
	}

	/** @dataProvider fields */
	public function testACompletePassPutsItBack( string $read, string $change ): void {
		global $wpdb;
		$id  = $this->productOf( 'T-1' )->get_id();
		$sql = static fn( string $text ): string => (string) preg_replace_callback( '/\{(\w+)\}/', static fn( array $part ): string => $wpdb->{$part[1]}, str_replace( '%d', (string) $id, $text ) );
		$is  = $wpdb->get_var( $sql( $read ) );
		self::assertNotSame( '', (string) $is, 'SORS has it.' );
		self::assertSame( 1, $wpdb->query( $sql( $change ) ) );
		self::assertNotSame( $is, $wpdb->get_var( $sql( $read ) ) );
		wp_cache_flush();
		$this->endFingerprints();
		$this->pass();
		self::assertSame( $is, $wpdb->get_var( $sql( $read ) ) );
		$rows = $this->shopRows();
		$this->pass();
		self::assertSame( $rows, $this->shopRows(), 'Then nothing is left to be done.' );
	}

	public function testWhatIsOutOfUseAndWasPublishedAgainIsHidden(): void {
		global $wpdb;
		$this->configure( [ 'missingProducts' => 'draft' ] );
		$this->setItem( 'T-1', [ 'active' => false ] );
		$this->pass();
		$id = $this->productOf( 'T-1' )->get_id();
		self::assertSame( 'draft', get_post_status( $id ) );
		$wpdb->query( "UPDATE {$wpdb->posts} SET post_status = 'publish' WHERE ID = $id" );
		wp_cache_flush();
		$this->endFingerprints();
		$this->pass();
		self::assertSame( 'draft', $wpdb->get_var( "SELECT post_status FROM {$wpdb->posts} WHERE ID = $id" ) );
	}

	/** As a day later. */
	private function endFingerprints(): void {
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_links SET catalog_print = '', stock_print = ''" );
	}

	private function pass(): void {
		$this->runAll( 'catalog', 'stock', 'images' );
	}
}
