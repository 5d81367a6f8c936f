<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Counterparts\CustomerKey;
use SorsApi\Documents\Buyer;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\TaxNumber;

final class TaxNumberTest extends TestCase {

	/** Its last digit checks the others, as a JIB's does. */
	private const JMBG = '0101990710006';
	private const JIB  = '4200211100005';

	/**
	 * @dataProvider numbers
	 *
	 * @param string|null $country
	 */
	public function testEachCountryHasItsOwnRule( string $typed, ?string $country, ?string $problem ): void {
		self::assertSame( $problem, TaxNumber::problem( $typed, $country ) );
	}

	/** @return array<string, array{string, string|null, string|null}> */
	public function numbers(): array {
		return [
			'nothing'                          => [ ' ', 'RS', null ],
			'Serbia'                           => [ 'RS 101-134-702', 'RS', null ],
			'no country is Serbia'             => [ '101134701', '', TaxNumber::PIB ],
			'Serbia, wrong check digit'        => [ '101134701', 'RS', TaxNumber::PIB ],
			'Serbia, eight digits'             => [ '02012936', 'RS', TaxNumber::PIB ],
			'Montenegro'                       => [ '02012936', 'ME', null ],
			'Montenegro, by its prefix'        => [ 'ME 02012936', 'ME', null ],
			'Montenegro, a Serbian one'        => [ '101134702', 'ME', TaxNumber::MONTENEGRO ],
			'Bosnia, JIB'                      => [ self::JIB, 'BA', null ],
			'Bosnia, another JIB'              => [ '4400964000002', 'BA', null ],
			'Bosnia, VAT number'               => [ 'BA 200211100005', 'BA', null ],
			'Bosnia, VAT number, wrong digit'  => [ '200211100006', 'BA', TaxNumber::BOSNIA ],
			'Bosnia, nine digits'              => [ '101134702', 'BA', TaxNumber::BOSNIA ],
			'Bosnia, JIB with a wrong digit'   => [ '4200211100006', 'BA', TaxNumber::PERSONAL ],
			'Bosnia, a JMBG'                   => [ self::JMBG, 'BA', TaxNumber::PERSONAL ],
			'a JIB from Serbia'                => [ self::JIB, 'RS', TaxNumber::PERSONAL ],
			'a JIB from Montenegro'            => [ self::JIB, 'ME', TaxNumber::PERSONAL ],
			'a JMBG from Germany'              => [ self::JMBG, 'DE', TaxNumber::PERSONAL ],
			'a JMBG with words'                => [ 'JMBG: 0101 990 710006', 'RS', TaxNumber::PERSONAL ],
			'a JMBG with invisible characters' => [ "0101\u{200B}990\u{FEFF}710006", null, TaxNumber::PERSONAL ],
			'Germany'                          => [ 'DE 123 456 789', 'DE', null ],
			'Slovenia, digits alone'           => [ '12345678', 'SI', null ],
			'Macedonia, thirteen digits'       => [ 'MK4030006611247', 'MK', null ],
			'letters alone'                    => [ 'NEMAM', 'DE', TaxNumber::FORM ],
			'too long'                         => [ '123456789012345678901', 'DE', TaxNumber::FORM ],
			'only its form: nine digits'       => [ '101134701', null, null ],
			'only its form: eight digits'      => [ '02012936', null, null ],
			'only its form: a JIB'             => [ self::JIB, null, null ],
			'only its form: words'             => [ 'nemam, hvala', null, TaxNumber::FORM ],
		];
	}

	public function testItIsCheckedOnceMoreBeforeItIsSent(): void {
		foreach ( [ [ '02012936', 'ME' ], [ self::JIB, 'BA' ], [ '101134702', '' ], [ '12345678', 'SI' ] ] as [ $number, $country ] ) {
			self::assertSame( 'taxId:' . $number, CustomerKey::ofBuyer( self::buyer( $number, $country ), '' )->text() );
		}
		foreach ( [ [ '02012936', 'RS' ], [ '101134702', 'ME' ], [ '101134702', 'BA' ] ] as [ $number, $country ] ) {
			try {
				CustomerKey::ofBuyer( self::buyer( $number, $country ), '' );
				self::fail( "$number was taken for $country." );
			} catch ( MappingRefused $refused ) {
				self::assertSame( 'pib_invalid', $refused->code() );
				self::assertStringContainsString( $number, $refused->getMessage() );
			}
		}
	}

	private static function buyer( string $taxId, string $country ): Buyer {
		$buyer          = new Buyer();
		$buyer->taxId   = $taxId;
		$buyer->country = $country;
		return $buyer;
	}
}
