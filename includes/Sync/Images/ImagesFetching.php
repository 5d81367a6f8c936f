<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Sors\Api;
use SorsApi\Store\Images\Download;
use SorsApi\Store\Images\Downloader;
use SorsApi\Store\Images\HostAddresses;
use SorsApi\Store\Images\ImageFile;
use SorsApi\Store\Images\ImageRefused;
use SorsApi\Sync\Engine\Run;

/** Asks SORS which pictures items have, and fetches what has to be known of their content. */
final class ImagesFetching {
	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	public function isPossible(): bool {
		return $this->api->supports( 'listProductImages' );
	}

	/**
	 * @return list<ImagesSource>
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function list( Run $run, ImagesSubject $subject ): array {
		return ImagesSource::listed( $this->api->listProductImages( $run->database, $subject->link->sorsId ) );
	}

	/**
	 * Finds out the content of the pictures, as far as they are wanted. What was
	 * brought in before costs no download where its server says that it is
	 * unchanged.
	 *
	 * @param list<ImagesSubject> $subjects With their sources; each source says afterwards what became of it, and may have a file to be dropped.
	 * @param bool                $new      Whether what was never brought in is fetched too.
	 */
	public function settle( array $subjects, ImagesPlanner $planner, bool $new ): void {
		$downloads = [];
		$sources   = [];
		foreach ( $subjects as $subject ) {
			foreach ( $subject->sources as $source ) {
				if ( ! $planner->wants( $subject, $source ) || null !== $source->problem ) {
					$source->content = null;
				} elseif ( null !== $source->content ) {
					$this->take( $source, $subject );
				} elseif ( $new || null !== $subject->lastRowOf( $source ) ) {
					$row         = $subject->lastRowOf( $source );
					$isSame      = null !== $row && $row->urlHash === hash( 'sha256', $source->url );
					$downloads[] = new Download( $source->url, $isSame ? $row->validator : '' );
					$sources[]   = [ $source, $row ];
				}
			}
		}
		if ( [] === $downloads ) {
			return;
		}
		( new Downloader( $this->api->baseUrl(), SORS_API_VERSION, new HostAddresses() ) )->fetch( $downloads );
		foreach ( $downloads as $at => $download ) {
			list( $source, $row ) = $sources[ $at ];
			if ( null !== $download->problem ) {
				$source->problem = $download->problem;
			} elseif ( $download->isUnchanged && null !== $row ) {
				$source->hash      = $row->contentHash;
				$source->validator = $row->validator;
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

	/** Content that was in the answer. */
	private function take( ImagesSource $source, ImagesSubject $subject ): void {
		if ( null === $subject->rowOf( $source ) ) {
			$file = ImageFile::temporary();
			if ( strlen( (string) $source->content ) === file_put_contents( $file, (string) $source->content ) ) {
				self::judge( $source, $file );
			} else {
				unlink( $file );
				$source->problem = __( 'there was no room for it on the server of the shop', 'sors-api-for-woocommerce' );
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
			unlink( $file );
		}
	}
}
