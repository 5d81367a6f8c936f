<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** What SORS answered, taken out of its envelope and not yet decoded. */
final class Answer {

	/** @var mixed Decoded JSON. */
	public $data;

	/** A success without any content (204). */
	public bool $isEmpty;

	/** Cursor of the next page; null on the last one. */
	public ?string $next;

	/** How many items there are over all pages. */
	public ?int $total;

	/**
	 * @param mixed $data
	 */
	public function __construct( $data, bool $isEmpty = false, ?string $next = null, ?int $total = null ) {
		$this->data    = $data;
		$this->isEmpty = $isEmpty;
		$this->next    = $next;
		$this->total   = $total;
	}
}
