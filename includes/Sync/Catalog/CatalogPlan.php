<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sentence;
use SorsApi\Store\Gtin;
use SorsApi\Store\Link;
use SorsApi\Store\LinkState;
use SorsApi\Store\ProductData;
use SorsApi\Store\ProductState;
use SorsApi\Sync\Engine\Plan;
use SorsApi\Sync\Engine\RunItem;

defined( 'ABSPATH' ) || exit;

/** What the catalogue is to make of one item in the shop. */
final class CatalogPlan extends Plan {

	/** create, update or none. */
	public string $action = RunItem::NONE;
	/** Why nothing can be done about it, as a sentence. With this, nothing else counts. */
	public ?string $skipped = null;
	/** Product or variation; 0 = a new one. */
	public int $objectId = 0;
	public ProductData $data;
	/** @var array<int, ProductData> By id: what is to be written to variations that are sold for the item. */
	public array $variations = [];
	/** @var list<ProductState> Whose stock is replaced, as it was read. */
	public array $stocked = [];
	/** The product whose categories are replaced, as it was read; null = none is. */
	public ?ProductState $filed = null;
	/** What the link is to remember of the product: its state, its categories, and what the product was before it was taken off sale. */
	public Link $link;

	/** @param Link|null $link As it was until now; null = a new one. */
	public function __construct( ?Link $link = null ) {
		$this->data = new ProductData();
		$this->link = null === $link ? new Link( '', 0 ) : clone $link;
	}

	public static function skip( string $reason, string $problem, int $objectId = 0 ): self {
		$plan           = new self();
		$plan->skipped  = $reason;
		$plan->objectId = $objectId;
		$plan->problem  = $problem;
		return $plan;
	}

	public static function leftAlone( Link $link ): self {
		return self::skip( LinkState::whyLeftAlone( $link ), RunItem::LEFT_ALONE, $link->objectId );
	}

	public function noteIn( Link $link ): void {
		$link->state        = $this->link->state;
		$link->statusBefore = $this->link->statusBefore;
		$link->stockBefore  = $this->link->stockBefore;
		$link->categories   = $this->link->categories;
	}

	/**
	 * @param string $written As SORS has it; nothing is wrong with none.
	 * @param int    $owner   Product that has the item's bar code already; 0 = none.
	 * @param string $now     What the shop has, and what is not reported, even if it is wrong.
	 */
	public function giveGtin( string $written, int $owner, string $now ): void {
		$gtin = Gtin::valid( $written );
		if ( '' === trim( $written ) || trim( $written ) === $now || $gtin === $now ) {
			return;
		}
		if ( null === $gtin ) {
			/* translators: %s: bar code */
			$this->note( Sentence::__( 'The bar code %s was left out, since its length or check digit is wrong. Correct it in SORS.', 'sors-api-for-woocommerce', $written ), 'gtin_invalid' );
		} elseif ( ! in_array( $owner, [ 0, $this->objectId ], true ) ) {
			/* translators: 1: bar code, 2: product number */
			$this->note( Sentence::__( 'The bar code %1$s was left out, since product #%2$d has it already. Correct it in SORS, or take it off that product.', 'sors-api-for-woocommerce', $gtin, $owner ), 'gtin_taken' );
		} else {
			$this->data->gtin = $gtin;
			$this->change( 'gtin', '' === $now ? null : $now, $gtin );
		}
	}

	public function reason(): ?string {
		return $this->skipped ?? parent::reason();
	}

	/** What is to be written to the product, or to one of its variations. */
	public function dataOf( ProductState $one ): ProductData {
		return $one->id === $this->objectId ? $this->data : ( $this->variations[ $one->id ] ??= new ProductData() );
	}

	/** In the shop; there may still be something to report. */
	public function isUnchanged(): bool {
		return null === $this->skipped && [] === $this->changes;
	}

	/** Null for what is unchanged, with nothing to report. */
	public function item( string $code, string $name ): ?RunItem {
		if ( null !== $this->skipped ) {
			return RunItem::skipped( $code, $name, $this->skipped, $this->objectId, $this->problem );
		}
		return $this->isUnchanged() && ! $this->isFaulty ? null : $this->told( $code, $name, $this->objectId, $this->action );
	}
}
