<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sors;

use SorsApi\Settings\ApiKey;
use SorsApi\Sors\Api;
use SorsApi\Sors\Connection;
use SorsApi\Sors\Http\Call;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\KeySource;
use SorsApi\Sors\Http\ReadsAhead;
use SorsApi\Sors\Http\Request;
use SorsApi\Sors\Http\WordPressTransport;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\ProductImage;
use SorsApi\Sors\RateLimited;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Unreachable;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\Site\CrowdServer;

'cli' === PHP_SAPI || exit;

/** Lists that are brought several at once say the same as one after another, and are asked for no more often. */
final class AheadTest extends SorsServerTestCase {

	private const LISTS = 'listProductImages';

	private array $ids = [];

	protected function setUp(): void {
		parent::setUp();
		$products  = $this->sors->get( 'state?database=Demo2&include=products' )['databases']['Demo2']['products'];
		$shown     = array_values( array_filter( $products, static fn( array $product ): bool => [] !== $product['images'] ) );
		$this->ids = array_map( 'strval', array_column( array_slice( $shown, 0, 10 ), 'id' ) );
	}

	public function testTenListsComeAtOnceAndSayTheSame(): void {
		$alone = $this->lists( self::api() );
		$this->assertCount( 10, array_filter( $alone ) );
		$this->fault( [ 'kind' => 'latency', 'ms' => 500 ], self::LISTS, null );
		$api = self::api();
		$api->listProductImagesAhead( self::DATABASE, $this->ids );
		$this->assertEquals( $alone, $this->lists( $api ) );
		$this->assertSame( [ 10, 20 ], [ $this->sors->atOnce( self::LISTS ), $this->sors->count( self::LISTS ) ] );
	}

	public function testAResponseIsUsedOnce(): void {
		$api = self::api();
		$api->listProductImagesAhead( self::DATABASE, $this->ids );
		$first = $this->lists( $api );
		$this->assertSame( 10, $this->sors->count( self::LISTS ) );
		$this->assertEquals( $first, $this->lists( $api ) );
		$this->assertSame( 20, $this->sors->count( self::LISTS ) );
	}

	public function testAResponseIsForThatRequestAlone(): void {
		$transport = new WordPressTransport( SORS_API_VERSION );
		$api       = self::through( $transport, new ApiKey() );
		$api->listProductImagesAhead( self::DATABASE, [ $this->ids[0], $this->ids[1] ] );
		$error = self::failure( fn() => self::through( $transport, new Key( 'another key' ) )->listProductImages( self::DATABASE, $this->ids[0] ) );
		$this->assertSame( 'key_refused', $error->code() );
		self::failure( fn() => $api->listProductImages( 'Nowhere', $this->ids[0] ) );
		$api->listProductImages( self::DATABASE, $this->ids[2] );
		$requests = $this->sors->count();
		$api->listProductImages( self::DATABASE, $this->ids[0] );
		$this->assertSame( $requests, $this->sors->count() );
	}

	public function testWhatNobodyAskedForIsForgotten(): void {
		$transport = new WordPressTransport( SORS_API_VERSION );
		$api       = self::through( $transport, new ApiKey() );
		$api->listProductImagesAhead( self::DATABASE, [ $this->ids[0], $this->ids[1] ] );
		$api->listProductImagesAhead( self::DATABASE, [ $this->ids[0] ] );
		$api->listProductImages( self::DATABASE, $this->ids[0] );
		$this->assertSame( 3, $this->sors->count( self::LISTS ), 'The next to be said ahead.' );
		$api->listProductImagesAhead( self::DATABASE, [ $this->ids[0], $this->ids[1] ] );
		$reads = new \ReflectionProperty( $transport, 'reads' );
		$until = new \ReflectionProperty( ReadsAhead::class, 'keptUntil' );
		$reads->setAccessible( true );
		$until->setAccessible( true );
		$this->assertLessThan( 11.0, $until->getValue( $reads->getValue( $transport ) ) - microtime( true ) );
		$until->setValue( $reads->getValue( $transport ), microtime( true ) );
		$api->listProductImages( self::DATABASE, $this->ids[0] );
		$this->assertSame( 6, $this->sors->count( self::LISTS ), 'After some seconds.' );
	}

	/** @dataProvider hooks */
	public function testWhoSeesOrChangesRequestsSeesThemAll( string $hook ): void {
		$seen = 0;
		add_filter(
			$hook,
			static function ( $value = null ) use ( &$seen ) {
				++$seen;
				return $value;
			}
		);
		$api = self::api();
		$api->listProductImagesAhead( self::DATABASE, $this->ids );
		$this->assertSame( [ 0, 0 ], [ $seen, $this->sors->count( self::LISTS ) ] );
		$this->lists( $api );
		$this->assertSame( 10, $this->sors->count( self::LISTS ) );
		$this->assertGreaterThanOrEqual( 10, $seen );
	}

	public function hooks(): array {
		$hooks = [ 'pre_http_request', 'http_request_args', 'https_ssl_verify', 'http_api_curl', 'http_api_debug', 'http_response', 'requests-requests.before_request', 'requests-curl.before_send', 'requests-requests.before_parse' ];
		return array_combine( $hooks, array_map( static fn( string $hook ): array => [ $hook ], $hooks ) );
	}

	public function testPackedListsAreRead(): void {
		$plain   = '';
		$capture = static function ( array $response ) use ( &$plain ): array {
			$plain = $response['body'];
			return $response;
		};
		add_filter( 'http_response', $capture );
		$expected = self::api()->listProductImages( self::DATABASE, $this->ids[0] );
		remove_filter( 'http_response', $capture );
		$this->packed( (string) gzencode( $plain ) );
		$api = self::api();
		$api->listProductImagesAhead( self::DATABASE, [ $this->ids[0], $this->ids[1] ] );
		$this->assertEquals( [ $expected, $expected ], [ $api->listProductImages( self::DATABASE, $this->ids[0] ), $api->listProductImages( self::DATABASE, $this->ids[1] ) ] );
		$this->assertSame( 3, $this->sors->count( self::LISTS ) );
	}

	/** A few kilobytes may be a gigabyte. */
	public function testAPackedListThatBecomesTooLargeIsNotUnpacked(): void {
		$stream = deflate_init( ZLIB_ENCODING_GZIP );
		$bomb   = (string) deflate_add( $stream, '{"x":"' );
		for ( $megabyte = 0; $megabyte < 150; $megabyte++ ) {
			$bomb .= deflate_add( $stream, str_repeat( '0', 1048576 ) );
		}
		$this->packed( $bomb . deflate_add( $stream, '"}', ZLIB_FINISH ) );
		$before = memory_get_peak_usage();
		$api    = self::api();
		$api->listProductImagesAhead( self::DATABASE, $this->ids );
		$error = self::failure( fn() => $api->listProductImages( self::DATABASE, $this->ids[0] ) );
		$this->assertInstanceOf( Malformed::class, $error );
		$this->assertSame( [ 'too_large', 10 ], [ $error->code(), $this->sors->count( self::LISTS ) ] );
		$this->assertLessThan( 150 * 1048576, memory_get_peak_usage() - $before );
	}

	public function testTogetherTheyAreNoMoreThanOneResponseMayBe(): void {
		$this->fault( [ 'kind' => 'body', 'body' => '{"x":"' . str_repeat( 'x', 3500000 ) . '"}' ], self::LISTS, null );
		$before = memory_get_peak_usage();
		$api    = self::api();
		$api->listProductImagesAhead( self::DATABASE, array_slice( $this->ids, 0, 4 ) );
		$this->assertLessThan( 20 * 1048576, memory_get_peak_usage() - $before );
		$this->assertSame( 4, $this->sors->count( self::LISTS ) );
		self::failure( fn() => $api->listProductImages( self::DATABASE, $this->ids[0] ) );
		$this->assertSame( 5, $this->sors->count( self::LISTS ), 'It is sent alone.' );
		$api->listProductImagesAhead( self::DATABASE, $this->ids );
		$this->assertSame( 5, $this->sors->count( self::LISTS ), 'The others would be as large.' );
	}

	public function testARequestForAPauseIsTakenAsItIs(): void {
		$this->fault( [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 7 ], self::LISTS );
		$api = self::api();
		$api->listProductImagesAhead( self::DATABASE, array_slice( $this->ids, 0, 3 ) );
		$errors = $this->errors( $api, 3 );
		$this->assertSame( [ RateLimited::class ], array_map( 'get_class', $errors ) );
		$this->assertSame( 7, $errors[0] instanceof RateLimited ? $errors[0]->retryAfterSeconds : null );
		$api->listProductImagesAhead( self::DATABASE, $this->ids );
		$this->assertSame( 3, $this->sors->count( self::LISTS ), 'Who asks for a pause is not asked ten times more.' );
	}

	public function testWhatDidNotComeIsSentAlone(): void {
		$this->fault( [ 'kind' => 'cut', 'when' => 'midAnswer' ], self::LISTS );
		$api = self::api();
		$api->listProductImagesAhead( self::DATABASE, array_slice( $this->ids, 0, 3 ) );
		$this->assertSame( [], $this->errors( $api, 3 ) );
		$this->assertSame( 4, $this->sors->count( self::LISTS ) );
	}

	public function testAServerThatIsSilentCostsOneTimeOutMore(): void {
		$this->fault( [ 'kind' => 'hang', 'when' => 'before', 'ms' => 9000 ], self::LISTS, null );
		$api = self::api( 1 );
		$api->listProductImagesAhead( self::DATABASE, $this->ids );
		$this->assertInstanceOf( Unreachable::class, self::failure( fn() => $api->listProductImages( self::DATABASE, $this->ids[0] ) ) );
		$api->listProductImagesAhead( self::DATABASE, $this->ids );
		$this->assertSame( 11, $this->sors->count( self::LISTS ), 'Once at once, then one alone.' );
	}

	public function testAServerThatTheSiteForbidsIsNotAsked(): void {
		$forbidden = new CrowdServer( 1, [], '127.0.0.2' );
		( new WordPressTransport( 'test' ) )->ahead( self::requests( $forbidden->url ) );
		$seen = $forbidden->seen();
		$forbidden->stop();
		$this->assertSame( '', $seen );
	}

	/** WordPress would send it through that proxy, which sees and may hold every request of the site. */
	public function testWhatGoesThroughTheSitesProxyIsNotBroughtAhead(): void {
		foreach ( [ true, false ] as $isProxied ) {
			$server = new CrowdServer( 1, [] );
			$bring  = sprintf( 'add_filter( "pre_http_send_through_proxy", static fn(): bool => %s ); ( new %s( "test" ) )->ahead( array_map( static fn( $name ) => new %s( "GET", "%s/$name", [], null, 5, false ), [ "a", "b" ] ) ); $answer = true;', var_export( $isProxied, true ), WordPressTransport::class, Request::class, $server->url );
			Boot::run( $bring, [ 'WP_PROXY_HOST' => '127.0.0.1', 'WP_PROXY_PORT' => '9' ] );
			$seen = $server->seen();
			$server->stop();
			$this->assertSame( $isProxied ? 0 : 2, substr_count( $seen, 'GET /' ) );
		}
	}

	public function testAWriteIsNotSentAhead(): void {
		$server = new CrowdServer( 1, [] );
		( new WordPressTransport( 'test' ) )->ahead( self::requests( $server->url, true ) );
		$seen = $server->seen();
		$server->stop();
		$this->assertSame( '', $seen );
	}

	public function testTheFirstPageIsBroughtAndTheOthersFollow(): void {
		$this->sors->post( 'reset', [ 'items' => 450 ] );
		$connection = self::connection( new WordPressTransport( SORS_API_VERSION ), new ApiKey() );
		$api        = new Api( $connection );
		$page       = static fn( ?string $cursor ) => $api->listProducts( self::DATABASE, [], $cursor );
		$alone      = self::all( $page );
		$pages      = $this->sors->count( 'listProducts' );
		$this->assertGreaterThan( 2, $pages );
		$connection->client()->ahead( [ new Call( 'listProducts', self::DATABASE ), new Call( 'listProductGroups', self::DATABASE ) ] );
		$this->assertSame( $pages + 1, $this->sors->count( 'listProducts' ) );
		$this->assertEquals( $alone, self::all( $page ) );
		$this->assertSame( 2 * $pages, $this->sors->count( 'listProducts' ) );
	}

	/** @return list<list<ProductImage>> */
	private function lists( Api $api ): array {
		return array_map( static fn( string $id ): array => $api->listProductImages( self::DATABASE, $id ), $this->ids );
	}

	/** @return list<SorsError> */
	private function errors( Api $api, int $lists ): array {
		$errors = [];
		foreach ( array_slice( $this->ids, 0, $lists ) as $id ) {
			try {
				$api->listProductImages( self::DATABASE, $id );
			} catch ( SorsError $error ) {
				$errors[] = $error;
			}
		}
		return $errors;
	}

	private function packed( string $bytes ): void {
		$this->fault(
			[ 'kind' => 'body', 'body' => base64_encode( $bytes ), 'encoding' => 'base64', 'headers' => [ 'content-encoding' => 'gzip' ] ],
			self::LISTS,
			null
		);
	}

	/** @return list<Request> */
	private static function requests( string $url, bool $areWrites = false ): array {
		return array_map( static fn( string $name ): Request => new Request( 'GET', "$url/$name", [ 'Authorization' => 'ApiKey secret' ], null, 1, $areWrites ), [ 'a', 'b' ] );
	}

	private static function through( WordPressTransport $transport, KeySource $keys ): Api {
		return new Api( self::connection( $transport, $keys ) );
	}

	private static function connection( WordPressTransport $transport, KeySource $keys ): Connection {
		return new Connection( dirname( SORS_API_FILE ) . '/contract/sors-api.json', $transport, $keys );
	}
}
