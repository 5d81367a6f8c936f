<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Stock;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\StockLevel;
use SorsApi\Store\Level;
use SorsApi\Sync\Stock\LevelPage;

'cli' === PHP_SAPI || exit;

/** Two items with one code, told from one item that shows twice. */
final class LevelPageTest extends TestCase {

	/** @return array<string, array{list<string>, string|null, bool, int, bool, array{int, int, bool}}> Ids on the page; what is stored: id, conflict, run; complete; new, repeated, conflict. */
	public function pages(): array {
		return [
			'one'                                    => [ [ '1' ], null, false, 0, true, [ 1, 0, false ] ],
			'shown twice'                            => [ [ '1', '1' ], null, false, 0, true, [ 1, 1, false ] ],
			'two items'                              => [ [ '1', '2' ], null, false, 0, true, [ 2, 0, true ] ],
			'two items, one of them twice'           => [ [ '1', '2', '1' ], null, false, 0, true, [ 3, 0, true ] ],
			'the second on another page'             => [ [ '2' ], '1', false, 7, true, [ 1, 0, true ] ],
			'again, on another page'                 => [ [ '1' ], '1', true, 7, true, [ 0, 1, true ] ],
			'another one since the last run'         => [ [ '2' ], '1', false, 6, true, [ 1, 0, false ] ],
			'no longer doubled'                      => [ [ '1' ], '1', true, 6, true, [ 1, 0, false ] ],
			'changes: the same item'                 => [ [ '1' ], '1', false, 6, false, [ 1, 0, false ] ],
			'changes: one of two'                    => [ [ '1' ], '1', true, 6, false, [ 1, 0, true ] ],
			'changes: another item'                  => [ [ '2' ], '1', false, 6, false, [ 1, 0, true ] ],
			'changes: one of two, shown twice'       => [ [ '1', '1' ], '1', true, 6, false, [ 1, 1, true ] ],
			'changes: another one, shown twice'      => [ [ '2', '2' ], '1', false, 6, false, [ 1, 1, true ] ],
			'changes: no id'                         => [ [ '' ], '1', false, 6, false, [ 1, 0, false ] ],
		];
	}

	/**
	 * @dataProvider pages
	 *
	 * @param list<string>            $ids
	 * @param array{int, int, bool} $expected
	 */
	public function testTwoItemsWithOneCode( array $ids, ?string $storedId, bool $conflict, int $storedBy, bool $complete, array $expected ): void {
		$known = [];
		if ( null !== $storedId ) {
			$level           = new Level( 'A', 'u', 100 );
			$level->sorsId   = $storedId;
			$level->conflict = $conflict;
			$level->runId    = $storedBy;
			$known           = [ 'A' => [ $level ] ];
		}
		$page = new LevelPage( [], 'u', [ 'u' ], $known, 7, 200, $complete );
		$page->read( array_map( static fn( string $id ): StockLevel => new StockLevel( [ 'productId' => $id, 'productCode' => 'A', 'businessUnitId' => 'u', 'onHand' => '3' ] ), $ids ) );
		$level = array_values( $page->levels )[0];
		self::assertSame( $expected, [ $page->new, $page->repeated, $level->conflict ] );
	}
}
