<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Store\LinkNotes;
use SorsApi\Store\Links;
use SorsApi\Store\PendingChange;
use SorsApi\Store\PendingChanges;
use SorsApi\Sync\Pending\Danger;
use SorsApi\Sync\Pending\PendingList;
use SorsApi\Sync\Pending\PendingWords;
use SorsApi\Sync\Pending\SafetyLimit;

/**
 * Stands between reading and applying: says which changes wait for a person. The run writes the others and ends; what
 * waits is compared again by every run after it, until a person has decided. A preview waits with all that it found.
 */
final class Approval {

	/** Problems that are noted, or items that are held, together. */
	private const ITEMS = 500;

	/**
	 * Decides about the whole difference, and leaves the cursor at the first phase of applying. To be saved by the caller.
	 *
	 * @param string $warning SORS showed nothing where there was something before, as a sentence; '' = no such thing. Nothing
	 *                        of it is applied unseen; where the cursor names the units that are meant, nothing of theirs.
	 */
	public static function decide( Run $run, Settings $settings, string $firstPhase, string $warning = '' ): void {
		$cursor = $run->cursor;
		RunItems::dropOutdated( $run->id, $cursor->reading );
		if ( $run->isElsewhere() ) {
			self::tellElsewhere( $run, $warning );
			return;
		}
		$planned   = RunItems::count( $run->id, [ RunItem::PLANNED ] );
		$isPreview = 'preview' === $run->mode;
		if ( $cursor->reading > 1 ) {
			// What an interrupted applying had finished is read again as unchanged, and counted already.
			$run->unchanged = max( 0, $run->processed - $planned - $run->skipped - $run->created - $run->updated );
		}
		if ( ! $run->limited ) {
			/* translators: %d: number of the newer run */
			RunTable::replacePreviews( $run, Sentence::__( 'Replaced by sync %d, which has compared everything again.', 'sors-api-for-woocommerce', $run->id ) );
		}
		if ( ! $isPreview ) {
			PendingChanges::dropEqual( $run->id, $run->kind, false );
		}
		$cursor->enter( $firstPhase );
		$cursor->missing = $cursor->nameless ? 0 : $cursor->missing;
		$onSale          = $planned + $cursor->missing > 0 ? Links::countOnSale( $run->kind ) : 0;
		$limit           = new SafetyLimit( $cursor->settings, $settings->safetyLimitPercent, $onSale, 'schedule' !== $run->startedBy );
		$isEmpty         = '' !== $warning && [] === $cursor->emptied;
		$counts          = self::hold( $run, $limit, $isEmpty );
		if ( $cursor->missing > 0 && ( $isEmpty || $limit->hidesTooMany() || PendingChanges::missingWaits( $cursor->settings ) ) ) {
			$counts[ Danger::MISSING ] = $cursor->missing;
			if ( ! $isPreview ) {
				PendingChanges::holdMissing( $run->id, $cursor->reading, $isEmpty ? Danger::EMPTY . ' ' . Danger::MISSING : Danger::MISSING, self::withdrawal( $settings ), false, $cursor->settings );
			}
		}
		// From here on it counts what was written, now or after a person's approval.
		$run->processed = $run->unchanged + $run->skipped + $run->created + $run->updated;
		if ( ! $isPreview ) {
			if ( ! $run->limited && $cursor->showsWhatIsGone() ) {
				PendingChanges::dropGone( $run->id, $run->kind );
			}
			$run->state   = Run::APPLYING;
			$run->message = Sentence::__( 'Writing to the shop.', 'sors-api-for-woocommerce' );
		} elseif ( 0 === $planned + $counts[ Danger::MISSING ] ) {
			$run->succeed( Sentence::__( 'Nothing would change: the shop is as SORS says.', 'sors-api-for-woocommerce' ) );
		} else {
			$run->state   = Run::AWAITING_APPROVAL;
			$run->message = implode( ' ', array_filter( [ $warning, self::shown( $counts, $planned, $onSale, $settings ) ] ) );
		}
	}

	/** @return array<string, int> Class => products that wait. */
	private static function hold( Run $run, SafetyLimit $limit, bool $isEmpty ): array {
		foreach ( self::planned( $run, $isEmpty ) as $item ) {
			if ( $item['counts'] ) {
				$limit->count( $item['change']->danger, $item['before'] );
			}
		}
		$limit->close( 0 === $run->cursor->missing ? 0 : Links::countMissingOnSale( $run->kind, $run->id, $run->cursor->reading, $run->cursor->settings ) );
		$counts = array_fill_keys( Danger::CLASSES, 0 );
		$held   = [];
		foreach ( self::planned( $run, $isEmpty ) as $item ) {
			$item['reasons'] = $limit->reasons( $item['change']->danger, $item['before'] );
			if ( [] !== $item['reasons'] ) {
				$held[] = $item;
				foreach ( Danger::classes( $item['change']->danger ) as $class ) {
					$counts[ $class ] += $item['counts'] || in_array( $class, Danger::ALWAYS, true ) ? 1 : 0;
				}
			}
			if ( count( $held ) >= self::ITEMS ) {
				self::ask( $run, $held );
				$held = [];
			}
		}
		self::ask( $run, $held );
		return $counts;
	}

	/** @return \Generator<array{id: int, change: PendingChange, counts: bool, before: PendingChange|null, always: string}> always: for what it waits, however little would change. */
	private static function planned( Run $run, bool $isEmpty ): \Generator {
		foreach ( PendingChanges::planned( $run->id, $run->kind, $run->cursor->emptied, $isEmpty ) as $item ) {
			$isBack                 = null !== $item['before'] && in_array( Danger::BACK, Danger::classes( $item['before']->danger ), true );
			$item['always']         = implode( ' ', array_filter( [ $isEmpty ? Danger::EMPTY : '', $item['emptied'] ? Danger::EMPTIED : '', $isBack ? Danger::BACK : '' ] ) );
			$item['change']->danger = trim( $item['always'] . ' ' . $item['change']->danger );
			yield $item;
		}
	}

	/**
	 * These are not written before a person agrees. Of a preview, nothing is noted but that.
	 *
	 * @param list<array{id: int, change: PendingChange, before: PendingChange|null, always: string, reasons: list<string>}> $items
	 */
	private static function ask( Run $run, array $items ): void {
		$held    = [];
		$asked   = [];
		$now     = DatabaseClock::utc();
		$priced  = array_filter( $items, static fn( array $item ): bool => [] === array_diff( $item['reasons'], Danger::OF_PRICE ) );
		$split   = 'stock' === $run->kind && 'preview' !== $run->mode ? self::splitPrice( array_column( $priced, 'reasons', 'id' ) ) : [];
		foreach ( $items as $item ) {
			$change = $item['change'];
			if ( isset( $split[ $item['id'] ] ) ) {
				[ $from, $to ]   = Danger::prices( $change->danger ) ?? [ '', '' ];
				$change->danger  = Danger::ofPrice( $from, $to, ...$item['reasons'] );
				$change->changes = (string) wp_json_encode( array_values( array_filter( RunItem::changesOf( [ 'changes' => $change->changes ] ), static fn( array $one ): bool => in_array( $one['field'], RunItem::PRICES, true ) ) ) );
			} else {
				$held[ $item['always'] ][] = $item['id'];
			}
			$asked[] = SafetyLimit::ask( $change, $item['before'], $now );
		}
		RunItems::hold( $held );
		if ( 'preview' !== $run->mode ) {
			PendingChanges::save( $asked );
		}
	}

	/**
	 * Of those of which only the price waits, what would be sold beyond SORS' stock is written without it; where the price is
	 * not just another one, all the rest.
	 *
	 * @param array<int, list<string>> $waiting By id: classes for which the price waits.
	 * @return array<int, true> By id: those that are written without it.
	 */
	private static function splitPrice( array $waiting ): array {
		$split = [];
		foreach ( RunItems::byIds( array_keys( $waiting ) ) as $item ) {
			if ( $item->lowersStock() || ( [ Danger::PRICE ] !== $waiting[ $item->id ] && count( $item->changes ) > 1 ) ) {
				$split[ $item->id ] = true;
				Sql::update( Tables::name( Tables::RUN_ITEMS ), [ 'payload' => (string) wp_json_encode( [ 'priceWithVat' => null, 'priceWithoutVat' => null ] + $item->payload ) ], $item->id );
			}
		}
		return $split;
	}

	/** @return string JSON: what would become of a product whose item is discontinued. */
	public static function withdrawal( Settings $settings ): string {
		$to = [ 'draft' => [ 'status', 'draft' ], 'outOfStock' => [ 'stockStatus', 'outofstock' ] ][ $settings->missingProducts ] ?? null;
		return (string) wp_json_encode( null === $to ? [] : [ [ 'field' => $to[0], 'from' => null, 'to' => $to[1] ] ] );
	}

	/** @param array<string, int> $counts Class => products that would wait in a run that is no preview. */
	private static function shown( array $counts, int $planned, int $onSale, Settings $settings ): string {
		if ( array_sum( $counts ) > $counts[ Danger::BACK ] + $counts[ Danger::EMPTY ] + $counts[ Danger::EMPTIED ] ) {
			return PendingWords::stopped( $counts, $onSale, $settings->safetyLimitPercent );
		}
		/* translators: %s: number of items */
		return Sentence::_n( '%s item would change. Check it, then approve or discard.', '%s items would change. Check them, then approve or discard.', $planned, 'sors-api-for-woocommerce', Sentence::number( $planned ) );
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
	public static function end( Run $run, Lease $lease, callable $besides ): bool {
		return $lease->hold(
			$run,
			static function () use ( $run, $besides ): bool {
				$run->cursor->after = LinkNotes::noteProblems( $run->id, $run->kind, $run->cursor->after, self::ITEMS );
				if ( $run->cursor->after >= 0 ) {
					return false;
				}
				LinkNotes::endProblems( $run->id, $run->kind, $run->cursor->only );
				PendingChanges::dropEqual( $run->id, $run->kind, true );
				PendingChanges::dropLeftAlone();
				$run->complete( PendingList::countOf( $run->id ) );
				$besides();
				return true;
			}
		);
	}
}
