<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sors\Product;
use SorsApi\Store\Gtin;
use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\RunItem;

/** Pure: an item whose product the shop has. Price and stock are the stock run's. */
final class ExistingProduct {

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
		}
		$this->description( $plan, $item, $state );
		$this->kind( $plan, $item, $state, $link );
		$this->taxClass( $plan, $item, $state );
		$this->gtin( $plan, $item, $state, $gtinOwner );
		$withdrawal = new Withdrawal( $this->rules );
		if ( false === $item->active ) {
			$withdrawal->withdraw( $plan, $state, $link, Link::INACTIVE );
		} else {
			$withdrawal->restore( $plan, $state, $link );
		}
		return $plan;
	}

	private function name( CatalogPlan $plan, Product $item, ProductState $state ): void {
		$name = (string) $item->name;
		if ( $this->rules->overwrites( 'name' ) && ! Text::isLine( $state->name, $name ) ) {
			$plan->data->name = Text::line( $name );
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
		$groups = $this->rules->overwrites( 'categories' ) ? $this->rules->categories->groups( [ $item->groupId, $item->secondGroupId ] ) : [];
		if ( [] === $groups ) {
			return;
		}
		$current = array_keys( $state->categories );
		sort( $current );
		$wanted = $this->rules->categories->wanted( $current, $groups );
		if ( $wanted !== $current ) {
			$plan->data->categoryIds = $wanted;
			$plan->change( 'categories', Text::plain( implode( ', ', $state->categories ) ), $this->rules->categories->describe( $state->categories, $groups ) );
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
				$plan->data->stockStatus  = 'instock';
				$plan->change( 'stock', $state->stock, null );
			}
		} elseif ( $link->isService() && null !== $item->itemType && $state->isVirtual ) {
			// Only what we made virtual ourselves: goods may be virtual for reasons of the owner's.
			$plan->data->isVirtual = false;
			$plan->change( 'virtual', 'yes', 'no' );
		}
	}

	private function taxClass( CatalogPlan $plan, Product $item, ProductState $state ): void {
		$class = $this->rules->taxes->forRate( $item->vatRate );
		if ( null !== $class && $class !== $state->taxClass ) {
			$plan->data->taxClass = $class;
			$plan->change( 'taxClass', $this->rules->taxes->name( $state->taxClass ), $this->rules->taxes->name( $class ) );
		}
	}

	private function gtin( CatalogPlan $plan, Product $item, ProductState $state, int $owner ): void {
		// What the shop has already is not left out, though it be wrong.
		if ( ! $this->rules->hasGtin || trim( (string) $item->gtin ) === $state->gtin ) {
			return;
		}
		$gtin = Gtin::valid( (string) $item->gtin );
		if ( null === $gtin ) {
			BarCode::invalid( $plan, (string) $item->gtin );
			return;
		}
		if ( $gtin === $state->gtin ) {
			return;
		}
		if ( 0 !== $owner && $owner !== $state->id ) {
			BarCode::taken( $plan, $gtin, $owner );
			return;
		}
		$plan->data->gtin = $gtin;
		$plan->change( 'gtin', '' === $state->gtin ? null : $state->gtin, $gtin );
	}
}
