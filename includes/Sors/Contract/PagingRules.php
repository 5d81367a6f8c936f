<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Contract;

/** How lists are cut into pages. */
final class PagingRules {

	/** One of page, offset, cursor, none. */
	public string $style;

	/** Wire name of the page's number, or of the offset. */
	public ?string $page;

	/** Wire name of the page's size. */
	public ?string $size;

	/** Number of the first page; with offsets, of the first item. */
	public int $first;

	/** How many items we ask for. */
	public ?int $maxSize;

	/** Wire name of the parameter that carries the token of a page. */
	public ?string $cursorParam;

	/** Path of the next page's token in an answer. */
	public ?string $next;

	public function __construct( Reader $part ) {
		$this->style       = $part->oneOf( 'style', [ 'page', 'offset', 'cursor', 'none' ] );
		$this->page        = $part->optionalText( 'page' );
		$this->size        = $part->optionalText( 'size' );
		$this->first       = $part->optionalInt( 'firstPage', 0 ) ?? 0;
		$this->maxSize     = $part->optionalInt( 'maxSize', 1 );
		$this->cursorParam = $part->optionalText( 'cursorParam' );
		$this->next        = $part->optionalText( 'next' );
	}

	/**
	 * @throws \SorsApi\Sors\ContractError When the style lacks what it needs.
	 */
	public function check( Reader $part ): void {
		if ( in_array( $this->style, [ 'page', 'offset' ], true ) && null === $this->page ) {
			throw $part->error( 'page', 'is missing, and this style needs it' );
		}
		if ( 'cursor' === $this->style && ( null === $this->cursorParam || null === $this->next ) ) {
			throw $part->error( 'cursorParam', 'or "next" is missing, and this style needs both' );
		}
	}

	/** How many items a full page has; null where we have no say in it. */
	public function pageSize(): ?int {
		return null === $this->size ? null : $this->maxSize;
	}
}
