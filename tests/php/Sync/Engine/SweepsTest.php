<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Engine;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\Page;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Sweeps;

'cli' === PHP_SAPI || exit;

/** Lists that change while they are read page by page. */
final class SweepsTest extends TestCase {

	public function testOnePageIsOneViewOfTheList(): void {
		self::assertSame( 1, $this->read( [ [ [ 'a', 'b' ] ] ], null ) );
		self::assertSame( 1, $this->read( [ [ [ 'a', 'b' ] ] ], [ 2 ] ) );
		self::assertSame( 1, $this->read( [ [ [] ] ], [ 0 ] ) );
	}

	public function testPagesThatAddUpAreReadOnce(): void {
		self::assertSame( 1, $this->read( [ [ [ 'a', 'b' ], [ 'c' ] ] ], [ 3, 3 ] ) );
	}

	public function testWhatSlippedThroughIsFoundInASecondSweep(): void {
		// "a" is deleted after the first page: "c" moves up and is never shown.
		self::assertSame( 2, $this->read( [ [ [ 'a', 'b' ], [ 'd' ] ], [ [ 'b', 'c' ], [ 'd' ] ] ], [ 4, 3, 3, 3 ] ) );
	}

	public function testWhatShowsTwiceMeansThatThePagesMoved(): void {
		// "x" is put in front: "b" shows again, "x" never.
		self::assertSame( 2, $this->read( [ [ [ 'a', 'b' ], [ 'b', 'c' ] ], [ [ 'x', 'a' ], [ 'b', 'c' ] ] ], [ 3, 4, 4, 4 ] ) );
	}

	public function testWithoutATotalSeveralPagesAreSweptUntilNothingNewShows(): void {
		self::assertSame( 2, $this->read( [ [ [ 'a', 'b' ], [ 'c' ] ], [ [ 'a', 'b' ], [ 'c' ] ] ], null ) );
		self::assertSame( 3, $this->read( [ [ [ 'a', 'b' ], [ 'd' ] ], [ [ 'b', 'c' ], [ 'd' ] ], [ [ 'b', 'c' ], [ 'd' ] ] ], null ) );
	}

	public function testAListThatNeverStandsStillEndsAllTheSame(): void {
		self::assertSame( 3, $this->read( [ [ [ 'a' ], [ 'b' ] ], [ [ 'c' ], [ 'd' ] ], [ [ 'e' ], [ 'f' ] ], [ [ 'g' ], [ 'h' ] ] ], [ 9, 8, 7, 6, 5, 4, 3, 2 ] ) );
	}

	public function testAServerThatDoesNotLookAtThePageNumberEndsTheList(): void {
		$cursor = new Cursor();
		$cursor->beginList();
		for ( $page = 1; $page < 10; $page++ ) {
			if ( Sweeps::take( $cursor, new Page( [ 'a', 'b' ], 'next', null ), 1 === $page ? 2 : 0, 1 === $page ? 0 : 2 ) ) {
				break;
			}
		}
		self::assertSame( 4, $page );
	}

	/**
	 * @param list<list<list<string>>> $sweeps What each page shows.
	 * @param list<int>|null           $totals What each page says of the total.
	 *
	 * @return int Sweeps made.
	 */
	private function read( array $sweeps, ?array $totals ): int {
		$cursor = new Cursor();
		$cursor->beginList();
		$seen = [];
		foreach ( $sweeps as $pages ) {
			foreach ( $pages as $position => $items ) {
				$new  = array_diff( $items, $seen );
				$page = new Page( $items, $position + 1 < count( $pages ) ? 'next' : null, null === $totals ? null : array_shift( $totals ) );
				$seen = array_merge( $seen, $new );
				if ( Sweeps::take( $cursor, $page, count( $new ), count( $items ) - count( $new ) ) ) {
					return $cursor->sweep;
				}
			}
		}
		self::fail( 'It would go on.' );
	}
}
