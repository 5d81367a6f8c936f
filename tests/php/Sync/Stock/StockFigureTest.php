<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Stock;

use PHPUnit\Framework\TestCase;
use SorsApi\Store\Level;
use SorsApi\Sync\Stock\StockFigure;
use SorsApi\Tests\Sync\Shop;

'cli' === PHP_SAPI || exit;

/** What the levels of one item say together, and of which unit each part is. */
final class StockFigureTest extends TestCase {

	/** @return array<string, array{list<array{string, bool}>, bool}> Id in SORS and whether it was doubled, level by level. */
	public function codes(): array {
		return [
			'one item'                 => [ [ [ '5', false ], [ '5', false ] ], false ],
			'two items'                => [ [ [ '5', false ], [ '6', false ] ], true ],
			'one without an id'        => [ [ [ '5', false ], [ '', false ] ], false ],
			'doubled in the first'     => [ [ [ '5', true ], [ '5', false ] ], true ],
			'doubled in the second'    => [ [ [ '5', false ], [ '5', true ] ], true ],
		];
	}

	/**
	 * @dataProvider codes
	 *
	 * @param list<array{string, bool}> $levels
	 */
	public function testACodeOfTwoItems( array $levels, bool $conflict ): void {
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
		$figure->soughtAt( $sought, $settings );
		self::assertSame( $oldest, $figure->readAt );
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
		self::assertEquals( new StockFigure(), StockFigure::fromPayload( [ 'quantity' => 3, 'readAt' => '5', 'moments' => 'x', 'conflict' => 1 ] ) );
	}

	private static function level( string $unit, int $readAt, ?string $onHand, ?string $withVat = null, ?string $withoutVat = null ): Level {
		$level                  = new Level( 'A1', $unit, $readAt );
		$level->onHand          = $onHand;
		$level->priceWithVat    = $withVat;
		$level->priceWithoutVat = $withoutVat;
		return $level;
	}
}
