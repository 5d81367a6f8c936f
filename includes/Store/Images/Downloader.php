<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Sentence;
use SorsApi\Sors\Http\Transfers;

/** Fetches pictures: several at once where cURL is available, else one at a time through WordPress' HTTP API. */
final class Downloader {

	public const USER_AGENT = 'SORS-API-for-WooCommerce/' . SORS_API_VERSION;
	/** Downloads at once: pictures of a few products. More would be a burden on the server that has them. */
	public const PARALLEL = 12;
	/** Seconds for one picture. A lease has to outlast a few of them. */
	public const TIMEOUT = 15;
	/** Seconds after which no download begins: the lease on the run must not run out before the last one ends. */
	private const PATIENCE = 60;

	private string $baseUrl;
	private HostAddresses $addresses;

	/** @param string $baseUrl Where SORS answers. */
	public function __construct( string $baseUrl, ?HostAddresses $addresses = null ) {
		$this->baseUrl   = $baseUrl;
		$this->addresses = $addresses ?? new HostAddresses();
	}

	/**
	 * @param list<Picture> $pictures Each holds its result afterwards.
	 * @param int|null      $parallel How many at once; 0 = through WordPress' HTTP API, one after another; null = the usual number.
	 */
	public function fetch( array $pictures, ?int $parallel = null ): void {
		$many = [];
		$stop = microtime( true ) + self::PATIENCE;
		foreach ( $pictures as $picture ) {
			try {
				$url = ImageUrl::of( $picture->url, $this->baseUrl );
				if ( ( new \WP_Http() )->block_request( $url->url ) ) {
					/* translators: %s: host name */
					throw new ImageRefused( Sentence::__( 'this site is set up not to make requests to %s (WP_HTTP_BLOCK_EXTERNAL)', 'sors-api-for-woocommerce', $url->host ) );
				}
				// A proxy looks the host up itself: there is no address to pin.
				$proxied = ( new \WP_HTTP_Proxy() )->is_enabled() && ( new \WP_HTTP_Proxy() )->send_through_proxy( $url->url );
				$ip      = $proxied ? '' : $this->addresses->of( $url );
				if ( ! $proxied && 0 !== $parallel && Transfers::arePossible() ) {
					$many[] = [ $picture, $url, $ip ];
				} elseif ( microtime( true ) > $stop ) {
					$picture->problem = self::tooSlow();
				} else {
					self::fetchPlainly( $picture, $url );
				}
			} catch ( ImageRefused $refused ) {
				$picture->problem = $refused->getMessage();
			}
		}
		if ( [] !== $many ) {
			$next = static function () use ( &$many, $stop ): ?CurlTransfer {
				while ( [] !== $many ) {
					// The IP address is the one to connect to: the host's name is not looked up again.
					[ $picture, $url, $ip ] = array_shift( $many );
					if ( microtime( true ) > $stop ) {
						$picture->problem = self::tooSlow();
						continue;
					}
					$transfer = new CurlTransfer( $picture );
					if ( $transfer->open( $url, $ip ) ) {
						return $transfer;
					}
				}
				return null;
			};
			Transfers::run( $next, $parallel ?? self::PARALLEL );
		}
	}

	private static function tooSlow(): string {
		return Sentence::__( 'the server that has the images is too slow right now; the next sync tries again', 'sors-api-for-woocommerce' );
	}

	public static function failed( string $message ): string {
		/* translators: %s: technical message */
		return Sentence::__( 'it could not be fetched (%s)', 'sors-api-for-woocommerce', $message );
	}

	private static function fetchPlainly( Picture $picture, ImageUrl $url ): void {
		$path     = ImageFile::temporary();
		$response = wp_remote_get(
			$url->url,
			[
				'headers'             => $picture->headers(),
				'timeout'             => self::TIMEOUT,
				'redirection'         => 0,
				'stream'              => true,
				'filename'            => $path,
				'limit_response_size' => ImageFile::MAX_BYTES + 1,
				'reject_unsafe_urls'  => ! $url->isOfSors,
				'user-agent'          => self::USER_AGENT,
			]
		);
		if ( is_wp_error( $response ) ) {
			$picture->fail( self::failed( $response->get_error_message() ), $path );
			return;
		}
		$etag     = wp_remote_retrieve_header( $response, 'etag' );
		$modified = wp_remote_retrieve_header( $response, 'last-modified' );
		$picture->settle( $path, (int) wp_remote_retrieve_response_code( $response ), is_string( $etag ) ? $etag : '', is_string( $modified ) ? $modified : '' );
	}
}
