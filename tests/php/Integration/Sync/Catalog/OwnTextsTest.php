<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * A run in the background has no user, so that WordPress takes HTML out of all that passes through it. What the owner
 * wrote stays to the byte.
 *
 * @group sqlite
 */
final class OwnTextsTest extends SyncTestCase {

	private const HTML = '<style>.a{color:red}</style><iframe src="https://www.youtube.com/embed/x"></iframe><form><input name="q"></form> C:\\put & "navodnici"';

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
		self::assertSame( 0, get_current_user_id() );
		kses_init();
		self::assertNotFalse( has_filter( 'content_save_pre', 'wp_filter_post_kses' ), 'as in the background' );
	}

	public function testANewNameFromSorsLeavesTheOwnersDescriptionAsItIs(): void {
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$id = $this->productWithHtml( 'T-1' );
		$this->bringInItem( 'T-1', 'Novo "ime" & <inox>' );
		self::assertSame( [ 'Novo "ime" & &lt;inox&gt;', self::HTML, 'Kratko: ' . self::HTML ], self::texts( $id ) );
		$this->assertSettled();
	}

	/** The editor shows what is stored: `&quot;` and `&amp;` as such. */
	public function testANewProductIsNamedAsWordPressStoresWhatAPersonTypes(): void {
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->bringInItem( 'T-1', 'Cev 1/2" R&D & sin' );
		self::assertSame( 'Cev 1/2" R&D & sin', self::texts( $this->productOf( 'T-1' )->get_id() )[0] );
		$this->assertSettled();
	}

	public function formerTitles(): array {
		return [ [ 'Cev 1/2&quot; R&amp;D &amp; sin' ], [ 'Cev 1/2" R&amp;D &amp; sin' ] ];
	}

	/** @dataProvider formerTitles */
	public function testANameAsEarlierVersionsOrTheBackgroundStoredItIsNoDifference( string $stored ): void {
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->bringInItem( 'T-1', 'Cev 1/2" R&D & sin' );
		$id = $this->productOf( 'T-1' )->get_id();
		self::db()->update( self::db()->posts, [ 'post_title' => $stored ], [ 'ID' => $id ] );
		clean_post_cache( $id );
		$this->assertSettled();
		self::assertSame( $stored, self::texts( $id )[0] );
	}

	public function testHidingAProductAndShowingItAgainLeavesItsTextsAsTheyAre(): void {
		$this->configure( [ 'missingProducts' => 'draft' ] );
		$id = $this->productWithHtml( 'T-1' );
		$this->addItem( 'T-1', 'Ime', [ 'active' => false ] );
		$before = self::texts( $id );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'draft', $before ], [ get_post_status( $id ), self::texts( $id ) ] );
		$this->setItem( 'T-1', [ 'active' => true ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'publish', $before ], [ get_post_status( $id ), self::texts( $id ) ] );
	}

	public function testADescriptionFromSorsLeavesTheOwnersShortOne(): void {
		$this->configure( [ 'fields' => [ 'description' => 'always' ] ] );
		$id = $this->productWithHtml( 'T-1' );
		$this->bringInItem( 'T-1', 'Ime', [ 'description' => 'Iz SORS-a' ] );
		self::assertSame( [ 'Ime <b>\\ naslov</b>', 'Iz SORS-a', 'Kratko: ' . self::HTML ], self::texts( $id ) );
		$this->assertSettled();
	}

	public function testARenamedAndMovedGroupLeavesTheTextOfItsCategory(): void {
		$this->bringInItem( 'T-1', 'Ime', [ 'group' => 'Boje / Uljane' ] );
		$term = (int) get_term_by( 'name', 'Uljane', 'product_cat' )->term_id;
		self::db()->update( self::db()->term_taxonomy, [ 'description' => self::HTML ], [ 'term_id' => $term ] );
		clean_term_cache( $term, 'product_cat' );
		$this->addItem( 'T-2', 'Drugi', [ 'group' => 'Alati' ] );
		$this->patchSors( [ [ 'do' => 'setGroup', 'path' => 'Boje / Uljane', 'name' => 'Uljane farbe', 'parent' => 'Alati' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$after = get_term( $term );
		self::assertSame( [ 'Uljane farbe', 'Alati', self::HTML ], [ $after->name, get_term( $after->parent )->name, $after->description ] );
	}

	public function testWhatAnotherPluginDoesToTheTextsAllTheSameFailsTheItem(): void {
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$id = $this->productWithHtml( 'T-1' );
		$this->addItem( 'T-1', 'Novo ime' );
		$before = self::texts( $id );
		add_action(
			'save_post_product',
			static function ( int $saved ) use ( $id ): void {
						if ( $saved === $id ) {
					self::db()->update( self::db()->posts, [ 'post_content' => 'Prerađeno' ], [ 'ID' => $id ] );
				}
			}
		);
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( [ 'succeeded', 1 ], [ $run->state, $run->failed ] );
		self::assertStringContainsString( 'texts of this product that are yours', (string) $this->itemOf( $run, 'T-1' )['reason'] );
		self::assertSame( $before, self::texts( $id ) );
	}

	private function assertSettled(): void {
		$before = $this->shopRows();
		self::assertSame( 0, $this->runToEnd( 'catalog' )->updated );
		self::assertSame( $before, $this->shopRows() );
	}

	/** As an administrator wrote it. */
	private function productWithHtml( string $sku ): int {
		$id = $this->createProduct( $sku )->get_id();
		self::db()->update( self::db()->posts, [ 'post_title' => 'Ime <b>\\ naslov</b>', 'post_content' => self::HTML, 'post_excerpt' => 'Kratko: ' . self::HTML ], [ 'ID' => $id ] );
		clean_post_cache( $id );
		return $id;
	}

	/** @return list<string> Title, description, short description. */
	private static function texts( int $id ): array {
		global $wpdb;
		return array_values( $wpdb->get_row( "SELECT post_title, post_content, post_excerpt FROM {$wpdb->posts} WHERE ID = $id", ARRAY_A ) );
	}
}
