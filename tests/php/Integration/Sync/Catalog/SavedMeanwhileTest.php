<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Items are looked up 25 at a time and written one after the other: what somebody saves in between is not written over.
 *
 * @group sqlite
 */
final class SavedMeanwhileTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
		$this->bringInItem( 'T1', 'Čekić', [], [ $this->firstUnit => 5 ] );
	}

	public function testAProductThatIsSavedMeanwhileIsNotDoubled(): void {
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->setItem( 'T1', [ 'name' => 'Drugi čekić' ] );
		$this->addItem( 'T2', 'Testera' );
		$made = 0;
		$this->meanwhile(
			'T1',
			function () use ( &$made ): void {
				$made = $this->createProduct( 'T2', '50', 3, 'Testera iz radnje' )->get_id();
			}
		);
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 1, self::countOfSku( 'T2' ) );
		self::assertSame( $made, $this->productOf( 'T2' )->get_id() );
	}

	public function testASaleThatComesInMeanwhileIsNotGivenBack(): void {
		$this->configure(
			[
				'fields'          => [ 'name' => 'always', 'stock' => 'create' ],
				'missingProducts' => 'outOfStock',
			]
		);
		$this->addItem( 'T2', 'Testera', [], [ $this->firstUnit => 5 ] );
		foreach ( [ 'catalog', 'stock' ] as $kind ) {
			$this->runToEnd( $kind );
		}
		$sold = $this->productOf( 'T2' )->get_id();
		$this->setItem( 'T1', [ 'name' => 'Drugi čekić' ] );
		$this->setItem( 'T2', [ 'active' => false ] );
		$this->meanwhile( 'T1', static fn() => wc_update_product_stock( $sold, 1, 'decrease' ) );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 0, '4' ], [ (int) $this->productOf( 'T2' )->get_stock_quantity(), ( new Links() )->byCodes( [ 'T2' ] )['T2']->stockBefore ] );
	}

	public function testACategoryThatTheOwnerGivesMeanwhileStays(): void {
		$sold = $this->renameOneAndMoveTheOther();
		$own  = (int) wp_insert_term( 'Akcija', 'product_cat' )['term_id'];
		$this->meanwhile( 'T1', static fn() => wp_set_object_terms( $sold, [ $own ], 'product_cat', true ) );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertEqualsCanonicalizing( [ 'Akcija', 'Nova grupa' ], $this->categoriesOf( 'T2' ) );
	}

	public function testAProductThatTheOwnerLeavesAloneMeanwhileIsNotChanged(): void {
		$sold = $this->renameOneAndMoveTheOther();
		$this->meanwhile( 'T1', fn() => $this->restOk( 'POST', "products/$sold/leave-alone" ) );
		$this->loginAsAdmin();
		$run = $this->runWell( 'catalog' );
		self::assertSame( [ [ 'Stara grupa' ], 'skipped' ], [ $this->categoriesOf( 'T2' ), $this->itemOf( $run, 'T2' )['outcome'] ?? '' ] );
	}

	/** @return int The product of the other. */
	private function renameOneAndMoveTheOther(): int {
		$this->configure( [ 'fields' => [ 'name' => 'always', 'categories' => 'always' ] ] );
		$this->bringInItem( 'T2', 'Testera', [ 'group' => 'Stara grupa' ] );
		self::assertSame( [ 'Stara grupa' ], $this->categoriesOf( 'T2' ) );
		$this->setItem( 'T1', [ 'name' => 'Drugi čekić' ] );
		$this->setItem( 'T2', [ 'group' => 'Nova grupa' ] );
		return $this->productOf( 'T2' )->get_id();
	}

	/** While the product of this code is being saved. */
	private function meanwhile( string $code, callable $do ): void {
		$id   = $this->productOf( $code )->get_id();
		$done = false;
		add_action(
			'sors_before_product_save',
			static function ( \WC_Product $product ) use ( $id, $do, &$done ): void {
				if ( $product->get_id() === $id && ! $done ) {
					$done = true;
					$do();
				}
			}
		);
	}
}
