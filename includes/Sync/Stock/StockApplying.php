<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Database\TransactionBroken;
use SorsApi\Log\Log;
use SorsApi\Settings\Settings;
use SorsApi\Store\BulkCaches;
use SorsApi\Store\BulkStockWriter;
use SorsApi\Store\Levels;
use SorsApi\Store\Links;
use SorsApi\Store\ProductParts;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\LeaseLost;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\StepBudget;

/** Writes stock and prices: what is simple in bulk, the rest one by one. */
final class StockApplying {

	/** Products in one transaction: their rows are locked until its end, and a checkout would wait for them. */
	private const SIZE = 100;

	/** So often a handful is tried together, where the database gives up its transaction. */
	private const ATTEMPTS = 3;

	private Levels $levels;
	private Links $links;
	private RunItems $items;
	private StockShop $shop;
	private BulkStockWriter $bulk;
	private BulkCaches $caches;
	private StockItemWriter $single;

	public function __construct( Levels $levels, Links $links, RunItems $items, StockShop $shop, BulkStockWriter $bulk, BulkCaches $caches, StockItemWriter $single ) {
		$this->levels = $levels;
		$this->links  = $links;
		$this->items  = $items;
		$this->shop   = $shop;
		$this->bulk   = $bulk;
		$this->caches = $caches;
		$this->single = $single;
	}

	/** As many items as the step allows. */
	public function items( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		do {
			$batch = $this->items->planned( $run->id, 0, self::SIZE );
			if ( [] === $batch ) {
				$run->cursor->enter( Cursor::FINISH );
				$lease->hold( $run, static function (): void {} );
				return;
			}
			$rest = BulkStockWriter::isAvailable() ? $this->inBulk( $run, $lease, $settings, $batch ) : $batch;
			foreach ( $rest as $position => $item ) {
				// One of them at least: what goes before may take up the time of every step.
				if ( $position > 0 && ! $budget->allows() ) {
					return;
				}
				$this->single->write( $run, $lease, $settings, $item );
			}
			StepBudget::freeMemory();
		} while ( $budget->allows() );
	}

	public function finish( Run $run, Lease $lease, Settings $settings ): void {
		$lease->hold(
			$run,
			function () use ( $run, $settings ): void {
				if ( '' === $run->cursor->since ) {
					$this->levels->keepOnly( $run->id );
				}
				StockPasses::note( $run, $settings );
				$run->complete();
			}
		);
	}

	/**
	 * @param list<RunItem> $batch
	 *
	 * @return list<RunItem> What has to be written one by one.
	 */
	private function inBulk( Run $run, Lease $lease, Settings $settings, array $batch ): array {
		$before = clone $run;
		for ( $attempt = 1; $attempt <= self::ATTEMPTS; $attempt++ ) {
			try {
				return $lease->hold( $run, fn(): array => $this->write( $run, $settings, array_map( static fn( RunItem $item ): RunItem => clone $item, $batch ) ) );
			} catch ( LeaseLost $lost ) {
				throw $lost;
			} catch ( TransactionBroken $broken ) {
				$run->takeCounts( $before );
			} catch ( \Throwable $error ) {
				// Some item or some listener spoils it for all of them: each for itself, the others get through.
				Log::error( $error, $run->name() . ': stock is written item by item' );
				$run->takeCounts( $before );
				return $batch;
			} finally {
				$this->caches->forgetOutside( array_map( static fn( RunItem $item ): int => $item->objectId, $batch ) );
			}
		}
		return $batch;
	}

	/**
	 * @param list<RunItem> $batch
	 *
	 * @return list<RunItem> What has to be written one by one.
	 */
	private function write( Run $run, Settings $settings, array $batch ): array {
		$work    = new StockBatch( $batch, $this->links->byCodes( array_map( static fn( RunItem $item ): string => $item->code, $batch ) ) );
		$changes = $work->sort( $this->shop->plan( $work->links, $work->figures, $settings, true, ProductParts::figuresToWrite() ) );
		if ( [] !== $changes ) {
			$work->take( $this->bulk->write( $changes ) );
		}
		foreach ( $work->finished as $item ) {
			$run->count( $item->outcome );
		}
		$this->items->finishAll( $work->finished );
		$this->links->markStocked( $work->stocked );
		return $work->rest;
	}
}
