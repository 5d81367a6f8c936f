<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * A translation plugin that keeps one stock and one price for all languages, by what Polylang for WooCommerce hooks: the
 * stock in WooCommerce's own statement, whose product it replaces by all of them, the prices when their metas are updated.
 *
 * @group real-store
 */
final class SharedWithTranslationsTest extends SyncTestCase {

	private int $product = 0;

	private int $translation = 0;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->configure( [ 'safetyLimitPercent' => 100 ] );
		$this->addItem( 'A', 'Roba A', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
		$this->product     = $this->createProduct( 'A', '120', 3 )->get_id();
		$this->translation = $this->createProduct( '', '120', 3 )->get_id();
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		wc_update_product_stock( $this->translation, 5 );
	}

	public function testTheOtherLanguageGetsStockAndPrice(): void {
		$this->copyPrices();
		$this->shareStock();
		$this->change( 7, 150 );
		self::assertSame( [ [ 7, '150', '150' ], [ 7, '150', '150' ] ], [ $this->figures( $this->product ), $this->figures( $this->translation ) ] );
	}

	/** Prices alone leave the fast way open. */
	public function testTheOtherLanguageGetsAPriceThatIsWrittenInBulk(): void {
		$this->copyPrices();
		$this->change( 5, 150 );
		self::assertSame( [ [ 5, '150', '150' ], [ 5, '150', '150' ] ], [ $this->figures( $this->product ), $this->figures( $this->translation ) ] );
	}

	public function testTheOtherLanguageIsSoldOutToo(): void {
		$this->copyPrices();
		$this->shareStock();
		$this->change( 0, 120 );
		self::assertSame( [ 'outofstock', 'outofstock' ], [ $this->fresh( $this->product )->get_stock_status(), $this->fresh( $this->translation )->get_stock_status() ] );
	}

	/** The stock status changes, so WooCommerce saves what is not the stock itself. */
	public function testAStockThatIsNotWrittenInBulkIsToldAsWell(): void {
		$told = [];
		foreach ( [ 'updated_post_meta', 'updated_postmeta' ] as $action ) {
			add_action(
				$action,
				function ( $row, int $id, string $key, $value ) use ( &$told ): void {
					if ( $id === $this->product ) {
						$told[] = current_action() . " $key $value";
					}
				},
				10,
				4
			);
		}
		add_action(
			'woocommerce_updated_product_stock',
			static function ( int $id ) use ( &$told ): void {
				$told[] = "stock $id";
			}
		);
		$this->change( 0, 120 );
		self::assertSame( [], array_diff( [ 'updated_post_meta _stock 0', 'updated_postmeta _stock 0', 'updated_post_meta _stock_status outofstock', "stock {$this->product}" ], $told ) );
	}

	/** Between the transaction and what is told of it. */
	public function testWhatIsBoughtMeanwhileIsNotPutBackInTheOtherLanguage(): void {
		$this->copyPrices( '_stock' );
		$this->buyOnceWritten();
		$this->change( 7, 120 );
		self::assertSame( [ 6, 6 ], [ $this->figures( $this->product )[0], $this->figures( $this->translation )[0] ] );
	}

	public function testWhoSharesTheStockIsNotToldOfItsMetaLater(): void {
		$this->shareStock();
		$told = [];
		add_action(
			'updated_post_meta',
			static function ( $row, int $id, string $key ) use ( &$told ): void {
				$told[] = $key;
			},
			10,
			3
		);
		$this->change( 7, 120 );
		self::assertNotContains( '_stock', $told );
		self::assertSame( [ 7, 7 ], [ $this->figures( $this->product )[0], $this->figures( $this->translation )[0] ] );
	}

	private function buyOnceWritten(): void {
		$bought = false;
		add_action(
			'clean_post_cache',
			function ( int $id ) use ( &$bought ): void {
				global $wpdb;
				if ( $id === $this->product && ! $bought && '7' === (string) $wpdb->get_var( "SELECT meta_value FROM $wpdb->postmeta WHERE meta_key = '_stock' AND post_id = $id" ) ) {
					$bought = true;
					$wpdb->query( "UPDATE $wpdb->postmeta SET meta_value = meta_value - 1 WHERE meta_key = '_stock' AND post_id = {$this->translation}" );
					$this->createOrder( [ $id => 1 ] );
				}
			}
		);
	}

	/** As a checkout locks them, whose statement names both too. */
	public function testBothAreLockedInTheOrderOfTheirIds(): void {
		$this->shareStock();
		$locks = [];
		add_filter(
			'query',
			static function ( string $sql ) use ( &$locks ): string {
				if ( 1 === preg_match( '/SET meta_value = meta_value WHERE post_id = (\d+)/', $sql, $found ) ) {
					$locks[] = (int) $found[1];
				}
				return $sql;
			}
		);
		$this->change( 7, 120 );
		self::assertSame( [ $this->product, $this->translation ], $locks );
	}

	public function testAStatementThatCannotBeMadeKeepsNoStockBack(): void {
		add_filter( 'woocommerce_update_product_stock_query', self::throwing( 'Another plugin has its own trouble.' ) );
		$this->change( 2, 120 );
		self::assertSame( 2, $this->fresh( $this->product )->get_stock_quantity() );
	}

	private function change( int $stock, int $price ): void {
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'A', 'unit' => $this->firstUnit, 'onHand' => $stock ], [ 'do' => 'setPrice', 'code' => 'A', 'priceWithVat' => $price ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
	}

	private function copyPrices( string ...$others ): void {
		add_action(
			'updated_post_meta',
			function ( $row, int $id, string $key, $value ) use ( $others ): void {
				if ( $id === $this->product && in_array( $key, [ '_price', '_regular_price', '_stock_status', ...$others ], true ) ) {
					update_post_meta( $this->translation, $key, $value );
				}
			},
			10,
			4
		);
	}

	private function shareStock(): void {
		add_filter( 'woocommerce_update_product_stock_query', fn( string $sql, int $id ): string => $id === $this->product ? str_replace( "post_id = $id", "post_id IN ( $id,{$this->translation} )", $sql ) : $sql, 10, 2 );
		add_action(
			'woocommerce_updated_product_stock',
			function ( int $id ): void {
				if ( $id === $this->product ) {
					wp_cache_delete( $this->translation, 'post_meta' );
				}
			}
		);
	}

	/** @return array{int, string, string} Stock, regular price, price in force. */
	private function figures( int $id ): array {
		$product = $this->fresh( $id );
		return [ $product->get_stock_quantity(), $product->get_regular_price(), $product->get_price() ];
	}
}
