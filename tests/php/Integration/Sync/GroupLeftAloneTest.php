<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Database\Tables;
use SorsApi\Store\Link;

'cli' === PHP_SAPI || exit;

/** A group of SORS that the owner left alone, with those below it. */
final class GroupLeftAloneTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
		$this->useFirstUnit( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->addGoods( 'G1', 'Alati' );
		$this->addGoods( 'G2', 'Alati / Ručni' );
		$this->addGoods( 'G3', 'Boje' );
		$this->runAll( 'catalog', 'stock' );
	}

	public function testNoRunChangesItsProductsNorThoseBelow(): void {
		self::assertSame( [ 'yes', 'above', 'no' ], $this->choose( 'Alati', true ) );
		$this->change( 'G1', 'G2', 'G3' );
		foreach ( [ 'stock', 'catalog', 'stock' ] as $kind ) {
			$run = $this->runWell( $kind );
			self::assertSame( 2, $run->skipped );
			foreach ( 'catalog' === $kind ? [ 'G1', 'G2' ] : [] as $code ) {
				self::assertSame( 'skipped', $this->itemOf( $run, $code )['outcome'] ?? '' );
				self::assertStringContainsString( 'group in SORS is left alone', (string) $this->itemOf( $run, $code )['reason'] );
			}
		}
		self::assertSame( [ [ 'G1', '100' ], [ 'G2', '100' ], [ 'Novo', '150' ] ], $this->shown( 'G1', 'G2', 'G3' ) );
		self::assertSame( 0, $this->restOk( 'GET', 'conflicts' )['total'] );
		$refused = $this->restAsAdmin( 'POST', 'products/' . $this->productOf( 'G1' )->get_id() . '/bring-in' );
		self::assertSame( [ 409, 'sors_left_alone' ], [ $refused->get_status(), $refused->get_data()['code'] ] );
	}

	public function testAProductThatWasLeftAloneItselfStaysSo(): void {
		$this->restOk( 'POST', 'products/' . $this->productOf( 'G1' )->get_id() . '/leave-alone' );
		$this->choose( 'Alati', true );
		$this->choose( 'Alati', false );
		self::assertSame( [ Link::BY_PRODUCT, '' ], [ self::linkOf( 'G1' )->leftAlone, self::linkOf( 'G2' )->leftAlone ] );
		$this->choose( 'Alati', true );
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'products/' . $this->productOf( 'G1' )->get_id() . '/bring-in' )->get_status() );
		self::assertSame( Link::BY_GROUP, self::linkOf( 'G1' )->leftAlone, 'Its group is left alone still.' );
	}

	/** A new item becomes no product; one that the shop has is linked, for the sake of its orders. */
	public function testNewItemsOfTheGroup(): void {
		$this->choose( 'Alati', true );
		$this->addGoods( 'G4', 'Alati' );
		$this->addGoods( 'G5', 'Alati' );
		$own = $this->createProduct( 'G5', '70', 3, 'Moj' );
		$run = $this->runWell( 'catalog' );
		self::assertSame( [ 0, 'skipped' ], [ $run->created, $this->itemOf( $run, 'G4' )['outcome'] ?? '' ] );
		self::assertSame( [ $own->get_id(), Link::BY_GROUP ], [ self::linkOf( 'G5' )->objectId, self::linkOf( 'G5' )->leftAlone ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ [ 'Moj', '70' ] ], $this->shown( 'G5' ) );
		$this->choose( 'Alati', false );
		self::assertSame( 1, $this->runToEnd( 'catalog' )->created );
	}

	/** It follows its group, and what would change then is shown first. */
	public function testAnItemThatMovesToAnotherGroup(): void {
		$this->choose( 'Alati', true );
		$this->change( 'G1', 'G3' );
		$this->setItem( 'G1', [ 'group' => 'Boje' ] );
		$this->setItem( 'G3', [ 'group' => 'Alati / Ručni' ] );
		$run = $this->runWell( 'catalog' );
		self::assertSame( [ 1, [ 'G1' ] ], [ $run->toArray()['waiting'], array_keys( $this->waiting( 'catalog' ) ) ] );
		self::assertSame( [ '', Link::BY_GROUP ], [ self::linkOf( 'G1' )->leftAlone, self::linkOf( 'G3' )->leftAlone ] );
		self::assertSame( [ [ 'G1', '100' ], [ 'G3', '100' ] ], $this->shown( 'G1', 'G3' ) );
	}

	/** Its groups have other numbers: those of the same names in the same place are left alone. */
	public function testTheChoiceGoesAlongIntoTheDatabaseOfANewYear(): void {
		$this->choose( 'Alati', true );
		$this->sors->post( 'patch', [ 'database' => self::DATABASE, 'changes' => [ [ 'do' => 'addDatabase', 'name' => 'Demo3', 'year' => 2026, 'from' => self::DATABASE ] ] ] );
		$old = self::linkOf( 'G1' )->groupId;
		$this->configure( [ 'database' => 'Demo3' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertNotSame( $old, self::linkOf( 'G1' )->groupId );
		self::assertSame( [ 'Demo3', Link::BY_GROUP, Link::BY_GROUP, '' ], [ self::linkOf( 'G1' )->database, self::linkOf( 'G1' )->leftAlone, self::linkOf( 'G2' )->leftAlone, self::linkOf( 'G3' )->leftAlone ] );
		self::assertSame( [ 'yes', 'above', 'no' ], $this->choices() );
	}

	public function testWithoutCategoriesFromSorsItStillCounts(): void {
		$this->choose( 'Alati', true );
		$this->configure( [ 'fields' => [ 'name' => 'always', 'categories' => 'never' ] ] );
		$this->change( 'G1' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ [ 'G1', '100' ] ], $this->shown( 'G1' ) );
		self::assertSame( Link::BY_GROUP, self::linkOf( 'G1' )->leftAlone );
	}

	public function testWithoutCategoriesFromSorsItGoesAlongIntoANewYearToo(): void {
		$this->choose( 'Alati', true );
		$this->configure( [ 'fields' => [ 'name' => 'always', 'categories' => 'never', 'brand' => 'never' ] ] );
		$this->sors->post( 'patch', [ 'database' => self::DATABASE, 'changes' => [ [ 'do' => 'addDatabase', 'name' => 'Demo3', 'year' => 2026, 'from' => self::DATABASE ] ] ] );
		$this->configure( [ 'database' => 'Demo3' ] );
		$terms = wp_count_terms( [ 'taxonomy' => 'product_cat', 'hide_empty' => false ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'Demo3', Link::BY_GROUP, Link::BY_GROUP, '' ], [ self::linkOf( 'G1' )->database, self::linkOf( 'G1' )->leftAlone, self::linkOf( 'G2' )->leftAlone, self::linkOf( 'G3' )->leftAlone ] );
		self::assertSame( $terms, wp_count_terms( [ 'taxonomy' => 'product_cat', 'hide_empty' => false ] ) );
	}

	/** A run is reading the groups at this moment, or failed at it: it has seen some of them only. */
	public function testBringingInAProductMindsGroupsThatARunHasNotReadYet(): void {
		$this->choose( 'Alati', true );
		self::db()->query( 'UPDATE ' . Tables::name( Tables::GROUPS ) . " SET seen_run_id = seen_run_id + 1000 WHERE name = 'Boje'" );
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'products/' . $this->productOf( 'G1' )->get_id() . '/bring-in' )->get_status() );
		self::assertSame( [ Link::BY_GROUP, Link::BY_GROUP ], [ self::linkOf( 'G1' )->leftAlone, self::linkOf( 'G2' )->leftAlone ] );
	}

	/** What an item's group means for its link is for the next catalogue run to say. */
	public function testBringingInAProductChangesNoOther(): void {
		$this->choose( 'Alati', true );
		self::db()->update( Tables::name( Tables::LINKS ), [ 'left_alone' => '' ], [ 'code' => 'G2' ] );
		self::db()->update( Tables::name( Tables::LINKS ), [ 'left_alone' => Link::BY_GROUP ], [ 'code' => 'G3' ] );
		$this->restOk( 'POST', 'products/' . $this->productOf( 'G2' )->get_id() . '/leave-alone' );
		self::db()->update( Tables::name( Tables::LINKS ), [ 'left_alone' => '' ], [ 'code' => 'G1' ] );
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'products/' . $this->productOf( 'G2' )->get_id() . '/bring-in' )->get_status() );
		self::assertSame( [ '', Link::BY_GROUP, Link::BY_GROUP ], [ self::linkOf( 'G1' )->leftAlone, self::linkOf( 'G2' )->leftAlone, self::linkOf( 'G3' )->leftAlone ] );
	}

	public function testAGroupThatSorsNoLongerHas(): void {
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'catalog-mapping/leave-alone', [ 'groupId' => 'nema', 'leftAlone' => true ] )->get_status() );
	}

	private function addGoods( string $code, string $group ): void {
		$this->addItem( $code, $code, [ 'priceWithVat' => 100, 'group' => $group ], [ $this->firstUnit => 5 ] );
	}

	private function change( string ...$codes ): void {
		foreach ( $codes as $code ) {
			$this->setItem( $code, [ 'name' => 'Novo' ] );
			$this->patchSors( [ [ 'do' => 'setPrice', 'code' => $code, 'unit' => $this->firstUnit, 'priceWithVat' => 150 ] ] );
		}
	}

	/** @return list<string> See choices(). */
	private function choose( string $group, bool $isLeftAlone ): array {
		$groups = array_column( $this->restOk( 'GET', 'catalog-mapping' )['groups'], 'id', 'name' );
		$this->restOk( 'POST', 'catalog-mapping/leave-alone', [ 'groupId' => $groups[ $group ], 'leftAlone' => $isLeftAlone ] );
		return $this->choices();
	}

	/** @return list<string> Of the three groups. */
	private function choices(): array {
		$groups = array_column( $this->restOk( 'GET', 'catalog-mapping' )['groups'], 'leftAlone', 'name' );
		return [ $groups['Alati'], $groups['Ručni'], $groups['Boje'] ];
	}

	/** @return list<array{string, string}> Name and price. */
	private function shown( string ...$codes ): array {
		return array_map( fn( string $code ): array => [ $this->productOf( $code )->get_name(), (string) $this->productOf( $code )->get_regular_price() ], $codes );
	}
}
