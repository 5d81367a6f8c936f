<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Sentence;
use SorsApi\Store\Images\StoredImage;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\RunItem;

/**
 * What is to become of the pictures of one item.
 *
 * @phpstan-import-type Change from RunItem
 */
final class ImagesPlan {

	/** @var list<int>|null What the product is to have, as far as it has been brought in: attachments, the main picture first. Null = what it has. */
	public ?array $gallery = null;
	/** @var list<ImagesSource> To be brought in first. */
	public array $toBring = [];
	/** @var list<StoredImage> Those whose attachments the product shows, in its order. */
	public array $placed = [];
	/** @var list<StoredImage> Those that no picture of SORS stands behind any more. */
	public array $stale = [];
	/** @var list<ImagesSource> Not available; what was brought in of it before stays. */
	public array $faulty = [];
	/** @var array<string, Change> By source. */
	public array $changes = [];
	/** See RunItem::$danger. */
	public string $danger = '';

	public function isUnchanged(): bool {
		// Shown, but not noted as shown, is a change, too.
		return [] === $this->toBring && [] === $this->stale && null === $this->gallery && ! in_array( 0, array_column( $this->placed, 'ordinal' ), true );
	}

	/** What went wrong, in sentences; null = nothing. */
	public function reason(): ?string {
		$sentences = [];
		foreach ( $this->faulty as $source ) {
			/* translators: 1: which picture, 2: why it cannot be had */
			$sentences[] = Sentence::capital( Sentence::__( '%1$s could not be brought in: %2$s.', 'sors-api-for-woocommerce', $source->label, (string) $source->problem ) );
		}
		return [] === $sentences ? null : implode( ' ', $sentences );
	}

	/** Null for what is unchanged. */
	public function item( ImagesSubject $subject ): ?RunItem {
		$reason = $this->reason();
		if ( $this->isUnchanged() ) {
			return null === $reason ? null : $subject->skipped( $reason, 'picture' );
		}
		$item           = new RunItem( $subject->link->code, Text::plain( $subject->state->name ), RunItem::UPDATE, RunItem::PLANNED );
		$item->objectId = $subject->state->id;
		$item->changes  = array_values( $this->changes );
		$item->reason   = $reason;
		$item->danger   = $this->danger;
		$item->payload  = [ 'empties' => '' !== $this->danger ];
		return $item;
	}
}
