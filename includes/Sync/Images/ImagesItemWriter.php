<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;
use SorsApi\Sentence;
use SorsApi\Store\BulkCaches;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\Images\AttachmentUses;
use SorsApi\Store\Images\Galleries;
use SorsApi\Store\Images\MediaLibrary;
use SorsApi\Store\Images\StoredImage;
use SorsApi\Store\Images\StoredImages;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\LeaseLost;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\StepBudget;
use SorsApi\Sync\Engine\UnwrittenItem;

/** Writes the pictures of one item into the shop, or throws a LeaseLost once the run is another process'. */
final class ImagesItemWriter {

	/** Each write is tried this many times where the database gives up its transaction. */
	private const ATTEMPTS = 5;

	private ImagesLookup $lookup;

	/** Whether pictures that nothing uses are deleted. */
	private bool $deletes = false;

	public function __construct( ImagesLookup $lookup ) {
		$this->lookup = $lookup;
	}

	/**
	 * Each picture of an item separately, then their order, then what is to be removed. Cut off anywhere, the next attempt
	 * finds what is there.
	 *
	 * @param ImagesSubject $subject With its sources, their content known.
	 * @param bool          $deletes Whether pictures that nothing uses are deleted.
	 * @return bool False when there was no time for all of it.
	 */
	public function write( Run $run, Lease $lease, RunItem $item, ImagesSubject $subject, ImagesPlanner $planner, StepBudget $budget, bool $deletes ): bool {
		$this->deletes = $deletes;
		try {
			$plan = $planner->plan( $subject );
			if ( '' !== $plan->danger && true !== ( $item->payload['empties'] ?? false ) ) {
				// No person has seen this, and the safety limit did not count it.
				$this->giveUp( $run, $lease, $item, RunItem::SKIPPED, Sentence::__( 'SORS listed images of it a moment ago, and now lists none. The next sync checks again.', 'sors-api-for-woocommerce' ), $subject->state->id );
				return true;
			}
			$brought = false;
			foreach ( $plan->toBring as $source ) {
				// A picture that fails is tried again in each step: a step that ended with it would never get further.
				if ( $brought && ! $budget->allows() ) {
					return false;
				}
				$this->bring( $run, $lease, $subject, $source );
				$brought = $brought || null === $source->problem;
			}
			$this->place( $run, $lease, $item, $subject, $planner, $plan );
		} catch ( \Throwable $error ) {
			$item->objectId = $subject->state->id;
			$item->changes  = [];
			UnwrittenItem::fail( $run, $lease, $item, $error );
		} finally {
			BulkCaches::clearPersistent( [ $subject->state->id ] );
		}
		return true;
	}

	/** Something about the whole item went wrong. */
	public function giveUp( Run $run, Lease $lease, RunItem $item, string $outcome, string $reason, int $objectId = 0 ): void {
		$item->outcome = $outcome;
		$item->reason  = $reason;
		$item->changes = [];
		UnwrittenItem::settle( $run, $lease, $item, $objectId );
	}

	/** One picture, in the media library and in our table: both, or neither. A fault is the picture's own. */
	private function bring( Run $run, Lease $lease, ImagesSubject $subject, ImagesSource $source ): void {
		$attachment = 0;
		try {
			$this->hold(
				$run,
				$lease,
				function () use ( $subject, $source, &$attachment ): void {
					$image = new StoredImage( $subject->link->code, $source->id );
					foreach ( $subject->stored as $known ) {
						// One whose attachment was deleted, or that has none yet, becomes it.
						$image = $known->sourceId === $source->id && in_array( $known->contentHash, [ '', $source->hash ], true ) ? $known : $image;
					}
					$image->contentHash  = $source->hash;
					$image->attachmentId = StoredImages::attachmentOf( $source->hash );
					$image->urlHash      = '' === $source->url ? '' : hash( 'sha256', $source->url );
					$image->validator    = $source->validator;
					$image->ordinal      = 0;
					if ( 0 === $image->attachmentId && null !== $source->file ) {
						$image->attachmentId = MediaLibrary::same( $source->file, $subject->state->productId(), $subject->now->all(), $source->name() );
					}
					if ( 0 === $image->attachmentId && null !== $source->file ) {
						$image->attachmentId = MediaLibrary::add( $source->file, Text::plain( $subject->state->name ), $subject->state->productId() );
					}
					$attachment = $image->attachmentId;
					StoredImages::forgetDetached( $attachment );
					StoredImages::save( $image );
				}
			);
		} catch ( LeaseLost $lost ) {
			throw $lost;
		} catch ( \Throwable $error ) {
			StepBudget::freeMemory();
			$source->problem = Sentence::clause( ForeignCode::logged( $error, $run->name() . ", picture $source->id of {$subject->link->code}" ) );
		} finally {
			$source->drop();
			BulkCaches::clearPersistent( [ $attachment ] );
		}
	}

	private function place( Run $run, Lease $lease, RunItem $item, ImagesSubject $subject, ImagesPlanner $planner, ImagesPlan $first ): void {
		$plan = $this->hold(
			$run,
			$lease,
			function () use ( $run, $item, $subject, $planner, $first ): ImagesPlan {
				$plan = $planner->plan( $this->reload( $subject ) );
				if ( $plan->movesGallery ) {
					Galleries::write( $subject->state->id, $plan->gallery );
				}
				$this->note( $plan, $subject );
				if ( [] === $plan->stale ) {
					$this->settle( $run, $item, $first, $plan );
				}
				return $plan;
			}
		);
		if ( [] === $plan->stale ) {
			return;
		}
		foreach ( $plan->stale as $image ) {
			$this->hold(
				$run,
				$lease,
				fn() => $this->takeAway( $image )
			);
		}
		$this->hold(
			$run,
			$lease,
			function () use ( $run, $item, $first, $plan ): void {
				$this->settle( $run, $item, $first, $plan );
			}
		);
	}

	/** The product no longer shows it. The owner may use it elsewhere, so its file goes only where the owner wants that and nothing refers to it. */
	private function takeAway( StoredImage $image ): void {
		$id = $image->attachmentId;
		if ( 0 === $id || StoredImages::isUsed( $id, $image->id ) || [] === MediaLibrary::existing( [ $id ] ) ) {
			StoredImages::forget( $image->id );
			return;
		}
		if ( ! $this->deletes || $image->isOwners || AttachmentUses::isUsed( $id ) ) {
			StoredImages::detach( $image );
			return;
		}
		// Files cannot be brought back by a transaction: our entry stays until they are certainly deleted.
		MediaLibrary::remove( $id );
		StoredImages::forgetDetached( $id );
		StoredImages::forget( $image->id );
	}

	/**
	 * @template T
	 * @param callable(): T $work Begins with its reads, so that it can be repeated.
	 * @return T
	 * @throws LeaseLost
	 * @throws TransactionBroken Each time.
	 */
	private function hold( Run $run, Lease $lease, callable $work ) {
		return Transaction::retried( static fn() => $lease->hold( $run, $work ), self::ATTEMPTS, [ StepBudget::class, 'freeMemory' ] );
	}

	/** The same pictures of SORS, with the shop as it is now. */
	private function reload( ImagesSubject $subject ): ImagesSubject {
		$fresh = $this->lookup->load( [ $subject->link ] )[ $subject->link->code ] ?? $subject;

		$fresh->sources = $subject->sources;
		return $fresh;
	}

	/** Notes where the product shows which pictures, and which ones are still to come. */
	private function note( ImagesPlan $plan, ImagesSubject $subject ): void {
		foreach ( $plan->placed as $at => $image ) {
			if ( $image->ordinal !== $at + 1 ) {
				$image->ordinal = $at + 1;
				StoredImages::save( $image );
			}
		}
		$known = array_map( static fn( StoredImage $image ): string => $image->sourceId, $subject->stored );
		foreach ( $plan->faulty as $source ) {
			if ( ! in_array( $source->id, $known, true ) ) {
				StoredImages::save( new StoredImage( $subject->link->code, $source->id ) );
			}
		}
	}

	private function settle( Run $run, RunItem $item, ImagesPlan $first, ImagesPlan $plan ): void {
		$changes = $first->changes + $plan->changes;
		foreach ( $plan->faulty as $source ) {
			unset( $changes[ $source->id ] );
		}
		$item->changes = array_values( $changes );
		$item->reason  = $plan->reason();
		if ( [] !== $plan->faulty ) {
			$item->outcome = 'failed';
		} elseif ( $first->isUnchanged() && $plan->isUnchanged() ) {
			$item->outcome = 'unchanged';
			$item->action  = RunItem::NONE;
		} else {
			$item->action  = RunItem::UPDATE;
			$item->outcome = 'updated';
		}
		$run->cursor->attempts = 0;
		$run->count( $item->outcome );
		RunItems::finish( $item );
	}
}
