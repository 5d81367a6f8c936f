<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** Every request of WordPress' HTTP API waits for the controller, which may let it hang. */
final class Requests {

	private Worker $worker;

	/** Where a request that hangs goes to instead: it is cut there, and counts as one that nobody answered in time. */
	private static string $silence = '';

	private bool $throws = false;

	public function __construct( Worker $worker ) {
		$this->worker = $worker;
	}

	public function watch(): void {
		add_filter( 'pre_http_request', [ $this, 'decide' ], PHP_INT_MAX, 3 );
		add_action( 'http_api_curl', [ $this, 'prepare' ], 10, 1 );
		add_filter( 'http_response', [ $this, 'answered' ] );
	}

	public function decide( $answer, array $arguments, string $url ) {
		self::$silence = '';
		if ( false !== $answer || 0 !== strpos( $url, (string) constant( 'SORS_API_URL' ) ) ) {
			return false === $answer ? new \WP_Error( 'http_request_not_executed', 'The simulation knows SORS alone.' ) : $answer;
		}
		$decision = $this->worker->beforeRequest(
			[
				'method'  => (string) $arguments['method'],
				'url'     => $url,
				'headers' => (object) $arguments['headers'],
				'body'    => is_string( $arguments['body'] ) ? $arguments['body'] : null,
				'timeout' => (float) $arguments['timeout'],
			]
		);
		self::$silence = (string) ( $decision['silence'] ?? '' );
		$this->throws  = 'after' === ( $decision['throws'] ?? '' );
		if ( 'before' === ( $decision['throws'] ?? '' ) ) {
			throw new \Error( 'A filter of “pre_http_request” broke.' );
		}
		return $answer;
	}

	public function answered( $response ) {
		if ( $this->throws ) {
			$this->throws = false;
			throw new \Error( 'A filter of “http_response” broke.' );
		}
		return $response;
	}

	public static function isSilent(): bool {
		return '' !== self::$silence;
	}

	/** @param \CurlHandle $handle */
	public function prepare( $handle ): void {
		if ( '' !== self::$silence ) {
			curl_setopt( $handle, CURLOPT_URL, self::$silence );
		}
	}
}
