<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\Pib;

'cli' === PHP_SAPI || exit;

final class PibTest extends TestCase {

	/** @dataProvider typed */
	public function testWhatBuyersTypeIsRead( string $typed, bool $valid ): void {
		self::assertSame( $valid, Pib::isValid( Pib::normalise( $typed ) ) );
	}

	/** @return array<string, array{string, bool}> */
	public function typed(): array {
		return [
			'valid'                    => [ '101134702', true ],
			'wrong check digit'        => [ '101134701', false ],
			'every other last digit'   => [ '101134703', false ],
			'spaces and dashes'        => [ ' 101-134 702 ', true ],
			'a prefix as in the EU'    => [ 'RS101134702', true ],
			'the same in small'        => [ 'rs 101134702', true ],
			'a hard space'             => [ "101\u{00A0}134702", true ],
			'too short'                => [ '10113470', false ],
			'too long'                 => [ '1011347020', false ],
			'no leading zero'          => [ '001134702', false ],
			'letters'                  => [ '10113470A', false ],
			'a line end at the end'    => [ "101134702\n", true ],
			'empty'                    => [ '', false ],
		];
	}

	public function testExactlyOneCheckDigitFitsEachNumber(): void {
		foreach ( [ '10000000', '10113470', '99999999', '20202020' ] as $body ) {
			$fitting = array_filter(
				range( 0, 9 ),
				static function ( int $digit ) use ( $body ): bool {
					return Pib::isValid( $body . $digit );
				}
			);
			self::assertCount( 1, $fitting, $body );
		}
	}

	public function testRegistrationNumbersHaveEightDigits(): void {
		self::assertTrue( Pib::isRegistrationNumber( '07051395' ) );
		self::assertFalse( Pib::isRegistrationNumber( '7051395' ) );
	}
}
