<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\DraftLine;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\PricedLines;
use SorsApi\Sors\Decimal;

'cli' === PHP_SAPI || exit;

final class PricedLinesTest extends TestCase {

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

	/** Each rate's sum may be a para off, since two decimals without VAT give not each amount with it; both together are not. */
	public function testTwoRatesWithoutVatComeToTheTotalWithinAPara(): void {
		for ( $paras = 1; $paras <= 60; $paras++ ) {
			$full    = Decimal::divide( (string) ( 10000 + $paras ), '100' );
			$reduced = Decimal::divide( (string) ( 20000 + 7 * $paras ), '100' );
			$total   = Decimal::add( $full, $reduced );
			$lines   = PricedLines::of( [ self::draft( $full, '20' ), self::draft( $reduced, '10' ) ], $total, false, '0' );
			self::assertTrue( Decimal::areWithin( DocumentTotal::of( $lines, false ), $total, '0.01' ), "$full and $reduced" );
		}
	}

	private static function draft( string $gross, string $vatRate ): DraftLine {
		$draft          = new DraftLine( OrderLine::PRODUCT, new OrderLine(), '1', $gross );
		$draft->vatRate = $vatRate;
		return $draft;
	}
}
