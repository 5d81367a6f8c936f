<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\SorsError;
use SorsApi\Store\Images\Downloader;
use SorsApi\Store\Link;
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

	private ImagesLookup $lookup;
	private ImagesItemWriter $writer;

	public function __construct( ImagesLookup $lookup, ImagesItemWriter $writer ) {
		$this->lookup = $lookup;
		$this->writer = $writer;
	}

	public function items( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		$batch = RunItems::planned( $run->id, 0, $run->cursor->size( self::LISTS ) );
		if ( [] === $batch ) {
			$run->cursor->enter( Cursor::FINISH );
			$lease->hold( $run, static function (): void {} );
			return;
		}
		$planner = new ImagesPlanner( 'always' === $settings->fields['images'] );
		$ready   = $this->prepare( $run, $lease, $batch, $budget );
		try {
			foreach ( self::portions( $ready, $planner ) as $number => $portion ) {
				if ( $number > 0 && ! $budget->allows() ) {
					break;
				}
				$lease->renew();
				$this->lookup->fetch( array_column( $portion, 1 ), $planner, true );
				foreach ( $portion as $position => list( $item, $subject ) ) {
					if ( ( $position > 0 && ! $budget->allows() ) || ! $this->writer->write( $run, $lease, $item, $subject, $planner, $budget, $settings->deleteUnusedImages ) ) {
						break 2;
					}
				}
				// Otherwise everything that was written stays in memory until the step ends.
				StepBudget::freeMemory();
			}
		} finally {
			foreach ( $ready as list( , $subject ) ) {
				foreach ( $subject->sources as $source ) {
					$source->drop();
				}
			}
		}
	}

	/**
	 * Lists their pictures again, unless that was a moment ago: what was read may be old, and the content was not kept.
	 *
	 * @param list<RunItem> $batch
	 * @return list<array{RunItem, ImagesSubject}>
	 */
	private function prepare( Run $run, Lease $lease, array $batch, StepBudget $budget ): array {
		$links = Links::byCodes( array_map( static fn( RunItem $item ): string => $item->code, $batch ) );
		$shop  = $this->lookup->load( array_values( array_map( static fn( Link $link ): Link => $link, $links ) ) );
		$ready = [];
		$lease->renew();
		$this->lookup->listAhead( $run, array_values( array_filter( $shop, static fn( ImagesSubject $subject ): bool => $subject->link->database === $run->database && ! $subject->link->isLeftAlone() ) ) );
		foreach ( $batch as $item ) {
			if ( [] !== $ready && ! $budget->allows() ) {
				break;
			}
			$subject = $shop[ $item->code ] ?? null;
			if ( null === $subject || $subject->link->database !== $run->database ) {
				$this->writer->giveUp( $run, $lease, $item, RunItem::SKIPPED, Sentence::__( 'Its product was deleted in the meantime.', 'sors-api-for-woocommerce' ) );
				continue;
			}
			if ( $subject->link->isLeftAlone() ) {
				$item->problem = RunItem::LEFT_ALONE;
				$this->writer->giveUp( $run, $lease, $item, RunItem::SKIPPED, LinkState::whyLeftAlone( $subject->link ), $subject->state->id );
				continue;
			}
			$lease->renew();
			try {
				$subject->sources = $this->lookup->list( $run, $subject );
				$ready[]          = [ $item, $subject ];
			} catch ( SorsError $error ) {
				$unlisted = $subject->unlisted( $error );
				if ( null === $unlisted && [] === $ready ) {
					throw $error;
				}
				if ( null === $unlisted ) {
					break;
				}
				$this->writer->giveUp( $run, $lease, $item, 'failed', (string) $unlisted->reason, $subject->state->id );
			}
		}
		return $ready;
	}

	/**
	 * @param list<array{RunItem, ImagesSubject}> $ready
	 * @return list<list<array{RunItem, ImagesSubject}>> In each, as many as are worth fetching at once.
	 */
	private static function portions( array $ready, ImagesPlanner $planner ): array {
		$portions = [];
		$number   = 0;
		foreach ( $ready as $one ) {
			$count   = max( 1, ImagesLookup::count( $one[1], $planner ) );
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
