<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;
use SorsApi\Store\BulkStockWriter;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\StockChange;
use SorsApi\Store\StockWriter;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** A stock that has changed since it was read is not replaced, and no sale is lost to the writing of a thousand figures at once. */
final class StockSwapTest extends StoreTestCase {

	/** @return array<string, array{string|null}> Another row of the product's stock, as an import leaves it. */
	public function rows(): array {
		return [
			'one row'             => [ null ],
			'two rows'            => [ '10' ],
			'two rows that differ' => [ '3' ],
		];
	}

	/** @dataProvider rows */
	public function testASaleSinceItWasReadIsSeen( ?string $second ): void {
		$id    = $this->product( $second );
		$state = self::read( $id );
		wc_update_product_stock( $id, 1, 'decrease' );
		self::assertFalse( self::swap( $state, '10' ) );
		self::assertSame( '9', self::stockOf( $id ) );
		self::assertTrue( self::swap( self::read( $id ), '8' ) );
		self::assertSame( '8', self::stockOf( $id ) );
	}

	/** @dataProvider rows */
	public function testWithoutASaleItIsReplaced( ?string $second ): void {
		$id = $this->product( $second );
		self::assertTrue( self::swap( self::read( $id ), '4' ) );
		self::assertSame( '4', self::stockOf( $id ) );
	}

	public function testStockThatAProductWasGivenSinceItWasReadIsSeen(): void {
		$id = $this->product( null );
		delete_post_meta( $id, '_stock' );
		$state = self::read( $id );
		self::assertNull( $state->stock );
		add_post_meta( $id, '_stock', '6' );
		self::assertFalse( self::swap( $state, '10' ) );
		self::assertSame( '6', self::stockOf( $id ) );
	}

	public function testAProductThatHasNoStockYetIsGivenSome(): void {
		$id = $this->product( null );
		delete_post_meta( $id, '_stock' );
		self::assertTrue( self::swap( self::read( $id ), '10' ) );
	}

	private function product( ?string $second ): int {
		$id = $this->createProduct( 'S-1', '100', 10 )->get_id();
		if ( null !== $second ) {
			add_post_meta( $id, '_stock', $second );
		}
		return $id;
	}

	private static function read( int $id ): ProductState {
		return ( new ProductReader() )->byIds( [ $id ], ProductParts::figuresToWrite() )[ $id ];
	}

	private static function swap( ProductState $state, string $stock ): bool {
		return Transaction::run( static fn(): bool => ( new StockWriter() )->swap( new StockChange( $state, $stock, null ) ) );
	}

	private static function stockOf( int $id ): string {
		wp_cache_flush();
		return (string) get_post_meta( $id, '_stock', true );
	}

	public function writers(): array {
		return [
			'in bulk, in a small shop'    => [ true, 0 ],
			'in bulk, in a larger one'    => [ true, 200 ],
			'one by one, in a small shop' => [ false, 0 ],
			'one by one, in a larger one' => [ false, 200 ],
		];
	}

	/**
	 * A checkout that waits for us must get its turn: were it the one to be given up, its sale would be lost without a word.
	 *
	 * @group real-store
	 * @dataProvider writers
	 */
	public function testNoSaleIsLostToADeadlock( bool $isBulk, int $others ): void {
		$ids   = [ $this->createProduct( 'A' )->get_id(), $this->createProduct( 'B' )->get_id() ];
		$sales = 25;
		$this->fill( $others );
		$done  = (string) tempnam( sys_get_temp_dir(), 'sors' );
		$child = $this->inOtherProcess( 'for ( $i = 0; $i < $args[1]; $i++ ) { foreach ( $args[0] as $id ) { wp_cache_flush(); wc_update_product_stock( $id, 1, "increase" ); } } file_put_contents( $args[2], "done" );', [ $ids, $sales, $done ] );
		$added = array_fill_keys( $ids, 0 );
		for ( $price = 100; '' === (string) file_get_contents( $done ); $price++ ) {
			foreach ( $isBulk ? [ $ids ] : [ [ $ids[0] ], [ $ids[1] ] ] as $together ) {
				foreach ( $this->addThousand( $together, (string) $price, $isBulk ) as $id ) {
					$added[ $id ] += 1000;
				}
			}
		}
		$child->finish();
		unlink( $done );
		wp_cache_flush();
		$GLOBALS['wpdb']->query( "DELETE FROM {$GLOBALS['wpdb']->postmeta} WHERE post_id BETWEEN 900001 AND 900000 + $others" );
		foreach ( $ids as $id ) {
			self::assertGreaterThan( 2000, $added[ $id ], 'They hardly met.' );
			self::assertEquals( 10 + $sales + $added[ $id ], wc_get_product( $id )->get_stock_quantity() );
		}
	}

	/** By how many products there are, the database decides which index finds the rows of one. */
	private function fill( int $products ): void {
		global $wpdb;
		if ( 0 === $products ) {
			return;
		}
		$rows = [];
		for ( $id = 900001; $id <= 900000 + $products; $id++ ) {
			foreach ( [ '_sku', '_regular_price', '_price', '_manage_stock', '_stock', '_stock_status', '_tax_class', '_virtual' ] as $key ) {
				$rows[] = "($id, '$key', '1')";
			}
		}
		$wpdb->query( "INSERT INTO $wpdb->postmeta (post_id, meta_key, meta_value) VALUES " . implode( ', ', $rows ) );
		$wpdb->query( "ANALYZE TABLE $wpdb->postmeta" );
	}

	/**
	 * Stock and price of all of them in one transaction.
	 *
	 * @return list<int> Those that were written.
	 */
	private function addThousand( array $ids, string $price, bool $isBulk ): array {
		$written = [];
		$work    = static function () use ( $ids, $price, $isBulk, &$written ): void {
			$changes = [];
			foreach ( ( new ProductReader() )->byIds( $ids, ProductParts::figuresToWrite() ) as $id => $state ) {
				$changes[ $id ] = new StockChange( $state, (string) ( (int) $state->stock + 1000 ), $price );
				if ( ! $isBulk && ( new StockWriter() )->swap( $changes[ $id ] ) ) {
					$written[] = $id;
				}
			}
			if ( $isBulk ) {
				$written = array_keys( BulkStockWriter::write( $changes ) );
			}
		};
		try {
			Transaction::run( $work );
			return $written;
		} catch ( TransactionBroken $broken ) {
			return [];
		}
	}
}
