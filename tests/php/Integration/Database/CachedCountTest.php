<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Database;

use SorsApi\Database\CachedCount;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Store\ExcludedItems;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Totals of long lists, which are counted each few minutes only. */
final class CachedCountTest extends StoreTestCase {

	private const KEPT = '_transient_sors_total_things';

	private int $counted = 0;

	protected function setUp(): void {
		parent::setUp();
		CachedCount::forget( 'things' );
	}

	private function total( int $now ): int {
		return CachedCount::of(
			'things',
			function () use ( $now ): int {
				++$this->counted;
				return $now;
			}
		);
	}

	public function testFewAreCountedEachTime(): void {
		self::assertSame( [ 3, 4, 2 ], [ $this->total( 3 ), $this->total( 4 ), $this->counted ] );
	}

	public function testManyAreCountedOnceInFiveMinutes(): void {
		self::assertSame( [ 500, 500, 1 ], [ $this->total( 500 ), $this->total( 0 ), $this->counted ] );
		CachedCount::forget( 'things' );
		self::assertSame( 0, $this->total( 0 ) );
	}

	/** Two processes keep it at the same moment, or the clock was set back. @dataProvider ages */
	public function testAnOldOneIsNotBelievedThoughNothingEndedIt( int $age ): void {
		self::assertSame( 500, $this->total( 500 ) );
		$kept = get_option( self::KEPT );
		self::assertIsArray( $kept );
		delete_option( str_replace( '_transient_', '_transient_timeout_', self::KEPT ) );
		update_option( self::KEPT, [ 'at' => time() - $age ] + $kept );
		self::assertSame( 7, $this->total( 7 ) );
	}

	/** @return array<string, array{int}> Seconds. */
	public function ages(): array {
		return [ 'of an hour ago' => [ HOUR_IN_SECONDS ], 'of tomorrow' => [ -DAY_IN_SECONDS ] ];
	}

	/** Kept by another version, or by another plugin under this name. */
	public function testAnythingElseUnderItsNameIsCountedAnew(): void {
		foreach ( [ 500, '500', [ 'at' => time() ], [ 'at' => 'now', 'totals' => [ 500 ] ] ] as $other ) {
			set_transient( 'sors_total_things', $other, 300 );
			self::assertSame( 7, $this->total( 7 ) );
		}
	}

	public function testTheLastPageTellsTheTotalItself(): void {
		self::assertSame( [ 0, 5, 45, null, null ], [ CachedCount::atEnd( 0, 0, 20 ), CachedCount::atEnd( 0, 5, 20 ), CachedCount::atEnd( 40, 5, 20 ), CachedCount::atEnd( 40, 20, 20 ), CachedCount::atEnd( 60, 0, 20 ) ] );
	}

	public function testAPageBeyondTheLastOneHasItCountedAnew(): void {
		self::assertSame( 401, $this->total( 401 ) );
		$page = static fn( ?string $of, int $start, int $found ): int => CachedCount::ofPage( $of, static fn(): int => 400, $start, $found, 20 );
		self::assertSame( [ 401, 405, 400, 400 ], [ $page( 'things', 0, 20 ), $page( 'things', 400, 5 ), $page( null, 0, 20 ), $page( 'things', 400, 0 ) ] );
		self::assertSame( 400, $this->total( 7 ), 'That is kept.' );
	}

	public function testAnotherQuestionIsCountedAnew(): void {
		$ask = static fn( string $asked, int $now ): array => CachedCount::each( 'things', static fn(): array => [ 'all' => $now ], 400, $asked );
		self::assertSame( [ [ 'all' => 500 ], [ 'all' => 500 ], [ 'all' => 600 ] ], [ $ask( 'these', 500 ), $ask( 'these', 1 ), $ask( 'those', 600 ) ] );
	}

	public function testWhatAPersonBringsBackIsOffTheListAtOnce(): void {
		$excluded = new ExcludedItems();
		$total      = static fn(): int => $excluded->list( 1, 20, '', false )['total'];
		$excluded->bringBack();
		$excluded->add( array_fill_keys( array_map( static fn( int $n ): string => "KOD-$n", range( 1, 450 ) ), 'Name' ) );
		self::assertSame( 450, $total() );
		$excluded->end( 'KOD-1' );
		self::assertSame( 449, $total() );
		Sql::run( 'UPDATE ' . Tables::name( Tables::EXCLUDED_ITEMS ) . " SET deleted_at = '2026-01-01'" );
		self::assertSame( 449, $excluded->bringBack() );
		self::assertSame( 0, $total() );
	}
}
