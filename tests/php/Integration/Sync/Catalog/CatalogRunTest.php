<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

final class CatalogRunTest extends SyncTestCase {

	public function testACatalogueComesInAndASecondRunWritesNothing(): void {
		$this->assortment( 100 );
		$run = $this->runToEnd( 'catalog' );
		$this->assertSucceeded( $run );
		$before = $this->shopRows();
		$second = $this->runToEnd( 'catalog' );
		$this->assertSucceeded( $second );
		self::assertSame( 0, $second->updated );
		self::assertSame( $before, $this->shopRows() );
	}
}
