<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sors\Decimal;
use SorsApi\Sors\Product;
use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Store\Text;
use SorsApi\Sync\Pending\Danger;
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
		$plan           = new CatalogPlan( $link );
		$plan->action   = RunItem::UPDATE;
		$plan->objectId = $state->id;
		// It goes off sale first: what may have to wait for a person holds that back otherwise.
		$isLeaving = false === $item->active && ! $link->isWithdrawn();
		// WooCommerce names and files variations under their parent.
		if ( ! $state->isVariation() ) {
			$this->name( $plan, $item, $state );
			if ( ! $isLeaving ) {
				$this->categories( $plan, $item, $state );
			}
			$this->brand( $plan, $item, $state );
		}
		$this->description( $plan, $item, $state );
		if ( ! $isLeaving ) {
			$this->kind( $plan, $item, $state );
		}
		$this->taxClass( $plan, $item, $state );
		$plan->giveGtin( (string) $item->gtin, $gtinOwner, $state->gtin );
		if ( false === $item->active ) {
			$this->withdraw( $plan, $state, Link::INACTIVE );
		} else {
			$this->restore( $plan, $state );
		}
		return $plan;
	}

	/**
	 * SORS no longer offers the item.
	 *
	 * @param string $linkState Link::INACTIVE or Link::DISCONTINUED.
	 */
	public function withdraw( CatalogPlan $plan, ProductState $state, string $linkState ): void {
		$plan->action = RunItem::UPDATE;
		$policy       = $this->rules->settings->missingProducts;
		if ( 'draft' === $policy && $this->rules->fills( 'status' ) ) {
			$this->hide( $plan, $state );
		} elseif ( 'outOfStock' === $policy && $this->rules->fills( 'stock' ) && $state->keepsStock() ) {
			$this->empty( $plan, $state );
		}
		$plan->link->state = $linkState;
	}

	private function name( CatalogPlan $plan, Product $item, ProductState $state ): void {
		$name = (string) $item->name;
		if ( $this->rules->overwrites( 'name' ) && ! Text::isLine( $state->name, $name ) ) {
			$plan->data->name = Text::title( $name );
			$plan->change( 'name', Text::plain( $state->name ), Text::cleanLine( $name ) );
		}
	}

	/** @param ProductState $state Without an id: of a new product, which is empty. The same below. */
	public function description( CatalogPlan $plan, Product $item, ProductState $state ): void {
		// Null is also what an API without descriptions gives: that empties none.
		if ( ! $this->rules->brings( 'description', 0 === $state->id ) || null === $item->description || null === $state->description ) {
			return;
		}
		if ( ! Text::isBlock( $state->description, $item->description ) ) {
			$plan->data->description = Text::block( $item->description );
			$plan->change( 'description', 0 === $state->id ? null : mb_substr( Text::plain( $state->description ), 0, 200 ), mb_substr( $item->description, 0, 200 ) );
		}
	}

	public function categories( CatalogPlan $plan, Product $item, ProductState $state ): void {
		$groups = $this->rules->brings( 'categories', 0 === $state->id ) ? $this->rules->categoryGroups( $item, $state->categories ) : [];
		if ( [] === $groups ) {
			return;
		}
		$current = array_keys( $state->categories );
		sort( $current );
		$ours   = $plan->link->categories;
		$wanted = $this->rules->wanted( $current, $ours, $groups );
		if ( null !== $wanted ) {
			$plan->link->categories = array_values( array_diff( array_column( $groups, 'termId' ), array_diff( $current, $ours ) ) );
		}
		if ( $wanted !== $current ) {
			$plan->data->categoryIds = $wanted;
			$plan->filed             = 0 === $state->id ? null : $state;
			$now    = 0 === $state->id ? null : Text::plain( implode( ', ', $state->categories ) );
			$danger = [] !== array_diff( array_intersect( $current, $ours ), array_column( $groups, 'termId' ) ) ? Danger::CATEGORIES : '';
			$plan->change( 'categories', $now, $this->rules->describe( $state->categories, $ours, $groups ), $danger );
		}
	}

	public function brand( CatalogPlan $plan, Product $item, ProductState $state ): void {
		$brand = $this->rules->brand( $item, 0 === $state->id );
		if ( null !== $brand && ( 1 !== count( $state->brands ) || ! Text::isLine( $state->brands[0], $brand ) ) ) {
			$plan->data->brand = $brand;
			$plan->change( 'brand', [] === $state->brands ? null : Text::plain( implode( ', ', $state->brands ) ), $brand );
		}
	}

	private function kind( CatalogPlan $plan, Product $item, ProductState $state ): void {
		if ( 'service' === $item->itemType ) {
			if ( ! $state->isVirtual ) {
				$plan->data->isVirtual = true;
				$plan->change( 'virtual', 'no', 'yes', Danger::SERVICE );
			}
			if ( $state->managesStock && $this->rules->overwrites( 'stock' ) ) {
				$plan->data->managesStock = false;
				$plan->data->stockStatus  = self::IN_STOCK;
				$plan->change( 'stock', $state->stock, null, $state->isVirtual ? Danger::SERVICE : '' );
			}
		} elseif ( $plan->link->isService() && null !== $item->itemType && $state->isVirtual ) {
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
	private function restore( CatalogPlan $plan, ProductState $state ): void {
		$this->giveBack( $plan, $state );
		$before                   = $plan->link->statusBefore;
		$plan->link->statusBefore = '';
		$plan->link->stockBefore  = '';
		$plan->link->state        = Link::ACTIVE;
		if ( self::IN_STOCK === $before ) {
			foreach ( $state->managesStock ? [] : $state->variations ?? [ $state ] as $one ) {
				if ( ! $one->managesStock && self::OUT_OF_STOCK === $one->stockStatus ) {
					self::setStatus( $plan, $one, self::IN_STOCK, '' );
				}
			}
		} elseif ( '' !== $before && self::hidden( $state ) === $state->status ) {
			$plan->data->status = $before;
			$plan->change( 'status', $state->status, $before );
		}
	}

	/** Where stock runs do not set the stock, nothing else would bring back what was taken. */
	private function giveBack( CatalogPlan $plan, ProductState $state ): void {
		if ( '' === $plan->link->stockBefore || $this->rules->overwrites( 'stock' ) ) {
			return;
		}
		foreach ( explode( ' ', $plan->link->stockBefore ) as $before ) {
			[ $stock, $id ] = array_reverse( explode( ':', $before ) ) + [ 1 => '' ];
			$one = '' === $id ? $state : $state->variations[ (int) $id ] ?? null;
			if ( null !== $one && $one->managesStock && Decimal::isDecimal( $stock ) && ! Decimal::equals( $stock, '0' ) && Decimal::compare( $one->stock ?? '0', '0' ) <= 0 ) {
				// Below zero are back-orders that came meanwhile.
				self::setStock( $plan, $one, Decimal::add( $stock, $one->stock ?? '0' ), '' );
			}
		}
	}

	private static function setStock( CatalogPlan $plan, ProductState $one, string $stock, string $danger ): void {
		$plan->dataOf( $one )->stock = $stock;
		$plan->stocked[] = $one;
		$plan->change( $one->id === $plan->objectId ? 'stock' : 'variationStock', $one->stock, $stock, $danger );
	}

	/** Said once of all variations. */
	private static function setStatus( CatalogPlan $plan, ProductState $one, string $status, string $danger ): void {
		$plan->dataOf( $one )->stockStatus = $status;
		if ( ! in_array( 'stockStatus', array_column( $plan->changes, 'field' ), true ) ) {
			$plan->change( 'stockStatus', $one->stockStatus, $status, $danger );
		}
	}

	private function hide( CatalogPlan $plan, ProductState $state ): void {
		// Published again since we hid it, by the owner: we do not hide it a second time unless SORS decides the status.
		$ownersWish = '' !== $plan->link->statusBefore && ! $this->rules->overwrites( 'status' );
		if ( 'publish' !== $state->status || $ownersWish ) {
			return;
		}
		$plan->data->status       = self::hidden( $state );
		$plan->link->statusBefore = $state->status;
		$plan->change( 'status', $state->status, $plan->data->status, Danger::HIDE );
	}

	private function empty( CatalogPlan $plan, ProductState $state ): void {
		$first     = ! $plan->link->isWithdrawn();
		$neverTook = '' === $plan->link->statusBefore;
		if ( [] === $state->variations || ( ! $first && ! $this->rules->overwrites( 'stock' ) ) ) {
			return;
		}
		// What becomes a service in the same pass keeps no stock from here on.
		$keeps  = $plan->data->managesStock ?? $state->managesStock;
		$isOurs = null !== $plan->data->stockStatus;
		$before = $keeps && Decimal::compare( $state->stock ?? '0', '0' ) > 0 ? [ $state->stock ] : [];
		if ( [] !== $before ) {
			self::setStock( $plan, $state, '0', Danger::ZERO );
		}
		foreach ( $state->variationsWith( true ) as $id => $variation ) {
			if ( Decimal::compare( $variation->stock ?? '0', '0' ) > 0 ) {
				self::setStock( $plan, $variation, '0', Danger::ZERO );
				$before = array_merge( [] === $before ? [ '0' ] : $before, [ "$id:$variation->stock" ] );
			}
		}
		// As much as the column holds, in whole pairs.
		$plan->link->stockBefore = [] === $before ? $plan->link->stockBefore : explode( "\n", wordwrap( implode( ' ', $before ), 1000 ) )[0];
		foreach ( null === $state->variations ? [ $state ] : $state->variationsWith( false ) as $one ) {
			$status = ( $one === $state ? $plan->data->stockStatus : null ) ?? $one->stockStatus;
			// WooCommerce gives a variation the status of its product where it has this row.
			if ( self::OUT_OF_STOCK === $status || ( $keeps && ( $one === $state || isset( $one->metaIds['_manage_stock'] ) ) ) || ! ( $first || $isOurs || $neverTook ) ) {
				continue;
			}
			if ( self::OUT_OF_STOCK === $one->stockStatus ) {
				$plan->data->stockStatus = self::OUT_OF_STOCK;
			} else {
				self::setStatus( $plan, $one, self::OUT_OF_STOCK, Danger::HIDE );
			}
			$plan->link->statusBefore = self::IN_STOCK;
		}
	}

	/** WooCommerce takes variations off sale by making them private. */
	private static function hidden( ProductState $state ): string {
		return $state->isVariation() ? 'private' : 'draft';
	}
}
