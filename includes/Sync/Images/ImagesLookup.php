<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\ProductImage;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\SorsError;
use SorsApi\Store\Images\Downloader;
use SorsApi\Store\Images\ImageFile;
use SorsApi\Store\Images\MediaLibrary;
use SorsApi\Store\Images\Picture;
use SorsApi\Store\Images\StoredImage;
use SorsApi\Store\Link;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;

/** Finds out all that the planner, or a person, has to know: what the shop has, what SORS lists, and as much of its content as is needed. */
final class ImagesLookup {

	/** Seconds for which a list is not asked for again: what a run has just compared, it brings in next. */
	private const FRESH = 60;
	/** Lists that are kept for so long, at most. */
	private const KEPT = 200;

	/** @var array<string, array{float, list<ProductImage>}> By run, database and item: when it came, and the list. */
	private array $listed = [];
	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * What the shop has: a few queries, however many links there are.
	 *
	 * @param list<Link> $links
	 * @return array<string, ImagesSubject> By code; those whose product was deleted are absent.
	 */
	public function load( array $links, Settings $settings ): array {
		$ids       = array_column( $links, 'objectId' );
		$states    = ProductReader::byIds( $ids, ProductParts::identity() );
		$galleries = MediaLibrary::galleries( $ids );
		$stored    = StoredImage::byCodes( array_column( $links, 'code' ) );
		$images    = array_merge( [], ...array_values( $stored ) );
		$files     = MediaLibrary::existing( array_values( array_unique( array_column( $images, 'attachmentId' ) ) ) );
		foreach ( $images as $image ) {
			$image->exists   = isset( $files[ $image->attachmentId ] );
			$image->isOwners = $image->exists && ! ImageFile::isNamed( $files[ $image->attachmentId ], $image->contentHash );
		}
		$subjects = [];
		foreach ( $links as $link ) {
			$state = $states[ $link->objectId ] ?? null;
			if ( null !== $state ) {
				$gallery = $galleries[ $link->objectId ] ?? [];
				// WooCommerce shows no gallery of a variation.
				$gallery = $state->isVariation() ? array_values( array_filter( array_slice( $gallery, 0, 1 ) ) ) : $gallery;

				$subjects[ $link->code ]         = new ImagesSubject( $link, $state, $gallery, 'always' === $settings->fields['images'] );
				$subjects[ $link->code ]->stored = $stored[ $link->code ] ?? [];
			}
		}
		return $subjects;
	}

	public function isPossible(): bool {
		return $this->api->supports( 'listProductImages' );
	}

	/** @param array<ImagesSubject> $subjects Whose lists are wanted next, so that they may come at once. */
	public function listAhead( Run $run, array $subjects ): void {
		$wanted = array_filter( $subjects, fn( ImagesSubject $subject ): bool => null === $this->fresh( $run, $subject ) );
		$this->api->listProductImagesAhead( $run->database, array_values( array_map( static fn( ImagesSubject $subject ): string => $subject->link->sorsId, $wanted ) ) );
	}

	/**
	 * Gives the item its pictures: what SORS lists, or listed a moment ago.
	 *
	 * @return string|null Why that one item has no list, a Sentence: SORS refuses it, or it cannot be read.
	 * @throws SorsError When it is not about the item.
	 */
	public function list( Run $run, ImagesSubject $subject ): ?string {
		$images = $this->fresh( $run, $subject );
		try {
			if ( null === $images ) {
				$images = $this->api->listProductImages( $run->database, $subject->link->sorsId );
				if ( [] === array_filter( array_column( $images, 'content' ) ) ) {
					$this->listed = array_slice( [ self::key( $run, $subject ) => [ microtime( true ), $images ] ] + $this->listed, 0, self::KEPT, true );
				}
			}
			$subject->pictures = Picture::listed( $images );
		} catch ( SorsError $error ) {
			if ( $error instanceof Rejected || ( $error instanceof Malformed && ( null !== $error->field || null !== $error->item ) ) ) {
				return $error->getMessage();
			}
			throw $error;
		}
		return null;
	}

	/** @return list<ProductImage>|null Null = it has to be asked for. */
	private function fresh( Run $run, ImagesSubject $subject ): ?array {
		[ $at, $images ] = $this->listed[ self::key( $run, $subject ) ] ?? [ 0.0, null ];
		return microtime( true ) - $at < self::FRESH ? $images : null;
	}

	private static function key( Run $run, ImagesSubject $subject ): string {
		return "$run->id $run->database {$subject->link->sorsId}";
	}

	/**
	 * Finds out the content of the pictures, as far as they are wanted. What was brought in before costs no download
	 * where its server says that it is unchanged.
	 *
	 * @param list<ImagesSubject> $subjects With their pictures; each says afterwards what became of it, and may have a file to be dropped.
	 * @param bool                $new      Whether what was never brought in is fetched too.
	 */
	public function fetch( array $subjects, bool $new ): void {
		$images = [];
		$wanted = [];
		foreach ( $subjects as $subject ) {
			foreach ( $subject->pictures as $picture ) {
				$image = $subject->lastImageOf( $picture );
				if ( null === $picture->problem && $subject->wants( $picture ) ) {
					if ( null !== $picture->content && null === $subject->imageOf( $picture ) ) {
						$picture->unpack();
					} elseif ( null === $picture->content && ( $new || null !== $image ) ) {
						$picture->validator = null !== $image && $image->urlHash === hash( 'sha256', $picture->url ) ? $image->validator : '';
						$images[]          = $image;
						$wanted[]          = $picture;
					}
				}
				$picture->content = null;
			}
		}
		( new Downloader( $this->api->baseUrl() ) )->fetch( $wanted );
		foreach ( $wanted as $at => $picture ) {
			if ( null !== $picture->file ) {
				$picture->hash = $picture->file->hash;
			} elseif ( $picture->isUnchanged && null !== $images[ $at ] ) {
				$picture->hash = $images[ $at ]->contentHash;
			}
		}
	}

	/**
	 * What an item that is to become a product looks like in SORS: its first picture, which is not brought in for it.
	 *
	 * @return array{type: string, content: string}|null Null where there is none, or none that the shop would take.
	 * @throws SorsError
	 */
	public function firstOf( Run $run, int $itemId ): ?array {
		$item   = RunItems::byIds( [ $itemId ] )->current();
		$fields = null !== $item && $item->runId === $run->id ? $item->payload['item'] ?? [] : [];
		$sorsId = is_array( $fields ) && is_scalar( $fields['id'] ?? null ) ? (string) $fields['id'] : '';
		$first  = '' !== $sorsId && $this->isPossible() ? ( Picture::listed( $this->api->listProductImages( $run->database, $sorsId ) )[0] ?? null ) : null;
		if ( null === $first || null !== $first->problem ) {
			return null;
		}
		if ( null !== $first->content ) {
			$first->unpack();
		} else {
			( new Downloader( $this->api->baseUrl() ) )->fetch( [ $first ] );
		}
		$picture = null === $first->file ? null : [ 'type' => $first->file->kind, 'content' => (string) file_get_contents( $first->file->path ) ];
		$first->drop();
		return $picture;
	}
}
