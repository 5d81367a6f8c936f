<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Store\ProductState;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\RunItem;

/**
 * What is to become of stock and price of one product.
 *
 * @phpstan-import-type Change from RunItem
 */
final class StockPlan {

	public ProductState $state;

	/** Decimal; null = leave. */
	public ?string $stock = null;

	/** What its stock has to be, changed or not; null = SORS does not say, or the stock is not SORS'. */
	public ?string $target = null;

	/** What SORS says of it and code of the site made of that; null = nobody has asked that code. */
	public ?StockFigure $figure = null;

	/** @var array<int, string> Order => quantity that was sold and is not in SORS' figure. */
	public array $unsynced = [];

	/** The product is to keep stock, which it did not before. */
	public bool $startsStock = false;

	/** Regular price, decimal; null = leave. */
	public ?string $price = null;

	/** The item is not offered, and the product is to be out of stock: that is not the first stock it was to get. */
	public bool $isEmptied = false;

	/** @var list<Change> */
	public array $changes = [];

	/** @var list<string> Sentences about what was left out, or done differently. */
	public array $notes = [];

	/** Something is wrong that has to be reported, changes or not. */
	public bool $isFaulty = false;

	/** See RunItem::$problem. */
	public string $problem = '';

	/** See RunItem::$danger. */
	public string $danger = '';

	public function __construct( ProductState $state ) {
		$this->state = $state;
	}

	/** Whether it is what a new product was to get from SORS: what is in the trash is passed over. */
	public function givesStock(): bool {
		return ! $this->isEmptied && ! $this->state->isTrashed();
	}

	public function change( string $field, ?string $from, ?string $to, string $danger = '' ): void {
		$this->changes[] = [
			'field' => $field,
			'from'  => $from,
			'to'    => $to,
		];
		$this->danger = trim( $this->danger . ' ' . $danger );
	}

	/** @param string $problem '' = worth saying, but nothing to correct. */
	public function note( string $sentence, string $problem ): void {
		$this->notes[]  = $sentence;
		$this->isFaulty = $this->isFaulty || '' !== $problem;
		$this->problem  = '' === $this->problem ? $problem : $this->problem;
	}

	/** The product is as SORS says, and a person has to correct something there. */
	public function remark( string $sentence, string $problem ): void {
		$this->notes[] = $sentence;
		$this->problem = '' === $this->problem ? $problem : $this->problem;
	}

	public function reason(): ?string {
		return [] === $this->notes ? null : implode( ' ', $this->notes );
	}

	/** Null where there is nothing to write or to say. */
	public function item( string $code ): ?RunItem {
		if ( [] === $this->changes && '' === $this->problem ) {
			return null;
		}
		$name = Text::plain( $this->state->name );
		if ( [] === $this->changes && $this->isFaulty ) {
			return RunItem::skipped( $code, $name, (string) $this->reason(), $this->state->id, $this->problem );
		}
		$item           = [] === $this->changes ? new RunItem( $code, $name, RunItem::NONE, RunItem::UNCHANGED ) : new RunItem( $code, $name, RunItem::UPDATE, RunItem::PLANNED );
		$item->objectId = $this->state->id;
		$item->changes  = $this->changes;
		$item->reason   = $this->reason();
		$item->problem  = $this->problem;
		$item->danger   = $this->danger;
		return $item;
	}
}
