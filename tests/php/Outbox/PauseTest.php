<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Outbox;

use PHPUnit\Framework\TestCase;
use SorsApi\Outbox\Pause;

'cli' === PHP_SAPI || exit;

/** When all sending stands still, for how long, and what ends it. */
final class PauseTest extends TestCase {

	private Pause $pause;

	protected function setUp(): void {
		$GLOBALS['sorsTestOptions'] = [];
		$this->pause                = new Pause();
	}

	public function testNothingStandsStillUntilSomethingHappens(): void {
		$this->pause->answered();
		$this->pause->end();
		$this->pause->endSilence();
		$this->pause->connectionWorks();
		self::assertSame( [ null, false, 0 ], [ $this->pause->current(), $this->pause->blocks(), $this->pause->stopsWrites() ] );
	}

	/** @return array<string, array{callable( Pause ): mixed, string, int}> What happens; code and seconds of the pause. */
	public function beginnings(): array {
		$unreachable = static fn( int $times, ?int $seconds = null ): callable => static fn( Pause $pause ) => array_map( static fn() => $pause->unreachable( 'm', $seconds ), range( 1, $times ) );
		$silence     = static fn( int $times ): callable => static fn( Pause $pause ) => array_map( static fn() => $pause->silence(), range( 1, $times ) );
		return [
			'a refused key'                  => [ static fn( Pause $pause ) => $pause->keyRefused( 'm' ), 'auth_failed', 300 ],
			'a broken contract'              => [ static fn( Pause $pause ) => $pause->contractBroken( 'm' ), 'contract', 300 ],
			'a rate limit'                   => [ static fn( Pause $pause ) => $pause->rateLimited( 'm', 7 ), 'rate_limited', 7 ],
			'a rate limit of a second'       => [ static fn( Pause $pause ) => $pause->rateLimited( 'm', 1 ), 'rate_limited', 1 ],
			'a rate limit of no time at all' => [ static fn( Pause $pause ) => $pause->rateLimited( 'm', 0 ), 'rate_limited', 1 ],
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

	/**
	 * @dataProvider beginnings
	 *
	 * @param callable( Pause ): mixed $happens
	 */
	public function testHowLongItLasts( callable $happens, string $code, int $seconds ): void {
		$before = microtime( true );
		$happens( $this->pause );
		$current = $this->pause->current();
		self::assertSame( $code, $current['code'] ?? '' );
		self::assertSame( '' !== $code && 'silent' !== $code, $this->pause->blocks(), 'Look-ups go on while writes meet with silence.' );
		if ( null === $current ) {
			self::assertSame( 0, $this->pause->stopsWrites() );
			return;
		}
		self::assertGreaterThanOrEqual( $before + $seconds, $current['until'], 'the fraction of a second counts' );
		self::assertLessThanOrEqual( ceil( microtime( true ) ) + $seconds, $current['until'] );
		self::assertGreaterThan( 0, $this->pause->stopsWrites() );
	}

	public function testItIsOverOnceItsTimeIs(): void {
		$this->pause->keyRefused( 'm' );
		$this->store( [ 'until' => time() ] );
		self::assertSame( [ false, 0 ], [ $this->pause->blocks(), $this->pause->stopsWrites() ] );
		self::assertNotNull( $this->pause->current(), 'Until SORS has answered it is shown.' );
	}

	public function testItSaysSinceWhenForTheSameReasonAlone(): void {
		$this->pause->keyRefused( 'm' );
		$this->store( [ 'since' => 1000 ] );
		$this->pause->keyRefused( 'm' );
		self::assertSame( 1000, $this->pause->current()['since'] ?? 0 );
		$this->pause->rateLimited( 'm', 7 );
		self::assertGreaterThan( 1000, $this->pause->current()['since'] ?? 0 );
	}

	/** @return array<string, array{callable( Pause ): mixed}> */
	public function others(): array {
		return [
			'a refused key'     => [ static fn( Pause $pause ) => $pause->keyRefused( 'm' ) ],
			'a broken contract' => [ static fn( Pause $pause ) => $pause->contractBroken( 'm' ) ],
			'a rate limit'      => [ static fn( Pause $pause ) => $pause->rateLimited( 'm', 7 ) ],
			'one silence'       => [ static fn( Pause $pause ) => $pause->silence() ],
			'three silences'    => [ static fn( Pause $pause ) => array_map( static fn() => $pause->silence(), [ 1, 2, 3 ] ) ],
		];
	}

	/**
	 * @dataProvider others
	 *
	 * @param callable( Pause ): mixed $other
	 */
	public function testWhatAnsweredOtherwiseIsInReach( callable $other ): void {
		$this->failTwice();
		$other( $this->pause );
		$this->failTwice();
		self::assertNotSame( 'unreachable', $this->pause->current()['code'] ?? '' );
		$this->pause->unreachable( 'm', null );
		self::assertSame( 'unreachable', $this->pause->current()['code'] ?? '' );
	}

	public function testSilencesAreCountedThroughWhateverElseHappens(): void {
		$this->pause->silence();
		$this->pause->unreachable( 'm', null );
		$this->pause->answered();
		$this->failTwice();
		self::assertNull( $this->pause->current(), 'An answer is one, whatever was silent before.' );
		$this->pause->keyRefused( 'm' );
		$this->pause->answered();
		self::assertNull( $this->pause->current(), 'An answer ends it.' );
		$this->pause->silence();
		self::assertNull( $this->pause->current() );
		$this->pause->silence();
		self::assertSame( 'silent', $this->pause->current()['code'] ?? '' );
		$this->pause->answered();
		self::assertSame( 'silent', $this->pause->current()['code'] ?? '', 'That SORS answers a question says nothing of writes.' );
	}

	public function testAnAnswerToAQuestionEndsWhatIsNoSilence(): void {
		$this->pause->rateLimited( 'm', 7 );
		$this->pause->answered();
		self::assertNull( $this->pause->current() );
		$this->failTwice();
		$this->pause->answered();
		$this->failTwice();
		self::assertNull( $this->pause->current() );
	}

	public function testAFaultEndsSilencesAndNothingElse(): void {
		$this->pause->keyRefused( 'm' );
		$this->pause->endSilence();
		self::assertTrue( $this->pause->blocks() );
		$this->pause->end();
		$this->pause->silence();
		$this->pause->endSilence();
		$this->pause->silence();
		$this->pause->silence();
		self::assertNull( $this->pause->current() );
	}

	/** @dataProvider beginnings */
	public function testAGoodTestOfTheConnectionEndsAllButARateLimit( callable $happens, string $code ): void {
		$happens( $this->pause );
		$this->pause->connectionWorks();
		self::assertSame( 'rate_limited' === $code ? $code : '', $this->pause->current()['code'] ?? '' );
	}

	public function testWhatIsNotStoredAsItShouldBeCountsForNothing(): void {
		$GLOBALS['sorsTestOptions'][ Pause::OPTION ] = 'x';
		self::assertNull( $this->pause->current() );
		$this->store( [ 'code' => 'auth_failed' ] );
		self::assertSame( [ 'auth_failed', '', 0, 0, 0, 0 ], array_values( $this->pause->current() ?? [] ) );
	}

	private function failTwice(): void {
		$this->pause->unreachable( 'm', null );
		$this->pause->unreachable( 'm', null );
	}

	/** @param array<string, mixed> $change */
	private function store( array $change ): void {
		$stored                                      = get_option( Pause::OPTION );
		$GLOBALS['sorsTestOptions'][ Pause::OPTION ] = array_merge( is_array( $stored ) ? $stored : [], $change );
	}
}
