<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use PHPUnit\Runner\AfterTestHook;

'cli' === PHP_SAPI || exit;

/**
 * A process that a test starts. It has none of the test's own outputs, which whoever started the tests reads to their
 * end, and it ends with the test at the latest, also where that fails: phpunit.xml.dist names this class.
 */
final class Child implements AfterTestHook {

	private const NOWHERE = '/dev/null';

	/** @var array<int, resource> By the number of the resource. */
	private static array $running = [];

	/** @var resource|null Null in the one that PHPUnit makes. */
	private $process = null;

	/** @var resource|null */
	private $output = null;

	/**
	 * @param bool         $reads   Whether what it prints is kept for output(), else it is lost.
	 * @param bool         $errors  Whether that has its errors, too.
	 */
	public static function start( array $command, bool $reads = true, bool $errors = false, ?string $folder = null ): self {
		$lost    = [ 'file', self::NOWHERE, 'w' ];
		$streams = [ [ 'file', self::NOWHERE, 'r' ], $reads ? [ 'pipe', 'w' ] : $lost, $reads && $errors ? [ 'redirect', 1 ] : $lost ];
		$process = proc_open( $command, $streams, $pipes, $folder );
		if ( ! is_resource( $process ) ) {
			throw new \RuntimeException( 'PHP could not be started.' );
		}
		if ( [] === self::$running ) {
			// A fatal error ends no test.
			register_shutdown_function( [ self::class, 'endAll' ] );
		}
		self::$running[ (int) $process ] = $process;

		$child          = new self();
		$child->process = $process;
		$child->output  = $pipes[1] ?? null;
		return $child;
	}

	/** @return resource */
	public function output() {
		if ( null === $this->output ) {
			throw new \LogicException( 'What it prints is not kept.' );
		}
		return $this->output;
	}

	/** The next line that it prints. */
	public function line(): string {
		return trim( (string) fgets( $this->output() ) );
	}

	/** Waits for its end. */
	public function wait(): int {
		return self::close( $this->process );
	}

	public function stop(): void {
		self::end( $this->process );
	}

	/** As the system does when memory runs out: no shutdown function runs. It is still to be waited for. */
	public function kill(): void {
		if ( is_resource( $this->process ) ) {
			proc_terminate( $this->process, 9 );
		}
	}

	public static function endAll(): void {
		array_map( [ self::class, 'end' ], self::$running );
	}

	public function executeAfterTest( string $test, float $time ): void {
		self::endAll();
	}

	/** @param resource|null $process */
	private static function end( $process ): void {
		if ( is_resource( $process ) ) {
			proc_terminate( $process, 9 );
			self::close( $process );
		}
	}

	/** @param resource|null $process */
	private static function close( $process ): int {
		if ( ! is_resource( $process ) ) {
			return -1;
		}
		unset( self::$running[ (int) $process ] );
		return proc_close( $process );
	}
}
