<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/** Makes statements fail, as a broken or missing table does. */
final class FailingStatements {

	private static ?\Closure $filter = null;

	/** @param callable(string): bool $fails Whether this statement fails, until end(). */
	public static function begin( callable $fails ): void {
		global $wpdb;
		self::end();
		// What it asked for is still to be read in it, as WordPress notes it.
		self::$filter = static fn( string $sql ): string => $fails( $sql ) ? (string) preg_replace( '/^\s*(\w+)/', '$1 broken broken broken', $sql ) : $sql;
		$wpdb->suppress_errors();
		add_filter( 'query', self::$filter );
	}

	public static function end(): void {
		global $wpdb;
		if ( null !== self::$filter ) {
			remove_filter( 'query', self::$filter );
			self::$filter = null;
			$wpdb->suppress_errors( false );
		}
	}

	/**
	 * @template T
	 *
	 * @param string        $words What the failing statements contain.
	 * @param callable(): T $work
	 *
	 * @return T
	 */
	public static function during( string $words, callable $work ) {
		self::begin( static fn( string $sql ): bool => false !== strpos( $sql, $words ) );
		try {
			return $work();
		} finally {
			self::end();
		}
	}
}
