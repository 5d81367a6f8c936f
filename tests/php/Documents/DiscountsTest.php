<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\Discounts;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\OrderLine;
use SorsApi\Sentence;
use SorsApi\Tests\Thrown;

'cli' === PHP_SAPI || exit;

/** A negative fee lies on what it was given on, by its own taxes. Rate 1 is 20 %, rate 2 is 10 %, rate 3 is 0 %. */
final class DiscountsTest extends TestCase {

	private const RATES = [ 1 => '20', 2 => '10', 3 => '0' ];

	/** Lines are [ type, net, taxes ]. @dataProvider orders */
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

	/** Its largest is what all costs, in whole dinars. */
	public function testWhatWooCommerceRoundedItUpByIsNotTaken(): void {
		$read = array_map( [ self::class, 'line' ], [ [ 'product', '690', [] ], [ 'shipping', '250.83', [] ], [ 'fee', '-941', [] ] ] );
		self::assertSame( [ '0', '0', '0' ], Discounts::taken( $read, array_column( $read, 'total' ), '2' ) );
	}

	public function testWhatItsRateDoesNotHaveIsAsked(): void {
		$read = array_map( [ self::class, 'line' ], [ [ 'product', '500', [ 2 => '50' ] ], [ 'shipping', '300', [ 1 => '60' ] ], [ 'fee', '-700', [ 2 => '-70' ] ] ] );
		self::assertSame( [ '0', '140', '0' ], Discounts::taken( $read, array_column( $read, 'total' ), null ), 'After a refund it is taken where there is something.' );
		$refused = Thrown::by( static fn() => Discounts::taken( $read, array_column( $read, 'total' ), '1' ), MappingRefused::class );
		self::assertSame( 'vat_differs', $refused->code() );
		self::assertStringContainsString( '“A fee” is 220 RSD larger', Sentence::english( $refused->getMessage() ) );
	}

	/** Two negative fees in a cart: WooCommerce gave the second one a tax that nothing in it has. */
	public function testATaxThatNothingElseHasIsAsked(): void {
		$read    = array_map( [ self::class, 'line' ], [ [ 'product', '1000', [ 2 => '100' ] ], [ 'shipping', '350', [] ], [ 'fee', '-100', [ 2 => '-8', 1 => '-4' ] ] ] );
		$refused = Thrown::by( static fn() => Discounts::taken( $read, array_column( $read, 'total' ), '0.05' ), MappingRefused::class );
		self::assertStringContainsString( '“A fee” is 4 RSD larger', Sentence::english( $refused->getMessage() ) );
	}

	private static function line( array $values ): OrderLine {
		$line = new OrderLine();
		[ $line->type, $line->net, $line->taxes ] = $values;
		$line->name    = 'A ' . $line->type;
		$line->total   = (string) ( (float) $line->net + array_sum( $line->taxes ) );
		$line->taxRate = 1 === count( $line->taxes ) ? self::RATES[ array_key_first( $line->taxes ) ] : null;
		return $line;
	}
}
