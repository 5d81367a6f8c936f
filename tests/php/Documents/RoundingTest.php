<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\Rounding;

'cli' === PHP_SAPI || exit;

/** What WooCommerce 11.0.1 stored of real orders tells how it rounded them. */
final class RoundingTest extends TestCase {

	/** Lines are [ type, net, taxes ]. @dataProvider orders */
	public function testTheOrderSaysHowItWasRounded( array $lines, array $taxes, string $total, bool $byLine, array $amounts ): void {
		$read = self::lines( $lines );
		foreach ( [ [ true, 0 ], [ true, 2 ], [ false, 0 ], [ false, 2 ], [ true, 0, Rounding::UP ] ] as $today ) {
			$found = Rounding::of( new Rounding( ...$today ), $read, $taxes, $total );
			self::assertSame( $byLine, $found->byLine, 'Whatever the settings are today.' );
			self::assertSame( $amounts, array_map( static fn( OrderLine $line ): string => $found->amount( $line->type, $line->net, $line->taxes ), $read ) );
		}
	}

	public static function orders(): array {
		$goods = [
			// 3 × 99 at 20 %, 2 × 55 at 10 %.
			[ OrderLine::PRODUCT, '247.5', [ 1 => '49.5' ] ],
			[ OrderLine::PRODUCT, '100', [ 2 => '10' ] ],
			[ OrderLine::PRODUCT, '69.166667', [ 1 => '13.833333' ] ],
		];
		return [
			'by line, whole dinars'       => [ $goods, [ 1 => '63', 2 => '10' ], '490', true, [ '297', '110', '83' ] ],
			'at the subtotal, two digits' => [ $goods, [ 1 => '63.333333', 2 => '10' ], '490', false, [ '297', '110', '83' ] ],
			'by line, two digits'         => [
				[ [ OrderLine::PRODUCT, '69.166667', [ 1 => '13.833333' ] ], [ OrderLine::PRODUCT, '27.775', [ 1 => '5.555' ] ] ],
				[ 1 => '19.38' ],
				'116.33',
				true,
				[ '83', '33.33' ],
			],
			'a fee of the cart'           => [
				[ [ OrderLine::PRODUCT, '247.5', [ 1 => '49.5' ] ], [ OrderLine::FEE, '42.5', [ 1 => '8.5' ] ] ],
				[ 1 => '57.5' ],
				'348',
				true,
				[ '297', '50.5' ],
			],
			'shipping of the cart'        => [
				[ [ OrderLine::PRODUCT, '247.5', [ 1 => '49.5' ] ], [ OrderLine::SHIPPING, '291.67', [ 1 => '58.334' ] ] ],
				[ 1 => '107' ],
				'647',
				true,
				[ '297', '349.67' ],
			],
			'half a dinar of shipping'    => [
				[ [ OrderLine::PRODUCT, '3424.9', [ 1 => '684.98' ] ], [ OrderLine::PRODUCT, '1830.625', [ 1 => '366.125' ] ], [ OrderLine::SHIPPING, '333', [ 1 => '66.5' ] ] ],
				[ 1 => '1118' ],
				'6707',
				true,
				[ '4110', '2197', '400' ],
			],
			'the same, recalculated'      => [
				[ [ OrderLine::PRODUCT, '3424.9', [ 1 => '684.98' ] ], [ OrderLine::PRODUCT, '1830.625', [ 1 => '366.125' ] ], [ OrderLine::SHIPPING, '333', [ 1 => '66.5' ] ] ],
				[ 1 => '1117' ],
				'6706',
				true,
				[ '4110', '2197', '399' ],
			],
		];
	}

	/** To one decimal the lines come to the same, and no shop has one. Basket of seed 645. */
	public function testATotalOfWholeTenthsIsRoundedToParas(): void {
		$read  = self::lines( [ [ OrderLine::PRODUCT, '1883.98', [] ], [ OrderLine::PRODUCT, '61.8', [] ], [ OrderLine::FEE, '249.99', [] ], [ OrderLine::SHIPPING, '250.83', [] ] ] );
		$found = Rounding::of( new Rounding( true, 0 ), $read, [], '2446.6' );
		self::assertSame( '1883.98', $found->amount( OrderLine::PRODUCT, '1883.98', [] ) );
	}

	public function testACreditIsNoReasonToTakeAnotherRounding(): void {
		$read = self::lines( [ [ OrderLine::PRODUCT, '1028.7', [ 1 => '205.74' ] ], [ OrderLine::PRODUCT, '100', [ 1 => '20' ] ], [ OrderLine::SHIPPING, '250', [ 1 => '50' ] ] ] );
		self::assertSame( '0.005', Rounding::of( new Rounding( true, 2 ), $read, [ 1 => '275.74' ], '1650.94' )->most( 1 ) );
		self::assertSame( '0.005', Rounding::of( new Rounding( true, 2 ), $read, [], '1650.94' )->most( 1 ) );
	}

	public function testWithoutTaxesTheTotalTells(): void {
		$found = Rounding::of( new Rounding( true, 2 ), self::lines( [ [ OrderLine::PRODUCT, '99.6', [] ] ] ), [], '100' );
		self::assertSame( '100', $found->amount( OrderLine::PRODUCT, '99.6', [] ) );
	}

	/**
	 * @testWith ["5288", "4954.5", "of whole dinars, shipping rounded by itself"]
	 *           ["1441", "1955", "lowered by a gift card of 847 in whole dinars"]
	 */
	public function testSoDoItsDecimals( string $total, string $goods, string $how ): void {
		$read  = self::lines( [ [ OrderLine::PRODUCT, $goods, [] ], [ OrderLine::SHIPPING, '332.5', [] ] ] );
		$found = Rounding::of( new Rounding( false, 2 ), $read, [], $total );
		self::assertSame( '0.5', $found->most( 1 ), $how );
		self::assertSame( '0.005', Rounding::of( new Rounding( true, 0 ), $read, [], $total . '.55' )->most( 1 ), 'With two decimals.' );
	}

	public function testHalfADinarOfTaxIsRoundedDownWherePricesIncludeIt(): void {
		self::assertSame( '297', ( new Rounding( true, 0, Rounding::DOWN ) )->amount( OrderLine::PRODUCT, '247.5', [ '49.5' ] ) );
		self::assertSame( '298', ( new Rounding( true, 0, Rounding::UP ) )->amount( OrderLine::PRODUCT, '247.5', [ '49.5' ] ) );
		self::assertSame( '-297', ( new Rounding( true, 0, Rounding::CART ) )->amount( OrderLine::PRODUCT, '-247.5', [ '-49.5' ] ) );
	}

	/** @return list<OrderLine> */
	private static function lines( array $lines ): array {
		return array_map(
			static function ( array $values ): OrderLine {
				$line = new OrderLine();
				[ $line->type, $line->net, $line->taxes ] = $values;
				return $line;
			},
			$lines
		);
	}
}
