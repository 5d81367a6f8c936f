<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Sentence;
use SorsApi\Sors\ProductImage;

/** A picture that SORS lists for an item, and what is known of its content by now. Without an address its content came in the response. */
final class Picture {

	/** What identifies it: its number in SORS, else its address or its content. */
	public string $id;
	/** For people. */
	public string $label;
	public string $url;
	/** The bytes, where they came in the response; dropped as soon as they are in a file. */
	public ?string $content = null;
	/** Hex SHA-256 of the content; '' = not known yet. */
	public string $hash = '';
	/** ETag or Last-Modified: of what we have from this very address, then of what came. '' = there is none. */
	public string $validator = '';
	/** The server says that the picture has not changed since. */
	public bool $isUnchanged = false;
	/** What came, in a temporary file: the caller has to drop() it. */
	public ?ImageFile $file = null;
	/** Why it is not available, to follow the picture's name; null = nothing is wrong with it. */
	public ?string $problem = null;

	public function __construct( string $id, string $label, string $url = '' ) {
		$this->id    = $id;
		$this->label = $label;
		$this->url   = $url;
	}

	/**
	 * @param list<ProductImage> $images As SORS listed them.
	 * @return list<self> In the order in which they are to be shown; the same one twice counts once.
	 */
	public static function listed( array $images ): array {
		$order = array_map( static fn( ProductImage $image, int $at ): array => [ $image->ordinal ?? PHP_INT_MAX, $at ], $images, array_keys( $images ) );
		sort( $order );
		$pictures = [];
		foreach ( $order as list( , $at ) ) {
			$image = $images[ $at ];
			$id    = self::identity( $image );
			if ( isset( $pictures[ $id ] ) ) {
				continue;
			}
			$picture = new self( $id, self::label( $id, count( $pictures ) + 1 ), null === $image->content ? (string) $image->url : '' );
			if ( null !== $image->content ) {
				$picture->content = $image->content;
				$picture->hash    = hash( 'sha256', $image->content );
			} elseif ( null === $image->url ) {
				$picture->problem = Sentence::__( 'SORS gives neither its address nor its content', 'sors-api-for-woocommerce' );
			}
			$pictures[ $id ] = $picture;
		}
		return array_values( $pictures );
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
			$this->fail( self::noRoom(), $path );
		}
	}

	/** @return array<string, string> Request headers. Never with the key, since the file may be on any server. */
	public function headers(): array {
		$name = 1 === preg_match( '#^(W/)?"#', $this->validator ) ? 'If-None-Match' : 'If-Modified-Since';
		return '' === $this->validator ? [] : [ $name => $this->validator ];
	}

	/** @param string $path Temporary file with the response's body, if it has one. */
	public function settle( string $path, int $status, string $etag, string $lastModified ): void {
		if ( 200 === $status ) {
			$tag             = 1 === preg_match( '#^(W/)?"[\x21\x23-\x7E]*"$#D', $etag ) ? $etag : $lastModified;
			$this->validator = 1 === preg_match( '#^[\x20-\x7E]{1,191}$#D', $tag ) ? $tag : '';
			$this->take( $path );
		} elseif ( 304 === $status && '' !== $this->validator ) {
			$this->isUnchanged = true;
			ImageFile::discard( $path );
		} elseif ( $status >= 300 && $status < 400 ) {
			$this->fail( Sentence::__( 'its server redirects to another address, which is not followed', 'sors-api-for-woocommerce' ), $path );
		} else {
			/* translators: %d: HTTP status, e.g. 404 */
			$this->fail( Sentence::__( 'its server answered with status %d', 'sors-api-for-woocommerce', $status ), $path );
		}
	}

	/** @param string $path Its temporary file, which is deleted. */
	public function fail( string $problem, string $path ): void {
		$this->problem = $problem;
		ImageFile::discard( $path );
	}

	public static function noRoom(): string {
		return Sentence::__( 'there was no room for it on the shop’s server', 'sors-api-for-woocommerce' );
	}

	/** Leaves no temporary file behind. */
	public function drop(): void {
		if ( null !== $this->file ) {
			ImageFile::discard( $this->file->path );
			$this->file = null;
		}
	}

	/** @param string $path Temporary file, deleted where it is no picture for the shop. */
	private function take( string $path ): void {
		try {
			$this->file = ImageFile::of( $path );
		} catch ( ImageRefused $refused ) {
			$this->fail( $refused->getMessage(), $path );
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
