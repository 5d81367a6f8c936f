<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Sentence;
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
		return $this->overwrites || self::isFirst( $subject ) || in_array( 0, array_column( $subject->stored, 'ordinal' ), true );
	}

	/** Is anything to be done about this picture, once its content is known? */
	public function wants( ImagesSubject $subject, ImagesSource $source ): bool {
		return ! ( $subject->state->isVariation() && $source !== ( $subject->sources[0] ?? null ) )
			&& ( $this->overwrites || self::isFirst( $subject ) || self::isOpen( $subject, $source ) );
	}

	public function plan( ImagesSubject $subject ): ImagesPlan {
		$plan = new ImagesPlan();
		$now  = $subject->shown();
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
		$busy = array_column( array_merge( $plan->toBring, $plan->faulty ), 'id' );
		foreach ( $subject->stored as $image ) {
			// Of a busy one the successor has not come yet, or could not.
			if ( in_array( $image, $plan->placed, true ) || ( ! $this->overwrites && 0 !== $image->ordinal ) || in_array( $image->sourceId, $busy, true ) ) {
				continue;
			}
			$plan->stale[] = $image;
			if ( 0 !== $image->attachmentId && ! $image->isOwners && ! isset( $plan->changes[ $image->sourceId ] ) ) {
				$plan->changes[ $image->sourceId ] = self::change( ImagesSource::label( $image->sourceId, $image->ordinal ), null );
			}
		}
	}

	private function arrange( ImagesPlan $plan, ImagesSubject $subject ): void {
		$now   = $subject->shown();
		$ours  = array_column( $plan->placed, 'attachmentId' );
		$known = $this->overwrites ? array_column( array_filter( $subject->stored, static fn( StoredImage $image ): bool => ! $image->isOwners ), 'attachmentId' ) : [];
		$known = array_merge( $ours, $known );
		$own   = array_values( array_diff( $now, $known ) );
		if ( [] === $ours && $own === $now ) {
			return;
		}
		// What comes late must not displace what the owner chose meanwhile.
		$wanted = $this->overwrites || [] === $own ? array_merge( $ours, $own ) : array_merge( $now, $ours );
		$wanted = array_slice( array_values( array_unique( $wanted ) ), 0, $subject->state->isVariation() ? 1 : null );
		if ( [] === $wanted && [] === $plan->toBring && [] !== array_intersect( $now, $known ) ) {
			$plan->danger = Danger::PICTURES;
		}
		if ( $wanted === $subject->gallery ) {
			return;
		}
		$plan->gallery = $wanted;
		if ( [] === $plan->changes ) {
			$plan->changes['order'] = self::change( Sentence::__( 'the order in the shop', 'sors-api-for-woocommerce' ), Sentence::__( 'the order in SORS', 'sors-api-for-woocommerce' ) );
		}
	}

	/** The product never had a picture, neither ours nor the owner's. */
	private static function isFirst( ImagesSubject $subject ): bool {
		return [] === $subject->gallery && [] === array_filter( array_column( $subject->stored, 'ordinal' ) );
	}

	/** It was to be brought in, and has not reached the product. */
	private static function isOpen( ImagesSubject $subject, ImagesSource $source ): bool {
		return [] !== array_filter( $subject->stored, static fn( StoredImage $image ): bool => $image->sourceId === $source->id && 0 === $image->ordinal );
	}

	/** The attachment that the product shows for it. */
	private function shown( ImagesSubject $subject, ImagesSource $source ): ?StoredImage {
		$image = $subject->state->isVariation() ? null : $subject->lastImageOf( $source );
		return null !== $image && in_array( $image->attachmentId, $subject->shown(), true ) ? $image : null;
	}

	/** @return array{field: string, from: string|null, to: string|null} */
	private static function change( ?string $from, ?string $to ): array {
		return [ 'field' => 'images', 'from' => $from, 'to' => $to ];
	}
}
