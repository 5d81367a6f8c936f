<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Sentence;

/** What happened to an entry, in sentences for people: the only code that reads and writes that table. */
final class History {

	/** Events whose message carries words that are not our own. */
	private const OTHERS_WORDS = [ 'postponed', OutboxEntry::BROKEN, 'waiting', 'lost', 'rejected', 'uncertain' ];

	/** Event: what became of a payment that the document does not carry. */
	public const PAYMENT = 'payment';

	/** @param string $event sending, sent, postponed, waiting, lost, missed, rejected, uncertain, skipped, cancelled, decided … */
	public static function add( int $entryId, string $event, string $message ): void {
		self::insert( $entryId, $event, $message, Person::nobody() );
	}

	/** @param Person|null $by Null = whoever is at work right now. */
	public static function decided( int $entryId, string $message, string $event = 'decided', ?Person $by = null ): void {
		self::insert( $entryId, $event, $message, $by ?? Person::atWork() );
	}

	private static function insert( int $entryId, string $event, string $message, Person $by ): void {
		$values = [
			'outbox_id' => $entryId,
			'at'        => DatabaseClock::utc(),
			'event'     => $event,
			'message'   => Sql::words( $message ),
			'user_id'   => $by->userId,
			'via'       => $by->via,
		];
		Sql::insert( self::name(), $values );
	}

	/**
	 * What SORS, or the shop, had to say of these entries: a refusal may name the buyer. That something was said stays.
	 *
	 * @param list<int> $entryIds
	 * @return bool Whether there was anything to erase.
	 */
	public static function eraseWords( array $entryIds ): bool {
		$words = Sql::quoted( self::OTHERS_WORDS );
		return Sql::inChunks( $entryIds, static fn( string $in ): int => Sql::run( 'UPDATE ' . self::name() . IndexHint::on( self::name(), 'outbox_id' ) . " SET message = '' WHERE message <> '' AND outbox_id IN ($in) AND event IN ($words)" ) ) > 0;
	}

	/** The same of all entries. */
	public static function eraseAll(): void {
		Sql::run( 'UPDATE ' . self::name() . " SET message = '' WHERE event IN (" . Sql::quoted( self::OTHERS_WORDS ) . ')' );
	}

	/** @return list<array{at: string, event: string, message: string, by: ?string}> Oldest first; `at` as zod `moment`. */
	public static function of( int $entryId ): array {
		return array_map(
			static function ( array $event ): array {
				unset( $event['entryId'] );
				return $event;
			},
			self::ofEntries( [ $entryId ] )
		);
	}

	/**
	 * @param list<int> $entryIds
	 * @return list<array{entryId: int, at: string, event: string, message: string, by: ?string}> Oldest first.
	 */
	public static function ofEntries( array $entryIds ): array {
		if ( [] === $entryIds ) {
			return [];
		}
		return array_map(
			static fn( array $row ): array => [
				'entryId' => (int) $row['outbox_id'],
				'at'      => OutboxEntry::moment( (string) $row['at'] ),
				'event'   => (string) $row['event'],
				'message' => '' === (string) $row['message'] ? __( 'Erased, since it may have named the buyer.', 'sors-api-for-woocommerce' ) : Sentence::shown( (string) $row['message'] ),
				'by'      => Person::of( [ (int) $row['user_id'], (string) $row['via'] ] )->name(),
			],
			Sql::rows( 'SELECT outbox_id, at, event, message, user_id, via FROM ' . self::name() . ' WHERE outbox_id IN (' . implode( ', ', $entryIds ) . ') ORDER BY id' )
		);
	}

	/** When an entry was last put off for another reason than before, as a Unix timestamp. */
	public static function postponedAt( int $entryId ): int {
		return (int) strtotime( Sql::value( 'SELECT MAX(at) FROM ' . self::name() . " WHERE outbox_id = %d AND event = 'postponed'", $entryId ) . ' UTC' );
	}

	/** SQL: that entry r was sent then or later, or found in SORS, or that a person decided on it. */
	public static function wasSentSince( int $since ): string {
		return Sql::prepare( Sql::exists( 'FROM ' . self::name() . " h WHERE h.outbox_id = r.id AND h.event IN ('sent', 'found', 'decided') AND h.at >= %s" ), DatabaseClock::datetime( $since ) );
	}

	private static function name(): string {
		return Tables::name( Tables::OUTBOX_HISTORY );
	}
}
