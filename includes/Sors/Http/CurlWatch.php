<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

// phpcs:disable WordPress.WP.AlternativeFunctions -- The request is WordPress' own; what has left of it only its cURL handle knows.

/**
 * Stands by one request of ours.
 *
 * It finds out whether the request has left. WordPress does not say: for a failure it only gives a sentence. So it keeps
 * the cURL handle of our request, and reads its figures right after the request has run (before PHP 8 the handle is closed
 * soon after). Where WordPress does not use cURL, it learns nothing.
 *
 * And it holds what other plugins' hooks for all requests must not change in ours, each time after them: the arguments,
 * then the options that WordPress makes of them and filters again (https_ssl_verify), then the cURL handle.
 */
final class CurlWatch {

	/** Argument that tells our request from others that run meanwhile. */
	public const ARGUMENT = 'sors_api_request';

	/** Header that says how the response is packed. */
	public const PACKED = 'x-sors-packed';

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

	private string $token;
	private string $url;
	private string $userAgent;
	private int $seconds;
	private int $maxBytes;

	/** File with the certificates to check by. */
	private string $certificates;

	/** @var resource|null Since PHP 8 an object. */
	private $handle        = null;
	private ?int $error    = null;
	private int $bytesSent = 0;

	/**
	 * @param string $token     Value of ARGUMENT.
	 * @param string $url       Tells our request from others where its arguments cannot be seen: another plugin may change the user agent.
	 */
	public function __construct( string $token, string $url, string $userAgent, int $seconds, int $maxBytes ) {
		$this->token     = $token;
		$this->url       = $url;
		$this->userAgent = $userAgent;
		$this->seconds   = $seconds;
		$this->maxBytes  = $maxBytes;

		$this->certificates = Certificates::file();
	}

	public function attach(): void {
		add_filter( 'http_request_args', [ $this, 'holdArguments' ], PHP_INT_MAX );
		add_action( 'requests-requests.before_request', [ $this, 'holdOptions' ], PHP_INT_MAX, 5 );
		add_action( 'http_api_curl', [ $this, 'started' ], PHP_INT_MAX, 2 );
		add_action( 'requests-curl.before_send', [ $this, 'holdHandle' ], PHP_INT_MAX, 0 );
		add_action( 'requests-curl.after_send', [ $this, 'finished' ], PHP_INT_MIN, 0 );
		add_action( 'requests-requests.before_parse', [ $this, 'leavePacked' ], PHP_INT_MAX, 6 );
	}

	public function detach(): void {
		remove_filter( 'http_request_args', [ $this, 'holdArguments' ], PHP_INT_MAX );
		remove_action( 'requests-requests.before_request', [ $this, 'holdOptions' ], PHP_INT_MAX );
		remove_action( 'http_api_curl', [ $this, 'started' ], PHP_INT_MAX );
		remove_action( 'requests-curl.before_send', [ $this, 'holdHandle' ], PHP_INT_MAX );
		remove_action( 'requests-curl.after_send', [ $this, 'finished' ], PHP_INT_MIN );
		remove_action( 'requests-requests.before_parse', [ $this, 'leavePacked' ], PHP_INT_MAX );
		$this->handle = null;
	}

	/**
	 * Another plugin's filter for all requests must not make ours follow a redirect, with the key, run unchecked, or take
	 * longer than the caller's lease.
	 *
	 * @param mixed $arguments
	 * @return mixed
	 */
	public function holdArguments( $arguments ) {
		if ( $this->isOurs( $arguments ) && is_array( $arguments ) ) {
			$limit        = $arguments['limit_response_size'] ?? 0;
			$certificates = $arguments['sslcertificates'] ?? '';

			$arguments['redirection']         = 0;
			$arguments['sslverify']           = true;
			$arguments['blocking']            = true;
			$arguments['timeout']             = (float) $this->seconds;
			$arguments['user-agent']          = $this->userAgent;
			$arguments['limit_response_size'] = is_int( $limit ) && $limit > 0 ? min( $limit, $this->maxBytes ) : $this->maxBytes;
			if ( is_string( $certificates ) && '' !== $certificates ) {
				$this->certificates = $certificates;
			}
		}
		return $arguments;
	}

	/**
	 * @param mixed $url
	 * @param mixed $headers
	 * @param mixed $data
	 * @param mixed $type
	 * @param mixed $options
	 */
	public function holdOptions( $url, $headers, $data, $type, &$options ): void {
		if ( ! $this->areOurs( $url, $options ) || ! is_array( $options ) ) {
			return;
		}
		$verify = $options['verify'] ?? null;

		$options['verify']           = true === $verify || ( is_string( $verify ) && '' !== $verify ) ? $verify : $this->certificates;
		$options['verifyname']       = true;
		$options['follow_redirects'] = false;
	}

	/**
	 * @param resource $handle    Since PHP 8 an object.
	 * @param mixed    $arguments
	 */
	public function started( $handle, $arguments ): void {
		if ( $this->isOurs( $arguments ) ) {
			$this->handle = $handle;
		}
	}

	public function holdHandle(): void {
		if ( null === $this->handle || null !== $this->error ) {
			return;
		}
		curl_setopt( $this->handle, CURLOPT_SSL_VERIFYPEER, true );
		curl_setopt( $this->handle, CURLOPT_SSL_VERIFYHOST, 2 );
		curl_setopt( $this->handle, CURLOPT_FOLLOWLOCATION, false );
		curl_setopt( $this->handle, CURLOPT_TIMEOUT_MS, $this->seconds * 1000 );
		// WordPress sends a request a second time when cURL could not unpack the response: a second document. And what cURL
		// unpacks may be of any size.
		// @phpstan-ignore argument.type (PHP takes null here, and means by it: no decoding.)
		curl_setopt( $this->handle, CURLOPT_ENCODING, null );
	}

	/**
	 * WordPress would unpack the response, however large it becomes: it is kept from seeing that it is packed.
	 *
	 * @param mixed $response Headers and body.
	 * @param mixed $url
	 * @param mixed $headers
	 * @param mixed $data
	 * @param mixed $type
	 * @param mixed $options
	 */
	public function leavePacked( &$response, $url, $headers, $data, $type, $options ): void {
		if ( ! is_string( $response ) || ! $this->areOurs( $url, $options ) ) {
			return;
		}
		$end = strpos( $response, "\r\n\r\n" );
		if ( false !== $end ) {
			$response = preg_replace( '/^content-encoding:/mi', self::PACKED . ':', substr( $response, 0, $end ) ) . substr( $response, $end );
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

	/** @param mixed $arguments */
	private function isOurs( $arguments ): bool {
		return is_array( $arguments ) && ( $arguments[ self::ARGUMENT ] ?? null ) === $this->token;
	}

	/**
	 * @param mixed $url
	 * @param mixed $options
	 */
	private function areOurs( $url, $options ): bool {
		return $url === $this->url || ( is_array( $options ) && ( $options['useragent'] ?? null ) === $this->userAgent );
	}
}
