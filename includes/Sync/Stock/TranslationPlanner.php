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

	public function __construct( StockThreshold $threshold, int $now ) {
		$this->threshold = $threshold;
		$this->now       = $now;
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

	/** A sale in another language is the owner's. */
	public function price( StockPlan $plan, string $price ): void {
		$translations = array_map( static fn( ProductState $one ): array => $one->translations, array_values( $plan->state->variations ?? [ $plan->state ] ) );
		foreach ( array_merge( ...$translations ) as $translation ) {
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
				$plan->change( 'price', $current, $price, null === $current ? '' : Danger::ofPrice( $current, $price ) );
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
