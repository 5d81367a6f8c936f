<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** @group sqlite */
final class StockRunTest extends SyncTestCase {

	public function testStockAndPricesComeInAndASecondRunWritesNothing(): void {
		$this->assortment( 100 );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$run = $this->runToEnd( 'stock' );
		$this->assertSucceeded( $run );
		$before = $this->shopRows();
		$second = $this->runToEnd( 'stock' );
		$this->assertSucceeded( $second );
		self::assertSame( 0, $second->updated );
		self::assertSame( $before, $this->shopRows() );
	}
}
