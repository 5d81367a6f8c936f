<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Sors\Http\Transfers;

/** Several downloads at once. */
final class CurlDownloads {

	private string $version;

	public function __construct( string $version ) {
		$this->version = $version;
	}

	/**
	 * @param list<array{Download, ImageUrl, string}> $wanted The string is the IP address to connect to: the host's name is not looked up again.
	 * @param int                                     $parallel How many at once.
	 * @param float                                   $stop   Unix time after which no download begins.
	 */
	public function fetch( array $wanted, int $parallel, float $stop ): void {
		if ( [] === $wanted ) {
			return;
		}
		Transfers::run(
			function () use ( &$wanted, $stop ): ?CurlTransfer {
				while ( [] !== $wanted ) {
					list( $download, $url, $ip ) = array_shift( $wanted );
					if ( microtime( true ) > $stop ) {
						$download->fail( Downloader::tooSlow() );
						continue;
					}
					$transfer = new CurlTransfer( $download );
					if ( $transfer->open( $url, $ip, $this->version ) ) {
						return $transfer;
					}
				}
				return null;
			},
			$parallel
		);
	}
}
