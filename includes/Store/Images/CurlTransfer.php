<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Sors\Http\Certificates;
use SorsApi\Sors\Http\Transfer;

defined( 'ABSPATH' ) || exit;

// phpcs:disable WordPress.WP.AlternativeFunctions -- wp_remote_get() would look the host up again, past the address that was found to be public.

/** One download in progress in cURL. */
final class CurlTransfer extends Transfer {

	/** Seconds. */
	private const CONNECT_TIMEOUT = 5;

	private Picture $picture;
	/** The temporary file. */
	private string $path;
	/** @var resource|null */
	private $stream    = null;
	private int $bytes = 0;

	public function __construct( Picture $picture ) {
		$this->picture = $picture;
		$this->path    = ImageFile::temporary();
	}

	/** @return bool False where the server has no room for it: then the picture is not available. */
	public function open( ImageUrl $url, string $ip ): bool {
		$stream = fopen( $this->path, 'wb' );
		$handle = curl_init( $url->url );
		if ( false === $stream || false === $handle ) {
			$this->picture->fail( Picture::noRoom(), $this->path );
			return false;
		}
		$this->stream = $stream;
		$this->handle = $handle;
		$written      = static fn( string $host ): string => false === strpos( $host, ':' ) ? $host : "[$host]";
		$headers      = $this->picture->headers();
		curl_setopt_array(
			$handle,
			[
				CURLOPT_RESOLVE        => [ $written( $url->host ) . ":$url->port:" . $written( $ip ) ],
				// A proxy from the environment would look the host up on its own.
				CURLOPT_PROXY          => '',
				CURLOPT_CONNECTTIMEOUT => self::CONNECT_TIMEOUT,
				CURLOPT_TIMEOUT        => Downloader::TIMEOUT,
				CURLOPT_HTTPHEADER     => array_map( static fn( string $name, string $value ): string => "$name: $value", array_keys( $headers ), $headers ),
			] + $this->options( Certificates::file(), Downloader::USER_AGENT )
		);
		return true;
	}

	/** @param resource $handle Since PHP 8 an object. */
	public function write( $handle, string $bytes ): int {
		$this->bytes += strlen( $bytes );
		return null === $this->stream || $this->bytes > ImageFile::MAX_BYTES ? 0 : (int) fwrite( $this->stream, $bytes );
	}

	/** @param int $result One of CURLE_*. */
	public function close( int $result ): void {
		$status = (int) curl_getinfo( $this->handle, CURLINFO_RESPONSE_CODE );
		$error  = curl_error( $this->handle );
		if ( null !== $this->stream ) {
			fclose( $this->stream );
		}
		if ( $this->bytes > ImageFile::MAX_BYTES ) {
			$this->picture->fail( ImageFile::tooLarge(), $this->path );
		} elseif ( CURLE_OK !== $result ) {
			$this->picture->fail( Downloader::failed( '' === $error ? (string) curl_strerror( $result ) : $error ), $this->path );
		} else {
			$this->picture->settle( $this->path, $status, $this->headers['etag'] ?? '', $this->headers['last-modified'] ?? '' );
		}
	}
}
