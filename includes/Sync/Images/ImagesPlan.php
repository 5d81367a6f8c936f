<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Sentence;
use SorsApi\Store\Images\Picture;
use SorsApi\Store\Images\StoredImage;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Pending\Danger;

/**
 * Pure: what is to become of the pictures of one item. Which to bring in, in which order to show them, and which to take away:
 * SORS' come first, in its order; the owner's own stay behind them.
 *
 * @phpstan-import-type Change from RunItem
 */
final class ImagesPlan {

	/** @var list<int>|null What the product is to have, as far as it has been brought in: attachments, the main picture first. Null = what it has. */
	public ?array $gallery = null;
	/** @var list<Picture> To be brought in first. */
	public array $toBring = [];
	/** @var list<StoredImage> Those whose attachments the product shows, in its order. */
	public array $placed = [];
	/** @var list<StoredImage> Those that no picture of SORS stands behind any more. */
	public array $stale = [];
	/** @var list<Picture> Not available; what was brought in of it before stays. */
	public array $faulty = [];
	/** @var array<string, Change> By the picture's id. */
	public array $changes = [];
	/** See RunItem::$danger. */
	public string $danger = '';
	private ImagesSubject $subject;

	public function __construct( ImagesSubject $subject ) {
		$this->subject = $subject;
		foreach ( $subject->pictures as $picture ) {
			$isWanted = $subject->wants( $picture );
			$last     = $subject->lastImageOf( $picture );
			// Of one that is not wanted, the attachment that the product shows for it.
			$isShown = ! $isWanted && null !== $last && ! $subject->state->isVariation() && in_array( $last->attachmentId, $subject->shown(), true );
			$image   = $isWanted ? $subject->imageOf( $picture ) : ( $isShown ? $last : null );
			if ( null !== $image ) {
				$this->placed[] = $image;
				if ( ! in_array( $image->attachmentId, $subject->shown(), true ) ) {
					$this->change( $picture->id, null, $picture->label );
				}
			}
			if ( $isWanted && null !== $picture->problem ) {
				$this->faulty[] = $picture;
			} elseif ( $isWanted && null === $image ) {
				$this->toBring[] = $picture;
				if ( null === $last ) {
					$this->change( $picture->id, null, $picture->label );
				} else {
					$this->change( $picture->id, $picture->label, Sentence::__( 'a new version of it', 'sors-api-for-woocommerce' ) );
				}
			}
		}
		$this->clear();
		$this->arrange();
	}

	private function clear(): void {
		$busy = array_column( array_merge( $this->toBring, $this->faulty ), 'id' );
		foreach ( $this->subject->stored as $image ) {
			// Of a busy one the successor has not come yet, or could not.
			if ( in_array( $image, $this->placed, true ) || ( ! $this->subject->overwrites && 0 !== $image->ordinal ) || in_array( $image->sourceId, $busy, true ) ) {
				continue;
			}
			$this->stale[] = $image;
			if ( 0 !== $image->attachmentId && ! $image->isOwners && ! isset( $this->changes[ $image->sourceId ] ) ) {
				$this->change( $image->sourceId, Picture::label( $image->sourceId, $image->ordinal ), null );
			}
		}
	}

	private function arrange(): void {
		$now   = $this->subject->shown();
		$ours  = array_column( $this->placed, 'attachmentId' );
		$known = $this->subject->overwrites ? array_column( array_filter( $this->subject->stored, static fn( StoredImage $image ): bool => ! $image->isOwners ), 'attachmentId' ) : [];
		$known = array_merge( $ours, $known );
		$own   = array_values( array_diff( $now, $known ) );
		if ( [] === $ours && $own === $now ) {
			return;
		}
		// What comes late must not displace what the owner chose meanwhile.
		$wanted = $this->subject->overwrites || [] === $own ? array_merge( $ours, $own ) : array_merge( $now, $ours );
		$wanted = array_slice( array_values( array_unique( $wanted ) ), 0, $this->subject->state->isVariation() ? 1 : null );
		if ( [] === $wanted && [] === $this->toBring && [] !== array_intersect( $now, $known ) ) {
			$this->danger = Danger::PICTURES;
		}
		if ( $wanted === $this->subject->gallery ) {
			return;
		}
		$this->gallery = $wanted;
		if ( [] === $this->changes ) {
			$this->change( 'order', Sentence::__( 'the order in the shop', 'sors-api-for-woocommerce' ), Sentence::__( 'the order in SORS', 'sors-api-for-woocommerce' ) );
		}
	}

	private function change( string $id, ?string $from, ?string $to ): void {
		$this->changes[ $id ] = [ 'field' => 'images', 'from' => $from, 'to' => $to ];
	}

	public function isUnchanged(): bool {
		// Shown, but not noted as shown, is a change, too.
		return [] === $this->toBring && [] === $this->stale && null === $this->gallery && ! in_array( 0, array_column( $this->placed, 'ordinal' ), true );
	}

	/** What went wrong, in sentences; null = nothing. */
	public function reason(): ?string {
		$sentences = [];
		foreach ( $this->faulty as $picture ) {
			/* translators: 1: which picture, 2: why it cannot be had */
			$sentences[] = Sentence::capital( Sentence::__( '%1$s could not be brought in: %2$s.', 'sors-api-for-woocommerce', $picture->label, (string) $picture->problem ) );
		}
		return [] === $sentences ? null : implode( ' ', $sentences );
	}

	/** Null for what is unchanged. */
	public function item(): ?RunItem {
		$reason = $this->reason();
		if ( $this->isUnchanged() ) {
			return null === $reason ? null : $this->subject->skipped( $reason, 'picture' );
		}
		$item           = new RunItem( $this->subject->link->code, Text::plain( $this->subject->state->name ), RunItem::UPDATE, RunItem::PLANNED );
		$item->objectId = $this->subject->state->id;
		$item->changes  = array_values( $this->changes );
		$item->reason   = $reason;
		$item->danger   = $this->danger;
		$item->payload  = [ 'empties' => '' !== $this->danger ];
		return $item;
	}
}
