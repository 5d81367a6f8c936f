<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Outbox;

use PHPUnit\Framework\TestCase;
use SorsApi\Outbox\Failures;

'cli' === PHP_SAPI || exit;

/** How long an entry waits after so many failed attempts. */
final class RetryTest extends TestCase {

	/**
	 * @testWith [0, 0.5, 30]
	 *           [1, 0.5, 30]
	 *           [1, 0.0, 23]
	 *           [1, 1.0, 38]
	 *           [2, 0.5, 60]
	 *           [7, 0.5, 1920]
	 *           [8, 0.5, 3600]
	 *           [99, 1.0, 4500]
	 */
	public function testItDoublesUpToAnHourGiveOrTakeAQuarter( int $attempts, float $random, int $seconds ): void {
		self::assertSame( $seconds, Failures::delay( $attempts, $random ) );
	}

	public function testEntriesOfOneBadMomentDoNotComeBackAllAtOnce(): void {
		$waits = array_map( static fn(): int => Failures::retryAfter( 1 ), range( 1, 300 ) );
		self::assertGreaterThanOrEqual( 23, min( $waits ) );
		self::assertLessThan( 26, min( $waits ) );
		self::assertLessThanOrEqual( 38, max( $waits ) );
		self::assertGreaterThan( 35, max( $waits ) );
	}
}
