<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;
use SorsApi\Log\Log;
use SorsApi\Settings\Settings;
use SorsApi\Store\BulkCaches;
use SorsApi\Store\BulkStockWriter;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\ProductParts;
use SorsApi\Store\StockChange;
use SorsApi\Store\StockWriter;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\LeaseLost;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\StepBudget;
use SorsApi\Sync\Engine\UnwrittenItem;

/** Writes stock and prices: what is simple in bulk, the rest one by one. */
final class StockApplying {

	/** Products in one transaction: they are locked until its end, and a checkout would wait for them. */
	private const SIZE = 100;

	/** A batch is tried this many times where the database gives up its transaction. */
	private const ATTEMPTS = 3;

	/** So is one item. Sales may also come faster than we write. */
	private const ATTEMPTS_OF_ONE = 10;

	private Links $links;
	private RunItems $items;
	private StockShop $shop;
	private BulkStockWriter $bulk;
	private BulkCaches $caches;
	private StockWriter $single;

	public function __construct( Links $links, RunItems $items, StockShop $shop, BulkStockWriter $bulk, BulkCaches $caches, StockWriter $single ) {
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
				// At least one of them: what comes before may take up the time of every step.
				if ( $position > 0 && ! $budget->allows() ) {
					return;
				}
				$this->writeOne( $run, $lease, $settings, $item );
			}
			StepBudget::freeMemory();
		} while ( $budget->allows() );
	}

	/**
	 * @param list<RunItem> $batch
	 *
	 * @return list<RunItem> What has to be written one by one.
	 */
	private function inBulk( Run $run, Lease $lease, Settings $settings, array $batch ): array {
		$clear = fn() => $this->caches->clearPersistent( array_map( static fn( RunItem $item ): int => $item->objectId, $batch ) );
		try {
			return Transaction::retried( fn(): array => $lease->hold( $run, fn(): array => $this->applyBatch( $run, $settings, array_map( static fn( RunItem $item ): RunItem => clone $item, $batch ) ) ), self::ATTEMPTS, $clear );
		} catch ( LeaseLost $lost ) {
			throw $lost;
		} catch ( TransactionBroken $broken ) {
			return $batch;
		} catch ( \Throwable $error ) {
			// Some item or some listener spoils it for all of them: each for itself, the others get through.
			Log::error( $error, $run->name() . ': stock is written item by item' );
			return $batch;
		} finally {
			$clear();
		}
	}

	/**
	 * @param list<RunItem> $batch
	 *
	 * @return list<RunItem> What has to be written one by one.
	 */
	private function applyBatch( Run $run, Settings $settings, array $batch ): array {
		$work    = new StockBatch( $batch, $this->links->byCodes( array_map( static fn( RunItem $item ): string => $item->code, $batch ) ) );
		$changes = $work->sort( $this->shop->plan( $work->links, $work->figures, $settings, $run->cursor->isComplete(), ProductParts::figuresToWrite() ) );
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

	/**
	 * Plans one item again, against the shop as it is now, and writes it: all of it, or nothing.
	 *
	 * @throws LeaseLost
	 */
	private function writeOne( Run $run, Lease $lease, Settings $settings, RunItem $item ): void {
		try {
			// Each attempt in a transaction of its own: within one, the shop looks as it did at its beginning.
			Transaction::retried(
				fn() => $lease->hold(
					$run,
					function () use ( $run, $settings, $item ): void {
						if ( ! $this->applyOne( $run, $settings, $item ) ) {
							throw new TransactionBroken( __( 'Its stock kept changing while it was to be written. The next run sets it.', 'sors-api-for-woocommerce' ) );
						}
					}
				),
				self::ATTEMPTS_OF_ONE
			);
		} catch ( LeaseLost $lost ) {
			throw $lost;
		} catch ( \Throwable $error ) {
			UnwrittenItem::fail( $run, $lease, $this->items, $item, $error );
		} finally {
			$this->caches->clearPersistent( [ $item->objectId ] );
		}
	}

	/** @return bool False when its stock is another by now. */
	private function applyOne( Run $run, Settings $settings, RunItem $item ): bool {
		$code = $item->code;
		$link = $this->links->byCodes( [ $code ] )[ $code ] ?? $this->adopted( $item );
		$plan = null === $link ? null : $this->shop->plan( [ $code => $link ], [ $code => StockFigure::fromPayload( $item->payload ) ], $settings, $run->cursor->isComplete(), ProductParts::figuresToWrite() )[ $code ];
		if ( null === $link || null === $plan ) {
			$item->outcome = RunItem::SKIPPED;
			$item->reason  = StockBatch::deleted();
		} else {
			if ( [] !== $plan->changes && ! $this->single->write( new StockChange( $plan->state, $plan->stock, $plan->price, $plan->startsStock ) ) ) {
				return false;
			}
			$this->settle( $item, $plan, 0 === $link->id );
			if ( 0 === $link->id ) {
				$link->database = $run->database;
				$this->links->save( $link );
			}
			$this->links->markStocked( $plan->isEmptied ? [] : [ $link->id ] );
		}
		$run->count( $item->outcome );
		$this->items->finish( $item );
		return true;
	}

	private function settle( RunItem $item, StockPlan $plan, bool $adopted ): void {
		$item->reason = $plan->reason();
		if ( $adopted ) {
			// The change of the link comes first; the rest is as it was written.
			$item->changes = array_merge( array_slice( $item->changes, 0, 1 ), $plan->changes );
			$item->outcome = 'updated';
		} elseif ( [] !== $plan->changes ) {
			$item->changes = $plan->changes;
			$item->outcome = 'updated';
		} else {
			$item->changes = [];
			$item->action  = RunItem::NONE;
			$item->outcome = $plan->isFaulty ? RunItem::SKIPPED : 'unchanged';
		}
	}

	/** The product that was found by its SKU, as long as nothing else was linked to it since. */
	private function adopted( RunItem $item ): ?Link {
		$id = $item->payload['adopt'] ?? 0;
		return is_int( $id ) && $id > 0 && [] === $this->links->byObjectIds( [ $id ] ) ? new Link( $item->code, $id ) : null;
	}
}
