<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/**
 * One page of a list.
 *
 * @template T
 */
final class Page {

	/** @var list<T> */
	public array $items;

	/** Cursor of the next page, to be passed back unchanged; null on the last page. */
	public ?string $next;

	/** How many items SORS says there are over all pages; null where it does not say. */
	public ?int $total;

	/** @param list<T> $items */
	public function __construct( array $items, ?string $next = null, ?int $total = null ) {
		$this->items = $items;
		$this->next  = $next;
		$this->total = $total;
	}
}
