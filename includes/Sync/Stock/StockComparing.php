<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Store\Levels;
use SorsApi\Store\Link;
use SorsApi\Store\LinkNotes;
use SorsApi\Store\Links;
use SorsApi\Store\PendingChanges;
use SorsApi\Store\ProductFingerprints;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\Text;
use SorsApi\Store\TouchedProducts;
use SorsApi\Store\Translations;
use SorsApi\Sync\Engine\Approval;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\LinkedProducts;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Pending\Danger;
use SorsApi\Sync\Pending\PendingWords;

/** Compares what was read with the shop, product by product, and keeps what differs. */
final class StockComparing {

	/** Each page costs some 10 queries, whatever its size. */
	private const SIZE = 500;

	private StockShop $shop;

	public function __construct( StockShop $shop ) {
		$this->shop = $shop;
	}

	public function linked( Run $run, Lease $lease, Settings $settings ): void {
		// All of them, also in a reading of changes: products of the shop may be new, or have come back, or another plugin wrote them.
		TouchedProducts::count();
		$size    = $run->cursor->size( self::SIZE );
		$only    = $run->cursor->only;
		$page    = [] === $only ? Links::after( $run->cursor->after, $size ) : array_values( Links::byCodes( $only ) );
		$reading = $run->cursor->reading;
		$links   = array_column( $page, null, 'code' );
		$figures = StockShop::figures( $run, $settings, array_column( $page, 'code' ) );
		$waiting = PendingChanges::codes( $run->kind, array_column( $page, 'code' ) );
		$found   = [];
		$stocked = [];
		$ended   = [];
		$printed = [];
		$prints  = $this->shop->fingerprints( $run, array_diff_key( $links, $waiting ), $figures, $settings );
		$same    = array_filter( $links, static fn( Link $link ): bool => '' !== $link->stockPrint && $link->stockPrint === ( $prints[ $link->code ] ?? null ) );

		$run->unchanged += count( $same );
		foreach ( $this->shop->plan( array_diff_key( $links, $same ), $figures, $settings, $run->cursor->showsWhatIsGone(), ProductParts::figures() ) as $code => $plan ) {
			$link = $links[ $code ];
			$item = null === $plan
				? RunItem::skipped( $link->code, $link->code, RunItem::whyDeleted(), 0, RunItem::DELETED )
				: $plan->item( $link->code );
			if ( null === $item || RunItem::UNCHANGED === $item->outcome ) {
				++$run->unchanged;
				if ( ( $link->fresh || $link->awaitsPrice ) && null !== $figures[ $code ]->quantity && null !== $plan ) {
					array_push( $stocked, ...$plan->stocked() );
				}
			}
			if ( null === $item ) {
				if ( isset( $prints[ $code ] ) && null !== $plan && [] === $plan->notes && $plan->stands() ) {
					$printed[ $code ] = $link;
				}
				if ( in_array( $link->problem, Link::STANDING, true ) ) {
					$ended[] = $link->id;
				}
				if ( null !== $plan && isset( $waiting[ $code ] ) && self::isCompared( $run, $figures[ $code ] ) ) {
					$found[] = RunItem::same( $link->code, Text::plain( $plan->state->name ), $link->objectId );
				}
				continue;
			}
			if ( RunItem::UNCHANGED === $item->outcome && isset( $waiting[ $code ] ) && ! self::isCompared( $run, $figures[ $code ] ) ) {
				continue;
			}
			$run->skipped += RunItem::SKIPPED === $item->outcome ? 1 : 0;
			if ( ! $run->limited && ! isset( $waiting[ $code ] ) && self::isOnLink( $item, $link ) ) {
				if ( isset( $prints[ $code ] ) && Link::TRANSLATION_DIFFERS === $item->problem && null !== $plan && $plan->stands() ) {
					$printed[ $code ] = $link;
				}
				continue;
			}
			$item->payload = $figures[ $code ]->toPayload();
			$found[] = $item;
			if ( null === $figures[ $code ]->quantity && in_array( Danger::ZERO, Danger::classes( $item->danger ), true ) ) {
				++$run->cursor->unconfirmed;
			}
		}
		$run->processed += count( $links );
		if ( 0 === $run->cursor->after ) {
			$run->total = $run->limited ? count( $page ) : Links::count();
		}
		$run->total = max( (int) $run->total, $run->processed );
		$last       = $run->limited || count( $page ) < $size;
		if ( ! $last ) {
			$run->cursor->after = $page[ $size - 1 ]->id;
		} elseif ( $run->cursor->unconfirmed > 0 && $run->cursor->hasPages && ! $run->cursor->confirming && $run->cursor->isComplete() ) {
			// An item can slip through between two pages: before products lose their stock only because of that, they are looked for again.
			$run->resetCounts();
			++$run->cursor->reading;
			$run->cursor->confirming  = true;
			$run->cursor->unconfirmed = 0;
			$run->cursor->enter( Cursor::LEVELS );
		} else {
			$run->cursor->enter( Cursor::UNKNOWN );
			$run->cursor->unlistedSkus = ! $run->limited && ProductReader::hasUnlistedSkus();
			$run->cursor->emptied      = $run->cursor->showsWhatIsGone() && $run->cursor->listed > 0 ? Levels::emptied( $run->id, $run->cursor->units ) : [];
		}
		$kept = ProductFingerprints::unmoved( $prints, $this->shop->fingerprints( $run, $printed, $figures, $settings ), $links );
		/* translators: 1: number of products compared, 2: number of products in all */
		$run->message = Sentence::__( 'Comparing with the shop: %1$s of %2$s products.', 'sors-api-for-woocommerce', Sentence::number( $run->processed ), Sentence::number( (int) $run->total ) );
		$lease->hold(
			$run,
			function () use ( $run, $reading, $found, $stocked, $ended, $kept ): void {
				RunItems::put( $run->id, $reading, $found );
				Links::putPrints( 'stock_print', $kept );
				Links::markStocked( $stocked );
				LinkNotes::endStanding( $ended );
			}
		);
	}

	/** A reading of changes does not tell that an item without any level has none. */
	private static function isCompared( Run $run, StockFigure $figure ): bool {
		return null !== $figure->quantity || $run->cursor->showsWhatIsGone();
	}

	/** Said beside the link already: there are many runs, and items of them are kept for weeks. */
	private static function isOnLink( RunItem $item, Link $link ): bool {
		return RunItem::LEFT_ALONE === $item->problem || ( RunItem::UNCHANGED === $item->outcome && in_array( $item->problem, Link::STANDING, true ) && $item->problem === $link->problem && $item->reason === $link->problemReason );
	}

	/** Products of the shop whose SKU is the code of an item: for shops that never run the catalogue. */
	public function unlinked( Run $run, Lease $lease, Settings $settings ): void {
		$size  = $run->cursor->size( self::SIZE );
		$rows  = $run->limited ? [] : Levels::unlinked( $run->cursor->showsWhatIsGone() ? $run->id : null, $run->cursor->after, $size );
		$codes = array_values( array_unique( $rows ) );
		$codes = array_values( array_diff( $codes, array_map( 'strval', array_keys( StockShop::unreadable( $run, $codes ) ) ) ) );
		$found = [];
		$links = [];
		foreach ( self::adoptable( $codes, $run->cursor->unlistedSkus, $found ) as $code => $states ) {
			if ( 1 === count( $states ) ) {
				$links[ $code ] = new Link( (string) $code, $states[0]->id );
			} else {
				$found[] = RunItem::skipped( (string) $code, Text::plain( $states[0]->name ), ProductState::whySkuTwice( $states ), 0, 'sku_twice' );
			}
		}
		$figures = StockShop::figures( $run, $settings, array_column( $links, 'code' ) );
		foreach ( $this->shop->plan( $links, $figures, $settings, $run->cursor->showsWhatIsGone(), ProductParts::figures() ) as $code => $plan ) {
			if ( null !== $plan ) {
				// Of two items with one code only a person can say which one the product is.
				$found[] = 0 !== $figures[ $code ]->conflict ? RunItem::skipped( (string) $code, Text::plain( $plan->state->name ), (string) $plan->reason(), $plan->state->id, $plan->problem ) : self::adoption( $plan, $links[ $code ], $figures[ $code ] );
			}
		}
		$run->skipped   += count( array_filter( $found, static fn( RunItem $item ): bool => RunItem::SKIPPED === $item->outcome ) );
		$run->processed += count( $found );
		$run->total      = max( (int) $run->total, $run->processed );
		$isLast          = count( $rows ) < $size;

		$run->cursor->after = array_key_last( $rows ) ?? $run->cursor->after;
		$lease->hold(
			$run,
			function () use ( $run, $settings, $found, $isLast ): void {
				RunItems::put( $run->id, $run->cursor->reading, $found );
				if ( $isLast ) {
					Approval::decide( $run, $settings, Cursor::ITEMS, [] === $run->cursor->emptied ? '' : PendingWords::emptied( $run->cursor->emptied ) );
				}
			}
		);
	}

	private static function adoption( StockPlan $plan, Link $link, StockFigure $figure ): RunItem {
		$plan->link( $link->code, $plan->state );
		/** @var RunItem $item It has a change now. */
		$item          = $plan->item( $link->code );
		$item->payload = $figure->toPayload() + [ 'adopt' => $link->objectId ];
		return $item;
	}

	/**
	 * @param list<string>  $codes
	 * @param bool          $unlisted See Cursor::$unlistedSkus.
	 * @param list<RunItem> $failed   Items over which other code of the site failed are added.
	 * @return array<string, list<ProductState>> By code: products that have exactly this SKU, and are linked to nothing; or the one that such code names instead.
	 */
	private static function adoptable( array $codes, bool $unlisted, array &$failed ): array {
		$wanted = array_fill_keys( $codes, true );
		$states = array_filter( ProductReader::bySkus( $codes, ProductParts::identity(), $unlisted ), static fn( ProductState $state ): bool => isset( $wanted[ $state->sku ] ) );
		$taken  = Links::byObjectIds( array_values( array_map( static fn( ProductState $state ): int => $state->id, $states ) ) );
		$found  = [];
		foreach ( $states as $state ) {
			if ( ! isset( $taken[ $state->id ] ) ) {
				$found[ $state->sku ][] = $state;
			}
		}
		$found = array_map( [ Translations::class, 'merged' ], $found );
		if ( ! has_filter( 'sors_linked_product' ) ) {
			return $found;
		}
		$bySku = [];
		foreach ( $codes as $code ) {
			$bySku[ $code ] = 1 === count( $found[ $code ] ?? [] ) ? $found[ $code ][0]->id : 0;
		}
		$asked = LinkedProducts::ask( $bySku, ProductParts::identity() );
		foreach ( $asked->chosen as $code => $state ) {
			$found[ $code ] = [ $state ];
		}
		foreach ( $asked->failures as $code => $failure ) {
			unset( $found[ $code ] );
			$failed[] = RunItem::skipped( (string) $code, (string) $code, $failure, 0, RunItem::BROKEN_FILTER );
		}
		return $found;
	}

	/** An edition of SORS without goods has no stock levels, and one that shows none for a moment is not to empty the shop. */
	public function nothingShown( Run $run, Lease $lease ): bool {
		if ( ! $run->cursor->isComplete() || $run->cursor->listed > 0 ) {
			return false;
		}
		$lease->hold(
			$run,
			static function () use ( $run ): void {
				RunItems::dropOutdated( $run->id, $run->cursor->reading );
				$run->succeed( Sentence::__( 'SORS showed no stock at all, so all stock and prices stay as they are: check the chosen database and business units, unless your SORS keeps no goods.', 'sors-api-for-woocommerce' ) );
			}
		);
		return true;
	}
}
