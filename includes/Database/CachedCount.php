<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/** How many a list has. Many are counted each few minutes only: to count them takes longer than all else on a page. */
final class CachedCount {

	/** So many are not counted each time. */
	public const MANY = 400;

	/** Seconds for which the last count of them stands. */
	private const COUNTED_FOR = 300;

	/**
	 * @param string          $of    What is counted.
	 * @param callable(): int $count
	 * @param int             $many  Fewer, where each is much to look at.
	 */
	public static function of( string $of, callable $count, int $many = self::MANY ): int {
		return self::each( $of, static fn(): array => [ $count() ], $many )[0] ?? 0;
	}

	/**
	 * The same of several that are counted together.
	 *
	 * @param callable(): array<int|string, int> $count
	 * @param string                             $asked What is counted, where that changes with the settings, say.
	 * @return array<int|string, int>
	 */
	public static function each( string $of, callable $count, int $many = self::MANY, string $asked = '' ): array {
		$known = get_transient( self::name( $of ) );
		// Two processes that keep it at the same moment can leave it without an end.
		if ( is_array( $known ) && is_int( $known['at'] ?? null ) && is_array( $known['totals'] ?? null ) && md5( $asked ) === ( $known['asked'] ?? '' ) && abs( time() - $known['at'] ) < self::COUNTED_FOR ) {
			return array_filter( $known['totals'], 'is_int' );
		}
		$at     = time();
		$asked  = md5( $asked );
		$totals = $count();
		if ( array_sum( $totals ) >= $many ) {
			set_transient( self::name( $of ), compact( 'at', 'asked', 'totals' ), self::COUNTED_FOR );
		}
		return $totals;
	}

	/**
	 * The total of a list, of which a page was read.
	 *
	 * @param string|null     $of    As of(); null = it is counted each time.
	 * @param callable(): int $count
	 * @param int             $start Place of the page's first, from 0.
	 * @param int             $found How many are on the page.
	 * @param int             $size  How many may be.
	 */
	public static function ofPage( ?string $of, callable $count, int $start, int $found, int $size, int $many = self::MANY ): int {
		$atEnd = self::atEnd( $start, $found, $size );
		if ( null !== $atEnd || null === $of ) {
			return $atEnd ?? $count();
		}
		if ( 0 === $found ) {
			// The page is beyond the last one: what was counted is out of date.
			self::forget( $of );
		}
		return self::of( $of, $count, $many );
	}

	/** @return int|null As the last page of a list tells it; null = there may be more, or the page lies beyond the last one. */
	public static function atEnd( int $start, int $found, int $size ): ?int {
		return $found < $size && ( 0 === $start || $found > 0 ) ? $start + $found : null;
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
