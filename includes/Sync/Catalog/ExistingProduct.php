<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sors\Decimal;
use SorsApi\Sors\Product;
use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\Danger;
use SorsApi\Sync\Engine\RunItem;

/** Pure: an item whose product the shop has. Price and stock are the stock run's. */
final class ExistingProduct {

	private const IN_STOCK     = 'instock';
	private const OUT_OF_STOCK = 'outofstock';

	private CatalogRules $rules;

	public function __construct( CatalogRules $rules ) {
		$this->rules = $rules;
	}

	/** @param int $gtinOwner Product that has the item's bar code already; 0 = none. */
	public function plan( Product $item, ProductState $state, Link $link, int $gtinOwner ): CatalogPlan {
		$plan           = new CatalogPlan();
		$plan->action   = RunItem::UPDATE;
		$plan->objectId = $state->id;
		// WooCommerce names and files variations under their parent.
		if ( ! $state->isVariation() ) {
			$this->name( $plan, $item, $state );
			$this->categories( $plan, $item, $state );
			$this->brand( $plan, $item, $state );
		}
		$this->description( $plan, $item, $state );
		$this->kind( $plan, $item, $state, $link );
		$this->taxClass( $plan, $item, $state );
		if ( $this->rules->hasGtin ) {
			$plan->giveGtin( (string) $item->gtin, $gtinOwner, $state->gtin );
		}
		if ( false === $item->active ) {
			$this->withdraw( $plan, $state, $link, Link::INACTIVE );
		} else {
			$this->restore( $plan, $state, $link );
		}
		return $plan;
	}

	/**
	 * SORS no longer offers the item.
	 *
	 * @param string $linkState Link::INACTIVE or Link::DISCONTINUED.
	 */
	public function withdraw( CatalogPlan $plan, ProductState $state, Link $link, string $linkState ): void {
		$plan->linkState    = $linkState;
		$plan->statusBefore = $link->statusBefore;
		$plan->stockBefore  = $link->stockBefore;
		$plan->action       = RunItem::UPDATE;
		$policy             = $this->rules->settings->missingProducts;
		if ( 'draft' === $policy && $this->rules->fills( 'status' ) ) {
			$this->hide( $plan, $state, $link );
		} elseif ( 'outOfStock' === $policy && $this->rules->fills( 'stock' ) && $state->keepsStock() ) {
			$this->empty( $plan, $state, $link );
		}
	}

	private function name( CatalogPlan $plan, Product $item, ProductState $state ): void {
		$name = (string) $item->name;
		if ( $this->rules->overwrites( 'name' ) && ! Text::isLine( $state->name, $name ) ) {
			$plan->data->name = Text::title( $name );
			$plan->change( 'name', Text::plain( $state->name ), Text::cleanLine( $name ) );
		}
	}

	private function description( CatalogPlan $plan, Product $item, ProductState $state ): void {
		// Null is also what an API without descriptions gives: that empties none.
		if ( ! $this->rules->overwrites( 'description' ) || null === $item->description || null === $state->description ) {
			return;
		}
		if ( ! Text::isBlock( $state->description, $item->description ) ) {
			$plan->data->description = Text::block( $item->description );
			$plan->change( 'description', mb_substr( Text::plain( $state->description ), 0, 200 ), mb_substr( $item->description, 0, 200 ) );
		}
	}

	private function categories( CatalogPlan $plan, Product $item, ProductState $state ): void {
		$groups = $this->rules->overwrites( 'categories' ) ? $this->rules->categoryGroups( $item, $state->categories ) : [];
		if ( [] === $groups ) {
			return;
		}
		$current = array_keys( $state->categories );
		sort( $current );
		$wanted = $this->rules->categories->wanted( $current, $groups );
		if ( $wanted !== $current ) {
			$plan->data->categoryIds = $wanted;
			$plan->filed             = $state;
			$plan->change( 'categories', Text::plain( implode( ', ', $state->categories ) ), $this->rules->categories->describe( $state->categories, $groups ) );
		}
	}

	private function brand( CatalogPlan $plan, Product $item, ProductState $state ): void {
		$brand = $this->rules->brand( $item, false );
		if ( null !== $brand && ( 1 !== count( $state->brands ) || ! Text::isLine( $state->brands[0], $brand ) ) ) {
			$plan->data->brand = $brand;
			$plan->change( 'brand', [] === $state->brands ? null : Text::plain( implode( ', ', $state->brands ) ), $brand );
		}
	}

	private function kind( CatalogPlan $plan, Product $item, ProductState $state, Link $link ): void {
		if ( 'service' === $item->itemType ) {
			if ( ! $state->isVirtual ) {
				$plan->data->isVirtual = true;
				$plan->change( 'virtual', 'no', 'yes' );
			}
			if ( $state->managesStock && $this->rules->overwrites( 'stock' ) ) {
				$plan->data->managesStock = false;
				$plan->data->stockStatus  = self::IN_STOCK;
				$plan->change( 'stock', $state->stock, null );
			}
		} elseif ( $link->isService() && null !== $item->itemType && $state->isVirtual ) {
			// Only what we made virtual ourselves: the owner may have other reasons for virtual goods.
			$plan->data->isVirtual = false;
			$plan->change( 'virtual', 'yes', 'no' );
		}
	}

	private function taxClass( CatalogPlan $plan, Product $item, ProductState $state ): void {
		$class = $this->rules->taxes->inPlaceOf( $state->taxClass, $item->vatRate );
		if ( null !== $class ) {
			$plan->data->taxClass = $class;
			$plan->change( 'taxClass', $this->rules->taxes->name( $state->taxClass ), $this->rules->taxes->name( $class ) );
		}
	}

	/** The item is offered: what we hid is shown again, what the owner did since stays. */
	private function restore( CatalogPlan $plan, ProductState $state, Link $link ): void {
		$this->giveBack( $plan, $state, $link );
		if ( '' === $link->statusBefore ) {
			return;
		}
		if ( self::IN_STOCK === $link->statusBefore ) {
			if ( ! $state->managesStock && self::OUT_OF_STOCK === $state->stockStatus ) {
				$plan->data->stockStatus = self::IN_STOCK;
				$plan->change( 'stockStatus', self::OUT_OF_STOCK, self::IN_STOCK );
			}
		} elseif ( self::hidden( $state ) === $state->status ) {
			$plan->data->status = $link->statusBefore;
			$plan->change( 'status', $state->status, $link->statusBefore );
		}
	}

	/** Where stock runs do not set the stock, nothing else would bring back what was taken. */
	private function giveBack( CatalogPlan $plan, ProductState $state, Link $link ): void {
		$stock = $state->stock ?? '0';
		if ( '' === $link->stockBefore || $this->rules->overwrites( 'stock' ) || ! $state->managesStock || Decimal::compare( $stock, '0' ) > 0 ) {
			return;
		}
		// Below zero are back-orders that came meanwhile.
		$back = Decimal::add( $link->stockBefore, $stock );
		if ( ! Decimal::equals( $back, $stock ) ) {
			$plan->data->stock = $back;
			$plan->stocked     = $state;
			$plan->change( 'stock', $state->stock, $back );
		}
	}

	private function hide( CatalogPlan $plan, ProductState $state, Link $link ): void {
		// Published again since we hid it, by the owner: we do not hide it a second time unless SORS decides the status.
		$ownersWish = '' !== $link->statusBefore && ! $this->rules->overwrites( 'status' );
		if ( 'publish' !== $state->status || $ownersWish ) {
			return;
		}
		$plan->data->status = self::hidden( $state );
		$plan->statusBefore = $state->status;
		$plan->danger       = Danger::HIDE;
		$plan->change( 'status', $state->status, $plan->data->status );
	}

	private function empty( CatalogPlan $plan, ProductState $state, Link $link ): void {
		$first = ! $link->isWithdrawn();
		if ( ! $first && ! $this->rules->overwrites( 'stock' ) ) {
			return;
		}
		// What becomes a service in the same pass keeps no stock from here on.
		if ( $plan->data->managesStock ?? $state->managesStock ) {
			if ( null !== $state->stock && Decimal::compare( $state->stock, '0' ) > 0 ) {
				$plan->data->stock = '0';
				$plan->stocked     = $state;
				$plan->stockBefore = $state->stock;
				$plan->danger      = Danger::ZERO;
				$plan->change( 'stock', $state->stock, '0' );
			}
			return;
		}
		$isOurs = null !== $plan->data->stockStatus;
		if ( self::OUT_OF_STOCK !== ( $plan->data->stockStatus ?? $state->stockStatus ) && ( $first || $isOurs || '' === $link->statusBefore ) ) {
			$plan->data->stockStatus = self::OUT_OF_STOCK;
			$plan->statusBefore      = self::IN_STOCK;
			if ( self::OUT_OF_STOCK !== $state->stockStatus ) {
				$plan->danger = Danger::HIDE;
				$plan->change( 'stockStatus', $state->stockStatus, self::OUT_OF_STOCK );
			}
		}
	}

	/** WooCommerce takes variations off sale by making them private. */
	private static function hidden( ProductState $state ): string {
		return $state->isVariation() ? 'private' : 'draft';
	}
}
