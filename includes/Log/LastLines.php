<?php
declare( strict_types=1 );

namespace SorsApi\Log;

use Automattic\WooCommerce\Utilities\LoggingUtil;

/** The newest of what the log holds, wherever WooCommerce keeps it. */
final class LastLines {

	/** Bytes: a few errors with their traces, or some hundreds of plain lines. */
	private const LONGEST = 262144;

	/** `sors-api-2026-11-25-<hash>.log`, with a number after the name once it was rotated. */
	private const FILE = '/^' . Log::SOURCE . '(\.\d+)?(-\d{4}-\d\d-\d\d-[0-9a-z]+)?\.log$/D';

	/** Where WooCommerce keeps logs, and what it keeps, in words. */
	public static function place(): string {
		if ( ! LoggingUtil::logging_is_enabled() ) {
			return 'nowhere: logging is switched off in WooCommerce';
		}
		return sprintf( '%s, from level "%s" on, for %d days', LoggingUtil::get_default_handler(), LoggingUtil::get_level_threshold(), LoggingUtil::get_retention_period() );
	}

	/** @return list<string> Entries, oldest first; one with a trace has many lines. */
	public static function read( int $count ): array {
		return 'WC_Log_Handler_DB' === ltrim( LoggingUtil::get_default_handler(), '\\' ) ? self::fromDatabase( $count ) : self::fromFiles( $count );
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
		$found = glob( LoggingUtil::get_log_directory( false ) . Log::SOURCE . '*.log' );
		$files = array_filter( is_array( $found ) ? $found : [], static fn( string $file ): bool => 1 === preg_match( self::FILE, basename( $file ) ) && is_readable( $file ) );
		usort( $files, static fn( string $a, string $b ): int => [ filemtime( $b ), $a ] <=> [ filemtime( $a ), $b ] );
		return $files;
	}

	private static function end( string $file, int $bytes ): string {
		$size = (int) filesize( $file );
		$text = (string) file_get_contents( $file, false, null, max( 0, $size - $bytes ) );
		// What was cut in the middle says nothing.
		return $size > $bytes ? (string) preg_replace( '/^.*\n/', '', $text, 1 ) : $text;
	}

	/** @return list<string> */
	private static function fromDatabase( int $count ): array {
		global $wpdb;
		$entries = [];
		$rows    = $wpdb->get_results( $wpdb->prepare( "SELECT timestamp, level, message FROM {$wpdb->prefix}woocommerce_log WHERE source = %s ORDER BY log_id DESC LIMIT %d", Log::SOURCE, $count ), ARRAY_A );
		foreach ( array_reverse( is_array( $rows ) ? $rows : [] ) as $row ) {
			/** @var array{timestamp: string, level: string, message: string} $row */
			$entries[] = $row['timestamp'] . ' ' . strtoupper( (string) \WC_Log_Levels::get_severity_level( (int) $row['level'] ) ) . ' ' . $row['message'];
		}
		return $entries;
	}
}
