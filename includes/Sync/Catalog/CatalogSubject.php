<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Store\Link;
use SorsApi\Store\ProductState;

/** What the shop has of one SORS item. */
final class CatalogSubject {

	public ?Link $link = null;
	/** The linked product as it is; null where there is none (any more). */
	public ?ProductState $state = null;
	/** See ProductFingerprints; '' = it has none. */
	public string $fingerprint = '';
	/** Its product was deleted for good, and it was not asked for since. */
	public bool $isDeleted = false;
	/** The owner unlinked it: it is not to be linked to anything. */
	public bool $isUnlinked = false;
	/** @var list<ProductState> Products and variations without a link whose SKU is the code, or folds to it. */
	public array $candidates = [];
	/** The link by which the shop has the item under another code, which SORS no longer shows; null = none. */
	public ?Link $former = null;
	/** Its product. */
	public ?ProductState $formerState = null;
	/** The product that has exactly the item's code as its SKU, and is linked to another item. */
	public ?ProductState $taken = null;
	/** The product that other code of the site names as the item's; null = none. */
	public ?ProductState $chosen = null;
	/** Why nothing can be done about it: other code of the site failed over it. */
	public ?string $failure = null;
	/** The product that has the item's bar code already; 0 = none. */
	public int $gtinOwner = 0;

	/** The linked product or variation; 0 = none. */
	public function objectId(): int {
		return null === $this->link ? 0 : $this->link->objectId;
	}

	/** @return list<ProductState> Candidates whose SKU is the code itself. */
	public function exact( string $code ): array {
		return array_values( array_filter( $this->candidates, static fn( ProductState $state ): bool => $state->sku === $code ) );
	}

	/** A comparison found nothing to do, and nothing has changed since: the product is not read. */
	public function isSame(): bool {
		return '' !== $this->fingerprint && null !== $this->link && $this->link->catalogPrint === $this->fingerprint;
	}
}
