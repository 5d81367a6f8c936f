<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Store\Links;
use SorsApi\Tests\Site\LogBook;

'cli' === PHP_SAPI || exit;

/** What other code of the site may say of an item and its product: the examples of docs/hooks.md. */
final class ItemHooksTest extends SyncTestCase {

	private LogBook $log;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->addItem( 'H-1', 'LOPATA', [ 'priceWithVat' => 100 ], [ $this->firstUnit => 7 ] );
		$this->addItem( 'H-2', 'KRAMP', [ 'priceWithVat' => 200 ], [ $this->firstUnit => 9 ] );
		$this->log = LogBook::open();
	}

	public function testWhatIsSaidOfAnItemIsWrittenAndComparedAlike(): void {
		add_filter( 'sors_item', static fn( array $item, string $code ): array => 'H-1' === $code ? [ 'name' => mb_strtoupper( mb_substr( (string) $item['name'], 0, 1 ) ) . mb_strtolower( mb_substr( (string) $item['name'], 1 ) ) ] + $item : $item, 10, 2 );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'Lopata', 'KRAMP' ], [ $this->productOf( 'H-1' )->get_name(), $this->productOf( 'H-2' )->get_name() ] );
		$again = $this->runToEnd( 'catalog' );
		self::assertNull( $this->itemOf( $again, 'H-1' ), 'No difference is left.' );
	}

	public function nonsense(): array {
		return [
			'no array'         => [ null ],
			'another code'     => [ [ 'code' => 'H-2' ] ],
			'a name of a type' => [ [ 'name' => [ 'Lopata' ] ] ],
			'a price'          => [ [ 'priceWithVat' => '1' ] ],
		];
	}

	/**
	 * @dataProvider nonsense
	 *
	 * @param mixed $answer
	 */
	public function testAnAnswerThatIsNoItemIsIgnored( $answer ): void {
		add_filter( 'sors_item', static fn() => $answer );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 'LOPATA', $this->productOf( 'H-1' )->get_name() );
	}

	public function testAProductIsCompletedBeforeItIsSaved(): void {
		add_action(
			'sors_before_product_save',
			static function ( \WC_Product $product ): void {
				$product->set_weight( '1.5' );
				$product->set_name( 'Nešto drugo' );
				$product->set_sku( 'X-' . $product->get_sku() );
			}
		);
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$product = $this->productOf( 'H-1' );
		self::assertSame( [ '1.5', 'LOPATA', 'H-1' ], [ $product->get_weight(), $product->get_name(), $product->get_sku() ] );
		self::assertNull( $this->itemOf( $this->runToEnd( 'catalog' ), 'H-1' ) );
	}

	/**
	 * @testWith ["catalog"]
	 *           ["stock"]
	 */
	public function testAnItemIsLinkedWithTheProductThatIsNamed( string $kind ): void {
		$own = $this->createProduct( 'MY-OWN', '50', 3 );
		$own->update_meta_data( 'supplier_code', 'H-1' );
		$own->save();
		add_filter(
			'sors_linked_product',
			static function ( int $id, string $code ): int {
				$found = wc_get_products( [ 'meta_key' => 'supplier_code', 'meta_value' => $code, 'return' => 'ids' ] );
				return $found[0] ?? $id;
			},
			10,
			2
		);
		$run = $this->runWell( $kind );
		self::assertSame( $own->get_id(), $this->productOf( 'H-1' )->get_id() );
		self::assertSame( 'MY-OWN', $this->productOf( 'H-1' )->get_sku() );
		self::assertSame( 'updated', $this->itemOf( $run, 'H-1' )['outcome'] );
	}

	public function testAProductThatIsNoneOrAnothersIsNotTaken(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$taken = $this->productOf( 'H-1' )->get_id();
		$this->addItem( 'H-3', 'AŠOV' );
		$answer = $taken;
		add_filter(
			'sors_linked_product',
			static function () use ( &$answer ) {
				return $answer;
			}
		);
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertNotSame( $taken, $this->productOf( 'H-3' )->get_id() );
		self::assertCount( 1, $this->log->about( 'sors_linked_product', 'warning' ) );
		$answer = 'H-4';
		$this->bringInItem( 'H-4', 'BUDAK' );
		self::assertSame( 'BUDAK', $this->productOf( 'H-4' )->get_name() );
	}

	public function testStockAndPriceOfAnItemAreChangedOnce(): void {
		add_filter( 'sors_stock_quantity', static fn( string $quantity, string $code ): string => 'H-1' === $code ? (string) max( 0, (int) $quantity - 2 ) : $quantity, 10, 2 );
		add_filter( 'sors_price', static fn( string $price, string $code ): string => 'H-1' === $code ? (string) ( 1.1 * (float) $price ) : $price, 10, 2 );
		$this->runAll( 'catalog', 'stock' );
		self::assertSame( [ 5, '110' ], [ (int) $this->productOf( 'H-1' )->get_stock_quantity(), $this->productOf( 'H-1' )->get_regular_price() ] );
		self::assertSame( [ 9, '200' ], [ (int) $this->productOf( 'H-2' )->get_stock_quantity(), $this->productOf( 'H-2' )->get_regular_price() ] );
		self::assertNull( $this->itemOf( $this->runToEnd( 'stock' ), 'H-1' ), 'No difference is left.' );
	}

	public function testNoFiguresAreIgnored(): void {
		add_filter( 'sors_stock_quantity', static fn(): float => NAN );
		add_filter( 'sors_price', static fn(): string => 'gratis' );
		$this->runAll( 'catalog', 'stock' );
		self::assertSame( [ 7, '100' ], [ (int) $this->productOf( 'H-1' )->get_stock_quantity(), $this->productOf( 'H-1' )->get_regular_price() ] );
		self::assertSame( [ 1, 1 ], [ count( $this->log->about( 'sors_stock_quantity', 'warning' ) ), count( $this->log->about( 'sors_price', 'warning' ) ) ], 'Once, not for each item.' );
	}

	/**
	 * @testWith ["sors_item", "catalog"]
	 *           ["sors_linked_product", "catalog"]
	 *           ["sors_before_product_save", "catalog"]
	 *           ["sors_stock_quantity", "stock"]
	 *           ["sors_price", "stock"]
	 */
	public function testCodeThatBreaksStopsItsOwnItemAlone( string $hook, string $kind ): void {
		if ( 'stock' === $kind ) {
			$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		}
		add_filter( $hook, [ $this, 'breakForTheFirst' ], 10, 2 );
		$run = $this->runWell( $kind );
		$item = $this->itemOf( $run, 'H-1' );
		self::assertContains( $item['outcome'], [ 'skipped', 'failed' ] );
		self::assertStringContainsString( 'It broke.', $item['reason'] );
		self::assertSame( 'KRAMP', $this->productOf( 'H-2' )->get_name() );
		if ( 'stock' === $kind ) {
			self::assertSame( [ 0, 9 ], [ (int) $this->productOf( 'H-1' )->get_stock_quantity(), (int) $this->productOf( 'H-2' )->get_stock_quantity() ] );
		} else {
			self::assertSame( [], ( new Links() )->byCodes( [ 'H-1' ] ) );
		}
		$logged = implode( "\n", $this->log->about( 'item H-1', 'error' ) );
		self::assertStringContainsString( 'breakForTheFirst', $logged, 'Whose code it was.' );
	}

	/**
	 * What SORS no longer has is not sold, whatever the filter would have made of it.
	 *
	 * @testWith ["sors_stock_quantity"]
	 *           ["sors_price"]
	 */
	public function testALowerStockIsWrittenWhereAFilterBreaks( string $hook ): void {
		$this->configure( [ 'safetyLimitPercent' => 100 ] );
		$this->runAll( 'catalog', 'stock' );
		add_filter( $hook, [ $this, 'breakForTheFirst' ], 10, 2 );
		foreach ( [ 9 => 7, 3 => 3, 5 => 3 ] as $inSors => $inShop ) {
			$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'H-1', 'unit' => $this->firstUnit, 'onHand' => $inSors ], [ 'do' => 'setPrice', 'code' => 'H-1', 'priceWithVat' => 100 + $inSors ] ] );
			$run = $this->runWell( 'stock' );
			self::assertSame( [ $inShop, '100' ], [ (int) $this->productOf( 'H-1' )->get_stock_quantity(), $this->productOf( 'H-1' )->get_regular_price() ], "$inSors in SORS." );
			self::assertStringContainsString( 'It broke.', $this->itemOf( $run, 'H-1' )['reason'] );
		}
		remove_filter( $hook, [ $this, 'breakForTheFirst' ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 5, '105' ], [ (int) $this->productOf( 'H-1' )->get_stock_quantity(), $this->productOf( 'H-1' )->get_regular_price() ] );
	}

	/**
	 * @param mixed $value
	 * @param mixed $code
	 *
	 * @return mixed
	 */
	public function breakForTheFirst( $value, $code = null ) {
		if ( 'H-1' === ( $value instanceof \WC_Product ? $value->get_sku() : $code ) ) {
			throw new \RuntimeException( 'It broke.' );
		}
		return $value;
	}
}
