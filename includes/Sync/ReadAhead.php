<?php
declare( strict_types=1 );

namespace SorsApi\Sync;

use SorsApi\Sors\Page;
use SorsApi\Sors\SorsError;

/**
 * Several pages of a list at once: what the shop has of them is looked up with a handful of queries, which cost
 * little more for a thousand records than for a page.
 */
final class ReadAhead {

	/** So many records, and no page more: they have to fit into the memory of a small site. */
	private const RECORDS = 1000;

	/** Seconds after which no other page is asked for: all of them are lost together, should the process die. */
	private const PATIENCE = 2.0;

	/**
	 * @template T
	 *
	 * @param callable( string|null ): Page<T> $ask For the page at a cursor.
	 *
	 * @return non-empty-list<Page<T>> In the order of the list.
	 *
	 * @throws SorsError When the first page does not come. If it is a later one, those before it are kept, and who asks
	 *                   for it again finds out what is the matter.
	 */
	public static function pages( ?string $cursor, callable $ask ): array {
		$began   = microtime( true );
		$page    = $ask( $cursor );
		$pages   = [ $page ];
		$records = count( $page->items );
		while ( null !== $page->next && $records < self::RECORDS && microtime( true ) - $began < self::PATIENCE ) {
			try {
				$page = $ask( $page->next );
			} catch ( SorsError $error ) {
				break;
			}
			$pages[]  = $page;
			$records += count( $page->items );
		}
		return $pages;
	}

	/**
	 * @template T
	 *
	 * @param list<Page<T>> $pages
	 *
	 * @return list<T> The records of all of them.
	 */
	public static function records( array $pages ): array {
		return array_merge( ...array_map( static fn( Page $page ): array => $page->items, $pages ) );
	}
}
