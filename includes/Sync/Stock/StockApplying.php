<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Store\BulkStockWriter;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\ProductParts;
use SorsApi\Store\StockAnnouncer;
use SorsApi\Store\StockChange;
use SorsApi\Store\StockWriter;
use SorsApi\Store\ExcludedItems;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\LeaseLost;
use SorsApi\Sync\Engine\ReadBack;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\StepBudget;
use SorsApi\Sync\Engine\UnwrittenItem;

/** Writes stock and prices: what is simple in bulk, the rest one by one. */
final class StockApplying {

	/** Products in one transaction: they are locked until its end, and a checkout waits for them. */
	private const SIZE = 100;
	/** A batch is tried this many times where the database gives up its transaction. */
	private const ATTEMPTS = 3;
	/** So is one item. Sales may also come faster than we write. */
	private const ATTEMPTS_OF_ONE = 10;

	private StockShop $shop;

	public function __construct( StockShop $shop ) {
		$this->shop = $shop;
	}

	/** As many items as the step allows. */
	public function items( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		if ( ! StockFollowUp::leftovers( $run, $lease, $budget ) ) {
			return;
		}
		do {
			$batch = RunItems::planned( $run->id, 0, self::SIZE );
			if ( [] === $batch ) {
				$run->cursor->enter( ReadBack::next( $run ) );
				$lease->hold( $run, static function (): void {} );
				return;
			}
			if ( StockAnnouncer::isAwaited() ) {
				StockAnnouncer::before( array_map( static fn( StockPlan $plan ): StockChange => $plan->toWrite(), array_filter( $this->plans( $run, $settings, $batch, ProductParts::figuresToWrite() ) ) ) );
			}
			$rest = BulkStockWriter::isAvailable() && 0 === $run->cursor->careful && Cursor::ITEMS === $run->cursor->phase ? $this->inBulk( $run, $lease, $settings, $budget, $batch ) : $batch;
			foreach ( $rest ?? [] as $position => $item ) {
				// At least one of them: what comes before may take up the time of every step.
				if ( $position > 0 && ! $budget->allows() ) {
					return;
				}
				if ( ! $this->writeOne( $run, $lease, $settings, $item ) ) {
					return;
				}
			}
			StepBudget::freeMemory();
		} while ( null !== $rest && $budget->allows() );
	}

	/** What was written, as the shop has it now. */
	public function confirm( Run $run, Lease $lease, Settings $settings ): void {
		ReadBack::page( $run, $lease, fn( array $items ): array => array_map( static fn( ?StockPlan $plan ): array => null === $plan ? [] : $plan->changes, $this->plans( $run, $settings, $items, ProductParts::figures() ) ) );
	}

	/**
	 * @param list<RunItem> $items
	 * @return array<string, StockPlan|null> By code; null where the product was deleted. One whose link is gone is absent.
	 */
	private function plans( Run $run, Settings $settings, array $items, ProductParts $parts ): array {
		$links   = [];
		$figures = [];
		$linked  = Links::byCodes( array_map( static fn( RunItem $item ): string => $item->code, $items ) );
		foreach ( $items as $item ) {
			$link = $linked[ $item->code ] ?? $this->adopted( $item );
			if ( null !== $link ) {
				$links[ $item->code ]   = $link;
				$figures[ $item->code ] = StockFigure::fromPayload( $item->payload );
			}
		}
		$plans = $this->shop->plan( $links, $figures, $settings, $run->cursor->showsWhatIsGone(), $parts );
		foreach ( $items as $item ) {
			if ( isset( $plans[ $item->code ] ) ) {
				$plans[ $item->code ]->keepPrices( $item->danger );
			}
		}
		return $plans;
	}

	/** @throws LeaseLost See KindOfRun::passOver(). */
	public function passOver( Run $run, Lease $lease, string $reason ): bool {
		return StockFollowUp::passOver( $run, $lease, $reason ) || UnwrittenItem::passOver( $run, $lease, $reason );
	}

	/**
	 * @param non-empty-list<RunItem> $batch
	 * @return list<RunItem>|null What has to be written one by one; null when the time is over, or what was written is left to StockFollowUp::leftovers().
	 */
	private function inBulk( Run $run, Lease $lease, Settings $settings, StepBudget $budget, array $batch ): ?array {
		try {
			$work = $this->attempted( $run, $lease, $batch, self::ATTEMPTS, fn( array $items ): StockBatch => $this->applyBatch( $run, $settings, $items ) );
		} catch ( LeaseLost $lost ) {
			throw $lost;
		} catch ( TransactionBroken $broken ) {
			return $batch;
		} catch ( \Throwable $error ) {
			// Some item spoils it for all of them: each for itself, the others get through.
			Log::error( $error, $run->name() . ': stock is written item by item' );
			return $batch;
		}
		return null === $work || ( [] !== $work->written && ! StockFollowUp::tell( $run, $lease, $budget, $work->written, $work->changes ) ) ? null : $work->rest;
	}

	/**
	 * Each attempt in a transaction of its own: within one, the shop looks as it did at its beginning.
	 *
	 * @template T
	 * @param non-empty-list<RunItem>              $items
	 * @param callable(non-empty-list<RunItem>): T $apply Is given copies, since an attempt may come to nothing.
	 * @return T|null Null where a transaction that broke was committed all the same, and only the reply was lost.
	 * @throws \RuntimeException LeaseLost; TransactionBroken where the last attempt failed, too.
	 */
	private function attempted( Run $run, Lease $lease, array $items, int $attempts, callable $apply ) {
		$attempt = 0;
		$work    = static function () use ( $run, $lease, $items, $apply, &$attempt ) {
			return ++$attempt > 1 && self::isDone( $run, $lease, $items ) ? null : $apply( array_map( static fn( RunItem $item ): RunItem => clone $item, $items ) );
		};
		try {
			return Transaction::retried( static fn() => $lease->hold( $run, $work ), $attempts );
		} catch ( TransactionBroken $broken ) {
			if ( self::isDone( $run, $lease, $items ) ) {
				return null;
			}
			throw $broken;
		}
	}

	/** @param non-empty-list<RunItem> $items As they were before. */
	private static function isDone( Run $run, Lease $lease, array $items ): bool {
		if ( ! RunItems::areBegun( $items ) ) {
			return false;
		}
		$run->takeCounts( $lease->run()->counts() );
		return true;
	}

	/** @param list<RunItem> $items */
	private function applyBatch( Run $run, Settings $settings, array $items ): StockBatch {
		$linked = array_values( array_filter( $items, static fn( RunItem $item ): bool => ! isset( $item->payload['adopt'] ) ) );
		$work   = new StockBatch( $items, $this->plans( $run, $settings, $linked, ProductParts::figuresToWrite() ) );
		$work->take( BulkStockWriter::write( $work->changes ) );
		foreach ( $work->finished as $item ) {
			$run->count( $item->outcome );
		}
		RunItems::finish( array_merge( $work->finished, array_values( $work->written ) ), true );
		Links::markStocked( $work->stocked );
		return $work;
	}

	/** @return bool False where what follows the commit of its stock is left to StockFollowUp::leftovers(). */
	private function writeOne( Run $run, Lease $lease, Settings $settings, RunItem $item ): bool {
		try {
			$done = $this->attempted( $run, $lease, [ $item ], self::ATTEMPTS_OF_ONE, fn( array $items ): array => [ $items[0], $this->swapOne( $run, $settings, $items[0] ) ] );
		} catch ( \Throwable $error ) {
			UnwrittenItem::fail( $run, $lease, $item, $error );
			return true;
		}
		if ( isset( $done[1] ) ) {
			StockFollowUp::save( $run, $lease, $done[0], $done[1], Cursor::AGAIN === $run->cursor->phase );
		}
		return null !== $done;
	}

	/**
	 * @return StockChange|null What save() has to do now; null where nothing is to be changed.
	 * @throws TransactionBroken When its stock is another by now.
	 */
	private function swapOne( Run $run, Settings $settings, RunItem $item ): ?StockChange {
		$plan   = $this->plans( $run, $settings, [ $item ], ProductParts::figuresToWrite() )[ $item->code ] ?? null;
		$isNew  = null !== $plan && 0 === $plan->link->id;
		$change = StockBatch::settle( $item, $plan, $isNew );
		if ( null !== $plan ) {
			$plan->link->database      = $isNew ? $run->database : $plan->link->database;
			$plan->link->priceEnforced = $plan->isEnforced ? (string) $plan->price : $plan->link->priceEnforced;
			Links::save( $plan->link );
			Links::markStocked( null !== $change || $plan->isFaulty ? [] : $plan->stocked() );
		}
		if ( null === $change ) {
			$run->count( $item->outcome );
		} elseif ( StockWriter::swap( $change ) ) {
			$item->outcome = RunItem::SWAPPED;
		} else {
			( new TransactionBroken( Sentence::__( 'Its stock kept changing while it was to be written. The next sync sets it.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		RunItems::finish( [ $item ], true );
		return $change;
	}

	/** The product that was found by its SKU, as long as nothing else was linked to it since, nor the owner unlinked it. */
	private function adopted( RunItem $item ): ?Link {
		$id = $item->payload['adopt'] ?? 0;
		return is_int( $id ) && $id > 0 && [] === Links::byObjectIds( [ $id ] ) && [] === array_filter( ExcludedItems::of( [ $item->code ] ) ) ? new Link( $item->code, $id ) : null;
	}
}
