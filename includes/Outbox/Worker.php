<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

/** Takes what is due from the outbox, one row at a time, until time or rows run out. */
final class Worker {

	public const HOOK = 'sors_outbox_work';

	/**
	 * @param int      $maxSeconds No row is begun later than this; one that was begun is finished.
	 * @param int|null $maxRows    Null = as many as time allows.
	 *
	 * @return int Rows handled, whatever became of them.
	 */
	public function work( int $maxSeconds, ?int $maxRows = null ): int {
		return 0;
	}
}
