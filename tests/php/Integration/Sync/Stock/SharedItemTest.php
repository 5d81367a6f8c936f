<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Ledger\Ledger;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Services;
use SorsApi\Store\Links;
use SorsApi\Store\ProductParts;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Stock\StockFigure;
use SorsApi\Sync\Stock\StockShop;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\RowsRead;

'cli' === PHP_SAPI || exit;

/**
 * Variations that share one item of SORS: the product has the code as its SKU, and they have none. Seen as a buyer sees them.
 *
 * @group real-store
 */
final class SharedItemTest extends SyncTestCase {

	private \WC_Product_Variable $parent;

	/** @var array<string, int> Colour => variation. */
	private array $ids = [];

	protected function setUp(): void {
		parent::setUp();
		$this->configure( [ 'safetyLimitPercent' => 100 ] );
		$this->assortment( 1 );
		$this->addItem( 'V1', 'Majica', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 10 ] );
		$this->parent = $this->createVariable();
		self::saved( $this->parent, [ 'sku' => 'V1' ] );
		$this->add( 'crna' );
		$this->add( 'bela' );
	}

	/** @param array<string, mixed> $props Of the variation. */
	private function add( string $color, array $props = [] ): void {
		$variation           = self::saved( new \WC_Product_Variation(), [ 'parent_id' => $this->parent->get_id(), 'attributes' => [ 'boja' => $color ], 'props' => $props ] );
		$this->ids[ $color ] = $variation->get_id();
		$this->endRequest();
	}

	/** WooCommerce brings the product up to date then. */
	private function endRequest(): void {
		\WC_Product_Variable::sync( $this->product( $this->parent->get_id() ) );
	}

	private function set( string $color, array $props ): void {
		self::saved( $this->product( $this->ids[ $color ] ), [ 'props' => $props ] );
		$this->endRequest();
	}

	private function product( int $id ): \WC_Product {
		clean_post_cache( $id );
		return wc_get_product( $id );
	}

	/** @return Run The last of them. */
	private function sync( string ...$kinds ): Run {
		$runs = array_map( [ $this, 'runWell' ], $kinds );
		return end( $runs );
	}

	private function inSors( ?int $stock, ?int $price = null ): void {
		$this->patchSors(
			array_merge(
				null === $stock ? [] : [ [ 'do' => 'setStock', 'code' => 'V1', 'unit' => $this->firstUnit, 'onHand' => $stock ] ],
				null === $price ? [] : [ [ 'do' => 'setPrice', 'code' => 'V1', 'priceWithVat' => $price ] ]
			)
		);
	}

	/** @return array<string, string> Colour => price, whether it is in stock, how many the cart takes of 20. */
	private function seen(): array {
		$seen = [];
		wc_load_cart();
		foreach ( $this->ids as $color => $id ) {
			$product = $this->product( $id );
			$most    = 0;
			foreach ( [ 20, 10, 7, 5, 3 ] as $quantity ) {
				WC()->cart->empty_cart();
				if ( false !== WC()->cart->add_to_cart( $this->parent->get_id(), $quantity, $id, [ 'attribute_boja' => '' === $color ? 'bela' : $color ] ) ) {
					$most = $quantity;
					break;
				}
			}
			wc_clear_notices();
			$seen[ $color ] = $product->get_price() . ( $product->is_purchasable() && $product->is_in_stock() ? ' in stock, ' : ' out of stock, ' ) . $most;
		}
		WC()->cart->empty_cart();
		return $seen;
	}

	private function assertSeen( array $expected ): void {
		self::assertSame( $expected, $this->seen() );
	}

	public function testTheyAllHaveItsPriceAndItsStock(): void {
		// As an import leaves it.
		delete_post_meta( $this->ids['bela'], '_manage_stock' );
		$run = $this->sync( 'catalog', 'stock' );
		self::assertSame( [ 'stock', 'price' ], array_column( $this->itemOf( $run, 'V1' )['changes'], 'field' ) );
		$this->assertSeen( [ 'crna' => '120 in stock, 10', 'bela' => '120 in stock, 10' ] );
		$parent = $this->product( $this->parent->get_id() );
		self::assertInstanceOf( \WC_Product_Variable::class, $parent );
		self::assertSame( [ true, 10, 120.0, 120.0 ], [ $parent->is_in_stock(), $parent->get_stock_quantity(), (float) $parent->get_variation_price( 'min' ), (float) $parent->get_variation_price( 'max' ) ] );

		delete_post_meta( $this->ids['bela'], '_manage_stock' );
		$before = $this->shopRows();
		self::assertSame( 0, $this->sync( 'stock' )->updated );
		self::assertSame( $before, $this->shopRows() );

		$this->inSors( 0, 130 );
		$this->sync( 'stock' );
		$this->assertSeen( [ 'crna' => '130 out of stock, 0', 'bela' => '130 out of stock, 0' ] );
		self::assertFalse( $this->product( $this->parent->get_id() )->is_in_stock() );

		// One more by the owner, and the others are as they were.
		$this->add( '' );
		$this->inSors( 5 );
		$this->sync( 'stock' );
		$this->assertSeen( [ 'crna' => '130 in stock, 5', 'bela' => '130 in stock, 5', '' => '130 in stock, 5' ] );
		self::assertSame( 0, $this->sync( 'stock' )->updated );

		// Sold by another plugin, or an import: the status alone is wrong.
		update_post_meta( $this->ids['bela'], '_stock_status', 'outofstock' );
		$this->sync( 'stock' );
		self::assertTrue( $this->product( $this->ids['bela'] )->is_in_stock() );
	}

	public function testOneThatKeepsAStockOfItsOwnIsAConflictWithAButton(): void {
		$this->set( 'crna', [ 'manage_stock' => true, 'stock_quantity' => 7, 'regular_price' => '120' ] );
		$run = $this->sync( 'catalog', 'stock' );
		self::assertSame( [ 'crna' => '120 in stock, 7', 'bela' => '120 in stock, 10' ], $this->seen(), 'The other was sold without a limit.' );
		$this->assertConflict( 'own_stock', 'stock of their own' );
		// Lower, but never higher.
		$this->inSors( 3 );
		$this->sync( 'stock' );
		$this->assertSeen( [ 'crna' => '120 in stock, 3', 'bela' => '120 in stock, 3' ] );
		$this->inSors( 20 );
		$before = $this->shopRows();
		$this->sync( 'stock' );
		self::assertSame( $before, $this->shopRows() );
		$this->inSors( 0 );
		$this->sync( 'stock' );
		$this->assertSeen( [ 'crna' => '120 out of stock, 0', 'bela' => '120 out of stock, 0' ] );
		$this->inSors( 5 );
		$this->sync( 'stock' );

		$this->restOk( 'POST', 'products/' . $this->parent->get_id() . '/share-stock' );
		$this->assertSeen( [ 'crna' => '120 out of stock, 0', 'bela' => '120 out of stock, 0' ] );
		$this->sync( 'stock' );
		$this->assertSeen( [ 'crna' => '120 in stock, 5', 'bela' => '120 in stock, 5' ] );
		self::assertSame( 0, $this->restOk( 'GET', 'conflicts', [ 'source' => 'stock' ] )['total'] );
	}

	public function testTheButtonSellsNothingThatNobodyCountedAndLeavesWhatIsNotLinked(): void {
		$this->loginAsAdmin();
		foreach ( [ 'crna', 'bela' ] as $color ) {
			$this->set( $color, [ 'manage_stock' => true, 'stock_quantity' => 2, 'regular_price' => '120' ] );
		}
		$before = $this->shopRows();
		self::assertSame( 404, $this->rest( 'POST', 'products/' . $this->parent->get_id() . '/share-stock' )->get_status() );
		self::assertSame( $before, $this->shopRows() );
		$this->sync( 'catalog', 'stock' );
		$this->restOk( 'POST', 'products/' . $this->parent->get_id() . '/share-stock' );
		$this->assertSeen( [ 'crna' => '120 out of stock, 0', 'bela' => '120 out of stock, 0' ] );
		$this->sync( 'stock' );
		$this->assertSeen( [ 'crna' => '120 in stock, 10', 'bela' => '120 in stock, 10' ] );
	}

	public function testDifferentPricesWaitAndStockIsWrittenAllTheSame(): void {
		$this->differ();
		// The owner has made them the same.
		$this->set( 'bela', [ 'regular_price' => '100' ] );
		$this->sync( 'stock' );
		$this->assertSeen( [ 'crna' => '120 in stock, 3', 'bela' => '120 in stock, 3' ] );
		self::assertSame( [], $this->waiting( 'stock' ) );
	}

	public function testDifferentPricesBecomeOneOnceAPersonHasAgreed(): void {
		$this->differ();
		$run = $this->decide( 'approve', 'stock' );
		self::assertNotNull( $run );
		$this->assertSucceeded( $run );
		$this->assertSeen( [ 'crna' => '120 in stock, 3', 'bela' => '120 in stock, 3' ] );
		self::assertSame( [], $this->waiting( 'stock' ) );
	}

	/** One has another price than the other, or none, and SORS has a third one. */
	private function differ(): void {
		$this->set( 'crna', [ 'regular_price' => '100' ] );
		foreach ( [ '' => '', '140' => '140' ] as $second => $shown ) {
			$this->set( 'bela', [ 'regular_price' => (string) $second ] );
			$this->inSors( 10 );
			$this->sync( 'catalog', 'stock' );
			$this->inSors( 3 );
			$this->sync( 'stock' );
			$this->assertSeen( [ 'crna' => '100 in stock, 3', 'bela' => '' === $shown ? ' out of stock, 0' : "$shown in stock, 3" ] );
			self::assertContains( $this->waiting( 'stock' )['V1']->danger, [ 'sizes 100 120', 'sizes 140 120' ] );
			self::assertStringContainsString( '1 product has variations at different prices, and SORS has one price for all of them', $this->question( 'stock' ) );
		}
	}

	public function testWhatIsSoldOfOneWithItsOwnItemIsNotTakenFromTheOthers(): void {
		$this->addItem( 'V2', 'Majica plava', [ 'priceWithVat' => 150 ], [ $this->firstUnit => 6 ] );
		$this->add( 'plava', [ 'sku' => 'V2' ] );
		$this->sync( 'catalog', 'stock' );
		foreach ( [ 'plava' => 2, 'bela' => 3 ] as $color => $quantity ) {
			$this->createOrder( [ $this->ids[ $color ] => $quantity ] );
		}
		$stocks = fn(): array => [ $this->product( $this->parent->get_id() )->get_stock_quantity(), $this->product( $this->ids['plava'] )->get_stock_quantity() ];
		self::assertEquals( [ 7, 4 ], $stocks() );
		self::assertSame( 0, $this->sync( 'stock' )->updated );
		self::assertEquals( [ 7, 4 ], $stocks() );
	}

	public function testWhereNothingIsSoldForTheItemThatIsSaid(): void {
		$this->set( 'crna', [ 'sku' => 'V1-C', 'regular_price' => '1' ] );
		$this->set( 'bela', [ 'sku' => 'V1-B', 'regular_price' => '2' ] );
		$this->sync( 'catalog' );
		$this->addItem( 'V1-C', 'Majica crna', [ 'priceWithVat' => 70 ], [ $this->firstUnit => 5 ] );
		$this->sync( 'catalog', 'stock' );
		// One has an item of its own, the other shares that of the product.
		$this->assertSeen( [ 'crna' => '70 in stock, 5', 'bela' => '120 in stock, 10' ] );
		$this->addItem( 'V1-B', 'Majica bela', [ 'priceWithVat' => 80 ], [ $this->firstUnit => 3 ] );
		$this->sync( 'catalog', 'stock' );
		$this->assertSeen( [ 'crna' => '70 in stock, 5', 'bela' => '80 in stock, 3' ] );
		$this->assertConflict( 'nothing_sold', 'Nothing is sold' );
		$before = $this->shopRows();
		$this->inSors( 2, 99 );
		self::assertSame( 0, $this->sync( 'stock' )->updated );
		$this->setItem( 'V1', [ 'active' => false ] );
		$this->sync( 'catalog', 'stock' );
		self::assertSame( $before, $this->shopRows() );
	}

	/**
	 * @testWith ["always"]
	 *           ["create"]
	 */
	public function testAnItemThatIsNoLongerOfferedGoesOffSaleAndComesBack( string $stock ): void {
		$this->set( 'crna', [ 'regular_price' => '120', 'manage_stock' => true, 'stock_quantity' => 7 ] );
		$this->set( 'bela', [ 'regular_price' => '120' ] );
		$this->add( '', [ 'sku' => 'V2', 'regular_price' => '120' ] );
		$this->addItem( 'V2', 'Majica druga', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
		$this->configure( [ 'fields' => [ 'stock' => $stock ] ] );
		$this->sync( 'catalog', 'stock' );
		if ( 'create' === $stock ) {
			$this->set( '', [ 'manage_stock' => true, 'stock_quantity' => 5 ] );
			delete_post_meta( $this->ids['bela'], '_manage_stock' );
		}
		$unlimited = 'always' === $stock ? '120 in stock, 10' : '120 in stock, 20';
		$before    = [ 'crna' => '120 in stock, 7', 'bela' => $unlimited, '' => '120 in stock, 5' ];
		$this->assertSeen( $before );
		foreach ( [ [ [ 'do' => 'setItem', 'code' => 'V1', 'set' => [ 'active' => false ] ] ], [ [ 'do' => 'removeItem', 'code' => 'V1' ] ] ] as $change ) {
			$this->patchSors( $change );
			foreach ( [ [ 'catalog', 'catalog' ], [ 'stock' ], [ 'catalog' ] ] as $kinds ) {
				$this->sync( ...$kinds );
				$this->assertSeen( [ 'crna' => '120 out of stock, 0', 'bela' => '120 out of stock, 0', '' => '120 in stock, 5' ] );
			}
			if ( isset( $change[0]['set'] ) ) {
				$this->setItem( 'V1', [ 'active' => true ] );
			} else {
				$this->addItem( 'V1', 'Majica', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 10 ] );
			}
			$this->sync( 'catalog', 'stock', 'catalog' );
			if ( 'always' === $stock && $before['crna'] !== $unlimited ) {
				// What was its own is none of SORS' figures.
				$this->assertConflict( 'own_stock', 'stock of their own' );
				$this->restOk( 'POST', 'products/' . $this->parent->get_id() . '/share-stock' );
				$this->sync( 'stock' );
				$before['crna'] = $unlimited;
			}
			$this->assertSeen( $before );
		}
	}

	public function testOfOneItemAloneTheProductItselfIsOutOfStock(): void {
		$this->sync( 'catalog' );
		$this->set( 'crna', [ 'regular_price' => '120' ] );
		$this->set( 'bela', [ 'regular_price' => '120' ] );
		self::assertTrue( $this->product( $this->parent->get_id() )->is_in_stock() );
		$this->setItem( 'V1', [ 'active' => false ] );
		$run = $this->sync( 'catalog' );
		self::assertSame( [ [ 'field' => 'stockStatus', 'from' => 'instock', 'to' => 'outofstock' ] ], $this->itemOf( $run, 'V1' )['changes'] );
		self::assertFalse( $this->product( $this->parent->get_id() )->is_in_stock() );
		$this->sync( 'stock' );
		self::assertSame( [ true, 0 ], [ $this->product( $this->parent->get_id() )->get_manage_stock(), $this->product( $this->parent->get_id() )->get_stock_quantity() ] );
		$this->assertSeen( [ 'crna' => '120 out of stock, 0', 'bela' => '120 out of stock, 0' ] );
		self::assertFalse( $this->product( $this->parent->get_id() )->is_in_stock() );
		$this->setItem( 'V1', [ 'active' => true ] );
		$this->sync( 'catalog', 'stock' );
		$this->assertSeen( [ 'crna' => '120 in stock, 10', 'bela' => '120 in stock, 10' ] );
	}

	/** Read by the run, changed by the owner, and then to be written. */
	public function testWhatTheOwnerChangesMeanwhileIsNotOverwritten(): void {
		$this->sync( 'catalog', 'stock' );
		$this->inSors( 5, 130 );
		$this->syncWhileOwnerDoes( '$bela->set_regular_price( "150" );' );
		$this->assertSeen( [ 'crna' => '120 in stock, 5', 'bela' => '150 in stock, 5' ] );

		// After the figure was committed, before the prices are.
		$this->set( 'bela', [ 'regular_price' => '120' ] );
		$edit = function () use ( &$edit ): void {
			remove_action( 'woocommerce_before_product_object_save', $edit );
			self::db()->update( self::db()->postmeta, [ 'meta_value' => '160' ], [ 'post_id' => $this->ids['bela'], 'meta_key' => '_regular_price' ] );
		};
		add_action( 'woocommerce_before_product_object_save', $edit );
		$this->inSors( 3 );
		$this->sync( 'stock' );
		self::assertSame( [ '130', '160' ], [ $this->product( $this->ids['crna'] )->get_regular_price(), $this->product( $this->ids['bela'] )->get_regular_price() ] );
	}

	/** @param string $change PHP, of the white one, right when the run locks its rows. */
	private function syncWhileOwnerDoes( string $change ): void {
		$edit   = fn() => $this->inOtherProcess( "\$bela = wc_get_product( \$args[0] ); $change \$bela->save();", [ $this->ids['bela'] ] )->finish();
		$locked = static function ( string $sql ) use ( &$edit ): string {
			if ( null !== $edit && false !== strpos( $sql, 'SET meta_value = meta_value' ) ) {
				[ $now, $edit ] = [ $edit, null ];
				$now();
			}
			return $sql;
		};
		add_filter( 'query', $locked );
		$this->sync( 'stock' );
		remove_filter( 'query', $locked );
		self::assertNull( $edit );
	}

	public function testAStockOfItsOwnThatAVariationGotMeanwhileIsSeen(): void {
		$this->sync( 'catalog', 'stock' );
		$this->inSors( 20 );
		$this->syncWhileOwnerDoes( '$bela->set_manage_stock( true ); $bela->set_stock_quantity( 3 );' );
		$this->assertSeen( [ 'crna' => '120 in stock, 10', 'bela' => '120 in stock, 3' ] );
	}

	public function testOneThatAnotherPluginBreaksKeepsNoOtherOnSale(): void {
		$this->sync( 'catalog', 'stock' );
		$this->inSors( 0, 130 );
		$throw = function ( \WC_Product $product ): void {
			if ( $product->get_id() === $this->ids['crna'] ) {
				throw new \RuntimeException( 'Ovo je greška drugog dodatka' );
			}
		};
		add_action( 'woocommerce_before_product_object_save', $throw );
		$this->runToEnd( 'stock' );
		$this->assertSeen( [ 'crna' => '120 out of stock, 0', 'bela' => '130 out of stock, 0' ] );
	}

	public function testManyCostNoMoreQueriesThanOne(): void {
		$this->sync( 'catalog', 'stock' );
		$cost = function (): int {
			wp_cache_flush();
			$links = $figures = [];
			foreach ( Links::after( 0, 500 ) as $link ) {
				$links[ $link->code ]   = $link;
				$figures[ $link->code ] = new StockFigure();
			}
			return RowsRead::by( static fn(): array => ( new StockShop( new Ledger( ( new Services() )->api() ) ) )->plan( $links, $figures, SettingsStore::load(), true, ProductParts::figures() ) )->queries;
		};
		$one  = $cost();
		for ( $i = 2; $i <= 5; $i++ ) {
			$this->addItem( "V$i", "Majica $i", [ 'priceWithVat' => 120 ], [ $this->firstUnit => 10 ] );
			$this->parent = $this->createVariable();
			self::saved( $this->parent, [ 'sku' => "V$i" ] );
			$this->add( 'crna' );
			$this->add( 'bela' );
		}
		$this->sync( 'catalog' );
		self::assertSame( $one, $cost() );
	}

	private function assertConflict( string $code, string $words ): void {
		$found = $this->restOk( 'GET', 'conflicts', [ 'source' => 'stock', 'search' => 'V1' ] )['items'];
		self::assertSame( [ $code ], array_column( $found, 'code' ) );
		self::assertStringContainsString( $words, Sentence::shown( $found[0]['message'] ) );
	}
}
