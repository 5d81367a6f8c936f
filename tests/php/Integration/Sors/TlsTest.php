<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sors;

use SorsApi\Sors\Http\Request;
use SorsApi\Sors\Http\TransportFailed;
use SorsApi\Sors\Http\WordPressTransport;
use SorsApi\Tests\Site\SelfSignedServer;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Whatever other plugins do to all requests of the site, the key goes to no server that cannot prove who it is. */
final class TlsTest extends StoreTestCase {

	private SelfSignedServer $server;

	protected function setUp(): void {
		parent::setUp();
		$this->server = new SelfSignedServer();
	}

	protected function tearDown(): void {
		$this->server->stop();
		parent::tearDown();
	}

	public function testNothingIsBroughtAheadFromAServerThatCannotProveWhoItIs(): void {
		$reads = array_map( fn( string $name ): Request => new Request( 'GET', $this->server->url . '/' . $name, [ 'Authorization' => 'ApiKey secret' ], null, 5, false ), [ 'a', 'b' ] );
		( new WordPressTransport( 'test' ) )->ahead( $reads );
		$this->assertSame( '', $this->server->seen() );
	}

	/**
	 * @dataProvider snippets
	 *
	 * @param list<string>|string $hooks
	 */
	public function testTheCertificateIsCheckedAllTheSame( $hooks, callable $snippet, bool $withCurl = true ): void {
		$hooks   = (array) $hooks;
		$without = static function ( $url, $headers, $data, $type, &$options ): void {
			$options['transport'] = \WpOrg\Requests\Transport\Fsockopen::class;
		};
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

	/** @return array<string, array{0: list<string>|string, 1: callable, 2?: bool}> */
	public function snippets(): array {
		$options   = static function ( $url, $headers, $data, $type, &$options ): void {
			$options['verify']     = false;
			$options['verifyname'] = false;
		};
		$handle    = static function ( $handle ): void {
			curl_setopt( $handle, CURLOPT_SSL_VERIFYPEER, false );
			curl_setopt( $handle, CURLOPT_SSL_VERIFYHOST, 0 );
		};
		$arguments = static fn( array $arguments ): array => [ 'sslverify' => false ] + $arguments;
		return [
			'the usual snippet'               => [ [ 'https_ssl_verify', 'https_local_ssl_verify' ], '__return_false' ],
			'the usual snippet, without cURL' => [ [ 'https_ssl_verify', 'https_local_ssl_verify' ], '__return_false', false ],
			'the arguments'                   => [ 'http_request_args', $arguments ],
			'the options'                     => [ 'requests-requests.before_request', $options ],
			'the options, without cURL'       => [ 'requests-requests.before_request', $options, false ],
			'the handle'                      => [ 'http_api_curl', $handle ],
			'the handle, at last'             => [ 'requests-curl.before_send', $handle ],
		];
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
