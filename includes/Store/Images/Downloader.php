<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

/** Fetches pictures, several at once where cURL is there. */
final class Downloader {

	/** More would be felt by the server that has them. */
	public const PARALLEL = 8;

	/** Seconds for one picture; a lease has to outlast a few of them. */
	public const TIMEOUT = 15;

	/** Seconds after which nothing more is begun: the lease on the run must not be over when the last one ends. */
	public const PATIENCE = 60;

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
	 * @param list<Download> $downloads Each says afterwards what became of it.
	 * @param int            $parallel  0 = through WordPress' HTTP API, one after another.
	 */
	public function fetch( array $downloads, ?int $parallel = null ): void {
		$curl = new CurlDownloads( $this->version );
		$slow = new PlainDownloads( $this->version );
		$many = [];
		$stop = microtime( true ) + self::PATIENCE;
		foreach ( $downloads as $download ) {
			try {
				$url = ImageUrl::of( $download->address, $this->baseUrl );
				if ( ( new \WP_Http() )->block_request( $url->url ) ) {
					/* translators: %s: host name */
					throw new ImageRefused( sprintf( __( 'this site is set up not to make requests to %s (WP_HTTP_BLOCK_EXTERNAL)', 'sors-api-for-woocommerce' ), $url->host ) );
				}
				// Through a proxy, the proxy looks the host up: there is nothing to pin.
				$proxied = ( new \WP_HTTP_Proxy() )->is_enabled() && ( new \WP_HTTP_Proxy() )->send_through_proxy( $url->url );
				$ip      = $proxied ? '' : $this->addresses->of( $url );
				if ( $proxied || 0 === $parallel || ! CurlDownloads::isAvailable() ) {
					if ( microtime( true ) > $stop ) {
						throw new ImageRefused( self::tooSlow() );
					}
					$slow->fetch( $download, $url );
				} else {
					$many[] = [ $download, $url, $ip ];
				}
			} catch ( ImageRefused $refused ) {
				$download->fail( $refused->getMessage() );
			}
		}
		$curl->fetch( $many, $parallel ?? self::PARALLEL, $stop );
	}

	public static function tooSlow(): string {
		return __( 'the server that has the pictures is too slow just now; the next run tries again', 'sors-api-for-woocommerce' );
	}
}
