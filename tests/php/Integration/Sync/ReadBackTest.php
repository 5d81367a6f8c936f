<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Database\Sql;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Site\OtherPlugin;

'cli' === PHP_SAPI || exit;

/**
 * A run reads back what it wrote, after all who listen: what somebody undid is written once more, and then told.
 *
 * @group real-store
 */
final class ReadBackTest extends SyncTestCase {

	/** Ends the process where a run in that phase asks for a figure of A. */
	private const CHILD = '
		add_filter( "sors_stock_quantity", static function ( $quantity, $code ) use ( $args ) {
			global $wpdb;
			if ( "A" === $code && false !== strpos( $wpdb->get_var( "SELECT cursor_data FROM {$wpdb->prefix}sors_runs WHERE id = " . (int) $args["run"] ), "\"phase\":\"{$args["phase"]}\"" ) ) {
				exit( 3 );
			}
			return $quantity;
		}, 10, 2 );
		\SorsApi\Tests\Site\SiteRuns::make()->step( $args["run"] );';

	private OtherPlugin $plugin;

	/** Product of A. */
	private int $id;

	protected function setUp(): void {
		parent::setUp();
		$this->plugin = new OtherPlugin();
		$this->assortment( 0 );
		$this->configure( [ 'fields' => [ 'name' => 'always' ], 'safetyLimitPercent' => 100 ] );
		foreach ( [ 'A' => 'Lopata', 'B' => 'Kramp' ] as $code => $name ) {
			$this->addItem( $code, $name, [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
		}
		$this->runAll( 'catalog', 'stock' );
		$this->id = $this->productOf( 'A' )->get_id();
	}

	protected function tearDown(): void {
		$this->plugin->delete();
		parent::tearDown();
	}

	private function inSors( int $stock, int $price ): void {
		foreach ( [ 'A', 'B' ] as $code ) {
			$this->patchSors( [ [ 'do' => 'setStock', 'code' => $code, 'unit' => $this->firstUnit, 'onHand' => $stock ], [ 'do' => 'setPrice', 'code' => $code, 'priceWithVat' => $price ] ] );
		}
	}

	/** @return array{string, string, int} Regular price, price in force, stock. */
	private function sold( string $code = 'A' ): array {
		$product = $this->productOf( $code );
		return [ $product->get_regular_price( 'edit' ), $product->get_price( 'edit' ), (int) $product->get_stock_quantity( 'edit' ) ];
	}

	/** As plugins with rules for prices or quantities do, whenever the product is saved. */
	private function setBack( string $key, string $value, int $times = PHP_INT_MAX ): void {
		$this->plugin->whenSaved( $this->id, $times, 'update_post_meta', $this->id, $key, $value );
	}


	private function until( string $phase, string $kind = 'stock' ): Run {
		$run = $this->runs->start( $kind, 'apply', 'person' );
		while ( $phase !== $run->cursor->phase ) {
			self::assertTrue( $run->isActive(), "It was never in $phase." );
			$run = $this->part( $run );
		}
		return $run;
	}

	public function whatIsSetBack(): array {
		return [
			'a stock, written in bulk' => [ 7, [ '_stock' => '5' ], [ '140', '140', 7 ] ],
			'a stock, saved'           => [ 0, [ '_stock' => '5' ], [ '140', '140', 0 ] ],
			'a price'                  => [ 7, [ '_regular_price' => '120', '_price' => '120' ], [ '140', '140', 7 ] ],
			'what buyers pay'          => [ 5, [ '_price' => '99' ], [ '140', '140', 5 ] ],
		];
	}

	/** @dataProvider whatIsSetBack */
	public function testWhatIsSetBackOnceIsWrittenOnceMore( int $stock, array $metas, array $sold ): void {
		foreach ( $metas as $key => $value ) {
			$this->setBack( $key, $value, 1 );
		}
		$this->inSors( $stock, 140 );
		$run = $this->runWell( 'stock' );
		self::assertSame( [ $sold, $sold ], [ $this->sold(), $this->sold( 'B' ) ] );
		self::assertSame( 0 === $stock ? 'outofstock' : 'instock', $this->productOf( 'A' )->get_stock_status() );
		self::assertSame( [ 2, 0, 0, 2 ], [ $run->updated, $run->skipped, $run->failed, $run->processed ] );
		self::assertSame( [ 'updated', '' ], [ $this->itemOf( $run, 'A' )['outcome'], self::problemOf( 'A' )[0] ] );
		self::assertSame( [ 0, 2 ], [ $this->runToEnd( 'stock' )->updated, RunTable::list( [] )['items'][0]->unchanged ] );
		self::assertSame( '0', Sql::value( "SELECT COUNT(*) FROM {$GLOBALS['wpdb']->prefix}sors_run_items WHERE payload IS NOT NULL" ), 'What was needed to read back takes no room afterwards.' );
	}

	public function testWhatIsSetBackEachTimeIsToldWithBothValuesAndThePlugin(): void {
		foreach ( [ '_regular_price', '_price' ] as $key ) {
			$this->setBack( $key, '125' );
			$this->setBack( $key, '130', 1 );
		}
		$this->inSors( 7, 140 );
		foreach ( [ 1, 2 ] as $turn ) {
			$run = $this->runWell( 'stock' );
			self::assertSame( [ 1 === $turn ? 1 : 0, 1, 0 ], [ $run->updated, $run->skipped, $run->failed ], "$turn" );
			self::assertSame( [ [ '125', '125', 7 ], [ '140', '140', 7 ] ], [ $this->sold(), $this->sold( 'B' ) ] );
			$item = $this->itemOf( $run, 'A' );
			self::assertSame( [ 'skipped', [ [ 'field' => 'price', 'from' => '125', 'to' => '140' ] ] ], [ $item['outcome'], $item['changes'] ] );
			self::assertSame( [ RunItem::NOT_KEPT, (string) $item['reason'] ], self::problemOf( 'A' ) );
			self::assertStringContainsString( 'The shop has 125,00 although SORS has 140,00', (string) $item['reason'] );
			self::assertStringContainsString( '“Price Rules 2.1” changed it', (string) $item['reason'] );
		}
		self::assertSame( [ RunItem::NOT_KEPT ], array_column( $this->restOk( 'GET', 'conflicts' )['items'], 'code' ) );
		$this->plugin->deactivate();
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ [ '140', '140', 7 ], '' ], [ $this->sold(), self::problemOf( 'A' )[0] ] );
	}

	/** By SQL nobody sees who it is; a plugin that writes something else into the product, or into another, is not to blame. */
	public function testNobodyIsBlamedWhoDidNotWriteIt(): void {
		$this->plugin->whenSaved( $this->id, PHP_INT_MAX, 'add_post_meta', $this->id, '_feed', '1' );
		$this->plugin->whenSaved( $this->id, PHP_INT_MAX, 'add_post_meta', $this->productOf( 'B' )->get_id(), '_backorders', 'no' );
		add_action( 'litespeed_purge_post', fn() => self::db()->update( self::db()->postmeta, [ 'meta_value' => '5' ], [ 'post_id' => $this->id, 'meta_key' => '_stock' ] ) );
		$this->inSors( 7, 120 );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( RunItem::NOT_KEPT, self::problemOf( 'A' )[0] );
		self::assertStringContainsString( 'something on this site changed it', (string) $this->itemOf( $run, 'A' )['reason'] );
	}

	/** @testWith ["confirm"]
	 *           ["kept"]
	 */
	public function testASaleMeanwhileIsNoConflict( string $phase ): void {
		$this->setBack( '_stock', '5', Cursor::KEPT === $phase ? 1 : 0 );
		$this->inSors( 7, 140 );
		$run = $this->until( $phase );
		$this->createOrder( [ $this->id => 2 ] );
		$run = $this->driveWell( $run->id );
		self::assertSame( [ '140', '140', 5 ], $this->sold() );
		self::assertSame( [ 2, 0, '' ], [ $run->updated, $run->skipped, self::problemOf( 'A' )[0] ] );
	}

	/** Nor is what the owner left alone meanwhile written again. */
	public function testWhatIsLeftAloneMeanwhileStaysAsItIs(): void {
		global $wpdb;
		$this->inSors( 7, 140 );
		$run = $this->until( Cursor::CONFIRM );
		update_post_meta( $this->id, '_stock', '3' );
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_links SET left_alone = 'product' WHERE code = 'A'" );
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertSame( 3, $this->sold()[2] );
	}

	public function partsWhereItDies(): array {
		return [
			'as it reads back'           => [ Cursor::CONFIRM ],
			'before the second writing'  => [ Cursor::AGAIN ],
			'as it reads back once more' => [ Cursor::KEPT ],
		];
	}

	/** @dataProvider partsWhereItDies */
	public function testAProcessThatDiesInItIsFollowedByTheNext( string $phase ): void {
		$this->setBack( '_stock', '5' );
		$this->inSors( 7, 140 );
		$run = $this->until( $phase );
		$this->dieIn( $run, $phase );
		$run = $this->driveWell( $run->id );
		self::assertSame( [ 1, 1, 0, 2 ], [ $run->updated, $run->skipped, $run->failed, $run->processed ] );
		self::assertSame( [ RunItem::NOT_KEPT, '' ], [ self::problemOf( 'A' )[0], self::problemOf( 'B' )[0] ] );
	}

	/** @dataProvider partsWhereItDies */
	public function testAnItemAtWhichItDiesAgainAndAgainIsPassedOver( string $phase ): void {
		$this->setBack( '_stock', '5' );
		$this->inSors( 7, 140 );
		$run = $this->until( $phase );
		for ( $i = 0; $i < 3; $i++ ) {
			$this->dieIn( $run, $phase );
		}
		$run = $this->drive( $run->id );
		self::assertSame( [ 'succeeded', 1, 0, 1, 2 ], [ $run->state, $run->updated, $run->skipped, $run->failed, $run->processed ], $run->message );
		self::assertSame( [ 'failed', '140' ], [ self::problemOf( 'A' )[0], $this->sold( 'B' )[0] ] );
	}

	private function dieIn( Run $run, string $phase ): void {
		global $wpdb;
		try {
			$this->inOtherProcess( self::CHILD, [ 'run' => $run->id, 'phase' => $phase ] )->finish( 240 );
			self::fail( 'It lives.' );
		} catch ( \RuntimeException $died ) {
			self::assertStringContainsString( 'ended with 3', $died->getMessage() );
		}
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET lease_until = 1 WHERE lease_owner <> ''" );
		wp_cache_flush();
	}

	/** Cut off once, a run goes piece by piece: what was read back is not read again. */
	public function testItGoesOnWhereItsCursorStands(): void {
		global $wpdb;
		$this->inSors( 7, 140 );
		$run                  = $this->until( Cursor::CONFIRM );
		$run->cursor->careful = 5;
		$wpdb->update( $wpdb->prefix . 'sors_runs', [ 'cursor_data' => $run->cursor->toJson() ], [ 'id' => $run->id ] );
		$run = $this->part( $run );
		self::assertSame( [ Cursor::CONFIRM, 'A' ], [ $run->cursor->phase, $wpdb->get_var( "SELECT code FROM {$wpdb->prefix}sors_run_items WHERE id = {$run->cursor->after}" ) ] );
		update_post_meta( $this->id, '_stock', '5' );
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertSame( 5, $this->sold()[2] );
	}

	/** @testWith [2]
	 *           [60]
	 */
	public function testItCostsTheSameFewQueriesForManyItems( int $items ): void {
		for ( $i = 3; $i <= $items; $i++ ) {
			$this->addItem( "C$i", "Artikal $i", [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
			$changes[] = [ 'do' => 'setStock', 'code' => "C$i", 'unit' => $this->firstUnit, 'onHand' => 7 ];
		}
		$this->runAll( 'catalog', 'stock' );
		$this->patchSors( $changes ?? [] );
		$this->inSors( 7, 140 );
		$run     = $this->until( Cursor::CONFIRM );
		$queries = self::queries(
			function () use ( &$run ): void {
				$run = $this->part( $run );
			}
		);
		self::assertSame( [ Cursor::FINISH, $items ], [ $run->cursor->phase, $run->updated ] );
		self::assertLessThanOrEqual( 26, count( $queries ) );
	}

	public function testARunThatWroteNothingReadsNothingBack(): void {
		$queries = self::queries( fn() => $this->runAll( 'stock' ) );
		self::assertSame( [], preg_grep( '/payload IS NOT NULL/', $queries ) );
	}

	/** @testWith [1]
	 *           [2]
	 */
	public function testANameThatIsSetBackIsWrittenOnceMoreAndThenTold( int $times ): void {
		$this->plugin->whenSaved( $this->id, $times, 'wp_update_post', [ 'ID' => $this->id, 'post_title' => 'Lopata, akcija' ] );
		foreach ( [ 'A' => 'Lopata nova', 'B' => 'Kramp novi' ] as $code => $name ) {
			$this->setItem( $code, [ 'name' => $name ] );
		}
		$run = $this->runWell( 'catalog' );
		self::assertSame( [ 1 === $times ? 'Lopata nova' : 'Lopata, akcija', 'Kramp novi' ], [ $this->productOf( 'A' )->get_name(), $this->productOf( 'B' )->get_name() ] );
		self::assertSame( 1 === $times ? [ 2, 0, 2 ] : [ 1, 1, 2 ], [ $run->updated, $run->skipped, $run->processed ] );
		self::assertSame( 1 === $times ? '' : RunItem::NOT_KEPT, self::problemOf( 'A' )[0] );
		if ( $times > 1 ) {
			self::assertStringStartsWith( 'The shop has Lopata, akcija although SORS has Lopata nova: it was written twice, and “Price Rules 2.1” changed it', self::problemOf( 'A' )[1] );
		}
		self::assertSame( [ 'succeeded', 'Lopata nova' ], [ $this->runToEnd( 'catalog' )->state, $this->productOf( 'A' )->get_name() ] );
		self::assertSame( '', self::problemOf( 'A' )[0] );
	}

	/** A new product that a plugin renames. */
	public function testANewProductIsReadBackToo(): void {
		$rename = static function ( int $id ): void {
			remove_all_actions( 'woocommerce_new_product', 99 );
			wp_update_post( [ 'ID' => $id, 'post_title' => 'Nešto drugo' ] );
		};
		add_action( 'woocommerce_new_product', $rename, 99 );
		$this->addItem( 'N', 'Novo', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
		$run = $this->runWell( 'catalog' );
		self::assertSame( [ 'Novo', 1, 0 ], [ $this->productOf( 'N' )->get_name(), $run->created + $run->updated, $run->skipped ] );
		self::assertTrue( Links::byCodes( [ 'N' ] )['N']->fresh );
	}
}
