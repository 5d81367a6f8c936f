<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Sors\Page;

/**
 * Pure: has a list been read to its end, or must it be gone through again?
 *
 * Pages are cut again for each request. An item that is added or deleted while we read moves all others: one of them
 * shows twice, or slips through between two pages. The first is noticed by its code; because of the second the list is
 * read again until its parts fit together, at most three times.
 */
final class Sweeps {

	private const MOST = 3;
	/** After this many pages in a row with nothing new, the server probably ignores the page's number. */
	private const BARREN = 3;

	/**
	 * @template T
	 * @param Page<T> $page With so many records that this reading had not seen before, and so many that it had.
	 * @return bool Whether the list is complete.
	 */
	public static function take( Cursor $cursor, Page $page, int $new, int $repeated ): bool {
		if ( null !== $page->total ) {
			$cursor->shifted   = $cursor->shifted || ( $cursor->listTotal >= 0 && $cursor->listTotal !== $page->total );
			$cursor->listTotal = $page->total;
		}
		$cursor->shifted = $cursor->shifted || ( 1 === $cursor->sweep && $repeated > 0 );
		$cursor->seen   += $new;
		$cursor->page    = $page->next;
		$cursor->barren  = $new > 0 ? 0 : $cursor->barren + 1;
		++$cursor->pages;
		if ( null !== $page->next ) {
			$isEndless        = 1 === $cursor->sweep && $cursor->barren >= self::BARREN;
			$cursor->hasPages = $cursor->hasPages || ! $isEndless;
			return $isEndless;
		}
		if ( self::fits( $cursor ) || $cursor->sweep >= self::MOST ) {
			return true;
		}
		++$cursor->sweep;
		$cursor->beginSweep();
		return false;
	}

	private static function fits( Cursor $cursor ): bool {
		if ( $cursor->sweep > 1 && $cursor->barren === $cursor->pages ) {
			return true;
		}
		// Where there is nothing to check against, a single page is one view of the list.
		return $cursor->listTotal < 0 ? 1 === $cursor->pages : ! $cursor->shifted && $cursor->seen >= $cursor->listTotal;
	}
}
