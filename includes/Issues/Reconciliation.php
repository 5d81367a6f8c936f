<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\ProgressOption;
use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Log\Log;
use SorsApi\Outbox\LookUp;
use SorsApi\Outbox\RestoredBackup;
use SorsApi\Sors\Document;
use SorsApi\Sors\SorsError;

/**
 * Compares the sent orders of the last weeks with the documents that SORS has: missing, doubled, another total. What it
 * finds is noted on the entry, so that it shows wherever orders are shown. Many orders take many requests: it works a
 * few seconds at a time and resumes where it stopped.
 *
 * @phpstan-type Progress array{startedAt: int, finishedAt: int|null, since: int, documents: int, checked: int, problems: int, unchecked: string, at: string}
 */
final class Reconciliation {

	public const OPTION = 'sors_reconciliation';

	public const MISSING = 'missing_in_sors';
	public const DOUBLED = 'doubled_in_sors';
	public const TOTAL = 'other_total';

	public const CODES = [ self::MISSING, self::DOUBLED, self::TOTAL ];

	public const DAYS = 31;

	private OutboxTable $entries;
	private History $history;
	private OrphanedDocuments $orphaned;
	private RestoredBackup $restored;
	private SentDocuments $documents;
	private ProgressOption $progress;

	public function __construct( OutboxTable $entries, History $history, OrphanedDocuments $orphaned, RestoredBackup $restored, SentDocuments $documents ) {
		$this->entries      = $entries;
		$this->history   = $history;
		$this->orphaned  = $orphaned;
		$this->restored  = $restored;
		$this->documents = $documents;
		$this->progress  = new ProgressOption( self::OPTION );
	}

	/** Begins one each day, and works on the one under way. */
	public function runIfDue( int $seconds ): void {
		$last = $this->last();
		if ( null === $last || ( null !== $last['finishedAt'] && time() - $last['startedAt'] >= DAY_IN_SECONDS ) ) {
			$this->begin( self::DAYS );
		}
		$this->resume( $seconds );
	}

	/** @return Progress|null The one under way, or the last one (Unix timestamps). */
	public function last(): ?array {
		$stored = $this->progress->read();
		if ( ! isset( $stored['startedAt'], $stored['since'], $stored['documents'], $stored['checked'], $stored['problems'], $stored['unchecked'], $stored['at'] ) ) {
			return null;
		}
		/** @var Progress $stored Written by begin(). */
		return $stored;
	}

	/**
	 * All of it at once.
	 *
	 * @param int $days How far back.
	 *
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
	 *
	 * @return Progress
	 */
	private function step( array $progress ): array {
		try {
			$byDay = $this->documents->canList();
			if ( ! $byDay && ! $this->documents->canFind() ) {
				$progress['unchecked'] = 0 === $progress['documents'] ? '' : __( 'SORS\' interface has no way to look documents up, so it cannot be checked from here whether those of the sent orders are still there.', 'sors-api-for-woocommerce' );
				return [ 'finishedAt' => time() ] + $progress;
			}
			$entries = $byDay ? SentDocuments::nextDay( $progress['since'], $progress['startedAt'], $progress['at'] ) : SentDocuments::next( $progress['since'], $progress['startedAt'], (int) $progress['at'] );
			if ( [] === $entries ) {
				return [ 'finishedAt' => time() ] + $progress;
			}
			$first = $entries[0];
			$found = $byDay
				? $this->documents->ofDay( (string) $first->database, SentDocuments::day( $first ) )
				: [ (string) $first->reference => $this->documents->ofEntry( $first ) ];
			if ( $byDay ) {
				$this->restored->look( (string) $first->database, array_merge( [], ...array_values( $found ) ) );
			}
			foreach ( $entries as $entry ) {
				++$progress['checked'];
				$progress['problems'] += $this->note( $entry, self::judge( $entry, $found[ (string) $entry->reference ] ?? [] ) ) ? 1 : 0;
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
	 * Pure.
	 *
	 * @param list<Document> $documents All that carry the entry's reference.
	 *
	 * @return Issue|null Null = all is well.
	 */
	public static function judge( OutboxEntry $entry, array $documents ): ?Issue {
		$open    = [];
		$numbers = [];
		foreach ( $documents as $document ) {
			if ( 'cancelled' !== $document->status ) {
				$open[]    = $document;
				$numbers[] = (string) ( $document->number ?? $document->id );
			}
		}
		if ( [] === $open ) {
			return new Issue( self::MISSING );
		}
		if ( count( $open ) > 1 ) {
			return new Issue( self::DOUBLED, [ 'documents' => $numbers ] );
		}
		if ( ! LookUp::agrees( $entry, $open[0] ) ) {
			return new Issue(
				self::TOTAL,
				[
					'document' => $numbers[0],
					'total'    => $open[0]->total,
					'kind'     => $open[0]->kind,
					'date'     => $open[0]->date,
				]
			);
		}
		return null;
	}

	/** @return bool Whether there is something to decide. */
	private function note( OutboxEntry $entry, ?Issue $found ): bool {
		if ( null !== $found && self::DOUBLED !== $found->code && OrphanedDocuments::isOrphaned( $entry->orderId ) ) {
			return $this->noteOrphaned( $entry, self::MISSING === $found->code );
		}
		if ( null === $found ) {
			if ( $entry->hasIssue( self::CODES ) ) {
				$this->entries->updateIdle( $entry, OutboxTable::NO_ISSUE );
			}
			if ( OrphanedDocuments::WITH_DOCUMENT === $entry->issueAccepted ) {
				// It is open again: if the order is still orphaned, the sweep says so.
				$this->entries->updateIdle( $entry, [ 'issue_accepted' => '' ] );
			}
			return $entry->hasIssue( OrphanedDocuments::CODES );
		}
		if ( $found->fingerprint() === $entry->issueAccepted ) {
			return false;
		}
		if ( null === $entry->issue || $entry->issue->fingerprint() !== $found->fingerprint() ) {
			// Only if it still is as it was read: a document that was cancelled while SORS was asked is not missing.
			$this->entries->updateIdle( $entry, OutboxTable::issue( $found ) );
			$this->history->add( $entry->id, $found->code, IssueText::of( $entry, $found ) );
		}
		return true;
	}

	/** A deleted or trashed order cannot be sent again: while SORS has its document, that is the finding; when neither exists, there is none. */
	private function noteOrphaned( OutboxEntry $entry, bool $missing ): bool {
		if ( $missing && OrphanedDocuments::WITH_DOCUMENT !== $entry->issueAccepted ) {
			$this->orphaned->over( $entry );
		}
		return ! $missing && $entry->hasIssue( OrphanedDocuments::CODES );
	}
}
