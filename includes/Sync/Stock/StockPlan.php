<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Store\StockChange;
use SorsApi\Store\StockThreshold;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\Plan;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Pending\Danger;

defined( 'ABSPATH' ) || exit;

/** What is to become of stock and price of one product. */
final class StockPlan extends Plan {

	public Link $link;
	public ProductState $state;
	/** Decimal; null = leave. */
	public ?string $stock = null;
	/** What its stock has to be, changed or not; null = SORS does not say, or the stock is not SORS'. */
	public ?string $target = null;
	/** What SORS says of it and code of the site made of that; null = nobody has asked that code. */
	public ?StockFigure $figure = null;
	/** @var array<int, string> Order => quantity that was sold and is not in SORS' figure. */
	public array $unsynced = [];
	/** Regular price, decimal; null = leave. */
	public ?string $price = null;
	/** The product has that price, and buyers pay another. */
	public bool $isEnforced = false;
	/** @var array<int, string> See StockChange. */
	public array $ownStocks = [];
	/** The item is not offered, and the product is to be out of stock: that is not the first stock it was to get. */
	public bool $isEmptied = false;

	public function __construct( Link $link, ProductState $state ) {
		$this->link  = $link;
		$this->state = $state;
	}

	/** @param ProductState $of The product, or one that is sold for the same item. */
	public function changeStock( ProductState $of, string $stock, StockThreshold $threshold ): void {
		$this->stock = $stock;
		$this->change( 'stock', $of->managesStock ? $of->stock : null, $stock, $of->isSold( $threshold ) && ! $threshold->isExceededBy( $stock ) ? Danger::ZERO : '' );
	}

	/** Whether it stays as it is with the time: sales begin and end, and variations come. */
	public function stands(): bool {
		$sales = array_filter( [ $this->state, ...array_column( $this->state->translations, 'state' ) ], static fn( ProductState $one ): bool => '' !== $one->salePrice );
		return null === $this->state->variations && [] === $sales;
	}

	/** @return list<int> Its link, as for Links::markStocked(). What is in the trash, or is emptied, is yet to get what SORS has. */
	public function stocked(): array {
		return $this->isEmptied || $this->state->isTrashed() ? [] : [ $this->link->id ];
	}

	/** A sale that began, or another price of a variation that came, since it was compared stays until a person is asked. */
	public function keepPrices( string $agreed ): void {
		if ( [] !== array_intersect( [ Danger::SALE, Danger::SIZES ], array_diff( Danger::classes( $this->danger ), Danger::classes( $agreed ) ) ) ) {
			$this->price   = null;
			$this->changes = array_values( array_filter( $this->changes, static fn( array $change ): bool => ! in_array( $change['field'], RunItem::PRICES, true ) ) );
		}
	}

	public function toWrite(): StockChange {
		return new StockChange( $this->state, $this->stock, $this->price, $this->ownStocks );
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
		return $this->told( $code, $name, $this->state->id, RunItem::UPDATE );
	}
}
