<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** Which parts of a product to read. Most of the cost is its meta rows, and no task needs all of them. */
final class ProductParts {

	/** @var list<string> Meta keys. */
	public array $meta;
	public bool $description = false;
	public bool $categories  = false;
	/** What is sold in other languages for the same item, too. */
	public bool $translations = false;

	/** @param list<string> $meta Meta keys. */
	private function __construct( array $meta ) {
		$this->meta = $meta;
	}

	/** Only type, parent, status, name and SKU. */
	public static function identity(): self {
		return new self( [ '_sku' ] );
	}

	/** What the catalogue compares. */
	public static function catalog( bool $description ): self {
		$parts              = new self( [ '_sku', '_manage_stock', '_stock', '_stock_status', '_tax_class', '_virtual', '_global_unique_id', ...( $description ? [ '_variation_description' ] : [] ) ] );
		$parts->description = $description;
		$parts->categories  = true;
		return $parts;
	}

	/** What stock and prices are compared by. */
	public static function figures(): self {
		$parts               = new self( [ '_manage_stock', '_stock', '_stock_status', '_backorders', '_regular_price', '_sale_price', '_sale_price_dates_from', '_sale_price_dates_to', '_price' ] );
		$parts->translations = true;
		return $parts;
	}

	/** The same, and what else has to be known to write them. */
	public static function figuresToWrite(): self {
		$parts = self::figures();
		$parts->meta[] = '_product_version';
		return $parts;
	}
}
