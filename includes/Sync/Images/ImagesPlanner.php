<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Sentence;
use SorsApi\Store\Images\Gallery;
use SorsApi\Store\Images\StoredImage;
use SorsApi\Sync\Pending\Danger;

/**
 * Pure: which pictures to bring in, in which order to show them, and which to take away.
 *
 * Where the shop's pictures may be overwritten, SORS' come first, in its order; the owner's own stay behind them.
 * Otherwise a product without any picture is filled once, and later only given what was not available at that time.
 */
final class ImagesPlanner {

	private bool $overwrites;

	public function __construct( bool $overwrites ) {
		$this->overwrites = $overwrites;
	}

	/** Does SORS have to list the pictures of this item at all? */
	public function needsList( ImagesSubject $subject ): bool {
		if ( $this->overwrites || self::isFirst( $subject ) ) {
			return true;
		}
		foreach ( $subject->stored as $image ) {
			if ( 0 === $image->ordinal ) {
				return true;
			}
		}
		return false;
	}

	/** Is anything to be done about this picture, once its content is known? */
	public function wants( ImagesSubject $subject, ImagesSource $source ): bool {
		return ! ( $subject->state->isVariation() && $source !== ( $subject->sources[0] ?? null ) )
			&& ( $this->overwrites || self::isFirst( $subject ) || self::isOpen( $subject, $source ) );
	}

	public function plan( ImagesSubject $subject ): ImagesPlan {
		$plan = new ImagesPlan( $subject->now );
		$now  = $subject->now->all();
		foreach ( $subject->sources as $source ) {
			$image = $this->wants( $subject, $source ) ? $subject->imageOf( $source ) : $this->shown( $subject, $source );
			if ( null !== $image ) {
				$plan->placed[] = $image;
				if ( ! in_array( $image->attachmentId, $now, true ) ) {
					$plan->changes[ $source->id ] = self::change( null, $source->label );
				}
			}
			if ( ! $this->wants( $subject, $source ) ) {
				continue;
			}
			if ( null !== $source->problem ) {
				$plan->faulty[] = $source;
			} elseif ( null === $image ) {
				$plan->toBring[]              = $source;
				$plan->changes[ $source->id ] = null === $subject->lastImageOf( $source )
					? self::change( null, $source->label )
					: self::change( $source->label, Sentence::__( 'a new version of it', 'sors-api-for-woocommerce' ) );
			}
		}
		$this->clear( $plan, $subject );
		$this->arrange( $plan, $subject );
		return $plan;
	}

	private function clear( ImagesPlan $plan, ImagesSubject $subject ): void {
		$busy = array_map( static fn( ImagesSource $source ): string => $source->id, array_merge( $plan->toBring, $plan->faulty ) );
		foreach ( $subject->stored as $image ) {
			if ( in_array( $image, $plan->placed, true ) || ( ! $this->overwrites && 0 !== $image->ordinal ) ) {
				continue;
			}
			if ( in_array( $image->sourceId, $busy, true ) ) {
				// Its successor has not come yet, or could not.
				continue;
			}
			$plan->stale[] = $image;
			if ( 0 !== $image->attachmentId && ! $image->isOwners && ! isset( $plan->changes[ $image->sourceId ] ) ) {
				$plan->changes[ $image->sourceId ] = self::change( ImagesSource::labelOf( $image ), null );
			}
		}
	}

	private function arrange( ImagesPlan $plan, ImagesSubject $subject ): void {
		$now   = $subject->now->all();
		$ours  = array_map( static fn( StoredImage $image ): int => $image->attachmentId, $plan->placed );
		$known = $this->overwrites ? array_map( static fn( StoredImage $image ): int => $image->isOwners ? 0 : $image->attachmentId, $subject->stored ) : [];
		$known = array_merge( $ours, $known );
		$own   = array_values( array_diff( $now, $known ) );
		if ( [] === $ours && $own === $now ) {
			return;
		}
		// What comes late must not displace what the owner chose meanwhile.
		$wanted = $this->overwrites || [] === $own ? array_merge( $ours, $own ) : array_merge( $now, $ours );
		$wanted = array_values( array_unique( $wanted ) );
		if ( $subject->state->isVariation() ) {
			$wanted = array_slice( $wanted, 0, 1 );
		}
		$plan->gallery      = Gallery::of( $wanted );
		$plan->movesGallery = $wanted !== $now || $plan->gallery->main !== $subject->now->main;
		$lost               = array_intersect( $now, $known );
		if ( [] === $wanted && [] === $plan->toBring && [] !== $lost ) {
			$plan->danger = Danger::PICTURES;
		}
		if ( $plan->movesGallery && [] === $plan->changes ) {
			$plan->changes['order'] = self::change( Sentence::__( 'the order in the shop', 'sors-api-for-woocommerce' ), Sentence::__( 'the order in SORS', 'sors-api-for-woocommerce' ) );
		}
	}

	/** The product never had a picture, neither ours nor the owner's. */
	private static function isFirst( ImagesSubject $subject ): bool {
		foreach ( $subject->stored as $image ) {
			if ( $image->ordinal > 0 ) {
				return false;
			}
		}
		return [] === $subject->now->all();
	}

	/** It was to be brought in, and has not reached the product. */
	private static function isOpen( ImagesSubject $subject, ImagesSource $source ): bool {
		foreach ( $subject->stored as $image ) {
			if ( $image->sourceId === $source->id && 0 === $image->ordinal ) {
				return true;
			}
		}
		return false;
	}

	/** The attachment that the product shows for it. */
	private function shown( ImagesSubject $subject, ImagesSource $source ): ?StoredImage {
		$image = $subject->state->isVariation() ? null : $subject->lastImageOf( $source );
		return null !== $image && in_array( $image->attachmentId, $subject->now->all(), true ) ? $image : null;
	}

	/** @return array{field: string, from: string|null, to: string|null} */
	private static function change( ?string $from, ?string $to ): array {
		return [
			'field' => 'images',
			'from'  => $from,
			'to'    => $to,
		];
	}
}
