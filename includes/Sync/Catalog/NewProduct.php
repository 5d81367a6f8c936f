<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sors\Product;
use SorsApi\Store\CategoryMap;
use SorsApi\Store\Gtin;
use SorsApi\Store\Price;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\RunItem;

/** Pure: an item that the shop does not have yet. */
final class NewProduct {

	private CatalogRules $rules;

	public function __construct( CatalogRules $rules ) {
		$this->rules = $rules;
	}

	/** @param int $gtinOwner Product that has the item's bar code already; 0 = none. */
	public function plan( Product $item, int $gtinOwner ): CatalogPlan {
		$price = Price::of( $item->priceWithVat, $item->priceWithoutVat, $item->vatRate, $this->rules->settings->priceType );
		if ( null !== $price->problem && $this->rules->fills( 'price' ) ) {
			return CatalogPlan::skip( $price->problem, 'price' );
		}
		$plan               = new CatalogPlan();
		$plan->action       = RunItem::CREATE;
		$plan->data->sku    = $item->code;
		$plan->data->name   = Text::line( (string) $item->name );
		$plan->data->status = $this->rules->settings->newProductStatus;
		$plan->change( 'name', null, Text::cleanLine( (string) $item->name ) );
		$plan->change( 'status', null, $plan->data->status );
		$this->text( $plan, $item );
		$this->categories( $plan, $item );
		$this->kind( $plan, $item );
		if ( $this->rules->fills( 'price' ) ) {
			$plan->data->regularPrice = $price->value;
			if ( null === $price->value ) {
				$plan->note( __( 'It has no price in SORS yet, so it cannot be bought.', 'sors-api-for-woocommerce' ), '' );
			} else {
				$plan->change( 'price', null, $price->value );
			}
		}
		$plan->data->taxClass = $this->rules->taxes->forRate( $item->vatRate );
		$this->gtin( $plan, $item, $gtinOwner );
		return $plan;
	}

	private function text( CatalogPlan $plan, Product $item ): void {
		if ( $this->rules->fills( 'description' ) && '' !== trim( (string) $item->description ) ) {
			$plan->data->description = Text::block( (string) $item->description );
			$plan->change( 'description', null, mb_substr( (string) $item->description, 0, 200 ) );
		}
	}

	private function categories( CatalogPlan $plan, Product $item ): void {
		$groups = $this->rules->fills( 'categories' ) ? $this->rules->categories->groups( [ $item->groupId, $item->secondGroupId ] ) : [];
		if ( [] !== $groups ) {
			$plan->data->categoryIds = $this->rules->categories->wanted( [], $groups );
			$plan->change( 'categories', null, CategoryMap::names( $groups ) );
		}
	}

	/** Goods keep stock, and have none until a stock run has been there. */
	private function kind( CatalogPlan $plan, Product $item ): void {
		if ( 'service' === $item->itemType ) {
			$plan->data->isVirtual    = true;
			$plan->data->managesStock = false;
			$plan->change( 'virtual', null, 'yes' );
		} elseif ( $this->rules->fills( 'stock' ) ) {
			$plan->data->managesStock = true;
			$plan->data->stock        = '0';
		}
	}

	private function gtin( CatalogPlan $plan, Product $item, int $owner ): void {
		if ( ! $this->rules->hasGtin ) {
			return;
		}
		$gtin = Gtin::valid( (string) $item->gtin );
		if ( null !== $gtin && 0 === $owner ) {
			$plan->data->gtin = $gtin;
			$plan->change( 'gtin', null, $gtin );
		} elseif ( null !== $gtin ) {
			BarCode::taken( $plan, $gtin, $owner );
		} else {
			BarCode::invalid( $plan, (string) $item->gtin );
		}
	}
}
