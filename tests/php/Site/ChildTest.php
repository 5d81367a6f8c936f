<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use PHPUnit\Framework\TestCase;

'cli' === PHP_SAPI || exit;

/** No process that a test starts outlives it. */
final class ChildTest extends TestCase {

	private const WAITS = 'echo getmypid(), "\n"; sleep( 60 );';

	private static int $left = 0;

	public function testOneTestForgetsTheProcessThatItStarted(): void {
		self::$left = (int) Child::start( [ PHP_BINARY, '-r', self::WAITS ] )->line();
		self::assertTrue( posix_kill( self::$left, 0 ) );
	}

	/** @depends testOneTestForgetsTheProcessThatItStarted */
	public function testItHasEndedWithThatTest(): void {
		self::assertFalse( posix_kill( self::$left, 0 ) );
	}

	public function testItHoldsNoOutputOfTheTestOpen(): void {
		$child = Child::start( [ PHP_BINARY, '-r', 'echo getmypid(), "\n", implode( ",", array_map( "realpath", [ "/proc/self/fd/0", "/proc/self/fd/2" ] ) ), "\n"; sleep( 60 );' ] );
		$child->line();
		self::assertSame( '/dev/null,/dev/null', $child->line() );
	}

	public function testNothingElseStartsProcessesThatAreNotWaitedFor(): void {
		exec( 'grep -rlE ' . escapeshellarg( '\b(proc_open|popen|pcntl_fork)\(' ) . ' --include=*.php ' . escapeshellarg( dirname( __DIR__ ) ), $files );
		self::assertSame( [ __DIR__ . '/Child.php' ], array_values( array_diff( $files, [ __FILE__ ] ) ) );
	}
}
