<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Entries\ErasedReason;
use SorsApi\Entries\Erasure;
use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\SoldQuantities;
use SorsApi\Sentence;
use SorsApi\Sors\Document;
use SorsApi\Sors\RepeatRule;

/** Writes what became of an entry that this worker holds, gives the entry back, and notes it in the history. */
final class Transitions {

	/** Columns of an entry with which nothing is wrong any more. */
	public const NO_ERROR = [
		'error_code'    => null,
		'error_message' => null,
	];

	/** There is nothing to do any more: another worker or a person was faster. */
	public static function leave( OutboxEntry $entry, string $token ): void {
		self::give( $entry, $token, [] );
	}

	/** Not yet. The state stays. */
	public static function postpone( OutboxEntry $entry, string $token, string $code, int $seconds, string $message ): void {
		self::give( $entry, $token, [ 'next_attempt_at' => DatabaseClock::utc( $seconds ) ] + self::error( $code, $message ) );
		if ( $entry->errorCode !== $code ) {
			History::add( $entry->id, OutboxEntry::BROKEN === $code ? OutboxEntry::BROKEN : 'postponed', $message );
		}
	}

	/**
	 * Nothing was done in SORS by this request. Unless an earlier one may have been heard, the document is made
	 * again when its time comes, since the order may have changed by then.
	 *
	 * @param int $attempts How many count so far.
	 */
	public static function wait( OutboxEntry $entry, string $token, string $code, int $seconds, string $message, int $attempts ): void {
		$columns = [
			'state'           => OutboxEntry::WAITING,
			'payload_lock'    => $entry->isInDoubt() ? OutboxEntry::IN_DOUBT : OutboxEntry::UNLOCKED,
			'attempts'        => max( 0, $attempts ),
			'lost_at'         => $entry->lostAt,
			'answered_losses' => $entry->answeredLosses,
			'next_attempt_at' => DatabaseClock::utc( $seconds ),
		];
		self::give( $entry, $token, $columns + self::error( $code, $message ) );
		History::add( $entry->id, 'waiting', $message );
	}

	/** The request left and no answer came: it is looked up before anything else. */
	public static function lost( OutboxEntry $entry, string $token, bool $silent, string $message ): void {
		self::give( $entry, $token, [ 'next_attempt_at' => DatabaseClock::utc( RepeatRule::FIRST_LOOKUP ) ] + self::loss( $entry, $silent ) + self::error( 'reply_lost', $message ) );
		History::add( $entry->id, 'lost', $message );
	}

	/** The process that sent it has died, or met a fault, before an answer was stored: nothing is known, as after silence. */
	public static function died( OutboxEntry $entry, string $token ): ?OutboxEntry {
		$message = Sentence::__( 'Sending broke off in the shop, so it is not known what SORS answered. It is looked up before anything is sent again.', 'sors-api-for-woocommerce' );
		OutboxTable::update( $entry->id, self::loss( $entry, true ) + self::error( 'reply_lost', $message ), $token );
		History::add( $entry->id, 'lost', $message );
		$now = OutboxTable::get( $entry->id );
		return null === $now || $now->leaseOwner !== $token ? null : $now;
	}

	/** A repeat was refused. What was sent first may have arrived all the same, and be the very reason: it is looked up again. */
	public static function refusedRepeat( OutboxEntry $entry, string $token, string $code, string $message ): void {
		$columns = [
			'state'           => OutboxEntry::SENDING,
			'payload_lock'    => OutboxEntry::IN_DOUBT,
			'lost_at'         => DatabaseClock::now(),
			'lookup_misses'   => 0,
			'lookups'         => 0,
			'refusal'         => (string) wp_json_encode( compact( 'code', 'message' ) ),
			'next_attempt_at' => DatabaseClock::utc( RepeatRule::FIRST_LOOKUP ),
		];
		/* translators: %s: SORS' words. */
		$words = Sentence::__( '%s What was sent first may have arrived all the same: that is looked up before anything is said of the order.', 'sors-api-for-woocommerce', $message );
		self::give( $entry, $token, $columns + self::error( 'reply_lost', $words ) );
		History::add( $entry->id, 'rejected', $words );
	}

	/** It is looked up once more before anything else. The state stays. */
	public static function lookAgain( OutboxEntry $entry, string $token, int $seconds, string $code, string $message ): void {
		self::give( $entry, $token, [ 'next_attempt_at' => DatabaseClock::utc( $seconds ) ] + self::error( $code, $message ) );
		if ( self::isNew( $code, $message, $entry ) ) {
			History::add( $entry->id, 'lost', $message );
		}
	}

	/** An uncertain one of which nothing new is known. */
	public static function lookLater( OutboxEntry $entry, string $token ): void {
		$seconds = LookUp::rule( $entry )->lateLookUp();
		self::give( $entry, $token, [ 'next_attempt_at' => null === $seconds ? null : DatabaseClock::utc( $seconds ) ] );
	}

	/** @return array<string, int|string|null> */
	private static function loss( OutboxEntry $entry, bool $silent ): array {
		return [
			'state'           => OutboxEntry::SENDING,
			'payload_lock'    => OutboxEntry::IN_DOUBT,
			'answered_losses' => $entry->answeredLosses + ( $silent ? 0 : 1 ),
			'silent_losses'   => $entry->silentLosses + ( $silent ? 1 : 0 ),
			'lost_at'         => DatabaseClock::now(),
			'lookup_misses'   => 0,
			'lookups'         => 0,
		];
	}

	/** @param int|null $recheck Seconds until our own check is made again; null where SORS refused. */
	public static function reject( OutboxEntry $entry, string $token, string $code, string $message, ?int $recheck ): void {
		$columns = [
			'state'           => OutboxEntry::REJECTED,
			// What may have arrived stays as it is: only a person sends it again.
			'payload_lock'    => $entry->mayHaveArrived() && $entry->isInDoubt() ? OutboxEntry::IN_DOUBT : OutboxEntry::UNLOCKED,
			'next_attempt_at' => null === $recheck ? null : DatabaseClock::utc( $recheck ),
		];
		self::give( $entry, $token, $columns + self::error( $code, $message, $entry ) );
		// Checked again every hour: the same words need not be said twice.
		if ( self::isNew( $code, $message, $entry ) ) {
			History::add( $entry->id, 'rejected', $message );
			OrderNotes::refused( $entry, $message );
		}
	}

	/** @param int|null $lookUpAfter Seconds; a hit settles it still. */
	public static function uncertain( OutboxEntry $entry, string $token, string $code, string $message, ?int $lookUpAfter ): void {
		$columns = [
			'state'           => OutboxEntry::UNCERTAIN,
			'payload_lock'    => OutboxEntry::IN_DOUBT,
			'lost_at'         => $entry->lostAt ?? DatabaseClock::now(),
			'next_attempt_at' => null === $lookUpAfter ? null : DatabaseClock::utc( $lookUpAfter ),
		];
		self::give( $entry, $token, $columns + self::error( $code, $message, $entry ) );
		if ( OutboxEntry::UNCERTAIN !== $entry->state || self::isNew( $code, $message, $entry ) ) {
			History::add( $entry->id, 'uncertain', $message );
			OrderNotes::uncertain( $entry, $message );
		}
	}

	/** Left out. What is not to be sent counts as acknowledged once the order is completed. */
	public static function skip( OutboxEntry $entry, string $token, Skip $skip, bool $completed ): void {
		$columns = [
			'state'           => $skip->state,
			'payload_lock'    => OutboxEntry::UNLOCKED,
			'next_attempt_at' => null,
			'asked_for'          => 0,
		] + self::error( $skip->code(), $skip->getMessage() );
		if ( ! in_array( $skip->code(), Readiness::WHILE_OFF, true ) ) {
			$columns['eligible_at'] = null;
		}
		if ( $completed && OutboxEntry::BY_OWNER !== $entry->acknowledgedBy ) {
			$acknowledged = self::acknowledged( $entry->orderId, OutboxEntry::BY_COMPLETION );
			// What counted before counts for older figures too, while it is the same.
			$same     = null !== $entry->acknowledgedAt && wp_json_encode( (object) $entry->quantities ) === $acknowledged['quantities'];
			$columns += $same ? [] : $acknowledged;
		}
		self::give( $entry, $token, $columns );
		if ( $entry->errorCode !== $skip->code() ) {
			History::add( $entry->id, $skip->state, $skip->getMessage() );
		}
	}

	/**
	 * SORS has the document. The lease is kept until the order bears its number, so that a death in between is made good.
	 *
	 * @param string $by OutboxEntry::ANSWERED or FOUND.
	 */
	public static function sent( OutboxEntry $entry, string $token, Document $document, string $by, string $message ): void {
		$columns  = [
			'document_id'     => $document->id,
			'document_number' => $document->number,
			'document_by'     => $by,
			'acknowledged_at' => DatabaseClock::moment(),
			'acknowledged_by' => OutboxEntry::BY_DOCUMENT,
		];
		$differs  = ReturnPreparation::refundDiffers( $entry );
		$columns += null === $differs ? [] : OutboxTable::issue( new Issue( Issue::REFUND, $differs ) );
		$twice    = DiscountedTwice::issue( $entry, $document->total );
		$columns += null === $twice ? [] : OutboxTable::issue( $twice );
		if ( ! self::made( $entry, $token, $columns ) ) {
			return;
		}
		if ( OutboxEntry::ROLE_RETURN === $entry->role ) {
			// While its reply was lost, the order was not compared with it: the refund may be gone.
			OutboxTable::compareAgain( $entry->orderId );
		}
		History::add( $entry->id, OutboxEntry::FOUND === $by ? 'found' : 'sent', $message );
		if ( null !== $differs ) {
			History::add( $entry->id, Issue::REFUND, OrderNotes::refundDiffers( $document->name(), $differs['refund'], $differs['document'] ) );
		}
		if ( null !== $twice ) {
			History::add( $entry->id, $twice->code, DiscountedTwice::words( $document->name(), $twice ) );
		}
		$sent = OutboxTable::get( $entry->id );
		if ( null !== $sent ) {
			self::announce( $sent, $token, false );
		}
	}

	/**
	 * A late answer also settles an entry that another worker has called uncertain meanwhile.
	 *
	 * @param array<string, int|string|null> $columns Of what SORS made.
	 * @return bool Whether the entry has taken it.
	 */
	public static function made( OutboxEntry $entry, string $token, array $columns ): bool {
		$columns += [
			'state'           => OutboxEntry::SENT,
			'next_attempt_at' => DatabaseClock::utc(),
			'lookup_misses'   => 0,
			'refusal'         => null,
		] + self::NO_ERROR;
		if ( OutboxTable::update( $entry->id, $columns, $token ) ) {
			return true;
		}
		$now = OutboxTable::get( $entry->id );
		return null !== $now && OutboxEntry::UNCERTAIN === $now->state && null === $now->documentId && OutboxTable::update( $entry->id, $columns );
	}

	/** A document that SORS had is cancelled there: of an entry that no worker holds. */
	public static function documentCancelled( OutboxEntry $entry, string $words, bool $byHand = false ): void {
		OutboxTable::update( $entry->id, [ 'state' => OutboxEntry::CANCELLED, 'next_attempt_at' => null ] + OutboxTable::NOT_ACKNOWLEDGED + OutboxTable::NO_ISSUE + self::error( 'document_cancelled', $words ) );
		if ( $byHand ) {
			History::decided( $entry->id, $words, 'cancelled' );
		} else {
			History::add( $entry->id, 'cancelled', $words );
		}
		self::takeBack( $entry );
	}

	/** What was paid beside a document that is cancelled stays in SORS. */
	public static function takeBack( OutboxEntry $cancelled ): void {
		if ( null !== $cancelled->paidByHand ) {
			/* translators: 1: amount, 2: number of a document. */
			$payment = Sentence::__( 'A payment of %1$s was entered in SORS for %2$s, which is cancelled now. Take it back there, or enter it for the document that stands in its place, where that does not say that it is paid.', 'sors-api-for-woocommerce', Sentence::amount( $cancelled->paidByHand ), $cancelled->documentName() );
			History::add( $cancelled->id, History::PAYMENT, $payment );
			OrderNotes::note( $cancelled->orderId, $payment );
		}
	}

	/** The last step of sending, made good where a worker died before it. */
	public static function announce( OutboxEntry $entry, string $token, bool $again ): void {
		OrderNotes::sent( $entry, $again );
		// What had kept the order from being told is over.
		self::give( $entry, $token, [ 'next_attempt_at' => null ] + ( OutboxEntry::BROKEN === $entry->errorCode ? self::NO_ERROR : [] ) );
	}

	/** @return array<string, int|string|null> Columns that say that SORS has what the order has sold so far. */
	public static function acknowledged( int $orderId, string $by ): array {
		return [
			'acknowledged_at' => DatabaseClock::moment(),
			'acknowledged_by' => $by,
			'quantities'      => (string) wp_json_encode( (object) SoldQuantities::ofOrder( $orderId ) ),
		];
	}

	/**
	 * @param string           $code   Perhaps SORS' own, of any length.
	 * @param OutboxEntry|null $before Checked again by itself: what was erased is not said again.
	 * @return array<string, string>
	 */
	public static function error( string $code, string $message, ?OutboxEntry $before = null ): array {
		return null !== $before && ErasedReason::isSame( $before, $code, $message ) ? [] : [
			'error_code'    => mb_substr( $code, 0, 64 ),
			'error_message' => Sql::words( $message ),
		];
	}

	private static function isNew( string $code, string $message, OutboxEntry $entry ): bool {
		return Sql::words( $message ) !== (string) $entry->errorMessage && ! ErasedReason::isSame( $entry, $code, $message );
	}

	/** @param array<string, int|string|null> $columns */
	private static function give( OutboxEntry $entry, string $token, array $columns ): void {
		OutboxTable::update( $entry->id, $columns + array_filter( [ 'eligible_at' => $entry->eligibleAt ] ) + OutboxTable::NO_LEASE, $token );
		if ( isset( $columns['error_message'] ) && Erasure::DONE === $entry->erasure ) {
			OutboxTable::eraseAgain( $entry->id );
		}
	}
}
