<?php
declare( strict_types=1 );

namespace SorsApi\Backfill;

use SorsApi\Database\ProgressOption;
use SorsApi\Entries\Person;
use SorsApi\Log\Log;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\OutboxRefused;

/**
 * Queues all orders of a period, many at a time: a few seconds' worth in the request that asks for it, the rest minute by
 * minute in the background.
 *
 * @phpstan-type Job array{from: string, to: string, total: int, queued: int, refused: int, after: int, startedAt: int, finishedAt: int|null, by?: array{int, string}}
 */
final class OlderOrdersJob {

	public const OPTION = 'sors_older_orders';

	private const BATCH = 50;

	private Outbox $outbox;
	private ProgressOption $progress;

	public function __construct( Outbox $outbox ) {
		$this->outbox   = $outbox;
		$this->progress = new ProgressOption( self::OPTION );
	}

	/** @return Job|null The one under way, or the last one; moments are Unix timestamps. */
	public function current(): ?array {
		$stored = $this->progress->read();
		if ( ! isset( $stored['from'], $stored['to'], $stored['total'], $stored['queued'], $stored['refused'], $stored['after'], $stored['startedAt'] ) ) {
			return null;
		}
		/** @var Job $stored Written by start(). */
		return $stored;
	}

	/**
	 * @param string $from First day, Y-m-d.
	 * @param string $to   Last day.
	 * @throws OutboxRefused bad_period.
	 */
	public function count( string $from, string $to ): int {
		[ $begin, $until ] = self::period( $from, $to );
		return OlderOrders::count( $begin, $until );
	}

	/** @return int How many that came while the export was off are still told. */
	public function leaveOut(): int {
		OlderOrders::leaveOut();
		return OlderOrders::countLeftOut();
	}

	/**
	 * @param int $seconds How long to work on it right away.
	 * @return Job
	 * @throws OutboxRefused bad_period, busy; copy, when this site may be one.
	 */
	public function start( string $from, string $to, int $seconds ): array {
		$total   = $this->count( $from, $to );
		$running = $this->current();
		if ( null !== $running && null === $running['finishedAt'] ) {
			/* translators: 1: first day, 2: last day. */
			( new OutboxRefused( 'busy', sprintf( __( 'The orders of %1$s to %2$s are still being queued. Wait until that is done.', 'sors-api-for-woocommerce' ), $running['from'], $running['to'] ) ) )->throw();
		}
		// Refuses on a copy, before anything is stored.
		$this->outbox->send( [] );
		$job = [
			'from'       => $from,
			'to'         => $to,
			'total'      => $total,
			'queued'     => 0,
			'refused'    => 0,
			'after'      => 0,
			'startedAt'  => time(),
			'finishedAt' => null,
			'by'         => Person::atWork()->stored(),
		];
		$this->progress->write( $job );
		$this->resume( $seconds );
		return $this->current() ?? $job;
	}

	/** The orders of a shop of which this one is a copy are that shop's: an answer given there asks for nothing here. */
	public static function forget(): void {
		delete_option( self::OPTION );
	}

	/** Works for some seconds on the one under way, if there is one. */
	public function resume( int $seconds ): void {
		$deadline = microtime( true ) + $seconds;
		do {
			$job = $this->current();
			if ( null === $job || null !== $job['finishedAt'] ) {
				return;
			}
			[ $begin, $until ] = self::period( $job['from'], $job['to'] );
			$ids               = OlderOrders::ids( $begin, $until, $job['after'], self::BATCH );
			$this->progress->advance( $job, $this->after( $job, $ids ) );
		} while ( microtime( true ) < $deadline );
	}

	/** In the background there is no one to tell: on a site that may be a copy, it waits until that is settled. */
	public function resumeInBackground( int $seconds ): void {
		try {
			$this->resume( $seconds );
		} catch ( OutboxRefused $refused ) {
			Log::info( 'Older orders wait: ' . $refused->code() );
		}
	}

	/**
	 * @param Job       $job
	 * @param list<int> $ids
	 * @return Job
	 * @throws OutboxRefused copy.
	 */
	private function after( array $job, array $ids ): array {
		if ( [] === $ids ) {
			return [ 'finishedAt' => time() ] + $job;
		}
		$result = $this->outbox->send( $ids, Person::of( $job['by'] ?? null ) );
		return [
			'queued'  => $job['queued'] + count( $result['items'] ),
			'refused' => $job['refused'] + count( $result['refused'] ),
			'after'   => max( $ids ),
		] + $job;
	}

	/**
	 * @return array{\DateTimeImmutable, \DateTimeImmutable} The first moment, and the first one after it.
	 * @throws OutboxRefused bad_period.
	 */
	private static function period( string $from, string $to ): array {
		$begin = \DateTimeImmutable::createFromFormat( '!Y-m-d', $from, wp_timezone() );
		$last  = \DateTimeImmutable::createFromFormat( '!Y-m-d', $to, wp_timezone() );
		// The calendar has no 31 February: PHP would take it for a day in March.
		if ( false === $begin || false === $last || $begin->format( 'Y-m-d' ) !== $from || $last->format( 'Y-m-d' ) !== $to ) {
			( new OutboxRefused( 'bad_period', __( 'One of the two days does not exist. Choose the first and the last day.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( $begin > $last ) {
			( new OutboxRefused( 'bad_period', __( 'The first day is after the last one. Swap them.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return [ $begin, $last->modify( '+1 day' ) ];
	}
}
