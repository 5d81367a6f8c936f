<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

/** The SORS items that one order needs. */
final class ItemCatalog {

	/** @var array<int, Item> Product or variation id => item. */
	private array $byObject;
	/** @var array<string, Item> Keys prefixed with "c", since PHP makes numbers of numeric ones. */
	private array $byCode = [];

	/**
	 * @param array<int, Item> $byObject
	 * @param list<Item>       $others   Items that are asked for by their code: shipping, fees, rounding.
	 */
	public function __construct( array $byObject, array $others = [] ) {
		$this->byObject = $byObject;
		foreach ( $others as $item ) {
			$this->byCode[ 'c' . $item->code ] = $item;
		}
	}

	/** Of a variation that has no item of its own, the item of its product. */
	public function ofLine( OrderLine $line ): ?Item {
		return $this->byObject[ $line->objectId() ] ?? $this->byObject[ $line->productId ] ?? null;
	}

	public function ofCode( string $code ): ?Item {
		return $this->byCode[ 'c' . $code ] ?? null;
	}
}
