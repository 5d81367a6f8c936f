<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\ProductFields;
use SorsApi\Database\Tables;
use SorsApi\Services;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\Level;
use SorsApi\Store\Levels;
use SorsApi\Store\Link;
use SorsApi\Store\LinkChoices;
use SorsApi\Store\Links;
use SorsApi\Store\PendingChanges;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Site\Form;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Fields that SORS owns, in WooCommerce's own forms. @group real-store */
final class ProductFieldsTest extends StoreTestCase {

	private const OWNED = [ 'name', 'price', 'stock' ];
	private const UNIT  = '1';
	private const SCRIPT = 'sors-product-fields';

	private \WC_Product $product;

	/** @var array<string, \WC_Product> By code. */
	private array $products = [];

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		require_once WC()->plugin_path() . '/includes/admin/wc-admin-functions.php';
		require_once WC()->plugin_path() . '/includes/admin/wc-meta-box-functions.php';
		$this->loginAsAdmin();
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$parent                = $this->createVariable();
		$this->product         = $this->createProduct( 'F-1', '120', 7, 'Bušilica "Iskra" 5\' & co' );
		$this->products['F-1'] = $this->product;
		foreach ( [ 'crna', 'bela' ] as $number => $color ) {
			$variation = new \WC_Product_Variation();
			$variation->set_parent_id( $parent->get_id() );
			$variation->set_sku( "F-$color" );
			$variation->set_attributes( [ 'boja' => $color ] );
			self::saved( $variation, [ 'regular_price' => (string) ( 50 + $number ), 'manage_stock' => true, 'stock_quantity' => 3 + $number ] );
			$this->products[ "F-$color" ] = $variation;
		}
		\WC_Product_Variable::sync( $parent->get_id() );
		foreach ( $this->products as $code => $product ) {
			$this->link( $code, $product );
		}
		foreach ( [ 'catalog', 'stock' ] as $kind ) {
			self::ran( $kind, 0 );
		}
	}

	public function testTheEditorKeepsWhatSorsOwnsAndSavesTheRest(): void {
		$this->putOnSale();
		$form   = $this->editor( $this->product );
		$before = self::rows();
		$this->send( $form );
		self::assertSame( $before, self::rows(), 'Saved untouched.' );

		$changed = [ 'post_title' => 'Moje ime', '_regular_price' => '999', '_stock' => '500', '_sale_price' => '88', '_backorders' => 'yes', 'content' => 'Moj opis', '_weight' => '3' ] + $form;
		unset( $changed['_manage_stock'] );
		$this->send( $changed );
		$this->assertOwnedKept();
		$product = $this->again( 'F-1' );
		self::assertSame( [ '88', '88', 'yes', 'Moj opis', '3' ], [ $product->get_sale_price(), $product->get_price(), $product->get_backorders(), $product->get_description(), $product->get_weight() ] );

		( new Links() )->forget( [ ( new Links() )->byObjectIds( [ $product->get_id() ] )[ $product->get_id() ]->id ] );
		$this->send( [ '_manage_stock' => 'yes' ] + $changed );
		$product = $this->again( 'F-1' );
		self::assertSame( [ 'Moje ime', '999', 500 ], [ $product->get_name(), $product->get_regular_price(), $product->get_stock_quantity() ], 'Without a link all is the shop\'s.' );
	}

	public function testQuickEditKeepsWhatSorsOwnsAndSavesTheRest(): void {
		$this->putOnSale();
		$form   = $this->quickEdit( $this->product );
		$before = self::rows();
		$this->sendQuickEdit( $form );
		self::assertSame( $before, self::rows(), 'Saved untouched.' );

		// The form is older than a sale.
		wc_update_product_stock( $this->product->get_id(), 2, 'decrease' );
		$ends = $this->again( 'F-1' )->get_date_on_sale_to();
		self::assertNotNull( $ends );
		$this->sendQuickEdit( [ 'post_title' => 'Moje ime', '_regular_price' => '999', '_weight' => '3' ] + $form );
		$this->assertOwnedKept( 5 );
		$product = $this->again( 'F-1' );
		self::assertSame( [ '90', '3' ], [ $product->get_sale_price(), $product->get_weight() ] );
		self::assertEquals( $ends, $product->get_date_on_sale_to(), 'WooCommerce ends a sale with the change of a price, and there was none.' );

		$changed = [ '_sale_price' => '80' ] + $form;
		unset( $changed['_manage_stock'] );
		$this->sendQuickEdit( $changed );
		$this->assertOwnedKept( 5 );
		$product = $this->again( 'F-1' );
		self::assertSame( [ '80', null ], [ $product->get_sale_price(), $product->get_date_on_sale_to() ], 'The sale price is the owner\'s.' );
	}

	public function testVariationsKeepWhatSorsOwnsAndSaveTheRest(): void {
		$this->putOnSale( 'F-crna', '20' );
		[ $form, $html ] = $this->variations();
		self::assertCount( 2, $form['variable_post_id'] );
		foreach ( $form['variable_post_id'] as $place => $variation ) {
			self::assertStringContainsString( "id=\"sors-owned-price-$variation\" data-inputs=\"variable_regular_price[$place]\"", $html );
			self::assertStringContainsString( "id=\"sors-owned-stock-$variation\" data-inputs=\"variable_stock[$place] variable_manage_stock[$place]\"", $html );
		}
		// The first time WooCommerce adds what it has not written yet.
		$this->sendVariations( $form );
		$before = self::rows();
		$this->sendVariations( $form );
		self::assertSame( $before, self::rows(), 'Saved untouched.' );
		self::assertSame( [ '50', '20', 3 ], [ $this->again( 'F-crna' )->get_regular_price(), $this->again( 'F-crna' )->get_price(), $this->again( 'F-crna' )->get_stock_quantity() ] );

		foreach ( $form['variable_post_id'] as $place => $id ) {
			$form['variable_regular_price'][ $place ] = '999';
			$form['variable_stock'][ $place ]         = '500';
			$form['variable_sale_price'][ $place ]    = '11';
			$form['variable_description'][ $place ]   = "Moj opis $id";
		}
		unset( $form['variable_manage_stock'] );
		$this->sendVariations( $form );
		foreach ( [ 'F-crna' => [ '50', 3 ], 'F-bela' => [ '51', 4 ] ] as $code => $kept ) {
			$variation = $this->again( $code );
			self::assertSame( [ ...$kept, true, '11', 'Moj opis ' . $variation->get_id() ], [ $variation->get_regular_price(), $variation->get_stock_quantity(), $variation->get_manage_stock(), $variation->get_sale_price(), $variation->get_description() ] );
		}
	}

	public function testTheFormsSayWhatIsOwnedAndLoadNothingElsewhere(): void {
		$id   = $this->product->get_id();
		$html = $this->page( $this->product );
		foreach ( [ "sors-owned-name-$id" => 'post_title', "sors-owned-price-$id" => '_regular_price', "sors-owned-stock-$id" => '_stock _manage_stock' ] as $hint => $inputs ) {
			self::assertStringContainsString( "id=\"$hint\" data-inputs=\"$inputs\"><span class=\"description\">Comes from SORS</span>", $html );
		}
		self::assertTrue( wp_script_is( self::SCRIPT ) );
		self::assertSame( self::OWNED, $this->restOk( 'GET', "products/$id" )['owned'] );

		wp_dequeue_script( self::SCRIPT );
		self::assertStringNotContainsString( 'Comes from SORS', $this->page( $this->createProduct( 'NEMA' ) ) );
		self::assertFalse( wp_script_is( self::SCRIPT ) );
		foreach ( [ 'edit-page' => 'edit.php', 'page' => 'post.php', 'edit-shop_order' => 'edit.php' ] as $screen => $file ) {
			$this->open( $screen, $file );
			self::assertFalse( has_action( 'woocommerce_product_quick_edit_end' ), $screen );
			self::assertFalse( wp_script_is( self::SCRIPT ), $screen );
		}
		$this->open( 'edit-product', 'edit.php' );
		self::assertTrue( wp_script_is( self::SCRIPT ) );
		self::assertStringContainsString( 'Bulk edit changes any field. What SORS decides is set again by its next sync.', self::printed( static fn() => do_action( 'woocommerce_product_bulk_edit_end' ) ) );
		self::assertStringContainsString( 'sors-quick-edit', self::printed( static fn() => do_action( 'woocommerce_product_quick_edit_end' ) ) );
		foreach ( [ 'bulk', 'quick' ] as $form ) {
			self::assertStringContainsString( 'style="clear:both"', self::printed( static fn() => do_action( "woocommerce_product_{$form}_edit_end" ) ), 'WooCommerce\'s fields float: it would stand beside them.' );
		}
	}

	public function testTheBulkActionsOfVariationsSayThatSorsSetsItsFieldsAgain(): void {
		$notice   = 'Bulk actions change any field. What SORS decides is set again by its next sync.';
		$variable = wc_get_product( $this->products['F-crna']->get_parent_id() );
		self::assertStringContainsString( $notice, $this->page( $variable ) );
		self::assertStringNotContainsString( $notice, $this->page( $this->createVariable() ), 'Nothing of it is linked.' );
		$this->configure( [ 'fields' => [ 'price' => 'create', 'stock' => 'never' ] ] );
		self::assertStringNotContainsString( $notice, $this->page( $variable ), 'The name alone is its, and variations have none.' );
	}

	public function testNothingIsOwnedWhereTheNextRunWouldNotSetIt(): void {
		$id = $this->product->get_id();
		self::assertSame( self::OWNED, self::owned( $id ) );
		$this->configure( [ 'fields' => [ 'name' => 'create', 'stock' => 'never' ] ] );
		self::assertSame( [ 'price' ], self::owned( $id ) );
		$this->configure( [ 'fields' => [ 'name' => 'always', 'stock' => 'always' ] ] );

		foreach ( [ Link::INACTIVE, Link::DISCONTINUED, Link::DUPLICATE, Link::ACTIVE ] as $state ) {
			$link        = ( new Links() )->byObjectIds( [ $id ] )[ $id ];
			$link->state = $state;
			( new Links() )->save( $link );
			self::assertSame( Link::ACTIVE === $state ? self::OWNED : [], self::owned( $id ), $state );
		}
		LinkChoices::leaveAlone( $id );
		self::assertSame( [], self::owned( $id ), 'The owner left it alone.' );
		LinkChoices::bringIn( $id );
		self::assertSame( [], self::owned( $id ), 'What the first runs would change waits for a person.' );
		$code = ( new Links() )->byObjectIds( [ $id ] )[ $id ]->code;
		PendingChanges::bringIn( [ 'stock', 'images' ], [ $code ] );
		self::assertSame( [ 'name' ], self::owned( $id ) );
		PendingChanges::drop( [ $code ] );
		self::assertSame( self::OWNED, self::owned( $id ) );

		self::db()->query( 'UPDATE ' . Tables::name( Tables::STOCK ) . ' SET price_with_vat = NULL, price_without_vat = NULL' );
		self::assertSame( [ 'name', 'stock' ], self::owned( $id ), 'SORS has no price of it.' );
		self::saved( $this->product, [ 'manage_stock' => false ] );
		self::assertSame( [ 'name' ], self::owned( $id ) );
		self::saved( $this->product, [ 'manage_stock' => true ] );

		self::ran( 'stock', 25 );
		self::assertSame( [ 'name' ], self::owned( $id ), 'The last good run of stock is older than a day.' );
		self::ran( 'stock', 23 );
		self::assertSame( [ 'name', 'stock' ], self::owned( $id ) );
		$this->configure( [ 'businessUnitIds' => [] ] );
		self::assertSame( [], self::owned( $id ) );
	}

	public function testBulkEditAndAllThatIsNoFormAreFree(): void {
		$this->open( 'edit-product', 'edit.php' );
		$_REQUEST = [ 'change_regular_price' => '1', '_regular_price' => '999', 'change_stock' => '1', '_stock' => '500', 'change_sale_price' => '0', 'change_cogs_value' => '0' ];
		self::wooCommerce()->bulk_edit_save( $this->product->get_id(), $this->again( 'F-1' ) );
		$product = $this->again( 'F-1' );
		self::assertSame( [ '999', 500 ], [ $product->get_regular_price(), $product->get_stock_quantity() ] );
		self::saved( $product, [ 'name' => 'Kasa', 'regular_price' => '77', 'stock_quantity' => 1 ] );
		$product = $this->again( 'F-1' );
		self::assertSame( [ 'Kasa', '77', 1 ], [ $product->get_name(), $product->get_regular_price(), $product->get_stock_quantity() ] );
	}

	private static function owned( int $id ): array {
		return ( new Services() )->ownedFields()->of( $id );
	}

	private function assertOwnedKept( int $stock = 7 ): void {
		$product = $this->again( 'F-1' );
		self::assertSame( [ $this->product->get_name(), '120', true, $stock, 'instock' ], [ $product->get_name(), $product->get_regular_price(), $product->get_manage_stock(), $product->get_stock_quantity(), $product->get_stock_status() ] );
	}

	private function again( string $code ): \WC_Product {
		$id = $this->products[ $code ]->get_id();
		wp_cache_flush();
		return wc_get_product( $id );
	}

	private function configure( array $patch ): void {
		SettingsStore::update( $patch + [ 'database' => self::yearly(), 'businessUnitIds' => [ self::UNIT ] ] );
	}

	/** As runs leave it. */
	private function link( string $code, \WC_Product $product ): void {
		$link               = new Link( $code, $product->get_id() );
		$link->vatRate      = '20';
		$level              = new Level( $code, self::UNIT, 1 );
		$level->onHand      = (string) $product->get_stock_quantity();
		$level->available   = $level->onHand;
		$level->priceWithVat = $product->get_regular_price();
		( new Links() )->save( $link );
		( new Levels() )->put( 1, [ $level ] );
	}

	private static function ran( string $kind, int $hoursAgo ): void {
		$at = gmdate( 'Y-m-d H:i:s', time() - $hoursAgo * HOUR_IN_SECONDS );
		self::db()->delete( Tables::name( Tables::RUNS ), [ 'kind' => $kind ] );
		self::db()->insert( Tables::name( Tables::RUNS ), [ 'kind' => $kind, 'mode' => 'apply', 'state' => Run::SUCCEEDED, 'started_by' => 'schedule', 'created_at' => $at, 'updated_at' => $at, 'finished_at' => $at ] );
	}

	private function putOnSale( string $code = 'F-1', string $price = '90' ): void {
		$product = $this->again( $code );
		$product->set_sale_price( $price );
		$product->set_date_on_sale_from( gmdate( 'Y-m-d 00:00:00', time() - DAY_IN_SECONDS ) );
		self::saved( $product, [ 'date_on_sale_to' => gmdate( 'Y-m-d 23:59:59', time() + WEEK_IN_SECONDS ) ] );
	}

	private function open( string $screen, string $file ): void {
		foreach ( [ 'load-edit.php', 'load-post.php', 'woocommerce_product_quick_edit_end', 'woocommerce_product_bulk_edit_end', 'woocommerce_variable_product_before_variations' ] as $hook ) {
			remove_all_actions( $hook );
		}
		( new ProductFields( ( new Services() )->ownedFields() ) )->register();
		set_current_screen( $screen );
		do_action( "load-$file" );
	}

	/** The editor as WordPress and WooCommerce print it. */
	private function page( \WC_Product $product ): string {
		$this->open( 'product', 'post.php' );
		$GLOBALS['post'] = get_post( $product->get_id() );
		setup_postdata( $GLOBALS['post'] );
		return self::printed(
			static function (): void {
				do_action( 'edit_form_top', $GLOBALS['post'] );
				do_action( 'edit_form_before_permalink', $GLOBALS['post'] );
				\WC_Meta_Box_Product_Data::output( $GLOBALS['post'] );
			}
		);
	}

	private function editor( \WC_Product $product ): array {
		$form = Form::fields( '<div id="all">' . $this->page( $product ) . '</div>', '//div[@id="all"]' );
		self::assertSame( [ '7', '120' ], [ $form['_stock'] ?? null, $form['_regular_price'] ?? null ] );
		$post = get_post( $product->get_id() );
		return [
			'action'              => 'editpost',
			'post_ID'             => (string) $product->get_id(),
			'post_type'           => 'product',
			'post_status'         => 'publish',
			'post_title'          => $post->post_title,
			'original_post_title' => $post->post_title,
			'content'             => $post->post_content,
			'excerpt'             => $post->post_excerpt,
			'comment_status'      => $post->comment_status,
			'_visible_in_pos'     => 'yes',
		] + array_diff_key( $form, [ 'woocommerce_meta_nonce' => 1 ] );
	}

	private function send( array $form ): void {
		wp_cache_flush();
		$this->open( 'product', 'post.php' );
		$save = static fn( int $id, \WP_Post $post ) => 'product' === $post->post_type ? \WC_Meta_Box_Product_Data::save( $id, $post ) : null;
		add_action( 'save_post', $save, 10, 2 );
		$_POST = wp_slash( $form );
		try {
			edit_post();
		} finally {
			$_POST = [];
			remove_action( 'save_post', $save );
		}
	}

	/** As the scripts of WordPress and WooCommerce fill it in. */
	private function quickEdit( \WC_Product $product ): array {
		$form    = Form::fields( '<div id="all">' . self::printed( static fn() => self::wooCommerce()->quick_edit( 'price', 'product' ) ) . '</div>', '//div[@id="all"]' );
		$product = $this->again( $product->get_sku() );
		$values  = [
			'_sku'           => $product->get_sku(),
			'_regular_price' => $product->get_regular_price(),
			'_sale_price'    => $product->get_sale_price(),
			'_stock'         => (string) $product->get_stock_quantity(),
			'_stock_status'  => $product->get_stock_status(),
			'_visibility'    => $product->get_catalog_visibility(),
			'_tax_status'    => $product->get_tax_status(),
			'_tax_class'     => $product->get_tax_class(),
			'_backorders'    => $product->get_backorders(),
			'_manage_stock'  => '1',
		];
		self::assertArrayHasKey( 'woocommerce_quick_edit_nonce', $form );
		self::assertArrayHasKey( '_stock', $form );
		return [
			'post_ID'        => (string) $product->get_id(),
			'post_type'      => 'product',
			'post_title'     => get_post( $product->get_id() )->post_title,
			'post_status'    => 'publish',
			'comment_status' => get_post( $product->get_id() )->comment_status,
		] + $values + $form;
	}

	/** What wp_ajax_inline_save() does. */
	private function sendQuickEdit( array $form ): void {
		wp_cache_flush();
		foreach ( [ 'wp_ajax_inline-save', 'wp_insert_post_data', 'woocommerce_before_product_object_save' ] as $hook ) {
			remove_all_filters( $hook );
		}
		( new ProductFields( ( new Services() )->ownedFields() ) )->register();
		self::wooCommerce();
		$post     = get_post( (int) $form['post_ID'] );
		$_POST    = wp_slash( $form + [ 'content' => $post->post_content, 'excerpt' => $post->post_excerpt ] );
		$_REQUEST = $_POST;
		try {
			do_action( 'wp_ajax_inline-save' );
			edit_post();
		} finally {
			$_POST    = [];
			$_REQUEST = [];
			remove_all_actions( 'woocommerce_before_product_object_save' );
			remove_all_filters( 'wp_insert_post_data' );
		}
	}

	/** Registered once more, and no more than once. */
	private static function wooCommerce(): \WC_Admin_Post_Types {
		foreach ( [ 'save_post', 'woocommerce_product_bulk_and_quick_edit' ] as $hook ) {
			remove_all_actions( $hook );
		}
		require_once WC()->plugin_path() . '/includes/admin/class-wc-admin-post-types.php';
		foreach ( [ 'save_post', 'woocommerce_product_bulk_and_quick_edit' ] as $hook ) {
			remove_all_actions( $hook );
		}
		return new \WC_Admin_Post_Types();
	}

	/** @return array{array<string, mixed>, string} The form as it is sent, and its HTML. */
	private function variations(): array {
		$parent = $this->again( 'F-crna' )->get_parent_id();
		$this->open( 'product', 'post.php' );
		$html = $this->ajax( [ 'product_id' => (string) $parent, 'page' => '1', 'per_page' => '15', 'security' => wp_create_nonce( 'load-variations' ) ], [ \WC_AJAX::class, 'load_variations' ] );
		return [ [ 'product_id' => (string) $parent, 'product-type' => 'variable', 'security' => wp_create_nonce( 'save-variations' ) ] + Form::fields( "<div id='all'>$html</div>", '//div[@id="all"]' ), $html ];
	}

	private function sendVariations( array $form ): void {
		wp_cache_flush();
		$this->open( 'product', 'post.php' );
		$this->ajax( $form, [ \WC_AJAX::class, 'save_variations' ] );
	}

	private function ajax( array $form, callable $answer ): string {
		$throw = static function ( $message ): void {
			throw new \DomainException( is_scalar( $message ) ? (string) $message : 'error' );
		};
		$end   = static fn(): callable => $throw;
		add_filter( 'wp_doing_ajax', '__return_true' );
		add_filter( 'wp_die_ajax_handler', $end );
		$_POST    = wp_slash( $form );
		$_REQUEST = $_POST;
		$level    = ob_get_level();
		ob_start();
		try {
			$answer();
			self::fail( 'It does not end.' );
		} catch ( \DomainException $ended ) {
			self::assertSame( '', $ended->getMessage() );
		} finally {
			$html = '';
			while ( ob_get_level() > $level ) {
				$html = (string) ob_get_clean() . $html;
			}
			$_POST    = [];
			$_REQUEST = [];
			remove_filter( 'wp_doing_ajax', '__return_true' );
			remove_filter( 'wp_die_ajax_handler', $end );
		}
		return $html;
	}

	/** @return array<string, mixed> All that the shop has of its products, but when they were saved and by whom. */
	private static function rows(): array {
		global $wpdb;
		wp_cache_flush();
		// WooCommerce 10 writes the order of variations, and their addresses, anew.
		$theirs = array_fill_keys( [ 'post_modified', 'post_modified_gmt', 'menu_order', 'guid' ], 1 );
		return [
			'posts'  => array_map( static fn( array $post ): array => array_diff_key( $post, $theirs ), $wpdb->get_results( "SELECT * FROM $wpdb->posts WHERE post_type <> 'revision' ORDER BY ID", ARRAY_A ) ),
			'meta'   => $wpdb->get_results( "SELECT post_id, meta_key, meta_value FROM $wpdb->postmeta WHERE meta_key NOT IN ('_edit_lock', '_edit_last') ORDER BY post_id, meta_key, meta_id", ARRAY_A ),
			'terms'  => $wpdb->get_results( "SELECT * FROM $wpdb->term_relationships ORDER BY object_id, term_taxonomy_id", ARRAY_A ),
			'lookup' => $wpdb->get_results( "SELECT * FROM $wpdb->wc_product_meta_lookup ORDER BY product_id", ARRAY_A ),
		];
	}
}
