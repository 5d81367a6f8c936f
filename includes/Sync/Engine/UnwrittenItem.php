<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\StorageError;
use SorsApi\Log\Log;

/** An item of which nothing was written after all: it is counted and told, and the run goes on. */
final class UnwrittenItem {

	/**
	 * In a transaction of its own, since the item's broke off.
	 *
	 * @param RunItem $item     With its outcome and reason.
	 * @param int        $objectId The product it was about; 0 = none.
	 *
	 * @throws LeaseLost
	 */
	public static function settle( Run $run, Lease $lease, RunItems $items, RunItem $item, int $objectId ): void {
		// Whatever was cached of it belongs to the transaction that is no more.
		clean_post_cache( $objectId );
		StepBudget::freeMemory();
		$run->count( $item->outcome );
		$lease->hold(
			$run,
			static function () use ( $items, $item ): void {
				$items->finish( $item );
			}
		);
	}

	/**
	 * Other plugins hang on to saving a product, and may throw whatever they like: that is the item's failure, not the
	 * run's.
	 *
	 * @throws LeaseLost
	 */
	public static function fail( Run $run, Lease $lease, RunItems $items, RunItem $item, \Throwable $error ): void {
		Log::error( $error, $run->name() . ", item $item->code" );
		$item->outcome = 'failed';
		$item->reason  = self::reason( $error );
		self::settle( $run, $lease, $items, $item, $item->objectId );
	}

	/** In words for people. */
	public static function reason( \Throwable $error ): string {
		return $error instanceof StorageError
			? $error->getMessage()
			/* translators: %s: technical message */
			: sprintf( __( 'Another plugin, or WooCommerce, broke off while it was saved: %s', 'sors-api-for-woocommerce' ), $error->getMessage() );
	}
}
