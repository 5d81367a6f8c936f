<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Rest\Controller;
use SorsApi\Tests\Integration\Access\WhoMayTest;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** What holds for all routes alike. */
final class EveryRouteTest extends StoreTestCase {

	public function routes(): array {
		$routes = preg_grep( '#^(GET|POST|PUT) /#', array_keys( WhoMayTest::TABLE ) );
		return array_combine( $routes, array_map( static fn( string $route ): array => explode( ' /', $route ), $routes ) );
	}

	/** @dataProvider routes */
	public function testWithoutLoggingInNoRouteAnswers( string $method, string $route ): void {
		$response = $this->rest( $method, $route );
		self::assertSame( 401, $response->get_status() );
		self::assertStringContainsString( 'manage the shop', $response->get_data()['message'] );
	}

	/** As code within the site calls it, by rest_do_request(). @dataProvider routes */
	public function testCalledInsideThePhpWithoutABodyItAnswersInWords( string $method, string $route ): void {
		$this->loginAsAdmin();
		$response = rest_do_request( new \WP_REST_Request( $method, '/sors/v1/' . $route ) );
		self::assertContains( $response->get_status(), [ 200, 400, 404, 409 ], (string) wp_json_encode( $response->get_data() ) );
	}

	/** A body that says nothing useful must not be told from a good one by who may not send any. */
	public function testThePermissionComesBeforeTheBody(): void {
		self::assertSame( 401, $this->rest( 'PUT', 'settings', [ 'color' => 'red' ] )->get_status() );
	}

	public function testWhatIsNotThereIsSaidSo(): void {
		$this->loginAsAdmin();
		foreach ( [ 'GET runs/7', 'POST runs/7/step', 'GET runs/7/items', 'POST outbox/7/send', 'GET outbox/7/documents', 'GET orders/7', 'GET orders/7/debt' ] as $route ) {
			[ $method, $path ] = explode( ' ', $route );
			$response          = $this->rest( $method, $path );
			self::assertSame( 404, $response->get_status(), $route );
			self::assertSame( 'sors_not_found', $response->get_data()['code'], $route );
		}
	}

	public function testTheIndexNamesTheArguments(): void {
		$GLOBALS['wp_rest_server'] = null;

		$routes = rest_do_request( '/' )->get_data()['routes'];
		self::assertArrayHasKey( '/sors/v1/runs', $routes );
		$names = [];
		foreach ( $routes['/sors/v1/runs']['endpoints'] as $handler ) {
			$names[ implode( ',', $handler['methods'] ) ] = array_keys( $handler['args'] );
		}
		self::assertSame( [ 'GET' => [ 'page', 'per_page', 'search', 'kind', 'state', 'scope', 'database' ], 'POST' => [ 'kind', 'mode', 'database' ] ], $names );
	}

	public function testTheFirstRequestMayAskWhatARouteTakes(): void {
		foreach ( [ '/sors/v1/runs', '/SORS/v1/runs' ] as $route ) {
			$GLOBALS['wp_rest_server'] = null;
			self::assertSame( [ 'GET', 'POST' ], rest_do_request( new \WP_REST_Request( 'OPTIONS', $route ) )->get_data()['methods'] ?? [], $route );
		}
	}

	public function badQueries(): array {
		return [
			'page'     => [ 'runs', [ 'page' => '0' ], 'page' ],
			'per_page' => [ 'orders', [ 'per_page' => '1000' ], 'per_page' ],
			'state'    => [ 'runs', [ 'state' => 'lost' ], 'state' ],
			'orders'   => [ 'orders', [ 'state' => 'lost' ], 'state' ],
			'kind'     => [ 'runs', [ 'kind' => 'prices' ], 'kind' ],
		];
	}

	/** @dataProvider badQueries */
	public function testBadQueriesAreRefusedByName( string $route, array $query, string $field ): void {
		$response = $this->restAsAdmin( 'GET', $route, $query );
		self::assertSame( 400, $response->get_status() );
		self::assertSame( [ $field ], array_keys( $response->get_data()['data']['params'] ) );
	}

	public function testWhatOthersAddToAQueryIsLeftAlone(): void {
		self::assertSame( [ 'items' => [], 'total' => 0 ], $this->restOk( 'GET', 'runs', [ '_locale' => 'user', 'lang' => 'sr', 'search' => '' ] ) );
	}

	public function testAnAnswerThatIsNotAsPromisedIsRefusedWhileDeveloping(): void {
		$this->loginAsAdmin();
		rest_do_request( '/' );
		( new class() extends Controller {
			public function registerRoutes(): void {
				$this->route( 'GET', '/for-a-test', null, 'store-identity-response', static fn(): array => [ 'storeId' => 7 ] );
			}
		} )->registerRoutes();
		$response                  = $this->rest( 'GET', 'for-a-test' );
		$GLOBALS['wp_rest_server'] = null;
		self::assertSame( 500, $response->get_status() );
		self::assertSame( 'sors_bad_answer', $response->get_data()['code'] );
		self::assertStringContainsString( '/for-a-test: ', $response->get_data()['message'] );
	}
}
