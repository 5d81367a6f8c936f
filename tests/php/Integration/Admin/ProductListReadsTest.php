<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\ProductList;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Store\LinkState;
use SorsApi\Tests\Site\BigShop;
use SorsApi\Tests\Site\RowsRead;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/**
 * What our filters and our order add to WooCommerce's list of products in a big shop: counted in queries and rows, never in seconds.
 *
 * @group real-store
 */
final class ProductListReadsTest extends StoreTestCase {

	private const PRODUCTS = 3000;

	/** Rows that are read for each product of the shop, which is one for the list as it is: WordPress counts all that it finds. */
	private const ROWS = [
		''                      => 1.2,
		LinkState::LINKED       => 4.3,
		LinkState::NONE         => 3.2,
		LinkState::LEFT_ALONE   => 0.5,
		LinkState::DISCONTINUED => 0.5,
		LinkState::CONFLICT     => 0.5,
		LinkState::FAILED       => 0.5,
		'sorted'                => 2.2,
	];

	protected function setUp(): void {
		parent::setUp();
		if ( DatabaseClock::isInProcess() ) {
			self::markTestSkipped( 'SQLite does not count rows.' );
		}
		self::fill();
		require_once ABSPATH . 'wp-admin/includes/class-wp-screen.php';
		require_once ABSPATH . 'wp-admin/includes/screen.php';
		$this->loginAsAdmin();
		remove_all_actions( 'load-edit.php' );
		// What WooCommerce does to the shop's own page, and not in wp-admin.
		remove_action( 'pre_get_posts', [ WC()->query, 'pre_get_posts' ] );
		( new ProductList() )->register();
		set_current_screen( 'edit-product' );
		do_action( 'load-edit.php' );
	}

	public function testAFilterReadsEachLinkAFewTimesAndAsksNothingMore(): void {
		$plain = $this->cost( '' );
		// What is read of the products that are shown, whichever they are.
		$shown = max( 0, $plain->rows - self::PRODUCTS );
		$wrong = [];
		foreach ( self::ROWS as $what => $most ) {
			$cost = $this->cost( $what );
			self::assertSame( 20, count( $cost->answer ), $what );
			if ( $cost->rows - $shown > $most * self::PRODUCTS || $cost->queries > $plain->queries ) {
				$wrong[ $what ] = "$cost->queries queries and $cost->rows rows, $plain->queries and $plain->rows without";
			}
		}
		self::assertSame( [], $wrong );
	}

	private function cost( string $what ): RowsRead {
		$_GET['sors_state'] = $what;
		$list               = static function () use ( $what ): array {
			$main                    = new \WP_Query();
			$GLOBALS['wp_the_query'] = $main;
			$GLOBALS['wp_query']     = $main;
			return $main->query(
				[
					'post_type'      => 'product',
					'post_status'    => 'any',
					'posts_per_page' => 20,
				] + ( 'sorted' === $what ? [ 'orderby' => 'sors', 'order' => 'desc' ] : [] )
			);
		};
		$list();
		wp_cache_flush();
		wp_load_alloptions();
		return RowsRead::by( $list );
	}

	/** One product in a hundred has variations, which are linked instead of it, and as many have nothing of SORS. */
	private static function fill(): void {
		global $wpdb;
		$numbers = BigShop::numbers( self::PRODUCTS );
		$first   = (int) Sql::value( "SELECT MAX(ID) + 1 FROM $wpdb->posts" );
		$columns = '(ID, post_type, post_parent, post_status, post_title, post_content, post_excerpt, to_ping, pinged, post_content_filtered)';
		$product = "$first + n";
		$child   = "$first + " . ( self::PRODUCTS + 10 ) . ' + n';
		Sql::run( "INSERT INTO $wpdb->posts $columns SELECT $product, 'product', 0, 'publish', CONCAT('Artikal ', n), '', '', '', '', '' FROM $numbers" );
		Sql::run( "INSERT INTO $wpdb->posts $columns SELECT $child, 'product_variation', $first + 100 * (n DIV 100), 'publish', '', '', '', '', '', '' FROM $numbers WHERE n % 100 > 0 AND n % 100 < 5" );
		$links = 'INSERT INTO ' . Tables::name( Tables::LINKS ) . ' (code, code_hash, object_id, product_id, state, left_alone, problem, changed_at) SELECT ';
		$is    = "IF(n % 60 = 7, 'discontinued', 'active'), IF(n % 60 = 17, 'product', ''), CASE n % 60 WHEN 27 THEN 'gtin_taken' WHEN 37 THEN 'failed' ELSE '' END, DATE_ADD('2026-01-01', INTERVAL n * 7919 % 100000 SECOND)";
		Sql::run( "$links CONCAT('P', n), SHA2(CONCAT('P', n), 256), $product, $product, $is FROM $numbers WHERE n % 100 NOT IN (0, 50)" );
		Sql::run( "$links CONCAT('V', n), SHA2(CONCAT('V', n), 256), $child, $first + 100 * (n DIV 100), $is FROM $numbers WHERE n % 100 > 0 AND n % 100 < 5" );
		Sql::run( "ANALYZE TABLE $wpdb->posts, " . Tables::name( Tables::LINKS ) );
	}
}
