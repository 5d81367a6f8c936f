<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors\Wire;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Wire\DecimalText;
use SorsApi\Sors\Wire\Json;
use SorsApi\Sors\Wire\JsonNumber;
use SorsApi\Sors\Wire\Unreadable;

'cli' === PHP_SAPI || exit;

/** Decimals: how SORS writes them, and what is reckoned with them, short ones as integers and long ones digit by digit. */
final class DecimalTest extends TestCase {

	/**
	 * @dataProvider readable
	 *
	 * @param mixed $value
	 */
	public function testReads( $value, string $expected, bool $commas = false ): void {
		$this->assertSame( $expected, DecimalText::read( $value, $commas ) );
	}

	public function readable(): array {
		return [
			'integer'                       => [ 12, '12' ],
			'float'                         => [ 19.90, '19.9' ],
			'float that is not exact'       => [ 0.1 + 0.2, '0.3' ],
			'tiny float, with exponent'     => [ 0.000001, '0.000001' ],
			'large float, with exponent'    => [ 1.5e15, '1500000000000000' ],
			'float with eight digits after' => [ 83.33333333, '83.33333333' ],
			'minus zero'                    => [ -0.0, '0' ],
			'text'                          => [ '12.50', '12.5' ],
			'text without a whole part'     => [ '.5', '0.5' ],
			'text without a fraction'       => [ '5.', '5' ],
			'plus'                          => [ '+3', '3' ],
			'minus'                         => [ '-3.10', '-3.1' ],
			'zeros before'                  => [ '007', '7' ],
			'minus zero as text'            => [ '-0,00', '0' ],
			'spaces around'                 => [ ' 1 ', '1' ],
			'comma'                         => [ '12,5', '12.5', true ],
			'comma where points are usual'  => [ '12,5', '12.5' ],
			'point where commas are usual'  => [ '12.5', '12.5', true ],
			'nothing before a point'        => [ '0.500', '0.5', true ],
			'four digits before a point'    => [ '1234.567', '1234.567', true ],
			'thousands by points'           => [ '1.234.567,89', '1234567.89', true ],
			'thousands by commas'           => [ '1,234.5', '1234.5' ],
			'thousands by spaces'           => [ '1 234,50', '1234.5' ],
			'thousands by hard spaces'      => [ "1\u{A0}234\u{202F}567,5", '1234567.5' ],
			'exponent'                      => [ '1e-3', '0.001' ],
			'exponent upwards'              => [ '1.5E+3', '1500' ],
			'more decimals than are stored' => [ '0.30000000000000004', '0.3' ],
			'many digits'                   => [ '123456789012345.123456', '123456789012345.123456' ],
		];
	}

	/**
	 * @dataProvider unreadable
	 *
	 * @param mixed $value
	 */
	public function testRefuses( $value, bool $commas = false ): void {
		$this->expectException( Unreadable::class );
		DecimalText::read( $value, $commas );
	}

	public function unreadable(): array {
		return [
			'words'                               => [ 'abc' ],
			'a currency'                          => [ '12 RSD' ],
			'nothing but a sign'                  => [ '-' ],
			'nothing but a point'                 => [ '.' ],
			'true'                                => [ true ],
			'a list'                              => [ [ 1 ] ],
			'infinite'                            => [ INF ],
			'not a number'                        => [ NAN ],
			'more digits than are stored'         => [ '12345678901234567' ],
			'more digits, by an exponent'         => [ '1e20' ],
			'an exponent that fills the memory'   => [ '1e9999' ],
			'two points'                          => [ '1.2.3' ],
			'two commas'                          => [ '1,2,3' ],
			'a line break'                        => [ "1\n2" ],
			'hexadecimal'                         => [ '0x' . '1A' ],
			'thousands or decimals? none can say' => [ '1.234', true ],
		];
	}

	public function testWritesNumbersDigitByDigit(): void {
		$json = Json::object( [ 'price' => new JsonNumber( '19.90' ), 'big' => new JsonNumber( '123456789012345678.123456' ), 'name' => 'Ђ/"é', 'lines' => [ [ 'a' => true ], [ 'a' => null ] ], 'none' => [] ] );
		$this->assertSame( '{"price":19.90,"big":123456789012345678.123456,"name":"Ђ/\"é","lines":[{"a":true},{"a":null}],"none":[]}', $json );
		$this->assertSame( '{}', Json::object( [] ) );
	}

	public function testReadsLongNumbersAndAByteOrderMark(): void {
		$isJson = false;
		$this->assertSame( [ 'id' => '98765432109876543210' ], Json::read( "\xEF\xBB\xBF{\"id\":98765432109876543210}", $isJson ) );
		$this->assertTrue( $isJson );
		$this->assertNull( Json::read( '<html>', $isJson ) );
		$this->assertFalse( $isJson );
	}

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
