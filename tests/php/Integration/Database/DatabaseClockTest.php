<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Database;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\StorageError;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** The clock by which it is told whether SORS' figure contains a sale. */
final class DatabaseClockTest extends StoreTestCase {

	/** 25 October 2026, 01:00 UTC: in Belgrade the clocks go back from three to two. */
	private const WINTER = 1792890000;

	private const ZONE = 'Sors/Beograd';

	protected function tearDown(): void {
		self::db()->suppress_errors( false );
		self::db()->query( "SET time_zone = 'SYSTEM'" );
		parent::tearDown();
	}

	public function testItDoesNotJumpWhenTheServersClockGoesBackInAutumn(): void {
		self::makeZone();
		self::db()->query( "SET time_zone = '" . self::ZONE . "'" );
		self::assertSame( '', self::db()->last_error );
		foreach ( [ -600, 600, 5400 ] as $seconds ) {
			$this->setClock( self::WINTER + $seconds + 0.25 );
			self::assertSame( ( self::WINTER + $seconds ) * 1000000 + 250000, DatabaseClock::now() );
		}
	}

	public function testEachMomentIsLaterThanTheOnesBeforeWhateverTheClockSays(): void {
		$moments = [];
		foreach ( [ 600, 600, 0, 601 ] as $seconds ) {
			$this->setClock( self::WINTER + $seconds );
			$moments[] = DatabaseClock::moment() - ( self::WINTER + 600 ) * 1000000;
		}
		self::assertSame( [ 0, 1, 2, 1000000 ], $moments );
	}

	public function testADatabaseThatDoesNotAnswerIsNotTakenForTheYear1970(): void {
		$break = static fn( string $query ): string => false !== strpos( $query, 'TIMESTAMPDIFF' ) ? 'SELECT nonsense FROM' : $query;
		self::db()->suppress_errors();
		add_filter( 'query', $break );
		try {
			$this->expectException( StorageError::class );
			DatabaseClock::now();
		} finally {
			remove_filter( 'query', $break );
		}
	}

	/** The database of the tests knows no names of zones: this one has the end of a summer. */
	private static function makeZone(): void {
		self::db()->query( "REPLACE INTO mysql.time_zone (Time_zone_id, Use_leap_seconds) VALUES (900, 'N')" );
		self::db()->query( "REPLACE INTO mysql.time_zone_name (Name, Time_zone_id) VALUES ('" . self::ZONE . "', 900)" );
		self::db()->query( "REPLACE INTO mysql.time_zone_transition_type (Time_zone_id, Transition_type_id, `Offset`, Is_DST, Abbreviation) VALUES (900, 0, 7200, 1, 'CEST'), (900, 1, 3600, 0, 'CET')" );
		self::db()->query( 'REPLACE INTO mysql.time_zone_transition (Time_zone_id, Transition_time, Transition_type_id) VALUES (900, 0, 0), (900, ' . self::WINTER . ', 1)' );
	}
}
