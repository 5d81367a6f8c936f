<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Background\Sweep;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Services;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Orders that are made in a shop where the plugin watches. */
abstract class CaptureTestCase extends StoreTestCase {

	protected function setUp(): void {
		parent::setUp();
		OpenOrders::begin();
	}

	protected function sweep(): Sweep {
		return ( new Services() )->orders()->sweep();
	}

	protected function assertOneRow( int $orderId ): OutboxEntry {
		$rows = OutboxTable::ofOrder( $orderId );
		self::assertCount( 1, $rows );
		self::assertSame( [ 'sale', 0, 1 ], [ $rows[0]->role, $rows[0]->refundId, $rows[0]->revision ] );
		return $rows[0];
	}
}
