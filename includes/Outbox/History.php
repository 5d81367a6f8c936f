<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Setup\DatabaseClock;
use SorsApi\Setup\Tables;

/** What happened to a row, in words for people. */
final class History {

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

	/** @return list<array{at: string, event: string, message: string}> Oldest first; `at` as zod `moment`. */
	public function of( int $rowId ): array {
		global $wpdb;
		$history = [];
		$rows    = $wpdb->get_results( $wpdb->prepare( 'SELECT at, event, message FROM ' . Tables::name( Tables::OUTBOX_HISTORY ) . ' WHERE outbox_id = %d ORDER BY id', $rowId ), ARRAY_A );
		foreach ( (array) $rows as $row ) {
			if ( is_array( $row ) ) {
				/** @var array<string, string|null> $row */
				$history[] = [
					'at'      => OutboxRow::moment( (string) $row['at'] ),
					'event'   => (string) $row['event'],
					'message' => (string) $row['message'],
				];
			}
		}
		return $history;
	}
}
