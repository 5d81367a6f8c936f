<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/** What one business unit has of one item, and at what price. All figures are decimals, prices in dinars. */
final class StockLevel extends Record {

	public const NAMED_BY = [ 'productId', 'productCode' ];

	/** This or the code is set, where the record has no faults(). */
	public ?string $productId       = null;
	public ?string $productCode     = null;
	public ?string $businessUnitId  = null;
	public ?string $onHand          = null;
	public ?string $reserved        = null;
	public ?string $available       = null;
	public ?string $priceWithoutVat = null;
	public ?string $priceWithVat    = null;
}
