<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Database\Transaction;
use SorsApi\Sentence;
use SorsApi\Sors\Decimal;
use SorsApi\Store\BulkCaches;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\Links;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\SellableObjects;
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

	/**
	 * Figures that were written in bulk.
	 *
	 * @param array<int, RunItem>     $items   By product.
	 * @param array<int, StockChange> $changes By product.
	 * @return bool False when the time was over before all were told of; the next step goes on.
	 */
	public static function tell( Run $run, Lease $lease, StepBudget $budget, array $items, array $changes ): bool {
		$told = StockAnnouncer::announce(
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
		self::finish( $run, $lease, $done );
		return count( $told ) === count( $changes );
	}

	/** @param bool $again Another process may have died over the item, whose stock was swapped. */
	public static function save( Run $run, Lease $lease, RunItem $item, StockChange $change, bool $again ): void {
		$lease->renew();
		$fault = '';
		$save  = static function () use ( $run, $item, $change, $again, &$fault ): void {
			try {
				Transaction::retried(
					static function () use ( $change, &$again ): void {
						[ $isAgain, $again ] = [ $again, true ];
						Transaction::outside( static fn() => StockWriter::save( $change, $isAgain ) );
					},
					self::ATTEMPTS
				);
			} catch ( \Throwable $error ) {
				$fault = ForeignCode::logged( $error, $run->name() . ", item $item->code" );
			}
			$untold = StockAnnouncer::stockSet( $change );
			$fault  = '' === $fault ? $untold : $fault;
		};
		$item->payload['by'] = ForeignCode::writersInto( $again ? $change->ids() : [], ProductParts::figures()->meta, $save );
		$item->outcome = 'updated';
		if ( '' !== $fault ) {
			if ( self::isWritten( $change ) ) {
				$item->reason = self::faulty( $item, $fault );
			} else {
				UnwrittenItem::mark( $run, $item, $fault );
				if ( $change->startsStock() ) {
					StockWriter::startStock( $change );
				}
			}
			array_map( [ ForeignCode::class, 'cleanPostCache' ], $change->ids() );
		}
		$link = 'updated' === $item->outcome ? Links::byCodes( [ $item->code ] )[ $item->code ] ?? null : null;
		// The stock of a withdrawn item is none of SORS' figures: it goes on being new.
		self::finish( $run, $lease, [ $item ], null === $link || $link->isWithdrawn() ? [] : [ $link->id ] );
		BulkCaches::clearPersistent( $change->ids() );
	}

	/** @return bool False when the time was over before all was done that a process which died has left, of this run or one before it. */
	public static function leftovers( Run $run, Lease $lease, StepBudget $budget ): bool {
		do {
			$items = RunItems::untold( $run->kind, $run->cursor->size( self::SIZE ) );
			if ( [] === $items ) {
				return true;
			}
			$states = self::states( array_map( static fn( RunItem $item ): int => $item->objectId, $items ) );
			$gone   = [];
			$bulk   = [];
			$told   = [];
			foreach ( $items as $item ) {
				$state = $states[ $item->objectId ] ?? null;
				if ( null === $state ) {
					$item->outcome = 'updated';
					$gone[]        = $item;
				} elseif ( RunItem::SWAPPED === $item->outcome ) {
					self::save( $run, $lease, $item, self::change( $item, $state ), true );
				} else {
					$bulk[ $state->id ] = self::change( $item, $state );
					$told[ $state->id ] = $item;
				}
			}
			self::finish( $run, $lease, $gone );
			if ( [] !== $bulk && ! self::tell( $run, $lease, $budget, $told, $bulk ) ) {
				return false;
			}
			StepBudget::freeMemory();
		} while ( $budget->allows() );
		return false;
	}

	/** The first that was written and not told of: see KindOfRun::passOver(). */
	public static function passOver( Run $run, Lease $lease, string $reason ): bool {
		$item = RunItems::untold( $run->kind, 1 )[0] ?? null;
		if ( null === $item ) {
			return false;
		}
		$item->outcome = 'failed';
		$item->reason  = self::faulty( $item, $reason );
		self::finish( $run, $lease, [ $item ] );
		return true;
	}

	/**
	 * Only the items of this very run are counted in it.
	 *
	 * @param list<RunItem> $items
	 * @param list<int>     $stocked Ids of links that are new no longer.
	 */
	private static function finish( Run $run, Lease $lease, array $items, array $stocked = [] ): void {
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
					RunItems::finish( array_map( static fn( RunItem $item ): RunItem => clone $item, array_values( $items ) ), true );
					Links::markStocked( $stocked );
				}
			),
			self::ATTEMPTS
		);
	}

	private static function change( RunItem $item, ProductState $state ): StockChange {
		$stock = $item->newValue( 'stock' ) ?? ( null === $item->newValue( 'stockStatus' ) ? null : $state->stock );
		$own   = null === $item->newValue( 'variationStock' ) ? [] : array_filter( array_map( static fn( ProductState $one ): ?string => $one->stock, $state->variationsWith( true ) ), 'is_string' );
		$price = null === $item->newValue( 'paid' ) ? $item->newValue( 'price' ) : ProductState::decimal( $state->regularPrice );
		if ( null !== $price && null !== $state->variations ) {
			// What the owner has given another price since keeps it.
			$prices            = [ '', $price, (string) $item->oldValue( 'price' ) ];
			$state->variations = array_filter( $state->variations, static fn( ProductState $one ): bool => [] !== array_intersect( $one->prices(), $prices ) );
		}
		return new StockChange( $state, $stock, $price, $own );
	}

	/** A listener threw, before or after WooCommerce wrote. */
	private static function isWritten( StockChange $change ): bool {
		$state = self::states( [ $change->state->id ] )[ $change->state->id ] ?? null;
		return null !== $state
			&& ( null === $change->stock || ( $state->managesStock && null !== $state->stock && $state->stockStatus === $state->statusWith( $state->stock, StockThreshold::ofShop() ) ) )
			&& ( null === $change->price || [ Decimal::normalise( $change->price ) ] === $state->prices() );
	}

	/**
	 * @param list<int> $ids
	 * @return array<int, ProductState> By id.
	 */
	private static function states( array $ids ): array {
		return SellableObjects::of( ProductReader::byIds( $ids, ProductParts::figuresToWrite() ), ProductParts::figuresToWrite() );
	}

	private static function faulty( RunItem $item, string $why ): string {
		return trim( $item->reason . ' ' . Sentence::__( 'Its stock and price were written, but not all that follows could be done.', 'sors-api-for-woocommerce' ) . ' ' . $why );
	}
}
