<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** Stock and price that a product is to have, and the state that this was decided on. */
final class StockChange {

	public ProductState $state;

	/** Decimal; null = leave. */
	public ?string $stock;

	/** Regular price, decimal; null = leave. */
	public ?string $price;

	/** The product is to keep stock, which it did not before. */
	public bool $startsStock;

	public function __construct( ProductState $state, ?string $stock, ?string $price, bool $startsStock ) {
		$this->state       = $state;
		$this->stock       = $stock;
		$this->price       = $price;
		$this->startsStock = $startsStock;
	}

	/** Whether the stock that is to be replaced must still be the one that was read. */
	public function swapsStock(): bool {
		return null !== $this->stock && isset( $this->state->metaIds['_stock'] );
	}
}
