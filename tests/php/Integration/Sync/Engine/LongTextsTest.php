<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** A difference of items with long texts: stored and on the screen. @group sqlite */
final class LongTextsTest extends SyncTestCase {

	public function testWhatItemsAreMadeOfStaysInTheDatabaseWhereTheyAreOnlyShown(): void {
		$table = new RunItems();
		$table->put( 7, 1, self::items( 200, 25000 ) );
		// The database object keeps its last query and the answer to it.
		$table->count( 7, [ RunItem::PLANNED ] );
		$before = memory_get_usage();
		$list   = $table->list( 7, [ 'per_page' => 200 ] );
		self::assertLessThan( 10, ( memory_get_usage() - $before ) / 1048576, 'Of sixty-four.' );
		self::assertSame( [ 'Artikal 0', 200, 200 ], [ $list['items'][0]['name'], count( $list['items'] ), $list['total'] ] );
		self::assertSame( 100, count( array_filter( $table->planned( 7, 0, 100 ), static fn( RunItem $item ): bool => [] !== $item->payload ) ), 'It is there when they are written.' );
	}

	public function testTextsOfManyPagesAreStoredThoughTheDatabaseTakesNoStatementOfAllOfThem(): void {
		$table = new RunItems();
		$table->put( 8, 1, self::items( 50, 60000 ) );
		self::assertSame( 50, $table->count( 8, [ RunItem::PLANNED ] ) );
		$stored = $table->known( 8, 1, [ 'T-49' ] )['T-49'];
		self::assertSame( 60000, mb_strlen( $stored->payload['item']['description'] ) );
	}

	/** @return list<RunItem> */
	private static function items( int $number, int $letters ): array {
		$items = [];
		for ( $i = 0; $i < $number; $i++ ) {
			$item          = new RunItem( "T-$i", "Artikal $i", RunItem::CREATE, RunItem::PLANNED );
			$item->payload = [ 'item' => [ 'description' => str_repeat( 'опис ', intdiv( $letters, 5 ) ) ] ];
			$items[]       = $item;
		}
		return $items;
	}
}
