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
			'no id, then one'                        => [ [ '', '2' ], null, false, 0, true, [ 1, 1, false ] ],
			'changes: a new item'                    => [ [ '1' ], null, false, 0, false, [ 1, 0, false ] ],
			'changes: no id, then another item'      => [ [ '', '2' ], '1', false, 6, false, [ 1, 1, true ] ],
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

	/** @return array<string, array{array<string, string|null>, array{string, string}|null}> A record; code and unit of the level, or none. */
	public function records(): array {
		return [
			'by its code'                    => [ [ 'productCode' => 'A' ], [ 'A', 'u' ] ],
			'by its id'                      => [ [ 'productId' => 'p5' ], [ 'five', 'u' ] ],
			'by its id, of a longest code'   => [ [ 'productId' => 'p6' ], [ str_repeat( 'š', 191 ), 'u' ] ],
			'of a code that is too long'     => [ [ 'productId' => 'p7' ], null ],
			'of an id that nobody knows'     => [ [ 'productId' => 'p8' ], null ],
			'of a blank code'                => [ [ 'productCode' => ' ' ], null ],
			'of another unit that counts'    => [ [ 'productCode' => 'A', 'businessUnitId' => 'v' ], [ 'A', 'v' ] ],
			'of a unit that does not count'  => [ [ 'productCode' => 'A', 'businessUnitId' => 'x' ], null ],
		];
	}

	/**
	 * @dataProvider records
	 *
	 * @param array<string, string|null> $record
	 * @param array{string, string}|null $expected
	 */
	public function testWhoseLevelItIs( array $record, ?array $expected ): void {
		$page = new LevelPage( [ 'p5' => 'five', 'p6' => str_repeat( 'š', 191 ), 'p7' => str_repeat( 'š', 192 ) ], 'u', [ 'u', 'v' ], [], 7, 200, true );
		$page->read( [ new StockLevel( $record ), new StockLevel( $record ) ] );
		self::assertSame( null === $expected ? [ 2, 0 ] : [ 1, 1 ], [ $page->new, $page->repeated ], 'SORS counts all that it shows.' );
		self::assertSame( null === $expected ? [] : [ $expected ], array_map( static fn( Level $level ): array => [ $level->code, $level->unitId ], array_values( $page->levels ) ) );
		$page->read( [] );
		self::assertSame( [ 0, 0 ], [ $page->new, $page->repeated ] );
	}

	public function testTheUnitIsWhatTheRecordSaysOrElseWhatWasAskedFor(): void {
		$told  = new StockLevel( [ 'productCode' => 'A', 'businessUnitId' => 'x' ] );
		$plain = new StockLevel( [ 'productCode' => 'A' ] );
		self::assertSame( [ 'x', 'u', 'v', '' ], [ LevelPage::unitOf( $told, 'u', [ 'v' ] ), LevelPage::unitOf( $plain, 'u', [ 'v' ] ), LevelPage::unitOf( $plain, '', [ 'v' ] ), LevelPage::unitOf( $plain, '', [] ) ] );
	}

	public function testWhatSaysTheSameIsOnlyConfirmed(): void {
		$same         = new Level( 'A', 'u', 100 );
		$same->id     = 11;
		$same->onHand = '0.3';
		$other        = new Level( 'B', 'u', 100 );
		$other->id    = 12;
		$page         = new LevelPage( [], 'u', [ 'u' ], [ 'A' => [ $same ], 'B' => [ $other ] ], 7, 200, true );
		$page->read( array_map( static fn( string $code ): StockLevel => new StockLevel( [ 'productCode' => $code, 'onHand' => '0.30000000000000004', 'priceWithVat' => '1.2345678' ] ), [ 'B', 'C' ] ) );
		$page->read( [ new StockLevel( [ 'productCode' => 'A', 'onHand' => '0.30000000000000004' ] ) ] );
		$page->separateUnchanged();
		self::assertSame( [ 11 ], $page->confirmed );
		self::assertSame( [ [ 'B', '0.3', '1.234568', 200 ], [ 'C', '0.3', '1.234568', 200 ] ], array_map( static fn( Level $level ): array => [ $level->code, $level->onHand, $level->priceWithVat, $level->readAt ], array_values( $page->levels ) ) );
	}
}
