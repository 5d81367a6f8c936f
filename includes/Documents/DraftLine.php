<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

/** A line of a future document, priced as the buyer pays: VAT included, not rounded. */
final class DraftLine {

	/** One of OrderLine's types; what the shop keeps of a returned product's price is a fee. */
	public string $type;
	public OrderLine $source;
	/** Never zero. */
	public string $quantity;
	public string $gross;
	/** Null for a named line: the product has no SORS item, and the settings allow that. */
	public ?Item $item = null;
	/** Percent; null where it is not known. */
	public ?string $vatRate = null;

	public function __construct( string $type, OrderLine $source, string $quantity, string $gross ) {
		$this->type     = $type;
		$this->source   = $source;
		$this->quantity = $quantity;
		$this->gross    = $gross;
	}

	/** Unit price before any discount, VAT included; null = what was paid is the price. */
	public function listPrice(): ?string {
		return OrderLine::PRODUCT === $this->type ? $this->source->listPrice : null;
	}
}
