<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\ProductList;
use SorsApi\Database\Tables;
use SorsApi\Store\Link;
use SorsApi\Store\LinkChoices;
use SorsApi\Store\Links;
use SorsApi\Store\LinkState;
use SorsApi\Tests\Site\AdminScreen;
use SorsApi\Tests\Site\Polylang;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** WooCommerce's list of products. @group real-store */
final class ProductListTest extends StoreTestCase {

	/** @var array<string, int> Product by what is wrong with it. */
	private array $products = [];

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/class-wp-screen.php';
		require_once ABSPATH . 'wp-admin/includes/screen.php';
		foreach ( [ 'linked', 'inactive', 'discontinued', 'duplicate', 'conflict', 'failed', 'alone' ] as $number => $name ) {
			$this->products[ $name ] = $this->createProduct( $name, '120', 5, $name )->get_id();
			self::link( $name, $this->products[ $name ], $name, "2026-01-0$number" );
		}
		$this->products['none'] = $this->createProduct( 'none', '120', 5, 'none' )->get_id();
		$variation              = $this->createVariation( 'V1' );
		$this->products['sold'] = $variation->get_parent_id();
		$second                 = self::saved( new \WC_Product_Variation(), [ 'parent_id' => $variation->get_parent_id() ] );
		self::link( 'V1', $variation->get_id(), 'linked', '2026-02-01' );
		self::link( 'V2', $second->get_id(), 'conflict', '2026-02-02' );
		$this->products['bare'] = $this->createVariation( 'W1' )->get_parent_id();
		$whole                  = $this->createVariation( 'X1' );
		$this->products['good'] = $whole->get_parent_id();
		self::link( 'X1', $whole->get_id(), 'linked', '2026-03-01' );
		$this->loginAsAdmin();
	}

	public function testEachProductIsInTheStateOfItsWorstLink(): void {
		$this->open();
		$shown = [];
		foreach ( LinkState::all() as $state ) {
			$_GET['sors_state'] = $state;
			$shown[ $state ]    = $this->listed( [ 'orderby' => 'ID' ] );
		}
		self::assertSame(
			[
				'linked'       => [ 'linked', 'good' ],
				'left_alone'   => [ 'alone' ],
				'discontinued' => [ 'inactive', 'discontinued' ],
				'conflict'     => [ 'duplicate', 'conflict', 'sold' ],
				'failed'       => [ 'failed' ],
				'none'         => [ 'none', 'bare' ],
			],
			$shown
		);
		$_GET['sors_state'] = "x' OR 1 = 1 --";
		self::assertCount( count( $this->products ), $this->listed() );
		unset( $_GET['sors_state'] );
		self::assertCount( count( $this->products ), $this->listed() );
	}

	/** @return array<string, string> By product. */
	private function cells( string ...$names ): array {
		$cells = [];
		foreach ( $names as $name ) {
			$cells[ $name ] = self::printed( fn() => do_action( 'manage_product_posts_custom_column', 'sors', $this->products[ $name ] ) );
		}
		return $cells;
	}

	public function testTheColumnSaysTheStateWhyAndSinceWhenInOneQuery(): void {
		$this->open();
		$this->listed();
		$before = self::db()->num_queries;
		$cells  = $this->cells( ...array_keys( $this->products ) );
		self::assertSame( 1, self::db()->num_queries - $before );
		self::assertStringContainsString( '>Linked<', $cells['linked'] );
		self::assertStringContainsString( 'January 1, 2026', $cells['inactive'] );
		self::assertStringContainsString( '>Discontinued<', $cells['inactive'] );
		self::assertStringContainsString( 'title="The item is not active in SORS."', $cells['inactive'] );
		self::assertStringContainsString( '>Left alone<', $cells['alone'] );
		self::assertStringContainsString( 'Bring in again', $cells['alone'] );
		self::assertStringContainsString( '>Conflict<', $cells['sold'] );
		self::assertStringContainsString( 'February 2, 2026', $cells['sold'] );
		self::assertStringContainsString( '>Failed<', $cells['failed'] );
		self::assertStringContainsString( 'title="&lt;b&gt;Ne&lt;/b&gt; &quot;može&quot;"', $cells['failed'] );
		self::assertStringNotContainsString( '<b>', $cells['failed'] );
		self::assertSame( '<span class="description">Not in SORS</span>', $cells['none'] );
	}

	public function testATranslationOfWhatIsLinkedIsNotCalledUnknown(): void {
		Polylang::translate( [ 'sr' => $this->products['linked'], 'en' => $this->products['none'] ] );
		$this->open();
		$this->listed();
		$before = self::db()->num_queries;
		$cells  = $this->cells( 'linked', 'none', 'bare' );
		self::assertSame( 2, self::db()->num_queries - $before );
		self::assertStringContainsString( '>Linked<', $cells['linked'] );
		self::assertSame( [ '<span class="description">Translation</span>', '<span class="description">Not in SORS</span>' ], [ $cells['none'], $cells['bare'] ] );
	}

	public function testATranslationThatTheOwnerUnlinkedIsNoneAnyMore(): void {
		self::link( 'EN-1', $this->products['none'], 'linked', '2026-01-01' );
		LinkChoices::unlink( $this->products['none'] );
		Polylang::translate( [ 'sr' => $this->products['linked'], 'en' => $this->products['none'] ] );
		$this->open();
		$this->listed();
		self::assertSame( [ 'none' => '<span class="description">Not in SORS</span>' ], $this->cells( 'none' ) );
	}

	public function testSoIsOneWhoseVariationsTheOwnerUnlinked(): void {
		foreach ( [ 'sold', 'good' ] as $name ) {
			LinkChoices::unlink( $this->products[ $name ] );
		}
		Polylang::translate( [ 'sr' => $this->products['linked'], 'en' => $this->products['sold'], 'de' => $this->products['bare'] ] );
		$this->open();
		$this->listed();
		$before = self::db()->num_queries;
		$cells  = $this->cells( 'sold', 'bare', 'good' );
		self::assertSame( 2, self::db()->num_queries - $before );
		self::assertSame( [ 'sold' => 'Not in SORS', 'bare' => 'Translation', 'good' => 'Not in SORS' ], array_map( 'wp_strip_all_tags', $cells ) );
	}

	/** They have no link of their own, and which they are only the other plugin knows. */
	public function testTheFilterSaysThatTranslationsAreAmongThem(): void {
		Polylang::translate( [ 'sr' => $this->products['linked'], 'en' => $this->products['none'] ] );
		$this->open();
		self::assertStringContainsString( '<option value="none">SORS: Not in SORS, or a translation</option>', self::printed( static fn() => do_action( 'restrict_manage_posts', 'product' ) ) );
	}

	public function testTheLastChangeSorts(): void {
		$this->open();
		$query = [ 'orderby' => 'sors', 'order' => 'desc' ];
		self::assertSame( [ 'good', 'sold', 'alone', 'failed', 'conflict' ], array_slice( $this->listed( $query ), 0, 5 ) );
		self::assertSame( [ 'linked', 'inactive' ], array_slice( $this->listed( [ 'order' => 'asc' ] + $query ), 2, 2 ), 'What was never changed comes first.' );
		$_GET['sors_state'] = 'conflict';
		self::assertSame( [ 'sold', 'conflict', 'duplicate' ], $this->listed( $query ) );
	}

	public function testNothingIsHookedOnOtherScreensNorInOtherQueries(): void {
		( new ProductList() )->register();
		foreach ( [ 'edit-post', 'edit-shop_order', 'product' ] as $screen ) {
			set_current_screen( $screen );
			do_action( 'load-edit.php' );
			self::assertFalse( has_filter( 'manage_edit-product_columns', [ $this, 'columns' ] ) );
			self::assertStringNotContainsString( 'ProductList', self::hooked( 'posts_clauses' ) . self::hooked( 'manage_edit-product_columns' ) . self::hooked( 'restrict_manage_posts' ) );
		}
		$this->open();
		$_GET['sors_state'] = 'failed';
		self::assertStringContainsString( 'ProductList', self::hooked( 'posts_clauses' ) );
		self::assertCount( count( $this->products ), get_posts( [ 'post_type' => 'product', 'numberposts' => -1, 'suppress_filters' => false ] ) );
	}

	public function testTheScreenItself(): void {
		$html = AdminScreen::html( 1, 'edit.php?post_type=product&sors_state=failed' );
		self::assertStringContainsString( 'id="post-' . $this->products['failed'] . '"', $html );
		self::assertStringNotContainsString( 'id="post-' . $this->products['linked'] . '"', $html );
		self::assertMatchesRegularExpression( '#<option value="failed"\s+selected=\S+>SORS: Failed</option>#', $html );
		self::assertStringContainsString( 'orderby=sors', $html );
		self::assertSame( 1, substr_count( $html, '<label class="screen-reader-text" for="sors_state">' ) );
		self::assertStringContainsString( '>SORS: Not in SORS</option>', $html );
		self::assertMatchesRegularExpression( '/table\.wp-list-table \.column-sors\{width:1[6-9]ch\}/', $html, 'WooCommerce\'s own widths leave nothing to a column without one; “Discontinued” is a single word.' );
		self::assertMatchesRegularExpression( '/\.column-sors \.order-status\{white-space:normal;.*\.column-sors \.order-status>span\{[^}]*overflow:visible/', $html, 'WooCommerce would cut what has several words.' );
		$html  = AdminScreen::html( 1, 'edit.php?post_type=product&orderby=sors&order=desc' );
		$place = fn( string $name ): int => (int) strpos( $html, 'id="post-' . $this->products[ $name ] . '"' );
		self::assertGreaterThan( 0, $place( 'good' ) );
		self::assertGreaterThan( $place( 'good' ), $place( 'linked' ) );
		self::assertGreaterThan( $place( 'linked' ), $place( 'none' ) );
	}

	private function open(): void {
		remove_all_actions( 'load-edit.php' );
		// What WooCommerce does to the shop's own page, and not in wp-admin.
		remove_action( 'pre_get_posts', [ WC()->query, 'pre_get_posts' ] );
		( new ProductList() )->register();
		set_current_screen( 'edit-product' );
		do_action( 'load-edit.php' );
	}

	/**
	 * The list as WordPress reads it.
	 *
	 * @return list<string> Names as in $this->products.
	 */
	private function listed( array $query = [] ): array {
		$main                    = new \WP_Query();
		$GLOBALS['wp_the_query'] = $main;
		$GLOBALS['wp_query']     = $main;
		$main->query( $query + [ 'post_type' => 'product', 'posts_per_page' => 100, 'post_status' => 'any', 'order' => 'asc' ] );
		self::assertSame( count( $main->posts ), $main->found_posts );
		return array_map( fn( \WP_Post $post ): string => (string) array_search( $post->ID, $this->products, true ), $main->posts );
	}

	private static function hooked( string $hook ): string {
		$names = [];
		foreach ( $GLOBALS['wp_filter'][ $hook ]->callbacks ?? [] as $callbacks ) {
			foreach ( $callbacks as $callback ) {
				$names[] = is_array( $callback['function'] ) && is_object( $callback['function'][0] ) ? get_class( $callback['function'][0] ) : '';
			}
		}
		return implode( ' ', $names );
	}

	private static function link( string $code, int $objectId, string $is, string $changed ): void {
		$links       = new Links();
		$link        = new Link( $code, $objectId );
		$link->state = in_array( $is, [ Link::INACTIVE, Link::DISCONTINUED, Link::DUPLICATE ], true ) ? $is : Link::ACTIVE;
		// Whatever else is wrong with it.
		$link->leftAlone = 'alone' === $is ? Link::BY_PRODUCT : '';
		$links->save( $link );
		$values = [ 'changed_at' => "$changed 10:00:00" ];
		if ( in_array( $is, [ 'failed', 'conflict', 'alone' ], true ) ) {
			$values += [
				'problem'        => 'failed' === $is ? Link::FAILED : 'gtin_taken',
				'problem_by'     => 'catalog',
				'problem_reason' => '<b>Ne</b> "može"',
			];
		}
		self::db()->update( Tables::name( Tables::LINKS ), $values, [ 'id' => $link->id ] );
	}
}
