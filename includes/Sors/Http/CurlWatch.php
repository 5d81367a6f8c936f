<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/**
 * Finds out whether one request of ours has left. WordPress does not say: for a failure it only gives a sentence.
 *
 * While it is attached it keeps the cURL handle of our request, and reads its figures right after the request has run
 * (before PHP 8 the handle is closed soon after). Where WordPress does not use cURL, it learns nothing.
 */
final class CurlWatch {

	/** Argument that tells our request from others that run meanwhile. */
	public const ARGUMENT = 'sors_api_request';

	/** cURL's own numbers, since not every version of PHP has all the constants. */
	private const REASONS = [
		5  => TransportFailed::NO_ADDRESS,
		6  => TransportFailed::NO_ADDRESS,
		7  => TransportFailed::NO_CONNECT,
		18 => TransportFailed::CUT,
		28 => TransportFailed::TIMEOUT,
		35 => TransportFailed::TLS,
		51 => TransportFailed::TLS,
		52 => TransportFailed::CUT,
		55 => TransportFailed::CUT,
		56 => TransportFailed::CUT,
		58 => TransportFailed::TLS,
		59 => TransportFailed::TLS,
		60 => TransportFailed::TLS,
		61 => TransportFailed::CUT,
		77 => TransportFailed::TLS,
		80 => TransportFailed::TLS,
		83 => TransportFailed::TLS,
		90 => TransportFailed::TLS,
		91 => TransportFailed::TLS,
	];

	private bool $isWrite;
	private string $token;

	/** @var resource|null Since PHP 8 an object. */
	private $handle = null;
	private ?int $error = null;
	private int $bytesSent = 0;

	public function __construct( bool $isWrite, string $token ) {
		$this->isWrite = $isWrite;
		$this->token   = $token;
	}

	public function attach(): void {
		add_filter( 'http_request_args', [ $this, 'holdArguments' ], PHP_INT_MAX );
		add_action( 'http_api_curl', [ $this, 'started' ], PHP_INT_MAX, 2 );
		add_action( 'requests-curl.after_send', [ $this, 'finished' ], PHP_INT_MIN, 0 );
	}

	public function detach(): void {
		remove_filter( 'http_request_args', [ $this, 'holdArguments' ], PHP_INT_MAX );
		remove_action( 'http_api_curl', [ $this, 'started' ], PHP_INT_MAX );
		remove_action( 'requests-curl.after_send', [ $this, 'finished' ], PHP_INT_MIN );
		$this->handle = null;
	}

	/**
	 * Another plugin's filter for all requests must not make ours follow a redirect, with the key, or run unchecked.
	 *
	 * @param mixed $arguments
	 *
	 * @return mixed
	 */
	public function holdArguments( $arguments ) {
		if ( $this->isOurs( $arguments ) && is_array( $arguments ) ) {
			$arguments['redirection'] = 0;
			$arguments['sslverify']   = true;
			$arguments['blocking']    = true;
		}
		return $arguments;
	}

	/**
	 * @param resource $handle    Since PHP 8 an object.
	 * @param mixed    $arguments
	 */
	public function started( $handle, $arguments ): void {
		if ( ! $this->isOurs( $arguments ) ) {
			return;
		}
		$this->handle = $handle;
		if ( $this->isWrite ) {
			// WordPress sends a request a second time when the response could not be unpacked: a second document. Without
			// an encoding cURL unpacks nothing, and WordPress does it itself, later.
			// @phpstan-ignore argument.type (PHP takes null here, and means by it: no decoding.)
			curl_setopt( $handle, CURLOPT_ENCODING, null );
		}
	}

	public function finished(): void {
		// A closed handle (a resource before PHP 8) has no figures any more.
		if ( is_resource( $this->handle ) || is_object( $this->handle ) ) {
			$this->error     = curl_errno( $this->handle );
			$this->bytesSent = (int) curl_getinfo( $this->handle, CURLINFO_REQUEST_SIZE );
		}
	}

	/**
	 * What is known about a failure. Without figures, the request counts as sent.
	 *
	 * @param string $detail For technicians.
	 */
	public function failure( string $detail ): TransportFailed {
		if ( null === $this->error ) {
			return new TransportFailed( TransportFailed::UNKNOWN, true, $detail );
		}
		return new TransportFailed( self::REASONS[ $this->error ] ?? TransportFailed::UNKNOWN, $this->bytesSent > 0, $detail );
	}

	/**
	 * @param mixed $arguments
	 */
	private function isOurs( $arguments ): bool {
		return is_array( $arguments ) && ( $arguments[ self::ARGUMENT ] ?? null ) === $this->token;
	}
}
