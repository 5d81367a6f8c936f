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
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\Document;
use SorsApi\Sors\SorsError;

/**
 * Holds the sent orders of the last weeks against the documents that SORS has:
 * missing, doubled, another total. What is found is noted on the row, so that
 * it shows wherever orders are shown. Many orders take many requests: it goes
 * on, a few seconds at a time, from where it stopped.
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

	private OutboxTable $rows;
	private History $history;
	private SentEntries $sent;
	private OrphanedDocuments $gone;
	private StoreIdentity $identity;
	private ProgressOption $progress;
	private Api $api;

	public function __construct( OutboxTable $rows, History $history, SentEntries $sent, OrphanedDocuments $gone, StoreIdentity $identity, Api $api ) {
		$this->rows     = $rows;
		$this->history  = $history;
		$this->sent     = $sent;
		$this->gone     = $gone;
		$this->identity = $identity;
		$this->api      = $api;
		$this->progress = new ProgressOption( self::OPTION );
	}

	/** Once a day, and on with one that is under way. */
	public function runIfDue( int $seconds ): void {
		$last = $this->last();
		if ( null === $last || ( null !== $last['finishedAt'] && time() - $last['startedAt'] >= DAY_IN_SECONDS ) ) {
			$this->begin( self::DAYS );
		}
		$this->goOn( $seconds );
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
			$this->goOn( 60 );
			$progress = $this->last() ?? $progress;
		}
		return $progress;
	}

	/**
	 * Begins anew; nothing is asked of SORS yet.
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
			'documents'  => $this->sent->count( $since, $now ),
			'checked'    => 0,
			'problems'   => 0,
			'unchecked'  => '',
			'at'         => '',
		];
		$this->progress->write( $progress );
		return $progress;
	}

	/** Works on it for about so many seconds, if one is under way. */
	public function goOn( int $seconds ): void {
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
	 * One day of documents, or where SORS cannot list days, one document.
	 *
	 * @param Progress $progress
	 *
	 * @return Progress
	 */
	private function step( array $progress ): array {
		try {
			$documents = new SentDocuments( $this->api );
			if ( ! $documents->canList() && ! $documents->canFind() ) {
				$progress['unchecked'] = 0 === $progress['documents'] ? '' : __( 'SORS\' interface offers no way to look documents up, so nobody can tell from here whether those of the sent orders are still there.', 'sors-api-for-woocommerce' );
				return [ 'finishedAt' => time() ] + $progress;
			}
			$rows = $documents->canList() ? $this->sent->nextDay( $progress['since'], $progress['startedAt'], $progress['at'] ) : $this->sent->nextRow( $progress['since'], $progress['startedAt'], (int) $progress['at'] );
			if ( [] === $rows ) {
				return [ 'finishedAt' => time() ] + $progress;
			}
			$found = $documents->canList()
				? $documents->ofDay( (string) $rows[0]->database, SentDocuments::day( $rows[0] ), $this->identity->storeId() . '-' )
				: [ (string) $rows[0]->reference => $documents->ofRow( $rows[0] ) ];
			foreach ( $rows as $row ) {
				++$progress['checked'];
				$progress['problems'] += $this->note( $row, self::judge( $row, $found[ (string) $row->reference ] ?? [] ) ) ? 1 : 0;
			}
			$progress['at'] = $documents->canList() ? SentEntries::dayKey( $rows[0] ) : (string) $rows[0]->id;
		} catch ( SorsError $error ) {
			Log::warning( 'The comparison with SORS broke off: ' . $error->code() );
			$progress['unchecked']  = $error->getMessage();
			$progress['finishedAt'] = time();
		}
		return $progress;
	}

	/**
	 * Pure.
	 *
	 * @param list<Document> $documents All that carry the row's reference.
	 *
	 * @return Issue|null Null = all is well.
	 */
	public static function judge( OutboxEntry $row, array $documents ): ?Issue {
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
		if ( ! LookUp::agrees( $row, $open[0] ) ) {
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
	private function note( OutboxEntry $row, ?Issue $found ): bool {
		if ( null !== $found && self::DOUBLED !== $found->code && OrphanedDocuments::isOrphaned( $row->orderId ) ) {
			return $this->noteOrphaned( $row, self::MISSING === $found->code );
		}
		if ( null === $found ) {
			if ( $row->hasIssue( self::CODES ) ) {
				$this->rows->updateIdle( $row, OutboxTable::NO_ISSUE );
			}
			if ( OrphanedDocuments::WITH_DOCUMENT === $row->issueAccepted ) {
				// It is open again: should the order be gone still, the sweep says so.
				$this->rows->updateIdle( $row, [ 'issue_accepted' => '' ] );
			}
			return $row->hasIssue( OrphanedDocuments::CODES );
		}
		if ( $found->fingerprint() === $row->issueAccepted ) {
			return false;
		}
		if ( null === $row->issue || $row->issue->fingerprint() !== $found->fingerprint() ) {
			// As it was read: one that was cancelled while SORS was asked is not missing.
			$this->rows->updateIdle( $row, OutboxTable::issue( $found ) );
			$this->history->add( $row->id, $found->code, IssueText::of( $row, $found ) );
		}
		return true;
	}

	/** An order that is no more cannot be sent anew: while SORS has its document, that is the finding; when neither is there, there is none. */
	private function noteOrphaned( OutboxEntry $row, bool $missing ): bool {
		if ( $missing && OrphanedDocuments::WITH_DOCUMENT !== $row->issueAccepted ) {
			$this->gone->over( $row );
		}
		return ! $missing && $row->hasIssue( OrphanedDocuments::CODES );
	}
}
