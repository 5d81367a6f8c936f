<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\PendingChange;
use SorsApi\Sync\Pending\PendingList;

/** What a person decides about changes that wait, and the runs that write what was approved. */
final class PendingRuns {

	/** Of more items, all are read. A catalogue cannot be read in parts. */
	private const LIMITED = 100;

	private Runs $runs;
	private FirstRun $firstRun;

	public function __construct( Runs $runs, FirstRun $firstRun ) {
		$this->runs     = $runs;
		$this->firstRun = $firstRun;
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
			$run = $this->start( $kind, 'catalog' !== $kind && count( $approved ) <= self::LIMITED ? $approved : [] ) ?? $run;
		}
		$this->firstRun->advance();
		return [ count( array_merge( ...array_values( $codes ) ) ), $run ];
	}

	/** Where no run has begun since a person agreed to something, one does. */
	public function startApproved(): void {
		$settings = Cursor::fingerprint( SettingsStore::load() );
		foreach ( Run::KINDS as $kind ) {
			$last = $this->isWritten( $kind, $settings ) ? null : $this->start( $kind, [] );
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
	private function start( string $kind, array $only ): ?Run {
		try {
			$run = $this->runs->start( $kind, 'apply', 'person', $only );
		} catch ( RunRefused $refused ) {
			Log::info( "No $kind run writes what was approved yet: " . $refused->code() );
			return null;
		}
		return 'preview' === $run->mode || Run::APPLYING === $run->state ? null : $run;
	}
}
