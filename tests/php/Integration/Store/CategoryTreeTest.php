<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** @group sqlite */
final class CategoryTreeTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->configure( [ 'fields' => [ 'brand' => 'category' ] ] );
	}

	public function testGroupsBecomeATreeThatFollowsRenamesAndMoves(): void {
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Alati & mašine / Ručni <mali>' ] );
		$this->addItem( 'T2', 'Drugi', [ 'group' => 'Boje', 'secondGroup' => 'Alati & mašine' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 'Alati & mašine / Ručni <mali>', $this->path( 'T1', 'Ručni <mali>' ) );
		self::assertEqualsCanonicalizing( [ 'Boje', 'Alati &amp; mašine' ], $this->categoriesOf( 'T2' ) );

		$term = $this->term( 'T1', 'Ručni <mali>' )->term_id;
		$this->patchSors( [ [ 'do' => 'setGroup', 'path' => 'Alati & mašine / Ručni <mali>', 'name' => 'Ručni 50%20 "inox"', 'parent' => 'Boje' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 'Boje / Ručni 50%20 "inox"', $this->path( 'T1', 'Ručni 50%20 "inox"' ) );
		self::assertSame( $term, $this->term( 'T1', 'Ručni 50%20 "inox"' )->term_id );

		$before = $this->shopRows();
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( $before, $this->shopRows() );
	}

	public function testTheOwnersOwnCategoriesStay(): void {
		$own    = wp_insert_term( 'Akcija', 'product_cat' )['term_id'];
		$folded = wp_insert_term( 'BOJE', 'product_cat' )['term_id'];
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Boje' ] );
		$this->addItem( 'T2', 'Drugi', [ 'group' => 'Alati' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$product = $this->productOf( 'T1' );
		self::assertNotContains( $folded, $product->get_category_ids(), 'a name that only folds to it is another category' );
		self::saved( $product, [ 'category_ids' => array_merge( $product->get_category_ids(), [ $own ] ) ] );
		$this->setItem( 'T1', [ 'group' => 'Alati' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertEqualsCanonicalizing( [ 'Alati', 'Akcija' ], $this->categoriesOf( 'T1' ) );
		self::assertSame( 'Akcija', get_term( $own )->name );
	}

	public function testACategoryOfTheSameNameInTheSamePlaceIsUsed(): void {
		$alati = wp_insert_term( 'Alati', 'product_cat' )['term_id'];
		$rucni = wp_insert_term( 'Ručni', 'product_cat', [ 'parent' => $alati ] )['term_id'];
		$other = wp_insert_term( 'Ručni', 'product_cat', [ 'slug' => 'rucni-koren' ] )['term_id'];
		$this->bringInItem( 'T1', 'Prvi', [ 'group' => 'Alati / Ručni' ] );
		self::assertSame( [ $rucni ], $this->productOf( 'T1' )->get_category_ids() );
		self::assertSame( 0, get_term( $other )->count );
	}

	/** It stays the owner's: with its name, place and text, and on the products where the owner put it. Off the others it goes with their group. */
	public function testACategoryOfTheOwnersIsJoinedAndNotTakenOver(): void {
		$own = wp_insert_term( 'Boje', 'product_cat', [ 'description' => 'Moj opis' ] )['term_id'];
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Boje' ] );
		$this->addItem( 'T2', 'Drugi', [ 'group' => 'Boje' ] );
		$this->addItem( 'T3', 'Treći', [ 'group' => 'Alati' ] );
		foreach ( [ 'T1', 'T3' ] as $code ) {
			self::saved( $this->createProduct( $code ), [ 'category_ids' => [ $own ] ] );
		}
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ [ 'Boje' ], [ 'Boje' ] ], [ $this->categoriesOf( 'T1' ), $this->categoriesOf( 'T2' ) ] );
		self::assertEqualsCanonicalizing( [ 'Alati', 'Boje' ], $this->categoriesOf( 'T3' ) );
		foreach ( [ 'T1', 'T2' ] as $code ) {
			$this->setItem( $code, [ 'group' => 'Alati' ] );
		}
		$this->addItem( 'T4', 'Četvrti', [ 'group' => 'Boje' ] );
		$this->patchSors( [ [ 'do' => 'setGroup', 'path' => 'Boje', 'name' => 'Farbe', 'parent' => 'Alati' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertEqualsCanonicalizing( [ 'Alati', 'Boje' ], $this->categoriesOf( 'T1' ), 'The owner put it there.' );
		self::assertSame( [ [ 'Alati' ], [ 'Boje' ] ], [ $this->categoriesOf( 'T2' ), $this->categoriesOf( 'T4' ) ], 'A run put it there.' );
		self::assertSame( [ 'Boje', 0, 'Moj opis' ], [ get_term( $own )->name, get_term( $own )->parent, get_term( $own )->description ] );
		$before = $this->shopRows();
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( $before, $this->shopRows() );
	}

	/** What the owner has moved by hand to where SORS moves it next is the owner's from then on. */
	public function testACategoryThatTheOwnerPutWhereARunWouldHaveIsTheOwners(): void {
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Boje' ] );
		$this->addItem( 'T2', 'Drugi', [ 'group' => 'Alati' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::saved( $this->productOf( 'T1' ), [ 'category_ids' => $this->productOf( 'T2' )->get_category_ids() ] );
		$this->setItem( 'T1', [ 'group' => 'Alati' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->setItem( 'T1', [ 'group' => 'Boje' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertEqualsCanonicalizing( [ 'Alati', 'Boje' ], $this->categoriesOf( 'T1' ) );
	}

	/** Of a group without items, of one whose items are no products, and of one that is left alone none is made. */
	public function testAGroupHasACategoryOnceAProductIsToBeInIt(): void {
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Alati / Ručni' ] );
		$this->addItem( 'T2', 'Drugi', [ 'group' => 'Staro / Neaktivno', 'active' => false ] );
		$this->addItem( 'T3', 'Treći', [ 'group' => 'Boje', 'secondGroup' => 'Sezona' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [], array_intersect( [ 'Staro', 'Neaktivno' ], $this->categories() ) );
		self::assertSame( [], array_diff( [ 'Alati', 'Ručni', 'Boje', 'Sezona' ], $this->categories() ) );

		foreach ( \SorsApi\Store\Group::latest( self::DATABASE ) as $group ) {
			if ( in_array( $group->name, [ 'Boje', 'Sezona' ], true ) ) {
				self::assertNull( \SorsApi\Store\CatalogMapping::leaveAlone( $group->groupId, true ) );
				wp_delete_term( $group->termId, 'product_cat' );
			}
		}
		$this->addItem( 'T4', 'Četvrti', [ 'group' => 'Boje' ] );
		$this->addItem( 'T5', 'Peti', [ 'group' => 'Alati', 'secondGroup' => 'Sezona' ] );
		$this->setItem( 'T2', [ 'active' => true ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [], array_intersect( [ 'Boje', 'Sezona' ], $this->categories() ), 'The owner deleted them.' );
		self::assertSame( [ [ 'Alati' ], [ 'Neaktivno' ] ], [ $this->categoriesOf( 'T5' ), $this->categoriesOf( 'T2' ) ] );
		self::assertSame( [ 0, 0 ], [ $this->runToEnd( 'catalog' )->updated, $this->runToEnd( 'catalog' )->failed ] );
	}

	/** @return array<string, array{string, string}> The action at which another plugin fails, and what the category is called meanwhile. */
	public function failures(): array {
		return [
			'before it is there' => [ 'pre_insert_term', '' ],
			'once it is there'   => [ 'create_term', 'Boje' ],
			'at the end'         => [ 'saved_product_cat', 'Boje' ],
		];
	}

	/** @dataProvider failures */
	public function testAnotherPluginThatFailsOverACategoryStopsNothing( string $action, string $meanwhile ): void {
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Boje / Uljane' ] );
		$this->addItem( 'T2', 'Drugi', [ 'group' => 'Alati' ] );
		$fail = static function ( $term ) {
			if ( in_array( is_int( $term ) ? get_term( $term )->name : $term, [ 'Boje' ], true ) ) {
				throw new \Error( 'Neki dodatak' );
			}
			return $term;
		};
		foreach ( [ $action, 'edited_term' ] as $hook ) {
			add_filter( $hook, $fail );
		}
		foreach ( [ 1, 2 ] as $turn ) {
			$run = $this->runToEnd( 'catalog' );
			self::assertSame( [ 'succeeded', 1 ], [ $run->state, $run->failed ], $run->message );
			self::assertStringContainsString( 'Neki dodatak', $this->itemsOf( $run, 'failed' )[0]['reason'] );
			self::assertSame( trim( "$meanwhile / Uljane", ' /' ), $this->path( 'T1', 'Uljane' ) );
		}
		foreach ( [ $action, 'edited_term' ] as $hook ) {
			remove_filter( $hook, $fail );
		}
		self::assertSame( [ 'Alati' ], $this->categoriesOf( 'T2' ) );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'Boje / Uljane', 1 ], [ $this->path( 'T1', 'Uljane' ), count( array_keys( $this->categories(), 'Boje', true ) ) ] );
		$this->patchSors( [ [ 'do' => 'setGroup', 'path' => 'Boje', 'name' => 'Farbe' ] ] );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( [ 0, 'Farbe / Uljane' ], [ $run->failed, $this->path( 'T1', 'Uljane' ) ], 'It follows its group.' );
	}

	private function categories(): array {
		return get_terms( [ 'taxonomy' => 'product_cat', 'hide_empty' => false, 'fields' => 'names' ] );
	}

	public function testSoIsOneWhoseNameTheOwnerTypedWithQuotes(): void {
		$own = wp_insert_term( 'Cevi 1/2" & spojnice', 'product_cat' )['term_id'];
		$this->bringInItem( 'T1', 'Prvi', [ 'group' => 'Cevi 1/2" & spojnice' ] );
		self::assertSame( [ $own ], $this->productOf( 'T1' )->get_category_ids() );
	}

	public function testAnOwnersRenamingStaysUntilSorsRenames(): void {
		$this->bringInItem( 'T1', 'Prvi', [ 'group' => 'Boje' ] );
		$term = $this->term( 'T1', 'Boje' )->term_id;
		wp_update_term( $term, 'product_cat', [ 'name' => 'Boje i lakovi' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 'Boje i lakovi', get_term( $term )->name );
		$this->patchSors( [ [ 'do' => 'setGroup', 'path' => 'Boje', 'name' => 'Farbe' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 'Farbe', get_term( $term )->name );
	}

	public function testInTheDatabaseOfANewYearACategoryThatTheOwnerRenamedStaysTheGroups(): void {
		$old = self::yearly( 1 );
		$new = self::yearly();
		foreach ( [ $old, $new ] as $database ) {
			$this->sors->post( 'patch', [ 'database' => $database, 'changes' => [ [ 'do' => 'addItem', 'item' => [ 'code' => 'T1', 'name' => 'Prvi', 'group' => 'Boje / Uljane' ] ] ] ] );
		}
		$this->configure( [ 'database' => $old, 'businessUnitIds' => [ $this->unitOf( $old ) ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$term = $this->term( 'T1', 'Uljane' );
		wp_update_term( $term->term_id, 'product_cat', [ 'name' => 'Uljane farbe' ] );
		wp_update_term( $term->parent, 'product_cat', [ 'name' => 'Farbe' ] );
		$this->configure( [ 'database' => $new, 'businessUnitIds' => [ $this->unitOf( $new ) ], 'fields' => [ 'categories' => 'always' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 'Farbe / Uljane farbe', $this->path( 'T1', 'Uljane farbe' ) );
		self::assertSame( $term->term_id, $this->term( 'T1', 'Uljane farbe' )->term_id );
		self::assertFalse( get_term_by( 'name', 'Boje', 'product_cat' ), 'No second one is made.' );
	}

	private function unitOf( string $database ): string {
		return (string) $this->sors->get( "state?database=$database&include=units" )['databases'][ $database ]['units'][0]['id'];
	}

	public function testADeletedCategoryIsMadeAgain(): void {
		$this->bringInItem( 'T1', 'Prvi', [ 'group' => 'Boje' ] );
		wp_delete_term( $this->term( 'T1', 'Boje' )->term_id, 'product_cat' );
		$this->runAll( 'catalog', 'catalog' );
		self::assertSame( [ 'Boje' ], $this->categoriesOf( 'T1' ) );
	}

	/** WordPress takes no category of that name meanwhile. */
	private function runWhileRefused( string $name ): Run {
		$refuse = static fn( $given ) => $name === $given ? new \WP_Error( 'no', 'Ne može' ) : $given;
		add_filter( 'pre_insert_term', $refuse );
		$run = $this->runToEnd( 'catalog' );
		remove_filter( 'pre_insert_term', $refuse );
		return $run;
	}

	public function testACategoryThatIsRefusedKeepsNoProductBack(): void {
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Zabranjeno / Podgrupa' ] );
		$run = $this->runWhileRefused( 'Zabranjeno' );
		self::assertSame( [ 'succeeded', 1 ], [ $run->state, $run->failed ] );
		self::assertStringContainsString( 'Ne može', $this->itemsOf( $run, 'failed' )[0]['reason'] );
		self::assertSame( [ 'Podgrupa' ], $this->categoriesOf( 'T1' ) );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
	}

	public function testChildrenOfARefusedCategoryAreHungUnderItLater(): void {
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Zabranjeno / Podgrupa / List' ] );
		$this->runWhileRefused( 'Zabranjeno' );
		$term = $this->term( 'T1', 'List' )->term_id;
		self::assertSame( 'Podgrupa / List', $this->path( 'T1', 'List' ) );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 'Zabranjeno / Podgrupa / List', $this->path( 'T1', 'List' ) );
		self::assertSame( $term, $this->term( 'T1', 'List' )->term_id );
		$before = $this->shopRows();
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( $before, $this->shopRows() );
	}

	public function testChildrenOfADeletedCategoryAreHungUnderTheNewOne(): void {
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Alati / Ručni / Čekići' ] );
		$this->addItem( 'T2', 'Drugi', [ 'group' => 'Alati / Ručni / Klešta' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$own    = wp_insert_term( 'Izdvajamo', 'product_cat' )['term_id'];
		$moved  = $this->term( 'T2', 'Klešta' )->term_id;
		$middle = $this->term( 'T1', 'Čekići' )->parent;
		wp_update_term( $moved, 'product_cat', [ 'parent' => $own ] );
		wp_delete_term( $middle, 'product_cat' );
		self::assertSame( 'Alati / Čekići', $this->path( 'T1', 'Čekići' ), 'where WordPress puts it' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 'Alati / Ručni / Čekići', $this->path( 'T1', 'Čekići' ) );
		self::assertSame( 'Izdvajamo / Klešta', $this->path( 'T2', 'Klešta' ), 'where the owner put it' );
	}

	/** While a deleted parent cannot be made again, its children are not refused with it, and follow once it can. */
	public function testARefusedParentThatWasDeletedHoldsNoChildBack(): void {
		$this->bringInItem( 'T1', 'Prvi', [ 'group' => 'Alati / Ručni' ] );
		wp_delete_term( $this->term( 'T1', 'Ručni' )->parent, 'product_cat' );
		$this->addItem( 'T2', 'Drugi', [ 'group' => 'Alati / Novi' ] );
		self::assertSame( 1, $this->runWhileRefused( 'Alati' )->failed, 'the parent alone' );
		self::assertSame( 'Novi', $this->path( 'T2', 'Novi' ) );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'Alati / Ručni', 'Alati / Novi' ], [ $this->path( 'T1', 'Ručni' ), $this->path( 'T2', 'Novi' ) ] );
	}

	/** What the owner chose for a group by hand stays where it is, though the parent's category comes later. */
	public function testAMappedCategoryStaysInItsPlace(): void {
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Alati / Ručni' ] );
		$this->runToEnd( 'catalog', 'preview' );
		$own     = wp_insert_term( 'Moji ručni', 'product_cat' )['term_id'];
		foreach ( \SorsApi\Store\Group::latest( self::DATABASE ) as $group ) {
			if ( 'Ručni' === $group->name ) {
				self::assertNull( \SorsApi\Store\CatalogMapping::map( $group->groupId, $own ) );
			}
		}
		$this->runAll( 'catalog', 'catalog' );
		self::assertSame( 'Moji ručni', $this->path( 'T1', 'Moji ručni' ) );
	}

	public function testANameThatIsTooLongOnceItIsEscapedIsCut(): void {
		$name = str_repeat( 'Ručni & mali "alati" ', 9 );
		$this->bringInItem( 'T1', 'Prvi', [ 'group' => trim( $name ) ] );
		self::assertStringStartsWith( 'Ručni &amp; mali &quot;alati&quot; Ručni', $this->categoriesOf( 'T1' )[0] );
		self::assertSame( 0, $this->runToEnd( 'catalog' )->updated );
	}

	/** In a category's address each Cyrillic letter takes six characters, and WordPress adds to an address that is taken. */
	public function testALongCyrillicNameMayRepeat(): void {
		$name = 'Алати и опрема за домаћинство и башту';
		$this->addItem( 'T1', 'Prvi', [ 'group' => "Прва / $name" ] );
		$this->addItem( 'T2', 'Drugi', [ 'group' => "Друга / $name" ] );
		$this->addItem( 'T3', 'Treci', [ 'group' => "Трећа / $name" ] );
		$run = $this->runWell( 'catalog' );
		foreach ( [ 'T1' => 'Прва', 'T2' => 'Друга', 'T3' => 'Трећа' ] as $code => $parent ) {
			self::assertSame( "$parent / $name", $this->path( $code, $name ), $run->message );
		}
	}

	public function testCountsAreRight(): void {
		$this->configure( [ 'newProductStatus' => 'publish' ] );
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Boje' ] );
		$this->addItem( 'T2', 'Drugi', [ 'group' => 'Boje' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 2, $this->term( 'T1', 'Boje' )->count );
	}

	private function term( string $code, string $name ): \WP_Term {
		foreach ( wp_get_post_terms( $this->productOf( $code )->get_id(), 'product_cat' ) as $term ) {
			if ( html_entity_decode( $term->name, ENT_QUOTES | ENT_HTML5 ) === $name ) {
				return $term;
			}
		}
		self::fail( "$code is not in $name." );
	}

	private function path( string $code, string $name ): string {
		$term  = $this->term( $code, $name );
		$names = [ $term->name ];
		while ( 0 !== $term->parent ) {
			$term = get_term( $term->parent );
			array_unshift( $names, $term->name );
		}
		return html_entity_decode( implode( ' / ', $names ), ENT_QUOTES | ENT_HTML5 );
	}
}
