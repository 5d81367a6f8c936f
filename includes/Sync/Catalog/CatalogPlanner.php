<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sors\Product;
use SorsApi\Store\CategoryMap;
use SorsApi\Store\Gtin;
use SorsApi\Store\Link;
use SorsApi\Store\Price;
use SorsApi\Store\ProductState;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\RunItem;

/** Pure: what is to become of an item of the price list, given what the shop has. */
final class CatalogPlanner {

	/** Characters that WooCommerce's look-up table has for a SKU. */
	private const LONGEST_CODE = 100;

	/** The only reason to leave an item out that needs no correction. */
	public const INACTIVE = 'inactive';

	private CatalogRules $rules;
	private ExistingProduct $existing;

	public function __construct( CatalogRules $rules ) {
		$this->rules    = $rules;
		$this->existing = new ExistingProduct( $rules );
	}

	public function plan( Product $item, CatalogSubject $subject ): CatalogPlan {
		$unusable = self::unusable( $item, null === $subject->link ? 0 : $subject->link->objectId );
		if ( null !== $unusable ) {
			return $unusable;
		}
		if ( null !== $subject->link && null !== $subject->state ) {
			return $subject->state->isTrashed()
				/* translators: %s: product */
				? CatalogPlan::skip( sprintf( __( 'Its product %s is in the trash. Restore it, and it is kept up to date again. If you delete it permanently, it stays deleted until you ask for it.', 'sors-api-for-woocommerce' ), $subject->state->label() ), 'trashed', $subject->state->id )
				: $this->existing->plan( $item, $subject->state, $subject->link, $subject->gtinOwner );
		}
		$exact = array_values( array_filter( $subject->candidates, static fn( ProductState $state ): bool => $state->sku === $item->code ) );
		if ( count( $exact ) > 1 ) {
			/* translators: 1: SKU, 2: list of products */
			return CatalogPlan::skip( sprintf( __( 'Several products of the shop have the SKU %1$s: %2$s. Leave it on one of them.', 'sors-api-for-woocommerce' ), $item->code, self::labels( $exact ) ), 'sku_twice' );
		}
		if ( 1 === count( $exact ) ) {
			return $this->adopt( $item, $exact[0], $subject->gtinOwner );
		}
		if ( [] !== $subject->candidates ) {
			/* translators: 1: SKU of the shop, 2: code in SORS, 3: list of products */
			return CatalogPlan::skip( sprintf( __( 'The SKU “%1$s” of %3$s differs from the code “%2$s” only in capital letters or accents. If it is the same product, write the SKU exactly like the code.', 'sors-api-for-woocommerce' ), $subject->candidates[0]->sku, $item->code, self::labels( $subject->candidates ) ), 'sku_differs' );
		}
		return $subject->isDeleted ? CatalogPlan::skip( RunItem::whyDeleted(), RunItem::DELETED ) : $this->create( $item, $subject->gtinOwner );
	}

	/** Whether an item can be found, and a product be named, by this code. */
	public static function isCode( string $code ): bool {
		return '' !== trim( $code ) && mb_strlen( $code ) <= self::LONGEST_CODE && self::isSafe( $code );
	}

	/** WooCommerce prints a SKU as it is. What wc_clean() would take out of one that somebody types is refused, or it would be another code. */
	private static function isSafe( string $code ): bool {
		return 1 === preg_match( '/^(?! )(?:(?!  |%[0-9a-f]{2})[^<\p{Cc}])+(?<! )$/Diu', $code );
	}

	/** A link whose item SORS no longer shows. */
	public function planDiscontinued( Link $link, ProductState $state ): CatalogPlan {
		$plan           = new CatalogPlan();
		$plan->objectId = $state->id;
		$this->existing->withdraw( $plan, $state, $link, Link::DISCONTINUED );
		return $plan;
	}

	/** A product that existed before us, found by its SKU. */
	private function adopt( Product $item, ProductState $state, int $gtinOwner ): CatalogPlan {
		$plan = $this->existing->plan( $item, $state, new Link( $item->code, $state->id ), $gtinOwner );
		array_unshift(
			$plan->changes,
			[
				'field' => 'link',
				'from'  => null,
				/* translators: 1: SKU, 2: product */
				'to'    => sprintf( __( 'found by its SKU %1$s: %2$s', 'sors-api-for-woocommerce' ), $item->code, $state->label() ),
			]
		);
		$plan->action = RunItem::UPDATE;
		return $plan;
	}

	/** @param int $gtinOwner Product that has the item's bar code already; 0 = none. */
	private function create( Product $item, int $gtinOwner ): CatalogPlan {
		if ( false === $item->active ) {
			return CatalogPlan::skip( __( 'It is not active in SORS, so it was not added to the shop.', 'sors-api-for-woocommerce' ), self::INACTIVE );
		}
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
		$this->fillText( $plan, $item );
		$this->fillCategories( $plan, $item );
		$this->fillKind( $plan, $item );
		if ( $this->rules->fills( 'price' ) ) {
			$plan->data->regularPrice = $price->value;
			if ( null === $price->value ) {
				$plan->note( __( 'It has no price in SORS yet, so it cannot be bought.', 'sors-api-for-woocommerce' ), '' );
			} else {
				$plan->change( 'price', null, $price->value );
			}
		}
		$plan->data->taxClass = $this->rules->taxes->forRate( $item->vatRate );
		$this->fillGtin( $plan, $item, $gtinOwner );
		return $plan;
	}

	private function fillText( CatalogPlan $plan, Product $item ): void {
		if ( $this->rules->fills( 'description' ) && '' !== trim( (string) $item->description ) ) {
			$plan->data->description = Text::block( (string) $item->description );
			$plan->change( 'description', null, mb_substr( (string) $item->description, 0, 200 ) );
		}
	}

	private function fillCategories( CatalogPlan $plan, Product $item ): void {
		$groups = $this->rules->fills( 'categories' ) ? $this->rules->categories->groups( [ $item->groupId, $item->secondGroupId ] ) : [];
		if ( [] !== $groups ) {
			$plan->data->categoryIds = $this->rules->categories->wanted( [], $groups );
			$plan->change( 'categories', null, CategoryMap::names( $groups ) );
		}
	}

	/** Goods keep stock, and have none until a stock run has been there. */
	private function fillKind( CatalogPlan $plan, Product $item ): void {
		if ( 'service' === $item->itemType ) {
			$plan->data->isVirtual    = true;
			$plan->data->managesStock = false;
			$plan->change( 'virtual', null, 'yes' );
		} elseif ( $this->rules->fills( 'stock' ) ) {
			$plan->data->managesStock = true;
			$plan->data->stock        = '0';
		}
	}

	private function fillGtin( CatalogPlan $plan, Product $item, int $owner ): void {
		if ( ! $this->rules->hasGtin ) {
			return;
		}
		$gtin = Gtin::valid( (string) $item->gtin );
		if ( null !== $gtin && 0 === $owner ) {
			$plan->data->gtin = $gtin;
			$plan->change( 'gtin', null, $gtin );
		} elseif ( null !== $gtin ) {
			$plan->gtinTaken( $gtin, $owner );
		} else {
			$plan->gtinInvalid( (string) $item->gtin );
		}
	}

	private static function unusable( Product $item, int $objectId ): ?CatalogPlan {
		if ( '' === trim( $item->code ) ) {
			return CatalogPlan::skip( __( 'It has no code in SORS. Without a code it cannot be identified: give it one there.', 'sors-api-for-woocommerce' ), 'no_code', $objectId );
		}
		if ( mb_strlen( $item->code ) > self::LONGEST_CODE ) {
			/* translators: %d: number of characters */
			return CatalogPlan::skip( sprintf( __( 'Its code is longer than the %d characters that WooCommerce has for a SKU.', 'sors-api-for-woocommerce' ), self::LONGEST_CODE ), 'long_code', $objectId );
		}
		if ( ! self::isSafe( $item->code ) ) {
			return CatalogPlan::skip( __( 'Its code contains something that WooCommerce does not keep in a SKU: a “<”, a control character, a space at the beginning or the end, two spaces in a row, or a percent sign before two hexadecimal digits. Correct the code in SORS.', 'sors-api-for-woocommerce' ), 'unsafe_code', $objectId );
		}
		if ( '' === Text::cleanLine( (string) $item->name ) ) {
			return CatalogPlan::skip( __( 'It has no name in SORS. Give it a name there.', 'sors-api-for-woocommerce' ), 'no_name', $objectId );
		}
		return null;
	}

	/** @param list<ProductState> $states */
	private static function labels( array $states ): string {
		return implode( ', ', array_map( static fn( ProductState $state ): string => $state->label(), $states ) );
	}
}
