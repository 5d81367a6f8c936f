<?php
declare( strict_types=1 );

namespace SorsApi\Log;

use Automattic\WooCommerce\Utilities\LoggingUtil;
use SorsApi\Sentence;

/**
 * The plugin's log, in WooCommerce → Status → Logs under the source `sors-api`. Where it is kept, for how long and from
 * which level on is set there, for all plugins alike.
 *
 * | level | what |
 * | --- | --- |
 * | error | something broke unexpectedly: with its class and trace |
 * | warning | what may need a person: a run failed, sending is paused |
 * | info | one line per run and per round of the outbox; requests, while the detailed log is on |
 * | debug | what became of a single entry |
 *
 * Its lines are for developers, in English. A buyer's data has no place here: e-mails are taken out, arguments of a
 * trace are never written, and lines name orders and entries by their numbers.
 */
final class Log {

	public const SOURCE = 'sors-api';

	/** @var (callable( string ): string)|null Null before the plugin has started. */
	private static $redact = null;

	/** @var array<string, true> Told by ignored() already. */
	private static array $ignored = [];

	/** Of one error's trace; deeper ones are WordPress on its way to us. */
	private const FRAMES = 40;

	/** Bytes of files to read: a few errors with their traces, or some hundreds of plain lines. */
	private const LONGEST = 262144;

	/** `sors-api-2026-11-25-<hash>.log`, with a number after the name once it was rotated. */
	private const FILE = '/^' . self::SOURCE . '(\.\d+)?(-\d{4}-\d\d-\d\d-[0-9a-z]+)?\.log$/D';

	private const EMAIL = '/[^\s@"\'<>()\[\]{},;:=\/]+@[^\s@"\'<>()\[\]{},;:=\/]+\.[^\s@"\'<>()\[\]{},;:=\/]+/';

	/**
	 * @param string                             $doing  What broke off, e.g. "Run 7 (stock)".
	 * @param (callable( string ): string)|null $redact Takes out what must not be seen, where the error may tell of it.
	 */
	public static function error( \Throwable $error, string $doing, ?callable $redact = null ): void {
		$text = self::line( $doing ) . ': ' . self::withTrace( $error );
		self::write( 'error', null === $redact ? $text : $redact( $text ) );
	}

	public static function warning( string $line ): void {
		self::write( 'warning', self::line( $line ) );
	}

	public static function info( string $line ): void {
		self::write( 'info', self::line( $line ) );
	}

	public static function debug( string $line ): void {
		self::write( 'debug', self::line( $line ) );
	}

	/**
	 * What other code answered to one of our filters is not of the kind that it has to be: the value stays as it was.
	 *
	 * @param mixed $answer
	 */
	public static function ignored( string $filter, $answer, string $why = '' ): void {
		// A filter is asked for each of many thousand items.
		if ( ! isset( self::$ignored[ $filter . $why ] ) ) {
			self::$ignored[ $filter . $why ] = true;
			self::warning( "The filter $filter was answered with " . ( is_object( $answer ) ? self::name( get_class( $answer ) ) : gettype( $answer ) ) . ( '' === $why ? '' : " ($why)" ) . ': ignored, here and wherever it is the same in this request' );
		}
	}

	/**
	 * For a hook, a page or a step that is not ours to stop: should the work fail, it goes on without.
	 *
	 * @template T
	 * @param string        $doing     As error().
	 * @param callable(): T $work
	 * @param T             $otherwise The answer where it failed.
	 * @return T
	 */
	public static function guard( string $doing, callable $work, $otherwise = null ) {
		try {
			return $work();
		} catch ( \Throwable $error ) {
			self::error( $error, $doing );
			return $otherwise;
		}
	}

	/** Takes e-mail addresses out: another plugin's message, or an answer that repeats what SORS was sent, may hold a buyer's. */
	public static function withoutEmails( string $text ): string {
		return (string) preg_replace( self::EMAIL, '(e-mail)', $text );
	}

	/** Where WooCommerce keeps logs, and what it keeps, in words. */
	public static function keptIn(): string {
		if ( ! LoggingUtil::logging_is_enabled() ) {
			return 'nowhere: logging is switched off in WooCommerce';
		}
		return sprintf( '%s, from level "%s" on, for %d days', LoggingUtil::get_default_handler(), LoggingUtil::get_level_threshold(), LoggingUtil::get_retention_period() );
	}

	/** @return list<string> The newest entries, oldest first; one with a trace has many lines. */
	public static function newest( int $count ): array {
		return 'WC_Log_Handler_DB' === ltrim( LoggingUtil::get_default_handler(), '\\' ) ? self::fromDatabase( $count ) : self::fromFiles( $count );
	}

	private static function write( string $level, string $text ): void {
		if ( ! function_exists( 'wc_get_logger' ) ) {
			return;
		}
		try {
			wc_get_logger()->log( $level, self::withoutEmails( self::withoutKey( Sentence::english( $text ) ) ), [ 'source' => self::SOURCE ] );
		} catch ( \Throwable $broken ) {
			// A log that cannot be written (another plugin's handler, a transaction that was given up) must not stop the work.
			return;
		}
	}

	/** Not as PHP writes it: that puts the arguments in, and among those are names and addresses. */
	private static function withTrace( \Throwable $error ): string {
		$lines = [];
		for ( $at = $error; null !== $at; $at = $at->getPrevious() ) {
			$lines[] = ( [] === $lines ? '' : 'Caused by ' ) . self::name( get_class( $at ) ) . ': ' . self::line( $at->getMessage() ) . ' in ' . self::place( $at->getFile(), $at->getLine() );
			foreach ( array_slice( $at->getTrace(), 0, self::FRAMES ) as $number => $frame ) {
				$called  = isset( $frame['class'] ) ? self::name( $frame['class'] ) . ( $frame['type'] ?? '::' ) . $frame['function'] : $frame['function'];
				$lines[] = "#$number " . ( isset( $frame['file'] ) ? self::place( $frame['file'], $frame['line'] ?? 0 ) : '[PHP]' ) . " $called()";
			}
		}
		return implode( "\n", $lines );
	}

	/** Relative to the site's folder: where that is on the server is not for a log. */
	private static function place( string $file, int $line ): string {
		$root = defined( 'ABSPATH' ) ? ABSPATH : '';
		return ( '' !== $root && 0 === strpos( $file, $root ) ? substr( $file, strlen( $root ) ) : $file ) . ':' . $line;
	}

	/** PHP writes the place of an unnamed class into its name, after a zero byte. */
	private static function name( string $class_name ): string {
		return explode( "\0", $class_name )[0];
	}

	/** One entry is one line, whatever is in the message: after a line break would follow what looks like another entry. */
	private static function line( string $text ): string {
		return trim( (string) preg_replace( '/\s+/', ' ', $text ) );
	}

	/** @return list<string> */
	private static function fromFiles( int $count ): array {
		$text = '';
		foreach ( self::files() as $file ) {
			$text = self::end( $file, self::LONGEST - strlen( $text ) ) . $text;
			if ( strlen( $text ) >= self::LONGEST ) {
				break;
			}
		}
		$entries = preg_split( '/^(?=\d{4}-\d\d-\d\dT)/m', $text, -1, PREG_SPLIT_NO_EMPTY );
		return array_slice( array_map( 'rtrim', is_array( $entries ) ? $entries : [] ), -$count );
	}

	/** @return list<string> Newest first. */
	private static function files(): array {
		$found = glob( LoggingUtil::get_log_directory( false ) . self::SOURCE . '*.log' );
		$files = array_filter( is_array( $found ) ? $found : [], static fn( string $file ): bool => 1 === preg_match( self::FILE, basename( $file ) ) && is_readable( $file ) );
		usort( $files, static fn( string $a, string $b ): int => [ filemtime( $b ), $a ] <=> [ filemtime( $a ), $b ] );
		return $files;
	}

	private static function end( string $file, int $bytes ): string {
		$size = (int) filesize( $file );
		$text = (string) file_get_contents( $file, false, null, max( 0, $size - $bytes ) );
		// A line cut in the middle says nothing.
		return $size > $bytes ? (string) preg_replace( '/^.*\n/', '', $text, 1 ) : $text;
	}

	/** @return list<string> */
	private static function fromDatabase( int $count ): array {
		global $wpdb;
		$entries = [];
		$rows    = $wpdb->get_results( $wpdb->prepare( "SELECT timestamp, level, message FROM {$wpdb->prefix}woocommerce_log WHERE source = %s ORDER BY log_id DESC LIMIT %d", self::SOURCE, $count ), ARRAY_A );
		if ( ! is_array( $rows ) || '' !== $wpdb->last_error ) {
			return [ 'The table of the log cannot be read: ' . $wpdb->last_error ];
		}
		foreach ( array_reverse( $rows ) as $row ) {
			/** @var array{timestamp: string, level: string, message: string} $row */
			$entries[] = $row['timestamp'] . ' ' . strtoupper( (string) \WC_Log_Levels::get_severity_level( (int) $row['level'] ) ) . ' ' . $row['message'];
		}
		return $entries;
	}

	/** @param callable( string ): string $redact Takes the API key in use out of a text. */
	public static function redactBy( callable $redact ): void {
		self::$redact = $redact;
	}

	/** Text that is logged or stored, wherever it comes from: another plugin's error may repeat the API key. */
	public static function withoutKey( string $text ): string {
		return '' === $text || null === self::$redact ? $text : ( self::$redact )( $text );
	}
}
