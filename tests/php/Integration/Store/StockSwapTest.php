<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Database\Transaction;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\StockChange;
use SorsApi\Store\StockWriter;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** A stock that has changed since it was read is not replaced. */
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
}
