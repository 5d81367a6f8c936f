<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\SentDocuments;
use SorsApi\Tests\Integration\Outbox\StatementsTestCase;

'cli' === PHP_SAPI || exit;

/** Which entries are compared with SORS' documents, and in which order. */
final class SentEntriesTest extends StatementsTestCase {

	public function testThoseOfTheTimeWithADocumentDayByDay(): void {
		$sent = [ 'state' => 'sent', 'reference' => 'r', 'database_name' => 'A', 'created_at' => '2026-01-10 12:00:00' ];
		$this->insert( 'of another database', [ 'database_name' => 'B', 'document_date' => '2026-01-01' ] + $sent );
		$this->insert( 'without a day', $sent );
		$this->insert( 'the first', [ 'created_at' => '2026-01-01 00:00:00' ] + $sent );
		$this->insert( 'the last', [ 'created_at' => '2026-02-01 00:00:00', 'document_date' => '2026-01-31' ] + $sent );
		$this->insert( 'of its day', [ 'document_date' => '2026-01-01' ] + $sent );
		$this->insert( 'too old', [ 'created_at' => '2025-12-31 23:59:59' ] + $sent );
		$this->insert( 'too new', [ 'created_at' => '2026-02-01 00:00:01' ] + $sent );
		$this->insert( 'uncertain', [ 'state' => 'uncertain' ] + $sent );
		$this->insert( 'a cancelling', [ 'role' => 'cancel' ] + $sent );
		$this->insert( 'unnamed', [ 'reference' => null ] + $sent );
		$this->insert( 'nowhere', [ 'database_name' => null ] + $sent );
		$since = (int) strtotime( '2026-01-01 00:00:00 UTC' );
		$until = (int) strtotime( '2026-02-01 00:00:00 UTC' );
		self::assertSame( 5, SentDocuments::count( $since, $until ) );
		$days = [];
		for ( $after = ''; [] !== ( $entries = SentDocuments::nextDay( $since, $until, $after ) ); $after = SentDocuments::dayKey( $entries[0] ) ) {
			$days[] = $this->names( $entries );
		}
		self::assertSame( [ [ 'the first', 'of its day' ], [ 'without a day' ], [ 'the last' ], [ 'of another database' ] ], $days );
		$each = [];
		for ( $after = 0; [] !== ( $entries = SentDocuments::next( $since, $until, $after ) ); $after = $entries[0]->id ) {
			$each[] = $this->names( $entries );
		}
		self::assertSame( [ [ 'of another database' ], [ 'without a day' ], [ 'the first' ], [ 'the last' ], [ 'of its day' ] ], $each );
	}

	/** An order may be sent long after it came: once it is paid, put right, or asked for by a person. */
	public function testThoseThatWereSentOrNamedInTheTimeWheneverTheyCame(): void {
		$since = (int) strtotime( '2026-01-01 00:00:00 UTC' );
		$until = (int) strtotime( '2026-02-01 00:00:00 UTC' );
		$late  = [
			'state'           => 'sent',
			'reference'       => 'r',
			'database_name'   => 'A',
			'document_date'   => '2025-11-02',
			'created_at'      => '2025-11-02 12:00:00',
			'acknowledged_at' => 1000000 * (int) strtotime( '2026-01-10 12:00:00 UTC' ),
		];
		$events = [
			'sent late'    => [ 'sent', '2026-01-10 12:00:00' ],
			'found late'   => [ 'found', '2026-01-10 12:00:00' ],
			'named late'   => [ 'decided', '2026-01-10 12:00:00' ],
			'missing now'  => [ 'sent', '2026-01-10 12:00:00' ],
			'sent in time' => [ 'sent', '2025-11-02 12:00:00' ],
			'carried over' => [ 'sent', '2025-11-02 12:00:00' ],
		];
		$other  = [
			'missing now'  => [ 'acknowledged_at' => null, 'issue_code' => 'missing_in_sors' ],
			'sent in time' => [ 'acknowledged_at' => 1000000 * (int) strtotime( '2025-11-02 12:00:00 UTC' ) ],
		];
		foreach ( $events as $name => [ $event, $at ] ) {
			$this->insert( $name, ( $other[ $name ] ?? [] ) + $late );
			self::db()->insert( Tables::name( Tables::OUTBOX_HISTORY ), [ 'outbox_id' => $this->ids[ $name ], 'at' => $at, 'event' => $event, 'message' => '' ] );
		}
		$all = [ 'sent late', 'found late', 'named late', 'missing now' ];
		self::assertSame( $all, $this->names( SentDocuments::nextDay( $since, $until, '' ) ), 'By the day of their documents.' );
		self::assertSame( 4, SentDocuments::count( $since, $until ) );
		self::assertSame( [ 'sent late' ], $this->names( SentDocuments::next( $since, $until, 0 ) ) );
	}

	/** @param list<OutboxEntry> $entries */
	private function names( array $entries ): array {
		return array_map( fn( OutboxEntry $entry ): string => (string) array_search( $entry->id, $this->ids, true ), $entries );
	}
}
