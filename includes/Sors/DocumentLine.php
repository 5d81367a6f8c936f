<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/** A line of a document. Figures are decimals; discount and VAT rate in percent, prices and total in the document's currency. */
final class DocumentLine extends Record {

	public ?string $productId       = null;
	public ?string $productCode     = null;
	public ?string $name            = null;
	public ?string $quantity        = null;
	public ?string $unit            = null;
	public ?string $unitPrice       = null;
	public ?string $discountPercent = null;
	public ?string $vatRate         = null;
	public ?string $lineTotal       = null;
}
