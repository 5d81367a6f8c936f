<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

/**
 * Takes out of the outbox what names a buyer: what was sent, and what others said of it. That a document exists, and
 * which one it is, stays: it belongs to the books.
 */
final class Erasure {

	/** Column `erasure`: the buyer wants it, or it was done before and there is something to erase again; what may still be needed goes once the entry is settled. */
	public const ASKED = 'asked';
	public const DONE  = 'done';

	/** Entries: a big shop's are not all locked at once. */
	private const AT_ONCE = 500;

	/**
	 * The buyer of these entries wants to be erased.
	 *
	 * @param list<int> $ids
	 * @return array{removed: bool, waiting: bool} Whether anything went, and whether something goes later only.
	 */
	public static function ask( array $ids ): array {
		$removed = OutboxTable::askErasure( $ids ) > 0;
		$removed = self::eraseWords( array_values( array_intersect( $ids, OutboxTable::erasableRefusals() ) ) ) || $removed;
		$settled = array_values( array_intersect( $ids, OutboxTable::erasable( 0, self::AT_ONCE ) ) );
		$removed = self::erase( $settled ) || $removed;
		return [
			'removed' => $removed,
			'waiting' => count( $settled ) < count( $ids ),
		];
	}

	/** What was asked for meanwhile and is settled by now, and what is older than the retention. */
	public static function sweep( int $createdBefore, int $seconds = 2 ): void {
		$deadline = microtime( true ) + $seconds;
		// A person may have had one sent again, and it was refused once more.
		self::eraseWords( OutboxTable::erasableRefusals() );
		do {
			$ids = OutboxTable::erasable( $createdBefore, self::AT_ONCE );
			self::erase( $ids );
		} while ( self::AT_ONCE === count( $ids ) && microtime( true ) < $deadline );
	}

	/** @param list<int> $ids */
	private static function eraseWords( array $ids ): bool {
		$words = History::eraseWords( $ids );
		return OutboxTable::eraseWords( $ids ) > 0 || $words;
	}

	/** @param list<int> $ids */
	private static function erase( array $ids ): bool {
		$words = History::eraseWords( $ids );
		return OutboxTable::erase( $ids ) > 0 || $words;
	}
}
