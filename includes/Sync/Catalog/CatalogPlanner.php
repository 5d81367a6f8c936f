<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sentence;
use SorsApi\Sors\Product;
use SorsApi\Store\Link;
use SorsApi\Store\LinkState;
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

	public CatalogRules $rules;
	private ExistingProduct $existing;

	public function __construct( CatalogRules $rules ) {
		$this->rules    = $rules;
		$this->existing = new ExistingProduct( $rules );
	}

	public function plan( Product $item, CatalogSubject $subject ): CatalogPlan {
		if ( null !== $subject->link && null !== $subject->state && $subject->link->isLeftAlone() ) {
			return CatalogPlan::leftAlone( $subject->link );
		}
		if ( null !== $subject->failure ) {
			return CatalogPlan::skip( $subject->failure, RunItem::BROKEN_FILTER, $subject->objectId() );
		}
		$unusable = self::unusable( $item, $subject->objectId() );
		if ( null !== $unusable ) {
			return $unusable;
		}
		if ( null !== $subject->link && null !== $subject->state ) {
			return $subject->state->isTrashed()
				/* translators: %s: product */
				? CatalogPlan::skip( Sentence::__( 'Its product %s is in the trash. Restore it, and it is kept up to date again. If you delete it permanently, it stays deleted until you ask for it.', 'sors-api-for-woocommerce', $subject->state->label() ), 'trashed', $subject->state->id )
				: $this->existing->plan( $item, $subject->state, $subject->link, $subject->gtinOwner );
		}
		if ( $subject->isUnlinked ) {
			return CatalogPlan::skip( RunItem::whyUnlinked(), RunItem::DELETED );
		}
		if ( null !== $subject->chosen ) {
			return $this->adopt( $item, $subject->chosen, $subject->gtinOwner );
		}
		if ( null !== $subject->former && null !== $subject->formerState ) {
			return $this->renamed( $item, $subject->formerState, $subject->former, $subject->gtinOwner );
		}
		$exact = $subject->exact( $item->code );
		if ( count( $exact ) > 1 ) {
			return CatalogPlan::skip( ProductState::whySkuTwice( $exact ), 'sku_twice' );
		}
		if ( 1 === count( $exact ) ) {
			return $this->adopt( $item, $exact[0], $subject->gtinOwner );
		}
		if ( [] !== $subject->candidates ) {
			/* translators: 1: SKU of the shop, 2: code in SORS, 3: list of products */
			return CatalogPlan::skip( Sentence::__( 'The SKU “%1$s” of %3$s differs from the code “%2$s” only in capital letters, accents or a space at its end. If it is the same product, write the SKU exactly like the code.', 'sors-api-for-woocommerce', $subject->candidates[0]->sku, $item->code, ProductState::labels( $subject->candidates ) ), 'sku_differs' );
		}
		// Orders find what stands for shipping and fees by its link, and without a product there is none.
		$isNeeded = $this->isCharge( $item->code );
		if ( $subject->isDeleted && ! $isNeeded ) {
			return CatalogPlan::skip( RunItem::whyDeleted(), RunItem::DELETED );
		}
		if ( $this->leavesAlone( $item ) && ! $isNeeded ) {
			return CatalogPlan::skip( LinkState::whyGroupLeftAlone(), RunItem::LEFT_ALONE );
		}
		if ( null !== $subject->taken ) {
			/* translators: 1: product, 2: SKU */
			return CatalogPlan::skip( Sentence::__( 'The product %1$s has its code %2$s as SKU, and is linked to another item of SORS. Give the product another SKU, or press “Unlink” on it: then the next catalogue sync links it by its SKU.', 'sors-api-for-woocommerce', $subject->taken->label(), $item->code ), 'sku_twice' );
		}
		return $this->create( $item, $subject->gtinOwner );
	}

	/**
	 * Notes its group, and whether the product is left alone with it.
	 *
	 * @return bool Whether the product was left alone until now.
	 */
	public function followGroup( Link $link, Product $item ): bool {
		$link->groupId = (string) $item->groupId;
		return $link->followGroup( $this->leavesAlone( $item ) );
	}

	/** The owner left its group alone. */
	private function leavesAlone( Product $item ): bool {
		return isset( $this->rules->groupsLeftAlone[ (string) $item->groupId ] );
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
		$plan           = new CatalogPlan( $link );
		$plan->objectId = $state->id;
		$this->existing->withdraw( $plan, $state, Link::DISCONTINUED );
		return $plan;
	}

	/** A product that existed before us, found by its SKU. Where its group is left alone it is linked, so that orders with it go to SORS, and not changed. */
	private function adopt( Product $item, ProductState $state, int $gtinOwner ): CatalogPlan {
		$plan = $this->leavesAlone( $item ) ? new CatalogPlan() : $this->existing->plan( $item, $state, new Link( $item->code, $state->id ), $gtinOwner );
		$plan->objectId = $state->id;
		$plan->link( $item->code, $state );
		$plan->action = RunItem::UPDATE;
		return $plan;
	}

	/** An item whose code was corrected in SORS keeps its product once a person has given that the new code as its SKU. */
	private function renamed( Product $item, ProductState $state, Link $former, int $gtinOwner ): CatalogPlan {
		if ( $state->sku !== $item->code || $state->isTrashed() ) {
			/* translators: 1: former code, 2: product, 3: new code */
			return CatalogPlan::skip( Sentence::__( 'In SORS this item had the code %1$s until now, and it is the product %2$s of the shop. If it is still the same goods, change the SKU of that product to %3$s: the next catalogue sync then continues with it. If it is something else, press “Unlink” on that product, and the item becomes a product of its own.', 'sors-api-for-woocommerce', $former->code, $state->label(), $item->code ), RunItem::CODE_CHANGED, $state->id );
		}
		if ( $former->isLeftAlone() || $this->leavesAlone( $item ) ) {
			$plan              = new CatalogPlan( $former );
			$plan->link->state = $former->stateOfOne();
		} else {
			$plan = $this->existing->plan( $item, $state, $former, $gtinOwner );
		}
		$plan->action   = RunItem::UPDATE;
		$plan->objectId = $state->id;
		$plan->link( $item->code, $state, $former->code );
		return $plan;
	}

	/** @param int $gtinOwner Product that has the item's bar code already; 0 = none. */
	private function create( Product $item, int $gtinOwner ): CatalogPlan {
		if ( false === $item->active ) {
			return CatalogPlan::skip( Sentence::__( 'It is not active in SORS, so it was not added to the shop.', 'sors-api-for-woocommerce' ), self::INACTIVE );
		}
		$price = Price::of( $item->priceWithVat, $item->priceWithoutVat, $item->vatRate, $this->rules->settings );
		if ( null !== $price->problem && $this->rules->fills( 'price' ) ) {
			return CatalogPlan::skip( $price->problem, 'price' );
		}
		$plan               = new CatalogPlan();
		$plan->action       = RunItem::CREATE;
		$plan->data->sku    = $item->code;
		$plan->data->name   = Text::title( (string) $item->name );
		$plan->data->status = $this->isCharge( $item->code ) || in_array( $item->itemType, [ 'service', 'material' ], true ) ? 'draft' : $this->rules->settings->newProductStatus;
		$plan->change( 'name', null, Text::cleanLine( (string) $item->name ) );
		$plan->change( 'status', null, $plan->data->status );
		if ( '' !== trim( (string) $item->unit ) ) {
			// Not kept in the shop; it tells what the price is of.
			$plan->change( 'unit', null, Text::cleanLine( (string) $item->unit ) );
		}
		if ( $this->isCharge( $item->code ) ) {
			$plan->note( Sentence::__( 'It stands for shipping or fees on documents, so orders need it: it is always brought in, as a draft that is not on sale.', 'sors-api-for-woocommerce' ), '' );
		} elseif ( $plan->data->status !== $this->rules->settings->newProductStatus ) {
			$plan->note(
				'service' === $item->itemType
					? Sentence::__( 'It is a service, which may stand for shipping or a fee on documents, so it comes in as a draft. Publish it to sell it.', 'sors-api-for-woocommerce' )
					: Sentence::__( 'It is a material (repromaterijal), so it comes in as a draft. Publish it to sell it.', 'sors-api-for-woocommerce' ),
				''
			);
		}
		$none              = new ProductState( 0, 'simple', 0, '', '' );
		$none->description = '';
		$this->existing->description( $plan, $item, $none );
		$this->existing->categories( $plan, $item, $none );
		$this->existing->brand( $plan, $item, $none );
		if ( 'service' === $item->itemType ) {
			$plan->data->isVirtual    = true;
			$plan->data->managesStock = false;
			$plan->change( 'virtual', null, 'yes' );
		} elseif ( $this->rules->fills( 'stock' ) ) {
			// Goods keep stock, and have none until a stock run has been there.
			$plan->data->managesStock = true;
			$plan->data->stock        = '0';
		}
		if ( $this->rules->fills( 'price' ) ) {
			$plan->data->regularPrice = $price->value;
			if ( null === $price->value ) {
				$plan->note( Sentence::__( 'It has no price in SORS yet, so it cannot be bought.', 'sors-api-for-woocommerce' ), '' );
			} else {
				$plan->change( 'price', null, $price->value );
			}
		}
		$plan->data->taxClass = $this->rules->taxes->forRate( $item->vatRate );
		$plan->giveGtin( (string) $item->gtin, $gtinOwner, '' );
		return $plan;
	}

	private function isCharge( string $code ): bool {
		return in_array( $code, $this->rules->settings->chargeCodes(), true );
	}

	private static function unusable( Product $item, int $objectId ): ?CatalogPlan {
		if ( '' === trim( $item->code ) ) {
			return CatalogPlan::skip( Sentence::__( 'It has no code in SORS. Without a code it cannot be identified: give it one there.', 'sors-api-for-woocommerce' ), 'no_code', $objectId );
		}
		if ( mb_strlen( $item->code ) > self::LONGEST_CODE ) {
			/* translators: %d: number of characters */
			return CatalogPlan::skip( Sentence::__( 'Its code is longer than the %d characters that WooCommerce has for a SKU.', 'sors-api-for-woocommerce', self::LONGEST_CODE ), 'long_code', $objectId );
		}
		if ( ! self::isSafe( $item->code ) ) {
			return CatalogPlan::skip( Sentence::__( 'Its code contains something that WooCommerce does not keep in a SKU: a “<”, a control character, a space at the beginning or the end, two spaces in a row, or a percent sign before two hexadecimal digits. Correct the code in SORS.', 'sors-api-for-woocommerce' ), 'unsafe_code', $objectId );
		}
		if ( '' === Text::cleanLine( (string) $item->name ) ) {
			return CatalogPlan::skip( Sentence::__( 'It has no name in SORS. Give it a name there.', 'sors-api-for-woocommerce' ), 'no_name', $objectId );
		}
		return null;
	}
}
