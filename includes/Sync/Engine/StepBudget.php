<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** Time and memory of one step: it ends before either is used up, not after. */
final class StepBudget {

	/** Action Scheduler starts no action that might end after 30 seconds, so long steps would mean one a minute. */
	public const SECONDS = 7.0;
	private const MEMORY_SHARE = 0.8;

	private float $seconds;
	private float $startedAt;
	private float $lastAt;
	private float $longest = 0.0;
	private int $memoryLimit;

	/** @param int $memoryLimit Bytes; -1 = no limit. */
	public function __construct( float $seconds, int $memoryLimit, float $now ) {
		$this->seconds     = $seconds;
		$this->memoryLimit = $memoryLimit;
		$this->startedAt   = $now;
		$this->lastAt      = $now;
	}

	public static function start( float $seconds ): self {
		return new self( $seconds, wp_convert_hr_to_bytes( (string) ini_get( 'memory_limit' ) ), microtime( true ) );
	}

	/** Whether another piece of work, as long as the longest so far, still fits. To be asked before each. */
	public function allows( ?float $now = null, ?int $memory = null ): bool {
		$now           = $now ?? microtime( true );
		$memory        = $memory ?? memory_get_usage( true );
		$this->longest = max( $this->longest, $now - $this->lastAt );
		$this->lastAt  = $now;
		if ( $this->memoryLimit > 0 && $memory > $this->memoryLimit * self::MEMORY_SHARE ) {
			return false;
		}
		// The first piece is always allowed: a step that does nothing would never end the run.
		return $now === $this->startedAt || $now - $this->startedAt + $this->longest <= $this->seconds;
	}

	/** Drops what WordPress caches for this request, or a step would grow with the products it has touched. A cache outside of PHP keeps what it has. */
	public static function freeMemory(): void {
		if ( function_exists( 'wp_cache_supports' ) && wp_cache_supports( 'flush_runtime' ) ) {
			wp_cache_flush_runtime();
		}
	}
}
