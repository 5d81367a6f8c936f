<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\SorsError;
use SorsApi\Store\Images\Downloader;
use SorsApi\Store\Images\Picture;
use SorsApi\Store\Links;
use SorsApi\Store\LinkState;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\StepBudget;

/** Brings in what differs: several items are listed and their pictures fetched together, then each item is written separately. */
final class ImagesApplying {

	/** Items that are listed together. */
	private const LISTS = 10;

	public static function items( ImagesLookup $lookup, Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		$batch = RunItems::planned( $run->id, 0, $run->cursor->size( self::LISTS ) );
		if ( [] === $batch ) {
			$run->cursor->enter( Cursor::FINISH );
			$lease->hold( $run, static function (): void {} );
			return;
		}
		$writer = new ImagesItemWriter( $lookup, $run, $lease, $budget, $settings );
		$ready  = self::prepare( $lookup, $run, $lease, $settings, $batch, $budget, $writer );
		try {
			foreach ( self::portions( $ready ) as $number => $portion ) {
				if ( $number > 0 && ! $budget->allows() ) {
					break;
				}
				$lease->renew();
				$lookup->fetch( array_column( $portion, 1 ), true );
				foreach ( $portion as $position => list( $item, $subject ) ) {
					if ( ( $position > 0 && ! $budget->allows() ) || ! $writer->write( $item, $subject ) ) {
						break 2;
					}
				}
				// Otherwise everything that was written stays in memory until the step ends.
				StepBudget::freeMemory();
			}
		} finally {
			foreach ( $ready as list( , $subject ) ) {
				$subject->drop();
			}
		}
	}

	/**
	 * Lists their pictures again, unless that was a moment ago: what was read may be old, and the content was not kept.
	 *
	 * @param list<RunItem> $batch
	 * @return list<array{RunItem, ImagesSubject}>
	 */
	private static function prepare( ImagesLookup $lookup, Run $run, Lease $lease, Settings $settings, array $batch, StepBudget $budget, ImagesItemWriter $writer ): array {
		$shop  = $lookup->load( array_values( Links::byCodes( array_column( $batch, 'code' ) ) ), $settings );
		$shop  = array_filter( $shop, static fn( ImagesSubject $subject ): bool => $subject->link->database === $run->database );
		$ready = [];
		$lease->renew();
		$lookup->listAhead( $run, array_filter( $shop, static fn( ImagesSubject $subject ): bool => ! $subject->link->isLeftAlone() ) );
		foreach ( $batch as $item ) {
			if ( [] !== $ready && ! $budget->allows() ) {
				break;
			}
			$subject = $shop[ $item->code ] ?? null;
			if ( null === $subject ) {
				$writer->giveUp( $item, RunItem::SKIPPED, Sentence::__( 'Its product was deleted in the meantime.', 'sors-api-for-woocommerce' ) );
				continue;
			}
			if ( $subject->link->isLeftAlone() ) {
				$item->problem = RunItem::LEFT_ALONE;
				$writer->giveUp( $item, RunItem::SKIPPED, LinkState::whyLeftAlone( $subject->link ), $subject->state->id );
				continue;
			}
			$lease->renew();
			try {
				$refused = $lookup->list( $run, $subject );
			} catch ( SorsError $error ) {
				if ( [] === $ready ) {
					throw $error;
				}
				break;
			}
			if ( null === $refused ) {
				$ready[] = [ $item, $subject ];
			} else {
				$writer->giveUp( $item, 'failed', $refused, $subject->state->id );
			}
		}
		return $ready;
	}

	/**
	 * @param list<array{RunItem, ImagesSubject}> $ready
	 * @return list<list<array{RunItem, ImagesSubject}>> In each, as many as are worth fetching at once.
	 */
	private static function portions( array $ready ): array {
		$portions = [];
		$number   = 0;
		foreach ( $ready as $one ) {
			$subject = $one[1];
			$fetched = array_filter( $subject->pictures, static fn( Picture $picture ): bool => '' !== $picture->url && $subject->wants( $picture ) );
			$count   = max( 1, count( $fetched ) );
			$number += $count;
			if ( [] === $portions || $number > Downloader::PARALLEL ) {
				$portions[] = [];
				$number     = $count;
			}
			$portions[ count( $portions ) - 1 ][] = $one;
		}
		return $portions;
	}
}
