<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** What BulkStockWriter did not write, and what went wrong around what it wrote. */
final class BulkResult {

	/** @var array<int, true> Products whose stock has changed since it was read: to be planned again, in a new transaction. */
	public array $lost = [];

	/** @var array<int, true> Products that lack a row it needs: StockWriter makes it. */
	public array $refused = [];

	/** @var array<int, string> Product id => what a listener of another plugin threw. */
	public array $faults = [];
}
