<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/** Makes statements fail, as a broken or missing table does. */
final class FailingStatements {

	/**
	 * @template T
	 *
	 * @param string        $words What the failing statements contain.
	 * @param callable(): T $work
	 *
	 * @return T
	 */
	public static function during( string $words, callable $work ) {
		global $wpdb;
		$break = static fn( string $sql ): string => false === strpos( $sql, $words ) ? $sql : 'SELECT nothing FROM a_table_that_is_missing';
		$shown = $wpdb->suppress_errors();
		add_filter( 'query', $break );
		try {
			return $work();
		} finally {
			remove_filter( 'query', $break );
			$wpdb->suppress_errors( $shown );
		}
	}
}
