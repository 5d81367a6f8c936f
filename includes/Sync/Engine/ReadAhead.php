<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Sors\Page;
use SorsApi\Sors\SorsError;

/**
 * Several pages of a list at once: what the shop has of them is looked up with a handful of queries, which cost
 * little more for a thousand records than for a page.
 *
 * @template T
 */
final class ReadAhead {

	/** So many records, and no page more. */
	private const RECORDS = 1000;

	/** So many bytes of memory, and no page more: until it is stored, a long description is there several times over. */
	private const BYTES = 4194304;

	/** Seconds after which no other page is asked for: all of them are lost together, should the process die. */
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
	 *
	 * @param callable( string|null ): Page<R> $ask For the page at a cursor.
	 *
	 * @return self<R>
	 *
	 * @throws SorsError When the first page does not come. If it is a later one, those before it are kept: see complain().
	 */
	public static function from( ?string $cursor, callable $ask ): self {
		$began   = microtime( true );
		$memory  = memory_get_usage();
		$page    = $ask( $cursor );
		$ahead   = new self( $page );
		$records = count( $page->items );
		while ( null !== $page->next && $records < self::RECORDS && microtime( true ) - $began < self::PATIENCE && memory_get_usage() - $memory < self::BYTES ) {
			try {
				$page = $ask( $page->next );
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

	/**
	 * Once the pages are saved: asked again at once, a server that wants a pause would be asked during it.
	 *
	 * @throws SorsError What kept the page after them back.
	 */
	public function complain(): void {
		if ( null !== $this->error ) {
			throw $this->error;
		}
	}
}
