<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;

/** What happened to a row, in words for people. */
final class History {

	/** Events whose message carries words that are not our own. */
	private const OTHERS_WORDS = [ 'postponed', OutboxEntry::BROKEN, 'waiting', 'lost', 'rejected', 'uncertain' ];

	/** @param string $event sending, sent, postponed, waiting, lost, missed, rejected, uncertain, skipped, cancelled, decided … */
	public function add( int $rowId, string $event, string $message ): void {
		global $wpdb;
		$wpdb->insert(
			Tables::name( Tables::OUTBOX_HISTORY ),
			[
				'outbox_id' => $rowId,
				'at'        => DatabaseClock::utc(),
				'event'     => $event,
				'message'   => $message,
			]
		);
	}

	/**
	 * What SORS, or the shop, had to say of a row that is done with: a refusal may name the buyer. That something was
	 * said stays.
	 *
	 * @return bool Whether there was anything to erase.
	 */
	public function eraseWords( int $rowId ): bool {
		global $wpdb;
		$table = Tables::name( Tables::OUTBOX_HISTORY );
		$said  = Sql::quoted( self::OTHERS_WORDS );
		$where = $wpdb->prepare( "FROM $table WHERE outbox_id = %d AND message <> ''", $rowId ) . " AND event IN ($said)";
		if ( 0 === (int) $wpdb->get_var( "SELECT COUNT(*) $where" ) ) {
			return false;
		}
		$wpdb->query( $wpdb->prepare( "UPDATE $table SET message = '' WHERE outbox_id = %d", $rowId ) . " AND event IN ($said)" );
		return true;
	}

	/** @return list<array{at: string, event: string, message: string}> Oldest first; `at` as zod `moment`. */
	public function of( int $rowId ): array {
		global $wpdb;
		$history = [];
		$rows    = $wpdb->get_results( $wpdb->prepare( 'SELECT at, event, message FROM ' . Tables::name( Tables::OUTBOX_HISTORY ) . ' WHERE outbox_id = %d ORDER BY id', $rowId ), ARRAY_A );
		foreach ( (array) $rows as $row ) {
			if ( is_array( $row ) ) {
				/** @var array<string, string|null> $row */
				$history[] = [
					'at'      => OutboxEntry::moment( (string) $row['at'] ),
					'event'   => (string) $row['event'],
					'message' => '' === (string) $row['message'] ? __( 'Erased at the request of the buyer.', 'sors-api-for-woocommerce' ) : (string) $row['message'],
				];
			}
		}
		return $history;
	}
}
