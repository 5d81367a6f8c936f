<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Sors\Malformed;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\SorsError;
use SorsApi\Store\Images\Gallery;
use SorsApi\Store\Images\StoredImage;
use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\RunItem;

/** All that the planner has to know about one item's pictures. */
final class ImagesSubject {

	public Link $link;
	public ProductState $state;

	/** What the product has now. */
	public Gallery $now;

	/** @var list<StoredImage> What was brought in for it before. */
	public array $stored = [];

	/** @var array<int, string> Of the attachments in $stored, those that are still there, with their files. */
	public array $alive = [];

	/** @var list<ImagesSource> What SORS lists, in its order. */
	public array $sources = [];

	public function __construct( Link $link, ProductState $state, Gallery $now ) {
		$this->link  = $link;
		$this->state = $state;
		$this->now   = $now;
	}

	/** The attachment that stands for the picture: of this very content, or, where that cannot be had, of what it was before. */
	public function imageOf( ImagesSource $source ): ?StoredImage {
		$older = null;
		foreach ( $this->stored as $image ) {
			if ( $image->sourceId !== $source->id || ! isset( $this->alive[ $image->attachmentId ] ) ) {
				continue;
			}
			if ( '' !== $source->hash && $image->contentHash === $source->hash ) {
				return $image;
			}
			$older = $image;
		}
		return null === $source->problem ? null : $older;
	}

	/** What was brought in last under its name. */
	public function lastImageOf( ImagesSource $source ): ?StoredImage {
		$last = null;
		foreach ( $this->stored as $image ) {
			$last = $image->sourceId === $source->id && isset( $this->alive[ $image->attachmentId ] ) ? $image : $last;
		}
		return $last;
	}

	/** One item's list that SORS refuses, or that cannot be read, is that item's failure; null = the error is not about the item. */
	public function unlisted( SorsError $error ): ?RunItem {
		$isOwn = $error instanceof Rejected || ( $error instanceof Malformed && ( null !== $error->field || null !== $error->item ) );
		return ! $isOwn ? null : RunItem::skipped( $this->link->code, Text::plain( $this->state->name ), $error->getMessage(), $this->state->id );
	}
}
