<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\StorageError;
use SorsApi\Log\Log;
use SorsApi\Sentence;

/** An item of which nothing was written after all: it is counted and reported, and the run continues, unless a LeaseLost says that it is another process' by now. */
final class UnwrittenItem {

	/**
	 * In a transaction of its own, since the item's was rolled back.
	 *
	 * @param RunItem $item     With its outcome and reason.
	 * @param int     $objectId The product it was about; 0 = none.
	 */
	public static function settle( Run $run, Lease $lease, RunItem $item, int $objectId ): void {
		// What was cached of it belongs to the transaction that was rolled back.
		clean_post_cache( $objectId );
		StepBudget::freeMemory();
		$lease->hold(
			$run,
			static function () use ( $run, $item ): void {
				$run->count( $item->outcome );
				RunItems::finish( $item );
			}
		);
	}

	/** Other plugins hook into saving a product, and may throw anything: that is the item's failure, not the run's. */
	public static function fail( Run $run, Lease $lease, RunItem $item, \Throwable $error ): void {
		Log::error( $error, $run->name() . ", item $item->code" );
		$item->outcome = 'failed';
		$item->reason  = self::reason( $error );
		self::settle( $run, $lease, $item, $item->objectId );
	}

	/**
	 * The first of those that are still to be written.
	 *
	 * @return bool False where there is none.
	 */
	public static function passOver( Run $run, Lease $lease, string $reason ): bool {
		$item = RunItems::planned( $run->id, 0, 1 )[0] ?? null;
		if ( null === $item ) {
			return false;
		}
		$item->outcome = 'failed';
		$item->reason  = $reason;
		self::settle( $run, $lease, $item, $item->objectId );
		return true;
	}

	/** In words for people. */
	public static function reason( \Throwable $error ): string {
		return $error instanceof StorageError
			? $error->getMessage()
			/* translators: %s: technical message */
			: Sentence::__( 'Another plugin, or WooCommerce, failed while it was being saved: %s', 'sors-api-for-woocommerce', $error->getMessage() );
	}
}
