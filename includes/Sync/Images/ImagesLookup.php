<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Sentence;
use SorsApi\Sors\Api;
use SorsApi\Sors\ProductImage;
use SorsApi\Store\Images\Download;
use SorsApi\Store\Images\Downloader;
use SorsApi\Store\Images\Galleries;
use SorsApi\Store\Images\HostAddresses;
use SorsApi\Store\Images\ImageFile;
use SorsApi\Store\Images\ImageRefused;
use SorsApi\Store\Images\MediaLibrary;
use SorsApi\Store\Images\StoredImage;
use SorsApi\Store\Images\StoredImages;
use SorsApi\Store\Link;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Sync\Engine\Run;

/** Finds out all that the planner has to know: what the shop has, what SORS lists, and as much of its content as is needed. */
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
	public function load( array $links ): array {
		$ids       = array_map( static fn( Link $link ): int => $link->objectId, $links );
		$states    = ProductReader::byIds( $ids, ProductParts::identity() );
		$galleries = Galleries::byIds( $ids );
		$stored    = StoredImages::byCodes( array_map( static fn( Link $link ): string => $link->code, $links ) );
		$found     = [];
		foreach ( $stored as $own ) {
			foreach ( $own as $image ) {
				$found[ $image->attachmentId ] = true;
			}
		}
		$alive = MediaLibrary::existing( array_keys( $found ) );
		foreach ( $stored as $own ) {
			foreach ( $own as $image ) {
				$image->isOwners = isset( $alive[ $image->attachmentId ] ) && ! ImageFile::isNamed( $alive[ $image->attachmentId ], $image->contentHash );
			}
		}
		$subjects = [];
		foreach ( $links as $link ) {
			if ( isset( $states[ $link->objectId ] ) ) {
				if ( $states[ $link->objectId ]->isVariation() ) {
					$galleries[ $link->objectId ]->others = []; // WooCommerce shows no gallery of it.
				}
				$subject         = new ImagesSubject( $link, $states[ $link->objectId ], $galleries[ $link->objectId ] );
				$subject->stored = $stored[ $link->code ] ?? [];
				$subject->alive  = array_intersect_key( $alive, array_flip( array_map( static fn( StoredImage $image ): int => $image->attachmentId, $subject->stored ) ) );

				$subjects[ $link->code ] = $subject;
			}
		}
		return $subjects;
	}

	public function isPossible(): bool {
		return $this->api->supports( 'listProductImages' );
	}

	/**
	 * Says whose lists are wanted next, so that they may come at once.
	 *
	 * @param list<ImagesSubject> $subjects
	 */
	public function listAhead( Run $run, array $subjects ): void {
		$wanted = array_filter( $subjects, fn( ImagesSubject $subject ): bool => null === $this->fresh( $run, $subject ) );
		$this->api->listProductImagesAhead( $run->database, array_values( array_map( static fn( ImagesSubject $subject ): string => $subject->link->sorsId, $wanted ) ) );
	}

	/**
	 * What SORS lists, or listed a moment ago.
	 *
	 * @return list<ImagesSource>
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function list( Run $run, ImagesSubject $subject ): array {
		$images = $this->fresh( $run, $subject );
		if ( null === $images ) {
			$images = $this->api->listProductImages( $run->database, $subject->link->sorsId );
			if ( [] === array_filter( array_column( $images, 'content' ) ) ) {
				$this->listed[ self::key( $run, $subject ) ] = [ microtime( true ), $images ];

				$this->listed = array_slice( $this->listed, -self::KEPT, null, true );
			}
		}
		return ImagesSource::listed( $images );
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
	 * @param list<ImagesSubject> $subjects With their sources; each source says afterwards what became of it, and may have a file to be dropped.
	 * @param bool                $new      Whether what was never brought in is fetched too.
	 */
	public function fetch( array $subjects, ImagesPlanner $planner, bool $new ): void {
		$downloads = [];
		$sources   = [];
		foreach ( $subjects as $subject ) {
			foreach ( $subject->sources as $source ) {
				if ( ! $planner->wants( $subject, $source ) || null !== $source->problem ) {
					$source->content = null;
				} elseif ( null !== $source->content ) {
					$this->take( $source, $subject );
				} elseif ( $new || null !== $subject->lastImageOf( $source ) ) {
					$image       = $subject->lastImageOf( $source );
					$isSame      = null !== $image && $image->urlHash === hash( 'sha256', $source->url );
					$downloads[] = new Download( $source->url, $isSame ? $image->validator : '' );
					$sources[]   = [ $source, $image ];
				}
			}
		}
		if ( [] === $downloads ) {
			return;
		}
		( new Downloader( $this->api->baseUrl(), SORS_API_VERSION, new HostAddresses() ) )->fetch( $downloads );
		foreach ( $downloads as $at => $download ) {
			list( $source, $image ) = $sources[ $at ];
			if ( null !== $download->problem ) {
				$source->problem = $download->problem;
			} elseif ( $download->isUnchanged && null !== $image ) {
				$source->hash      = $image->contentHash;
				$source->validator = $image->validator;
			} else {
				$source->validator = $download->newValidator;
				self::judge( $source, $download->file );
			}
		}
	}

	/** How many pictures of the item would be fetched. */
	public static function count( ImagesSubject $subject, ImagesPlanner $planner ): int {
		return count( array_filter( $subject->sources, static fn( ImagesSource $source ): bool => '' !== $source->url && $planner->wants( $subject, $source ) ) );
	}

	/** Content that was in the response. */
	private function take( ImagesSource $source, ImagesSubject $subject ): void {
		if ( null === $subject->imageOf( $source ) ) {
			$file = ImageFile::temporary();
			if ( strlen( (string) $source->content ) === file_put_contents( $file, (string) $source->content ) ) {
				self::judge( $source, $file );
			} else {
				ImageFile::discard( $file );
				$source->problem = Sentence::__( 'there was no room for it on the server of the shop', 'sors-api-for-woocommerce' );
			}
		}
		$source->content = null;
	}

	private static function judge( ImagesSource $source, string $file ): void {
		try {
			$source->file = ImageFile::of( $file );
			$source->hash = $source->file->hash;
		} catch ( ImageRefused $refused ) {
			$source->problem = $refused->getMessage();
			ImageFile::discard( $file );
		}
	}
}
