<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sentence;
use SorsApi\Store\Link;
use SorsApi\Store\LinkState;
use SorsApi\Store\ProductData;
use SorsApi\Store\ProductState;
use SorsApi\Sync\Engine\RunItem;

/**
 * What is to become of one item in the shop.
 *
 * @phpstan-import-type Change from RunItem
 */
final class CatalogPlan {

	/** create, update or none. */
	public string $action = RunItem::NONE;

	/** Why nothing can be done about it, as a sentence. With this, nothing else counts. */
	public ?string $skipped = null;

	/** See RunItem::$problem. */
	public string $problem = '';

	/** Product or variation; 0 = a new one. */
	public int $objectId = 0;
	public ProductData $data;

	/** The product whose stock is replaced, as it was read; null = none is. */
	public ?ProductState $stocked = null;

	/** The product whose categories are replaced, as it was read; null = none is. */
	public ?ProductState $filed = null;

	/** @var list<Change> */
	public array $changes = [];

	/** @var list<string> Sentences about what was left out. */
	public array $notes = [];

	/** Something was left out that a person has to correct: it is reported, changes or not. */
	public bool $isFaulty = false;

	/** See RunItem::$danger. */
	public string $danger = '';

	/** State of the link afterwards: see Link. */
	public string $linkState   = Link::ACTIVE;
	public string $statusBefore = '';
	public string $stockBefore  = '';

	public function __construct() {
		$this->data = new ProductData();
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

	/** Nothing of the product is written, and its link keeps what it remembers of it. */
	public static function linkAsItWas( Link $link ): self {
		$plan               = new self();
		$plan->linkState    = $link->stateOfOne();
		$plan->statusBefore = $link->statusBefore;
		$plan->stockBefore  = $link->stockBefore;
		return $plan;
	}

	public function change( string $field, ?string $from, ?string $to ): void {
		$this->changes[] = [
			'field' => $field,
			'from'  => $from,
			'to'    => $to,
		];
	}

	/** @param string $problem '' = worth saying, but nothing to correct. */
	public function note( string $sentence, string $problem ): void {
		$this->notes[]  = $sentence;
		$this->isFaulty = $this->isFaulty || '' !== $problem;
		$this->problem  = '' === $this->problem ? $problem : $this->problem;
	}

	/** The product cannot be given the item's bar code. */
	public function gtinTaken( string $gtin, int $owner ): void {
		/* translators: 1: bar code, 2: product number */
		$this->note( Sentence::__( 'The bar code %1$s was left out, since product #%2$d has it already. Correct it in SORS, or take it off that product.', 'sors-api-for-woocommerce', $gtin, $owner ), 'gtin_taken' );
	}

	/** @param string $written As SORS has it; nothing is wrong with none. */
	public function gtinInvalid( string $written ): void {
		if ( '' !== trim( $written ) ) {
			/* translators: %s: bar code */
			$this->note( Sentence::__( 'The bar code %s was left out, since its length or check digit is wrong. Correct it in SORS.', 'sors-api-for-woocommerce', $written ), 'gtin_invalid' );
		}
	}

	public function reason(): ?string {
		return $this->skipped ?? ( [] === $this->notes ? null : implode( ' ', $this->notes ) );
	}

	/** In the shop; there may still be something to report. */
	public function isUnchanged(): bool {
		return null === $this->skipped && [] === $this->changes;
	}

	/** Unchanged, with nothing to report. */
	public function isSilent(): bool {
		return $this->isUnchanged() && ! $this->isFaulty;
	}

	/** Null for what is silent. */
	public function item( string $code, string $name ): ?RunItem {
		if ( null !== $this->skipped ) {
			return RunItem::skipped( $code, $name, $this->skipped, $this->objectId, $this->problem );
		}
		if ( $this->isSilent() ) {
			return null;
		}
		// Faulty in one part, and otherwise in order: nothing is left to write, the remark is for a person.
		$item           = $this->isUnchanged() ? new RunItem( $code, $name, RunItem::NONE, RunItem::UNCHANGED ) : new RunItem( $code, $name, $this->action, RunItem::PLANNED );
		$item->objectId = $this->objectId;
		$item->changes  = $this->changes;
		$item->reason   = $this->reason();
		$item->problem  = $this->problem;
		$item->danger   = $this->danger;
		return $item;
	}
}
