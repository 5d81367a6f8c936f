<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

// phpcs:disable WordPress.WP.AlternativeFunctions -- wp_remote_get() brings one picture after another.

/** Several downloads at once. WordPress' own request_multiple() keeps a core busy while it waits; this sleeps in curl_multi_select(). */
final class CurlDownloads {

	private string $version;

	public function __construct( string $version ) {
		$this->version = $version;
	}

	public static function isAvailable(): bool {
		return function_exists( 'curl_multi_init' ) && function_exists( 'curl_multi_select' );
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
		$multi  = curl_multi_init();
		$active = [];
		while ( [] !== $wanted || [] !== $active ) {
			while ( [] !== $wanted && count( $active ) < $parallel ) {
				list( $download, $url, $ip ) = array_shift( $wanted );
				if ( microtime( true ) > $stop ) {
					$download->fail( Downloader::tooSlow() );
					continue;
				}
				$transfer = new CurlTransfer( $download );
				if ( $transfer->open( $url, $ip, $this->version ) ) {
					curl_multi_add_handle( $multi, $transfer->handle );
					$active[] = $transfer;
				}
			}
			do {
				$state = curl_multi_exec( $multi, $running );
			} while ( CURLM_CALL_MULTI_PERFORM === $state );
			$done = false;
			while ( false !== ( $message = curl_multi_info_read( $multi ) ) ) {
				foreach ( $active as $at => $transfer ) {
					if ( $transfer->handle === $message['handle'] ) {
						curl_multi_remove_handle( $multi, $transfer->handle );
						$transfer->close( (int) $message['result'] );
						unset( $active[ $at ] );
						$done = true;
					}
				}
			}
			if ( CURLM_OK !== $state ) {
				self::abandon( $multi, $active );
				$active = [];
			} elseif ( ! $done && [] !== $active && -1 === curl_multi_select( $multi, 1.0 ) ) {
				// Nothing to wait on yet, as while a name is looked up.
				usleep( 2000 );
			}
		}
		curl_multi_close( $multi );
	}

	/**
	 * @param resource                 $multi  Since PHP 8 an object.
	 * @param array<int, CurlTransfer> $active
	 */
	private static function abandon( $multi, array $active ): void {
		foreach ( $active as $transfer ) {
			curl_multi_remove_handle( $multi, $transfer->handle );
			$transfer->close( CURLE_FAILED_INIT );
		}
	}
}
