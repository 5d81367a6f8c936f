<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Orders\OrdersInTurn;
use SorsApi\Orders\OrderStorage;
use SorsApi\Tests\Integration\Outbox\CaptureTestCase;
use SorsApi\Tests\Site\BigShop;

'cli' === PHP_SAPI || exit;

/** How the orders of a shop are divided among the sweeps of a day. */
final class OrdersInTurnTest extends CaptureTestCase {

	private const ORDERS = 7000;

	/** Sweeps in which each of them has had its turn: 2,000 each. */
	private const SWEEPS = 4;

	protected function setUp(): void {
		parent::setUp();
		self::requireRealStore();
	}

	/** A shop that wrote for years before its first order. */
	public function testPostsOfBeforeTheFirstOrderTakeUpNoTurn(): void {
		$storage = OrderStorage::current();
		self::db()->query( "DELETE FROM {$storage->table} WHERE {$storage->type} LIKE 'shop\\_order%'" );
		self::assertSame( 5000000, wp_insert_post( [ 'post_title' => 'Vest', 'import_id' => 5000000 ] ) );
		BigShop::addOrders( self::ORDERS );
		$looked = 0;
		for ( $turn = 1; $turn <= self::SWEEPS; $turn++ ) {
			$orders = new OrdersInTurn();
			$slices = iterator_to_array( $orders->slices( 5 ), false );
			$orders->done( false );
			$many = (int) self::db()->get_var( "SELECT COUNT(*) FROM {$storage->table} o WHERE {$storage->type} = 'shop_order' AND {$slices[ count( $slices ) - 1 ]->in( "o.{$storage->id}" )}" );
			self::assertLessThanOrEqual( 2000, $many );
			$looked += $many;
		}
		self::assertSame( self::ORDERS, $looked );
	}
}
