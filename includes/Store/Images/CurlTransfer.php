<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Sentence;
use SorsApi\Sors\Http\Certificates;
use SorsApi\Sors\Http\Transfer;

defined( 'ABSPATH' ) || exit;

// phpcs:disable WordPress.WP.AlternativeFunctions -- wp_remote_get() would look the host up again, past the address that was found to be public.

/** One download in progress in cURL. */
final class CurlTransfer extends Transfer {

	/** Seconds. */
	private const CONNECT_TIMEOUT = 5;

	private Download $download;

	/** @var resource|null */
	private $stream    = null;
	private int $bytes = 0;

	public function __construct( Download $download ) {
		$this->download = $download;
	}

	/** @return bool False where the server has no room for it: then the download has failed. */
	public function open( ImageUrl $url, string $ip, string $version ): bool {
		$this->download->file = ImageFile::temporary();
		$stream               = fopen( $this->download->file, 'wb' );
		$handle               = curl_init( $url->url );
		if ( false === $stream || false === $handle ) {
			$this->download->fail( Sentence::__( 'there was no room for it on the shop’s server', 'sors-api-for-woocommerce' ) );
			return false;
		}
		$this->stream = $stream;
		$this->handle = $handle;
		$host         = false === strpos( $url->host, ':' ) ? $url->host : '[' . $url->host . ']';
		curl_setopt_array(
			$handle,
			[
				CURLOPT_RESOLVE        => [ $host . ':' . $url->port . ':' . ( false === strpos( $ip, ':' ) ? $ip : '[' . $ip . ']' ) ],
				// A proxy from the environment would look the host up on its own.
				CURLOPT_PROXY          => '',
				CURLOPT_CONNECTTIMEOUT => self::CONNECT_TIMEOUT,
				CURLOPT_TIMEOUT        => Downloader::TIMEOUT,
				CURLOPT_HTTPHEADER     => $this->download->headers(),
			] + $this->options( Certificates::file(), 'SORS-API-for-WooCommerce/' . $version )
		);
		return true;
	}

	/** @param resource $handle Since PHP 8 an object. */
	public function write( $handle, string $bytes ): int {
		$this->bytes += strlen( $bytes );
		if ( null === $this->stream || $this->bytes > ImageFile::MAX_BYTES ) {
			return 0;
		}
		return (int) fwrite( $this->stream, $bytes );
	}

	/** @param int $result One of CURLE_*. */
	public function close( int $result ): void {
		$status = (int) curl_getinfo( $this->handle, CURLINFO_RESPONSE_CODE );
		$error  = curl_error( $this->handle );
		if ( null !== $this->stream ) {
			fclose( $this->stream );
		}
		if ( $this->bytes > ImageFile::MAX_BYTES ) {
			$this->download->fail( Download::tooLarge() );
		} elseif ( CURLE_OK !== $result ) {
			/* translators: %s: technical message */
			$this->download->fail( Sentence::__( 'it could not be fetched (%s)', 'sors-api-for-woocommerce', '' === $error ? (string) curl_strerror( $result ) : $error ) );
		} else {
			$this->download->settle( $status, $this->headers['etag'] ?? '', $this->headers['last-modified'] ?? '' );
		}
	}
}
