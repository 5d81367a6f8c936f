<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

defined( 'ABSPATH' ) || exit;

// phpcs:disable WordPress.WP.AlternativeFunctions -- WordPress' HTTP API sends one request after another.

/** One of several transfers that run at once in cURL. The server has to prove who it is, and sends nobody elsewhere. */
abstract class Transfer {

	/** @var resource Since PHP 8 an object. */
	protected $handle;

	/** @var array<string, string> By name in lower case. */
	protected array $headers = [];

	/** @return resource Since PHP 8 an object. */
	final public function handle() {
		return $this->handle;
	}

	/**
	 * @param resource $handle Since PHP 8 an object.
	 * @return int Bytes taken; any other number than came breaks the transfer off.
	 */
	abstract public function write( $handle, string $bytes ): int;

	/** @param int $result One of CURLE_*. */
	abstract public function close( int $result ): void;

	/**
	 * @param resource $handle Since PHP 8 an object.
	 * @return int Bytes taken.
	 */
	final public function take( $handle, string $line ): int {
		$parts = explode( ':', $line, 2 );
		if ( 0 === strpos( $line, 'HTTP/' ) ) {
			// One such as "100 Continue" may have come before.
			$this->headers = [];
		} elseif ( 2 === count( $parts ) ) {
			$name = strtolower( trim( $parts[0] ) );

			$this->headers[ $name ] = ( isset( $this->headers[ $name ] ) ? $this->headers[ $name ] . ',' : '' ) . trim( $parts[1] );
		}
		return strlen( $line );
	}

	/**
	 * @param non-empty-string $certificates File with those to check by.
	 * @param non-empty-string $userAgent
	 * @return array<int, mixed> Of cURL.
	 */
	final protected function options( string $certificates, string $userAgent ): array {
		return [
			CURLOPT_PROTOCOLS      => CURLPROTO_HTTP | CURLPROTO_HTTPS,
			CURLOPT_FOLLOWLOCATION => false,
			CURLOPT_SSL_VERIFYPEER => true,
			CURLOPT_SSL_VERIFYHOST => 2,
			CURLOPT_CAINFO         => $certificates,
			CURLOPT_USERAGENT      => $userAgent,
			CURLOPT_HEADERFUNCTION => [ $this, 'take' ],
			CURLOPT_WRITEFUNCTION  => [ $this, 'write' ],
		];
	}
}
