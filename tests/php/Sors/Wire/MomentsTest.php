<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors\Wire;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\Contract\WireRules;
use SorsApi\Sors\Wire\Moments;
use SorsApi\Sors\Wire\Unreadable;
use SorsApi\Tests\Sors\Fixture;

'cli' === PHP_SAPI || exit;

final class MomentsTest extends TestCase {

	private static function rules( string $dates = 'yyyy-MM-dd', string $dateTimes = 'iso8601' ): WireRules {
		return Fixture::contract( [ 'wire' => [ 'dates' => $dates, 'dateTimes' => $dateTimes ] ] )->wire;
	}

	/** @dataProvider moments */
	public function testReadsMomentsIntoUtc( string $text, ?string $expected, string $pattern = 'iso8601' ): void {
		$moment = Moments::readMoment( $text, self::rules( 'yyyy-MM-dd', $pattern ) );
		$this->assertSame( $expected, null === $moment ? null : $moment->format( 'Y-m-d\TH:i:s.u e' ) );
	}

	public function moments(): array {
		return [
			'UTC'                          => [ '2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000000 UTC' ],
			'with an offset'               => [ '2026-03-01T10:00:00+01:00', '2026-03-01T09:00:00.000000 UTC' ],
			'offset without a colon'       => [ '2026-03-01T10:00:00+0100', '2026-03-01T09:00:00.000000 UTC' ],
			'no offset, in winter'         => [ '2026-01-01T10:00:00', '2026-01-01T09:00:00.000000 UTC' ],
			'no offset, in summer'         => [ '2026-07-01 10:00:00', '2026-07-01T08:00:00.000000 UTC' ],
			'seven digits after'           => [ '2026-03-01T10:00:00.1234567Z', '2026-03-01T10:00:00.123456 UTC' ],
			'one digit after'              => [ '2026-03-01T10:00:00.5Z', '2026-03-01T10:00:00.500000 UTC' ],
			'no seconds'                   => [ '2026-03-01T10:00Z', '2026-03-01T10:00:00.000000 UTC' ],
			'a day alone'                  => [ '2026-03-01', '2026-02-28T23:00:00.000000 UTC' ],
			'a pattern'                    => [ '01.03.2026 10:05:06', '2026-03-01T09:05:06.000000 UTC', 'dd.MM.yyyy HH:mm:ss' ],
			'ISO although there is a pattern' => [ '2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000000 UTC', 'dd.MM.yyyy HH:mm:ss' ],
			'"no date" of .NET'            => [ '0001-01-01T00:00:00', null ],
			'"no date" of Delphi'          => [ '1899-12-30T00:00:00', null ],
		];
	}

	/** @dataProvider dates */
	public function testReadsDates( string $text, ?string $expected, string $pattern = 'yyyy-MM-dd' ): void {
		$this->assertSame( $expected, Moments::readDate( $text, self::rules( $pattern ) ) );
	}

	public function dates(): array {
		return [
			'plain'                                => [ '2026-02-28', '2026-02-28' ],
			'by pattern'                           => [ '28.02.2026.', '2026-02-28', 'dd.MM.yyyy.' ],
			'with a time'                          => [ '2026-02-28T00:00:00', '2026-02-28' ],
			'the day where the books are kept'     => [ '2026-02-28T23:30:00Z', '2026-03-01' ],
			'"no date"'                            => [ '0001-01-01T00:00:00', null ],
		];
	}

	/** @dataProvider nonsense */
	public function testRefusesWhatIsNotADate( string $text ): void {
		$this->expectException( Unreadable::class );
		Moments::readDate( $text, self::rules( 'dd.MM.yyyy' ) );
	}

	public function nonsense(): array {
		return [
			'31 February'      => [ '31.02.2026' ],
			'month and day'    => [ '2026-02' ],
			'words'            => [ 'yesterday' ],
			'another pattern'  => [ '02/28/2026' ],
			'25 o\'clock'      => [ '2026-02-28T25:00:00' ],
			'something behind' => [ "28.02.2026\nx" ],
			'no such offset'   => [ '2026-02-28T10:00:00+99:99' ],
			'minutes of one'   => [ '2026-02-28T10:00:00+01:60' ],
			'the year 10000'   => [ '9999-12-31T23:59:59Z' ],
		];
	}

	public function testWrites(): void {
		$moment = new \DateTimeImmutable( '2026-07-01T22:30:00Z' );
		$this->assertSame( '2026-07-02T00:30:00+02:00', Moments::writeMoment( $moment, self::rules() ) );
		$this->assertSame( '02.07.2026 00:30', Moments::writeMoment( $moment, self::rules( 'yyyy-MM-dd', 'dd.MM.yyyy HH:mm' ) ) );
		$this->assertSame( '2026-07-02', Moments::dayOf( $moment, self::rules() ) );
		$this->assertSame( '31.12.2026', Moments::writeDate( '2026-12-31', self::rules( 'dd.MM.yyyy' ) ) );
	}

	public function testDoesNotWriteWhatIsNotADate(): void {
		$this->expectException( \InvalidArgumentException::class );
		Moments::writeDate( '2026-02-31', self::rules() );
	}
}
