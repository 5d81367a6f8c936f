<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Log\Log;

/**
 * Whether all sending stands still, and why: a refused key, a rate limit, or a
 * server that does not answer. It ends automatically: once its time is over the next
 * entry is tried, and either everything resumes or the pause begins again.
 */
final class Pause {

	public const OPTION = 'sors_outbox_pause';

	/** Seconds until a refused key is tried again. */
	private const KEY = 300;

	/** Entries that must have failed to connect one after the other before the rest is left alone. */
	private const PATIENCE = 3;
	private const LONGEST = 900;

	/**
	 * @return array{code: string, message: string, since: int, until: int}|null Unix timestamps; null = nothing stands still.
	 */
	public function current(): ?array {
		$stored = $this->stored();
		return null === $stored || '' === $stored['code'] ? null : $stored;
	}

	public function blocks(): bool {
		$current = $this->current();
		return null !== $current && $current['until'] > time();
	}

	public function keyRefused( string $message ): void {
		$this->begin( 'auth_failed', $message, self::KEY, 0 );
	}

	public function rateLimited( string $message, int $seconds ): void {
		$this->begin( 'rate_limited', $message, $seconds, 0 );
	}

	/** SORS' own contract file cannot be used: nothing can be sent until a developer corrects it. */
	public function contractBroken( string $message ): void {
		$this->begin( 'contract', $message, self::KEY, 0 );
	}

	public function unreachable( string $message, ?int $seconds ): void {
		$failures = ( $this->stored()['failures'] ?? 0 ) + 1;
		if ( null === $seconds && $failures < self::PATIENCE ) {
			$this->store( '', '', time(), 0, $failures );
			return;
		}
		$wait = $seconds ?? (int) min( self::LONGEST, 60 * 2 ** min( 6, $failures - self::PATIENCE ) );
		$this->begin( 'unreachable', $message, $wait, $failures );
	}

	/** The connection was tested and works: what it may have mended is tried again at once. A rate limit is waited for. */
	public function connectionWorks(): void {
		if ( in_array( $this->stored()['code'] ?? '', [ 'auth_failed', 'contract', 'unreachable' ], true ) ) {
			$this->end();
		}
	}

	/** SORS answered. */
	public function end(): void {
		if ( null !== $this->stored() ) {
			delete_option( self::OPTION );
		}
	}

	private function begin( string $code, string $message, int $seconds, int $failures ): void {
		$before = $this->current();
		$since  = null !== $before && $before['code'] === $code ? $before['since'] : time();
		Log::warning( sprintf( 'Sending stands still for %d seconds: %s', max( 1, $seconds ), $code ) );
		$this->store( $code, $message, $since, (int) ceil( microtime( true ) ) + max( 1, $seconds ), $failures );
	}

	private function store( string $code, string $message, int $since, int $until, int $failures ): void {
		update_option( self::OPTION, compact( 'code', 'message', 'since', 'until', 'failures' ), false );
	}

	/** @return array{code: string, message: string, since: int, until: int, failures: int}|null */
	private function stored(): ?array {
		$value = get_option( self::OPTION );
		if ( ! is_array( $value ) ) {
			return null;
		}
		return [
			'code'     => is_string( $value['code'] ?? null ) ? $value['code'] : '',
			'message'  => is_string( $value['message'] ?? null ) ? $value['message'] : '',
			'since'    => is_int( $value['since'] ?? null ) ? $value['since'] : 0,
			'until'    => is_int( $value['until'] ?? null ) ? $value['until'] : 0,
			'failures' => is_int( $value['failures'] ?? null ) ? $value['failures'] : 0,
		];
	}
}
