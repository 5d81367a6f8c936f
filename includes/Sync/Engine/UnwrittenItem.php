<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Store\ForeignCode;
use SorsApi\Store\Link;

/** An item of which nothing was written after all: it is counted and reported, and the run continues. */
final class UnwrittenItem {

	/** Runs in a row that tell of the same failure. Each later one tries again, and only says that it lasts, until what is to be written changes, or the plugin that fails. */
	private const TOLD = 3;

	/** @param RunItem $item With its outcome and reason. They are kept in a transaction of their own, since the item's was rolled back. */
	public static function settle( Run $run, Lease $lease, RunItem $item, int $objectId ): void {
		// What was cached of it belongs to the transaction that was rolled back.
		ForeignCode::cleanPostCache( $objectId );
		StepBudget::freeMemory();
		$lease->hold(
			$run,
			static function () use ( $run, $item ): void {
				$run->count( $item->outcome );
				RunItems::finish( [ $item ] );
			}
		);
	}

	/** @throws LeaseLost If it is that. Whatever else was thrown over the item is its failure, not the run's. */
	public static function fail( Run $run, Lease $lease, RunItem $item, \Throwable $error ): void {
		if ( $error instanceof LeaseLost ) {
			throw $error;
		}
		self::mark( $run, $item, ForeignCode::logged( $error, $run->name() . ", item $item->code" ) );
		self::settle( $run, $lease, $item, $item->objectId );
	}

	/** See KindOfRun::passOver(): the first of those that are still to be written, or read back. */
	public static function passOver( Run $run, Lease $lease, string $reason ): bool {
		$isReadBack = in_array( $run->cursor->phase, [ Cursor::CONFIRM, Cursor::KEPT ], true );
		$isWritten  = in_array( $run->cursor->phase, [ Cursor::ITEMS, Cursor::AGAIN ], true );
		$item       = ( $isReadBack ? RunItems::unconfirmed( $run, 1 ) : ( $isWritten ? RunItems::planned( $run->id, 0, 1 ) : [] ) )[0] ?? null;
		if ( null === $item ) {
			return false;
		}
		if ( $isReadBack ) {
			$run->cursor->after = $item->id;
			$run->count( $item->outcome, -1 );
		}
		self::mark( $run, $item, $reason );
		self::settle( $run, $lease, $item, $item->objectId );
		return true;
	}

	/** @param string $reason A Sentence. */
	public static function mark( Run $run, RunItem $item, string $reason ): void {
		$item->reason  = $reason;
		$item->outcome = 'failed';
		if ( RunItems::failedAlike( $run, $item, self::TOLD ) ) {
			$item->outcome = RunItem::SKIPPED;
			$item->problem = Link::FAILED;
		}
	}
}
