<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

defined( 'ABSPATH' ) || exit;

/** Sends through WordPress' HTTP API, so that the site's proxy and certificates apply. */
final class WordPressTransport implements Transport {

	/** Unpacked. Enough for one product's pictures in base64; much more would fill the memory of a small site. */
	private const MAX_BYTES = 33554432;

	private string $version;
	private ReadsAhead $reads;

	/** @var (\Closure( \Throwable ): void)|null */
	private ?\Closure $broken;

	/** @param (\Closure( \Throwable ): void)|null $broken Called when another plugin's hook broke. */
	public function __construct( string $version, ?\Closure $broken = null ) {
		$this->version = $version;
		$this->broken  = $broken;
		$this->reads   = new ReadsAhead( $this->userAgent(), self::MAX_BYTES );
	}

	public function send( Request $request ): Response {
		if ( ( new \WP_Http() )->block_request( $request->url ) ) {
			( new TransportFailed( TransportFailed::BLOCKED, false ) )->throw();
		}
		$brought = $this->reads->take( $request );
		if ( null !== $brought ) {
			return self::response( $brought->status, $brought->body, $brought->header( 'content-encoding' ), $brought->header( 'retry-after' ) );
		}
		$token = bin2hex( random_bytes( 8 ) );
		$watch = new CurlWatch( $token, $request->url, $this->userAgent(), $request->timeoutSeconds, self::MAX_BYTES );
		$watch->attach();
		try {
			$response = wp_remote_request( $request->url, $this->arguments( $request, $token ) );
		} catch ( \Throwable $error ) {
			$this->tell( $error );
			// Another plugin's hook broke. Its stack would carry the key along, so only its words are kept.
			$watch->failure( get_class( $error ) . ': ' . $error->getMessage() )->throw();
		} finally {
			$watch->detach();
		}
		if ( is_wp_error( $response ) ) {
			$watch->failure( $response->get_error_message() )->throw();
		}
		return self::response(
			(int) wp_remote_retrieve_response_code( $response ),
			wp_remote_retrieve_body( $response ),
			wp_remote_retrieve_header( $response, CurlWatch::PACKED ),
			wp_remote_retrieve_header( $response, 'retry-after' )
		);
	}

	public function ahead( array $reads ): void {
		try {
			$this->reads->bring( $reads );
		} catch ( \Throwable $error ) {
			$this->tell( $error );
		}
	}

	/**
	 * @param string|array<string> $packing    What the server says of the body; '' = it is not packed.
	 * @param string|array<string> $retryAfter
	 */
	private static function response( int $status, string $body, $packing, $retryAfter ): Response {
		if ( strlen( $body ) >= self::MAX_BYTES ) {
			( new TransportFailed( TransportFailed::TOO_LARGE, true ) )->throw();
		}
		return new Response( $status, Unpacking::of( $body, $packing, self::MAX_BYTES ), is_string( $retryAfter ) ? $retryAfter : null );
	}

	/** Of what broke in another plugin's hook. */
	private function tell( \Throwable $error ): void {
		if ( null !== $this->broken ) {
			( $this->broken )( $error );
		}
	}

	/** @return non-empty-string */
	private function userAgent(): string {
		return 'SORS-API-for-WooCommerce/' . $this->version;
	}

	/** @return array{method: string, headers: array<string, string>, body?: string, timeout: float, redirection: int, httpversion: string, sslverify: bool, reject_unsafe_urls: bool, limit_response_size: int, user-agent: string} */
	private function arguments( Request $request, string $token ): array {
		$arguments = [
			'method'              => $request->method,
			'headers'             => $request->headers() + [ 'Accept-Encoding' => Unpacking::accepted( $request->isWrite ) ],
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
