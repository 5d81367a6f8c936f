<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\CatalogMapping;
use SorsApi\Store\CategoryTree;
use SorsApi\Sync\Engine\Approval;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\ReadBack;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\StepBudget;
use SorsApi\Sync\Engine\UnwrittenItem;

/** Writes what was read: categories first, then the items, a few at a time. */
final class CatalogApplying {

	/** Categories in one transaction. */
	private const CATEGORIES = 10;
	/** Items whose present state is looked up together. */
	private const ITEMS = 25;
	/** Planned items that are looked through at once. */
	private const PLANNED = 500;

	private CategoryTree $tree;
	/** @var array<int, array<string, true>> By run, of one: ids of groups in whose categories planned items are to be put. */
	private array $needed = [];

	public function __construct( CategoryTree $tree ) {
		$this->tree = $tree;
	}

	public function categories( Run $run, Lease $lease, Settings $settings ): void {
		if ( 'never' === $settings->fields['categories'] ) {
			$run->cursor->enter( Cursor::ITEMS );
			$lease->hold( $run, static function (): void {} );
			return;
		}
		$this->nextCategories( $run, $lease, '' );
	}

	/** @param string $instead Why the next one is passed over; '' = it is not. */
	private function nextCategories( Run $run, Lease $lease, string $instead ): void {
		if ( 0 === $run->cursor->after || ! isset( $this->needed[ $run->id ] ) ) {
			$this->findNeeded( $run, ( new CatalogShop( $run, $run->settings( SettingsStore::load() ) ) )->rules );
		}
		try {
			$lease->hold(
				$run,
				function () use ( $run, $instead ): void {
					[ $done, $refused ] = $this->tree->apply( $run->database, $run->id, $this->needed[ $run->id ] ?? [], $run->cursor->after, '' === $instead ? $run->cursor->size( self::CATEGORIES ) : 1, $instead );
					$run->cursor->after = $done;
					if ( $done < 0 ) {
						$run->cursor->enter( Cursor::ITEMS );
					}
					$this->report( $run, $refused );
				}
			);
		} finally {
			$this->tree->clearPersistent();
		}
	}

	private function findNeeded( Run $run, CatalogRules $rules ): void {
		$this->needed = [ $run->id => [] ];
		$after        = 0;
		do {
			$batch = RunItems::planned( $run->id, $after, self::PLANNED );
			foreach ( $batch as $item ) {
				$after = $item->id;
				foreach ( null === $item->newValue( 'categories' ) ? [] : $rules->categoryGroups( CatalogItemWriter::source( $item ), [] ) as $group ) {
					$this->needed[ $run->id ][ $group->groupId ] = true;
				}
			}
		} while ( count( $batch ) === self::PLANNED );
	}

	/** See KindOfRun::passOver(). */
	public function passOver( Run $run, Lease $lease, string $reason ): bool {
		if ( Cursor::CATEGORIES === $run->cursor->phase ) {
			$this->nextCategories( $run, $lease, $reason );
			return true;
		}
		return UnwrittenItem::passOver( $run, $lease, $reason );
	}

	/**
	 * A category that WordPress, or another plugin, refuses does not hold back any product.
	 *
	 * @param array<string, string> $refused Name => why.
	 */
	private function report( Run $run, array $refused ): void {
		$items = [];
		foreach ( $refused as $name => $why ) {
			/* translators: %s: name of a category */
			$item          = RunItem::skipped( Sentence::__( 'Category %s', 'sors-api-for-woocommerce', $name ), (string) $name, $why, 0, 'category' );
			$item->outcome = 'failed';
			$items[]       = $item;
			$run->count( $item->outcome );
		}
		RunItems::put( $run->id, $run->cursor->reading, $items );
	}

	/** As many items as the step allows. Counts of terms are deferred until then: they cost more than the products. */
	public function items( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		$cursor = $run->cursor;
		// Still open from a step that died: its counts are lost.
		$wasOpen            = $cursor->countsOpen;
		$cursor->countsOpen = true;
		CategoryTree::deferCounts( true );
		try {
			do {
				$more = $this->batch( $run, $lease, $settings, $budget );
			} while ( $more && $budget->allows() );
		} finally {
			CategoryTree::deferCounts( false );
		}
		$cursor->countsOpen = $wasOpen;
		if ( ! $more ) {
			$cursor->enter( ReadBack::next( $run ) );
		}
		$lease->hold( $run, static function (): void {} );
	}

	public function confirm( Run $run, Lease $lease, Settings $settings ): void {
		ReadBack::page(
			$run,
			$lease,
			static function ( array $items ) use ( $run, $lease, $settings ): array {
				$writer   = new CatalogItemWriter( $run, $lease, $settings );
				$subjects = $writer->subjects( $items );
				$changes  = [];
				foreach ( $items as $item ) {
					$plan = $writer->plan( $item, $subjects[ $item->code ] );
					// A category that could not be made is told by itself.
					$changes[ $item->code ] = array_values( array_filter( $plan->changes, static fn( array $change ): bool => 'categories' !== $change['field'] || null !== $plan->data->categoryIds ) );
				}
				return $changes;
			}
		);
	}

	public function finish( Run $run, Lease $lease ): void {
		$recount = $run->cursor->countsOpen ? [ $this->tree, 'recount' ] : static function (): void {};
		if ( Approval::end( $run, $lease, $recount ) ) {
			CatalogMapping::forgetCounts();
		}
	}

	/** @return bool Whether there may be more to do. */
	private function batch( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): bool {
		$batch = RunItems::planned( $run->id, 0, $run->cursor->size( self::ITEMS ) );
		if ( [] === $batch ) {
			return false;
		}
		$writer   = new CatalogItemWriter( $run, $lease, $settings );
		$subjects = $writer->subjects( $batch );
		foreach ( $batch as $position => $item ) {
			if ( $position > 0 && ! $budget->allows() ) {
				return true;
			}
			$writer->write( $item, $subjects[ $item->code ] );
		}
		// Otherwise everything that was written stays in memory until the step ends.
		StepBudget::freeMemory();
		return true;
	}
}
