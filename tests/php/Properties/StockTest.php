<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Properties;

use Eris\Generator;
use Eris\Generators;
use SorsApi\Ledger\FigureMoments;
use SorsApi\Sors\Decimal;
use SorsApi\Store\Level;
use SorsApi\Store\StockThreshold;
use SorsApi\Sync\Stock\StockFigure;
use SorsApi\Sync\Stock\StockPlan;
use SorsApi\Sync\Stock\StockPlanner;
use SorsApi\Tests\Sync\Shop;

'cli' === PHP_SAPI || exit;

/** Never more to sell than SORS has, less what it does not know of. */
final class StockTest extends PropertyTestCase {

	public function testAFigureIsTheSumOfTheChosenUnitsInAnyOrder(): void {
		$this->forAll(
			[ self::levels(), Generators::elements( 'available', 'onHand' ) ],
			static function ( array $levels, string $mode ): void {
				$settings = Shop::settings( [ 'businessUnitIds' => [ '1', '2', '3' ], 'stockMode' => $mode ] );
				$figure   = StockFigure::of( $levels, $settings );
				self::assertEquals( $figure->quantity, StockFigure::of( array_reverse( $levels ), $settings )->quantity );
				self::assertEquals( $figure, StockFigure::fromPayload( json_decode( (string) json_encode( $figure->toPayload() ), true ) ) );
				$added    = array_filter( $levels, static fn( Level $level ): bool => '4' !== $level->unitId );
				$expected = array_reduce( $added, static fn( string $sum, Level $level ): string => Decimal::add( $sum, (string) ( 'onHand' === $mode ? $level->onHand : $level->available ) ), '0' );
				self::assertSame( [] === $added ? null : $expected, $figure->quantity );
				$moments = new FigureMoments( $figure->readAt, $settings->businessUnitIds, $figure->moments );
				foreach ( $added as $level ) {
					self::assertSame( $level->readAt, $moments->of( $level->unitId ) );
					self::assertGreaterThanOrEqual( $moments->oldest, $level->readAt );
				}
				self::assertFalse( $moments->contain( '4' ) );
			}
		);
	}

	public function testThereIsNeverMoreToSellThanTheFigureLessWhatIsUnsynced(): void {
		$this->forAll(
			[ self::decimals( -20, 500, 2 ), self::decimals( 0, 50, 2 ), Generators::oneOf( Generators::constant( null ), self::decimals( -20, 500, 0 ) ), Generators::bool() ],
			static function ( string $quantity, string $unsynced, ?string $stock, bool $fractions ): void {
				$plan = self::plan( $quantity, $unsynced, $stock, $fractions );
				$left = $plan->stock ?? (string) $stock;
				$true = Decimal::subtract( $quantity, $unsynced );
				self::assertLessThanOrEqual( 0, Decimal::compare( $left, $true ), 'never more' );
				self::assertLessThan( 0, Decimal::compare( Decimal::subtract( $true, $left ), '1' ), 'and less only by the rest of a piece' );
				self::assertSame( [], self::plan( $quantity, $unsynced, $left, $fractions )->changes, 'Written once, it is right.' );
				$more = self::plan( $quantity, Decimal::add( $unsynced, '1' ), $stock, $fractions );
				self::assertSame( 0, Decimal::compare( Decimal::add( $more->stock ?? (string) $stock, '1' ), $left ), 'Each sale takes one away.' );
				$stops = null !== $stock && Decimal::compare( $stock, '0' ) > 0 && (int) $left <= 0;
				self::assertSame( $stops, null !== $stock && false !== strpos( $plan->danger, 'zero' ), 'What can no longer be sold counts for the safety limit.' );
			}
		);
	}

	private static function plan( string $quantity, string $unsynced, ?string $stock, bool $fractions ): StockPlan {
		$figure           = new StockFigure();
		$figure->quantity = $quantity;
		$figure->readAt   = 1;
		$product          = [
			'managesStock' => null !== $stock,
			'stock'        => $stock,
			// By WooCommerce’s rule half a piece is none.
			'stockStatus'  => (int) $stock > 0 ? 'instock' : 'outofstock',
		];
		return ( new StockPlanner( Shop::settings(), $fractions, new StockThreshold( 0, true ), 1000 ) )->plan( Shop::link(), Shop::product( $product ), $figure, $unsynced, true );
	}

	/** @return Generator Levels of one item, in some of four units, each once. */
	private static function levels(): Generator {
		return Generators::map(
			static function ( array $parts ): array {
				$levels = [];
				foreach ( $parts as $i => [ $has, $onHand, $reserved, $readAt ] ) {
					if ( $has ) {
						$level            = new Level( 'A', (string) ( $i + 1 ), $readAt );
						$level->onHand    = $onHand;
						$level->reserved  = $reserved;
						$level->available = Decimal::subtract( $onHand, $reserved );
						$levels[]         = $level;
					}
				}
				return $levels;
			},
			Generators::vector( 4, Generators::tuple( Generators::bool(), self::decimals( -20, 500, 3 ), self::decimals( 0, 50, 3 ), Generators::choose( 1, 1000000 ) ) )
		);
	}
}
