<?php
declare( strict_types=1 );

namespace SorsApi\Tests;

use PHPUnit\Framework\TestCase;
use SorsApi\Database\Sql;
use SorsApi\Orders\OrderReader;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

final class SentenceTest extends TestCase {

	private static function sentence(): string {
		$cause = Sentence::__( 'status %d', 'sors-api-for-woocommerce', 503 );
		return Sentence::__( '%1$s (%2$s %%): %3$s.', 'sors-api-for-woocommerce', Sentence::number( 1234567.5, 1 ), 44, $cause ) . ' ' . Sentence::_n( '%s item', '%s items', 2, 'sors-api-for-woocommerce', 'two' );
	}

	public function testSentencesAreJoinedAndPutIntoOthers(): void {
		self::assertSame( '1,234,567.5 (44 %): status 503. two items', Sentence::shown( self::sentence() ) );
		self::assertSame( Sentence::shown( self::sentence() ), Sentence::english( self::sentence() ) );
		self::assertSame( 'One item', Sentence::shown( Sentence::capital( Sentence::_n( '%s item', '%s items', 1, 'sors-api-for-woocommerce', 'one' ) ) ) );
		self::assertSame( 'Šargarepa', Sentence::shown( Sentence::capital( 'šargarepa' ) ) );
	}

	public function testAnAmountThatIsNoneStaysAsItIs(): void {
		self::assertSame( '4516.4 RSD', Sentence::english( Sentence::amount( '4516.4' ) ) );
		self::assertSame( [ '', 'ništa' ], array_map( [ Sentence::class, 'shown' ], [ Sentence::amount( '' ), Sentence::amount( 'ništa' ) ] ) );
	}

	public function testThereIsOneMinusSign(): void {
		self::assertSame( [ '−2', '−1,234.5' ], [ Sentence::shown( Sentence::number( -2 ) ), Sentence::shown( Sentence::number( -1234.5, 1 ) ) ] );
		self::assertSame( '-2', Sentence::english( Sentence::number( -2 ) ) );
	}

	public function testWhatEarlierVersionsStoredIsShownAsItIs(): void {
		foreach ( [ '', 'Done: 3 changed.', 'Готово: 100 %', "Line\nbreak %s %1\$d" ] as $words ) {
			self::assertSame( $words, Sentence::shown( $words ) );
		}
		// Without anything put in, no sign is read.
		self::assertSame( '100 % of %s', Sentence::shown( Sentence::__( '100 % of %s', 'sors-api-for-woocommerce' ) ) );
	}

	public function testATableTakesIt(): void {
		self::assertSame( self::sentence(), Sql::words( self::sentence() ) );
	}

	/** A column has an end, and others' words hold what they like. */
	public function testWhatIsCutOffOrForgedIsStillWords(): void {
		$whole = self::sentence();
		for ( $length = 0; $length < strlen( $whole ); $length++ ) {
			self::assertDoesNotMatchRegularExpression( '/[\x02\x03\x1F]/', Sentence::shown( substr( $whole, 0, $length ) ) );
		}
		foreach ( [ "\x02\x03", "a\x03b\x1Fc", "\x02text\x03", "\x02count\x03", "\x02number\x1Fx\x03", "\x02amount\x03", "\x02amount\x1Fx\x1FRSD\x03", "\x02capital\x03", "\x02text\x1F%9\$s %d\x1Fa\x03", "\x02text\x1F%99\$s\x1Fa\x03", "\x02text\x1F%y\x1Fa\x03", "\x02other\x1Fa\x03", "\x1F\x02\x02" ] as $forged ) {
			self::assertDoesNotMatchRegularExpression( '/[\x02\x03\x1F]/', Sentence::shown( $forged ) );
		}
	}

	/** A name, or what another plugin says, stays where it was put. */
	public function testOthersWordsDoNotBreakOut(): void {
		$cause = Sentence::__( 'status %d', 'sors-api-for-woocommerce', 503 );
		foreach ( [ "A\x1FB" => 'AB', "A\x03B" => 'AB', "\x02A" => 'A', "A \x02\x1F" => 'A ', "A: $cause" => 'A: status 503', substr( $cause, 0, -1 ) => 'status 503' ] as $words => $shown ) {
			self::assertSame( "$shown or C", Sentence::shown( Sentence::__( '%1$s or %2$s', 'sors-api-for-woocommerce', $words, 'C' ) ) );
		}
		self::assertSame( 'AB', OrderReader::text( "\x02A\x1FB\x03" ) );
	}

	public function testWhatOthersSaidIsTakenOutAndOurWordsStay(): void {
		$d = 'sors-api-for-woocommerce';
		$bared = [
			'SORS did not take the buyer … as a customer: …' => Sentence::__( 'SORS did not take the buyer %1$s as a customer: %2$s', $d, 'Ana Anić', 'Kupac Ana Anić nije dobar.' ),
			'Several have …: …. Leave one.'              => Sentence::__( 'Several have %1$s: %2$s. Leave one.', $d, 'ana@example.test', 'Ana Anić, Ana A. (K-17)' ),
			'It was lost: status …. Look there.'         => Sentence::__( 'It was lost: %s. Look there.', $d, Sentence::__( 'status %d', $d, 503 ) ),
			'1.5 of … items, 12 RSD; one item (processing)' => Sentence::__( '%1$s of %2$s, %3$s; %4$s (%5$s)', $d, Sentence::number( 1.5, 1 ), Sentence::_n( '%s item', '%s items', 3, $d, '108127360' ), Sentence::amount( '12' ), Sentence::_n( 'one item', '%s items', 1, $d ), Sentence::status( 'processing' ) ),
			'First. …'                                  => Sentence::__( 'First.', $d ) . ' Ana Anić',
			'First. Second.'                            => Sentence::__( 'First.', $d ) . ' ' . Sentence::__( 'Second.', $d ),
			'… A.'                                      => Sentence::__( '%s', $d, 'Ana: ' . Sentence::__( 'A.', $d ) ),
			'…'                                         => 'Kupac Ana Anić nije dobar.',
			''                                          => '',
		];
		foreach ( $bared as $bare => $text ) {
			self::assertSame( $bare, Sentence::english( Sentence::bare( $text ) ) );
			self::assertSame( Sentence::bare( $text ), Sentence::bare( Sentence::bare( $text ) ), 'Nothing more goes the next time.' );
		}
	}

	public function testNoForgedSentenceKeepsWordsThatAreNotOurs(): void {
		foreach ( [ "\x02other\x1FAna\x03", "\x02Ana\x03", 'Ana', "Ana\x03", "\x02\x03Ana", "\x02text\x1F%s\x1FAna", "\x02text\x1F%s\x1F\x02text\x1F%s\x1FAna" ] as $forged ) {
			self::assertStringNotContainsString( 'Ana', Sentence::bare( $forged ) );
		}
	}

	public function testAnAnswerIsShownAsAWhole(): void {
		$answer = [ 'message' => self::sentence(), 'items' => [ (object) [ 'reason' => self::sentence() ], 3, null ] ];
		self::assertDoesNotMatchRegularExpression( '/\\\\u0002/', (string) json_encode( Sentence::allShown( $answer ) ) );
		self::assertInstanceOf( \stdClass::class, Sentence::allShown( $answer )['items'][0] );
		self::assertSame( [ 3, null ], array_slice( Sentence::allShown( $answer )['items'], 1 ) );
	}

	/**
	 * @testWith ["\u0002text\u001f%1$999999999s\u001fa\u0003"]
	 *           ["\u0002number\u001f1\u001f999999999\u0003"]
	 */
	public function testWhatOnlyLooksLikeOneTakesNoMemory( string $text ): void {
		self::assertLessThan( 100, strlen( Sentence::shown( $text ) ) );
		$twice = 'a';
		for ( $i = 0; $i < 40; $i++ ) {
			$twice = "\x02text\x1F%1\$s%1\$s\x1F$twice\x03";
		}
		self::assertLessThan( 70000, strlen( Sentence::shown( $twice ) ) );
		$often  = "\x02text\x1F" . str_repeat( '%1$s', 3000 ) . "\x1F$twice\x03";
		$before = memory_get_peak_usage();
		foreach ( [ $often, "\x02text\x1F" . str_repeat( $twice, 60 ) . "\x03", str_repeat( $twice, 60 ), "\x02other\x1F" . str_repeat( "$twice\x1F", 60 ) . "\x03" ] as $bomb ) {
			self::assertLessThan( 140000, strlen( Sentence::shown( $bomb ) ) );
		}
		self::assertLessThan( 8000000, memory_get_peak_usage() - $before );
	}
}
