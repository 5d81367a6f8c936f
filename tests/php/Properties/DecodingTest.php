<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Properties;

use Eris\Generator;
use Eris\Generators;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\StockLevel;
use SorsApi\Sors\Wire\DecimalText;
use SorsApi\Sors\Wire\Decoder;
use SorsApi\Sors\Wire\Scalars;
use SorsApi\Tests\Sors\Fixture;

'cli' === PHP_SAPI || exit;

/** Whatever a server answers: records of the types that we promise, or a refusal that says why. */
final class DecodingTest extends PropertyTestCase {

	public function testNothingThatAServerSaysIsAnythingButARecordOrARefusal(): void {
		$contract = Fixture::contract( [] );
		$decoder  = new Decoder( $contract, new Scalars( $contract ) );
		$this->forAll(
			[ Generators::elements( array_keys( Contract::ENTITIES ) ), Generators::seq( Generators::tuple( Generators::choose( 0, 40 ), self::json() ) ), self::json() ],
			static function ( string $entity, array $values, $other ) use ( $contract, $decoder ): void {
				$paths  = array_values( $contract->fields( $entity ) );
				$record = [];
				foreach ( $values as [ $at, $value ] ) {
					$record[ $paths[ $at % count( $paths ) ] ] = $value;
				}
				foreach ( [ [ $record ], $record, [ $record, $other ], $other ] as $answer ) {
					try {
						foreach ( $decoder->records( Contract::ENTITIES[ $entity ], 'x', $answer ) as $read ) {
							self::assertSame( $entity, $read::entity() );
						}
					} catch ( Malformed $refused ) {
						self::assertSame( 'x', $refused->operation );
					}
				}
			}
		);
	}

	public function testAFigureIsTheSameHoweverItIsWritten(): void {
		$contract = Fixture::contract( [] );
		$decoder  = new Decoder( $contract, new Scalars( $contract ) );
		$this->forAll(
			[ self::decimals( -90000, 9000000, 4 ) ],
			static function ( string $figure ) use ( $decoder ): void {
				$written = [ $figure, " $figure ", (float) $figure, str_replace( '.', ',', $figure ) ];
				foreach ( $written as $value ) {
					$level = $decoder->record( StockLevel::class, 'x', [ 'productId' => '1', 'onHand' => $value ] );
					self::assertSame( $figure, $level->onHand, (string) json_encode( $value ) );
				}
			}
		);
	}

	public function testDecimalsComeOutNormalisedOrNotAtAll(): void {
		$this->forAll(
			[ Generators::map( static fn( array $parts ): string => implode( '', $parts ), Generators::seq( Generators::elements( '0', '1', '7', '9', '.', ',', '-', '+', 'e', ' ', '000' ) ) ), Generators::bool() ],
			static function ( string $text, bool $commas ): void {
				try {
					$read = DecimalText::read( $text, $commas );
				} catch ( \SorsApi\Sors\Wire\Unreadable $refused ) {
					self::assertNotSame( '', $refused->getMessage() );
					return;
				}
				self::assertTrue( Decimal::isDecimal( $read ), $text );
				self::assertSame( Decimal::normalise( $read ), $read );
				self::assertSame( $read, DecimalText::read( $read, false ), 'Read again, it is the same.' );
			}
		);
	}

	/** @return Generator Any JSON, two levels deep. */
	private static function json(): Generator {
		$scalar = Generators::oneOf(
			Generators::elements( null, true, false, '', '0', 0, -1, 1.5, 1e300, '1,5', '2026-02-30', '2026-11-25T10:00:00Z', '0001-01-01T00:00:00', 'Ђ', "\0", '9999999999999999999', '1e999' ),
			Generators::string(),
			Generators::int()
		);
		$list   = Generators::seq( $scalar );
		return Generators::oneOf( $scalar, $scalar, $list, Generators::map( static fn( array $values ): array => [ 'a' => $values ], $list ) );
	}
}
