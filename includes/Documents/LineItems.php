<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Settings\Settings;

/** The SORS items that one order needs: gives every line of its document one, or says which are missing. */
final class LineItems {

	/** @var array<int, Item> Product or variation id => item. */
	private array $byObject;

	/** @var array<string, Item> Keys prefixed with "c", since PHP makes numbers of numeric ones. */
	private array $byCode = [];

	private Settings $settings;

	/**
	 * @param array<int, Item> $byObject
	 * @param list<Item>       $others   Items that the settings name by their code: shipping, fees, rounding.
	 */
	public function __construct( array $byObject, array $others, Settings $settings ) {
		$this->byObject = $byObject;
		$this->settings = $settings;
		foreach ( $others as $item ) {
			$this->byCode[ 'c' . $item->code ] = $item;
		}
	}

	/**
	 * @param list<DraftLine> $drafts
	 *
	 * @throws MappingRefused With the names of everything that has no item.
	 */
	public function assign( array $drafts ): void {
		$missing = [];
		foreach ( $drafts as $draft ) {
			$draft->item    = $this->itemOf( $draft );
			$draft->vatRate = null === $draft->item ? $draft->source->taxRate : $draft->item->vatRate;
			if ( null === $draft->item && ! ( OrderLine::PRODUCT === $draft->type && 'named' === $this->settings->unmappedLines ) ) {
				$missing[ $draft->type ][] = $draft->source->name;
			}
		}
		if ( isset( $missing[ OrderLine::PRODUCT ] ) ) {
			throw new MappingRefused(
				'unknown_product',
				sprintf(
					/* translators: %s: names of products. */
					_n(
						'SORS has no item for this product: %s. Give the product the item\'s code as its SKU and run the catalogue sync, or allow lines without an item in the settings.',
						'SORS has no items for these products: %s. Give each product its item\'s code as SKU and run the catalogue sync, or allow lines without an item in the settings.',
						count( $missing[ OrderLine::PRODUCT ] ),
						'sors-api-for-woocommerce'
					),
					implode( ', ', $missing[ OrderLine::PRODUCT ] )
				)
			);
		}
		if ( isset( $missing[ OrderLine::SHIPPING ] ) ) {
			throw self::missingCode( 'shipping_item', __( 'shipping', 'sors-api-for-woocommerce' ), $this->settings->shippingItemCode );
		}
		if ( isset( $missing[ OrderLine::FEE ] ) ) {
			throw self::missingCode( 'fee_item', __( 'fees', 'sors-api-for-woocommerce' ), $this->settings->feeItemCode );
		}
	}

	public function rounding(): ?Item {
		return $this->ofCode( $this->settings->roundingItemCode );
	}

	private function itemOf( DraftLine $draft ): ?Item {
		if ( OrderLine::SHIPPING === $draft->type ) {
			return $this->ofCode( $this->settings->shippingItemCode );
		}
		if ( OrderLine::FEE === $draft->type ) {
			return $this->ofCode( $this->settings->feeItemCode );
		}
		$line = $draft->source;
		// Of a variation that has no item of its own, the item of its product.
		return $this->byObject[ $line->objectId() ] ?? $this->byObject[ $line->productId ] ?? null;
	}

	private function ofCode( string $code ): ?Item {
		return $this->byCode[ 'c' . $code ] ?? null;
	}

	private static function missingCode( string $reason, string $what, string $code ): MappingRefused {
		$message = '' === $code
			/* translators: %s: shipping, or fees. */
			? sprintf( __( 'The order has a line for %s, and no SORS item was chosen for that. Enter the item\'s code in the settings.', 'sors-api-for-woocommerce' ), $what )
			/* translators: 1: shipping, or fees, 2: SORS code. */
			: sprintf( __( 'The order has a line for %1$s, but SORS has no item with the code %2$s. Check the code in the settings, or run the catalogue sync if the item is new.', 'sors-api-for-woocommerce' ), $what, $code );
		return new MappingRefused( $reason, $message );
	}
}
