<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Stock;

use PHPUnit\Framework\TestCase;
use SorsApi\Ledger\FigureMoments;
use SorsApi\Sors\StockLevel;
use SorsApi\Store\Level;
use SorsApi\Sync\Stock\LevelPage;
use SorsApi\Sync\Stock\StockFigure;
use SorsApi\Tests\Sync\Shop;

'cli' === PHP_SAPI || exit;

/** What the levels of one item say together, and two items with one code, told from one item that shows twice. */
final class LevelsTest extends TestCase {

	/** @return array<string, array{list<string>, string|null, int, int, bool, array{int, int, int}}> Ids on the page; what is stored: id, conflict, run; complete; new, repeated, conflict. */
	public function pages(): array {
		return [
			'one'                                    => [ [ '1' ], null, 0, 0, true, [ 1, 0, 0 ] ],
			'shown twice'                            => [ [ '1', '1' ], null, 0, 0, true, [ 1, 1, 0 ] ],
			'two items'                              => [ [ '1', '2' ], null, 0, 0, true, [ 2, 0, 1 ] ],
			'two items, one of them twice'           => [ [ '1', '2', '1' ], null, 0, 0, true, [ 3, 0, 1 ] ],
			'the second on another page'             => [ [ '2' ], '1', 0, 7, true, [ 1, 0, 1 ] ],
			'again, on another page'                 => [ [ '1' ], '1', 1, 7, true, [ 0, 1, 1 ] ],
			'another one since the last run'         => [ [ '2' ], '1', 0, 6, true, [ 1, 0, 0 ] ],
			'no longer doubled'                      => [ [ '1' ], '1', 1, 6, true, [ 1, 0, 0 ] ],
			'changes: the same item'                 => [ [ '1' ], '1', 0, 6, false, [ 1, 0, 0 ] ],
			'changes: one of two'                    => [ [ '1' ], '1', 1, 6, false, [ 1, 0, 1 ] ],
			'changes: another item'                  => [ [ '2' ], '1', 0, 6, false, [ 1, 0, 1 ] ],
			'changes: one of two, shown twice'       => [ [ '1', '1' ], '1', 1, 6, false, [ 1, 1, 1 ] ],
			'changes: another one, shown twice'      => [ [ '2', '2' ], '1', 0, 6, false, [ 1, 1, 1 ] ],
			'no id, then one'                        => [ [ '', '2' ], null, 0, 0, true, [ 1, 1, 0 ] ],
			'changes: a new item'                    => [ [ '1' ], null, 0, 0, false, [ 1, 0, 0 ] ],
			'changes: no id, then another item'      => [ [ '', '2' ], '1', 0, 6, false, [ 1, 1, 1 ] ],
			'changes: no id'                         => [ [ '' ], '1', 0, 6, false, [ 1, 0, 0 ] ],
		];
	}

	/** @dataProvider pages */
	public function testTwoItemsWithOneCode( array $ids, ?string $storedId, int $conflict, int $storedBy, bool $complete, array $expected ): void {
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

	/** @dataProvider records */
	public function testWhoseLevelItIs( array $record, ?array $expected ): void {
		$page = new LevelPage( [ 'p5' => 'five', 'p6' => str_repeat( 'š', 191 ), 'p7' => str_repeat( 'š', 192 ) ], 'u', [ 'u', 'v' ], [], 7, 200, true );
		$page->read( [ new StockLevel( $record ), new StockLevel( $record ) ] );
		self::assertSame( null === $expected ? [ 2, 0 ] : [ 1, 1 ], [ $page->new, $page->repeated ], 'SORS counts all that it shows.' );
		self::assertSame( null === $expected ? [] : [ $expected ], array_map( static fn( Level $level ): array => [ $level->code, $level->unitId ], array_values( $page->levels ) ) );
		$page->read( [] );
		self::assertSame( [ 0, 0 ], [ $page->new, $page->repeated ] );
	}

	/** @return array<string, array{array<string, string|null>, list<string>, list<int>, array{bool, bool}, list<array-key>}> A record; fields that cannot be read; ids of kept levels; whether it is told, and known; nameless ids. */
	public function bad(): array {
		return [
			'known'                         => [ [ 'productCode' => 'A', 'productId' => '1' ], [ 'onHand' ], [ 11 ], [ true, true ], [] ],
			'known by its id'               => [ [ 'productId' => 'p5' ], [ 'productCode' ], [ 11 ], [ true, true ], [] ],
			'in a unit where it has none'   => [ [ 'productCode' => 'A', 'businessUnitId' => 'w' ], [ 'onHand' ], [], [ true, false ], [] ],
			'in a unit that does not count' => [ [ 'productCode' => 'A', 'businessUnitId' => 'x' ], [ 'onHand' ], [], [ false, false ], [] ],
			'of no unit that can be told'   => [ [ 'productCode' => 'A' ], [ 'businessUnitId' ], [ 11, 12 ], [ true, false ], [] ],
			'of a code that nobody has'     => [ [ 'productCode' => 'Z' ], [ 'onHand' ], [], [ true, false ], [] ],
			'of an id that nobody has'      => [ [ 'productId' => 'p9' ], [ 'onHand' ], [], [ false, false ], [] ],
			'of an id, the code is garbled' => [ [ 'productId' => 'p9' ], [ 'productCode' ], [], [ false, false ], [ 'p9' ] ],
			'of nobody'                     => [ [], [ 'productId' ], [], [ false, false ], [ '' ] ],
			'a price that is not needed'    => [ [ 'productCode' => 'A' ], [ 'priceWithVat' ], [], [ false, false ], [] ],
		];
	}

	/** @dataProvider bad */
	public function testALevelThatCannotBeReadLeavesWhatWasKnownOfIt( array $record, array $fields, array $kept, array $told, array $nameless ): void {
		$page = new LevelPage( [ 'p5' => 'A' ], '', [ 'u', 'v', 'w' ], [ 'A' => [ self::stored( 11, 'u' ), self::stored( 12, 'v' ) ] ], 7, 200, true, [ 'priceWithVat' ] );
		$page->read( [ ( new StockLevel( $record ) )->withFaults( array_fill_keys( $fields, 'x' ) ) ] );
		self::assertSame( [ $kept, $told, $nameless ], [ $page->kept, [ [] !== $page->unreadable, [] !== $page->unreadable && [] === $page->unknown ], array_map( 'strval', array_keys( $page->nameless ) ) ] );
		self::assertSame( [ 1, [ 'priceWithVat' ] === $fields ? 0 : 1 ], [ $page->new, $page->bad ] );
	}

	/**
	 * @testWith [true, "2", true]
	 *           [false, "2", true]
	 *           [true, "1", false]
	 *           [false, "1", false]
	 */
	public function testASecondItemWithTheCodeOfOneThatCannotBeReadIsNoticed( bool $badFirst, string $other, bool $isDoubt ): void {
		$page    = new LevelPage( [], 'u', [ 'u' ], [ 'A' => [ self::stored( 11, 'u' ) ] ], 7, 200, true );
		$records = [ ( new StockLevel( [ 'productCode' => 'A', 'productId' => '1' ] ) )->withFaults( [ 'onHand' => 'x' ] ), new StockLevel( [ 'productCode' => 'A', 'productId' => $other, 'onHand' => '3' ] ) ];
		$page->read( $badFirst ? $records : array_reverse( $records ) );
		self::assertSame( $isDoubt, [] !== $page->unknown || array_values( $page->levels )[0]->conflict );
	}

	private static function stored( int $id, string $unit ): Level {
		$level         = new Level( 'A', $unit, 100 );
		$level->id     = $id;
		$level->sorsId = '1';
		return $level;
	}

	public function testTheUnitIsWhatTheRecordSaysOrElseWhatWasAskedFor(): void {
		$told  = new StockLevel( [ 'productCode' => 'A', 'businessUnitId' => 'x' ] );
		$plain = new StockLevel( [ 'productCode' => 'A' ] );
		self::assertSame( [ 'x', 'u', 'v', '' ], [ LevelPage::unitOf( $told, 'u', [ 'v' ] ), LevelPage::unitOf( $plain, 'u', [ 'v' ] ), LevelPage::unitOf( $plain, '', [ 'v' ] ), LevelPage::unitOf( $plain, '', [] ) ] );
	}

	/** @return array<string, array{list<list<string>>, int, array{int, int}}> Stock page by page; what was stored of an earlier run; conflict, new on the last page. */
	public function figuresOnPages(): array {
		return [
			'twice the same'                   => [ [ [ '3', '3' ] ], 0, [ 0, 1 ] ],
			'two on one page'                  => [ [ [ '3', '4' ] ], 0, [ Level::TWO_FIGURES, 2 ] ],
			'two, and one of them again'       => [ [ [ '3', '4', '4' ] ], 0, [ Level::TWO_FIGURES, 2 ] ],
			'two, then one on another page'    => [ [ [ '3', '4' ], [ '4' ] ], 0, [ Level::TWO_FIGURES, 0 ] ],
			'changed from one page to another' => [ [ [ '3' ], [ '4' ] ], 0, [ 0, 0 ] ],
			'changes: one of the two'          => [ [ [ '5' ] ], Level::TWO_FIGURES, [ Level::TWO_FIGURES, 1 ] ],
		];
	}

	/** @dataProvider figuresOnPages */
	public function testTwoLevelsOfOneItem( array $pages, int $stored, array $expected ): void {
		$level           = new Level( 'A', 'u', 100 );
		$level->conflict = $stored;
		$page            = new LevelPage( [], 'u', [ 'u' ], 0 === $stored ? [] : [ 'A' => [ $level ] ], 7, 200, 0 === $stored );
		foreach ( $pages as $figures ) {
			$page->read( array_map( static fn( string $onHand ): StockLevel => new StockLevel( [ 'productId' => '1', 'productCode' => 'A', 'onHand' => $onHand ] ), $figures ) );
		}
		self::assertSame( $expected, [ array_values( $page->levels )[0]->conflict, $page->new ] );
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

	/** @return array<string, array{list<array{string, int}>, int}> Id in SORS and whether it was doubled, level by level. */
	public function codes(): array {
		return [
			'one item'                 => [ [ [ '5', 0 ], [ '5', 0 ] ], 0 ],
			'two items'                => [ [ [ '5', 0 ], [ '6', 0 ] ], 1 ],
			'one without an id'        => [ [ [ '5', 0 ], [ '', 0 ] ], 0 ],
			'doubled in the first'     => [ [ [ '5', 1 ], [ '5', 0 ] ], 1 ],
			'doubled in the second'    => [ [ [ '5', 0 ], [ '5', 1 ] ], 1 ],
		];
	}

	/** @dataProvider codes */
	public function testACodeOfTwoItems( array $levels, int $conflict ): void {
		$levels = array_map(
			static function ( array $each ): Level {
				$level = self::level( '1', 10, '3' );
				[ $level->sorsId, $level->conflict ] = $each;
				return $level;
			},
			$levels
		);
		self::assertSame( $conflict, StockFigure::of( $levels, Shop::settings() )->conflict );
	}

	public function testEachPartIsOfItsUnitAndThePriceOfTheChosenOne(): void {
		$levels = [ self::level( '1', 10, '3', '120', '100' ), self::level( '2', 5, '4', '240', '200' ), self::level( '9', 2, '7', '360', '300' ), self::level( '3', 1, null ) ];
		$figure = StockFigure::of( $levels, Shop::settings( [ 'businessUnitIds' => [ '1', '2', '3' ], 'priceBusinessUnitId' => '9', 'stockMode' => 'onHand' ] ) );
		self::assertSame( [ '7', [ 1 => 10, 2 => 5 ], 5, '360', '300' ], [ $figure->quantity, $figure->moments, $figure->readAt, $figure->priceWithVat, $figure->priceWithoutVat ] );
	}

	/**
	 * @testWith [[], 8, 8]
	 *           [["1"], 8, 8]
	 *           [["1"], 12, 10]
	 *           [["1", "2"], 8, 10]
	 *
	 * @param list<string> $units Those that have a level.
	 */
	public function testAFigureIsAsOldAsTheSearchWhereAUnitHasNone( array $units, int $sought, int $oldest ): void {
		$settings = Shop::settings( [ 'businessUnitIds' => [ '1', '2' ] ] );
		$figure   = StockFigure::of( array_map( static fn( string $unit ): Level => self::level( $unit, 10, '3' ), $units ), $settings );
		$figure->soughtAt( $sought, $settings, $sought );
		self::assertSame( $oldest, $figure->readAt );
	}

	/** Of a unit's documents it is unknown whether the level was shown, as long as one of the levels could not be told. */
	public function testAUnitWithoutALevelIsAsOldAsTheLastReadingInWhichAllCouldBeTold(): void {
		$settings = Shop::settings( [ 'businessUnitIds' => [ '1', '2' ] ] );
		$figure   = StockFigure::of( [ self::level( '1', 10, '3' ) ], $settings );
		$figure->soughtAt( 9, $settings, 4 );
		self::assertSame( [ 9, [ 1 => 10, 2 => 4 ] ], [ $figure->readAt, $figure->moments ] );
		$moments = new FigureMoments( $figure->readAt, [ '1', '2' ], $figure->moments );
		self::assertSame( [ 9, 10, 4 ], [ $moments->oldest, $moments->of( '1' ), $moments->of( '2' ) ] );
	}

	/**
	 * @testWith ["available", "5", "2", "4", "4"]
	 *           ["available", "5", "2", null, "3"]
	 *           ["available", "5", null, "4", "4"]
	 *           ["available", null, "2", null, null]
	 *           ["available", "5", null, null, "5"]
	 *           ["onHand", "5", "2", "4", "5"]
	 */
	public function testWhatOneUnitAdds( string $mode, ?string $onHand, ?string $reserved, ?string $available, ?string $quantity ): void {
		$level = self::level( '1', 10, $onHand );
		[ $level->reserved, $level->available ] = [ $reserved, $available ];
		self::assertSame( $quantity, StockFigure::ofLevel( $level, $mode ) );
	}

	public function testWhatWasNotKeptIsNotKnown(): void {
		self::assertEquals( new StockFigure(), StockFigure::fromPayload( [] ) );
		self::assertEquals( new StockFigure(), StockFigure::fromPayload( [ 'quantity' => 3, 'readAt' => '5', 'moments' => 'x', 'conflict' => '1' ] ) );
	}

	private static function level( string $unit, int $readAt, ?string $onHand, ?string $withVat = null, ?string $withoutVat = null ): Level {
		$level                  = new Level( 'A1', $unit, $readAt );
		$level->onHand          = $onHand;
		$level->priceWithVat    = $withVat;
		$level->priceWithoutVat = $withoutVat;
		return $level;
	}
}
