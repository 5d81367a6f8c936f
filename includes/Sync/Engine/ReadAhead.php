<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Sors\Page;
use SorsApi\Sors\SorsError;

/**
 * Several pages of a list at once: to look up what the shop has of them costs little more for a thousand records than for one page.
 *
 * @template T
 */
final class ReadAhead {

	/** Once there are this many records, no other page is requested. */
	private const RECORDS = 1000;
	/** Nor beyond these bytes of memory: until it is stored, a long description is held several times over. */
	private const BYTES = 4194304;
	/** Nor after these seconds: if the process dies, all of the pages are lost. */
	private const PATIENCE = 2.0;

	/** @var non-empty-list<Page<T>> In the order of the list. */
	public array $pages;
	/** Why the page after these did not come. */
	private ?SorsError $error = null;

	/** @param Page<T> $first */
	private function __construct( Page $first ) {
		$this->pages = [ $first ];
	}

	/**
	 * @template R
	 * @param callable( string|null ): Page<R> $request The page at a cursor.
	 * @param Cursor                           $cursor  A run that was cut off reads page by page.
	 * @return self<R>
	 * @throws SorsError When the first page does not come. If it is a later one, those before it are kept: see complain().
	 */
	public static function from( Cursor $cursor, callable $request ): self {
		$began   = microtime( true );
		$memory  = memory_get_usage();
		$page    = $request( $cursor->page );
		$ahead   = new self( $page );
		$records = count( $page->items );
		while ( null !== $page->next && $records < $cursor->size( self::RECORDS ) && microtime( true ) - $began < self::PATIENCE && memory_get_usage() - $memory < self::BYTES ) {
			try {
				$page = $request( $page->next );
			} catch ( SorsError $error ) {
				$ahead->error = $error;
				break;
			}
			$ahead->pages[] = $page;
			$records       += count( $page->items );
		}
		return $ahead;
	}

	/** @return list<T> The records of all pages. */
	public function records(): array {
		return array_merge( ...array_map( static fn( Page $page ): array => $page->items, $this->pages ) );
	}

	/** @throws SorsError Why the next page did not come. To be called once the pages are saved: a server that wants a pause gets no request during it. */
	public function complain(): void {
		if ( null !== $this->error ) {
			throw $this->error;
		}
	}
}
