<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Sentence;

/** One picture to be fetched, and then its result. */
final class Download {

	public string $address;

	/** ETag or Last-Modified of what we have from this very address; '' = we have nothing of it. */
	public string $validator;

	/** The server says that the picture has not changed since. */
	public bool $isUnchanged = false;

	/** Temporary file with the picture, which the caller has to delete; '' = none. */
	public string $file = '';

	/** ETag or Last-Modified of what came; '' where the server does not say. */
	public string $newValidator = '';

	/** Why nothing came, to follow the picture's name; null = something came. */
	public ?string $problem = null;

	public function __construct( string $address, string $validator = '' ) {
		$this->address   = $address;
		$this->validator = $validator;
	}

	/** @return list<string> Request headers. Never with the key, since the file may be on any server. */
	public function headers(): array {
		if ( '' === $this->validator ) {
			return [];
		}
		$isTag = 1 === preg_match( '#^(W/)?"#', $this->validator );
		return [ ( $isTag ? 'If-None-Match: ' : 'If-Modified-Since: ' ) . $this->validator ];
	}

	/** Takes in a response whose body, if any, is in $file. */
	public function settle( int $status, string $etag, string $lastModified ): void {
		if ( 304 === $status && '' !== $this->validator ) {
			$this->isUnchanged = true;
			$this->drop();
		} elseif ( 200 !== $status ) {
			$this->fail(
				$status >= 300 && $status < 400
					? Sentence::__( 'its server redirects to another address, which is not followed', 'sors-api-for-woocommerce' )
					/* translators: %d: HTTP status, e.g. 404 */
					: Sentence::__( 'its server answered with status %d', 'sors-api-for-woocommerce', $status )
			);
		} else {
			$tag                = 1 === preg_match( '#^(W/)?"[\x21\x23-\x7E]*"$#D', $etag ) ? $etag : $lastModified;
			$this->newValidator = 1 === preg_match( '#^[\x20-\x7E]{1,191}$#D', $tag ) ? $tag : '';
		}
	}

	public function fail( string $problem ): void {
		$this->problem = $problem;
		$this->drop();
	}

	/** Deletes the file. */
	public function drop(): void {
		ImageFile::discard( $this->file );
		$this->file = '';
	}

	public static function tooLarge(): string {
		/* translators: %d: number of megabytes */
		return Sentence::__( 'it is larger than %d MB', 'sors-api-for-woocommerce', ImageFile::MAX_BYTES / 1048576 );
	}
}
