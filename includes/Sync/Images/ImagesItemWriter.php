<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Database\Transaction;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Store\BulkCaches;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\Images\MediaLibrary;
use SorsApi\Store\Images\Picture;
use SorsApi\Store\Images\StoredImage;
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

	private ImagesLookup $lookup;
	private Run $run;
	private Lease $lease;
	private StepBudget $budget;
	private Settings $settings;

	public function __construct( ImagesLookup $lookup, Run $run, Lease $lease, StepBudget $budget, Settings $settings ) {
		$this->lookup   = $lookup;
		$this->run      = $run;
		$this->lease    = $lease;
		$this->budget   = $budget;
		$this->settings = $settings;
	}

	/**
	 * Each picture of an item separately, then their order, then what is to be removed. Cut off anywhere, the next attempt
	 * finds what is there.
	 *
	 * @param ImagesSubject $subject With its pictures, their content known.
	 * @return bool False when there was no time for all of it.
	 */
	public function write( RunItem $item, ImagesSubject $subject ): bool {
		try {
			$plan = new ImagesPlan( $subject );
			if ( '' !== $plan->danger && true !== ( $item->payload['empties'] ?? false ) ) {
				// No person has seen this, and the safety limit did not count it.
				$this->giveUp( $item, RunItem::SKIPPED, Sentence::__( 'SORS listed images of it a moment ago, and now lists none. The next sync checks again.', 'sors-api-for-woocommerce' ), $subject->state->id );
				return true;
			}
			$brought = false;
			foreach ( $plan->toBring as $picture ) {
				// A picture that fails is tried again in each step: a step that ended with it would never get further.
				if ( $brought && ! $this->budget->allows() ) {
					return false;
				}
				$this->bring( $subject, $picture );
				$brought = $brought || null === $picture->problem;
			}
			$this->place( $item, $subject, $plan );
		} catch ( \Throwable $error ) {
			$item->objectId = $subject->state->id;
			$item->changes  = [];
			UnwrittenItem::fail( $this->run, $this->lease, $item, $error );
		} finally {
			BulkCaches::clearPersistent( [ $subject->state->id ] );
		}
		return true;
	}

	/** Something about the whole item went wrong. */
	public function giveUp( RunItem $item, string $outcome, string $reason, int $objectId = 0 ): void {
		$item->outcome = $outcome;
		$item->reason  = $reason;
		$item->changes = [];
		UnwrittenItem::settle( $this->run, $this->lease, $item, $objectId );
	}

	/** One picture, in the media library and in our table: both, or neither. A fault is the picture's own. */
	private function bring( ImagesSubject $subject, Picture $picture ): void {
		$attachment = 0;
		try {
			$this->hold(
				static function () use ( $subject, $picture, &$attachment ): void {
					$image = new StoredImage( $subject->link->code, $picture->id );
					foreach ( $subject->stored as $known ) {
						// One whose attachment was deleted, or that has none yet, becomes it.
						$image = $known->sourceId === $picture->id && in_array( $known->contentHash, [ '', $picture->hash ], true ) ? $known : $image;
					}
					$product    = $subject->state->productId();
					$attachment = StoredImage::attachmentOf( $picture->hash );
					if ( 0 === $attachment && null !== $picture->file ) {
						$same       = MediaLibrary::same( $picture->file, $product, $subject->shown(), $picture->name() );
						$attachment = 0 !== $same ? $same : MediaLibrary::add( $picture->file, Text::plain( $subject->state->name ), $product );
					}
					$image->contentHash  = $picture->hash;
					$image->attachmentId = $attachment;
					$image->urlHash      = '' === $picture->url ? '' : hash( 'sha256', $picture->url );
					$image->validator    = $picture->validator;
					$image->ordinal      = 0;
					StoredImage::forgetDetached( $attachment );
					$image->put();
				}
			);
		} catch ( LeaseLost $lost ) {
			throw $lost;
		} catch ( \Throwable $error ) {
			StepBudget::freeMemory();
			$picture->problem = Sentence::clause( ForeignCode::logged( $error, $this->run->name() . ", picture $picture->id of {$subject->link->code}" ) );
		} finally {
			$picture->drop();
			BulkCaches::clearPersistent( [ $attachment ] );
		}
	}

	private function place( RunItem $item, ImagesSubject $subject, ImagesPlan $first ): void {
		$plan = $this->hold(
			function () use ( $item, $subject, $first ): ImagesPlan {
				// The same pictures of SORS, with the shop as it is now.
				$fresh = $this->lookup->load( [ $subject->link ], $this->settings )[ $subject->link->code ] ?? $subject;

				$fresh->pictures = $subject->pictures;

				$plan = new ImagesPlan( $fresh );
				if ( null !== $plan->gallery ) {
					MediaLibrary::show( $subject->state->id, $plan->gallery );
				}
				self::note( $plan, $subject );
				if ( [] === $plan->stale ) {
					$this->settle( $item, $first, $plan );
				}
				return $plan;
			}
		);
		if ( [] === $plan->stale ) {
			return;
		}
		foreach ( $plan->stale as $image ) {
			$this->hold( fn() => $this->takeAway( $image ) );
		}
		$this->hold( fn() => $this->settle( $item, $first, $plan ) );
	}

	/** The product no longer shows it. The owner may use it elsewhere, so its file goes only where the owner wants that and nothing refers to it. */
	private function takeAway( StoredImage $image ): void {
		$id = $image->attachmentId;
		if ( 0 === $id || $image->isShared() || [] === MediaLibrary::existing( [ $id ] ) ) {
			$image->forget();
			return;
		}
		if ( ! $this->settings->deleteUnusedImages || $image->isOwners || MediaLibrary::isUsed( $id ) ) {
			$image->detach();
			return;
		}
		// Files cannot be brought back by a transaction: our entry stays until they are certainly deleted.
		MediaLibrary::remove( $id );
		StoredImage::forgetDetached( $id );
		$image->forget();
	}

	/**
	 * @template T
	 * @param callable(): T $work Begins with its reads, so that it can be repeated.
	 * @return T
	 */
	private function hold( callable $work ) {
		return Transaction::retried( fn() => $this->lease->hold( $this->run, $work ), Transaction::ATTEMPTS, [ StepBudget::class, 'freeMemory' ] );
	}

	/** Notes where the product shows which pictures, and which ones are still to come. */
	private static function note( ImagesPlan $plan, ImagesSubject $subject ): void {
		foreach ( $plan->placed as $at => $image ) {
			if ( $image->ordinal !== $at + 1 ) {
				$image->ordinal = $at + 1;
				$image->put();
			}
		}
		foreach ( $plan->faulty as $picture ) {
			if ( ! in_array( $picture->id, array_column( $subject->stored, 'sourceId' ), true ) ) {
				( new StoredImage( $subject->link->code, $picture->id ) )->put();
			}
		}
	}

	private function settle( RunItem $item, ImagesPlan $first, ImagesPlan $plan ): void {
		$isUnchanged   = $first->isUnchanged() && $plan->isUnchanged();
		$item->changes = array_values( array_diff_key( $first->changes + $plan->changes, array_flip( array_column( $plan->faulty, 'id' ) ) ) );
		$item->reason  = $plan->reason();
		$item->outcome = [] !== $plan->faulty ? 'failed' : ( $isUnchanged ? 'unchanged' : 'updated' );
		if ( 'failed' !== $item->outcome ) {
			$item->action = $isUnchanged ? RunItem::NONE : RunItem::UPDATE;
		}
		$this->run->cursor->attempts = 0;
		$this->run->count( $item->outcome );
		RunItems::finish( [ $item ] );
	}
}
