<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Which product an item is, by its code; what cannot be told is reported by name.
 *
 * @group sqlite
 */
final class CatalogCodesTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
	}

	public function testAdoptsProductsByTheirExactSkuAndGuessesNothing(): void {
		$exact = $this->createProduct( 'T-Š1', '50', 3, 'Naziv prodavnice' );
		$case  = $this->createProduct( 't-case', '50', 3 );
		$this->createProduct( 'T-TWICE', '50', 3 );
		$twice = $this->createProduct( 'X', '50', 3 );
		update_post_meta( $twice->get_id(), '_sku', 'T-TWICE' );
		self::db()->update( self::db()->prefix . 'wc_product_meta_lookup', [ 'sku' => 'T-TWICE' ], [ 'product_id' => $twice->get_id() ] );
		$alone = $this->createProduct( 'OWN-1', '50', 3, 'Samo u prodavnici' );
		$this->addItem( 'T-Š1', 'Naziv iz SORS-a' );
		$this->addItem( 'T-CASE', 'Velika slova' );
		$this->addItem( 'T-TWICE', 'Dva puta' );

		$run = $this->runWell( 'catalog' );
		self::assertSame( $exact->get_id(), $this->productOf( 'T-Š1' )->get_id() );
		self::assertSame( 'Naziv prodavnice', $this->productOf( 'T-Š1' )->get_name(), 'names are taken on creation only' );
		self::assertSame( 'updated', $this->itemOf( $run, 'T-Š1' )['outcome'] );
		self::assertSame( [], ( new Links() )->byCodes( [ 'T-CASE', 'T-TWICE' ] ) );
		self::assertStringContainsString( '“t-case”', $this->itemOf( $run, 'T-CASE' )['reason'] );
		self::assertStringContainsString( '#' . $case->get_id(), $this->itemOf( $run, 'T-CASE' )['reason'] );
		self::assertStringContainsString( '#' . $twice->get_id(), $this->itemOf( $run, 'T-TWICE' )['reason'] );
		self::assertSame( $alone->get_id(), $this->itemOf( $run, 'OWN-1' )['productId'] );
		self::assertSame( 'skipped', $this->itemOf( $run, 'OWN-1' )['outcome'] );
	}

	public function unlisted(): array {
		return [
			'no row in the look-up table' => [ true ],
			'a row without the SKU'       => [ false ],
		];
	}

	/** @dataProvider unlisted */
	public function testAProductThatWasWrittenBySqlIsAdoptedAndNotDoubled( bool $noRow ): void {
		$id = $this->createProduct( '', '50', 3, 'Iz uvoza' )->get_id();
		self::writeSku( $id, 'T-SQL', $noRow );
		$trashed = $this->createProduct( '', '50', 3 )->get_id();
		self::writeSku( $trashed, 'T-OTHER', $noRow );
		wp_trash_post( $trashed );
		$this->addItem( 'T-SQL', 'Naziv iz SORS-a' );
		$run = $this->runWell( 'catalog' );
		self::assertSame( $id, $this->productOf( 'T-SQL' )->get_id() );
		self::assertSame( 'updated', $this->itemOf( $run, 'T-SQL' )['outcome'] );
	}

	/** As a run of stock alone finds it. */
	public function testAStockRunAdoptsAProductThatWasWrittenBySql(): void {
		$id = $this->createProduct( '', '50', 3, 'Iz uvoza' )->get_id();
		self::writeSku( $id, 'T-SQL', true );
		$this->addItem( 'T-SQL', 'Naziv iz SORS-a', [], [ (string) array_key_first( $this->units ) => 7 ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( $id, $this->productOf( 'T-SQL' )->get_id() );
		self::assertSame( 7, (int) $this->productOf( 'T-SQL' )->get_stock_quantity() );
	}

	public function testOfAProductWithTheSkuOfALinkedOneTheReportNamesThat(): void {
		$this->bringInItem( 'T1', 'Prvi' );
		$second = $this->createProduct( '', '50', 3, 'Kopija' )->get_id();
		self::writeSku( $second, 'T1', true );
		$run = $this->runWell( 'catalog' );
		$found = array_values( array_filter( $this->itemsOf( $run, 'skipped' ), static fn( array $item ): bool => $second === $item['productId'] ) );
		self::assertCount( 1, $found );
		self::assertStringContainsString( '#' . $this->productOf( 'T1' )->get_id(), $found[0]['reason'] );
		self::assertContains( 'sku_twice', array_column( $this->restOk( 'GET', 'conflicts' )['items'], 'code' ) );
	}

	/** Its item is brought in, and the product without an SKU is named beside it. */
	public function testAnItemMayHaveACodeThatLooksLikeTheNumberOfAProduct(): void {
		$id = $this->createProduct( '', '50', 3, 'Bez SKU' )->get_id();
		$this->addItem( "#$id", 'Artikal sa tarabom' );
		$run = $this->runWell( 'catalog' );
		self::assertSame( 'Artikal sa tarabom', $this->productOf( "#$id" )->get_name() );
		self::assertContains( $id, array_column( $this->itemsOf( $run, 'skipped' ), 'productId' ) );
	}

	public function testAStockRunLinksNoProductToACodeThatTwoItemsHave(): void {
		$this->createProduct( 'T-TWICE', '50', 3, 'Iz uvoza' );
		foreach ( array_slice( array_keys( $this->units ), 0, 2 ) as $i => $unit ) {
			$this->addItem( 'T-TWICE', "Artikal $i", [], [ (string) $unit => 7 ] );
		}
		$run = $this->runWell( 'stock' );
		self::assertSame( [], ( new Links() )->byCodes( [ 'T-TWICE' ] ) );
		self::assertSame( 'skipped', ( (array) $this->itemOf( $run, 'T-TWICE' ) )['outcome'] );
		self::assertStringContainsString( 'Several items in SORS have this code', ( (array) $this->itemOf( $run, 'T-TWICE' ) )['reason'] );
	}

	/** What an importer does that knows only WordPress' tables. */
	private static function writeSku( int $id, string $sku, bool $noRow ): void {
		global $wpdb;
		$wpdb->delete( $wpdb->postmeta, [ 'post_id' => $id, 'meta_key' => '_sku' ] );
		$wpdb->insert( $wpdb->postmeta, [ 'post_id' => $id, 'meta_key' => '_sku', 'meta_value' => $sku ] );
		if ( $noRow ) {
			$wpdb->delete( $wpdb->prefix . 'wc_product_meta_lookup', [ 'product_id' => $id ] );
		}
		wp_cache_flush();
	}

	public function testCodesThatFoldToOneSkuBecomeTwoProducts(): void {
		$this->addItem( 'T-šraf', 'Prvi' );
		$this->addItem( 'T-SRAF', 'Drugi' );
		$this->addItem( 'T-sraf', 'Treći' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'Prvi', 'Drugi', 'Treći' ], [ $this->productOf( 'T-šraf' )->get_name(), $this->productOf( 'T-SRAF' )->get_name(), $this->productOf( 'T-sraf' )->get_name() ] );
		self::assertSame( 0, $this->runToEnd( 'catalog' )->updated );
	}

	/** @group real-store */
	public function testAdoptsVariations(): void {
		$variation = $this->createVariation( 'T-VAR', '10' );
		$this->bringInItem( 'T-VAR', 'Majica crna', [ 'gtin' => '4006381333931' ] );
		self::assertSame( $variation->get_id(), $this->productOf( 'T-VAR' )->get_id() );
		self::assertSame( '4006381333931', $this->productOf( 'T-VAR' )->get_global_unique_id() );
		$before = $this->shopRows();
		self::assertSame( 0, $this->runToEnd( 'catalog' )->updated );
		self::assertSame( $before, $this->shopRows() );
	}

	public function testReportsFaultyItemsByNameAndBringsInTheRest(): void {
		$this->addItem( 'T-DOUBLE', 'Prvi sa istom šifrom' );
		$this->addItem( 'T-DOUBLE', 'Drugi sa istom šifrom' );
		$this->addItem( 'T-NAMELESS', 'x' );
		$this->addItem( 'T-CODELESS', 'Bez šifre' );
		$this->addItem( 'T-NEGATIVE', 'Negativna cena', [ 'priceWithVat' => -5 ] );
		$this->addItem( 'T-HUGE', 'Prevelika cena', [ 'priceWithVat' => 99999999999 ] );
		$this->addItem( 'T-FREE', 'Bez cene', [ 'priceWithVat' => 0 ] );
		$this->addItem( 'T-GOOD', 'Ispravan' );
		$this->patchSors(
			[
				[
					'do'   => 'garbleItem',
					'code' => 'T-NAMELESS',
					'set'  => [ 'name' => null ],
				],
				[
					'do'   => 'garbleItem',
					'code' => 'T-CODELESS',
					'set'  => [ 'code' => null ],
				],
			]
		);
		$run = $this->runWell( 'catalog' );
		self::assertSame( 'Ispravan', $this->productOf( 'T-GOOD' )->get_name() );
		self::assertStringContainsString( '“Prvi sa istom šifrom”', $this->itemOf( $run, 'T-DOUBLE' )['reason'] );
		self::assertStringContainsString( '“Drugi sa istom šifrom”', $this->itemOf( $run, 'T-DOUBLE' )['reason'] );
		foreach ( [ 'T-NAMELESS', 'T-NEGATIVE', 'T-HUGE' ] as $code ) {
			self::assertSame( 'skipped', $this->itemOf( $run, $code )['outcome'], $code );
		}
		$names = array_column( $this->itemsOf( $run, 'skipped' ), 'name' );
		self::assertContains( 'Bez šifre', $names );
		self::assertSame( '', $this->productOf( 'T-FREE' )->get_regular_price() );
		self::assertSame( $run->total, $run->created + $run->updated + $run->unchanged + $run->skipped );
		self::assertSame( [], ( new Links() )->byCodes( [ 'T-DOUBLE' ] ) );
	}

	public function testCodesThatCannotBeSkusAreReportedByNameAndFindNothing(): void {
		$long = str_repeat( 'X', 101 );
		$this->addItem( $long, 'Predugačka šifra' );
		foreach ( [ 'T-NONE' => '', 'T-BLANK' => '   ' ] as $code => $garbled ) {
			$this->addItem( $code, "Bez šifre $code" );
			$this->patchSors( [ [ 'do' => 'garbleItem', 'code' => $code, 'set' => [ 'code' => $garbled ] ] ] );
		}
		$this->createProduct( '', '10', 1, 'Bez SKU' );
		$this->createProduct( '', '10', 1, 'Takođe bez SKU' );
		$queries = self::queries(
			function () use ( &$run ): void {
				$run = $this->runWell( 'catalog' );
			}
		);
		self::assertSame( [], preg_grep( "/ IN \([^)]*('\s*'|$long)/", preg_grep( '/sku/i', $queries ) ) );
		$reasons = array_column( $this->itemsOf( $run, 'skipped' ), 'reason', 'name' );
		self::assertStringContainsString( '100', $reasons['Predugačka šifra'] );
		self::assertStringContainsString( 'no code', $reasons['Bez šifre T-NONE'] );
		self::assertStringContainsString( 'no code', $reasons['Bez šifre T-BLANK'] );
		self::assertArrayHasKey( 'Takođe bez SKU', $reasons );
	}

	public function testACodeThatComesTwiceLaterLeavesItsProductAlone(): void {
		$this->bringInItem( 'T1', 'Prvi' );
		$this->addItem( 'T1', 'Drugi' );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$run = $this->runWell( 'catalog' );
		self::assertSame( 'Prvi', $this->productOf( 'T1' )->get_name() );
		self::assertSame( 'skipped', $this->itemOf( $run, 'T1' )['outcome'] );
		self::assertSame( 'duplicate', ( new Links() )->byCodes( [ 'T1' ] )['T1']->state );
	}
}
