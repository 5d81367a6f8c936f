<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;
use SorsApi\Store\Level;
use SorsApi\Store\Link;
use SorsApi\Store\LinkState;
use SorsApi\Store\ProductState;
use SorsApi\Store\StockThreshold;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\UnreadableRecords;
use SorsApi\Sync\Pending\Danger;

/** Pure: stock and price of a product, given what SORS says, what the shop has, and its unsynced quantity. */
final class StockPlanner {

	private Settings $settings;
	/** A filter lets the shop sell fractions. */
	private bool $sellsFractions;
	private StockThreshold $threshold;
	/** Unix timestamp. */
	private int $now;
	private TranslationPlanner $translations;

	public function __construct( Settings $settings, bool $sellsFractions, StockThreshold $threshold, int $now ) {
		$this->settings       = $settings;
		$this->sellsFractions = $sellsFractions;
		$this->threshold      = $threshold;
		$this->now            = $now;
		$this->translations   = new TranslationPlanner( $threshold, $now, $settings->safetyLimitPercent );
	}

	/**
	 * @param string $unsynced Sales that SORS' figure does not contain.
	 * @param bool   $complete Whether the reading was complete: then an item without any level counts as 0.
	 */
	public function plan( Link $link, ProductState $state, StockFigure $figure, string $unsynced, bool $complete ): StockPlan {
		$plan = new StockPlan( $link, $state );
		if ( $state->isTrashed() ) {
			return $plan;
		}
		if ( $link->isLeftAlone() ) {
			$plan->note( LinkState::whyLeftAlone( $link ), RunItem::LEFT_ALONE );
			return $plan;
		}
		if ( '' !== $figure->unreadable ) {
			$plan->remark( $figure->unreadable, UnreadableRecords::PROBLEM );
			$plan->isFaulty = null === $figure->quantity;
			if ( $plan->isFaulty ) {
				return $plan;
			}
		}
		$why = $this->whyUndecided( $link, $state, $figure );
		if ( [] !== $why ) {
			$plan->note( $why[1], $why[0] );
			return $plan;
		}
		if ( '' !== $figure->failure ) {
			$plan->note( $figure->failure, RunItem::BROKEN_FILTER );
		}
		foreach ( [ $state, ...array_values( $state->variations ?? [] ) ] as $one ) {
			if ( '' !== $one->untranslated ) {
				$plan->remark( $one->untranslated, RunItem::BROKEN_FILTER );
				break;
			}
		}
		$plan->isEmptied = $link->isWithdrawn() && 'outOfStock' === $this->settings->missingProducts;
		$this->stock( $plan, $link, $figure, $unsynced, $complete );
		if ( '' === $figure->failure ) {
			$this->price( $plan, $link, $figure );
		}
		return $plan;
	}

	/** @return array{}|array{string, string} Problem and Sentence: why neither stock nor price can be told. */
	private function whyUndecided( Link $link, ProductState $state, StockFigure $figure ): array {
		if ( Level::TWO_ITEMS === $figure->conflict || Link::DUPLICATE === $link->state ) {
			return [ 'duplicate_code', Sentence::__( 'Several items in SORS have this code, so it is not clear whose stock and price are meant. Give each its own code there.', 'sors-api-for-woocommerce' ) ];
		}
		if ( Level::TWO_FIGURES === $figure->conflict ) {
			return [ 'two_levels', Sentence::__( 'SORS shows two different stock levels of this item for one business unit, so it is not clear which of them counts. Stock and price stay as they are. Leave one of them in SORS.', 'sors-api-for-woocommerce' ) ];
		}
		if ( [] === $state->variations && ! $link->isWithdrawn() ) {
			return [ 'nothing_sold', Sentence::__( 'Nothing is sold for this item: its product is only sold through other products, and each of these has an item of its own, or there are none. Stock and price stay as they are. Add a variation for the item, or make the item inactive in SORS.', 'sors-api-for-woocommerce' ) ];
		}
		return [];
	}

	private function stock( StockPlan $plan, Link $link, StockFigure $figure, string $unsynced, bool $complete ): void {
		$state = $plan->state;
		if ( ! $this->owns( 'stock', $link->fresh ) || $link->isService() || ! $state->keepsStock() || [] === $state->variations ) {
			return;
		}
		// What a complete reading does not show is none. Of what is no longer in SORS, the owner wants the stock left as it is.
		$quantity = $plan->isEmptied ? '0' : $figure->quantity ?? ( $complete && Link::DISCONTINUED !== $link->state ? '0' : null );
		if ( null === $quantity ) {
			return;
		}
		$target = $this->sellable( $plan, Decimal::subtract( $quantity, $unsynced ) );
		if ( [] !== $state->variationsWith( true ) && ! $this->isLowered( $plan, $target ) ) {
			return;
		}
		// What other languages have sold is not known either.
		if ( ( '' !== $figure->failure || '' !== $state->untranslated ) && $state->managesStock && Decimal::compare( $target, $state->stock ?? '0' ) >= 0 ) {
			return;
		}
		$plan->target = $target;
		if ( '-' === $target[0] ) {
			$plan->note( $this->whyBelowZero( $state, $target, $quantity, $unsynced ), '' );
		}
		if ( $state->managesStock && null !== $state->stock && Decimal::equals( $state->stock, $target ) ) {
			$this->status( $plan, $target );
		} else {
			$plan->changeStock( $state, $target, $this->threshold );
		}
		$this->translations->stock( $plan, $target );
	}

	/**
	 * Where variations keep stocks of their own, nobody knows how much of the item is whose: what is in doubt is lowered, and never raised.
	 *
	 * @return bool Whether the product's own stock may be set.
	 */
	private function isLowered( StockPlan $plan, string $target ): bool {
		$state = $plan->state;
		$most  = Decimal::max( '0', $target );
		foreach ( $state->variationsWith( true ) as $id => $variation ) {
			if ( null !== $variation->stock && Decimal::compare( $variation->stock, $most ) > 0 ) {
				$plan->ownStocks[ $id ] = $most;
				$plan->change( 'variationStock', $variation->stock, $most, $variation->isSold( $this->threshold ) && ! $this->threshold->isExceededBy( $most ) ? Danger::ZERO : '' );
			}
		}
		if ( ! $plan->isEmptied ) {
			$plan->note( Sentence::__( 'Variations of it keep a stock of their own, and SORS has one stock for all of them. Until you press “Share the item’s stock” under SORS API → Products, stock is only lowered: none of them has more than SORS.', 'sors-api-for-woocommerce' ), 'own_stock' );
		}
		return $state->managesStock ? Decimal::compare( $target, $state->stock ?? '0' ) <= 0 : [] !== $state->variationsWith( false );
	}

	private function whyBelowZero( ProductState $state, string $target, string $quantity, string $unsynced ): string {
		$why = '-' === $quantity[0]
			/* translators: %s: quantity */
			? Sentence::__( 'SORS has less than nothing of it (%s): more is reserved or has gone out than there was.', 'sors-api-for-woocommerce', $quantity )
			/* translators: 1: quantity that was sold, 2: quantity in SORS */
			: Sentence::__( 'More of it was sold than there is: orders that SORS does not count yet have %1$s, and SORS has %2$s.', 'sors-api-for-woocommerce', $unsynced, $quantity );
		return 'outofstock' === $state->statusWith( $target, $this->threshold )
			? $why . ' ' . Sentence::__( 'The shop keeps the stock below zero, and buyers read that it is out of stock.', 'sors-api-for-woocommerce' )
			: $why;
	}

	/** An import, or a plugin that bypasses WooCommerce, leaves goods that can't be bought, or sells what is not there. */
	private function status( StockPlan $plan, string $stock ): void {
		$status = $plan->state->statusWith( $stock, $this->threshold );
		foreach ( array_merge( [ $plan->state ], $plan->state->variationsWith( false ) ) as $one ) {
			if ( $one->stockStatus !== $status ) {
				// Saved with the stock that it has, WooCommerce sets the status.
				$plan->stock = $stock;
				$plan->change( 'stockStatus', $one->stockStatus, $status, 'outofstock' === $status ? Danger::ZERO : '' );
				return;
			}
		}
	}

	private function sellable( StockPlan $plan, string $quantity ): string {
		if ( $this->sellsFractions ) {
			return $quantity;
		}
		$whole = Decimal::floor( $quantity, 0 );
		if ( $whole !== Decimal::normalise( $quantity ) ) {
			/* translators: 1: quantity in SORS, 2: quantity in the shop */
			$plan->note( Sentence::__( '%1$s was rounded down to %2$s, since the shop sells whole quantities only.', 'sors-api-for-woocommerce', Sentence::quantity( $quantity ), Sentence::quantity( $whole ) ), '' );
		}
		return $whole;
	}

	private function price( StockPlan $plan, Link $link, StockFigure $figure ): void {
		$state   = $plan->state;
		$current = ProductState::decimal( $state->regularPrice );
		// One that the owner gave it meanwhile is the shop's.
		if ( ! $this->owns( 'price', $link->fresh || ( $link->awaitsPrice && null === $current ) ) || [] === $state->variations ) {
			return;
		}
		$price = $figure->price( $link, $this->settings );
		if ( null !== $price->problem ) {
			$plan->note( $price->problem, 'price' );
			return;
		}
		if ( null === $price->value ) {
			if ( null === $current && 'publish' === $state->status && ! $link->isWithdrawn() && ! in_array( $link->code, $this->settings->chargeCodes(), true ) ) {
				$plan->remark( Sentence::__( 'It has no price in SORS yet, so it cannot be bought.', 'sors-api-for-woocommerce' ), Link::NO_PRICE );
			}
			return;
		}
		$prices = $state->prices();
		if ( [ Decimal::normalise( $price->value ) ] === $prices ) {
			$this->priceInForce( $plan, $link, Decimal::normalise( $price->value ) );
			$this->translations->price( $plan, $price->value );
			return;
		}
		$differ = count( $prices ) > 1 && [] !== array_diff( $prices, [ '', Decimal::normalise( $price->value ) ] );
		// A variation that was added since has none yet.
		$current     = $differ ? self::farthest( $prices, $price->value ) : ( in_array( '', $prices, true ) ? null : $current );
		$plan->price = $price->value;
		$asked       = Danger::touchesSale( $this->translations->salePrice( $state ), $current, $price->value, $this->settings->safetyLimitPercent ) ? [ Danger::SALE ] : [];
		if ( $differ ) {
			$plan->note( self::whyPricesWait( $prices, $price->value ), '' );
			$asked[] = Danger::SIZES;
		}
		if ( [] !== $asked ) {
			$plan->change( 'price', $current, $price->value, Danger::ofPrice( $current ?? '0', $price->value, ...$asked ) );
			return;
		}
		// The owner expects a new product's price to change: so far it comes from its own record, not from the price list.
		$plan->change( 'price', $current, $price->value, null === $current || $link->fresh ? '' : Danger::ofPrice( $current, $price->value ) );
		$this->translations->price( $plan, $price->value );
	}

	/** An importer, or a process that died, left another price in force: that is put right. Or a plugin sets one for a time: found again, a person is asked. */
	private function priceInForce( StockPlan $plan, Link $link, string $price ): void {
		foreach ( $plan->state->wronglyPriced( $this->now ) as $one ) {
			$paid             = ProductState::decimal( $one->price );
			$right            = (string) $one->priceInForce( $this->now );
			$plan->price      = $price;
			$plan->isEnforced = true;
			$plan->change( 'paid', $paid, $right, Danger::ofPrice( $paid ?? '0', $right, $link->priceEnforced === $price ? Danger::PAID : Danger::PRICE ) );
			return;
		}
	}

	/**
	 * @param list<string> $prices In ascending order; '' = none.
	 * @return string The one that would change most.
	 */
	private static function farthest( array $prices, string $price ): string {
		$highest = (string) end( $prices );
		$lowest  = $prices[ '' === $prices[0] ? 1 : 0 ];
		return Decimal::compare( Decimal::subtract( $highest, $price ), Decimal::subtract( $price, $lowest ) ) >= 0 ? $highest : $lowest;
	}

	/** @param list<string> $prices In ascending order; '' = none. */
	private static function whyPricesWait( array $prices, string $price ): string {
		/* translators: 1: lowest price, 2: highest price, 3: price */
		return Sentence::__( 'Its variations do not have the same price in the shop (%1$s to %2$s, or none), and SORS has one for all of them: %3$s.', 'sors-api-for-woocommerce', Sentence::price( $prices[ '' === $prices[0] ? 1 : 0 ] ), Sentence::price( (string) end( $prices ) ), Sentence::price( $price ) );
	}

	private function owns( string $field, bool $isNew ): bool {
		$ownership = $this->settings->fields[ $field ] ?? 'never';
		return 'always' === $ownership || ( 'create' === $ownership && $isNew );
	}
}
