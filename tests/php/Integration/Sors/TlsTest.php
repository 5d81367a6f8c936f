<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sors;

use SorsApi\Sors\Http\Request;
use SorsApi\Sors\Http\TransportFailed;
use SorsApi\Sors\Http\WordPressTransport;
use SorsApi\Tests\Site\SelfSignedServer;
use SorsApi\Tests\StoreTestCase;
use WpOrg\Requests\Requests;

'cli' === PHP_SAPI || exit;

/** Whatever other plugins do to all requests of the site, the key goes to no server that cannot prove who it is. */
final class TlsTest extends StoreTestCase {

	private SelfSignedServer $server;

	/** Debian's WordPress trusts the system's certificates, another one those that it brings. */
	private string $trusted;

	protected function setUp(): void {
		parent::setUp();
		$this->server  = new SelfSignedServer();
		$this->trusted = Requests::get_certificate_path();
	}

	protected function tearDown(): void {
		$this->server->stop();
		Requests::set_certificate_path( $this->trusted );
		parent::tearDown();
	}

	public function testNothingIsBroughtAheadFromAServerThatCannotProveWhoItIs(): void {
		( new WordPressTransport( 'test' ) )->ahead( $this->reads( $this->server ) );
		$this->assertSame( '', $this->server->seen() );
	}

	/**
	 * @dataProvider snippets
	 *
	 * @param list<string>|string $hooks
	 */
	public function testTheCertificateIsCheckedAllTheSame( $hooks, callable $snippet, bool $withCurl = true ): void {
		$hooks   = (array) $hooks;
		$without = static fn( $url, $headers, $data, $type, &$options ) => $options['transport'] = \WpOrg\Requests\Transport\Fsockopen::class;
		if ( ! $withCurl ) {
			add_action( 'requests-requests.before_request', $without, 10, 5 );
		}
		foreach ( $hooks as $hook ) {
			add_filter( $hook, $snippet, PHP_INT_MAX, 5 );
		}
		try {
			foreach ( [ false, true ] as $isWrite ) {
				$failure = $this->failure( $isWrite );
				$this->assertSame( '', $this->server->seen() );
				if ( $withCurl ) {
					$this->assertSame( [ TransportFailed::TLS, false ], [ $failure->reason, $failure->maybeSent ], $failure->getMessage() );
				}
			}
			wp_remote_get( $this->server->url . '/other', [ 'headers' => [ 'X-Other' => 'plugin' ] ] );
			$this->assertStringContainsString( 'X-Other: plugin', $this->server->seen(), 'The snippet does what it is for: others reach the server.' );
		} finally {
			foreach ( $hooks as $hook ) {
				remove_filter( $hook, $snippet, PHP_INT_MAX );
			}
			remove_action( 'requests-requests.before_request', $without, 10 );
		}
	}

	public function snippets(): array {
		$options   = static function ( $url, $headers, $data, $type, &$options ): void {
			$options['verify']     = false;
			$options['verifyname'] = false;
		};
		$handle    = static function ( $handle ): void {
			curl_setopt( $handle, CURLOPT_SSL_VERIFYPEER, false );
			curl_setopt( $handle, CURLOPT_SSL_VERIFYHOST, 0 );
		};
		$agent     = static function ( $url, $headers, $data, $type, &$options ): void {
			$options['useragent'] = 'Mozilla/5.0';
			$options['verify']    = false;
		};
		$arguments = static fn( array $arguments ): array => [ 'sslverify' => false ] + $arguments;
		return [
			'the usual snippet'               => [ [ 'https_ssl_verify', 'https_local_ssl_verify' ], '__return_false' ],
			'the usual snippet, without cURL' => [ [ 'https_ssl_verify', 'https_local_ssl_verify' ], '__return_false', false ],
			'the arguments'                   => [ 'http_request_args', $arguments ],
			'the options'                     => [ 'requests-requests.before_request', $options ],
			'the options, without cURL'       => [ 'requests-requests.before_request', $options, false ],
			'the options and the user agent'  => [ 'requests-requests.before_request', $agent, false ],
			'the handle'                      => [ 'http_api_curl', $handle ],
			'the handle, at last'             => [ 'requests-curl.before_send', $handle ],
		];
	}

	public function testACertificateOfAnotherNameIsNotTakenThoughItIsTrusted(): void {
		foreach ( [ 'other.test' => false, '127.0.0.1' => true ] as $name => $isReached ) {
			$server = new SelfSignedServer( $name );
			$trust  = static fn( array $arguments ): array => [ 'sslcertificates' => $server->certificate() ] + $arguments;
			Requests::set_certificate_path( $server->certificate() );
			add_filter( 'http_request_args', $trust );
			add_action( 'requests-requests.before_request', [ self::class, 'takeAnyName' ], PHP_INT_MAX, 5 );
			add_action( 'http_api_curl', [ self::class, 'takeAnyNameInCurl' ], PHP_INT_MAX );
			$code = '';
			try {
				( new WordPressTransport( 'test' ) )->send( new Request( 'GET', $server->url . '/x', [ 'Authorization' => 'ApiKey secret' ], null, 5, false ) );
			} catch ( TransportFailed $failure ) {
				$code = $failure->reason;
			}
			remove_filter( 'http_request_args', $trust );
			remove_action( 'requests-requests.before_request', [ self::class, 'takeAnyName' ], PHP_INT_MAX );
			remove_action( 'http_api_curl', [ self::class, 'takeAnyNameInCurl' ], PHP_INT_MAX );
			$this->assertSame( [ $isReached ? '' : TransportFailed::TLS, $isReached ], [ $code, '' !== $server->seen() ], $name );
			( new WordPressTransport( 'test' ) )->ahead( $this->reads( $server ) );
			$this->assertSame( $isReached, false !== strpos( $server->seen(), 'GET /a' ), "Ahead: $name" );
			$server->stop();
		}
	}

	/**
	 * @param mixed $url
	 * @param mixed $headers
	 * @param mixed $data
	 * @param mixed $type
	 * @param mixed $options
	 */
	public static function takeAnyName( $url, $headers, $data, $type, &$options ): void {
		$options['verifyname'] = false;
	}

	/** @param resource $handle Since PHP 8 an object. */
	public static function takeAnyNameInCurl( $handle ): void {
		curl_setopt( $handle, CURLOPT_SSL_VERIFYHOST, 0 );
	}

	/** @return list<Request> */
	private function reads( SelfSignedServer $server ): array {
		return array_map( static fn( string $name ): Request => new Request( 'GET', $server->url . '/' . $name, [ 'Authorization' => 'ApiKey secret' ], null, 5, false ), [ 'a', 'b' ] );
	}

	private function failure( bool $isWrite ): TransportFailed {
		try {
			( new WordPressTransport( 'test' ) )->send( new Request( $isWrite ? 'POST' : 'GET', $this->server->url . '/x', [ 'Authorization' => 'ApiKey secret' ], $isWrite ? '{"name":"Ana"}' : null, 5, $isWrite ) );
		} catch ( TransportFailed $failure ) {
			return $failure;
		}
		self::fail( 'Something answered: ' . $this->server->seen() );
	}
}
