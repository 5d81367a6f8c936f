<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** The stock and price that a product is to have, and the state that the decision was based on. */
final class StockChange {

	public ProductState $state;
	/** Decimal; null = leave it as it is. */
	public ?string $stock;
	/** Regular price of what is sold, as a decimal; null = leave it as it is. */
	public ?string $price;
	/** Its plugin tells what listens to stock: told of it by us, it would copy this stock to the product. */
	public bool $isTranslation = false;
	/** @var array<int, string> Variation that keeps a stock of its own => what that is to be, a decimal. */
	public array $ownStocks;

	/** @param array<int, string> $ownStocks */
	public function __construct( ProductState $state, ?string $stock, ?string $price, array $ownStocks = [] ) {
		$this->state     = $state;
		$this->stock     = $stock;
		$this->price     = $price;
		$this->ownStocks = $ownStocks;
	}

	/** Whether the product is to manage stock, which it did not before. */
	public function startsStock(): bool {
		return null !== $this->stock && ! $this->state->managesStock;
	}

	/** @return non-empty-list<self> What is to become of each single product or variation, a product before its variations, and each before its translations. */
	public function parts(): array {
		if ( null === $this->state->variations ) {
			return [ $this, ...$this->translated() ];
		}
		$main  = new self( $this->state, $this->stock, null );
		$parts = [ $main, ...$main->translated() ];
		foreach ( $this->state->variations as $id => $variation ) {
			$part = new self( $variation, $this->ownStocks[ $id ] ?? null, $this->price );
			array_push( $parts, $part, ...$part->translated() );
		}
		return $parts;
	}

	/** @return list<self> What its translations are to have as well, so that no language sells for a moment what is not there. */
	private function translated(): array {
		$parts = [];
		foreach ( $this->state->translations as $translation ) {
			$stock = null !== $this->stock && $translation->follows( Translations::STOCK ) ? $this->stock : null;
			$price = null !== $this->price && $translation->follows( Translations::PRICE ) ? $this->price : null;
			if ( null !== $stock || null !== $price ) {
				$parts[] = $part = new self( $translation->state, $stock, $price );

				$part->isTranslation = true;
			}
		}
		return $parts;
	}

	/** @return list<int> Products and variations. */
	public function ids(): array {
		return array_map( static fn( self $part ): int => $part->state->id, $this->parts() );
	}
}
