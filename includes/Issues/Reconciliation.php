<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\ProgressOption;
use SorsApi\Documents\Balance;
use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Entries\Reference;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Log\Log;
use SorsApi\Orders\OrderReader;
use SorsApi\Outbox\DerivedDocuments;
use SorsApi\Outbox\DiscountedTwice;
use SorsApi\Outbox\Transitions;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Document;
use SorsApi\Sors\SorsError;

/**
 * Compares the sent orders of the last weeks with the documents that SORS has: missing, doubled, otherwise than sent. What it
 * finds is noted on the entry, so that it shows wherever orders are shown. Many orders take many requests: it works a
 * few seconds at a time and resumes where it stopped.
 *
 * @phpstan-type Progress array{startedAt: int, finishedAt: int|null, since: int, documents: int, checked: int, problems: int, unchecked: string, at: string, recognised: int, open: list<string>, suspects: list<int>, unread: list<int>, listed: list<string>, others: list<array{int, string, string, string}>}
 */
final class Reconciliation {

	public const OPTION = 'sors_reconciliation';

	public const TOTAL = 'other_total';

	public const CODES = [ Issue::MISSING, Issue::DOUBLED, self::TOTAL ];

	public const DAYS = 31;

	/** Documents that are asked for one by one in a step. */
	private const AT_ONCE = 5;

	private SentDocuments $documents;
	private LatePayments $payments;
	private ProgressOption $progress;

	public function __construct( SentDocuments $documents, LatePayments $payments ) {
		$this->documents = $documents;
		$this->payments  = $payments;
		$this->progress  = new ProgressOption( self::OPTION );
	}

	/** Begins one each day, and works on the one under way. */
	public function runIfDue( int $seconds ): void {
		$last = $this->last();
		if ( null === $last || ( null !== $last['finishedAt'] && abs( time() - $last['startedAt'] ) >= DAY_IN_SECONDS ) ) {
			$this->begin( self::DAYS );
		}
		$this->resume( $seconds );
	}

	/** @return Progress|null The one under way, or the last one (Unix timestamps). */
	public function last(): ?array {
		$stored = $this->progress->read();
		if ( ! isset( $stored['startedAt'], $stored['since'], $stored['documents'], $stored['checked'], $stored['problems'], $stored['unchecked'], $stored['at'], $stored['recognised'], $stored['open'], $stored['suspects'], $stored['unread'], $stored['listed'], $stored['others'] ) ) {
			return null;
		}
		/** @var Progress $stored Written by begin(). */
		return $stored;
	}

	/**
	 * All of it at once.
	 *
	 * @param int $days How far back.
	 * @return Progress `unchecked` says in words what could not be checked; '' = nothing.
	 */
	public function run( int $days = self::DAYS ): array {
		$progress = $this->begin( $days );
		while ( null === $progress['finishedAt'] ) {
			$this->resume( 60 );
			$progress = $this->last() ?? $progress;
		}
		return $progress;
	}

	/**
	 * Begins a new one; SORS is not asked for anything yet.
	 *
	 * @return Progress
	 */
	public function begin( int $days = self::DAYS ): array {
		$now      = time();
		$since    = $now - $days * DAY_IN_SECONDS;
		$progress = [
			'startedAt'  => $now,
			'finishedAt' => null,
			'since'      => $since,
			'documents'  => SentDocuments::count( $since, $now ),
			'checked'    => 0,
			'problems'   => 0,
			'unchecked'  => '',
			'at'         => '',
			'recognised' => 0,
			'open'       => [],
			'suspects'   => [],
			'unread'     => [],
			'listed'     => [],
			'others'     => [],
		];
		$this->progress->write( $progress );
		return $progress;
	}

	/** Works for some seconds on the one that is under way. */
	public function resume( int $seconds ): void {
		$deadline = microtime( true ) + $seconds;
		do {
			$progress = $this->last();
			if ( null === $progress || null !== $progress['finishedAt'] ) {
				return;
			}
			$this->progress->advance( $progress, $this->step( $progress ) );
		} while ( microtime( true ) < $deadline );
	}

	/**
	 * One day of documents, or one document where SORS cannot list days.
	 *
	 * @param Progress $progress
	 * @return Progress
	 */
	private function step( array $progress ): array {
		try {
			$byDay = $this->documents->canList();
			if ( ! $byDay && ! $this->documents->canFind() ) {
				$progress['unchecked'] = 0 === $progress['documents'] ? '' : Sentence::__( 'SORS’ interface has no way to look documents up, so it cannot be checked from here whether those of the sent orders are still there.', 'sors-api-for-woocommerce' );
				return [ 'finishedAt' => time() ] + $progress;
			}
			$entries = $byDay ? SentDocuments::nextDay( $progress['since'], $progress['startedAt'], $progress['at'] ) : SentDocuments::next( $progress['since'], $progress['startedAt'], (int) $progress['at'] );
			if ( [] === $entries ) {
				$day = $this->unlistedDay( $progress );
				return null === $day ? $this->finish( $progress ) : $this->ofDay( $progress, SettingsStore::load()->database, $day, $this->documents->ofDay( SettingsStore::load()->database, $day ) );
			}
			$first = $entries[0];
			$found = $byDay ? $this->documents->ofDay( (string) $first->database, SentDocuments::day( $first ) ) : $this->documents->ofEntry( $first );
			$all     = $found;
			$found   = SentDocuments::byEntry( $found, $entries );
			$derived = new DerivedDocuments( $all );
			foreach ( $entries as $entry ) {
				$own  = $byDay ? $this->documents->withoutMade( $found[ $entry->id ], $entry ) : $found[ $entry->id ];
				$made = SentDocuments::made( $derived, $entry );
				++$progress['checked'];
				$progress['recognised'] += [] === $own && [] === $made ? 0 : 1;
				$issue                   = self::judge( $entry, $own, $made );
				if ( null !== $issue && Issue::MISSING === $issue->code ) {
					$progress['suspects'][] = $entry->id;
					continue;
				}
				$progress['open'] = array_values( array_unique( array_merge( $progress['open'], [ (string) $entry->database ] ) ) );
				$other = null === $issue ? self::otherRevision( $entry ) : null;
				if ( null !== $other ) {
					$progress['others'][] = $other;
					continue;
				}
				$isUnread         = null === $issue && [] === $made && $this->documents->lacksLines( $own, $entry );
				if ( $isUnread ) {
					$progress['unread'][] = $entry->id;
				}
				// What was said of its lines stays until they are read.
				if ( ! $isUnread || ! $entry->hasIssue( [ self::TOTAL ] ) ) {
					$progress['problems'] += $this->note( $entry, $issue, $own, $made ) ? 1 : 0;
				}
			}
			if ( $byDay ) {
				$progress = $this->ofDay( $progress, (string) $first->database, SentDocuments::day( $first ), $all );
			}
			$progress['at'] = $byDay ? SentDocuments::dayKey( $first ) : (string) $first->id;
		} catch ( SorsError $error ) {
			Log::warning( 'The reconciliation with SORS broke off: ' . $error->code() );
			$progress['unchecked']  = $error->getMessage();
			$progress['finishedAt'] = time();
		}
		return $progress;
	}

	/**
	 * What was made in the last weeks after the backup that was restored need not be of a day on which the shop knows of a
	 * document.
	 *
	 * @param Progress $progress
	 * @return string|null A day that was not listed yet, in the database in use; null = there is none.
	 */
	private function unlistedDay( array $progress ): ?string {
		if ( '' === SettingsStore::load()->database || ! $this->documents->listsReferences() ) {
			return null;
		}
		$last = OrderReader::day( new \DateTimeImmutable( '@' . $progress['startedAt'] ) );
		$days = min( self::DAYS, intdiv( $progress['startedAt'] - $progress['since'], DAY_IN_SECONDS ) );
		for ( $back = 0; $back <= $days; $back++ ) {
			$day = OrderReader::daysBefore( $last, $back );
			if ( ! in_array( $day, $progress['listed'], true ) ) {
				return $day;
			}
		}
		return null;
	}

	/**
	 * What the list of a day says beyond the entries of that day.
	 *
	 * @param Progress       $progress
	 * @param list<Document> $documents
	 * @return Progress
	 */
	private function ofDay( array $progress, string $database, string $day, array $documents ): array {
		MadeDocuments::take( $database, $documents );
		$others             = DocumentsWithoutOrder::take( $database, $day, $documents );
		$progress['others'] = array_values( array_unique( array_merge( $progress['others'], $others ), SORT_REGULAR ) );
		if ( SettingsStore::load()->database === $database ) {
			$progress['listed'][] = $day;
		}
		return $progress;
	}

	/**
	 * What was not seen is asked for once more, alone: its date may have been changed. And it is called missing only
	 * where this comparison recognised another document of ours, or an answer that shows nothing would end in every
	 * order being sent again. Of what was carried over, SORS may have closed all in the former database.
	 *
	 * @param Progress $progress
	 * @return Progress
	 */
	private function finish( array $progress ): array {
		$seen = $progress['recognised'] > 0;
		if ( ! $seen && [] !== $progress['suspects'] ) {
			$progress['unchecked'] = Sentence::__( 'SORS named none of the documents of the sent orders. That they are all missing is unlikely, so nothing is said of them: look in SORS whether one of them is there. If it is, show this to the person who looks after the site.', 'sors-api-for-woocommerce' );
		}
		foreach ( array_splice( $progress['others'], 0, self::AT_ONCE ) as [ $id, $reference, $documentId, $day ] ) {
			$entry                 = OutboxTable::get( $id );
			$progress['problems'] += null !== $entry && OutboxEntry::SENT === $entry->state && $this->compareRevisions( $entry, $reference, $documentId, $day ) ? 1 : 0;
		}
		if ( [] !== $progress['others'] ) {
			return $progress;
		}
		foreach ( $seen ? array_splice( $progress['suspects'], 0, self::AT_ONCE ) : [] as $id ) {
			$entry  = OutboxTable::get( $id );
			$closed = null !== $entry && CountedDocuments::isCarriedOver( $entry ) && ! in_array( (string) $entry->database, $progress['open'], true );
			if ( null !== $entry && OutboxEntry::SENT === $entry->state && ! $closed ) {
				$own   = $this->documents->ofEntry( $entry );
				$issue = self::judge( $entry, $own );
				$made  = [];
				if ( null !== $issue && Issue::MISSING === $issue->code ) {
					$made  = $this->documents->madeFrom( $entry );
					$issue = self::judge( $entry, $own, $made );
				}
				$progress['problems'] += $this->note( $entry, $issue, $own, $made ) ? 1 : 0;
			}
		}
		foreach ( array_splice( $progress['unread'], 0, self::AT_ONCE ) as $id ) {
			$entry                 = OutboxTable::get( $id );
			$progress['problems'] += null !== $entry && $this->compareLines( $entry ) ? 1 : 0;
		}
		return [ 'finishedAt' => ( $seen && [] !== $progress['suspects'] ) || [] !== $progress['unread'] ? null : time() ] + $progress;
	}

	/** @return array{int, string, string, string}|null As DocumentsWithoutOrder::take(): the revision of which it was told that it is open beside this one. */
	private static function otherRevision( OutboxEntry $entry ): ?array {
		$other = null === $entry->issue ? null : $entry->issue->data['other'] ?? null;
		if ( ! is_array( $other ) || ! is_string( $other[0] ?? null ) || ! is_string( $other[1] ?? null ) || ! is_string( $other[2] ?? null ) ) {
			return null;
		}
		return [ $entry->id, $other[0], $other[1], $other[2] ];
	}

	/**
	 * Another revision of the order is in SORS, and the outbox does not know it: it was made after the backup that was restored.
	 *
	 * @return bool As note().
	 */
	private function compareRevisions( OutboxEntry $entry, string $reference, string $documentId, string $day ): bool {
		$database = (string) $entry->database;
		$read     = Reference::read( $reference );
		$other    = $this->documents->again( $database, $documentId, $reference, $day );
		$found    = $this->documents->ofEntry( $entry );
		$own      = SentDocuments::own( $found, $entry );
		$isOpen   = null !== $own && 'cancelled' !== $own->status;
		if ( null === $read || null === $other || 'cancelled' === $other->status || $other->externalReference !== $reference || OutboxTable::knowsDocument( $database, $documentId ) ) {
			return $isOpen && $this->note( $entry, null, $found, [] );
		}
		if ( $isOpen ) {
			return $this->note( $entry, new Issue( Issue::DOUBLED, [ 'documents' => [ $own->name(), $other->name() ], 'byHand' => true, 'other' => [ $reference, $documentId, $day ] ] ), $found, [] );
		}
		if ( $read->revision > $entry->revision && ! $entry->isHeld() && [] === $this->documents->madeFrom( $entry ) ) {
			/* translators: 1: number of a document, 2: number of a document. */
			Transitions::documentCancelled( $entry, Sentence::__( 'SORS no longer has an open document %1$s, but a later one of this order: %2$s. It belongs to the order now, if it agrees.', 'sors-api-for-woocommerce', $entry->documentName(), $other->name() ) );
			OutboxTable::reopen( [ $entry->orderId ] );
			// Its look-up before the first request finds the document, whatever the settings say of new orders.
			OutboxTable::ensure( $entry->orderId, OutboxEntry::ROLE_SALE, 0, $read->revision, [ 'asked_for' => 1 ] );
		}
		return false;
	}

	/** @return bool As note(). */
	private function compareLines( OutboxEntry $entry ): bool {
		$document = OutboxEntry::SENT === $entry->state ? $this->documents->readUsable( (string) $entry->database, (string) $entry->documentId ) : null;
		if ( null === $document || 'cancelled' === $document->status ) {
			return false;
		}
		$issue = self::judge( $entry, [ $document ] );
		return ( null !== $issue || $entry->hasIssue( [ self::TOTAL ] ) ) && $this->note( $entry, $issue, [ $document ], [] );
	}

	/**
	 * Pure.
	 *
	 * @param list<Document> $documents The entry's own, by its id, and all that carry its reference.
	 * @param list<Document> $made      Open ones that SORS made from it, which may have changed it: while it is open itself, it is there.
	 * @return Issue|null Null = all is well.
	 */
	public static function judge( OutboxEntry $entry, array $documents, array $made = [] ): ?Issue {
		$open    = [];
		$others  = [];
		$numbers = [];
		foreach ( $documents as $document ) {
			if ( 'cancelled' !== $document->status ) {
				$numbers[] = $document->name();
				if ( self::isAsSent( $document, $entry ) ) {
					$open[] = $document;
				} else {
					$others[] = $document;
				}
			}
		}
		if ( [] === $open ) {
			// What carries its reference, and is not what was sent, was most likely made from it.
			return [] === $others && [] === $made ? new Issue( Issue::MISSING ) : null;
		}
		if ( count( $numbers ) > 1 ) {
			return self::doubled( $numbers, 1 === count( $open ) );
		}
		$difference = [] === $made && [] === preg_grep( '/^cancelled /', $entry->made, PREG_GREP_INVERT ) ? Balance::of( $entry->asSent(), $open[0] ) : [];
		return [] === $difference ? null : new Issue( self::TOTAL, [ 'document' => $numbers[0] ] + $difference );
	}

	/**
	 * @param list<string> $numbers Of the entry's own, and the others that are open.
	 * @param bool         $byHand  Whether none of the others is as it was sent: it may be right, and is not cancelled from here.
	 */
	public static function doubled( array $numbers, bool $byHand ): Issue {
		return new Issue( Issue::DOUBLED, [ 'documents' => $numbers ] + ( $byHand ? [ 'byHand' => true ] : [] ) );
	}

	/** Its own, whatever became of it, or another that is no other document's. */
	private static function isAsSent( Document $document, OutboxEntry $entry ): bool {
		return null !== SentDocuments::own( [ $document ], $entry ) || DerivedDocuments::isAsSent( $document, $entry );
	}

	/**
	 * @param list<Document> $documents As judge(), as `$made`.
	 * @param list<Document> $made
	 * @return bool Whether there is something to decide.
	 */
	private function note( OutboxEntry $entry, ?Issue $found, array $documents, array $made ): bool {
		if ( null !== $found && self::TOTAL === $found->code ) {
			// By the same facts as when it was sent, so that what was accepted then is not asked again.
			$found = DiscountedTwice::issue( $entry, is_string( $found->data['total'] ?? null ) ? $found->data['total'] : null ) ?? $found;
		}
		$acknowledgement = self::acknowledgement( $entry, $found );
		if ( [] !== $acknowledgement ) {
			$entry = OutboxTable::updateIdle( $entry, $acknowledgement ) ?? $entry;
		}
		if ( null !== $found && Issue::DOUBLED !== $found->code && OrphanedDocuments::isOrphaned( $entry->orderId ) ) {
			return $this->noteOrphaned( $entry, Issue::MISSING === $found->code );
		}
		if ( null === $found ) {
			$now   = $this->adopt( $entry, $documents );
			$entry = $now ?? $entry;
			if ( null !== $now ) {
				$this->payments->compare( $now, array_values( array_filter( $documents, static fn( Document $document ): bool => self::isAsSent( $document, $now ) ) ) );
				MadeDocuments::mark( $now, $made );
			}
			if ( $entry->hasIssue( array_merge( self::CODES, [ Issue::DISCOUNTED_TWICE ] ) ) ) {
				// An edit that this kept from being told is.
				OutboxTable::updateIdle( $entry, [ 'compared_at' => null ] + OutboxTable::NO_ISSUE );
			}
			if ( OrphanedDocuments::WITH_DOCUMENT === $entry->issueAccepted ) {
				// It is open again: if the order is still orphaned, the sweep says so.
				OutboxTable::updateIdle( $entry, [ 'issue_accepted' => '' ] );
			}
			return $entry->hasIssue( OrphanedDocuments::CODES );
		}
		if ( $found->fingerprint() === $entry->issueAccepted ) {
			return false;
		}
		if ( null === $entry->issue || $entry->issue->fingerprint() !== $found->fingerprint() ) {
			// Only if it still is as it was read: a document that was cancelled while SORS was asked is not missing.
			$now = OutboxTable::updateIdle( $entry, OutboxTable::issue( $found ) );
			if ( null !== $now && $now->hasIssue( [ $found->code ] ) ) {
				History::add( $entry->id, $found->code, IssueText::of( $entry, $found ) );
			}
		}
		return true;
	}

	/**
	 * Without its document SORS offers an order's goods again, unless they were handed over: then they left its books
	 * another way.
	 *
	 * @return array<string, int|string|null> Columns.
	 */
	private static function acknowledgement( OutboxEntry $entry, ?Issue $found ): array {
		$missing = null !== $found && Issue::MISSING === $found->code;
		$open    = [ 'settlement' => OutboxEntry::OPEN ];
		if ( $missing === ( null === $entry->acknowledgedAt ) || ( $missing && $found->fingerprint() === $entry->issueAccepted ) ) {
			return [];
		}
		if ( ! $missing ) {
			return $open + [
				'acknowledged_at' => DatabaseClock::moment(),
				'acknowledged_by' => OutboxEntry::NAMED === $entry->documentBy ? OutboxEntry::BY_OWNER : OutboxEntry::BY_DOCUMENT,
			];
		}
		$order = OrderReader::load( $entry->orderId );
		return $open + ( null !== $order && OrderReader::wasCompleted( $order ) ? [ 'acknowledged_by' => OutboxEntry::BY_COMPLETION ] : OutboxTable::NOT_ACKNOWLEDGED );
	}

	/**
	 * Of a document that came twice the one that we knew was removed in SORS: the other one, with our reference, is it now.
	 *
	 * @param list<Document> $documents All is well with them.
	 * @return OutboxEntry|null As it is now; null = its worker has it, and the next comparison sees to it.
	 */
	private function adopt( OutboxEntry $entry, array $documents ): ?OutboxEntry {
		$open = array_values( array_filter( $documents, static fn( Document $document ): bool => 'cancelled' !== $document->status && self::isAsSent( $document, $entry ) ) )[0] ?? null;
		if ( null === $open || null !== SentDocuments::own( [ $open ], $entry ) ) {
			return $entry;
		}
		$columns = [
			'document_id'     => $open->id,
			'document_number' => $open->number,
			'document_by'     => OutboxEntry::FOUND,
			'paid_by_hand'    => null,
			'made'            => null,
			'made_id'         => null,
			// Its worker writes the number on the order.
			'next_attempt_at' => DatabaseClock::utc(),
		];
		$now     = OutboxTable::updateIdle( $entry, $columns );
		if ( null === $now || $now->documentId !== $open->id ) {
			return null;
		}
		$this->payments->takenOver( $entry );
		/* translators: 1: number of a document, 2: number of a document. */
		History::add( $entry->id, 'found', Sentence::__( 'SORS no longer has an open document %1$s, but one with the same reference, which agrees: %2$s. It belongs to the order now.', 'sors-api-for-woocommerce', $entry->documentName(), $open->name() ) );
		return $now;
	}

	/** A deleted or trashed order cannot be sent again: while SORS has its document, that is the finding; when neither exists, there is none. */
	private function noteOrphaned( OutboxEntry $entry, bool $missing ): bool {
		if ( $missing && OrphanedDocuments::WITH_DOCUMENT !== $entry->issueAccepted ) {
			OrphanedDocuments::over( $entry );
		}
		return ! $missing && $entry->hasIssue( OrphanedDocuments::CODES );
	}
}
