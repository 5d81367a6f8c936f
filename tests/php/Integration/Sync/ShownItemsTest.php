<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Sync\PlannedItem;
use SorsApi\Sync\RunItems;
use SorsApi\Sync\StoredItem;

/**
 * A difference of items with long texts, on the screen and as a file.
 *
 * @group sqlite
 */
final class ShownItemsTest extends SyncTestCase {

	public function testWhatItemsAreMadeOfStaysInTheDatabaseWhereTheyAreOnlyShown(): void {
		$items = [];
		for ( $i = 0; $i < 200; $i++ ) {
			$item          = new PlannedItem( "T-$i", "Artikal $i", PlannedItem::CREATE, PlannedItem::PLANNED );
			$item->payload = [ 'item' => [ 'description' => str_repeat( 'Дугачак опис. ', 2000 ) ] ];
			$items[]       = $item;
		}
		$table = new RunItems();
		$table->put( 7, 1, $items );
		unset( $items, $item );
		// The database object keeps its last query and the answer to it.
		$table->counts( 7 );
		$before = memory_get_usage();
		$after  = $table->after( 7, 0, 200 );
		self::assertLessThan( 3, ( memory_get_usage() - $before ) / 1048576, 'Of sixty-four.' );
		self::assertSame( [ 'T-0', 'T-199' ], [ $after[0]->code, $after[199]->code ] );
		$list = $table->list( 7, [ 'per_page' => 200 ] );
		self::assertSame( [ 'Artikal 0', 200, 200 ], [ $list['items'][0]['name'], count( $list['items'] ), $list['total'] ] );
		self::assertSame( 100, count( array_filter( $table->planned( 7, 0, 100 ), static fn( StoredItem $item ): bool => [] !== $item->payload ) ), 'It is there when they are written.' );
	}
}
