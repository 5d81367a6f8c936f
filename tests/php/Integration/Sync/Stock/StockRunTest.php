<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** @group sqlite */
final class StockRunTest extends SyncTestCase {

	public function testCatalogueStockAndPricesComeInAndASecondRunWritesNothing(): void {
		$this->assortment( 100 );
		foreach ( [ 'catalog', 'stock' ] as $kind ) {
			$this->assertSucceeded( $this->runToEnd( $kind ) );
			$before = $this->shopRows();
			$second = $this->runWell( $kind );
			self::assertSame( 0, $second->updated );
			self::assertSame( $before, $this->shopRows() );
		}
	}
}
