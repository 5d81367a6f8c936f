<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Database\CachedCount;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;


final class CatalogMappingRouteTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 4 );
		$this->addItem( 'ALAT', 'Čekić', [ 'group' => 'Alati / Ručni alati', 'vatRate' => 20 ] );
	}

	public function testBeforeTheFirstRunNothingIsKnown(): void {
		self::assertSame( [ null, [], [] ], array_slice( array_values( $this->restOk( 'GET', 'catalog-mapping' ) ), 0, 3 ) );
	}

	public function testGroupsAreShownAsATreeWithTheirCategories(): void {
		$this->runToEnd( 'catalog', 'preview' );
		self::assertNull( $this->group( 'Ručni alati' )['category'], 'A preview makes none.' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$mapping = $this->restOk( 'GET', 'catalog-mapping' );
		self::assertNotNull( $mapping['readAt'] );
		[ $parent, $child ] = [ $this->group( 'Alati' ), $this->group( 'Ručni alati' ) ];
		self::assertSame( [ null, 0, $parent['id'], 1 ], [ $parent['parentId'], $parent['depth'], $child['parentId'], $child['depth'] ] );
		self::assertSame( 'Ručni alati', $child['category']['name'] );
		self::assertStringContainsString( 'tag_ID=' . $child['category']['id'], $child['category']['url'] );
		self::assertContains( '20', array_column( $mapping['vatRates'], 'rate' ) );
	}

	public function testWhenTheyWereReadIsToldAlsoBehindManyRunsThatCameToNothing(): void {
		$read = $this->runToEnd( 'catalog' );
		for ( $i = 0; $i < 21; $i++ ) {
			$this->runs->cancel( $this->runs->start( 'catalog', 'apply', 'person' )->id );
		}
		self::assertSame( $read->toArray()['updatedAt'], $this->restOk( 'GET', 'catalog-mapping' )['readAt'] );
	}

	public function testGroupsAreListedRightBelowTheirParent(): void {
		$this->addItem( 'BOJA', 'Boja', [ 'group' => 'Boje / Zidne', 'vatRate' => 20 ] );
		$this->addItem( 'BUSILICA', 'Bušilica', [ 'group' => 'Alati / Električni', 'vatRate' => 20 ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$open = [];
		foreach ( $this->restOk( 'GET', 'catalog-mapping' )['groups'] as $group ) {
			$open = array_slice( $open, 0, $group['depth'] );
			self::assertSame( end( $open ) ?: null, $group['parentId'], $group['name'] );
			$open[] = $group['id'];
		}
	}

	public function testACategoryHasItsProductsRightAfterTheRunThoughTheyAreDrafts(): void {
		$this->bringInItem( 'KLESTA', 'Klešta', [ 'group' => 'Alati / Ručni alati', 'vatRate' => 20 ] );
		self::assertSame( [ 2, 'draft' ], [ $this->group( 'Ručni alati' )['category']['products'], $this->productOf( 'ALAT' )->get_status() ] );
		wp_trash_post( $this->productOf( 'KLESTA' )->get_id() );
		self::assertSame( 1, $this->group( 'Ručni alati' )['category']['products'] );
	}

	public function testCountsThatWereKeptDuringALongRunDoNotOutliveIt(): void {
		CachedCount::each( 'categories', static fn(): array => [ 1 => 400 ] );
		CachedCount::each( 'vat_rates', static fn(): array => [ 8 => 400 ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 1, $this->group( 'Ručni alati' )['category']['products'] );
		self::assertNotContains( '8', array_column( $this->restOk( 'GET', 'catalog-mapping' )['vatRates'], 'rate' ) );
	}

	public function testACategoryOfTheOwnersMayStandForAGroup(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$own = wp_insert_term( 'Moj ručni alat', 'product_cat' );
		$this->restOk( 'POST', 'catalog-mapping', [ 'groupId' => $this->group( 'Ručni alati' )['id'], 'categoryId' => (int) $own['term_id'] ] );
		self::assertSame( 'Moj ručni alat', $this->group( 'Ručni alati' )['category']['name'] );
		$this->configure( [ 'fields' => [ 'categories' => 'always' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertContains( 'Moj ručni alat', $this->categoriesOf( 'ALAT' ) );
		self::assertSame( 'Moj ručni alat', get_term( (int) $own['term_id'], 'product_cat' )->name, 'It keeps the name that the owner gave it.' );
		$this->restOk( 'POST', 'catalog-mapping', [ 'groupId' => $this->group( 'Ručni alati' )['id'], 'categoryId' => null ] );
		self::assertNull( $this->group( 'Ručni alati' )['category'] );
	}

	public function testOneCategoryCannotStandForTwoGroups(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->loginAsAdmin();
		foreach ( [ [ $this->group( 'Ručni alati' )['id'], $this->group( 'Alati' )['category']['id'] ], [ 'nema', $this->group( 'Alati' )['category']['id'] ], [ $this->group( 'Alati' )['id'], 999999 ] ] as [ $group, $category ] ) {
			self::assertSame( 409, $this->rest( 'POST', 'catalog-mapping', [ 'groupId' => $group, 'categoryId' => $category ] )->get_status() );
		}
	}

	private function group( string $name ): array {
		$groups = array_column( $this->restOk( 'GET', 'catalog-mapping' )['groups'], null, 'name' );
		self::assertArrayHasKey( $name, $groups );
		return $groups[ $name ];
	}
}
