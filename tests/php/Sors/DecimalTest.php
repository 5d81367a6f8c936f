<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\Decimal;

'cli' === PHP_SAPI || exit;

/** Figures that fit PHP's integers are calculated with them, longer ones digit by digit: both ways have to agree. */
final class DecimalTest extends TestCase {

	/** @return iterable<string, array{string, string, string, string, string, int}> a, b, a + b, a − b, a × b, a <=> b */
	public function sums(): iterable {
		yield 'small' => [ '19.9', '0.10', '20', '19.8', '1.99', 1 ];
		yield 'negative' => [ '-2.5', '1', '-1.5', '-3.5', '-2.5', -1 ];
		yield 'written in two ways' => [ '5.00', '05', '10', '0', '25', 0 ];
		yield 'zero below zero' => [ '-0', '0.0', '0', '0', '0', 0 ];
		yield '17 digits' => [ '99999999999999999', '99999999999999999', '199999999999999998', '0', '9999999999999999800000000000000001', 0 ];
		yield '18 digits' => [ '999999999999999999', '1', '1000000000000000000', '999999999999999998', '999999999999999999', 1 ];
		yield '19 digits, past the largest integer' => [ '9999999999999999999', '-1', '9999999999999999998', '10000000000000000000', '-9999999999999999999', 1 ];
		yield 'many after the point' => [ '0.1234567890123456789', '1', '1.1234567890123456789', '-0.8765432109876543211', '0.1234567890123456789', -1 ];
		yield 'far apart' => [ '123456789012', '0.000001', '123456789012.000001', '123456789011.999999', '123456.789012', 1 ];
	}

	/** @dataProvider sums */
	public function testShortAndLongFiguresAreReckonedAlike( string $a, string $b, string $sum, string $difference, string $product, int $order ): void {
		self::assertSame( $sum, Decimal::add( $a, $b ) );
		self::assertSame( $difference, Decimal::subtract( $a, $b ) );
		self::assertSame( $product, Decimal::multiply( $a, $b ) );
		self::assertSame( $order, Decimal::compare( $a, $b ) );
		self::assertSame( -$order, Decimal::compare( $b, $a ) );
	}

	/** @return iterable<string, array{string, string}> */
	public function written(): iterable {
		yield 'normal' => [ '12.5', '12.5' ];
		yield 'zeros at both ends' => [ '007.500', '7.5' ];
		yield 'nothing behind the point' => [ '3.0', '3' ];
		yield 'minus zero' => [ '-0.00', '0' ];
		yield 'minus zero, short' => [ '-0', '0' ];
		yield 'below one' => [ '-0.50', '-0.5' ];
	}

	/** @dataProvider written */
	public function testEachFigureHasOneForm( string $given, string $normal ): void {
		self::assertSame( $normal, Decimal::normalise( $given ) );
		self::assertSame( $normal, Decimal::round( $given, 6 ) );
	}

	public function testTwoAreWithinADifferenceInEitherDirection(): void {
		self::assertTrue( Decimal::areWithin( '100', '100.01', '0.01' ) );
		self::assertTrue( Decimal::areWithin( '100.01', '100', '0.01' ) );
		self::assertFalse( Decimal::areWithin( '100', '100.011', '0.01' ) );
		self::assertFalse( Decimal::areWithin( '-0.02', '0', '0.01' ) );
	}

	public function testRefusesWhatIsNotADecimal(): void {
		$this->expectException( \InvalidArgumentException::class );
		Decimal::compare( '1e3', '5' );
	}
}
