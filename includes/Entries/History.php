<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;

/** What happened to an entry, in words for people: the only code that reads and writes that table. */
final class History {

	/** Events whose message carries words that are not our own. */
	private const OTHERS_WORDS = [ 'postponed', OutboxEntry::BROKEN, 'waiting', 'lost', 'rejected', 'uncertain' ];

	/** @param string $event sending, sent, postponed, waiting, lost, missed, rejected, uncertain, skipped, cancelled, decided … */
	public function add( int $entryId, string $event, string $message ): void {
		$values = [
			'outbox_id' => $entryId,
			'at'        => DatabaseClock::utc(),
			'event'     => $event,
			'message'   => Sql::words( $message ),
		];
		Sql::insert( self::name(), $values );
	}

	/**
	 * What SORS, or the shop, had to say of an entry that is over: a refusal may name the buyer. That something was
	 * said stays.
	 *
	 * @return bool Whether there was anything to erase.
	 */
	public function eraseWords( int $entryId ): bool {
		$where = 'WHERE outbox_id = %d AND event IN (' . Sql::quoted( self::OTHERS_WORDS ) . ')';
		if ( 0 === (int) Sql::value( 'SELECT COUNT(*) FROM ' . self::name() . " $where AND message <> ''", $entryId ) ) {
			return false;
		}
		Sql::run( 'UPDATE ' . self::name() . " SET message = '' $where", $entryId );
		return true;
	}

	/** @return list<array{at: string, event: string, message: string}> Oldest first; `at` as zod `moment`. */
	public function of( int $entryId ): array {
		return array_map(
			static fn( array $row ): array => [
				'at'      => OutboxEntry::moment( (string) $row['at'] ),
				'event'   => (string) $row['event'],
				'message' => '' === (string) $row['message'] ? __( 'Erased at the request of the buyer.', 'sors-api-for-woocommerce' ) : (string) $row['message'],
			],
			Sql::rows( 'SELECT at, event, message FROM ' . self::name() . ' WHERE outbox_id = %d ORDER BY id', $entryId )
		);
	}

	private static function name(): string {
		return Tables::name( Tables::OUTBOX_HISTORY );
	}
}
