<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Rehearsal;

use SorsApi\Database\DatabaseClock;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\Sync\Engine\StepRunner;

/**
 * What the shop would find in the database of the new year. It is a run of a kind of its own, so it has steps, a cursor
 * and a lease, but it writes nothing except what it found.
 */
final class Rehearsal {

	private SettingsStore $settings;
	private RunTable $table;
	private StepQueue $queue;
	private StepRunner $steps;
	private Findings $findings;

	public function __construct( SettingsStore $settings, RunTable $table, StepQueue $queue, StepRunner $steps, Findings $findings ) {
		$this->settings = $settings;
		$this->table    = $table;
		$this->queue    = $queue;
		$this->steps    = $steps;
		$this->findings = $findings;
	}

	/** The last one against this database; null = there was none. */
	public function last( string $database ): ?Run {
		$run = $this->table->last( Run::REHEARSAL );
		return null !== $run && $run->database === $database ? $run : null;
	}

	/**
	 * Begins one, joins the one under way, or continues one that failed or was stopped a moment ago.
	 *
	 * @param string $database  Not the one in use.
	 * @param string $startedBy person or cli.
	 *
	 * @throws RunRefused
	 */
	public function start( string $database, string $startedBy ): Run {
		$settings = $this->settings->load();
		$last     = $this->last( $database );
		if ( null !== $last && $last->isResumable() && $last->cursor->isBoundTo( $settings ) ) {
			$isOld = $last->isStale();
			if ( $isOld ) {
				$last->cursor->readAgain();
			}
			$this->table->revive( $last, [ Run::FAILED, Run::CANCELLED ], $isOld ? Run::QUEUED : Run::READING, Sentence::__( 'Continuing from where it stopped.', 'sors-api-for-woocommerce' ), $last->cursor );
		}
		$cursor = new Cursor();
		$cursor->bindTo( $settings );
		$run = $this->table->start( Run::REHEARSAL, 'preview', $startedBy, $database, $cursor );
		if ( null === $run || $run->database !== $database ) {
			( new RunRefused( 'active', Sentence::__( 'Another rehearsal is under way. Wait until it has ended.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$this->queue->next( $run->id );
		return $run;
	}

	/** A few seconds of the one under way. */
	public function step(): void {
		$run = $this->table->active( Run::REHEARSAL );
		if ( null !== $run ) {
			$this->steps->step( $run->id );
		}
	}

	/** Started again within minutes, it goes on from there. */
	public function stop(): void {
		$run = $this->table->active( Run::REHEARSAL );
		if ( null !== $run ) {
			$this->table->cancel( $run, Sentence::__( 'Cancelled.', 'sors-api-for-woocommerce' ) );
		}
	}

	/**
	 * @return array{id: int|null, database: string, state: string|null, isActive: bool, processed: int, total: int|null, message: string, finishedAt: string|null, found: int, findings: list<array{kind: string, count: int, title: string, examples: list<array{code: string, name: string, text: string}>}>} Zod `yearRehearsalResponse`.
	 */
	public function report( string $database ): array {
		$run    = $this->last( $database );
		$isDone = null !== $run && Run::SUCCEEDED === $run->state;
		return [
			'id'         => null === $run ? null : $run->id,
			'database'   => $database,
			'state'      => null === $run ? null : $run->state,
			'isActive'   => null !== $run && $run->isActive(),
			'processed'  => null === $run ? 0 : $run->processed,
			'total'      => null === $run ? null : $run->total,
			'message'    => null === $run ? '' : Sentence::shown( $run->message ),
			'finishedAt' => null === $run || null === $run->finishedAt ? null : DatabaseClock::iso( (int) strtotime( $run->finishedAt . ' UTC' ) ),
			'found'      => $isDone ? $this->findings->found( $run->id ) : 0,
			'findings'   => $isDone ? $this->findings->byKind( $run->id ) : [],
		];
	}
}
