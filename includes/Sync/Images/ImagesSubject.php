<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Store\Images\StoredImage;
use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\RunItem;

/** All that the planner has to know about one item's pictures. */
final class ImagesSubject {

	public Link $link;
	public ProductState $state;
	/** @var list<int> What the product has now, as the media library has it: the main picture first, 0 where it has only others. */
	public array $gallery;
	/** @var list<StoredImage> What was brought in for it before. */
	public array $stored = [];
	/** @var list<ImagesSource> What SORS lists, in its order. */
	public array $sources = [];

	/** @param list<int> $gallery */
	public function __construct( Link $link, ProductState $state, array $gallery ) {
		$this->link    = $link;
		$this->state   = $state;
		$this->gallery = $gallery;
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
		foreach ( $this->sources as $source ) {
			$source->drop();
		}
	}

	/** The attachment that stands for the picture: of this very content, or, where that cannot be had, of what it was before. */
	public function imageOf( ImagesSource $source ): ?StoredImage {
		foreach ( $this->stored as $image ) {
			if ( $image->sourceId === $source->id && $image->exists && '' !== $source->hash && $image->contentHash === $source->hash ) {
				return $image;
			}
		}
		return null === $source->problem ? null : $this->lastImageOf( $source );
	}

	/** What was brought in last under its name. */
	public function lastImageOf( ImagesSource $source ): ?StoredImage {
		$last = null;
		foreach ( $this->stored as $image ) {
			$last = $image->sourceId === $source->id && $image->exists ? $image : $last;
		}
		return $last;
	}
}
