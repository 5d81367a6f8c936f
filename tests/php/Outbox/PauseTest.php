<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Outbox;

use PHPUnit\Framework\TestCase;
use SorsApi\Outbox\Failures;
use SorsApi\Outbox\Pause;

'cli' === PHP_SAPI || exit;

/** When all sending stands still, for how long, and what ends it; and how long one entry waits. */
final class PauseTest extends TestCase {

	protected function setUp(): void {
		$GLOBALS['sorsTestOptions'] = [];
	}

	public function testNothingStandsStillUntilSomethingHappens(): void {
		Pause::answered();
		Pause::end();
		Pause::endSilence();
		Pause::connectionWorks();
		self::assertSame( [ null, false, 0 ], [ Pause::current(), Pause::blocks(), Pause::stopsWrites() ] );
	}

	/** @return array<string, array{callable(): mixed, string, int}> What happens; code and seconds of the pause. */
	public function beginnings(): array {
		$unreachable = static fn( int $times, ?int $seconds = null ): callable => static fn() => array_map( static fn() => Pause::unreachable( 'm', $seconds ), range( 1, $times ) );
		$silence     = static fn( int $times ): callable => static fn() => array_map( static fn() => Pause::silence(), range( 1, $times ) );
		return [
			'a refused key'                  => [ static fn() => Pause::keyRefused( 'm' ), 'auth_failed', 300 ],
			'a broken contract'              => [ static fn() => Pause::contractBroken( 'm' ), 'contract', 300 ],
			'a rate limit'                   => [ static fn() => Pause::rateLimited( 'm', 7 ), 'rate_limited', 7 ],
			'a rate limit of a second'       => [ static fn() => Pause::rateLimited( 'm', 1 ), 'rate_limited', 1 ],
			'a rate limit of no time at all' => [ static fn() => Pause::rateLimited( 'm', 0 ), 'rate_limited', 1 ],
			'out of reach twice'             => [ $unreachable( 2 ), '', 0 ],
			'out of reach three times'       => [ $unreachable( 3 ), 'unreachable', 60 ],
			'out of reach four times'        => [ $unreachable( 4 ), 'unreachable', 120 ],
			'out of reach six times'         => [ $unreachable( 6 ), 'unreachable', 480 ],
			'out of reach seven times'       => [ $unreachable( 7 ), 'unreachable', 900 ],
			'out of reach for hours'         => [ $unreachable( 30 ), 'unreachable', 900 ],
			'out of reach, and says for how long' => [ $unreachable( 1, 20 ), 'unreachable', 20 ],
			'silent twice'                   => [ $silence( 2 ), '', 0 ],
			'silent three times'             => [ $silence( 3 ), 'silent', 300 ],
			'silent four times'              => [ $silence( 4 ), 'silent', 600 ],
			'silent six times'               => [ $silence( 6 ), 'silent', 2400 ],
			'silent seven times'             => [ $silence( 7 ), 'silent', 3600 ],
			'silent for hours'               => [ $silence( 30 ), 'silent', 3600 ],
		];
	}

	/** @dataProvider beginnings */
	public function testHowLongItLasts( callable $happens, string $code, int $seconds ): void {
		$before = microtime( true );
		$happens();
		$current = Pause::current();
		self::assertSame( $code, $current['code'] ?? '' );
		self::assertSame( '' !== $code && 'silent' !== $code, Pause::blocks(), 'Look-ups go on while writes meet with silence.' );
		if ( null === $current ) {
			self::assertSame( 0, Pause::stopsWrites() );
			return;
		}
		self::assertGreaterThanOrEqual( $before + $seconds, $current['until'], 'the fraction of a second counts' );
		self::assertLessThanOrEqual( ceil( microtime( true ) ) + $seconds, $current['until'] );
		self::assertGreaterThan( 0, Pause::stopsWrites() );
	}

	public function testItIsOverOnceItsTimeIs(): void {
		Pause::keyRefused( 'm' );
		$this->store( [ 'until' => time() ] );
		self::assertSame( [ false, 0 ], [ Pause::blocks(), Pause::stopsWrites() ] );
		self::assertNotNull( Pause::current(), 'Until SORS has answered it is shown.' );
	}

	public function testItSaysSinceWhenForTheSameReasonAlone(): void {
		Pause::keyRefused( 'm' );
		$this->store( [ 'since' => 1000 ] );
		Pause::keyRefused( 'm' );
		self::assertSame( 1000, Pause::current()['since'] ?? 0 );
		Pause::rateLimited( 'm', 7 );
		self::assertGreaterThan( 1000, Pause::current()['since'] ?? 0 );
	}

	public function others(): array {
		return [
			'a refused key'     => [ static fn() => Pause::keyRefused( 'm' ) ],
			'a broken contract' => [ static fn() => Pause::contractBroken( 'm' ) ],
			'a rate limit'      => [ static fn() => Pause::rateLimited( 'm', 7 ) ],
			'one silence'       => [ static fn() => Pause::silence() ],
			'three silences'    => [ static fn() => array_map( static fn() => Pause::silence(), [ 1, 2, 3 ] ) ],
		];
	}

	/** @dataProvider others */
	public function testWhatAnsweredOtherwiseIsInReach( callable $other ): void {
		$this->failTwice();
		$other();
		$this->failTwice();
		self::assertNotSame( 'unreachable', Pause::current()['code'] ?? '' );
		Pause::unreachable( 'm', null );
		self::assertSame( 'unreachable', Pause::current()['code'] ?? '' );
	}

	public function testSilencesAreCountedThroughWhateverElseHappens(): void {
		Pause::silence();
		Pause::unreachable( 'm', null );
		Pause::answered();
		$this->failTwice();
		self::assertNull( Pause::current(), 'An answer is one, whatever was silent before.' );
		Pause::keyRefused( 'm' );
		Pause::answered();
		self::assertNull( Pause::current(), 'An answer ends it.' );
		Pause::silence();
		self::assertNull( Pause::current() );
		Pause::silence();
		self::assertSame( 'silent', Pause::current()['code'] ?? '' );
		Pause::answered();
		self::assertSame( 'silent', Pause::current()['code'] ?? '', 'That SORS answers a question says nothing of writes.' );
	}

	public function testAnAnswerToAQuestionEndsWhatIsNoSilence(): void {
		Pause::rateLimited( 'm', 7 );
		Pause::answered();
		self::assertNull( Pause::current() );
		$this->failTwice();
		Pause::answered();
		$this->failTwice();
		self::assertNull( Pause::current() );
	}

	public function testAFaultEndsSilencesAndNothingElse(): void {
		Pause::keyRefused( 'm' );
		Pause::endSilence();
		self::assertTrue( Pause::blocks() );
		Pause::end();
		Pause::silence();
		Pause::endSilence();
		Pause::silence();
		Pause::silence();
		self::assertNull( Pause::current() );
	}

	/** @dataProvider beginnings */
	public function testAGoodTestOfTheConnectionEndsAllButARateLimit( callable $happens, string $code ): void {
		$happens();
		Pause::connectionWorks();
		self::assertSame( 'rate_limited' === $code ? $code : '', Pause::current()['code'] ?? '' );
	}

	public function testWhatIsNotStoredAsItShouldBeCountsForNothing(): void {
		$GLOBALS['sorsTestOptions'][ Pause::OPTION ] = 'x';
		self::assertNull( Pause::current() );
		$this->store( [ 'code' => 'auth_failed' ] );
		self::assertSame( [ 'auth_failed', '', 0, 0, 0, 0 ], array_values( Pause::current() ?? [] ) );
	}

	private function failTwice(): void {
		Pause::unreachable( 'm', null );
		Pause::unreachable( 'm', null );
	}

	private function store( array $change ): void {
		$stored                                      = get_option( Pause::OPTION );
		$GLOBALS['sorsTestOptions'][ Pause::OPTION ] = array_merge( is_array( $stored ) ? $stored : [], $change );
	}

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
