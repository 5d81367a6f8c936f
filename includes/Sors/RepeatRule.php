<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/**
 * When a write whose reply was lost may be sent once more, and when only a person may do that. Pure.
 *
 * Answered losses (a fault, a web page, a cut connection) leave little doubt: what SORS did, it has done by then. After
 * a silent one the server may do its work long after we gave up, so there is one repeat, an hour later.
 */
final class RepeatRule {

	/** Seconds until a lost reply is looked up for the first time. */
	public const FIRST_LOOKUP = 30;

	/** Seconds after which a person has to decide where a look-up that shows nothing cannot be trusted. */
	public const PATIENCE = 86400;

	/** Look-ups that have to show nothing, minutes apart. */
	private const MISSES = 2;

	/** Seconds: the shortest and the longest wait between two look-ups. */
	public const BETWEEN_LOOKUPS = 180;
	private const LONGEST        = 3600;

	/** Seconds from the n-th answered loss to its repeat. */
	private const REPEATS = [ 240, 900, 3600, 14400, 43200, 86400 ];

	private const AFTER_SILENCE = 3600;
	private const SILENCES      = 1;

	/** Seconds for which an uncertain write is looked up hourly, and then daily. */
	private const HOURLY = 86400;
	private const DAILY  = 691200;

	private int $answered;
	private int $silent;
	private int $misses;
	private int $age;

	/**
	 * @param int $answered Answered losses so far.
	 * @param int $silent   Silent ones.
	 * @param int $misses   Trusted look-ups since the last loss that showed nothing.
	 * @param int $age      Seconds since the last loss.
	 */
	public function __construct( int $answered, int $silent, int $misses, int $age ) {
		$this->answered = $answered;
		$this->silent   = $silent;
		$this->misses   = $misses;
		$this->age      = $age;
	}

	/** Whether no repeat is left: only a person may have it sent again. */
	public function isOver(): bool {
		return $this->silent > self::SILENCES || $this->answered > count( self::REPEATS );
	}

	/** Whether SORS was asked often enough, minutes apart. */
	public function isMissing(): bool {
		return $this->misses >= self::MISSES;
	}

	public function mayRepeat(): bool {
		return ! $this->isOver() && $this->isMissing() && $this->age >= $this->delay();
	}

	/** Seconds until the next look-up: with growing pauses, and one right when the repeat is due. */
	public function nextLookUp(): int {
		$pause = max( self::BETWEEN_LOOKUPS, min( self::LONGEST, $this->age ) );
		$left  = $this->delay() - $this->age;
		if ( $left <= 0 ) {
			return $this->isMissing() ? $pause : self::BETWEEN_LOOKUPS;
		}
		return $pause + self::BETWEEN_LOOKUPS > $left ? max( self::BETWEEN_LOOKUPS, $left ) : $pause;
	}

	/** Seconds until an uncertain write is looked up again; null = no more. */
	public function lateLookUp(): ?int {
		if ( $this->age < self::HOURLY ) {
			return 3600;
		}
		return $this->age < self::DAILY ? 86400 : null;
	}

	/** Seconds from the last loss to the repeat. Once SORS was silent, no shorter wait is safe any more. */
	private function delay(): int {
		$afterAnswer = 0 === $this->answered ? 0 : ( self::REPEATS[ $this->answered - 1 ] ?? 86400 );
		return max( $this->silent > 0 ? self::AFTER_SILENCE : 0, $afterAnswer );
	}
}
