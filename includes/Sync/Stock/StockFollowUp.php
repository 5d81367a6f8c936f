<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Database\Transaction;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Sors\Decimal;
use SorsApi\Store\BulkCaches;
use SorsApi\Store\Links;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\StockAnnouncer;
use SorsApi\Store\StockChange;
use SorsApi\Store\StockThreshold;
use SorsApi\Store\StockWriter;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\StepBudget;
use SorsApi\Sync\Engine\UnwrittenItem;

/**
 * What follows once figures are committed: caches, WooCommerce's save() where it is needed, and all that listen. Until it is
 * done the items are marked, so that what one process did not live to tell, the next one tells: rather twice than never.
 * Every method throws a LeaseLost once the run is another process'.
 */
final class StockFollowUp {

	/** Items that a dead process left behind, of which so many are looked up at once. */
	private const SIZE = 100;

	/** The end of it is tried this many times where the database gives up its transaction. */
	private const ATTEMPTS = 5;

	private Links $links;
	private RunItems $items;
	private ProductReader $products;
	private StockAnnouncer $announcer;
	private BulkCaches $caches;
	private StockWriter $single;

	public function __construct( Links $links, RunItems $items, ProductReader $products, StockAnnouncer $announcer, BulkCaches $caches, StockWriter $single ) {
		$this->links     = $links;
		$this->items     = $items;
		$this->products  = $products;
		$this->announcer = $announcer;
		$this->caches    = $caches;
		$this->single    = $single;
	}

	/**
	 * Figures that were written in bulk.
	 *
	 * @param array<int, RunItem>     $items   By product.
	 * @param array<int, StockChange> $changes By product.
	 *
	 * @return bool False when the time was over before all were told of; the next step goes on.
	 */
	public function tell( Run $run, Lease $lease, StepBudget $budget, array $items, array $changes ): bool {
		$told = $this->announcer->announce(
			$changes,
			static function () use ( $lease, $budget ): bool {
				$lease->renew();
				return $budget->allows();
			}
		);
		$done = [];
		foreach ( $told as $id => $fault ) {
			$items[ $id ]->outcome = 'updated';
			if ( '' !== $fault ) {
				$items[ $id ]->reason = self::faulty( $items[ $id ], $fault );
			}
			$done[] = $items[ $id ];
		}
		$this->finish( $run, $lease, $done );
		return count( $told ) === count( $changes );
	}

	/**
	 * An item whose stock was swapped.
	 *
	 * @param bool $again Another process may have died over it.
	 */
	public function save( Run $run, Lease $lease, RunItem $item, StockChange $change, bool $again ): void {
		$lease->renew();
		$fault = null;
		try {
			Transaction::retried(
				function () use ( $change, &$again ): void {
					Transaction::outside( fn() => $this->single->save( $change, $again ) );
				},
				self::ATTEMPTS,
				static function () use ( &$again ): void {
					$again = true;
				}
			);
		} catch ( \Throwable $error ) {
			$fault = $error;
		}
		try {
			$this->announcer->stockSet( $change );
		} catch ( \Throwable $error ) {
			$fault = $fault ?? $error;
		}
		$item->outcome = 'updated';
		if ( null !== $fault ) {
			Log::error( $fault, $run->name() . ", item $item->code" );
			$isWritten     = $this->isWritten( $change );
			$item->outcome = $isWritten ? 'updated' : 'failed';
			$item->reason  = $isWritten ? self::faulty( $item, $fault->getMessage() ) : UnwrittenItem::reason( $fault );
			clean_post_cache( $change->state->id );
		}
		$link = 'updated' === $item->outcome ? $this->links->byCodes( [ $item->code ] )[ $item->code ] ?? null : null;
		// The stock of a withdrawn item is none of SORS' figures: it goes on being new.
		$this->finish( $run, $lease, [ $item ], null === $link || $link->isWithdrawn() ? [] : [ $link->id ] );
		$this->caches->clearPersistent( [ $change->state->id ] );
	}

	/**
	 * What a process that died has left, of this run or one before it.
	 *
	 * @return bool False when the time was over before all of it was done.
	 */
	public function leftovers( Run $run, Lease $lease, StepBudget $budget ): bool {
		do {
			$items = $this->items->untold( $run->kind, $run->cursor->size( self::SIZE ) );
			if ( [] === $items ) {
				return true;
			}
			$states = $this->products->byIds( array_map( static fn( RunItem $item ): int => $item->objectId, $items ), ProductParts::figuresToWrite() );
			$gone   = [];
			$bulk   = [];
			$told   = [];
			foreach ( $items as $item ) {
				$state = $states[ $item->objectId ] ?? null;
				if ( null === $state ) {
					$item->outcome = 'updated';
					$gone[]        = $item;
				} elseif ( RunItem::SWAPPED === $item->outcome ) {
					$this->save( $run, $lease, $item, self::change( $item, $state ), true );
				} else {
					$bulk[ $state->id ] = self::change( $item, $state );
					$told[ $state->id ] = $item;
				}
			}
			$this->finish( $run, $lease, $gone );
			if ( [] !== $bulk && ! $this->tell( $run, $lease, $budget, $told, $bulk ) ) {
				return false;
			}
			StepBudget::freeMemory();
		} while ( $budget->allows() );
		return false;
	}

	/** The first that was written and not told of: see KindOfRun::passOver(). */
	public function passOver( Run $run, Lease $lease, string $reason ): bool {
		$item = $this->items->untold( $run->kind, 1 )[0] ?? null;
		if ( null === $item ) {
			return false;
		}
		$item->outcome = 'failed';
		$item->reason  = Sentence::__( 'Its stock and price were written, but not all that follows could be done.', 'sors-api-for-woocommerce' ) . ' ' . $reason;
		$this->finish( $run, $lease, [ $item ] );
		return true;
	}

	/**
	 * Only the items of this very run are counted in it.
	 *
	 * @param list<RunItem> $items
	 * @param list<int>     $stocked Ids of links that are new no longer.
	 */
	private function finish( Run $run, Lease $lease, array $items, array $stocked = [] ): void {
		if ( [] === $items ) {
			return;
		}
		Transaction::retried(
			fn() => $lease->hold(
				$run,
				function () use ( $run, $items, $stocked ): void {
					foreach ( $items as $item ) {
						if ( $item->runId === $run->id ) {
							$run->count( $item->outcome );
						}
					}
					// Written as they are by now, so that an attempt that failed leaves no trace in them.
					$this->items->finishAll( array_map( static fn( RunItem $item ): RunItem => clone $item, $items ) );
					$this->links->markStocked( $stocked );
				}
			),
			self::ATTEMPTS
		);
	}

	private static function change( RunItem $item, ProductState $state ): StockChange {
		$stock = $item->newValue( 'stock' ) ?? ( null === $item->newValue( 'stockStatus' ) ? null : $state->stock );
		return new StockChange( $state, $stock, $item->newValue( 'price' ), null !== $stock && ! $state->managesStock );
	}

	/** A listener threw, before or after WooCommerce wrote. */
	private function isWritten( StockChange $change ): bool {
		$state = $this->products->byIds( [ $change->state->id ], ProductParts::figuresToWrite() )[ $change->state->id ] ?? null;
		$price = null === $state ? null : ProductState::decimal( $state->regularPrice );
		return null !== $state
			&& ( null === $change->stock || ( $state->managesStock && null !== $state->stock && $state->stockStatus === $state->statusWith( $state->stock, StockThreshold::ofShop() ) ) )
			&& ( null === $change->price || ( null !== $price && Decimal::equals( $price, $change->price ) ) );
	}

	private static function faulty( RunItem $item, string $message ): string {
		/* translators: %s: technical message */
		return trim( $item->reason . ' ' . Sentence::__( 'It was written, but another plugin failed after that: %s', 'sors-api-for-woocommerce', $message ) );
	}
}
