<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Log\Log;
use SorsApi\Sentence;

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
	private const LONGEST  = 900;

	/** Writes of any entries that must have met with silence one after the other before the rest is left alone. */
	private const SILENCES        = 3;
	private const LONGEST_SILENCE = 3600;

	/** Code of the pause in which only writes stand still: whether earlier ones arrived is still looked up. */
	private const SILENT = 'silent';

	/**
	 * @return array{code: string, message: string, since: int, until: int}|null Unix timestamps; null = nothing stands still.
	 */
	public static function current(): ?array {
		$stored = self::stored();
		return null === $stored || '' === $stored['code'] ? null : $stored;
	}

	/** Whether SORS is not to be asked for anything. */
	public static function blocks(): bool {
		$current = self::current();
		return null !== $current && self::SILENT !== $current['code'] && $current['until'] > time();
	}

	/** Whether SORS has answered since whatever stood against it. */
	public static function isOver(): bool {
		return null === self::stored();
	}

	/** Seconds for which nothing is to be written; 0 = it may. */
	public static function stopsWrites(): int {
		$current = self::current();
		return null === $current ? 0 : max( 0, $current['until'] - time() );
	}

	public static function keyRefused( string $message ): void {
		self::begin( 'auth_failed', $message, self::KEY, 0 );
	}

	public static function rateLimited( string $message, int $seconds ): void {
		self::begin( 'rate_limited', $message, $seconds, 0 );
	}

	/** SORS' own contract file cannot be used: nothing can be sent until a developer corrects it. */
	public static function contractBroken( string $message ): void {
		self::begin( 'contract', $message, self::KEY, 0 );
	}

	public static function unreachable( string $message, ?int $seconds ): void {
		$failures = ( self::stored()['failures'] ?? 0 ) + 1;
		if ( null === $seconds && $failures < self::PATIENCE ) {
			self::store( '', '', time(), 0, $failures, self::stored()['silences'] ?? 0 );
			return;
		}
		$wait = $seconds ?? (int) min( self::LONGEST, 60 * 2 ** min( 6, $failures - self::PATIENCE ) );
		self::begin( 'unreachable', $message, $wait, $failures );
	}

	/** The connection was tested and works: what may work again is tried at once. A rate limit is waited for. */
	public static function connectionWorks(): void {
		if ( in_array( self::stored()['code'] ?? '', [ 'auth_failed', 'contract', 'unreachable', self::SILENT ], true ) ) {
			self::end();
		}
	}

	/** A write left, and nothing came back in time. */
	public static function silence(): void {
		$silences = ( self::stored()['silences'] ?? 0 ) + 1;
		if ( $silences < self::SILENCES ) {
			self::store( '', '', time(), 0, 0, $silences );
			return;
		}
		$message = Sentence::__( 'SORS gave no answer to several documents in a row. Whether it made them is being looked up; meanwhile nothing more is sent, since each would be in doubt as well.', 'sors-api-for-woocommerce' );
		self::begin( self::SILENT, $message, (int) min( self::LONGEST_SILENCE, 300 * 2 ** min( 6, $silences - self::SILENCES ) ), 0, $silences );
	}

	/** A write was answered, if only by a fault. */
	public static function endSilence(): void {
		if ( ( self::stored()['silences'] ?? 0 ) > 0 ) {
			self::end();
		}
	}

	/** SORS answered a question: that says nothing of writes that meet with silence. */
	public static function answered(): void {
		$stored = self::stored();
		if ( null === $stored || self::SILENT === $stored['code'] ) {
			return;
		}
		if ( 0 === $stored['silences'] ) {
			self::end();
		} elseif ( '' !== $stored['code'] || $stored['failures'] > 0 ) {
			self::store( '', '', time(), 0, 0, $stored['silences'] );
		}
	}

	/** SORS answered a write. */
	public static function end(): void {
		if ( null !== self::stored() ) {
			delete_option( self::OPTION );
		}
	}

	private static function begin( string $code, string $message, int $seconds, int $failures, ?int $silences = null ): void {
		$before = self::current();
		$since  = null !== $before && $before['code'] === $code ? $before['since'] : time();
		Log::warning( sprintf( 'Sending stands still for %d seconds: %s', max( 1, $seconds ), $code ) );
		self::store( $code, $message, $since, (int) ceil( microtime( true ) ) + max( 1, $seconds ), $failures, $silences ?? self::stored()['silences'] ?? 0 );
	}

	private static function store( string $code, string $message, int $since, int $until, int $failures, int $silences ): void {
		update_option( self::OPTION, compact( 'code', 'message', 'since', 'until', 'failures', 'silences' ), false );
	}

	/** @return array{code: string, message: string, since: int, until: int, failures: int, silences: int}|null */
	private static function stored(): ?array {
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
			'silences' => is_int( $value['silences'] ?? null ) ? $value['silences'] : 0,
		];
	}
}
