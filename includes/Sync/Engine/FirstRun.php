<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\ProgressOption;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxQueries;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\Links;
use SorsApi\Sync\Pending\PendingList;

/**
 * The first sync: a catalogue run, then one of stock, then one of images, each started once the one before it has succeeded.
 * Only the runs are noted: one that is resumed after a failure, or a preview that is approved, takes the first sync along.
 *
 * @phpstan-import-type RunArray from Run
 * @phpstan-type Note array{kinds: list<string>, runs: non-empty-list<int>, after: int, refusal: string, startedAt: int, finishedAt: int|null}
 */
final class FirstRun {

	public const OPTION = 'sors_first_run';
	/** It was found to be done another way. The runs that showed it are deleted one day. */
	public const FINISHED = 'sors_first_run_finished';

	private Runs $runs;
	private ProgressOption $progress;

	public function __construct( Runs $runs ) {
		$this->runs     = $runs;
		$this->progress = new ProgressOption( self::OPTION );
	}

	/**
	 * @param int $catalogRun A catalogue run whose difference was shown: it is approved if it waits for that, and not
	 *                        repeated if it has succeeded. 0 = begin with a new one.
	 * @param string $seen    As Runs::approve() takes it.
	 * @throws RunRefused first_run_active; and what Runs refuses.
	 */
	public function start( int $catalogRun = 0, string $seen = '' ): void {
		if ( in_array( $this->report()['state'], [ 'running', 'awaiting_approval' ], true ) ) {
			( new RunRefused( 'first_run_active', Sentence::__( 'The first sync is already under way. Wait until it has ended, or cancel the sync that is at work.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		// Should the process die before this is noted, the next start finds the run at work, and goes on with it.
		$run   = 0 === $catalogRun ? $this->runs->start( 'catalog', 'apply', 'person' ) : $this->approved( $catalogRun, $seen );
		$kinds = [ 'catalog', 'stock' ];
		if ( 'never' !== SettingsStore::load()->fields['images'] ) {
			$kinds[] = 'images';
		}
		$last = RunTable::list( [ 'per_page' => 1 ] )['items'][0]->id;
		$this->progress->write( [ 'kinds' => $kinds, 'runs' => [ $run->id ], 'after' => $last, 'refusal' => '', 'startedAt' => time(), 'finishedAt' => null ] );
		$this->advance();
	}

	/** Starts the next run where the latest has succeeded. For hooks: what goes wrong is logged and tried again later. */
	public function advance(): void {
		Log::guard(
			'The first sync',
			function (): void {
				$note = $this->note();
				if ( null !== $note && null === $note['finishedAt'] ) {
					$after = $this->next( $note );
					if ( $after !== $note ) {
						$this->progress->advance( $note, $after );
					}
				}
			}
		);
	}

	/** @return array{state: string, kind: string|null, parts: list<array{kind: string, run: RunArray|null}>, message: string, startedAt: string|null, finished: bool} Exactly zod `firstRun`. */
	public function report(): array {
		$note = $this->note();
		if ( null === $note ) {
			return [ 'state' => 'none', 'kind' => null, 'parts' => [], 'message' => '', 'startedAt' => null, 'finished' => $this->isDoneAnotherWay() ];
		}
		$run  = $this->latest( $note );
		$runs = [ ...array_map( [ RunTable::class, 'get' ], array_slice( $note['runs'], 0, -1 ) ), $run ];
		$part = static fn( string $kind, int $index ): array => [ 'kind' => $kind, 'run' => isset( $runs[ $index ] ) ? $runs[ $index ]->toArray() : null ];

		$refusal = $note['refusal'];
		$state   = self::state( $note, $run );
		$kind    = $note['kinds'][ count( $note['runs'] ) - ( '' === $refusal ? 1 : 0 ) ];
		return [
			'state'     => $state,
			'kind'      => $kind,
			'parts'     => array_map( $part, $note['kinds'], array_keys( $note['kinds'] ) ),
			'message'   => '' === $refusal && null !== $run ? $run->message : $refusal,
			'startedAt' => DatabaseClock::iso( $note['startedAt'] ),
			// Images take long, and nothing waits for them.
			'finished'  => 'done' === $state || 'images' === $kind || $this->isDoneAnotherWay(),
		];
	}

	/** @return 'new'|'begun'|'finished' */
	public function stage(): string {
		if ( $this->report()['finished'] ) {
			return 'finished';
		}
		return [] === RunTable::list( [ 'per_page' => 1 ] )['items'] ? 'new' : 'begun';
	}

	/** Somebody decided in the settings what happens automatically, and brought in the stock by hand or only sends orders: nothing is left to ask. */
	private function isDoneAnotherWay(): bool {
		if ( '1' === get_option( self::FINISHED ) ) {
			return true;
		}
		$settings  = SettingsStore::load();
		$isDecided = $settings->exportOrders || [] !== array_diff( $settings->schedule, [ 'off' ] );
		$isInUse   = static fn(): bool => 0 < Links::count() || [] !== OutboxQueries::list( [ 'state' => OutboxEntry::SENT, 'per_page' => 1 ] )['items'];
		if ( ! $isDecided || ! ( null !== RunTable::lastWritten( 'stock' ) || ( $settings->exportOrders && $isInUse() ) ) ) {
			return false;
		}
		update_option( self::FINISHED, '1', false );
		return true;
	}

	/** @param Note $note */
	private static function state( array $note, ?Run $run ): string {
		if ( null !== $note['finishedAt'] ) {
			return 'done';
		}
		if ( '' !== $note['refusal'] ) {
			return 'failed';
		}
		if ( null === $run ) {
			return 'none'; // Never finished, and cleared with the history of runs.
		}
		// One that waits is a preview that was at work already.
		$stopped = [ Run::AWAITING_APPROVAL => 'awaiting_approval', Run::FAILED => 'failed', Run::CANCELLED => 'stopped' ];
		return $stopped[ $run->state ] ?? ( self::waits( $run ) ? 'awaiting_approval' : 'running' );
	}

	/** What comes next would be of products that a person is yet to decide about. */
	private static function waits( Run $run ): bool {
		return Run::SUCCEEDED === $run->state && ( PendingList::kinds()[ $run->kind ]['news'] ?? 0 ) > 0;
	}

	/**
	 * @param Note $note
	 * @return Note
	 */
	private function next( array $note ): array {
		$run = $this->latest( $note );
		if ( null === $run ) {
			return $note;
		}
		$note['runs'][ count( $note['runs'] ) - 1 ] = $run->id;
		// Nor while what a person has agreed to is being written.
		if ( Run::SUCCEEDED !== $run->state || self::waits( $run ) || null !== RunTable::active( $run->kind ) ) {
			return $note;
		}
		$kind = $note['kinds'][ count( $note['runs'] ) ] ?? null;
		if ( null === $kind ) {
			return [ 'finishedAt' => time() ] + $note;
		}
		$note['refusal'] = '';
		$newest          = RunTable::list( [ 'kind' => $kind ] )['items'][0] ?? null;
		if ( null !== $newest && ! $newest->limited && $newest->id > $note['after'] && 'schedule' !== $newest->startedBy && $newest->createdAt >= $run->finishedAt ) {
			// Started here, by a process that died before it could note it; or by a person, which is as good.
			$note['runs'][] = $newest->id;
		} elseif ( null === $newest || ! $newest->isActive() ) {
			try {
				$note['runs'][] = $this->runs->start( $kind, 'apply', 'person' )->id;
			} catch ( RunRefused $refused ) {
				$note['refusal'] = $refused->getMessage();
			}
		}
		// Else one is at work that may have passed over products of the run before: ours follows when it has ended.
		return $note;
	}

	/**
	 * The run that the first sync is at: the one noted last, or the one that took its place.
	 *
	 * @param Note $note
	 */
	private function latest( array $note ): ?Run {
		$run = RunTable::get( $note['runs'][ count( $note['runs'] ) - 1 ] );
		if ( null === $run || ! in_array( $run->state, [ Run::FAILED, Run::CANCELLED ], true ) ) {
			return $run;
		}
		foreach ( array_reverse( RunTable::list( [ 'kind' => $run->kind ] )['items'] ) as $later ) {
			$again    = Run::FAILED === $run->state && 'schedule' !== $later->startedBy;
			$replaced = Run::CANCELLED === $run->state && ! $run->hasCursor && $later->createdAt <= $run->finishedAt;
			if ( $later->id > $run->id && ! $later->limited && ( $again || $replaced ) ) {
				$run = $later;
			}
		}
		return $run;
	}

	private function approved( int $id, string $seen ): Run {
		$run = RunTable::get( $id );
		if ( null === $run || 'catalog' !== $run->kind ) {
			( new RunRefused( 'not_found', Sentence::__( 'There is no such catalogue sync.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return $run->isActive() || Run::SUCCEEDED === $run->state ? $run : $this->runs->approve( $id, null, [], $seen );
	}

	/** @return Note|null */
	private function note(): ?array {
		$stored = $this->progress->read();
		if ( ! isset( $stored['kinds'], $stored['runs'], $stored['after'], $stored['refusal'], $stored['startedAt'] ) ) {
			return null;
		}
		/** @var Note $stored Written by start(). */
		return $stored;
	}
}
