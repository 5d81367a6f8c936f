<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Sentence;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\LatinWriting;

/** A picture in a temporary file, judged by its content, and the name that it gets in the shop. */
final class ImageFile {

	public const MAX_BYTES = 10 * 1048576;
	/** Enough for 5,000 × 5,000. A small file can claim far more, and unpacking it would take all the memory of the site. */
	private const MAX_PIXELS = 25000000;

	/** @var array<string, array{string, string}> Media type => how its bytes begin, and its file extension. */
	private const KINDS = [
		'image/jpeg' => [ '\xFF\xD8\xFF', 'jpg' ],
		'image/png'  => [ '\x89PNG\r\n\x1A\n', 'png' ],
		'image/gif'  => [ 'GIF8[79]a', 'gif' ],
		'image/webp' => [ 'RIFF.{4}WEBP', 'webp' ],
	];

	/** Characters of the product's name in the name of a file. */
	private const LONGEST_NAME = 60;
	/** Those of its content's hash. */
	private const HASH = 12;
	private const PREFIX = 'sors-image';
	/** Seconds after which no process still works with a temporary file. */
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

	/** @return string Path of an empty file, which the caller has to delete. */
	public static function temporary(): string {
		require_once ABSPATH . 'wp-admin/includes/file.php';
		return wp_tempnam( self::PREFIX );
	}

	/** Deletes what killed processes have left. Those that are still working have newer files. */
	public static function sweep(): void {
		$left = glob( get_temp_dir() . self::PREFIX . '-*.tmp' );
		foreach ( false === $left ? [] : $left as $path ) {
			// Another shop on the same server may have deleted it by now.
			$changed = @filemtime( $path );
			if ( false !== $changed && $changed < time() - self::ABANDONED ) {
				self::discard( $path );
			}
		}
	}

	public static function discard( string $path ): void {
		if ( is_file( $path ) ) {
			ForeignCode::attempt( 'A temporary file is deleted', static fn() => wp_delete_file( $path ) );
		}
	}

	/** @throws ImageRefused When it is no picture that the shop can take. */
	public static function of( string $path ): self {
		$size = (int) filesize( $path );
		if ( 0 === $size ) {
			( new ImageRefused( Sentence::__( 'it is empty', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( $size > self::MAX_BYTES ) {
			( new ImageRefused( self::tooLarge() ) )->throw();
		}
		$kind = self::kindOf( (string) file_get_contents( $path, false, null, 0, 16 ) );
		// It warns about a file that only begins like a picture.
		$info = null === $kind ? false : @getimagesize( $path );
		if ( null === $kind || false === $info || $info['mime'] !== $kind || $info[0] < 1 || $info[1] < 1 ) {
			( new ImageRefused( Sentence::__( 'it is not a JPEG, PNG, WebP or GIF image, or it is damaged', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( $info[0] * $info[1] > self::MAX_PIXELS ) {
			/* translators: 1: width, 2: height in pixels */
			( new ImageRefused( Sentence::__( 'it is too large for a web shop (%1$d × %2$d pixels)', 'sors-api-for-woocommerce', $info[0], $info[1] ) ) )->throw();
		}
		return new self( $path, $kind, (string) hash_file( 'sha256', $path ), $info[0] * $info[1] );
	}

	public static function tooLarge(): string {
		/* translators: %d: number of megabytes */
		return Sentence::__( 'it is larger than %d MB', 'sors-api-for-woocommerce', self::MAX_BYTES / 1048576 );
	}

	/**
	 * Pure: which picture format some bytes are, whatever a file name or a header says.
	 *
	 * @param string $bytes The first 16 or more.
	 * @return string|null Media type; null for anything else, such as a text or a program that is named like a picture.
	 */
	public static function kindOf( string $bytes ): ?string {
		foreach ( self::KINDS as $kind => list( $start ) ) {
			if ( 1 === preg_match( "/^$start/s", $bytes ) ) {
				return $kind;
			}
		}
		return null;
	}

	/** Pure: whether a file has the name that we gave it. */
	public static function isNamed( string $file, string $hash ): bool {
		return false !== strpos( $file, '-' . substr( $hash, 0, self::HASH ) );
	}

	/**
	 * Pure: the file's name in the shop. The same picture always gets the same name: an attempt that was cut off leaves a
	 * file, which the next attempt overwrites.
	 *
	 * @param string $product Its name, as a person reads it.
	 * @param string $hash    Of the content.
	 * @param string $kind    Media type.
	 * @psalm-taint-escape file
	 */
	public static function nameOf( string $product, string $hash, string $kind ): string {
		$plain = trim( (string) preg_replace( '/[^a-z0-9]+/', '-', LatinWriting::latin( $product ) ), '-' );
		$plain = trim( (string) substr( $plain, 0, self::LONGEST_NAME ), '-' );
		return ( '' === $plain ? 'product' : $plain ) . '-' . substr( $hash, 0, self::HASH ) . '.' . self::KINDS[ $kind ][1];
	}
}
