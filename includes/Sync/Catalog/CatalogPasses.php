<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\LinkState;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\SellableObjects;
use SorsApi\Store\Text;
use SorsApi\Store\ExcludedItems;
use SorsApi\Store\Translations;
use SorsApi\Sync\Engine\Approval;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\UnreadableRecords;
use SorsApi\Sync\Pending\PendingWords;

/** What a complete pass did not show: items that SORS has discontinued, and products that it never had. */
final class CatalogPasses {

	private const SIZE = 200;
	/** An item is discontinued once this many complete passes in a row did not show it. */
	private const PASSES = 2;

	public static function missing( Run $run, Lease $lease, Settings $settings ): void {
		/* translators: %s: name of a database */
		$notThere = $run->isElsewhere() ? Sentence::__( '%s has no item with this code, so orders with it could not be sent there.', 'sors-api-for-woocommerce', $run->database ) : '';
		$size     = $run->cursor->size( self::SIZE );
		$links    = Links::unseen( $run->id, $run->cursor->reading, $run->cursor->after, $size );
		$ids      = array_column( $links, 'objectId' );
		$states   = SellableObjects::of( ProductReader::byIds( $ids, ProductParts::catalog( false ) ), ProductParts::catalog( false ) );
		$renamed  = RunItems::renamed( $run->id, $run->cursor->reading, $ids );
		$planner  = new CatalogPlanner( ( new CatalogShop( $run, $settings ) )->rules );
		$found    = [];
		$changed  = [];
		$dead     = [];
		foreach ( $links as $link ) {
			$state = $states[ $link->objectId ] ?? null;
			if ( null === $state ) {
				$dead[ $link->code ] = $link->id;
				continue;
			}
			$left = static fn( string $why, string $problem ): RunItem => RunItem::skipped( $link->code, Text::plain( $state->name ), $why, $link->objectId, $problem );
			if ( $state->productId() !== $link->productId ) {
				$link->productId = $state->productId();
				$changed[]       = $link;
			}
			if ( in_array( $link->objectId, $renamed, true ) ) {
				continue; // SORS still has it.
			} elseif ( $link->isLeftAlone() ) {
				$found[] = '' === $notThere ? $left( LinkState::whyLeftAlone( $link ), RunItem::LEFT_ALONE ) : $left( $notThere, 'missing' );
			} elseif ( $run->cursor->nameless && Link::DISCONTINUED !== $link->state ) {
				// What waits for a person goes on waiting.
				$found[] = $left( UnreadableRecords::whyUnknown(), UnreadableRecords::PROBLEM );
			} elseif ( '' === $notThere && $link->missingPasses + 1 < self::PASSES ) {
				$run->cursor->missing += Link::DISCONTINUED === $link->state ? 0 : 1;
			} else {
				$plan = $state->isTrashed() ? new CatalogPlan() : $planner->planDiscontinued( $link, $state );
				$item = $plan->item( $link->code, Text::plain( $state->name ) );
				if ( null !== $item ) {
					$item->payload = [ 'discontinued' => true ];
					$item->reason  = '' === $notThere ? $item->reason : $notThere;
					$found[]       = $item;
				} elseif ( Link::DISCONTINUED !== $link->state ) {
					$link->state = Link::DISCONTINUED;
					$changed[]   = $link;
					if ( '' !== $notThere ) {
						// Nothing of its product would change.
						$found[] = $left( $notThere, 'missing' );
					}
				}
			}
		}
		self::addUp( $run, $found );
		if ( count( $links ) < $size ) {
			$run->cursor->enter( Cursor::UNKNOWN );
		} else {
			$run->cursor->after = $links[ $size - 1 ]->id;
		}
		$lease->hold(
			$run,
			function () use ( $run, $found, $changed, $dead ): void {
				RunItems::put( $run->id, $run->cursor->reading, $found );
				Links::forget( array_values( $dead ) );
				// Should SORS show the item again, its product is still one that was deleted.
				ExcludedItems::add( array_fill_keys( array_keys( $dead ), '' ) );
				array_map( [ Links::class, 'save' ], $changed );
			}
		);
	}

	/** @param list<RunItem> $found */
	private static function addUp( Run $run, array $found ): void {
		$run->total     += count( $found );
		$run->processed += count( $found );
		$run->skipped   += count( array_keys( array_column( $found, 'outcome' ), RunItem::SKIPPED, true ) );
	}

	/** Products of the shop without an item in SORS are listed, and left alone. */
	public static function unknown( Run $run, Lease $lease, Settings $settings ): void {
		$size   = $run->cursor->size( self::SIZE );
		$page   = ProductReader::unlinkedAfter( $run->cursor->after, $size );
		$others = Translations::originals( array_column( $page, 'id' ) );
		$states = array_filter( $page, static fn( ProductState $state ): bool => ! isset( $others[ $state->id ] ) );
		$skus   = array_values( array_filter( array_column( $states, 'sku' ) ) );
		$known  = RunItems::known( $run->id, $run->cursor->reading, $skus );
		$linked = Links::byCodes( $skus );
		$found  = [];
		foreach ( $states as $state ) {
			if ( ! isset( $known[ $state->sku ] ) ) {
				$found[] = self::withoutItem( $state, $linked[ $state->sku ] ?? null );
			}
		}
		self::addUp( $run, $found );
		$last = count( $page ) < $size;
		if ( ! $last ) {
			$run->cursor->after = $page[ $size - 1 ]->id;
		}
		$lease->hold(
			$run,
			function () use ( $run, $settings, $found, $last ): void {
				RunItems::put( $run->id, $run->cursor->reading, $found );
				if ( $last ) {
					Approval::decide( $run, $settings, Cursor::PASSES, 0 === $run->cursor->listed && Links::count() > 0 ? PendingWords::nothingShown() : '' );
				}
			}
		);
	}

	/** @param Link|null $link That of the item whose code is the SKU: to another product. */
	private static function withoutItem( ProductState $state, ?Link $link ): RunItem {
		$code    = $state->sku;
		$problem = 'unknown_sku';
		$reason  = Sentence::__( 'No item in SORS has the SKU of this product as its code. It is left alone.', 'sors-api-for-woocommerce' );
		if ( '' === $state->sku ) {
			// No code of an item ends with a space.
			$code    = "#{$state->id} ";
			$problem = 'no_sku';
			$reason  = Sentence::__( 'This product of the shop has no SKU, so no item of SORS can be found for it.', 'sors-api-for-woocommerce' );
		} elseif ( null !== $link ) {
			$problem = 'sku_twice';
			/* translators: 1: code of an item, 2: number of a product */
			$reason = Sentence::__( 'The item of SORS with the code %1$s is linked to another product, #%2$s. Give one of the two products another SKU. This one is left alone.', 'sors-api-for-woocommerce', $state->sku, (string) $link->objectId );
		}
		return RunItem::skipped( $code, Text::plain( $state->name ), $reason, $state->id, $problem );
	}

	/** This reading counts as a complete pass. */
	public static function count( Run $run, Lease $lease ): void {
		$run->cursor->enter( Cursor::CATEGORIES );
		$lease->hold( $run, static fn() => Links::countPass( $run->id, $run->cursor->reading, ! $run->cursor->nameless, $run->cursor->settings ) );
	}
}
