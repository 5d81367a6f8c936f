<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/**
 * Brings several reads at once, and keeps each response until its read is sent, which takes it instead.
 *
 * What did not come is forgotten, whatever went wrong: it is sent again like any other, and that says what is wrong. After
 * that, or where the server asked for a pause, reads are sent one after another for a while.
 */
final class ReadsAhead {

	/** Reads at once. */
	public const PARALLEL = 10;

	/** Seconds that a response may wait to be taken. */
	private const KEPT = 10;

	/** Seconds without reads ahead after one that went wrong. */
	private const REST = 60;

	/** WordPress' hooks by which others see or change requests. */
	private const HOOKS = [ 'pre_http_request', 'http_request_args', 'http_api_transports', 'https_ssl_verify', 'http_api_curl', 'http_api_debug', 'http_response' ];

	/** Of those that WordPress hands on from the library that it sends with, such as requests-curl.before_send. */
	private const HOOKS_PREFIX = 'requests-';

	/** WooCommerce's own: for PayPal's servers, and for WordPress.com's developers. */
	private const HARMLESS = [ 'WC_HTTPS::http_api_curl', 'Automattic\Jetpack\Connection\Server_Sandbox::server_sandbox' ];

	/** @var non-empty-string */
	private string $userAgent;
	private int $maxBytes;

	/** @var array<string, CurlRead> By name(). */
	private array $waiting = [];

	/** Microtime. */
	private float $keptUntil = 0.0;
	private float $restUntil = 0.0;

	/**
	 * @param non-empty-string $userAgent
	 * @param int              $maxBytes  Of all responses together, as they come.
	 */
	public function __construct( string $userAgent, int $maxBytes ) {
		$this->userAgent = $userAgent;
		$this->maxBytes  = $maxBytes;
	}

	/** @param list<Request> $requests No more than PARALLEL are brought, and no writes. What still waits of earlier ones is forgotten. */
	public function bring( array $requests ): void {
		$this->waiting = [];
		$wanted        = [];
		foreach ( array_slice( $requests, 0, self::PARALLEL ) as $request ) {
			if ( ! $request->isWrite && self::mayBring( $request->url ) ) {
				$wanted[ self::name( $request ) ] = $request;
			}
		}
		if ( count( $wanted ) < 2 || microtime( true ) < $this->restUntil || ! Transfers::arePossible() || self::areWatched() ) {
			return;
		}
		$reads = $this->run( $wanted );
		foreach ( $reads as $name => $read ) {
			if ( $read->isWhole ) {
				$this->waiting[ $name ] = $read;
			}
			if ( ! $read->isWhole || 429 === $read->status || $read->status >= 500 ) {
				$this->restUntil = microtime( true ) + self::REST;
			}
		}
		$this->keptUntil = microtime( true ) + self::KEPT;
	}

	/** The response to the very same request, once; null = none waits. */
	public function take( Request $request ): ?CurlRead {
		if ( [] === $this->waiting || $request->isWrite ) {
			return null;
		}
		if ( microtime( true ) >= $this->keptUntil ) {
			$this->waiting = [];
		}
		$name = self::name( $request );
		$read = $this->waiting[ $name ] ?? null;
		unset( $this->waiting[ $name ] );
		return $read;
	}

	/**
	 * @param array<string, Request> $wanted
	 * @return array<string, CurlRead>
	 */
	private function run( array $wanted ): array {
		$reads = [];
		Transfers::run(
			function () use ( &$wanted, &$reads ): ?CurlRead {
				while ( [] !== $wanted ) {
					$name    = (string) array_key_first( $wanted );
					$request = array_shift( $wanted );
					$read    = new CurlRead( intdiv( $this->maxBytes, self::PARALLEL ), Certificates::file() );
					if ( $read->open( $request, $this->userAgent ) ) {
						$reads[ $name ] = $read;
						return $read;
					}
				}
				return null;
			},
			self::PARALLEL
		);
		return $reads;
	}

	/** WordPress knows the site's proxy, and whether the site asks others at all. */
	private static function mayBring( string $url ): bool {
		$proxy = new \WP_HTTP_Proxy();
		return ! ( new \WP_Http() )->block_request( $url ) && ! ( $proxy->is_enabled() && $proxy->send_through_proxy( $url ) );
	}

	/** Tells one request from any other, and does not tell the key. */
	private static function name( Request $request ): string {
		$parts = [ $request->method, $request->url, (string) $request->body ];
		foreach ( $request->headers() as $header => $value ) {
			array_push( $parts, $header, $value );
		}
		return hash( 'sha256', implode( '', array_map( static fn( string $part ): string => hash( 'sha256', $part ), $parts ) ) );
	}

	/** Whether others on this site see or change requests. */
	private static function areWatched(): bool {
		global $wp_filter;
		foreach ( $wp_filter as $name => $hook ) {
			if ( ( in_array( $name, self::HOOKS, true ) || 0 === strpos( (string) $name, self::HOOKS_PREFIX ) ) && self::isWatched( $hook ) ) {
				return true;
			}
		}
		return false;
	}

	private static function isWatched( \WP_Hook $hook ): bool {
		foreach ( $hook->callbacks as $callbacks ) {
			foreach ( $callbacks as $callback ) {
				if ( ! in_array( self::callback( $callback['function'] ), self::HARMLESS, true ) || defined( 'JETPACK__SANDBOX_DOMAIN' ) ) {
					return true;
				}
			}
		}
		return false;
	}

	/** @param mixed $function */
	private static function callback( $function ): string {
		list( $class, $method ) = is_array( $function ) && isset( $function[0], $function[1] ) ? $function : [ null, null ];
		$class                  = is_object( $class ) ? get_class( $class ) : $class;
		return is_string( $class ) && is_string( $method ) ? $class . '::' . $method : '';
	}
}
