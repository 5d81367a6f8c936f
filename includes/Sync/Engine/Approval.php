<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Store\LinkNotes;
use SorsApi\Store\Links;

/**
 * Stands between reading and applying: lets a run continue, or makes it wait for a person.
 *
 * What an owner would want to be asked about is counted by class. A class over its share is held; where only all classes
 * together are over, all are. The rest is applied, then the run waits with what is held. There is one such set for each
 * kind of run: the next run compares it again, and takes over what still differs, until a person has decided.
 */
final class Approval {

	/** So that a small shop is not asked about every other change, unless it would be about all that it sells. */
	private const AT_LEAST = 5;
	private const OF_ALL   = 2;

	/** Problems noted in one transaction. */
	private const PROBLEMS = 500;

	/**
	 * Decides about the whole difference, and leaves the cursor at the first
	 * phase of applying. To be saved by the caller.
	 *
	 * @param string $warning SORS showed nothing where there was something before, as a sentence; '' = no such thing.
	 *                        That is hardly meant, however few products it affects: nothing of it is applied unseen. Where
	 *                        the cursor names the units that are meant, only what they had waits.
	 */
	public static function decide( Run $run, Settings $settings, string $firstPhase, string $warning = '' ): void {
		$cursor = $run->cursor;
		// What waits is held, and one of some items has not compared the rest of it.
		$before = $run->limited ? [] : RunTable::waiting( $run );
		RunItems::dropOutdated( $run->id, $cursor->reading );
		if ( $run->isElsewhere() ) {
			self::tellElsewhere( $run, $warning );
			return;
		}
		$kept          = HeldItems::keep( $run->id, $before );
		$run->skipped -= $kept;
		$missing       = self::missingHeld( $before, false );
		$asked         = self::missingHeld( $before, true );
		// Not compared: what waits stays.
		$cursor->missing = $cursor->nameless ? $missing : $cursor->missing;
		if ( HeldItems::keepAsked( $run->id, $before ) + $asked > 0 && 'preview' !== $run->mode && [] !== $before ) {
			$cursor->quiet = 0 === RunTable::countStopped( $before );
		}

		$cursor->holdsUnread = $kept > 0;
		$planned             = RunItems::count( $run->id, [ RunItem::PLANNED ] );
		if ( $cursor->reading > 1 ) {
			// What an interrupted applying had finished is read again as unchanged, and counted already.
			$run->unchanged = max( 0, $run->processed - $planned - $run->skipped - $run->created - $run->updated );
		}
		$cursor->enter( $firstPhase );
		$isPreview = 'preview' === $run->mode && ! $cursor->approved;
		$isUnseen  = '' !== $warning && $planned + $cursor->missing > 0 && ! ( $cursor->approved && $warning === $cursor->warned );
		$isEmpty   = $isUnseen && [] === $cursor->emptied;
		$lower     = [];

		$cursor->warned = $isUnseen ? $warning : $cursor->warned;
		$cursor->limit  = $settings->safetyLimitPercent;
		$cursor->onSale = $planned + $cursor->missing > 0 ? Links::countOnSale( $run->kind ) : 0;
		if ( $isUnseen && [] !== $cursor->emptied ) {
			$cursor->emptied = HeldItems::holdOfUnits( $run->id, $cursor->emptied ) > 0 ? $cursor->emptied : [];
			$cursor->quiet   = $cursor->quiet && [] === $cursor->emptied;
		}
		if ( $isEmpty ) {
			HeldItems::holdAll( $run->id );
			$cursor->quiet        = false;
			$cursor->holdsMissing = $cursor->missing > 0;
		} else {
			// Where others were chosen instead, these go on waiting.
			$cursor->holdsMissing = $cursor->holdsMissing || $missing > 0;
			$lower = self::hold( $run, $before );
			$cursor->quiet = $cursor->quiet && ( [] === $before || ! $cursor->holdsMissing || $cursor->missing <= $asked );
		}
		// Before anything is written: afterwards the figures that tell it are gone.
		$cursor->common = HeldInCommon::of( $run, $settings );
		if ( 'stock' === $run->kind && ! $isPreview ) {
			HeldItems::lowerStock( $run->id, $lower );
		}
		/* translators: %d: number of the newer run */
		RunTable::supersede( $before, Sentence::__( 'Replaced by sync %d, which has compared everything again. What still waits for a decision waits there.', 'sors-api-for-woocommerce', $run->id ) );
		if ( $isPreview && 0 === $planned && ! $cursor->holdsMissing ) {
			$run->succeed( Sentence::__( 'Nothing would change: the shop is as SORS says.', 'sors-api-for-woocommerce' ) );
			return;
		}
		// From here on it counts what was written, now or after a person's approval.
		$run->processed = $run->unchanged + $run->skipped + $run->created + $run->updated;
		if ( $isEmpty || $isPreview ) {
			$run->state   = Run::AWAITING_APPROVAL;
			$run->message = implode( ' ', array_filter( [ $warning, HeldInWords::stopped( $run, $planned ), HeldInCommon::told( $run ) ] ) );
		} else {
			$run->state   = Run::APPLYING;
			$run->message = Sentence::__( 'Writing to the shop.', 'sors-api-for-woocommerce' );
		}
	}

	/** A preview of another database ends here: it holds nothing, and there is nothing to approve. */
	private static function tellElsewhere( Run $run, string $warning ): void {
		$planned = RunItems::count( $run->id, [ RunItem::PLANNED ] );
		$left    = $run->skipped;
		$told    = [
			$warning,
			0 === $planned
				/* translators: %s: name of a database */
				? Sentence::__( 'A sync with %s would change nothing.', 'sors-api-for-woocommerce', $run->database )
				/* translators: 1: number of items, 2: name of a database */
				: Sentence::_n( '%1$s item would change in a sync with %2$s.', '%1$s items would change in a sync with %2$s.', $planned, 'sors-api-for-woocommerce', Sentence::number( $planned ), $run->database ),
			/* translators: %s: number of items */
			0 === $left ? '' : Sentence::_n( '%s item would be left out.', '%s items would be left out.', $left, 'sors-api-for-woocommerce', Sentence::number( $left ) ),
			Sentence::__( 'Nothing was written to the shop.', 'sors-api-for-woocommerce' ),
		];
		$run->succeed( implode( ' ', array_filter( $told ) ) );
	}

	/**
	 * The last phase: problems are noted, so many at a time, and then all that may be written is.
	 *
	 * @param callable(): void $besides What else the end brings, in the same transaction.
	 * @return bool Whether this was the end.
	 * @throws LeaseLost
	 */
	public static function end( Run $run, Lease $lease, string $firstPhase, callable $besides ): bool {
		if ( $run->cursor->after >= 0 ) {
			$lease->hold(
				$run,
				static function () use ( $run ): void {
					$run->cursor->after = LinkNotes::noteProblems( $run->id, $run->kind, $run->cursor->after, self::PROBLEMS );
				}
			);
		}
		if ( $run->cursor->after >= 0 ) {
			return false;
		}
		$lease->hold(
			$run,
			function () use ( $run, $firstPhase, $besides ): void {
				self::finish( $run, $firstPhase );
				$besides();
			}
		);
		return true;
	}

	private static function finish( Run $run, string $firstPhase ): void {
		LinkNotes::endProblems( $run->id, $run->kind, $run->cursor->only );
		LinkNotes::endPreviews( $run->id, $run->kind, $run->cursor->only );
		$run->writtenAt = DatabaseClock::utc();

		if ( 'stock' === $run->kind && HeldItems::holdPrices( $run->id ) > 0 ) {
			$run->cursor->holdsUnread = true;
		}
		$held = RunItems::count( $run->id, [ RunItem::HELD ] );
		if ( 0 === $held && ! $run->cursor->holdsMissing ) {
			$run->complete();
			return;
		}
		$run->cursor->enter( $firstPhase );
		$run->cursor->quiet = $run->cursor->quiet && HeldItems::areAsked( $run->id );

		$run->processed = $run->created + $run->updated + $run->unchanged + $run->skipped + $run->failed;
		$run->total     = $run->processed + $held;
		$run->state     = Run::AWAITING_APPROVAL;
		// Of a preview, what was not chosen is more than what was held.
		$common       = $run->cursor->quiet ? '' : HeldInCommon::told( $run );
		$warning      = [] === $run->cursor->emptied ? '' : $run->cursor->warned;
		$run->message = implode( ' ', array_filter( [ $warning, HeldInWords::stopped( $run, $held + ( $run->cursor->holdsMissing ? $run->cursor->missing : 0 ) ), HeldInWords::applied( $run ), $common, HeldInWords::sellable( $run ) ] ) );
	}

	/**
	 * @param list<int> $before Runs that wait.
	 * @param bool      $asked  Only of those where a person chose other items.
	 * @return int How many items that SORS no longer shows they hold.
	 */
	private static function missingHeld( array $before, bool $asked ): int {
		$missing = 0;
		foreach ( array_filter( array_map( [ RunTable::class, 'get' ], $before ) ) as $run ) {
			$missing = max( $missing, $run->cursor->holdsMissing && ( $run->cursor->quiet || ! $asked ) ? $run->cursor->missing : 0 );
		}
		return $missing;
	}

	/**
	 * @param list<int> $before Runs that wait: what they hold stays held.
	 * @return list<int> Items that are not held for going out of stock.
	 */
	private static function hold( Run $run, array $before ): array {
		$cursor  = $run->cursor;
		$missing = $cursor->missing > $cursor->approvedMissing ? $cursor->missing : 0;
		$gone    = 0 === $missing ? 0 : min( $missing, Links::countMissingOnSale( $run->kind, $run->id, $cursor->reading ) );
		$classes = 'schedule' === $run->startedBy ? Danger::CLASSES : array_values( array_diff( Danger::CLASSES, [ Danger::PUBLISH ] ) );
		$counts  = HeldItems::counts( $run->id, false, $classes );
		$over    = [];
		foreach ( $classes as $class ) {
			if ( self::isOverLimit( $counts[ $class ] + ( Danger::HIDE === $class ? $gone : 0 ), $cursor->onSale, $cursor->limit ) ) {
				$over[] = $class;
			}
		}
		if ( [] === $over && self::isOverLimit( $counts['items'] + $gone, $cursor->onSale, $cursor->limit ) ) {
			$over = $classes;
		}
		$cursor->holdsMissing = $missing > 0 && ( $cursor->holdsMissing || in_array( Danger::HIDE, $over, true ) );
		$held                 = [];
		$lower                = [];
		foreach ( HeldItems::dangerous( $run->id, RunItem::PLANNED, $before ) as $item ) {
			$asked  = array_merge( $over, Danger::classes( (string) $item['held'] ) );
			$isHeld = '' === $item['held'] || [] !== array_intersect( Danger::classes( $item['danger'] ), $asked );
			if ( ! Danger::isWithin( $item['danger'], $item['approved'] ) && ( $isHeld || Danger::isBack( $item['danger'] ) ) ) {
				$held[] = $item['id'];
				if ( '' !== $item['held'] && ! Danger::isBack( $item['danger'] ) && [] === array_intersect( [ Danger::ZERO ], Danger::classes( $item['danger'] ), $asked ) ) {
					$lower[] = $item['id'];
				}
			}
		}
		HeldItems::hold( $held );
		HeldItems::holdAsked( $run->id );
		return $lower;
	}

	/**
	 * Is this more than an owner would want to happen without being asked?
	 *
	 * @param int $dangerous    Products that would be zeroed, hidden, re-priced …
	 * @param int $onSale       Products that can be bought now.
	 * @param int $limitPercent safetyLimitPercent.
	 */
	public static function isOverLimit( int $dangerous, int $onSale, int $limitPercent ): bool {
		$isMuch = $dangerous >= self::AT_LEAST || ( $onSale >= self::OF_ALL && $dangerous >= $onSale );
		return $isMuch && $dangerous * 100 > $onSale * $limitPercent;
	}
}
