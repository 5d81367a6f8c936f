<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

// phpcs:disable WordPress.WP.AlternativeFunctions -- WordPress' HTTP API sends one request after another.

/** Several transfers at once. WordPress' own request_multiple() keeps a core busy while it waits; this sleeps in curl_multi_select(). */
final class Transfers {

	/** Some hosts forbid single functions. */
	public static function arePossible(): bool {
		return function_exists( 'curl_multi_init' ) && function_exists( 'curl_multi_exec' ) && function_exists( 'curl_multi_select' );
	}

	/**
	 * @param callable(): (Transfer|null) $next     Opens one more; null = there are no more.
	 * @param int                         $parallel How many at once.
	 */
	public static function run( callable $next, int $parallel ): void {
		$multi  = curl_multi_init();
		$active = [];
		$opened = null;
		do {
			while ( count( $active ) < $parallel && null !== ( $opened = $next() ) ) {
				curl_multi_add_handle( $multi, $opened->handle() );
				$active[] = $opened;
			}
			do {
				$state = curl_multi_exec( $multi, $running );
			} while ( CURLM_CALL_MULTI_PERFORM === $state );
			$done = self::close( $multi, $active );
			if ( CURLM_OK !== $state ) {
				self::abandon( $multi, $active );
				$active = [];
			} elseif ( ! $done && [] !== $active && -1 === curl_multi_select( $multi, 1.0 ) ) {
				// Nothing to wait on yet, as while a name is looked up.
				usleep( 2000 );
			}
		} while ( null !== $opened || [] !== $active );
		curl_multi_close( $multi );
	}

	/**
	 * Those that have ended.
	 *
	 * @param resource             $multi  Since PHP 8 an object.
	 * @param array<int, Transfer> $active
	 */
	private static function close( $multi, array &$active ): bool {
		$done = false;
		while ( false !== ( $message = curl_multi_info_read( $multi ) ) ) {
			foreach ( $active as $at => $transfer ) {
				if ( $transfer->handle() === $message['handle'] ) {
					curl_multi_remove_handle( $multi, $transfer->handle() );
					$transfer->close( (int) $message['result'] );
					unset( $active[ $at ] );
					$done = true;
				}
			}
		}
		return $done;
	}

	/**
	 * @param resource             $multi  Since PHP 8 an object.
	 * @param array<int, Transfer> $active
	 */
	private static function abandon( $multi, array $active ): void {
		foreach ( $active as $transfer ) {
			curl_multi_remove_handle( $multi, $transfer->handle() );
			$transfer->close( CURLE_FAILED_INIT );
		}
	}
}
