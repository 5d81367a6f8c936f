<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Database\StorageError;
use SorsApi\Database\TransactionBroken;
use SorsApi\Settings\Settings;
use SorsApi\Store\BulkCaches;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\ProductParts;
use SorsApi\Store\StockChange;
use SorsApi\Store\StockWriter;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\LeaseLost;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\UnwrittenItem;

/** Plans one item again, against the shop as it is now, and writes it: all of it, or nothing. */
final class StockItemWriter {

	/** Sales may come faster than we write, or be in the database's way: so often we try to get in between. */
	private const ATTEMPTS = 10;

	private Links $links;
	private StockShop $shop;
	private StockWriter $products;
	private BulkCaches $caches;
	private RunItems $items;

	public function __construct( Links $links, StockShop $shop, StockWriter $products, BulkCaches $caches, RunItems $items ) {
		$this->links    = $links;
		$this->shop     = $shop;
		$this->products = $products;
		$this->caches   = $caches;
		$this->items    = $items;
	}

	/** @throws LeaseLost */
	public function write( Run $run, Lease $lease, Settings $settings, RunItem $item ): void {
		$before = clone $run;
		try {
			for ( $attempt = 1; $attempt <= self::ATTEMPTS; $attempt++ ) {
				try {
					// Each in a transaction of its own: within one, the shop looks as it did at its beginning.
					if ( $lease->hold( $run, fn(): bool => $this->apply( $run, $settings, $item ) ) ) {
						return;
					}
				} catch ( TransactionBroken $broken ) {
					$run->takeCounts( $before );
					if ( self::ATTEMPTS === $attempt ) {
						throw $broken;
					}
				}
			}
			throw new StorageError( __( 'Its stock kept changing while it was to be written. The next run sets it.', 'sors-api-for-woocommerce' ) );
		} catch ( LeaseLost $lost ) {
			throw $lost;
		} catch ( \Throwable $error ) {
			$run->takeCounts( $before );
			UnwrittenItem::fail( $run, $lease, $this->items, $item, $error );
		} finally {
			$this->caches->forgetOutside( [ $item->objectId ] );
		}
	}

	/** @return bool False when its stock is another by now. */
	private function apply( Run $run, Settings $settings, RunItem $item ): bool {
		$code = $item->code;
		$link = $this->links->byCodes( [ $code ] )[ $code ] ?? $this->adopted( $item );
		$plan = null === $link ? null : $this->shop->plan( [ $code => $link ], [ $code => StockFigure::fromPayload( $item->payload ) ], $settings, true, ProductParts::figuresToWrite() )[ $code ];
		if ( null === $link || null === $plan ) {
			$item->outcome = RunItem::SKIPPED;
			$item->reason  = StockBatch::deleted();
		} else {
			if ( [] !== $plan->changes && ! $this->products->write( new StockChange( $plan->state, $plan->stock, $plan->price, $plan->startsStock ) ) ) {
				return false;
			}
			$this->settle( $item, $plan, 0 === $link->id );
			if ( 0 === $link->id ) {
				$link->database = $run->database;
				$this->links->save( $link );
			}
			$this->links->markStocked( [ $link->id ] );
		}
		$run->count( $item->outcome );
		$this->items->finish( $item );
		return true;
	}

	private function settle( RunItem $item, StockPlan $plan, bool $adopted ): void {
		$item->reason = $plan->reason();
		if ( $adopted ) {
			// What tells of the link stands first; the rest is as it was written.
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
