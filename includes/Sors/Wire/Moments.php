<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Wire;

use SorsApi\Sors\Contract\WireRules;
use SorsApi\Sors\Misuse;

/** Dates and moments, by the contract's patterns and time zone. ISO 8601 is always understood, too. */
final class Moments {

	/** Part of a pattern => PHP's letter for it. */
	private const PARTS = [
		'yyyy' => 'Y',
		'MM'   => 'm',
		'dd'   => 'd',
		'HH'   => 'H',
		'mm'   => 'i',
		'ss'   => 's',
	];

	/** Servers write "no date" as year 1 or as 30 December 1899. */
	private const FIRST_YEAR = 1900;

	/**
	 * @return string|null 'Y-m-d'; null for "no date".
	 * @throws Unreadable
	 */
	public static function readDate( string $text, WireRules $wire ): ?string {
		$moment = self::parse( $text, $wire->dates, $wire->timeZone );
		$day    = null === $moment ? '' : self::dayOf( $moment, $wire );
		// Of the year 10000, which no column takes, it has more.
		if ( null === $moment || 10 !== strlen( $day ) ) {
			Unreadable::value( $text, 'a date' )->throw();
		}
		return (int) $moment->format( 'Y' ) < self::FIRST_YEAR ? null : $day;
	}

	/**
	 * @return \DateTimeImmutable|null In UTC; null for "no date".
	 * @throws Unreadable
	 */
	public static function readMoment( string $text, WireRules $wire ): ?\DateTimeImmutable {
		$moment = self::parse( $text, $wire->dateTimes, $wire->timeZone );
		if ( null === $moment ) {
			Unreadable::value( $text, 'a date with time' )->throw();
		}
		return (int) $moment->format( 'Y' ) < self::FIRST_YEAR ? null : $moment->setTimezone( new \DateTimeZone( 'UTC' ) );
	}

	/**
	 * @param string $date 'Y-m-d'.
	 * @throws \InvalidArgumentException When it is not a date.
	 */
	public static function writeDate( string $date, WireRules $wire ): string {
		$moment = self::parse( $date, 'yyyy-MM-dd', $wire->timeZone );
		if ( null === $moment || 10 !== strlen( $date ) ) {
			( new Misuse( 'Not a date: ' . $date ) )->throw();
		}
		return self::format( $moment, $wire->dates );
	}

	/** In the contract's time zone, with its offset: a server that ignores the offset then still reads the right hour. */
	public static function writeMoment( \DateTimeImmutable $moment, WireRules $wire ): string {
		$moment = $moment->setTimezone( $wire->timeZone );
		return 'iso8601' === $wire->dateTimes ? $moment->format( 'Y-m-d\TH:i:sP' ) : self::format( $moment, $wire->dateTimes );
	}

	/** The day that a moment falls on where SORS keeps its books. */
	public static function dayOf( \DateTimeImmutable $moment, WireRules $wire ): string {
		return $moment->setTimezone( $wire->timeZone )->format( 'Y-m-d' );
	}

	private static function format( \DateTimeImmutable $moment, string $pattern ): string {
		$parts = [];
		foreach ( self::PARTS as $part => $letter ) {
			$parts[ $part ] = $moment->format( $letter );
		}
		return strtr( $pattern, $parts );
	}

	private static function parse( string $text, string $pattern, \DateTimeZone $zone ): ?\DateTimeImmutable {
		$text = trim( $text );
		return self::parseIso( $text, $zone ) ?? ( 'iso8601' === $pattern ? null : self::parsePattern( $text, $pattern, $zone ) );
	}

	private static function parseIso( string $text, \DateTimeZone $zone ): ?\DateTimeImmutable {
		$iso = '/^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d))?)?$/D';
		if ( 1 !== preg_match( $iso, $text, $part ) ) {
			return null;
		}
		$clock  = [ (int) ( $part[4] ?? 0 ), (int) ( $part[5] ?? 0 ), (int) ( $part[6] ?? 0 ) ];
		$micros = (int) str_pad( substr( $part[7] ?? '', 0, 6 ), 6, '0' );
		$offset = $part[8] ?? '';
		return self::moment( [ (int) $part[1], (int) $part[2], (int) $part[3] ], $clock, $micros, '' === $offset ? $zone : new \DateTimeZone( 'Z' === $offset ? '+00:00' : $offset ) );
	}

	private static function parsePattern( string $text, string $pattern, \DateTimeZone $zone ): ?\DateTimeImmutable {
		$regex = preg_replace_callback(
			'/yyyy|MM|dd|HH|mm|ss/',
			static fn( array $match ): string => 'yyyy' === $match[0] ? '(?<yyyy>\d{4})' : '(?<' . $match[0] . '>\d\d)',
			preg_quote( $pattern, '/' )
		);
		if ( 1 !== preg_match( '/^' . $regex . '$/D', $text, $part ) ) {
			return null;
		}
		$date  = [ (int) ( $part['yyyy'] ?? 0 ), (int) ( $part['MM'] ?? 0 ), (int) ( $part['dd'] ?? 0 ) ];
		$clock = [ (int) ( $part['HH'] ?? 0 ), (int) ( $part['mm'] ?? 0 ), (int) ( $part['ss'] ?? 0 ) ];
		return self::moment( $date, $clock, 0, $zone );
	}

	/**
	 * PHP turns 31 February into a day of March; here it is not a date.
	 *
	 * @param array{int, int, int} $date
	 * @param array{int, int, int} $clock
	 */
	private static function moment( array $date, array $clock, int $micros, \DateTimeZone $zone ): ?\DateTimeImmutable {
		if ( ! checkdate( $date[1], $date[2], $date[0] ) || $clock[0] > 23 || $clock[1] > 59 || $clock[2] > 59 ) {
			return null;
		}
		return ( new \DateTimeImmutable( 'now', $zone ) )->setDate( ...$date )->setTime( $clock[0], $clock[1], $clock[2], $micros );
	}
}
