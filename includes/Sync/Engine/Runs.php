<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\StorageError;
use SorsApi\Database\Transaction;
use SorsApi\Log\Log;
use SorsApi\Settings\SettingsStore;

/** What the routes, WP-CLI and the schedules do with runs. */
final class Runs {

	/** Figures older than this are read again before they are applied, in seconds. */
	private const STALE = 15 * MINUTE_IN_SECONDS;

	private SettingsStore $settings;
	private RunTable $table;
	private RunItems $items;
	private HeldItems $held;
	private StepRunner $steps;
	private StepQueue $queue;
	private Schedules $schedules;

	public function __construct( SettingsStore $settings, RunTable $table, RunItems $items, HeldItems $held, StepRunner $steps, StepQueue $queue, Schedules $schedules ) {
		$this->settings  = $settings;
		$this->table     = $table;
		$this->items     = $items;
		$this->held      = $held;
		$this->steps     = $steps;
		$this->queue     = $queue;
		$this->schedules = $schedules;
	}

	/**
	 * Starts a run, or joins the one of its kind that is active.
	 *
	 * @param string $kind      catalog, stock or images.
	 * @param string $mode      preview or apply.
	 * @param string $startedBy person, schedule or cli.
	 *
	 * @throws RunRefused
	 */
	public function start( string $kind, string $mode, string $startedBy ): Run {
		$settings = $this->settings->load();
		if ( ! $settings->isConfigured() ) {
			throw new RunRefused( 'not_configured', __( 'Choose the SORS database and at least one business unit first, under Sors API → Connect.', 'sors-api-for-woocommerce' ) );
		}
		StepRunner::checkCurrency( $kind, $settings );
		$cursor = new Cursor();
		$cursor->bindTo( $settings );
		try {
			$run = $this->table->start( $kind, 'preview' === $mode ? 'preview' : 'apply', $startedBy, $settings->database, $cursor );
		} catch ( StorageError $error ) {
			Log::error( $error, "Starting a $kind run" );
			$run = null;
		}
		if ( null === $run ) {
			throw new RunRefused( 'not_stored', __( 'The run could not be written to the database. Deactivate the plugin and activate it again: that creates its tables again.', 'sors-api-for-woocommerce' ) );
		}
		$this->queue->next( $run->id );
		return $run;
	}

	public function get( int $id ): ?Run {
		return $this->table->get( $id );
	}

	/**
	 * Newest first.
	 *
	 * @param array{kind?: string, state?: string, search?: string, page?: int, per_page?: int} $query
	 *
	 * @return array{items: list<Run>, total: int}
	 */
	public function list( array $query ): array {
		return $this->table->list( $query );
	}

	/** When the next scheduled run of the kind starts, `Y-m-dTH:i:sZ`; null = none will. */
	public function nextAt( string $kind ): ?string {
		$next = $this->schedules->next( $kind );
		return null === $next ? null : gmdate( 'Y-m-d\TH:i:s\Z', max( $next, time() ) );
	}

	/**
	 * Works on the run for a few seconds, unless another process is doing so.
	 *
	 * @throws RunRefused Only where there is no such run; the run itself says what went wrong in its work.
	 */
	public function step( int $id ): Run {
		$run = $this->find( $id );
		if ( $run->isActive() ) {
			$this->steps->step( $id );
			$run = $this->find( $id );
		}
		return $run;
	}

	/** @throws RunRefused */
	public function cancel( int $id ): Run {
		$run = $this->find( $id );
		if ( Run::AWAITING_APPROVAL === $run->state ) {
			return $this->discard( $id );
		}
		if ( ! $run->isActive() ) {
			return $run;
		}
		$this->table->cancel( $run, __( 'Stopped. What was already brought in stays in the shop; press Resume to continue from here.', 'sors-api-for-woocommerce' ) );
		return $this->ended( $id );
	}

	/** @throws RunRefused */
	public function resume( int $id ): Run {
		$run = $this->find( $id );
		if ( $run->isActive() ) {
			return $run;
		}
		if ( ! $run->isResumable() ) {
			throw new RunRefused( 'not_resumable', __( 'This run has nothing left to resume. Start a new one.', 'sors-api-for-woocommerce' ) );
		}
		$this->mustBeOfThisDatabase( $run );
		$this->revive( $run, $run->cursor, [ Run::FAILED, Run::CANCELLED ], __( 'Continuing from where it stopped.', 'sors-api-for-woocommerce' ) );
		return $this->find( $id );
	}

	/** @throws RunRefused */
	public function approve( int $id ): Run {
		$run = $this->find( $id );
		if ( Run::AWAITING_APPROVAL !== $run->state ) {
			throw new RunRefused( 'not_waiting', __( 'This run is not waiting for a decision.', 'sors-api-for-woocommerce' ) );
		}
		$this->mustBeOfThisDatabase( $run );
		$run->cursor->approved        = true;
		$run->cursor->approvedMissing = $run->cursor->missing;
		$run->cursor->holdsMissing    = false;
		// Both or neither: a run that may not continue has to hold what it held.
		Transaction::run(
			function () use ( $run ): void {
				$this->held->approve( $run->id );
				$this->revive( $run, $run->cursor, [ Run::AWAITING_APPROVAL ], __( 'Approved: writing to the shop.', 'sors-api-for-woocommerce' ) );
			}
		);
		return $this->find( $id );
	}

	/** @throws RunRefused */
	public function discard( int $id ): Run {
		$run = $this->find( $id );
		$message = $run->created + $run->updated > 0
			? __( 'Discarded. What was held back stays in the shop as it is; if it still differs, the next run asks again.', 'sors-api-for-woocommerce' )
			: __( 'Discarded. Nothing in the shop was changed.', 'sors-api-for-woocommerce' );
		if ( ! $this->table->discard( $run, $message ) ) {
			throw new RunRefused( 'not_waiting', __( 'This run is not waiting for a decision.', 'sors-api-for-woocommerce' ) );
		}
		return $this->ended( $id );
	}

	/**
	 * @param array{outcome?: string, search?: string, page?: int, per_page?: int} $query
	 *
	 * @return array{items: list<array<string, mixed>>, total: int} Items in the shape `runItem` of src/contract/runs.ts.
	 */
	public function items( int $runId, array $query ): array {
		return $this->items->list( $runId, $query );
	}

	/** @return list<RunItem> The next of what the run found and did, by id. */
	public function itemsAfter( int $runId, int $afterId, int $limit ): array {
		return $this->items->after( $runId, $afterId, $limit );
	}

	/**
	 * What a person approved for one database says nothing about another.
	 *
	 * @throws RunRefused
	 */
	private function mustBeOfThisDatabase( Run $run ): void {
		$chosen = $this->settings->load()->database;
		if ( $run->database !== $chosen ) {
			/* translators: 1: database of the run, 2: database that is chosen now */
			throw new RunRefused( 'other_database', sprintf( __( 'This run belongs to the database %1$s, but %2$s is chosen now. Start a new run.', 'sors-api-for-woocommerce' ), $run->database, '' === $chosen ? '—' : $chosen ) );
		}
	}

	/**
	 * @param list<string> $from
	 *
	 * @throws RunRefused
	 */
	private function revive( Run $run, Cursor $cursor, array $from, string $message ): void {
		$applying = $cursor->isApplying() || Run::AWAITING_APPROVAL === $run->state;
		$idle     = time() - (int) strtotime( $run->updatedAt . ' UTC' );
		$newest   = $this->table->last( $run->kind );
		if ( null !== $this->table->active( $run->kind ) ) {
			throw self::isActive();
		}
		// A newer run has overwritten what this one noted about items and stock levels: they would look missing from SORS.
		if ( $idle > self::STALE || $cursor->holdsUnread || ( null !== $newest && $newest->id !== $run->id ) ) {
			$cursor->readAgain();
			$applying = false;
		}
		if ( ! $this->table->revive( $run, $from, $applying ? Run::APPLYING : Run::QUEUED, $message, $cursor ) ) {
			throw self::isActive();
		}
		$this->queue->next( $run->id );
	}

	private static function isActive(): RunRefused {
		return new RunRefused( 'active', __( 'Another run of this kind is under way. Wait until it has ended, or stop it.', 'sors-api-for-woocommerce' ) );
	}

	/**
	 * Deletes the history of runs that ended this many days ago, and only so many items at a time: a first run may have
	 * 50,000 of them.
	 */
	public function forget( int $days, int $items = 5000 ): void {
		foreach ( $this->table->endedBefore( $days ) as $id ) {
			$items -= $this->items->forget( $id, $items );
			if ( $items <= 0 ) {
				return; // The watchdog comes again in a few minutes.
			}
			$this->table->delete( $id );
		}
	}

	/** @throws RunRefused */
	private function ended( int $id ): Run {
		$run = $this->find( $id );
		if ( Run::CANCELLED === $run->state ) {
			Log::info( $run->summary() );
		}
		return $run;
	}

	/** @throws RunRefused */
	private function find( int $id ): Run {
		$run = $this->table->get( $id );
		if ( null === $run ) {
			throw new RunRefused( 'not_found', __( 'There is no such run. Its history may have been cleared: runs are kept for 30 days.', 'sors-api-for-woocommerce' ) );
		}
		return $run;
	}
}
