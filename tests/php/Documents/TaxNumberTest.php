<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Counterparts\CustomerKey;
use SorsApi\Documents\Buyer;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Pib;
use SorsApi\Documents\TaxNumber;
use SorsApi\Sentence;
use SorsApi\Tests\Thrown;

'cli' === PHP_SAPI || exit;

final class TaxNumberTest extends TestCase {

	/** Its last digit checks the others, as a JIB's does. */
	private const JMBG = '0101990710008';
	private const JIB  = '4200211100005';

	/**
	 * @dataProvider numbers
	 *
	 * @param string|null $country
	 */
	public function testEachCountryHasItsOwnRule( string $typed, ?string $country, ?string $problem ): void {
		self::assertSame( $problem, TaxNumber::problem( $typed, $country ) );
	}

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
			'a JMBG with words'                => [ 'JMBG: 0101 990 710008', 'RS', TaxNumber::PERSONAL ],
			'a JMBG with invisible characters' => [ "0101\u{200B}990\u{FEFF}710008", null, TaxNumber::PERSONAL ],
			'a JMBG behind letters'            => [ 'ID0101990710008', 'RS', TaxNumber::PERSONAL ],
			'a JMBG behind other letters'      => [ 'mb 0101990710008', 'ME', TaxNumber::PERSONAL ],
			'a JMBG behind Cyrillic letters'   => [ 'ЈМБГ0101990710008', 'DE', TaxNumber::PERSONAL ],
			'a JMBG before letters'            => [ '0101990710008RS', 'BA', TaxNumber::PERSONAL ],
			'a JMBG with a minus'              => [ "0101990\u{2212}710008", 'RS', TaxNumber::PERSONAL ],
			'a JMBG with an en dash'           => [ "0101990\u{2013}710008", null, TaxNumber::PERSONAL ],
			'a JMBG with hyphens'              => [ "01\u{2011}01\u{2010}990\u{FF0D}710008", 'DE', TaxNumber::PERSONAL ],
			'a JMBG with odd spaces'           => [ "0101\u{2009}990\u{3000}710008", 'BA', TaxNumber::PERSONAL ],
			'a JMBG with other signs'          => [ '0101_990•71,0008', 'RS', TaxNumber::PERSONAL ],
			'a JMBG in wide digits'            => [ '０１０１９９０７１０００８', 'DE', TaxNumber::PERSONAL ],
			'a JMBG in Arabic digits'          => [ '٠١٠١٩٩٠٧١٠٠٠٨', 'DE', TaxNumber::PERSONAL ],
			'a JMBG with letters in it'        => [ '0101990 BR 710008', 'DE', TaxNumber::PERSONAL ],
			'a JMBG after a PIB'               => [ '101134702 0101990710008', 'DE', TaxNumber::PERSONAL ],
			'a JMBG with a digit too many'     => [ '01019907100080', 'RS', TaxNumber::PERSONAL ],
			'thirteen digits, no date'         => [ '9999999999999', 'DE', TaxNumber::PERSONAL ],
			'a JIB behind letters, in Serbia'  => [ 'ID4200211100005', 'RS', TaxNumber::PERSONAL ],
			'Serbia, with en dashes'           => [ "101\u{2013}134\u{2013}702", 'RS', null ],
			'Serbia, in wide digits'           => [ '１０１１３４７０２', 'RS', null ],
			'Bosnia, JIB with its prefix'      => [ 'BA 4200211100005', 'BA', null ],
			'Emirates, fifteen digits'         => [ '100123456700003', 'AE', null ],
			'Macedonia, a JMBG'                => [ 'MK0101990710008', 'MK', TaxNumber::PERSONAL ],
			'Macedonian, from Serbia'          => [ 'MK4030006611247', 'RS', TaxNumber::PERSONAL ],
			'only its form: Macedonian'        => [ 'MK4030006611247', null, null ],
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
			$refused = Thrown::by( static fn() => CustomerKey::ofBuyer( self::buyer( $number, $country ), '' ), MappingRefused::class );
			self::assertSame( 'pib_invalid', $refused->code() );
			self::assertStringNotContainsString( $number, Sentence::shown( $refused->getMessage() ), 'History, notes and mails repeat it.' );
		}
	}

	private static function buyer( string $taxId, string $country ): Buyer {
		$buyer          = new Buyer();
		$buyer->taxId   = $taxId;
		$buyer->country = $country;
		return $buyer;
	}

	/** @dataProvider typed */
	public function testWhatBuyersTypeIsRead( string $typed, bool $valid ): void {
		self::assertSame( $valid, Pib::isValid( Pib::normalise( $typed ) ) );
	}

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
			$fitting = array_filter( range( 0, 9 ), static fn( int $digit ): bool => Pib::isValid( $body . $digit ) );
			self::assertCount( 1, $fitting, $body );
		}
	}

	public function testRegistrationNumbersHaveEightDigits(): void {
		self::assertTrue( Pib::isRegistrationNumber( '07051395' ) );
		self::assertFalse( Pib::isRegistrationNumber( '7051395' ) );
	}
}
