<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Store\Images\Picture;
use SorsApi\Store\Images\StoredImage;
use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\RunItem;

/**
 * All that is known about one item's pictures, and which of them are wanted. Where the shop's may be overwritten, SORS' come.
 * Otherwise a product without any picture is filled once, and later only given what was not available at that time.
 */
final class ImagesSubject {

	public Link $link;
	public ProductState $state;
	/** @var list<int> What the product has now, as the media library has it: the main picture first, 0 where it has only others. */
	public array $gallery;
	/** The shop's pictures may be overwritten. */
	public bool $overwrites;
	/** @var list<StoredImage> What was brought in for it before. */
	public array $stored = [];
	/** @var list<Picture> What SORS lists, in its order. */
	public array $pictures = [];

	/** @param list<int> $gallery */
	public function __construct( Link $link, ProductState $state, array $gallery, bool $overwrites ) {
		$this->link       = $link;
		$this->state      = $state;
		$this->gallery    = $gallery;
		$this->overwrites = $overwrites;
	}

	/** Does SORS have to list the pictures of this item at all? */
	public function needsList(): bool {
		return $this->overwrites || $this->isFirst() || in_array( 0, array_column( $this->stored, 'ordinal' ), true );
	}

	/** Is anything to be done about this picture, once its content is known? */
	public function wants( Picture $picture ): bool {
		return ! ( $this->state->isVariation() && $picture !== ( $this->pictures[0] ?? null ) )
			&& ( $this->overwrites || $this->isFirst() || $this->isOpen( $picture ) );
	}

	/** The product never had a picture, neither ours nor the owner's. */
	private function isFirst(): bool {
		return [] === $this->gallery && [] === array_filter( array_column( $this->stored, 'ordinal' ) );
	}

	/** It was to be brought in, and has not reached the product. */
	private function isOpen( Picture $picture ): bool {
		return [] !== array_filter( $this->stored, static fn( StoredImage $image ): bool => $image->sourceId === $picture->id && 0 === $image->ordinal );
	}

	/** @return list<int> Attachments that the product shows. */
	public function shown(): array {
		return array_values( array_filter( $this->gallery ) );
	}

	public function same(): RunItem {
		return RunItem::same( $this->link->code, Text::plain( $this->state->name ), $this->state->id );
	}

	/** @param string $reason A Sentence. */
	public function skipped( string $reason, string $problem = '' ): RunItem {
		return RunItem::skipped( $this->link->code, Text::plain( $this->state->name ), $reason, $this->state->id, $problem );
	}

	/** Leaves no temporary file behind. */
	public function drop(): void {
		foreach ( $this->pictures as $picture ) {
			$picture->drop();
		}
	}

	/** The attachment that stands for the picture: of this very content, or, where that cannot be had, of what it was before. */
	public function imageOf( Picture $picture ): ?StoredImage {
		foreach ( $this->stored as $image ) {
			if ( $image->sourceId === $picture->id && $image->exists && '' !== $picture->hash && $image->contentHash === $picture->hash ) {
				return $image;
			}
		}
		return null === $picture->problem ? null : $this->lastImageOf( $picture );
	}

	/** What was brought in last under its name. */
	public function lastImageOf( Picture $picture ): ?StoredImage {
		$images = array_filter( $this->stored, static fn( StoredImage $image ): bool => $image->sourceId === $picture->id && $image->exists );
		return [] === $images ? null : end( $images );
	}
}
