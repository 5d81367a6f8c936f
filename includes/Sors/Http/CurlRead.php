<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

defined( 'ABSPATH' ) || exit;

// phpcs:disable WordPress.WP.AlternativeFunctions -- WordPress' HTTP API sends one request after another.

/** A read on its way in cURL, and then what came. It holds all that WordPress and CurlWatch hold of a request. */
final class CurlRead extends Transfer {

	/** Seconds, as WordPress has it. */
	private const CONNECT_TIMEOUT = 10;

	public int $status  = 0;
	public string $body = '';

	/** Whether a whole response came. */
	public bool $isWhole = false;

	private int $maxBytes;

	/** @var non-empty-string File with the certificates to check by. */
	private string $certificates;

	/** @param non-empty-string $certificates */
	public function __construct( int $maxBytes, string $certificates ) {
		$this->maxBytes     = $maxBytes;
		$this->certificates = $certificates;
	}

	/** @param non-empty-string $userAgent */
	public function open( Request $request, string $userAgent ): bool {
		$handle = curl_init( $request->url );
		if ( false === $handle ) {
			return false;
		}
		$this->handle = $handle;
		$options      = [
			CURLOPT_CUSTOMREQUEST  => '' === $request->method ? null : $request->method,
			CURLOPT_HTTP_VERSION   => CURL_HTTP_VERSION_1_1,
			CURLOPT_CONNECTTIMEOUT => self::CONNECT_TIMEOUT,
			CURLOPT_TIMEOUT_MS     => $request->timeoutSeconds * 1000,
			CURLOPT_HTTPHEADER     => self::lines( $request->headers() + [ 'Accept-Encoding' => Unpacking::accepted( false ) ] ),
		] + $this->options( $this->certificates, $userAgent );
		if ( null !== $request->body ) {
			$options[ CURLOPT_POSTFIELDS ] = $request->body;
		}
		return curl_setopt_array( $handle, $options );
	}

	/** @param resource $handle Since PHP 8 an object. */
	public function write( $handle, string $bytes ): int {
		if ( strlen( $this->body ) + strlen( $bytes ) >= $this->maxBytes ) {
			$this->body = '';
			return 0;
		}
		$this->body .= $bytes;
		return strlen( $bytes );
	}

	/** @param int $result One of CURLE_*. */
	public function close( int $result ): void {
		$this->status  = (int) curl_getinfo( $this->handle, CURLINFO_RESPONSE_CODE );
		$this->isWhole = CURLE_OK === $result && $this->status > 0;
		// It has the key, and holds this object as this object holds it.
		unset( $this->handle );
	}

	/** '' = the response has none. */
	public function header( string $name ): string {
		return $this->headers[ $name ] ?? '';
	}

	/**
	 * @param array<string, string> $headers
	 * @return list<string>
	 */
	private static function lines( array $headers ): array {
		$lines = [ 'Expect:' ];
		foreach ( $headers as $name => $value ) {
			$lines[] = $name . ': ' . $value;
		}
		return $lines;
	}
}
