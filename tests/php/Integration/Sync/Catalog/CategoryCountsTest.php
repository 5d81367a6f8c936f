<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** How many products a category has is right when a run has ended, as wp-admin and as the shop's pages say it. */
final class CategoryCountsTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 30 );
		$this->configure( [ 'newProductStatus' => 'publish' ] );
	}

	/**
	 * @dataProvider choices
	 *
	 * @requires function wc_recount_all_terms
	 */
	public function testCountsAreRightAfterEachRun( string $hide ): void {
		update_option( 'woocommerce_hide_out_of_stock_items', $hide );
		// Other tests delete products by SQL.
		wc_recount_all_terms();
		foreach ( [ 'catalog', 'stock' ] as $kind ) {
			$this->assertSucceeded( $this->runToEnd( $kind ) );
			self::assertSame( self::counted( $hide ), self::told(), "After the $kind run" );
		}
		self::assertGreaterThan( 20, array_sum( array_column( self::told(), 0 ) ) );
		$this->patchSors( [ [ 'do' => 'setItem', 'code' => '000101', 'set' => [ 'active' => false ] ], [ 'do' => 'removeItem', 'code' => '000102' ] ] );
		for ( $pass = 0; $pass < 2; $pass++ ) {
			$this->runToEnd( 'catalog' );
			self::assertSame( self::counted( $hide ), self::told(), "After pass $pass" );
		}
	}

	public static function choices(): array {
		return [ 'sold out products shown' => [ 'no' ], 'sold out products hidden' => [ 'yes' ] ];
	}

	/** @return array<string, array{int, int}> Category => what WordPress keeps, and what WooCommerce keeps with all below it. */
	private static function told(): array {
		global $wpdb;
		$told = [];
		foreach ( (array) $wpdb->get_results( "SELECT t.term_id, t.name, x.count FROM {$wpdb->terms} t JOIN {$wpdb->term_taxonomy} x ON x.term_id = t.term_id AND x.taxonomy = 'product_cat' ORDER BY t.term_id" ) as $row ) {
			$told[ $row->name ] = [ (int) $row->count, (int) $wpdb->get_var( $wpdb->prepare( "SELECT meta_value FROM {$wpdb->termmeta} WHERE term_id = %d AND meta_key = 'product_count_product_cat'", $row->term_id ) ) ];
		}
		return $told;
	}

	private static function counted( string $hide ): array {
		$counted = [];
		foreach ( get_terms( [ 'taxonomy' => 'product_cat', 'hide_empty' => false, 'orderby' => 'term_id' ] ) as $term ) {
			$own = self::products( [ $term->term_id ], 'no' );
			$all = self::products( array_merge( [ $term->term_id ], get_term_children( $term->term_id, 'product_cat' ) ), $hide );
			$counted[ wp_specialchars_decode( $term->name ) ] = [ $own, $all ];
		}
		return $counted;
	}

	private static function products( array $terms, string $hide ): int {
		global $wpdb;
		$in     = implode( ', ', $terms );
		$hidden = 'yes' === $hide ? "AND NOT EXISTS (SELECT 1 FROM {$wpdb->postmeta} m WHERE m.post_id = p.ID AND m.meta_key = '_stock_status' AND m.meta_value = 'outofstock')" : '';
		return (int) $wpdb->get_var( "SELECT COUNT(DISTINCT p.ID) FROM {$wpdb->posts} p JOIN {$wpdb->term_relationships} r ON r.object_id = p.ID JOIN {$wpdb->term_taxonomy} x ON x.term_taxonomy_id = r.term_taxonomy_id AND x.term_id IN ($in) WHERE p.post_type = 'product' AND p.post_status = 'publish' $hidden" );
	}
}
