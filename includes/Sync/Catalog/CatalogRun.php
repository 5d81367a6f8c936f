<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Page;
use SorsApi\Sors\Product;
use SorsApi\Sors\ProductGroup;
use SorsApi\Store\Group;
use SorsApi\Store\LinkChoices;
use SorsApi\Store\Links;
use SorsApi\Store\PendingChanges;
use SorsApi\Store\ProductFingerprints;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ExcludedItems;
use SorsApi\Store\TouchedProducts;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\KindOfRun;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\ReadAhead;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\StepBudget;
use SorsApi\Sync\Engine\Sweeps;
use SorsApi\Sync\Engine\UnreadableRecords;

defined( 'ABSPATH' ) || exit;

/** Groups and items of the price list: categories and products of the shop. Reads them page by page and keeps what differs; writing is CatalogApplying's. */
final class CatalogRun implements KindOfRun {

	private Api $api;
	private CatalogApplying $applying;

	public function __construct( Api $api, CatalogApplying $applying ) {
		$this->api      = $api;
		$this->applying = $applying;
	}

	public function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		$phases = [
			Cursor::START      => [ $this, 'begin' ],
			Cursor::GROUPS     => [ $this, 'groups' ],
			Cursor::PRODUCTS   => [ $this, 'products' ],
			Cursor::MISSING    => [ CatalogPasses::class, 'missing' ],
			Cursor::UNKNOWN    => [ CatalogPasses::class, 'unknown' ],
			Cursor::PASSES     => [ CatalogPasses::class, 'count' ],
			Cursor::CATEGORIES => [ $this->applying, 'categories' ],
			Cursor::ITEMS      => [ $this->applying, 'items' ],
			Cursor::AGAIN      => [ $this->applying, 'items' ],
			Cursor::CONFIRM    => [ $this->applying, 'confirm' ],
			Cursor::KEPT       => [ $this->applying, 'confirm' ],
		];
		/** @var callable( Run, Lease, Settings, StepBudget ): void $work */
		$work = $phases[ $run->cursor->phase ] ?? [ $this->applying, 'finish' ];
		$work( $run, $lease, $settings, $budget );
	}

	public function passOver( Run $run, Lease $lease, string $reason ): bool {
		return $this->applying->passOver( $run, $lease, $reason );
	}

	private function begin( Run $run, Lease $lease, Settings $settings ): void {
		$run->resetCounts();
		$run->state                = Run::READING;
		$run->message              = Sentence::__( 'Reading from SORS.', 'sors-api-for-woocommerce' );
		$run->cursor->unlistedSkus = ProductReader::hasUnlistedSkus();
		$needsGroups = 'never' !== $settings->fields['categories'] || 'never' !== $settings->fields['brand'] || Group::hasLeftAlone();
		$run->cursor->enter( $needsGroups ? Cursor::GROUPS : Cursor::PRODUCTS );
		$lease->hold(
			$run,
			static function () use ( $run, $needsGroups ): void {
				if ( $needsGroups ) {
					Group::forget( $run->database, $run->id );
				}
				ExcludedItems::endWhereLinked();
			}
		);
	}

	private function groups( Run $run, Lease $lease ): void {
		$lease->renew();
		$page = $this->api->listProductGroups( $run->database, $run->cursor->page, false );
		$bad  = array_values( array_filter( $page->items, static fn( ProductGroup $group ): bool => [] !== $group->faults() ) );
		$ids  = array_unique( array_map( static fn( ProductGroup $group ): string => $group->id, $page->items ) );
		$new  = count( array_diff( $ids, array_map( 'strval', array_keys( Group::seen( $run->database, $run->id ) ) ) ) );
		if ( Sweeps::take( $run->cursor, $page, $new, count( $page->items ) - $new ) ) {
			$run->cursor->enter( Cursor::PRODUCTS );
		}
		$run->cursor->unreadable += count( $bad );
		UnreadableRecords::limit( $run->cursor, $run->cursor->seen, 'listProductGroups', $bad );
		$lease->hold(
			$run,
			function () use ( $run, $page, $bad ): void {
				Group::put( $run->database, $run->id, array_values( array_filter( $page->items, static fn( ProductGroup $group ): bool => [] === $group->faults() ) ) );
				RunItems::put( $run->id, $run->cursor->reading, array_map( [ self::class, 'unreadGroup' ], $bad ) );
				if ( Cursor::PRODUCTS === $run->cursor->phase ) {
					if ( $run->cursor->unreadable > 0 ) {
						Group::keepUnseen( $run->database, $run->id );
					}
					Group::inheritChoices( $run->database, $run->id );
				}
			}
		);
	}

	private static function unreadGroup( ProductGroup $group ): RunItem {
		/* translators: %s: name of a category */
		$code = Sentence::__( 'Category %s', 'sors-api-for-woocommerce', (string) ( $group->name ?? $group->id ) );
		return RunItem::skipped( $code, (string) $group->name, UnreadableRecords::reason( $group->faults() ), 0, UnreadableRecords::PROBLEM );
	}

	private function products( Run $run, Lease $lease, Settings $settings ): void {
		TouchedProducts::count();
		$lease->renew();
		$filter   = new ItemFilter();
		$ahead    = ReadAhead::from( $run->cursor, fn( ?string $at ): Page => $filter->page( $this->api->listProducts( $run->database, [], $at, false ) ) );
		$items    = $ahead->records();
		$shop     = new CatalogShop( $run, $settings );
		$waiting  = PendingChanges::codes( $run->kind, array_map( static fn( Product $item ): string => $item->code, $items ) );
		$subjects = $shop->subjects( $items, $waiting );
		foreach ( $filter->failures as $code => $failure ) {
			$subjects[ $code ]->failure = $failure;
		}
		$found   = new CatalogPage( $run, $waiting );
		$known   = RunItems::known( $run->id, $run->cursor->reading, $found->perhapsKnown( $items, $subjects ) );
		$planner = new CatalogPlanner( $shop->rules );
		$this->findWithoutCode( $run, $items, $found );
		foreach ( $ahead->pages as $page ) {
			$found->compare( $page->items, $subjects, $known, $planner );
			$complete = Sweeps::take( $run->cursor, $page, $found->new, $found->repeated );
			if ( $complete ) {
				break;
			}
		}
		$run->cursor->unreadable += $found->unreadable;
		UnreadableRecords::limit( $run->cursor, $run->cursor->seen, 'listProducts', $items );
		$this->progress( $run, $page, $found, $complete );
		$before = array_map( static fn( CatalogSubject $subject ): string => $subject->fingerprint, $subjects );
		$prints = ProductFingerprints::unmoved( $before, $shop->fingerprints( $items, $found->same ), $found->same );
		$lease->hold(
			$run,
			function () use ( $run, $found, $prints ): void {
				Links::putPrints( 'catalog_print', $prints );
				RunItems::put( $run->id, $run->cursor->reading, $found->items() );
				ExcludedItems::add( $found->deleted );
				LinkChoices::follow( $found->broughtIn );
				Links::markSeen( $found->seenLinks, $run->id, $run->cursor->reading );
				array_map( [ Links::class, 'save' ], $found->changedLinks );
			}
		);
		if ( ! $complete ) {
			$ahead->complain();
		}
	}

	/**
	 * Without its code an item is known by its id, in one database; without either it may be any.
	 *
	 * @param list<Product> $items
	 */
	private function findWithoutCode( Run $run, array $items, CatalogPage $found ): void {
		$garbled = [];
		foreach ( $items as $item ) {
			if ( '' === trim( $item->code ) ) {
				$garbled[ (string) $item->id ] = isset( $item->faults()['code'] );
			}
		}
		foreach ( Links::bySorsIds( $run->database, array_map( 'strval', array_keys( $garbled ) ) ) as $link ) {
			$found->see( $link, false );
			unset( $garbled[ $link->sorsId ] );
		}
		$run->cursor->nameless = $run->cursor->nameless || isset( $garbled[''] ) || ( in_array( true, $garbled, true ) && ! Links::haveIds( $run->database ) );
	}

	/** @param Page<Product> $page The last one. */
	private function progress( Run $run, Page $page, CatalogPage $found, bool $complete ): void {
		$run->unchanged += $found->unchanged;
		$run->skipped   += $found->skipped;
		$run->processed  = $run->cursor->seen;
		$run->total      = null === $page->total && ! $complete ? null : max( $page->total ?? 0, $run->processed );
		$run->message = null === $run->total
			/* translators: %s: number of items */
			? Sentence::__( 'Reading from SORS: %s items so far.', 'sors-api-for-woocommerce', Sentence::number( $run->processed ) )
			/* translators: 1: number of items read, 2: number of items in all */
			: Sentence::__( 'Reading from SORS: %1$s of %2$s items.', 'sors-api-for-woocommerce', Sentence::number( $run->processed ), Sentence::number( $run->total ) );
		if ( $complete ) {
			$run->total          = $run->processed;
			$run->cursor->listed = $run->cursor->seen;
			$run->cursor->enter( Cursor::MISSING );
		}
	}
}
