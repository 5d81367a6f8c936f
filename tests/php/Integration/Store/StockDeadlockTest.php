<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;
use SorsApi\Store\BulkStockWriter;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\StockChange;
use SorsApi\Store\StockWriter;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Sales and the writing of a thousand figures at once.
 *
 * @group real-store
 */
final class StockDeadlockTest extends StoreTestCase {

	protected function setUp(): void {
		parent::setUp();
		self::requireRealStore();
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
	 * @dataProvider writers
	 */
	public function testNoSaleIsLostToADeadlock( bool $isBulk, int $others ): void {
		$ids   = $this->twins();
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

	/** @return array{int, int} Two products that differ in nothing but their SKU. */
	private function twins(): array {
		return [ $this->createProduct( 'A' )->get_id(), $this->createProduct( 'B' )->get_id() ];
	}
}
