<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Properties;

use Eris\Generator;
use Eris\Generators;
use SorsApi\Documents\DraftLine;
use SorsApi\Documents\Netting;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Sors\Decimal;

'cli' === PHP_SAPI || exit;

/** Refunds taken off an order: money and pieces neither appear nor vanish. */
final class NettingTest extends PropertyTestCase {

	public function testWhatIsLeftIsTheOrderLessItsRefunds(): void {
		$this->forAll(
			[ Generators::seq( self::lines() ), self::decimals( 0, 1, 3 ) ],
			static function ( array $lines, string $share ): void {
				$order = self::order( $lines, $share );
				$sum   = array_reduce( Netting::drafts( $order ), static fn( string $sum, DraftLine $draft ): string => Decimal::add( $sum, $draft->gross ), '0' );
				// A line of less than half a para is left out.
				$most = Decimal::multiply( '0.005', (string) ( count( $lines ) + 1 ) );
				self::assertLessThanOrEqual( 0, Decimal::compare( Decimal::absolute( Decimal::subtract( $sum, Decimal::subtract( $order->total, $order->refunded ) ) ), $most ) );
			}
		);
	}

	public function testPiecesThatCameBackAreNotSentAndTheRestIs(): void {
		$this->forAll(
			[ Generators::seq( self::lines() ) ],
			static function ( array $lines ): void {
				$sent = [];
				foreach ( Netting::drafts( self::order( $lines, '0' ) ) as $draft ) {
					self::assertSame( 1, Decimal::compare( $draft->quantity, '0' ) );
					if ( OrderLine::PRODUCT === $draft->type ) {
						$sent[ $draft->source->itemId ] = $draft->quantity;
					}
				}
				foreach ( $lines as $i => $line ) {
					$left = Decimal::subtract( $line->quantity, $line->restockedQuantity );
					self::assertSame( OrderLine::PRODUCT === $line->type && '0' !== $left ? $left : null, $sent[ $i + 1 ] ?? null );
				}
			}
		);
	}

	public function testWhatComesBackLaterIsReturnedOnce(): void {
		$this->forAll(
			[ Generators::seq( self::lines() ) ],
			static function ( array $lines ): void {
				$order        = self::order( $lines, '0' );
				$restocked    = array_map( static fn( OrderLine $line ): string => $line->restockedQuantity, $lines );
				$acknowledged = [];
				foreach ( $lines as $line ) {
					$line->restockedQuantity = '0';
				}
				foreach ( Netting::drafts( $order ) as $draft ) {
					if ( OrderLine::PRODUCT === $draft->type ) {
						$acknowledged[ $draft->source->objectId() ] = $draft->quantity;
					}
				}
				self::assertSame( [], Netting::returned( $order, $acknowledged ), 'Nothing has come back yet.' );
				$expected = [];
				foreach ( $lines as $i => $line ) {
					$line->restockedQuantity = $restocked[ $i ];
					if ( OrderLine::PRODUCT === $line->type && '0' !== $restocked[ $i ] ) {
						$expected[ $line->objectId() ] = $restocked[ $i ];
					}
				}
				self::assertSame( $expected, Netting::returned( $order, $acknowledged ) );
				foreach ( $expected as $id => $quantity ) {
					$acknowledged[ $id ] = Decimal::subtract( $acknowledged[ $id ], $quantity );
				}
				self::assertSame( [], Netting::returned( $order, $acknowledged ), 'It is returned once.' );
			}
		);
	}

	/** A line, of which part was refunded, and of that part went back on the shelf. */
	private static function lines(): Generator {
		return Generators::map(
			static function ( array $parts ): OrderLine {
				[ $type, $quantity, $refunded, $restocked, $total, $money ] = $parts;
				$line                    = new OrderLine();
				$line->type              = $type;
				$line->quantity          = (string) ( OrderLine::PRODUCT === $type ? $quantity : 1 );
				$line->total             = $total;
				$line->refundedTotal     = Decimal::round( Decimal::multiply( $total, $money ), 4 );
				$line->refundedQuantity  = (string) ( OrderLine::PRODUCT === $type ? min( $refunded, $quantity ) : 0 );
				$line->restockedQuantity = (string) ( OrderLine::PRODUCT === $type ? min( $restocked, $refunded, $quantity ) : 0 );
				return $line;
			},
			Generators::tuple(
				Generators::elements( OrderLine::PRODUCT, OrderLine::PRODUCT, OrderLine::SHIPPING, OrderLine::FEE ),
				Generators::choose( 1, 6 ),
				Generators::choose( 0, 6 ),
				Generators::choose( 0, 6 ),
				self::decimals( 1, 9000, 4 ),
				self::decimals( 0, 1, 2 )
			)
		);
	}

	/**
	 * @param list<OrderLine> $lines
	 * @param string          $share Of what is left, refunded without naming lines.
	 */
	private static function order( array $lines, string $share ): OrderSnapshot {
		$order        = new OrderSnapshot();
		$order->lines = $lines;
		foreach ( $lines as $i => $line ) {
			$line->itemId    = $i + 1;
			$line->productId = OrderLine::PRODUCT === $line->type ? 100 + $i : 0;
			$order->total    = Decimal::add( $order->total, $line->total );
			$order->refunded = Decimal::add( $order->refunded, $line->refundedTotal );
		}
		$order->refunded = Decimal::add( $order->refunded, Decimal::round( Decimal::multiply( Decimal::subtract( $order->total, $order->refunded ), $share ), 2 ) );
		return $order;
	}
}
