<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Sentence;
use SorsApi\Sors\Http\Transfers;

/** Fetches pictures: several at once where cURL is available, else one at a time through WordPress' HTTP API. */
final class Downloader {

	/** Downloads at once: pictures of a few products. More would be a burden on the server that has them. */
	public const PARALLEL = 12;

	/** Seconds for one picture. A lease has to outlast a few of them. */
	public const TIMEOUT = 15;

	/** Seconds after which no download begins: the lease on the run must not run out before the last one ends. */
	private const PATIENCE = 60;

	private string $baseUrl;
	private string $version;
	private HostAddresses $addresses;

	/** @param string $baseUrl Where SORS answers. */
	public function __construct( string $baseUrl, string $version, HostAddresses $addresses ) {
		$this->baseUrl   = $baseUrl;
		$this->version   = $version;
		$this->addresses = $addresses;
	}

	/**
	 * @param list<Download> $downloads Each holds its result afterwards.
	 * @param int|null       $parallel  How many at once; 0 = through WordPress' HTTP API, one after another; null = the usual number.
	 */
	public function fetch( array $downloads, ?int $parallel = null ): void {
		$many = [];
		$stop = microtime( true ) + self::PATIENCE;
		foreach ( $downloads as $download ) {
			try {
				$url = ImageUrl::of( $download->address, $this->baseUrl );
				if ( ( new \WP_Http() )->block_request( $url->url ) ) {
					/* translators: %s: host name */
					throw new ImageRefused( Sentence::__( 'this site is set up not to make requests to %s (WP_HTTP_BLOCK_EXTERNAL)', 'sors-api-for-woocommerce', $url->host ) );
				}
				// A proxy looks the host up itself: there is no address to pin.
				$proxied = ( new \WP_HTTP_Proxy() )->is_enabled() && ( new \WP_HTTP_Proxy() )->send_through_proxy( $url->url );
				$ip      = $proxied ? '' : $this->addresses->of( $url );
				if ( $proxied || 0 === $parallel || ! Transfers::arePossible() ) {
					if ( microtime( true ) > $stop ) {
						throw new ImageRefused( self::tooSlow() );
					}
					$this->fetchPlainly( $download, $url );
				} else {
					$many[] = [ $download, $url, $ip ];
				}
			} catch ( ImageRefused $refused ) {
				$download->fail( $refused->getMessage() );
			}
		}
		if ( [] !== $many ) {
			$next = function () use ( &$many, $stop ): ?CurlTransfer {
				return $this->begin( $many, $stop );
			};
			Transfers::run( $next, $parallel ?? self::PARALLEL );
		}
	}

	/** @param list<array{Download, ImageUrl, string}> $wanted The string is the IP address to connect to: the host's name is not looked up again. */
	private function begin( array &$wanted, float $stop ): ?CurlTransfer {
		while ( [] !== $wanted ) {
			list( $download, $url, $ip ) = array_shift( $wanted );
			if ( microtime( true ) > $stop ) {
				$download->fail( self::tooSlow() );
				continue;
			}
			$transfer = new CurlTransfer( $download );
			if ( $transfer->open( $url, $ip, $this->version ) ) {
				return $transfer;
			}
		}
		return null;
	}

	private static function tooSlow(): string {
		return Sentence::__( 'the server that has the images is too slow right now; the next sync tries again', 'sors-api-for-woocommerce' );
	}

	private function fetchPlainly( Download $download, ImageUrl $url ): void {
		$headers = [];
		foreach ( $download->headers() as $header ) {
			list( $name, $value ) = explode( ': ', $header, 2 );
			$headers[ $name ]     = $value;
		}
		$download->file = ImageFile::temporary();
		$response       = wp_remote_get(
			$url->url,
			[
				'headers'             => $headers,
				'timeout'             => self::TIMEOUT,
				'redirection'         => 0,
				'stream'              => true,
				'filename'            => $download->file,
				'limit_response_size' => ImageFile::MAX_BYTES + 1,
				'reject_unsafe_urls'  => ! $url->isOfSors,
				'user-agent'          => 'SORS-API-for-WooCommerce/' . $this->version,
			]
		);
		if ( is_wp_error( $response ) ) {
			/* translators: %s: technical message */
			$download->fail( Sentence::__( 'it could not be fetched (%s)', 'sors-api-for-woocommerce', $response->get_error_message() ) );
			return;
		}
		$etag     = wp_remote_retrieve_header( $response, 'etag' );
		$modified = wp_remote_retrieve_header( $response, 'last-modified' );
		$download->settle( (int) wp_remote_retrieve_response_code( $response ), is_string( $etag ) ? $etag : '', is_string( $modified ) ? $modified : '' );
		if ( '' !== $download->file && (int) filesize( $download->file ) > ImageFile::MAX_BYTES ) {
			$download->fail( Download::tooLarge() );
		}
	}
}
