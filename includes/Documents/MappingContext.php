<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Settings\Settings;

/** What a document needs besides its order. */
final class MappingContext {

	public string $kind;
	public string $reference;
	public string $businessUnitId;
	/** Null where the API has no customers on documents. */
	public ?string $customerId;
	public LineItems $items;
	public Settings $settings;
	/** All web orders go to one customer, so the buyer is written into the note. */
	public bool $buyerInNote = false;

	public function __construct( string $kind, string $reference, string $businessUnitId, ?string $customerId, LineItems $items, Settings $settings ) {
		$this->kind           = $kind;
		$this->reference      = $reference;
		$this->businessUnitId = $businessUnitId;
		$this->customerId     = $customerId;
		$this->items          = $items;
		$this->settings       = $settings;
	}
}
