<?php
declare( strict_types=1 );

namespace SorsApi\Log;

/**
 * The plugin's log, in WooCommerce → Status → Logs under the source `sors-api`: where it is kept, for how long and from
 * which level on is set there, for all plugins alike.
 *
 * | level | what |
 * | --- | --- |
 * | error | something broke that nobody expected to: with its class and the way there |
 * | warning | what somebody may have to see to: a run failed, sending stands still |
 * | info | one line per run and per round of the outbox; requests, while the detailed log is on |
 * | debug | what became of a single entry |
 *
 * Its words are for developers, in English. A buyer's data has no place here: e-mails are taken out, arguments of a
 * trace are never written, and whoever writes a line names orders and entries by their numbers.
 */
final class Log {

	public const SOURCE = 'sors-api';

	/** Of one error; deeper ones are WordPress on its way to us. */
	private const FRAMES = 40;

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

	/** Takes e-mail addresses out: another plugin's message, or a SORS that repeats what it was sent, may hold a buyer's. */
	public static function withoutEmails( string $text ): string {
		return (string) preg_replace( self::EMAIL, '(e-mail)', $text );
	}

	private static function write( string $level, string $text ): void {
		if ( ! function_exists( 'wc_get_logger' ) ) {
			return;
		}
		try {
			wc_get_logger()->log( $level, self::withoutEmails( $text ), [ 'source' => self::SOURCE ] );
		} catch ( \Throwable $broken ) {
			// A log that cannot be written (another plugin's handler, a transaction that is over) must not stop what it tells of.
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

	/** Below the site's folder, whose own place is nobody's business. */
	private static function place( string $file, int $line ): string {
		$root = defined( 'ABSPATH' ) ? ABSPATH : '';
		return ( '' !== $root && 0 === strpos( $file, $root ) ? substr( $file, strlen( $root ) ) : $file ) . ':' . $line;
	}

	/** PHP writes the place of an unnamed class into its name, after a zero byte. */
	private static function name( string $class_name ): string {
		return explode( "\0", $class_name )[0];
	}

	/** One entry is one line, whatever is in the message: a line break would begin what looks like another entry. */
	private static function line( string $text ): string {
		return trim( (string) preg_replace( '/\s+/', ' ', $text ) );
	}
}
