<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Runs whose process dies (SIGKILL) at one of its writes: resumed, they have to
 * end in the same shop as undisturbed ones.
 */
abstract class KilledTestCase extends SyncTestCase {

	/** Prints the number of writes, and before it what went wrong. */
	private const CHILD = '
		$writes = \SorsApi\Tests\Site\Writes::watch( $args["fatal"] );
		foreach ( $args["kinds"] as $kind ) {
			$run = \SorsApi\Tests\Site\SiteRuns::toEnd( $kind );
			echo $run->state === "succeeded" ? "" : $run->message;
		}
		echo $writes->count;';

	/** The first writes start a run, the last ones tidy up behind it. */
	private const FIRST = 3;
	private const AFTER = 8;

	/** @var list<string> Kinds of runs, in their order. */
	protected const KINDS = [];

	/** The shop and SORS, always the same. */
	abstract protected function prepare(): void;

	/** @return array<string, mixed> What is to come out, without numbers and dates. */
	abstract protected function outcome(): array;

	protected function setUp(): void {
		parent::setUp();
		if ( ! function_exists( 'posix_kill' ) ) {
			self::markTestSkipped( 'Needs the PHP extension posix.' );
		}
	}

	/**
	 * @param int $deaths Spread evenly over all writes; SORS_TEST_DEATHS may want more, 0 = one at each.
	 * @param int $least  Writes that undisturbed runs need at least.
	 *
	 * @return array<string, mixed> What came out of the undisturbed runs, and of all others.
	 */
	protected function dieAtManyWrites( int $deaths, int $least ): array {
		$this->prepare();
		$writes = $this->writes( 0 );
		self::assertGreaterThan( $least, $writes );
		$expected = $this->outcome();
		$wanted   = getenv( 'SORS_TEST_DEATHS' );
		$deaths   = false === $wanted ? $deaths : (int) $wanted;
		$deaths   = 0 === $deaths ? $writes - self::AFTER : min( $deaths, $writes - self::AFTER );
		for ( $death = 0; $death < $deaths; $death++ ) {
			$fatal = self::FIRST + intdiv( ( $writes - self::AFTER ) * $death, max( 1, $deaths - 1 ) );
			$this->prepare();
			try {
				$this->writes( $fatal );
				self::fail( "It survived write $fatal of $writes." );
			} catch ( \RuntimeException $killed ) {
				self::assertMatchesRegularExpression( "~ ended with (-1|9|137):\\s*$~", $killed->getMessage() );
			}
			$this->recover();
			self::assertSame( $expected, $this->outcome(), "Killed before write $fatal of $writes." );
		}
		return $expected;
	}

	private function writes( int $fatal ): int {
		$child  = $this->inOtherProcess(
			self::CHILD,
			[
				'fatal' => $fatal,
				'kinds' => static::KINDS,
			]
		);
		$writes = $child->finish();
		wp_cache_flush();
		self::assertTrue( ctype_digit( $writes ), $writes );
		return (int) $writes;
	}

	/** As the watchdog, or a person who presses the button, would once the lease is over. */
	private function recover(): void {
		global $wpdb;
		wp_cache_flush();
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET lease_until = 0" );
		foreach ( static::KINDS as $kind ) {
			$active = ( new RunTable() )->active( $kind );
			$this->assertSucceeded( null === $active ? $this->runToEnd( $kind ) : $this->drive( $active->id ) );
		}
	}
}
