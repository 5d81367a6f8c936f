<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

defined( 'ABSPATH' ) || exit;

/** Sends through WordPress' HTTP API, so that the site's proxy and certificates apply. */
final class WordPressTransport implements Transport {

	/** Unpacked. Enough for one product's pictures in base64; much more would fill the memory of a small site. */
	private const MAX_BYTES = 33554432;

	/** Packed bytes that are unpacked at once: they become a thousand times as many at most. */
	private const PIECE = 8192;

	private string $version;

	/** @var (\Closure( \Throwable ): void)|null */
	private ?\Closure $broken;

	/** @param (\Closure( \Throwable ): void)|null $broken Called when another plugin's hook broke. */
	public function __construct( string $version, ?\Closure $broken = null ) {
		$this->version = $version;
		$this->broken  = $broken;
	}

	public function send( Request $request ): Response {
		if ( ( new \WP_Http() )->block_request( $request->url ) ) {
			( new TransportFailed( TransportFailed::BLOCKED, false ) )->throw();
		}
		$token = bin2hex( random_bytes( 8 ) );
		$watch = new CurlWatch( $token, $this->userAgent(), $request->timeoutSeconds, self::MAX_BYTES );
		$watch->attach();
		try {
			$response = wp_remote_request( $request->url, $this->arguments( $request, $token ) );
		} catch ( \Throwable $error ) {
			if ( null !== $this->broken ) {
				( $this->broken )( $error );
			}
			// Another plugin's hook broke. Its stack would carry the key along, so only its words are kept.
			$watch->failure( get_class( $error ) . ': ' . $error->getMessage() )->throw();
		} finally {
			$watch->detach();
		}
		if ( is_wp_error( $response ) ) {
			$watch->failure( $response->get_error_message() )->throw();
		}
		$body = wp_remote_retrieve_body( $response );
		if ( strlen( $body ) >= self::MAX_BYTES ) {
			( new TransportFailed( TransportFailed::TOO_LARGE, true ) )->throw();
		}
		$body       = self::unpacked( $body, wp_remote_retrieve_header( $response, CurlWatch::PACKED ) );
		$retryAfter = wp_remote_retrieve_header( $response, 'retry-after' );
		return new Response( (int) wp_remote_retrieve_response_code( $response ), $body, is_string( $retryAfter ) ? $retryAfter : null );
	}

	/**
	 * @param string|array<string> $packing What the server says of it; '' = it is not packed.
	 *
	 * @throws TransportFailed When it is packed badly, or in a way that we did not ask for.
	 */
	private static function unpacked( string $body, $packing ): string {
		$packing = is_string( $packing ) ? strtolower( trim( $packing ) ) : '?';
		if ( '' === $body || in_array( $packing, [ '', 'identity' ], true ) ) {
			return $body;
		}
		$broken = new TransportFailed( TransportFailed::CUT, true, 'content-encoding: ' . $packing );
		$stream = in_array( $packing, [ 'gzip', 'x-gzip' ], true ) && self::unpacks() ? inflate_init( ZLIB_ENCODING_GZIP ) : false;
		if ( false === $stream ) {
			throw $broken;
		}
		$result = '';
		foreach ( str_split( $body, self::PIECE ) as $piece ) {
			// It warns of what is packed badly.
			$part = @inflate_add( $stream, $piece );
			if ( false === $part ) {
				throw $broken;
			}
			$result .= $part;
			if ( strlen( $result ) >= self::MAX_BYTES ) {
				( new TransportFailed( TransportFailed::TOO_LARGE, true ) )->throw();
			}
		}
		if ( ZLIB_STREAM_END !== inflate_get_status( $stream ) ) {
			throw $broken;
		}
		return $result;
	}

	private static function unpacks(): bool {
		return function_exists( 'inflate_init' );
	}

	private function userAgent(): string {
		return 'SORS-API-for-WooCommerce/' . $this->version;
	}

	/** @return array{method: string, headers: array<string, string>, body?: string, timeout: float, redirection: int, httpversion: string, sslverify: bool, reject_unsafe_urls: bool, limit_response_size: int, user-agent: string} */
	private function arguments( Request $request, string $token ): array {
		$arguments = [
			'method'              => $request->method,
			// A write asks for nothing packed: the less its response may be misread, the better.
			'headers'             => $request->headers() + [ 'Accept-Encoding' => self::unpacks() && ! $request->isWrite ? 'gzip' : 'identity' ],
			'timeout'             => (float) $request->timeoutSeconds,
			'redirection'         => 0,
			'httpversion'         => '1.1',
			'sslverify'           => true,
			'reject_unsafe_urls'  => false,
			'limit_response_size' => self::MAX_BYTES,
			'user-agent'          => $this->userAgent(),
			CurlWatch::ARGUMENT   => $token,
		];
		if ( null !== $request->body ) {
			$arguments['body'] = $request->body;
		}
		return $arguments;
	}
}
