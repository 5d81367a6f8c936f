<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** What BulkStockWriter wrote, and what it did not. */
final class BulkResult {

	/** @var array<int, true> Products whose stock, or price, has changed since it was read: to be planned again, in a new transaction. */
	public array $lost = [];

	/** @var array<int, true> Products that lack a row it needs: StockWriter makes it. */
	public array $refused = [];

	/** @var array<int, StockChange> By product: to be announced once they are committed. */
	public array $written = [];
}
