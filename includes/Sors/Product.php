<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/** An item of the price list: goods, service, consignment, material or product. */
final class Product extends Record {

	public const REQUIRED = [ 'code' ];

	/** An item without a code is a fault in the books: it is reported by its name, and does not hold up the others. */
	public const MAY_BE_EMPTY = [ 'code' ];
	public const NAMED_BY     = [ 'id', 'code', 'name' ];

	/** Identifies the item in every year's database, and is compared exactly; '' = it has none. */
	public string $code = '';

	/** Changes with the yearly database. */
	public ?string $id = null;

	/** Plain text, as written in SORS. */
	public ?string $name = null;

	/** One of goods, service, consignment, material, product; null for any other. */
	public ?string $itemType = null;

	/** Free text: kom, KOM, kom. */
	public ?string $unit          = null;
	public ?string $gtin          = null;
	public ?string $groupId       = null;
	public ?string $secondGroupId = null;
	public ?string $description   = null;

	/** Percent, e.g. "20". */
	public ?string $vatRate = null;
	/** Decimals in dinars. */
	public ?string $priceWithoutVat = null;
	public ?string $priceWithVat    = null;
	public ?bool $active            = null;

	/** @return list<string|null> All but its prices. */
	public function texts(): array {
		return [ $this->code, $this->id, $this->name, $this->itemType, $this->unit, $this->gtin, $this->groupId, $this->secondGroupId, $this->description, $this->vatRate, null === $this->active ? null : (string) (int) $this->active ];
	}
}
