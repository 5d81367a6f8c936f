<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;
use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Store\StockThreshold;
use SorsApi\Store\Translation;
use SorsApi\Store\Translations;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Pending\Danger;

/**
 * What buyers of other languages get, beside what the product is to have: what differs is a part of its change where their
 * plugin copies the field (see StockChange::parts()), else a person is told. Pure but for that question.
 */
final class TranslationPlanner {

	private StockThreshold $threshold;
	/** Unix timestamp. */
	private int $now;
	private int $percent;

	/** @param int $percent safetyLimitPercent. */
	public function __construct( StockThreshold $threshold, int $now, int $percent ) {
		$this->threshold = $threshold;
		$this->now       = $now;
		$this->percent   = $percent;
	}

	public function stock( StockPlan $plan, string $target ): void {
		foreach ( $plan->state->translations as $translation ) {
			$other  = $translation->state;
			$status = $other->statusWith( $target, $this->threshold );
			$isSame = $other->managesStock && null !== $other->stock && Decimal::equals( $other->stock, $target );
			if ( $isSame && $other->stockStatus === $status ) {
				continue;
			}
			$what = $isSame
				/* translators: 1: language and number of a product, 2: quantity */
				? Sentence::__( 'In the language %1$s its stock status does not fit its stock, %2$s.', 'sors-api-for-woocommerce', $translation->label(), Sentence::quantity( $target ) )
				/* translators: 1: language and number of a product, 2: quantity in the shop, 3: quantity as it should be */
				: Sentence::__( 'In the language %1$s its stock is %2$s, and should be %3$s.', 'sors-api-for-woocommerce', $translation->label(), $other->managesStock ? Sentence::quantity( $other->stock ?? '–' ) : '–', Sentence::quantity( $target ) );
			if ( ! self::follows( $plan, $translation, Translations::STOCK, $what ) || null !== $plan->stock ) {
				continue;
			}
			if ( $isSame ) {
				$plan->stock = $target;
				$plan->change( 'stockStatus', $other->stockStatus, $status, 'outofstock' === $status ? Danger::ZERO : '' );
			} else {
				$plan->changeStock( $other, $target, $this->threshold );
			}
		}
	}

	/** @return string|null The highest of its sales, as ProductState::salePrice(), with those of languages to which its price is copied. */
	public function salePrice( ProductState $state ): ?string {
		$sale = $state->salePrice( $this->now );
		foreach ( self::ofPrices( $state ) as $translation ) {
			$other = $translation->state->salePrice( $this->now );
			$sale  = null !== $other && $translation->follows( Translations::PRICE ) ? Decimal::max( $sale ?? '0', $other ) : $sale;
		}
		return $sale;
	}

	/** @return list<Translation> Of all that is sold at its price. */
	private static function ofPrices( ProductState $state ): array {
		return array_merge( ...array_map( static fn( ProductState $one ): array => $one->translations, array_values( $state->variations ?? [ $state ] ) ) );
	}

	/** A sale in another language is the owner's. */
	public function price( StockPlan $plan, string $price ): void {
		foreach ( self::ofPrices( $plan->state ) as $translation ) {
			$other = $translation->state;
			$isSet = [ Decimal::normalise( $price ) ] === $other->prices();
			if ( $isSet && [] === $other->wronglyPriced( $this->now ) ) {
				continue;
			}
			$current = ProductState::decimal( $isSet ? $other->price : $other->regularPrice );
			/* translators: 1: language and number of a product, 2: price in the shop, 3: price as it should be */
			$what = Sentence::__( 'In the language %1$s its price is %2$s, and should be %3$s.', 'sors-api-for-woocommerce', $translation->label(), Sentence::price( $current ?? '–' ), Sentence::price( $price ) );
			if ( self::follows( $plan, $translation, Translations::PRICE, $what ) && null === $plan->price ) {
				$plan->price = $price;
				$isAsked     = ! $isSet && Danger::touchesSale( $other->salePrice( $this->now ), $current, $price, $this->percent );
				$plan->change( 'price', $current, $price, null === $current && ! $isAsked ? '' : Danger::ofPrice( $current ?? '0', $price, ...( $isAsked ? [ Danger::SALE ] : [] ) ) );
			}
		}
	}

	private static function follows( StockPlan $plan, Translation $translation, string $key, string $what ): bool {
		$follows = $translation->follows( $key );
		if ( $follows ) {
			$plan->note( $what, '' );
		} elseif ( '' !== $translation->failure ) {
			$plan->remark( $translation->failure, RunItem::BROKEN_FILTER );
		} else {
			$plan->remark( $what . ' ' . Sentence::__( 'Your translation plugin does not copy that, so nothing is written there: change it on that product, or use an add-on that copies stock and prices between languages.', 'sors-api-for-woocommerce' ), Link::TRANSLATION_DIFFERS );
		}
		return $follows;
	}
}
