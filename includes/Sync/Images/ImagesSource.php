<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Sentence;
use SorsApi\Sors\ProductImage;
use SorsApi\Store\Images\Download;
use SorsApi\Store\Images\ImageFile;

defined( 'ABSPATH' ) || exit;

defined( 'ABSPATH' ) || exit;

/** A picture that SORS lists for an item, and what is known of its content by now. Without an address its content came in the response. */
final class ImagesSource extends Download {

	/** What identifies it: its number in SORS, else its address or its content. */
	public string $id;
	/** For people. */
	public string $label;
	/** The bytes, where they came in the response; dropped as soon as they are in a file. */
	public ?string $content = null;
	/** Hex SHA-256 of the content; '' = not known yet. */
	public string $hash = '';

	public function __construct( string $id, string $label, string $url = '' ) {
		parent::__construct( $url );
		$this->id    = $id;
		$this->label = $label;
	}

	/**
	 * @param list<ProductImage> $images As SORS listed them.
	 * @return list<self> In the order in which they are to be shown; the same one twice counts once.
	 */
	public static function listed( array $images ): array {
		$order = [];
		foreach ( $images as $at => $image ) {
			$order[] = [ $image->ordinal ?? PHP_INT_MAX, $at ];
		}
		sort( $order );
		$sources = [];
		foreach ( $order as list( , $at ) ) {
			$image = $images[ $at ];
			$id    = self::identity( $image );
			if ( isset( $sources[ $id ] ) ) {
				continue;
			}
			$source = new self( $id, self::label( $id, count( $sources ) + 1 ), null === $image->content ? (string) $image->url : '' );
			if ( null !== $image->content ) {
				$source->content = $image->content;
				$source->hash    = hash( 'sha256', $image->content );
			} elseif ( null === $image->url ) {
				$source->problem = Sentence::__( 'SORS gives neither its address nor its content', 'sors-api-for-woocommerce' );
			}
			$sources[ $id ] = $source;
		}
		return array_values( $sources );
	}

	/** That of its file, without the extension; '' where its content came in the response. */
	public function name(): string {
		return pathinfo( rawurldecode( (string) wp_parse_url( $this->url, PHP_URL_PATH ) ), PATHINFO_FILENAME );
	}

	/** Puts the content that came in the response into a file. */
	public function unpack(): void {
		$path = ImageFile::temporary();
		if ( strlen( (string) $this->content ) === file_put_contents( $path, (string) $this->content ) ) {
			$this->take( $path );
		} else {
			ImageFile::discard( $path );
			$this->problem = Sentence::__( 'there was no room for it on the server of the shop', 'sors-api-for-woocommerce' );
		}
	}

	private static function identity( ProductImage $image ): string {
		if ( null !== $image->id ) {
			return strlen( $image->id ) <= 150 ? '#' . $image->id : 'id ' . hash( 'sha256', $image->id );
		}
		return null !== $image->url ? 'url ' . hash( 'sha256', $image->url ) : 'content ' . hash( 'sha256', (string) $image->content );
	}

	/** @param int $place Among the pictures of the product, from 1; 0 = none yet. */
	public static function label( string $id, int $place ): string {
		if ( '#' !== $id[0] ) {
			/* translators: %d: its place among the pictures of the product */
			return Sentence::__( 'image %d', 'sors-api-for-woocommerce', $place );
		}
		return 0 === $place
			/* translators: %s: number of the picture in SORS */
			? Sentence::__( 'image with the SORS number %s', 'sors-api-for-woocommerce', substr( $id, 1 ) )
			/* translators: 1: its place among the pictures of the product, 2: number of the picture in SORS */
			: Sentence::__( 'image %1$d (SORS number %2$s)', 'sors-api-for-woocommerce', $place, substr( $id, 1 ) );
	}
}
