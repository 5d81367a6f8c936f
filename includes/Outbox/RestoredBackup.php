<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\ProgressOption;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Entries\Person;
use SorsApi\Log\Log;
use SorsApi\Orders\OrderReader;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\SorsError;

/**
 * Notices that a backup of the shop was restored: SORS has documents with this shop's id that the outbox does not
 * know. Orders of the backup's time would be sent again, and ids of orders that were lost are used once more. So
 * nothing is sent until a person has said whose documents these are; then the shop goes on under a new id.
 *
 * The outbox notes every minute that it is alive. After a gap it looks before it sends, and the daily comparison looks as well.
 *
 * @phpstan-type Progress array{state: string, alive: int, database: string, from: string, at: string, found: int, refused: int, entry: int, count: int, examples: list<string>, adopted: int, left: int, leftExamples: list<string>, problem: string, by?: array{int, string}}
 */
final class RestoredBackup {

	public const OPTION = 'sors_restored_backup';

	/** Option: the last search had to do without the list of documents. */
	private const UNLISTED = 'sors_documents_unlisted';

	/** States: it looks; a person has to decide; it adopts; a person has to see what could not be adopted. */
	public const CHECKING = 'checking';
	public const FOUND    = 'found';
	public const ADOPTING = 'adopting';
	public const LEFT     = 'left';

	/** What a person may say of the documents. */
	public const ADOPT   = 'adopt';
	public const FOREIGN = 'notOurs';
	public const IGNORE  = 'ignore';

	/** Seconds without a sign of life after which the outbox may be another one. */
	private const GAP = 300;

	/** Days that are looked at before the last sign of life: a document bears the day of its order. */
	private const DAYS_BEFORE = 2;

	/** Days that are looked at where the daily comparison found one. */
	private const DAYS = 31;

	/** No gap is looked through further back. */
	private const MOST_DAYS = 366;

	private UnknownDocuments $unknown;
	private BackupSearch $search;
	private ProgressOption $progress;

	private bool $hasFound = false;

	public function __construct( UnknownDocuments $unknown, BackupSearch $search ) {
		$this->unknown  = $unknown;
		$this->search   = $search;
		$this->progress = new ProgressOption( self::OPTION );
	}

	/** Whether anything may be sent now. Looks first where that is necessary, until the deadline (microtime). */
	public function allows( float $deadline ): bool {
		$this->hasFound = false;
		if ( ! $this->blocks() ) {
			$database = SettingsStore::load()->database;
			$alive    = Heartbeat::last();
			if ( 0 === $alive || abs( time() - $alive ) <= self::GAP ) {
				Heartbeat::beat( $database, $alive );
				return true;
			}
			if ( [] === OutboxTable::due( 1 ) ) {
				// The gap stays until something is to be sent.
				return false;
			}
			if ( '' === $database || ! $this->unknown->canList() ) {
				Heartbeat::beat( $database );
				return true;
			}
			Log::info( sprintf( 'The outbox was not at work since %s: SORS is asked for documents that it does not know.', gmdate( 'Y-m-d H:i:s', $alive ) ) );
			// Where the shop has moved into a new year since, that of the old one comes first.
			$former = Heartbeat::database();
			$this->begin( '' === $former ? $database : $former, $alive, max( $alive - self::DAYS_BEFORE * DAY_IN_SECONDS, time() - self::MOST_DAYS * DAY_IN_SECONDS ) );
		}
		$this->work( $deadline );
		// Where the shop has moved since, the other database is looked through the next time.
		return ! $this->blocks() && abs( time() - Heartbeat::last() ) <= self::GAP;
	}

	/** Whether this process has found an unknown document since it last asked what may be sent. */
	public function hasFound(): bool {
		return $this->hasFound;
	}

	/**
	 * Looks, or adopts, until the deadline (microtime).
	 *
	 * @return bool Whether there is more to do right now.
	 */
	public function work( float $deadline ): bool {
		do {
			$moves = $this->step();
		} while ( $moves && microtime( true ) < $deadline );
		return $moves;
	}

	/** Whether all sending stands still. Read past every cache: a restored database does not empty them. */
	public function blocks(): bool {
		$now = $this->read();
		return null !== $now && self::LEFT !== $now['state'];
	}

	/** @return Progress|null To be shown: as caches remember it, for nothing. Null = nothing is known of a restored backup. */
	public function status(): ?array {
		return self::checked( $this->progress->read() );
	}

	/**
	 * The daily comparison saw these documents of the shop.
	 *
	 * @param list<\SorsApi\Sors\Document> $documents
	 */
	public function look( string $database, array $documents ): void {
		if ( ! $this->blocks() && [] !== $this->unknown->among( $documents ) ) {
			$this->begin( $database, 0, time() - self::DAYS * DAY_IN_SECONDS );
		}
	}

	/**
	 * A document is about to be sent. Where SORS cannot list its documents, and for an order of days ago, which no list of
	 * the last days shows, it is asked whether it has the document. That the entry was tried before says nothing of what
	 * came after the backup.
	 *
	 * @param bool $isAsked Whether SORS has just shown that it has nothing under the reference of the entry.
	 * @throws Postponed
	 * @throws SorsError
	 */
	public function checkFirst( OutboxEntry $entry, Prepared $prepared, bool $isAsked ): void {
		$reference = (string) $prepared->mapped->document->externalReference;
		$recent    = OrderReader::day( new \DateTimeImmutable( '-' . self::DAYS_BEFORE . ' days' ) );
		if ( ( $isAsked && $entry->reference === $reference ) || ! $this->unknown->canFind() || ( $this->listsAll() && $prepared->since >= $recent && (string) $prepared->mapped->document->date <= OrderReader::day( null ) ) ) {
			return;
		}
		try {
			$found = $this->search->lookUp( $prepared->database, $reference );
		} catch ( AuthFailed $refused ) {
			if ( ! $refused->isRestricted() ) {
				throw $refused;
			}
			// A key that may send alone can notice nothing.
			return;
		}
		if ( [] === $found ) {
			return;
		}
		$this->hasFound = true;

		$progress = [ 'state' => self::FOUND ] + BackupSearch::start( $prepared->database, 0, time() - self::DAYS * DAY_IN_SECONDS );
		if ( ! $this->blocks() ) {
			$this->progress->write( BackupSearch::with( $progress, $found ) );
		}
		( new Postponed( 'restored_backup', 60, self::refusal() ) )->throw();
	}

	/**
	 * What a person says of the documents.
	 *
	 * @param string $seen The state in which they were shown, since `ignore` means something else in each; '' = any.
	 * @throws OutboxRefused nothing_to_decide.
	 */
	public function decide( string $as, string $seen = '' ): void {
		$now = $this->read();
		if ( null !== $now && ! in_array( $seen, [ '', $now['state'] ], true ) ) {
			( new OutboxRefused( 'nothing_to_decide', Sentence::__( 'What is known of these documents has changed since this page showed it, so nothing was decided. Reload the page and read what it asks now.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$works = null !== $now && in_array( $now['state'], [ self::CHECKING, self::ADOPTING ], true );
		if ( null === $now || ( $works && ( '' === $now['problem'] || self::IGNORE !== $as ) ) ) {
			( new OutboxRefused( 'nothing_to_decide', Sentence::__( 'There is nothing to decide about documents in SORS right now. Reload the page.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$by = Person::atWork();
		Log::info( "Documents that the outbox does not know: $as, by user $by->userId" );
		if ( in_array( $now['state'], [ self::CHECKING, self::LEFT ], true ) ) {
			// Not to be waited for, or seen.
			$this->clear( $now );
		} elseif ( self::ADOPT === $as && self::FOUND === $now['state'] ) {
			$this->progress->advance( $now, [ 'state' => self::ADOPTING, 'at' => $now['from'], 'entry' => 0, 'count' => 0, 'by' => $by->stored() ] + $now );
		} else {
			StoreIdentity::renew( self::FOREIGN !== $as );
			$this->clear( $now );
		}
	}

	/** What a person is told who asks while nothing may be sent. */
	public static function refusal(): string {
		return Sentence::__( 'SORS has documents of this shop that the shop does not know, as after a restored backup. Nothing is sent until you say, under SORS API in wp-admin, whose they are.', 'sors-api-for-woocommerce' );
	}

	/** @return bool Whether there is more to do. */
	private function step(): bool {
		$now = $this->read();
		if ( null === $now || ! in_array( $now['state'], [ self::CHECKING, self::ADOPTING ], true ) ) {
			return false;
		}
		try {
			$next = self::CHECKING === $now['state'] ? $this->search->check( $now ) : $this->search->adopt( $now );
		} catch ( OutboxRefused $busy ) {
			return false;
		} catch ( StorageError $error ) {
			$this->progress->advance( $now, [ 'problem' => Sql::words( $error->getMessage() ) ] + $now );
			Log::error( $error, 'The search for documents after a restored backup' );
			return false;
		} catch ( SorsError $error ) {
			if ( ! $this->refusesList( $error ) ) {
				Failures::ofAll( $error );
				if ( $now['problem'] !== $error->getMessage() ) {
					$this->progress->advance( $now, [ 'problem' => Sql::words( $error->getMessage() ) ] + $now );
				}
				return false;
			}
			Log::warning( 'SORS refuses to list its documents: ' . $error->getMessage() );
			$next = [ 'refused' => $now['refused'] + 1 ] + $now;
			if ( $next['refused'] < BackupSearch::REFUSALS ) {
				$this->progress->advance( $now, [ 'problem' => Sql::words( $error->getMessage() ) ] + $next );
				return false;
			}
		}
		if ( self::CHECKING === $now['state'] && self::CHECKING !== ( $next['state'] ?? null ) ) {
			$now['refused'] < BackupSearch::REFUSALS ? delete_option( self::UNLISTED ) : update_option( self::UNLISTED, 1 );
		}
		if ( null === $next ) {
			$this->clear( $now );
			return false;
		}
		if ( ! $this->progress->advance( $now, [ 'problem' => '' ] + $next ) ) {
			return false;
		}
		if ( self::LEFT === $next['state'] ) {
			$this->lookedThrough( $now );
		}
		return in_array( $next['state'], [ self::CHECKING, self::ADOPTING ], true );
	}

	/** Whether what was made in the last days, and the shop does not know, has been seen. */
	private function listsAll(): bool {
		return $this->unknown->canList() && false === get_option( self::UNLISTED );
	}

	/** The key may not list, or the list cannot be read: tomorrow as well. HTML, a redirect and a list that stops half-way may come from a server at rest. */
	private function refusesList( SorsError $error ): bool {
		return $error instanceof Rejected || (
			( $error instanceof AuthFailed || $error instanceof Malformed )
			&& in_array( $error->code(), [ 'key_restricted', 'malformed', 'too_large' ], true )
			&& 'listDocuments' === $error->operation
			// Else nothing at all would be looked for.
			&& $this->unknown->canFind()
		);
	}

	private function begin( string $database, int $alive, int $since ): void {
		$left = $this->read();
		$this->progress->write( ( null === $left ? [] : array_intersect_key( $left, [ 'left' => 0, 'leftExamples' => 0 ] ) ) + BackupSearch::start( $database, $alive, $since ) );
	}

	/** @param Progress $now */
	private function clear( array $now ): void {
		delete_option( self::OPTION );
		if ( self::LEFT !== $now['state'] ) {
			$this->lookedThrough( $now );
		}
	}

	/**
	 * The gap is closed, or that of the database to which the shop has moved since is left.
	 *
	 * @param Progress $now
	 */
	private function lookedThrough( array $now ): void {
		$database = SettingsStore::load()->database;
		if ( $now['alive'] > 0 && $now['database'] !== $database ) {
			Heartbeat::write( $now['alive'], $database );
		} else {
			Heartbeat::beat( $database );
		}
	}

	/** @return Progress|null */
	private function read(): ?array {
		return self::checked( $this->progress->stored() );
	}

	/**
	 * @param array<string, mixed> $stored
	 * @return Progress|null
	 */
	private static function checked( array $stored ): ?array {
		/** @var Progress|null $stored Written by BackupSearch::start(). */
		$stored = isset( $stored['state'], $stored['alive'], $stored['leftExamples'], $stored['problem'] ) ? $stored : null;
		return $stored;
	}
}
