<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Sentence;

/** One picture to be fetched, and then its result. */
class Download {

	public string $url;
	/** ETag or Last-Modified: of what we have from this very address, then of what came. '' = there is none. */
	public string $validator;
	/** The server says that the picture has not changed since. */
	public bool $isUnchanged = false;
	/** What came, in a temporary file: the caller has to drop() it. */
	public ?ImageFile $file = null;
	/** Why it is not available, to follow the picture's name; null = nothing is wrong with it. */
	public ?string $problem = null;

	public function __construct( string $url, string $validator = '' ) {
		$this->url       = $url;
		$this->validator = $validator;
	}

	/** @return array<string, string> Request headers. Never with the key, since the file may be on any server. */
	final public function headers(): array {
		if ( '' === $this->validator ) {
			return [];
		}
		return [ 1 === preg_match( '#^(W/)?"#', $this->validator ) ? 'If-None-Match' : 'If-Modified-Since' => $this->validator ];
	}

	/** @param string $path Temporary file with the response's body, if it has one. */
	final public function settle( string $path, int $status, string $etag, string $lastModified ): void {
		if ( 200 === $status ) {
			$tag             = 1 === preg_match( '#^(W/)?"[\x21\x23-\x7E]*"$#D', $etag ) ? $etag : $lastModified;
			$this->validator = 1 === preg_match( '#^[\x20-\x7E]{1,191}$#D', $tag ) ? $tag : '';
			$this->take( $path );
			return;
		}
		ImageFile::discard( $path );
		if ( 304 === $status && '' !== $this->validator ) {
			$this->isUnchanged = true;
			return;
		}
		$this->problem = $status >= 300 && $status < 400
			? Sentence::__( 'its server redirects to another address, which is not followed', 'sors-api-for-woocommerce' )
			/* translators: %d: HTTP status, e.g. 404 */
			: Sentence::__( 'its server answered with status %d', 'sors-api-for-woocommerce', $status );
	}

	/** @param string $path Temporary file, deleted where it is no picture for the shop. */
	final protected function take( string $path ): void {
		try {
			$this->file = ImageFile::of( $path );
		} catch ( ImageRefused $refused ) {
			$this->problem = $refused->getMessage();
			ImageFile::discard( $path );
		}
	}

	/** Leaves no temporary file behind. */
	final public function drop(): void {
		if ( null !== $this->file ) {
			ImageFile::discard( $this->file->path );
			$this->file = null;
		}
	}
}
