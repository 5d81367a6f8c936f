<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Properties;

use Eris\Generators;
use SorsApi\Documents\Apportion;
use SorsApi\Documents\DraftLine;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\PricedLines;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\DocumentLine;
use SorsApi\Tests\Documents\DocumentTotal;

'cli' === PHP_SAPI || exit;

/** A document comes to its order's total, to the para. */
final class PricingTest extends PropertyTestCase {

	public function testRoundedPartsAddUpToTheTotal(): void {
		$this->forAll(
			[ Generators::seq( self::decimals( -50, 5000, 4 ) ), Generators::choose( -3, 3 ) ],
			static function ( array $exact, int $off ): void {
				$target = Decimal::add( Decimal::round( self::sum( $exact ), 2 ), self::decimal( $off, 2 ) );
				$parts  = Apportion::toTotal( $exact, $target );
				if ( null === $parts ) {
					self::assertNotSame( 0, $off, 'Rounding alone is always made good.' );
					return;
				}
				self::assertSame( $target, self::sum( $parts ) );
				foreach ( $parts as $i => $part ) {
					self::assertSame( $part, Decimal::round( $part, 2 ) );
					self::assertLessThanOrEqual( 0, Decimal::compare( Decimal::absolute( Decimal::subtract( $part, $exact[ $i ] ) ), '0.015' ) );
				}
			}
		);
	}

	public function testSharesAddUpAndGoToWhatCarriesThem(): void {
		$this->forAll(
			[ self::decimals( 0, 100000, 2 ), Generators::seq( self::decimals( -20, 5000, 2 ) ) ],
			static function ( string $amount, array $weights ): void {
				$shares  = Apportion::shares( $amount, $weights );
				$carries = array_filter( $weights, static fn( string $weight ): bool => Decimal::compare( $weight, '0' ) > 0 );
				self::assertCount( count( $weights ), $shares );
				self::assertSame( [] === $carries ? '0' : $amount, self::sum( $shares ) );
				foreach ( array_diff_key( $shares, $carries ) as $share ) {
					self::assertSame( '0', $share );
				}
			}
		);
	}

	public function testUnitPriceAndDiscountGiveTheLinesTotalAgain(): void {
		$this->forAll(
			[ self::quantities(), Generators::oneOf( Generators::constant( null ), self::decimals( 0, 20000, 3 ) ), self::decimals( -300, 50000, 2 ) ],
			static function ( string $quantity, ?string $list, string $total ): void {
				[ $price, $discount ] = PricedLines::unitPrice( $quantity, $list, $total );
				self::assertSame( $total, PricedLines::lineTotal( $quantity, $price, $discount ?? '0' ), "$quantity × $price − $discount %" );
				self::assertTrue( null === $discount || ( Decimal::compare( $discount, '0' ) >= 0 && Decimal::compare( $discount, '100' ) <= 0 ) );
			}
		);
	}

	public function testADocumentComesToItsTotal(): void {
		$this->forAll(
			[ Generators::seq( self::drafts() ), Generators::bool() ],
			static function ( array $drafts, bool $withVat ): void {
				$total = Decimal::round( self::sum( array_map( static fn( DraftLine $draft ): string => $draft->gross, $drafts ) ), 2 );
				$lines = PricedLines::of( $drafts, $total, $withVat, '0' );
				foreach ( $lines as $line ) {
					self::assertSame( $line->lineTotal, PricedLines::lineTotal( (string) $line->quantity, (string) $line->unitPrice, $line->discountPercent ?? '0' ) );
				}
				// Without VAT not every total has prices of two decimals, rate by rate.
				self::assertTrue( Decimal::areWithin( $total, DocumentTotal::of( $lines, $withVat ), $withVat ? '0' : '0.03' ), 'No more than a para for each rate.' );
				self::assertSame( array_map( static fn( DraftLine $draft ): ?string => $draft->vatRate, $drafts ), array_map( static fn( DocumentLine $line ): ?string => $line->vatRate, $lines ) );
			}
		);
	}

	private static function drafts(): \Eris\Generator {
		return Generators::map(
			static function ( array $parts ): DraftLine {
				[ $quantity, $gross, $rate ] = $parts;
				$draft          = new DraftLine( OrderLine::PRODUCT, new OrderLine(), $quantity, $gross );
				$draft->vatRate = $rate;
				return $draft;
			},
			Generators::tuple( self::quantities(), self::decimals( 0, 30000, 4 ), Generators::elements( '20', '10', '0' ) )
		);
	}

	/** Pieces, and what is weighed. */
	private static function quantities(): \Eris\Generator {
		return Generators::oneOf( self::decimals( 1, 500, 0 ), Generators::map( static fn( int $n ): string => self::decimal( $n, 3 ), Generators::choose( 1, 20000 ) ) );
	}

	private static function sum( array $decimals ): string {
		return array_reduce( $decimals, [ Decimal::class, 'add' ], '0' );
	}
}
