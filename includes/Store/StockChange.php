<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** The stock and price that a product is to have, and the state that the decision was based on. */
final class StockChange {

	public ProductState $state;

	/** Decimal; null = leave it as it is. */
	public ?string $stock;

	/** Regular price as a decimal; null = leave it as it is. */
	public ?string $price;

	/** The product is to manage stock, which it did not before. */
	public bool $startsStock;

	public function __construct( ProductState $state, ?string $stock, ?string $price, bool $startsStock ) {
		$this->state       = $state;
		$this->stock       = $stock;
		$this->price       = $price;
		$this->startsStock = $startsStock;
	}
}
