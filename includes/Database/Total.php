<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/** How many a list has. Many are counted each few minutes only: to count them takes longer than all else on a page. */
final class Total {

	/** So many are not counted each time. */
	private const MANY = 200;

	/** Seconds for which the last count of them stands. */
	private const COUNTED_FOR = 300;

	/**
	 * @param string          $of    What is counted.
	 * @param callable(): int $count
	 * @param int             $many  Fewer, where each is much to look at.
	 */
	public static function of( string $of, callable $count, int $many = self::MANY ): int {
		$known = get_transient( self::name( $of ) );
		if ( is_numeric( $known ) ) {
			return (int) $known;
		}
		$total = $count();
		if ( $total >= $many ) {
			set_transient( self::name( $of ), $total, self::COUNTED_FOR );
		}
		return $total;
	}

	/**
	 * The same of several that are counted together.
	 *
	 * @param callable(): array<int|string, int> $count
	 *
	 * @return array<int|string, int>
	 */
	public static function each( string $of, callable $count ): array {
		$known = get_transient( self::name( $of ) );
		if ( is_array( $known ) ) {
			return array_filter( $known, 'is_int' );
		}
		$totals = $count();
		if ( array_sum( $totals ) >= self::MANY ) {
			set_transient( self::name( $of ), $totals, self::COUNTED_FOR );
		}
		return $totals;
	}

	/** It has changed by what a person did, who looks at it. */
	public static function forget( string $of ): void {
		delete_transient( self::name( $of ) );
	}

	/** @return list<string> Names of the options that these are kept in, for one query that reads all of them. */
	public static function options( string ...$of ): array {
		$names = [];
		foreach ( $of as $each ) {
			array_push( $names, '_transient_' . self::name( $each ), '_transient_timeout_' . self::name( $each ) );
		}
		return $names;
	}

	private static function name( string $of ): string {
		return "sors_total_$of";
	}
}
