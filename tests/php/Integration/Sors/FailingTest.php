<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sors;

use SorsApi\Sors\Api;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\Customer;
use SorsApi\Sors\Http\Request;
use SorsApi\Sors\Http\TransportFailed;
use SorsApi\Sors\Http\WordPressTransport;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Unreachable;

'cli' === PHP_SAPI || exit;

/** Whatever goes wrong on the way, the error says rightly whether a write may have been done. */
final class FailingTest extends SorsServerTestCase {

	/**
	 * @dataProvider faults
	 *
	 * @param class-string<SorsError> $read
	 * @param class-string<SorsError> $write
	 */
	public function testFaults( array $action, string $read, string $write, string $code = '' ): void {
		$api = self::api( 1 );
		$this->fault( $action, null, null );
		$error = self::failure( static fn() => $api->listBusinessUnits( self::DATABASE ) );
		$this->assertInstanceOf( $read, $error, $error->getMessage() );
		if ( '' !== $code ) {
			$this->assertSame( $code, $error->code() );
		}
		$error = self::failure( static fn() => self::write( $api ) );
		$this->assertInstanceOf( $write, $error, $error->getMessage() );
		$this->assertSame( 1, $this->sors->count( 'createCustomer' ), 'Writes are sent once.' );
	}

	public function faults(): array {
		$gzip = [ 'content-encoding' => 'gzip' ];
		return [
			'cut before the work'        => [ [ 'kind' => 'cut', 'when' => 'before' ], Unreachable::class, ReplyLost::class ],
			'cut after the work'         => [ [ 'kind' => 'cut', 'when' => 'after' ], Unreachable::class, ReplyLost::class ],
			'cut in the answer'          => [ [ 'kind' => 'cut', 'when' => 'midAnswer' ], Unreachable::class, ReplyLost::class ],
			'silence'                    => [ [ 'kind' => 'hang', 'when' => 'before', 'ms' => 3000 ], Unreachable::class, ReplyLost::class ],
			'silence after the work'     => [ [ 'kind' => 'hang', 'when' => 'after', 'ms' => 3000 ], Unreachable::class, ReplyLost::class ],
			'a web page'                 => [ [ 'kind' => 'html' ], Malformed::class, ReplyLost::class, 'not_json' ],
			'half an answer'             => [ [ 'kind' => 'brokenJson' ], Malformed::class, ReplyLost::class, 'not_json' ],
			'an answer packed badly'     => [ [ 'kind' => 'body', 'body' => '{"no":"gzip"}', 'headers' => $gzip ], Unreachable::class, ReplyLost::class ],
			'no such path'               => [ [ 'kind' => 'html', 'status' => 404 ], Malformed::class, Malformed::class, 'wrong_address' ],
			'moved'                      => [ [ 'kind' => 'redirect', 'status' => 308, 'location' => '/elsewhere' ], Malformed::class, Malformed::class, 'wrong_address' ],
			'sent on, perhaps when done' => [ [ 'kind' => 'redirect', 'status' => 303, 'location' => '/elsewhere' ], Malformed::class, ReplyLost::class, 'wrong_address' ],
			'a fault of the server'      => [ [ 'kind' => 'status', 'status' => 500 ], Unreachable::class, ReplyLost::class, 'server_error' ],
			'maintenance'                => [ [ 'kind' => 'html', 'status' => 503 ], Unreachable::class, ReplyLost::class, 'server_error' ],
			'a refused key'              => [ [ 'kind' => 'status', 'status' => 401 ], AuthFailed::class, AuthFailed::class, 'key_refused' ],
		];
	}

	/** @dataProvider dead */
	public function testARequestThatNeverLeftIsNotALostReply( string $url, string $reason ): void {
		foreach ( [ true, false ] as $isWrite ) {
			$failure = self::thrown( static fn() => ( new WordPressTransport( 'test' ) )->send( new Request( $isWrite ? 'POST' : 'GET', $url, [], $isWrite ? '{}' : null, 2, $isWrite ) ), TransportFailed::class );
			$this->assertSame( [ $reason, false ], [ $failure->reason, $failure->maybeSent ], $failure->getMessage() );
		}
	}

	public function dead(): array {
		$closed = stream_socket_server( 'tcp://127.0.0.1:0' );
		$port   = (int) substr( (string) strrchr( (string) stream_socket_get_name( $closed, false ), ':' ), 1 );
		fclose( $closed );
		return [
			'no server listens'    => [ 'http://127.0.0.1:' . $port . '/x', TransportFailed::NO_CONNECT ],
			'no TLS at the server' => [ str_replace( 'http://', 'https://', (string) getenv( 'SORS_CONTROL_URL' ) ), TransportFailed::TLS ],
			'the site forbids it'  => [ 'https://sors.invalid/x', TransportFailed::BLOCKED ],
		];
	}

	/** A server that takes the connection and never says a word of TLS: not a byte of the request has left. */
	public function testATimeOutBeforeSendingIsNotALostReply(): void {
		$mute = stream_socket_server( 'tcp://127.0.0.1:0' );
		try {
			( new WordPressTransport( 'test' ) )->send( new Request( 'POST', 'https://' . stream_socket_get_name( $mute, false ) . '/x', [], '{}', 1, true ) );
			$this->fail( 'Something answered.' );
		} catch ( TransportFailed $failure ) {
			$this->assertSame( [ TransportFailed::TIMEOUT, false ], [ $failure->reason, $failure->maybeSent ], $failure->getMessage() );
		} finally {
			fclose( $mute );
		}
	}

	public function testAnAnswerThatIsTooLargeIsNotTaken(): void {
		$this->fault( [ 'kind' => 'body', 'body' => '{"x":"' . str_repeat( 'x', 100 ) . '"}' ] );
		$limit = static fn( array $arguments ): array => [ 'limit_response_size' => 50 ] + $arguments;
		// The real limit would need 32 MB; what counts is that an answer cut to the limit is no answer.
		add_filter( 'http_request_args', $limit );
		$error = self::failure( static fn() => self::api()->listBusinessUnits( self::DATABASE ) );
		$this->assertInstanceOf( Malformed::class, $error );
	}

	public function testAPluginThatFollowsRedirectsEverywhereDoesNotTakeTheKeyAlong(): void {
		$this->fault( [ 'kind' => 'redirect', 'status' => 307, 'location' => getenv( 'SORS_CONTROL_URL' ) . '/state' ] );
		add_filter( 'http_request_args', static fn( array $arguments ): array => [ 'redirection' => 5 ] + $arguments );
		$error = self::failure( static fn() => self::api()->listBusinessUnits( self::DATABASE ) );
		$this->assertSame( 'wrong_address', $error->code() );
	}

	public function testAPluginThatLetsAllRequestsWaitLongerDoesNotMakeOursOutlastItsLease(): void {
		$this->fault( [ 'kind' => 'latency', 'ms' => 6000 ] );
		$arguments = static fn( array $arguments ): array => [ 'timeout' => 30.0 ] + $arguments;
		$handle    = static fn( $handle ) => curl_setopt( $handle, CURLOPT_TIMEOUT, 30 );
		add_filter( 'http_request_args', $arguments );
		add_action( 'http_api_curl', $handle );
		// With their time, the answer would come.
		self::failure( static fn() => self::api( 1 )->listBusinessUnits( self::DATABASE ) );
	}

	public function testAnAnswerOfAnotherPluginInSorsPlaceLeavesItOpen(): void {
		add_filter( 'pre_http_request', static fn() => new \WP_Error( 'http_request_failed', 'somewhere else' ) );
		$api   = self::api();
		$read  = self::failure( static fn() => $api->listBusinessUnits( self::DATABASE ) );
		$write = self::failure( static fn() => self::write( $api ) );
		$this->assertInstanceOf( Unreachable::class, $read );
		$this->assertInstanceOf( ReplyLost::class, $write );
	}

	public function testAnotherPluginThatBreaksAfterSendingIsALostReplyWithoutTheKey(): void {
		add_action( 'http_api_debug', self::throwing( 'broken plugin' ) );
		$error = self::failure( static fn() => self::write( self::api() ) );
		$this->assertInstanceOf( ReplyLost::class, $error );
		$this->assertSame( 1, $this->sors->count( 'createCustomer' ) );
		$this->assertStringNotContainsString( (string) ( new \SorsApi\Settings\ApiKey() )->value(), print_r( $error->getTrace(), true ) . print_r( $error->getPrevious(), true ) );
	}

	public function testAnotherPluginsRequestIsNotMistakenForOurs(): void {
		$url    = 'http://' . wp_parse_url( (string) getenv( 'SORS_CONTROL_URL' ), PHP_URL_HOST ) . ':1/closed';
		$nested = static function () use ( $url, &$nested ): void {
			remove_action( 'requests-curl.before_send', $nested );
			wp_remote_get( $url );
		};
		$this->fault( [ 'kind' => 'cut', 'when' => 'after' ], 'createCustomer' );
		add_action( 'requests-curl.before_send', $nested );
		$error = self::failure( static fn() => self::write( self::api() ) );
		$this->assertInstanceOf( ReplyLost::class, $error, 'The other request was not sent, ours was.' );
	}

	public function testNoHookIsLeftBehind(): void {
		global $wp_filter;
		$count = static function () use ( &$wp_filter ): int {
			$found = 0;
			foreach ( [ 'http_request_args', 'requests-requests.before_request', 'http_api_curl', 'requests-curl.before_send', 'requests-curl.after_send', 'requests-requests.before_parse' ] as $hook ) {
				foreach ( isset( $wp_filter[ $hook ] ) ? $wp_filter[ $hook ]->callbacks : [] as $callbacks ) {
					$found += count( $callbacks );
				}
			}
			return $found;
		};
		$before = $count();
		self::api()->listBusinessUnits( self::DATABASE );
		$this->fault( [ 'kind' => 'cut', 'when' => 'before' ] );
		self::failure( static fn() => self::api()->listBusinessUnits( self::DATABASE ) );
		$this->assertSame( $before, $count() );
	}

	private static function write( Api $api ): void {
		$api->createCustomer( self::DATABASE, new Customer( [ 'type' => 'individual', 'name' => 'Ana', 'email' => 'ana@example.test' ] ) );
	}
}
