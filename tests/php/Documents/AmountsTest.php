<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\Apportion;
use SorsApi\Documents\Discounts;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\PricedLines;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** Amounts are shared, rounded and lowered. A negative fee lies on what it was given on, by its own taxes: rate 1 is 20 %, rate 2 is 10 %, rate 3 is 0 %. */
final class AmountsTest extends TestCase {

	private const RATES = [ 1 => '20', 2 => '10', 3 => '0' ];

	/**
	 * Lines are [ type, net, taxes ].
	 *
	 * @dataProvider orders
	 */
	public function testItIsSplitAsItsTaxesSay( array $lines, array $expected ): void {
		$read = array_map( [ self::class, 'line' ], $lines );
		self::assertSame( $expected, Discounts::taken( $read, array_column( $read, 'total' ), '0' ) );
	}

	public static function orders(): array {
		$at20 = [ 'product', '600', [ 1 => '120' ] ];
		$at10 = [ 'product', '400', [ 2 => '40' ] ];
		$free = [ 'product', '200', [ 3 => '0' ] ];
		return [
			'by the costs of two rates'      => [ [ $at20, $at10, [ 'fee', '-100', [ 1 => '-12', 2 => '-4' ] ] ], [ '648', '396', '0' ] ],
			'on one rate alone'              => [ [ $at20, $at10, [ 'fee', '-100', [ 1 => '-20' ] ] ], [ '600', '440', '0' ] ],
			'goods before charges'           => [ [ [ 'shipping', '300', [ 1 => '60' ] ], $at20, [ 'fee', '-700', [ 1 => '-140' ] ] ], [ '240', '0', '0' ] ],
			'in proportion to the goods'     => [ [ $at20, [ 'product', '200', [ 1 => '40' ] ], [ 'fee', '-100', [ 1 => '-20' ] ] ], [ '630', '210', '0' ] ],
			'what has no VAT has its share'  => [ [ $at20, $free, [ 'fee', '-80', [ 1 => '-12' ] ] ], [ '648', '180', '0' ] ],
			'an order without VAT'           => [ [ [ 'product', '600', [] ], [ 'product', '200', [] ], [ 'fee', '-80', [] ] ], [ '540', '180', '0' ] ],
			'a rounded tax, nothing without' => [ [ $at20, [ 'fee', '-41', [ 1 => '-8.2' ] ] ], [ '670.8', '0' ] ],
			'two of them'                    => [ [ $at20, [ 'fee', '-50', [ 1 => '-10' ] ], [ 'fee', '-50', [ 1 => '-10' ] ] ], [ '600', '0', '0' ] ],
			'more than there is'             => [ [ [ 'product', '100', [] ], [ 'fee', '-100', [] ] ], [ '0', '0' ] ],
		];
	}

	public function testWhatItsRateDoesNotHaveIsAsked(): void {
		$read = array_map( [ self::class, 'line' ], [ [ 'product', '500', [ 2 => '50' ] ], [ 'shipping', '300', [ 1 => '60' ] ], [ 'fee', '-700', [ 2 => '-70' ] ] ] );
		self::assertSame( [ '0', '140', '0' ], Discounts::taken( $read, array_column( $read, 'total' ), null ), 'After a refund it is taken where there is something.' );
		try {
			Discounts::taken( $read, array_column( $read, 'total' ), '1' );
			self::fail( 'Shipping would be sent with the VAT of the goods.' );
		} catch ( MappingRefused $refused ) {
			self::assertSame( 'vat_differs', $refused->code() );
			self::assertStringContainsString( '“A fee” is 220 RSD larger', Sentence::english( $refused->getMessage() ) );
		}
	}

	private static function line( array $values ): OrderLine {
		$line = new OrderLine();
		[ $line->type, $line->net, $line->taxes ] = $values;
		$line->name    = 'A ' . $line->type;
		$line->total   = (string) ( (float) $line->net + array_sum( $line->taxes ) );
		$line->taxRate = 1 === count( $line->taxes ) ? self::RATES[ array_key_first( $line->taxes ) ] : null;
		return $line;
	}

	/** @dataProvider sums */
	public function testPartsAddUpToTheTarget( array $exact, string $target, ?array $expected ): void {
		self::assertSame( $expected, Apportion::toTotal( $exact, $target ) );
	}

	public function sums(): array {
		return [
			'nothing to do'                      => [ [ '10', '20' ], '30', [ '10', '20' ] ],
			'thirds'                             => [ [ '33.333333', '33.333333', '33.333333' ], '100', [ '33.34', '33.33', '33.33' ] ],
			'one para too many'                  => [ [ '0.005', '0.005' ], '0.01', [ '0', '0.01' ] ],
			'the para goes where it is nearest'  => [ [ '1.001', '1.004' ], '2.01', [ '1', '1.01' ] ],
			'negative parts'                     => [ [ '100.004', '-10.004' ], '90', [ '100', '-10' ] ],
			'more than rounding'                 => [ [ '10', '20' ], '29', null ],
			'one para without a fraction to it'  => [ [ '10', '20' ], '30.01', [ '10', '20.01' ] ],
			'a target of three decimals'         => [ [ '10' ], '10.001', null ],
			'nothing'                            => [ [], '0', [] ],
		];
	}

	public function testSharesAreExactInSum(): void {
		self::assertSame( [ '33.333333', '66.666667', '0' ], Apportion::shares( '100', [ '1', '2', '0' ] ) );
		self::assertSame( [ '0', '0' ], Apportion::shares( '100', [ '0', '-5' ] ) );
	}

	/** @dataProvider lines */
	public function testUnitPriceAndDiscountGiveTheTotalAgain( string $quantity, ?string $list, string $total, string $price, ?string $discount ): void {
		[ $unitPrice, $percent ] = PricedLines::unitPrice( $quantity, $list, $total );
		self::assertSame( [ $price, $discount ], [ $unitPrice, $percent ] );
		self::assertSame( $total, PricedLines::lineTotal( $quantity, $unitPrice, $percent ?? '0' ) );
	}

	public function lines(): array {
		return [
			'no discount'                            => [ '2', '1250', '2500', '1250', null ],
			'ten percent'                            => [ '3', '33.33', '89.99', '33.33', '10' ],
			'a round sum off'                        => [ '1', '1999', '1499', '1999', '25.0125' ],
			'a discount that needs four decimals'    => [ '1', '333.33', '311.11', '333.33', '6.6661' ],
			'given away'                             => [ '1', '500', '0', '500', '100' ],
			'given away, and it cost nothing before' => [ '1', '0', '0', '0', null ],
			'list price not of two decimals'         => [ '3', '33.333333', '100', '33.3333', null ],
			'rounding alone is no discount'          => [ '6', '16.666667', '100', '16.6667', null ],
			'many of one item'                            => [ '1000', null, '3333.33', '3.33333', null ],
			'by weight'                              => [ '0.75', '200', '150', '200', null ],
			'dearer than the list'                   => [ '2', '100', '250', '125', null ],
			'a negative fee'                         => [ '1', null, '-300', '-300', null ],
			'a dear thing and a small coupon'        => [ '1', '249999.99', '249900', '249900', null ],
		];
	}
}
