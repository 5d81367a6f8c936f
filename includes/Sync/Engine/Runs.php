<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\PreviewTables;
use SorsApi\Database\StorageError;
use SorsApi\Database\Transaction;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\PendingChange;
use SorsApi\Store\PendingChanges;
use SorsApi\Sync\Pending\Danger;
use SorsApi\Sync\Pending\PendingList;

/** What the routes, WP-CLI and the schedules do with runs. What cannot be done throws a RunRefused, which says why. */
final class Runs {

	/** Of more approved items, all are read. A catalogue cannot be read in parts. */
	private const LIMITED = 100;

	private StepRunner $steps;

	public function __construct( StepRunner $steps ) {
		$this->steps = $steps;
	}

	/**
	 * Starts a run, or joins the one of its kind that is active.
	 *
	 * @param list<string>                       $only      Codes of the only items that it is of; [] = all.
	 * @param array<string, string|list<string>> $elsewhere Settings of a preview of another database; [] = it is of the shop's own.
	 */
	public function start( string $kind, string $mode, string $startedBy, array $only = [], array $elsewhere = [] ): Run {
		$settings = SettingsStore::load()->with( $elsewhere );
		if ( ! $settings->isConfigured() ) {
			( new RunRefused( 'not_configured', Sentence::__( 'Choose the SORS database and at least one business unit first, under SORS API → Settings → Connection.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		StepRunner::checkCurrency( $kind, $settings );
		$cursor            = new Cursor();
		$cursor->only      = $only;
		$cursor->elsewhere = $elsewhere;
		$cursor->bindTo( $settings );
		$kind = [] === $elsewhere ? $kind : Run::elsewhere( $kind );
		try {
			$run = RunTable::start( $kind, 'preview' === $mode ? 'preview' : 'apply', $startedBy, $settings->database, $cursor );
		} catch ( StorageError $error ) {
			Log::error( $error, "Starting a $kind run" );
			$run = null;
		}
		if ( null === $run ) {
			( new RunRefused( 'not_stored', Sentence::__( 'The sync could not be written to the database. Deactivate the plugin and activate it again: that creates its tables again.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( ( $run->limited && $run->cursor->only !== $only ) || $run->kind !== $kind || $run->database !== $settings->database ) {
			throw self::isActive();
		}
		StepQueue::next( $run->id );
		return $run;
	}

	/**
	 * Stock and prices of a few items at once, unless a run of all items does them, too, or a person is to decide first.
	 *
	 * @param non-empty-list<string> $codes
	 */
	public function startStockOf( array $codes ): Run {
		$other = RunTable::list( [ 'kind' => 'stock', 'state' => Run::AWAITING_APPROVAL ] )['items'][0] ?? RunTable::active( 'stock' );
		if ( null !== $other && 'preview' === $other->mode ) {
			( new RunRefused( 'preview', __( 'A preview of stock and prices is under way or waits for your decision. Approve or discard it first, under SORS API → Products.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( null !== $other && ! $other->limited ) {
			( new RunRefused( 'active', __( 'A sync of all products is under way, and does this one, too. See SORS API → Products.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( PendingList::wait( 'stock', $codes ) ) {
			( new RunRefused( 'held', __( 'A change of this product waits for your decision. Approve or discard it under SORS API → Products.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$run = $this->start( 'stock', 'apply', 'person', $codes );
		if ( ! $run->limited ) {
			throw self::isActive();
		}
		return $run;
	}

	/** Works on the run for a few seconds, unless another process does. The run itself says what went wrong in its work. */
	public function step( int $id ): Run {
		if ( $this->find( $id )->isActive() ) {
			$this->steps->step( $id );
		}
		return $this->find( $id );
	}

	public function cancel( int $id ): Run {
		$run = $this->find( $id );
		if ( Run::AWAITING_APPROVAL === $run->state ) {
			return $this->discard( $id );
		}
		if ( ! $run->isActive() ) {
			return $run;
		}
		$said = $run->isElsewhere()
			? Sentence::__( 'Cancelled.', 'sors-api-for-woocommerce' )
			: Sentence::__( 'Cancelled. What was already brought in stays in the shop; press Resume to continue from here.', 'sors-api-for-woocommerce' );
		RunTable::change( $run, Run::ACTIVE, Run::CANCELLED, $said );
		if ( $run->isElsewhere() ) {
			PreviewTables::clear();
		}
		return $this->ended( $id );
	}

	public function resume( int $id ): Run {
		$run = $this->find( $id );
		if ( $run->isActive() ) {
			return $run;
		}
		if ( ! $run->isResumable() ) {
			( new RunRefused( 'not_resumable', Sentence::__( 'This sync has nothing left to resume. Start a new one.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		StepRunner::checkDatabase( $run, $run->settings( SettingsStore::load() ) );
		$this->revive( $run, [ Run::FAILED, Run::CANCELLED ], Sentence::__( 'Continuing from where it stopped.', 'sors-api-for-woocommerce' ) );
		return $this->find( $id );
	}

	/**
	 * A preview is to be written.
	 *
	 * @param non-empty-list<int>|null $only    Items; the others go on waiting. Null = all.
	 * @param list<int>                $leaveOut New products that are not to be made, now or later.
	 * @param string                   $seen     Its `updatedAt` as it was shown; '' = as it is.
	 */
	public function approve( int $id, ?array $only = null, array $leaveOut = [], string $seen = '' ): Run {
		$run = $this->find( $id );
		if ( Run::AWAITING_APPROVAL !== $run->state ) {
			( new RunRefused( 'not_waiting', Sentence::__( 'This sync is not waiting for a decision.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		// It was perhaps read again: what it waits with now was not shown.
		if ( ! in_array( $seen, [ '', Run::moment( $run->updatedAt ) ], true ) ) {
			( new RunRefused( 'changed', Sentence::__( 'This sync has changed since this page showed it, so nothing was approved. Look at what it would do now, then approve or discard it.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		StepRunner::checkDatabase( $run, SettingsStore::load() );
		$run->cursor->approved = true;
		$run->mode             = 'apply';
		// Both or neither: a run that may not continue has to wait as it waited.
		Transaction::run(
			function () use ( $run, $only, $leaveOut ): void {
				RunTable::countSkipped( $run->id, RunItems::leaveOut( $run->id, $leaveOut, SettingsStore::load()->chargeCodes() ) );
				PendingChanges::approvePreview( $run->id, $run->kind, $only, $run->cursor->settings );
				// A newer run has overwritten what this one has seen.
				if ( $run->cursor->missing > 0 && $this->isNewest( $run ) ) {
					PendingChanges::holdMissing( $run->id, $run->cursor->reading, Danger::MISSING, Approval::withdrawal( SettingsStore::load() ), null !== $only, $run->cursor->settings );
				}
				if ( null === $only ) {
					PendingChanges::approveMissing( $run->id, $run->cursor->settings );
				}
				$this->revive( $run, [ Run::AWAITING_APPROVAL ], Sentence::__( 'Approved: writing to the shop.', 'sors-api-for-woocommerce' ) );
			}
		);
		return $this->find( $id );
	}

	public function discard( int $id ): Run {
		$run = $this->find( $id );
		if ( ! RunTable::change( $run, [ Run::AWAITING_APPROVAL ], Run::CANCELLED, Sentence::__( 'Discarded. Nothing in the shop was changed.', 'sors-api-for-woocommerce' ) ) ) {
			( new RunRefused( 'not_waiting', Sentence::__( 'This sync is not waiting for a decision.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return $this->ended( $id );
	}

	/**
	 * @param string    $state PendingChange::APPROVED or DISCARDED.
	 * @param list<int> $ids   [] = all of the kind.
	 * @param string    $until As PendingList::decide() takes it.
	 * @return array{int, Run|null} How many were decided, and the run that writes them.
	 * @throws RunRefused not_waiting.
	 */
	public function decide( string $state, array $ids, string $kind, string $until ): array {
		$codes = PendingList::decide( $state, $ids, $kind, $until, Cursor::fingerprint( SettingsStore::load() ) );
		if ( [] === $codes ) {
			( new RunRefused( 'not_waiting', Sentence::__( 'None of these changes waits for a decision any more. Reload the page to see what does.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$run = null;
		foreach ( PendingChange::APPROVED === $state ? $codes : [] as $kind => $approved ) {
			$run = $this->startIfFree( $kind, 'catalog' !== $kind && count( $approved ) <= self::LIMITED ? $approved : [] ) ?? $run;
		}
		return [ count( array_merge( ...array_values( $codes ) ) ), $run ];
	}

	/** Where no run has begun since a person agreed to something, one does. */
	public function startApproved(): void {
		$settings = Cursor::fingerprint( SettingsStore::load() );
		foreach ( Run::KINDS as $kind ) {
			$last = $this->isWritten( $kind, $settings ) ? null : $this->startIfFree( $kind, [] );
			if ( null !== $last ) {
				Log::info( $last->name() . ': writes what was approved' );
			}
		}
	}

	/** Once begun, the run of all items has read what was approved: what it could not write comes with the next. */
	private function isWritten( string $kind, string $settings ): bool {
		$approved = PendingList::lastApproved( $kind, $settings );
		return null === $approved || null !== RunTable::active( $kind ) || RunTable::lastBegun( $kind ) >= $approved;
	}

	/**
	 * @param list<string> $only
	 * @return Run|null Null where another is at work that does not write them: one follows it.
	 */
	private function startIfFree( string $kind, array $only ): ?Run {
		try {
			$run = $this->start( $kind, 'apply', 'person', $only );
		} catch ( RunRefused $refused ) {
			Log::info( "No $kind run writes what was approved yet: " . $refused->code() );
			return null;
		}
		return 'preview' === $run->mode || Run::APPLYING === $run->state ? null : $run;
	}

	/** @param list<string> $from */
	private function revive( Run $run, array $from, string $message ): void {
		$applying = $run->cursor->isApplying() || Run::AWAITING_APPROVAL === $run->state;
		if ( null !== RunTable::active( Run::slotOf( $run->kind ) ) ) {
			throw self::isActive();
		}
		// A newer run has overwritten what this one noted about items and stock levels: they would look missing from SORS.
		// Of a preview of another database, the copies of what it had read are gone.
		if ( $run->isElsewhere() || $run->isStale() || ! $this->isNewest( $run ) ) {
			$run->cursor->readAgain();
			$applying = false;
		}
		if ( ! RunTable::change( $run, $from, $applying ? Run::APPLYING : Run::QUEUED, $message ) ) {
			throw self::isActive();
		}
		StepQueue::next( $run->id );
	}

	private function isNewest( Run $run ): bool {
		$newest = RunTable::last( $run->kind );
		return null === $newest || $newest->id === $run->id;
	}

	private static function isActive(): RunRefused {
		return new RunRefused( 'active', Sentence::__( 'Another sync of this kind is under way. Wait until it has ended, or cancel it.', 'sors-api-for-woocommerce' ) );
	}

	private function ended( int $id ): Run {
		$run = $this->find( $id );
		if ( Run::CANCELLED === $run->state ) {
			Log::info( $run->summary() );
		}
		return $run;
	}

	private function find( int $id ): Run {
		$run = RunTable::get( $id );
		if ( null === $run ) {
			( new RunRefused( 'not_found', Sentence::__( 'There is no such sync. Its history may have been cleared: syncs are kept for 30 days.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return $run;
	}
}
