<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

/** How long to wait before the next try. Pure. */
final class RetryPolicy {

	private const FIRST = 30;
	private const LONGEST = 3600;

	/**
	 * Doubles with every attempt, up to an hour; the random part keeps the rows of one bad moment from coming back all at once.
	 *
	 * @param int   $attempt 1 = the first one has failed.
	 * @param float $random  0 to 1.
	 *
	 * @return int Seconds.
	 */
	public static function delay( int $attempt, float $random ): int {
		$delay = min( self::LONGEST, self::FIRST * 2 ** min( 10, max( 0, $attempt - 1 ) ) );
		return (int) round( $delay * ( 0.75 + 0.5 * $random ) );
	}

	public static function after( int $attempt ): int {
		return self::delay( $attempt, random_int( 0, 1000 ) / 1000 );
	}
}
