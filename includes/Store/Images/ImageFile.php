<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

/** A picture in a temporary file, judged by what is in it. */
final class ImageFile {

	public const MOST_BYTES = 10 * 1048576;

	/** Enough for 5,000 × 5,000; a small file can claim far more, and would take the memory of the site to unfold. */
	public const MOST_PIXELS = 25000000;

	private const PREFIX = 'sors-image';

	/** Seconds after which nobody works with a temporary file any more. */
	private const ABANDONED = 3600;

	public string $path;

	/** Media type. */
	public string $kind;

	/** Hex SHA-256 of the bytes. */
	public string $hash;

	public int $pixels;

	private function __construct( string $path, string $kind, string $hash, int $pixels ) {
		$this->path   = $path;
		$this->kind   = $kind;
		$this->hash   = $hash;
		$this->pixels = $pixels;
	}

	/** @return string Path of an empty file, to be deleted by whoever asked for it. */
	public static function temporary(): string {
		require_once ABSPATH . 'wp-admin/includes/file.php';
		return wp_tempnam( self::PREFIX );
	}

	/** Deletes what processes that were killed have left: whoever is at work has younger files. */
	public static function sweep(): void {
		$left = glob( get_temp_dir() . self::PREFIX . '-*.tmp' );
		foreach ( false === $left ? [] : $left as $path ) {
			if ( (int) filemtime( $path ) < time() - self::ABANDONED ) {
				wp_delete_file( $path );
			}
		}
	}

	/** @throws ImageRefused */
	public static function of( string $path ): self {
		$size = (int) filesize( $path );
		if ( 0 === $size ) {
			throw new ImageRefused( __( 'it is empty', 'sors-api-for-woocommerce' ) );
		}
		if ( $size > self::MOST_BYTES ) {
			throw new ImageRefused( Download::tooLarge() );
		}
		$kind = ImageKind::of( (string) file_get_contents( $path, false, null, 0, 16 ) );
		// What looks like a picture at its beginning only, makes this warn.
		$info = null === $kind ? false : @getimagesize( $path ); // phpcs:ignore WordPress.PHP.NoSilencedErrors
		if ( null === $kind || false === $info || $info['mime'] !== $kind || $info[0] < 1 || $info[1] < 1 ) {
			throw new ImageRefused( __( 'it is no JPEG, PNG, WebP or GIF picture, or it is damaged', 'sors-api-for-woocommerce' ) );
		}
		if ( $info[0] * $info[1] > self::MOST_PIXELS ) {
			/* translators: 1: width, 2: height in pixels */
			throw new ImageRefused( sprintf( __( 'it is too large for a web shop (%1$d × %2$d pixels)', 'sors-api-for-woocommerce' ), $info[0], $info[1] ) );
		}
		return new self( $path, $kind, (string) hash_file( 'sha256', $path ), $info[0] * $info[1] );
	}
}
