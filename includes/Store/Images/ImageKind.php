<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

/** Pure: which picture format some bytes are, whatever a file name or a header calls them. */
final class ImageKind {

	/** @var array<string, string> Media type => extension of the file. */
	public const EXTENSIONS = [
		'image/jpeg' => 'jpg',
		'image/png'  => 'png',
		'image/gif'  => 'gif',
		'image/webp' => 'webp',
	];

	/** @return string|null Media type, or null for anything else, a text or a program under the name of a picture among it. */
	public static function of( string $bytes ): ?string {
		if ( 0 === strncmp( $bytes, "\xFF\xD8\xFF", 3 ) ) {
			return 'image/jpeg';
		}
		if ( 0 === strncmp( $bytes, "\x89PNG\r\n\x1A\n", 8 ) ) {
			return 'image/png';
		}
		if ( 0 === strncmp( $bytes, 'GIF87a', 6 ) || 0 === strncmp( $bytes, 'GIF89a', 6 ) ) {
			return 'image/gif';
		}
		if ( 0 === strncmp( $bytes, 'RIFF', 4 ) && 'WEBP' === substr( $bytes, 8, 4 ) ) {
			return 'image/webp';
		}
		return null;
	}
}
