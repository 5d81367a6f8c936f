<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Admin\ProductBox;
use SorsApi\Database\Tables;
use SorsApi\Services;
use SorsApi\Settings\Uptime;
use SorsApi\Store\PriceHistory;
use SorsApi\Sync\Reports\ProductHistory;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** What a product cost before, and what runs made of its stock. @group real-store */
final class PriceHistoryTest extends SyncTestCase {

	private const ITEMS = 9;

	public function testEveryChangeOfThePriceInForceIsRecordedWhoeverMakesIt(): void {
		$product = $this->createProduct( 'P', '120.00' );
		$id      = $product->get_id();
		self::assertSame( [], PriceHistory::of( [ $id ] ) );
		self::saved( $product, [ 'regular_price' => '120', 'weight' => '1' ] );
		self::assertSame( [], PriceHistory::of( [ $id ] ), 'The same price.' );

		self::saved( $product, [ 'regular_price' => '150' ] );
		self::assertSame( [ '120' ], $this->prices( $id ) );
		$this->daysLater( 1 );
		self::saved( $product, [ 'sale_price' => '99.5' ] );
		self::assertSame( [ '150', '120' ], $this->prices( $id ), 'A sale.' );
		$this->daysLater( 1 );
		self::saved( $product, [ 'date_on_sale_to' => gmdate( 'Y-m-d H:i:s', time() - HOUR_IN_SECONDS ) ] );
		self::assertSame( [ '99.5', '150', '120' ], $this->prices( $id ), 'Its end.' );
		$this->daysLater( 1 );
		update_post_meta( $id, '_price', '80' );
		self::assertSame( [ '150', '99.5', '150', '120' ], $this->prices( $id ), 'An import.' );
		update_post_meta( $id, '_regular_price', '1' );
		update_post_meta( wp_insert_post( [ 'post_title' => 'Ulaznica' ] ), '_price', '1' );
		self::assertSame( 4, $this->rows() );
	}

	public function testAPriceThatIsDeletedAndAddedAgainIsRecordedToo(): void {
		$id = $this->createProduct( 'P', '120' )->get_id();
		delete_post_meta( $id, '_price' );
		add_post_meta( $id, '_price', '120.00' );
		PriceHistory::endDeleted();
		self::assertSame( [], $this->prices( $id ), 'The same price.' );
		delete_post_meta( $id, '_price' );
		add_post_meta( $id, '_price', '90' );
		add_post_meta( $id, '_price', '95' );
		self::assertSame( [ '120' ], $this->prices( $id ) );
		$this->daysLater( 1 );
		delete_metadata_by_mid( 'post', (int) $this->metaId( $id ) );
		self::assertNotFalse( has_action( 'shutdown', [ PriceHistory::class, 'endDeleted' ] ) );
		PriceHistory::endDeleted();
		self::assertSame( [ '90', '120' ], $this->prices( $id ), 'Nothing came after it.' );
		$gone = $this->createProduct( 'G', '50' )->get_id();
		wp_delete_post( $gone, true );
		PriceHistory::endDeleted();
		self::assertSame( [], $this->prices( $gone ), 'Nor did the product.' );

		$page = wp_insert_post( [ 'post_title' => 'Ulaznica' ] );
		add_post_meta( $page, 'other', '1' );
		$queries = self::queries(
			static function () use ( $page ): void {
				delete_post_meta( $page, 'other' );
				add_post_meta( $page, 'other', '2' );
			}
		);
		self::assertSame( [ 'SELECT', 'DELETE', 'INSERT' ], array_map( static fn( string $sql ): string => strtok( trim( $sql ), ' ' ), $queries ), 'Other meta costs nothing.' );
	}

	private function metaId( int $id ): string {
		global $wpdb;
		return (string) $wpdb->get_var( $wpdb->prepare( "SELECT meta_id FROM $wpdb->postmeta WHERE post_id = %d AND meta_key = '_price' ORDER BY meta_id LIMIT 1", $id ) );
	}

	public function testOfADayTheLowestIsKept(): void {
		$product = $this->createProduct( 'P', '120' );
		foreach ( [ '90', '100.5', '1000', '130' ] as $price ) {
			self::saved( $product, [ 'regular_price' => $price ] );
		}
		self::assertSame( [ '90' ], $this->prices( $product->get_id() ) );
	}

	public function testARunRecordsAWholeBatchInOneStatement(): void {
		$unit = $this->linked( self::ITEMS );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( 0, $this->rows() );
		for ( $number = 0; $number < self::ITEMS; $number++ ) {
			$this->patchSors( [ [ 'do' => 'setPrice', 'code' => "H-$number", 'priceWithVat' => 120 + $number ] ] );
		}
		$statements = preg_grep( '/^\s*INSERT INTO \S*sors_prices/', self::queries( fn() => $this->runAll( 'stock' ) ) );
		self::assertCount( 1, $statements );
		self::assertSame( [ '100' ], $this->prices( $this->productOf( 'H-3' )->get_id() ) );
		self::assertSame( '123', $this->productOf( 'H-3' )->get_price() );
		self::assertSame( self::ITEMS, $this->rows() );

		// One on sale is written by WooCommerce's save(), and its price in force stays.
		$sale = self::saved( $this->productOf( 'H-4' ), [ 'sale_price' => '50' ] );
		$this->daysLater( 1 );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'H-4', 'priceWithVat' => 140 ], [ 'do' => 'setStock', 'code' => 'H-4', 'unit' => $unit, 'onHand' => 9 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ '140', '50' ], [ $this->productOf( 'H-4' )->get_regular_price(), $this->productOf( 'H-4' )->get_price() ] );
		self::assertSame( [ '100' ], $this->prices( $sale->get_id() ), 'Of the day before: 124 and 100.' );
	}

	public function testTheBoxTellsTheLowestPriceAndWhatRunsMadeOfTheStock(): void {
		$unit = $this->linked( 1 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$product = $this->productOf( 'H-0' );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'H-0', 'priceWithVat' => 250 ], [ 'do' => 'setStock', 'code' => 'H-0', 'unit' => $unit, 'onHand' => 42 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$box = $this->box( $product->get_id() );
		self::assertMatchesRegularExpression( '/Lowest price since [^,]+, \d{4}[^<]*, when the record begins: 100/u', $box );
		self::assertStringContainsString( '</td><td>5</td><td>42</td></tr>', $box );

		AtWork::since( time() - 31 * DAY_IN_SECONDS );
		wp_update_post( [ 'ID' => $product->get_id(), 'post_date' => '2026-01-01 00:00:00', 'post_date_gmt' => '2026-01-01 00:00:00', 'edit_date' => true ] );
		self::assertStringContainsString( 'Lowest price of the last 30 days: 100', $this->box( $product->get_id() ) );
		$this->daysLater( PriceHistory::DAYS );
		self::assertStringContainsString( 'Lowest price of the last 30 days: 100', $this->box( $product->get_id() ) );
		$this->daysLater( 1 );
		self::assertStringContainsString( 'Lowest price of the last 30 days: 250', $this->box( $product->get_id() ), 'It ended longer ago.' );

		self::assertSame( 1, $this->rows() );
		do_action( 'sors_watchdog' );
		self::assertSame( 0, $this->rows(), 'And is forgotten.' );
		self::db()->query( 'UPDATE ' . Tables::name( Tables::RUNS ) . ' SET created_at = created_at - INTERVAL 15 DAY' );
		self::assertStringContainsString( 'No sync has changed the stock in the last 14 days.', $this->box( $product->get_id() ) );
	}

	public function testTheStocksOfAllVariationsAreReadAtOnce(): void {
		$parent = $this->createVariable()->get_id();
		foreach ( [ 'crna', 'bela', 'plava' ] as $number => $color ) {
			self::saved(
				new \WC_Product_Variation(),
				[ 'parent_id' => $parent, 'sku' => "H-$number", 'attributes' => [ 'boja' => $color ], 'manage_stock' => true ]
			);
		}
		$unit = $this->linked( 3 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		foreach ( [ 7, 8 ] as $stock ) {
			$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'H-1', 'unit' => $unit, 'onHand' => $stock ] ] );
			$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		}
		$history = [];
		$queries = self::queries(
			static function () use ( $parent, &$history ): void {
				$history = ProductHistory::of( $parent );
			}
		);
		self::assertSame( [ [ '5' ], [ '8', '7', '5' ], [ '5' ] ], array_map( static fn( array $item ): array => array_column( $item['stocks'], 'to' ), $history ) );
		self::assertCount( 1, preg_grep( '/' . Tables::name( Tables::RUN_ITEMS ) . '/', $queries ) );
	}

	public function testWhatIsKnownOfBeforeTheRecordBeginsIsNotTheLowestSince(): void {
		$this->linked( 1 );
		$product = $this->productOf( 'H-0' );
		foreach ( [ '80', '90', '95' ] as $price ) {
			self::saved( $product, [ 'regular_price' => $price ] );
			$this->daysLater( 1 );
		}
		wp_update_post( [ 'ID' => $product->get_id(), 'post_date' => '2026-01-01 00:00:00', 'post_date_gmt' => '2026-01-01 00:00:00', 'edit_date' => true ] );
		// The plugin was off, and is on again since the day on which 90 ended.
		AtWork::since( time() - DAY_IN_SECONDS );
		$box = $this->box( $product->get_id() );
		self::assertStringContainsString( 'when the record begins: 90', $box );
	}

	public function testWhilePluginIsOffNothingIsKnown(): void {
		AtWork::since( 1 );
		$id = $this->createProduct( 'P' )->get_id();
		wp_update_post( [ 'ID' => $id, 'post_date' => '2026-01-01 00:00:00', 'post_date_gmt' => '2026-01-01 00:00:00', 'edit_date' => true ] );
		self::assertNull( PriceHistory::since( $id, Uptime::since() ) );
		do_action( 'activate_' . plugin_basename( SORS_API_FILE ), false );
		self::assertEqualsWithDelta( time(), PriceHistory::since( $id, Uptime::since() ), 60 );
	}

	/** @return string Unit that has 5 of each. */
	private function linked( int $items ): string {
		$unit = $this->firstUnit;
		$this->assortment( 1 );
		$this->configure( [ 'businessUnitIds' => [ $this->units[ $unit ] ] ] );
		for ( $number = 0; $number < $items; $number++ ) {
			$this->addItem( "H-$number", "Roba $number", [ 'priceWithVat' => 100 ], [ $unit => 5 ] );
		}
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		return $unit;
	}

	private function box( int $id ): string {
		$this->loginAsAdmin();
		$services = new Services();
		return html_entity_decode( self::printed( static fn() => ( new ProductBox( $services->sync()->productReport() ) )->show( get_post( $id ) ) ) );
	}

	private function daysLater( int $days ): void {
		self::db()->query( 'UPDATE ' . Tables::name( Tables::PRICES ) . " SET day = day - INTERVAL $days DAY ORDER BY day" );
	}

	private function prices( int $id ): array {
		return array_column( PriceHistory::of( [ $id ] )[ $id ] ?? [], 'price' );
	}

	private function rows(): int {
		return (int) self::db()->get_var( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::PRICES ) );
	}
}
