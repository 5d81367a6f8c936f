<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;

/**
 * One run, as it was when it was read. Only the process that holds the lease changes one, and writes it back with its work.
 *
 * @phpstan-type RunArray array{
 *   id: int, kind: string, mode: string, state: string, total: int|null, processed: int, created: int,
 *   updated: int, unchanged: int, skipped: int, failed: int, waiting: int, message: string, resumesAt: string|null,
 *   resumable: bool, startedBy: string, limited: bool, createdAt: string, updatedAt: string, finishedAt: string|null,
 *   database?: string
 * }
 */
final class Run {

	public const KINDS = [ 'catalog', 'stock', 'images' ];

	// States.
	public const QUEUED            = 'queued';
	public const READING           = 'reading';
	public const AWAITING_APPROVAL = 'awaiting_approval';
	public const APPLYING          = 'applying';
	public const SUCCEEDED         = 'succeeded';
	public const FAILED            = 'failed';
	public const CANCELLED         = 'cancelled';
	/** @var list<string> A run in one of these states has work to do, and is the only one of its kind. */
	public const ACTIVE = [ self::QUEUED, self::READING, self::APPLYING ];
	/** Seconds. Figures older than this are read again before they are applied. */
	private const STALE = 900;

	public int $id;
	public string $kind;
	/** preview or apply. */
	public string $mode;
	/** One of the states above. */
	public string $state;
	/** person, schedule or cli. */
	public string $startedBy;
	/** It is of some items only: it tells nothing of the others. */
	public bool $limited;
	/** The SORS database it reads. */
	public string $database;
	public Cursor $cursor;
	/** False once there is nothing left to resume from. */
	public bool $hasCursor;
	/** How many items there are in all; null until SORS has said so. */
	public ?int $total;
	/** In `reading` items read and compared; afterwards items whose outcome is known. */
	public int $processed = 0;
	public int $created   = 0;
	public int $updated   = 0;
	public int $unchanged = 0;
	public int $skipped   = 0;
	public int $failed    = 0;
	/** For people; see Sentence. */
	public string $message;
	public string $leaseOwner;
	/** Microseconds of the database's clock. */
	public int $leaseUntil;
	/** UTC `Y-m-d H:i:s`, as the other moments. Set while it waits for SORS. */
	public ?string $resumesAt;
	public string $createdAt;
	public string $updatedAt;
	public ?string $finishedAt;

	/** @param array<string, string|null> $row A row of the table. */
	public function __construct( array $row ) {
		$this->id         = (int) $row['id'];
		$this->kind       = (string) $row['kind'];
		$this->mode       = (string) $row['mode'];
		$this->state      = (string) $row['state'];
		$this->startedBy  = (string) $row['started_by'];
		$this->limited    = '1' === (string) $row['limited'];
		$this->database   = (string) $row['database_name'];
		$this->hasCursor  = null !== $row['cursor_data'];
		$this->cursor     = Cursor::fromJson( (string) $row['cursor_data'] );
		$this->total      = null === $row['total'] ? null : (int) $row['total'];
		$this->message    = (string) $row['message'];
		$this->leaseOwner = (string) $row['lease_owner'];
		$this->leaseUntil = (int) $row['lease_until'];
		$this->resumesAt  = $row['resumes_at'];
		$this->createdAt  = (string) $row['created_at'];
		$this->updatedAt  = (string) $row['updated_at'];
		$this->finishedAt = $row['finished_at'];
		$this->takeCounts( array_map( 'intval', $row ) );
	}

	/** The kind of a preview of another database than the shop's: whoever asks for runs of a kind never means it. */
	public static function elsewhere( string $kind ): string {
		return "{$kind}_elsewhere";
	}

	public function isElsewhere(): bool {
		return $this->subject() !== $this->kind;
	}

	/** What it reads: one of KINDS. */
	public function subject(): string {
		return explode( '_', $this->kind )[0];
	}

	/** One run is active in each: its kind; previews of other databases share their copies of tables, so they have one slot. */
	public static function slotOf( string $kind ): string {
		return in_array( $kind, self::KINDS, true ) ? $kind : 'elsewhere';
	}

	public function settings( Settings $ofShop ): Settings {
		return [] === $this->cursor->elsewhere ? $ofShop : $ofShop->with( $this->cursor->elsewhere );
	}

	/** What was written already stays counted. */
	public function resetCounts(): void {
		$this->total = null;
		$this->takeCounts( [ 'processed' => 0, 'unchanged' => 0, 'skipped' => 0, 'failed' => 0 ] + $this->counts() );
	}

	/** @param int $by -1 = an item was counted with that outcome, and has it no more. */
	public function count( string $outcome, int $by = 1 ): void {
		$this->$outcome  += $by;
		$this->processed += $by;
	}

	/** @return array{processed: int, created: int, updated: int, unchanged: int, skipped: int, failed: int} */
	public function counts(): array {
		return [ 'processed' => $this->processed, 'created' => $this->created, 'updated' => $this->updated, 'unchanged' => $this->unchanged, 'skipped' => $this->skipped, 'failed' => $this->failed ];
	}

	/** @param array<string, int> $counts With those of counts(). */
	public function takeCounts( array $counts ): void {
		foreach ( array_keys( $this->counts() ) as $name ) {
			$this->$name = $counts[ $name ];
		}
	}

	/** @param int $waiting Changes that it found and a person is to decide about. */
	public function complete( int $waiting ): void {
		$this->processed = $this->created + $this->updated + $this->unchanged + $this->skipped + $this->failed;
		$this->total     = $this->processed + $waiting;
		$cut             = $this->cursor->cutOffs;
		$told            = [
			$this->result(),
			/* translators: %s: number of changes */
			0 === $waiting ? '' : Sentence::_n( '%s change waits for your decision.', '%s changes wait for your decision.', $waiting, 'sors-api-for-woocommerce', Sentence::number( $waiting ) ),
			/* translators: %s: how often */
			0 === $cut ? '' : Sentence::_n( 'The server cut the work off %s time; the sync went on after it.', 'The server cut the work off %s times; the sync went on after each.', $cut, 'sors-api-for-woocommerce', Sentence::number( $cut ) ),
		];
		$this->succeed( implode( ' ', array_filter( $told ) ) );
	}

	public function succeed( string $message ): void {
		$this->state      = self::SUCCEEDED;
		$this->hasCursor  = false;
		$this->finishedAt = DatabaseClock::utc();
		$this->message    = $message;
	}

	public function isActive(): bool {
		return in_array( $this->state, self::ACTIVE, true );
	}

	/** Nobody came to it for so long that what it has read is too old to be written. A pause that SORS asked for does not count. */
	public function isStale( int $seconds = self::STALE ): bool {
		// One of the future was noted while the clock was ahead, so at an unknown time.
		return abs( time() - (int) strtotime( max( $this->updatedAt, (string) $this->resumesAt ) . ' UTC' ) ) > $seconds;
	}

	/** Whether SORS' pause is not over yet. One that is longer than any was noted while the clock was ahead. */
	public function waits(): bool {
		return null !== $this->resumesAt && $this->resumesAt > DatabaseClock::utc() && $this->resumesAt < DatabaseClock::utc( DAY_IN_SECONDS + MINUTE_IN_SECONDS );
	}

	/** It ended before its work was done, and knows where it stopped. */
	public function isResumable(): bool {
		return $this->hasCursor && in_array( $this->state, [ self::FAILED, self::CANCELLED ], true );
	}

	public function name(): string {
		return "Run $this->id ($this->kind, $this->mode, by $this->startedBy)";
	}

	public function summary(): string {
		$seconds = null === $this->finishedAt ? '' : sprintf( ' after %d seconds', (int) strtotime( $this->finishedAt . ' UTC' ) - (int) strtotime( $this->createdAt . ' UTC' ) );
		$counts  = sprintf( '%d created, %d updated, %d unchanged, %d skipped, %d failed', $this->created, $this->updated, $this->unchanged, $this->skipped, $this->failed );
		return sprintf( '%s: %s%s, %d of %s items: %s. %s', $this->name(), $this->state, $seconds, $this->processed, $this->total ?? '?', $counts, Sentence::english( $this->message ) );
	}

	/** @return RunArray Zod `run`. */
	public function toArray(): array {
		return [
			'id'         => $this->id,
			'kind'       => $this->subject(),
			'mode'       => $this->mode,
			'state'      => $this->state,
			'total'      => $this->total,
			'waiting'    => in_array( $this->state, [ self::AWAITING_APPROVAL, self::SUCCEEDED ], true ) && ! $this->isElsewhere() ? max( 0, (int) $this->total - $this->processed ) : 0,
			'message'    => Sentence::shown( $this->message ),
			'resumesAt'  => self::moment( $this->resumesAt ),
			'resumable'  => $this->isResumable(),
			'startedBy'  => $this->startedBy,
			'limited'    => $this->limited,
			'createdAt'  => (string) self::moment( $this->createdAt ),
			'updatedAt'  => (string) self::moment( $this->updatedAt ),
			'finishedAt' => self::moment( $this->finishedAt ),
		] + $this->counts() + ( $this->isElsewhere() ? [ 'database' => $this->database ] : [] );
	}

	private function result(): string {
		$parts = array_filter(
			[
				/* translators: %s: number of products */
				0 === $this->created ? '' : Sentence::_n( '%s product created', '%s products created', $this->created, 'sors-api-for-woocommerce', Sentence::number( $this->created ) ),
				/* translators: %s: number of products */
				0 === $this->updated ? '' : Sentence::_n( '%s product changed', '%s products changed', $this->updated, 'sors-api-for-woocommerce', Sentence::number( $this->updated ) ),
				/* translators: %s: number of products */
				0 === $this->skipped ? '' : Sentence::_n( '%s left out', '%s left out', $this->skipped, 'sors-api-for-woocommerce', Sentence::number( $this->skipped ) ),
				/* translators: %s: number of products */
				0 === $this->failed ? '' : Sentence::_n( '%s failed', '%s failed', $this->failed, 'sors-api-for-woocommerce', Sentence::number( $this->failed ) ),
			]
		);
		if ( 0 === $this->created + $this->updated + $this->failed ) {
			array_unshift( $parts, Sentence::__( 'nothing to change', 'sors-api-for-woocommerce' ) );
		}
		/* translators: %s: list such as "12 products created, 3 changed" */
		return Sentence::__( 'Done: %s.', 'sors-api-for-woocommerce', implode( ', ', $parts ) );
	}

	/** UTC, as the routes write it. */
	public static function moment( ?string $utc ): ?string {
		return null === $utc ? null : str_replace( ' ', 'T', $utc ) . 'Z';
	}
}
