<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\ProgressOption;
use SorsApi\Entries\OutboxTable;
use SorsApi\Log\Log;
use SorsApi\Outbox\Pause;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\SorsError;

/**
 * Reads the documents that changed in SORS every quarter of an hour, where it can be asked for those, and some pages at
 * most: whatever that misses of the last 31 days the daily comparison sees.
 *
 * @phpstan-type State array{database: string, since: int, startedAt: int, dueAt: int, pages: int, cursor: string|null, isOpen: bool}
 */
final class ChangedDocuments {

	public const OPTION = 'sors_changed_documents';

	private const EVERY = 15 * MINUTE_IN_SECONDS;

	/** Read again each time: pages shift while they are read, and clocks differ. */
	private const OVERLAP = HOUR_IN_SECONDS;

	/** SORS was out of reach for longer: the daily comparison tells of what is older. */
	private const FARTHEST = 7 * DAY_IN_SECONDS;

	private const MOST_PAGES = 20;

	/** Changes of older orders are not reported. */
	private const FOLLOWED = 90 * DAY_IN_SECONDS;

	private Outcomes $outcomes;
	private OutboxTable $entries;
	private SettingsStore $settings;
	private StoreIdentity $identity;
	private Pause $pause;
	private Api $api;
	private ProgressOption $progress;

	public function __construct( Outcomes $outcomes, OutboxTable $entries, SettingsStore $settings, StoreIdentity $identity, Pause $pause, Api $api ) {
		$this->outcomes = $outcomes;
		$this->entries  = $entries;
		$this->settings = $settings;
		$this->identity = $identity;
		$this->pause    = $pause;
		$this->api      = $api;
		$this->progress = new ProgressOption( self::OPTION );
	}

	public function runIfDue( int $seconds ): void {
		$deadline = microtime( true ) + $seconds;
		$database = $this->settings->load()->database;
		if ( '' === $database || $this->identity->isCopy() || $this->pause->blocks() || ! $this->canAsk() ) {
			return;
		}
		$state = $this->begun( $database );
		while ( null !== $state && $state['isOpen'] ) {
			try {
				$next = $this->step( $state );
			} catch ( \Throwable $error ) {
				$this->progress->advance( $state, self::closed( $state, self::EVERY ) );
				throw $error;
			}
			$state = $this->progress->advance( $state, $next ) && microtime( true ) < $deadline ? $next : null;
		}
	}

	private function canAsk(): bool {
		return $this->api->can( 'listDocuments' ) && $this->api->supportsQuery( 'listDocuments', 'changedSince' ) && $this->api->tellsOutcomes();
	}

	/** @return State|null Null = nothing is to be read now. */
	private function begun( string $database ): ?array {
		$now    = time();
		$stored = $this->progress->read();
		if ( ( $stored['database'] ?? null ) !== $database || ! isset( $stored['since'], $stored['startedAt'], $stored['dueAt'], $stored['pages'], $stored['isOpen'] ) ) {
			$stored = [
				'database'  => $database,
				'since'     => $now - DAY_IN_SECONDS,
				'startedAt' => 0,
				'dueAt'     => 0,
				'pages'     => 0,
				'cursor'    => null,
				'isOpen'    => false,
			];
			$this->progress->write( $stored );
		}
		/** @var State $stored Written here and in step(). */
		if ( $stored['isOpen'] ) {
			return $stored;
		}
		// Due long ahead: somebody set the clock back.
		$isDue = $stored['dueAt'] <= $now || $stored['dueAt'] > $now + DAY_IN_SECONDS;
		if ( ! $isDue || ! $this->entries->hasSentSales( $database, DatabaseClock::datetime( $now - self::FOLLOWED ) ) ) {
			return null;
		}
		$begun = [
			'since'     => max( min( $stored['since'], $now - self::OVERLAP ), $now - self::FARTHEST ),
			'startedAt' => $now,
			'pages'     => 0,
			'cursor'    => null,
			'isOpen'    => true,
		] + $stored;
		return $this->progress->advance( $stored, $begun ) ? $begun : null;
	}

	/**
	 * One page.
	 *
	 * @param State $state
	 *
	 * @return State
	 */
	private function step( array $state ): array {
		try {
			$page = $this->api->listDocuments( $state['database'], [ 'changedSince' => new \DateTimeImmutable( '@' . $state['since'] ) ], $state['cursor'] );
		} catch ( SorsError $error ) {
			Log::warning( 'Reading changed documents broke off: ' . $error->code() );
			// Most likely it does not know the question.
			return self::closed( $state, $error instanceof Rejected || $error instanceof Malformed ? DAY_IN_SECONDS : self::EVERY );
		}
		$this->outcomes->take( $state['database'], $page->items );
		++$state['pages'];
		$state['cursor'] = $page->next;
		if ( null !== $page->next && $state['pages'] < self::MOST_PAGES ) {
			return $state;
		}
		if ( null !== $page->next ) {
			Log::warning( 'SORS names more changed documents than are read: those of the last 31 days are left to the daily comparison, older ones are not told of.' );
		}
		return [
			'since'  => $state['startedAt'] - self::OVERLAP,
			'dueAt'  => $state['startedAt'] + ( null === $page->next ? self::EVERY : DAY_IN_SECONDS ),
			'isOpen' => false,
		] + $state;
	}

	/**
	 * What was not read is read from the beginning next time.
	 *
	 * @param State $state
	 *
	 * @return State
	 */
	private static function closed( array $state, int $seconds ): array {
		return [
			'dueAt'  => time() + $seconds,
			'isOpen' => false,
		] + $state;
	}
}
