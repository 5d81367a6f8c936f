<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Store\Images\Galleries;
use SorsApi\Store\Images\ImageRow;
use SorsApi\Store\Images\ImageRows;
use SorsApi\Store\Images\MediaLibrary;
use SorsApi\Store\Link;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;

/** What the shop knows of the pictures of items: a handful of queries, whatever their number. */
final class ImagesSubjects {

	private ProductReader $products;
	private Galleries $galleries;
	private ImageRows $rows;
	private MediaLibrary $library;

	public function __construct( ProductReader $products, Galleries $galleries, ImageRows $rows, MediaLibrary $library ) {
		$this->products  = $products;
		$this->galleries = $galleries;
		$this->rows      = $rows;
		$this->library   = $library;
	}

	/**
	 * @param list<Link> $links
	 *
	 * @return array<string, ImagesSubject> By code; one whose product is gone is absent.
	 */
	public function load( array $links ): array {
		$ids       = array_map( static fn( Link $link ): int => $link->objectId, $links );
		$states    = $this->products->byIds( $ids, ProductParts::identity() );
		$galleries = $this->galleries->byIds( $ids );
		$rows      = $this->rows->byCodes( array_map( static fn( Link $link ): string => $link->code, $links ) );
		$found     = [];
		foreach ( $rows as $own ) {
			foreach ( $own as $row ) {
				$found[ $row->attachmentId ] = true;
			}
		}
		$alive    = $this->library->existing( array_keys( $found ) );
		$subjects = [];
		foreach ( $links as $link ) {
			if ( isset( $states[ $link->objectId ] ) ) {
				$subject        = new ImagesSubject( $link, $states[ $link->objectId ], $galleries[ $link->objectId ] );
				$subject->rows  = $rows[ $link->code ] ?? [];
				$subject->alive = array_intersect_key( $alive, array_flip( array_map( static fn( ImageRow $row ): int => $row->attachmentId, $subject->rows ) ) );

				$subjects[ $link->code ] = $subject;
			}
		}
		return $subjects;
	}
}
