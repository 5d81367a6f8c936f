<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** What is to be written to a product; null = leave it as it is. Texts are in their stored form. */
final class ProductData {

	/** Only for a new product. */
	public ?string $sku         = null;
	public ?string $name        = null;
	public ?string $description = null;
	/** publish or draft. */
	public ?string $status = null;
	/** @var list<int>|null Term ids, all of them. */
	public ?array $categoryIds = null;
	/** Name in SORS: the only one that it is to have. */
	public ?string $brand = null;
	/** Slug; '' = standard. */
	public ?string $taxClass   = null;
	public ?bool $isVirtual    = null;
	public ?string $gtin       = null;
	public ?bool $managesStock = null;
	/** Decimal. */
	public ?string $stock = null;
	/** instock or outofstock; only for what keeps no stock. */
	public ?string $stockStatus = null;
	/** Decimal. */
	public ?string $regularPrice = null;

	public function isEmpty(): bool {
		return [] === array_filter( get_object_vars( $this ), static fn( $value ): bool => null !== $value );
	}
}
