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
				$this->announceBefore( $run, $settings, $batch );
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

	/** @param list<RunItem> $batch */
	private function announceBefore( Run $run, Settings $settings, array $batch ): void {
		StockAnnouncer::before( array_map( static fn( StockPlan $plan ): StockChange => $plan->toWrite(), array_values( array_filter( $this->plans( $run, $settings, $batch, ProductParts::figuresToWrite() ) ) ) ) );
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
				$plans[ $item->code ]->keepSale( $item->danger );
			}
		}
		return $plans;
	}

	/**
	 * See KindOfRun::passOver().
	 *
	 * @throws LeaseLost
	 */
	public function passOver( Run $run, Lease $lease, string $reason ): bool {
		return StockFollowUp::passOver( $run, $lease, $reason ) || UnwrittenItem::passOver( $run, $lease, $reason );
	}

	/**
	 * @param non-empty-list<RunItem> $batch
	 * @return list<RunItem>|null What has to be written one by one; null when the time is over, or what was written is left to StockFollowUp::leftovers().
	 */
	private function inBulk( Run $run, Lease $lease, Settings $settings, StepBudget $budget, array $batch ): ?array {
		$attempts = 0;
		$write    = function () use ( $run, $lease, $settings, $batch, &$attempts ): ?array {
			return ++$attempts > 1 && $this->isDone( $run, $lease, $batch ) ? null : $this->applyBatch( $run, $settings, array_map( static fn( RunItem $item ): RunItem => clone $item, $batch ) );
		};
		try {
			$done = Transaction::retried( static fn(): ?array => $lease->hold( $run, $write ), self::ATTEMPTS );
		} catch ( LeaseLost $lost ) {
			throw $lost;
		} catch ( TransactionBroken $broken ) {
			return $this->isDone( $run, $lease, $batch ) ? null : $batch;
		} catch ( \Throwable $error ) {
			// Some item spoils it for all of them: each for itself, the others get through.
			Log::error( $error, $run->name() . ': stock is written item by item' );
			return $batch;
		}
		if ( null === $done ) {
			return null;
		}
		[ $work, $written ] = $done;
		if ( [] === $written || StockFollowUp::tell( $run, $lease, $budget, $work->written, $written ) ) {
			return $work->rest;
		}
		return null;
	}

	/**
	 * Whether a transaction that broke was committed all the same, and only the reply was lost.
	 *
	 * @param non-empty-list<RunItem> $batch As it was before.
	 */
	private function isDone( Run $run, Lease $lease, array $batch ): bool {
		if ( ! RunItems::areBegun( $batch ) ) {
			return false;
		}
		$run->takeCounts( $lease->run()->counts() );
		return true;
	}

	/**
	 * @param list<RunItem> $batch
	 * @return array{StockBatch, array<int, StockChange>} What became of them, and what was written, by product.
	 */
	private function applyBatch( Run $run, Settings $settings, array $batch ): array {
		$work    = new StockBatch( $batch, Links::byCodes( array_map( static fn( RunItem $item ): string => $item->code, $batch ) ) );
		$changes = $work->sort( $this->shop->plan( $work->links, $work->figures, $settings, $run->cursor->showsWhatIsGone(), ProductParts::figuresToWrite() ) );
		$written = [];
		if ( [] !== $changes ) {
			$result  = BulkStockWriter::write( $changes );
			$written = $result->written;
			$work->take( $result );
		}
		foreach ( $work->finished as $item ) {
			$run->count( $item->outcome );
		}
		RunItems::finish( array_merge( $work->finished, array_values( $work->written ) ), true );
		Links::markStocked( $work->stocked );
		return [ $work, $written ];
	}

	/**
	 * Plans one item again, against the shop as it is now, and writes its stock; the rest of it follows after the commit.
	 *
	 * @return bool False where that is left to StockFollowUp::leftovers().
	 */
	private function writeOne( Run $run, Lease $lease, Settings $settings, RunItem $item ): bool {
		$swapped  = clone $item;
		$attempts = 0;
		try {
			// Each attempt in a transaction of its own: within one, the shop looks as it did at its beginning.
			$change = Transaction::retried(
				function () use ( $run, $lease, $settings, $item, &$swapped, &$attempts ) {
					$swapped = clone $item;
					++$attempts;
					return $lease->hold( $run, fn() => $attempts > 1 && $this->isDone( $run, $lease, [ $item ] ) ? false : $this->swapOne( $run, $settings, $swapped ) );
				},
				self::ATTEMPTS_OF_ONE
			);
		} catch ( \Throwable $error ) {
			if ( $error instanceof TransactionBroken && $this->isDone( $run, $lease, [ $item ] ) ) {
				return false;
			}
			UnwrittenItem::fail( $run, $lease, $item, $error );
			return true;
		}
		if ( $change instanceof StockChange ) {
			StockFollowUp::save( $run, $lease, $swapped, $change, Cursor::AGAIN === $run->cursor->phase );
		}
		return false !== $change;
	}

	/**
	 * @return StockChange|null What save() has to do now; null where nothing is to be changed.
	 * @throws TransactionBroken When its stock is another by now.
	 */
	private function swapOne( Run $run, Settings $settings, RunItem $item ): ?StockChange {
		$link   = Links::byCodes( [ $item->code ] )[ $item->code ] ?? $this->adopted( $item );
		$plan   = $this->plans( $run, $settings, [ $item ], ProductParts::figuresToWrite() )[ $item->code ] ?? null;
		$change = null;
		if ( null === $link || null === $plan ) {
			$item->outcome = RunItem::SKIPPED;
			$item->reason  = StockBatch::deleted();
		} else {
			$this->settle( $item, $plan, 0 === $link->id );
			$link->database      = 0 === $link->id ? $run->database : $link->database;
			$link->priceEnforced = $plan->isEnforced ? (string) $plan->price : $link->priceEnforced;
			Links::save( $link );
			if ( [] === $plan->changes ) {
				Links::markStocked( $plan->isFaulty || ! $plan->givesStock() ? [] : [ $link->id ] );
			} else {
				$change = $plan->toWrite();
				if ( ! StockWriter::swap( $change ) ) {
					( new TransactionBroken( Sentence::__( 'Its stock kept changing while it was to be written. The next sync sets it.', 'sors-api-for-woocommerce' ) ) )->throw();
				}
				$item->outcome = RunItem::SWAPPED;
			}
		}
		if ( null === $change ) {
			$run->count( $item->outcome );
		}
		RunItems::finish( [ $item ], true );
		return $change;
	}

	private function settle( RunItem $item, StockPlan $plan, bool $adopted ): void {
		$item->reason  = $plan->reason();
		$item->problem = $plan->problem;
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

	/** The product that was found by its SKU, as long as nothing else was linked to it since, nor the owner unlinked it. */
	private function adopted( RunItem $item ): ?Link {
		$id = $item->payload['adopt'] ?? 0;
		return is_int( $id ) && $id > 0 && [] === Links::byObjectIds( [ $id ] ) && [] === array_filter( ExcludedItems::of( [ $item->code ] ) ) ? new Link( $item->code, $id ) : null;
	}
}
