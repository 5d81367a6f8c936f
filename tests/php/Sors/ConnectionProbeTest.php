<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Sors\Connection;
use SorsApi\Sors\ConnectionProbe;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\KeySource;
use SorsApi\Sors\Http\Response;
use SorsApi\Sors\Http\TransportFailed;

'cli' === PHP_SAPI || exit;

final class ConnectionProbeTest extends TestCase {

	private FakeTransport $server;

	private array $contract;

	protected function setUp(): void {
		$this->server   = new FakeTransport();
		$this->contract = Fixture::example();
	}

	/** @return array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}|null} */
	private function test( string $database, ?string $key = Fixture::KEY, bool $isReadable = true, float $secondsEach = 0.05 ): array {
		$folder = sys_get_temp_dir() . '/sors-probe-' . getmypid();
		@mkdir( $folder . '/contract', 0777, true );
		file_put_contents( $folder . '/contract/sors-api.json', json_encode( $this->contract ) );
		$now   = 0.0;
		$clock = static function () use ( &$now, $secondsEach ): float {
			$now += $secondsEach;
			return $now;
		};
		try {
			return ( new ConnectionProbe( new Connection( $folder . '/contract/sors-api.json', $this->server, self::keys( $key, $isReadable ) ), $clock ) )->test( $database );
		} finally {
			unlink( $folder . '/contract/sors-api.json' );
			rmdir( $folder . '/contract' );
			rmdir( $folder );
		}
	}

	private static function keys( ?string $key, bool $isReadable ): KeySource {
		return new class( new Key( $key ), $isReadable ) implements KeySource {

			private Key $key;
			private bool $isReadable;

			public function __construct( Key $key, bool $isReadable ) {
				$this->key        = $key;
				$this->isReadable = $isReadable;
			}

			public function key(): Key {
				return $this->key;
			}

			public function isReadable(): bool {
				return $this->isReadable;
			}
		};
	}

	public function testFine(): void {
		$this->server->willSucceed( [ [ 'id' => '1' ] ] );
		$this->assertSame( [ 'ok' => true, 'latencyMs' => 50, 'problem' => null ], $this->test( ' Demo2 ' ) );
		$this->assertSame( 'https://api.sors.rs/businessUnits?database=Demo2', $this->server->last()->url );
	}

	public function testSlow(): void {
		$this->server->willSucceed( [] );
		$result = $this->test( 'Demo2', Fixture::KEY, true, 4.2 );
		$this->assertSame( [ true, 4200, 'slow' ], [ $result['ok'], $result['latencyMs'], $result['problem']['code'] ] );
		$this->assertStringContainsString( '4.2 seconds', Sentence::shown( $result['problem']['message'] ) );
	}

	public function testWithoutAKeyNothingIsSent(): void {
		$this->assertProblem( 'no_key', false, null, $this->test( 'Demo2', null ) );
		$this->assertProblem( 'key_unreadable', false, null, $this->test( 'Demo2', null, false ) );
		$this->assertSame( [], $this->server->sent );
	}

	public function testWithoutADatabaseTheKeyIsTried(): void {
		$this->server->willSucceed( [ [ 'name' => 'Demo2' ] ] )->willAnswer( [ 'success' => false ], 401 );
		$this->assertProblem( 'no_database', true, 50, $this->test( '' ) );
		$this->assertProblem( 'key_refused', false, 50, $this->test( '' ) );
	}

	public function testWithoutADatabaseAndWithoutAListOfThem(): void {
		unset( $this->contract['operations']['listDatabases'] );
		$this->assertProblem( 'no_database', false, null, $this->test( '' ) );
		$this->assertSame( [], $this->server->sent );
	}

	/** The contract only assumes that there is one: the name is typed then. @dataProvider noLists */
	public function testWhereSorsHasNoSuchList( Response $answer ): void {
		$this->server->will( $answer )->willAnswer( [ 'success' => false, 'message' => 'Baza ne postoji.' ], 400 )->will( $answer );
		$this->assertProblem( 'no_database', false, 50, $this->test( '' ) );
		$this->assertProblem( 'unknown_database', false, 50, $this->test( 'Demo3' ) );
	}

	/** @return array<string, array{Response}> */
	public function noLists(): array {
		return [
			'no such address' => [ new Response( 404, '<h1>Not Found</h1>' ) ],
			'another shape'   => [ new Response( 200, '{"success":true,"data":[{"naziv":"Demo2"}]}' ) ],
			'refused'         => [ new Response( 400, '{"success":false,"message":"Nepoznat zahtev."}' ) ],
			'not allowed'     => [ new Response( 403, '{"success":false}' ) ],
		];
	}

	public function testAnUnknownDatabaseIsToldTogetherWithTheKnownOnes(): void {
		$this->server->willAnswer( [ 'success' => false, 'message' => 'Baza ne postoji.' ], 400 )->willSucceed( [ [ 'name' => 'Demo2' ], [ 'name' => 'Moja2026' ] ] );
		$result = $this->test( 'Demo3' );
		$this->assertProblem( 'unknown_database', false, 50, $result );
		$this->assertStringContainsString( 'Demo2, Moja2026', $result['problem']['message'] );
	}

	public function testAnUnknownDatabaseWhereTheyCannotBeListed(): void {
		unset( $this->contract['operations']['listDatabases'] );
		$this->server->willAnswer( [ 'success' => false, 'message' => 'Baza ne postoji.' ], 404 );
		$this->assertProblem( 'unknown_database', false, 50, $this->test( 'Demo3' ) );
	}

	public function testARefusalOfAKnownDatabaseIsAFaultOfTheServer(): void {
		$this->server->willAnswer( [ 'success' => false, 'message' => 'Baza je zaključana.' ], 400 )->willSucceed( [ [ 'name' => 'Demo2' ] ] );
		$result = $this->test( 'Demo2' );
		$this->assertProblem( 'server_error', false, 50, $result );
		$this->assertStringContainsString( 'Baza je zaključana.', $result['problem']['message'] );
	}

	public function testANameThatNoDatabaseCanHave(): void {
		$this->assertProblem( 'unknown_database', false, 50, $this->test( "De\nmo" ) );
	}

	/**
	 * @dataProvider answers
	 *
	 * @param Response|\Throwable $answer
	 */
	public function testOtherAnswers( $answer, string $code ): void {
		$this->server->will( $answer );
		$result = $this->test( 'Demo2' );
		$this->assertProblem( $code, false, 50, $result );
		$this->assertMatchesRegularExpression( '/\.( \([^)]+\))?$/', Sentence::shown( $result['problem']['message'] ) );
	}

	/** @return array<string, array{Response|\Throwable, string}> */
	public function answers(): array {
		return [
			'refused key'        => [ new Response( 401, '' ), 'key_refused' ],
			'key without rights' => [ new Response( 403, '{"success":false}' ), 'key_restricted' ],
			'a web page'         => [ new Response( 200, '<html>' ), 'not_json' ],
			'no such page'       => [ new Response( 404, '<html>' ), 'wrong_address' ],
			'a redirect'         => [ new Response( 301, '' ), 'wrong_address' ],
			'a pause'            => [ new Response( 429, '', '5' ), 'rate_limited' ],
			'down'               => [ new Response( 503, '' ), 'server_error' ],
			'no connection'      => [ new TransportFailed( TransportFailed::NO_CONNECT, false, 'errno 7' ), 'unreachable' ],
			'too late'           => [ new TransportFailed( TransportFailed::TIMEOUT, true ), 'unreachable' ],
			'another shape'      => [ new Response( 200, '{"success":true,"data":[{"name":"x"}]}' ), 'contract' ],
			'another envelope'   => [ new Response( 200, '{"ok":1}' ), 'contract' ],
		];
	}

	public function testAContractThatCannotBeUsed(): void {
		$this->contract['formatVersion'] = 9;
		$this->assertProblem( 'contract', false, null, $this->test( 'Demo2' ) );
	}

	public function testPlainHttpIsRefused(): void {
		$this->contract['baseUrl'] = 'http://127.0.0.1:9';
		$result                    = $this->test( 'Demo2' );
		$this->assertProblem( 'wrong_address', false, null, $result );
		$this->assertStringContainsString( 'https://', $result['problem']['message'] );
	}

	/** @runInSeparateProcess */
	public function testTheConstantNamesAnotherServerAndAnotherFile(): void {
		$file = (string) tempnam( sys_get_temp_dir(), 'sors' );
		file_put_contents( $file, (string) json_encode( Fixture::other() ) );
		define( 'SORS_API_URL', 'http://127.0.0.1:4711/api/' );
		define( 'SORS_CONTRACT_FILE', $file );
		$this->server->willAnswer( [ 'stanje' => [ 'uspeh' => true ], 'odgovor' => [ 'podaci' => [] ] ] );
		$this->assertTrue( $this->test( 'Demo2' )['ok'] );
		$this->assertSame( 'http://127.0.0.1:4711/api/v9/x-businessUnits', $this->server->last()->url );
		unlink( $file );
	}

	/** @param array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}|null} $result */
	private function assertProblem( string $code, bool $isOk, ?int $latencyMs, array $result ): void {
		$this->assertSame( [ $code, $isOk, $latencyMs ], [ $result['problem']['code'] ?? null, $result['ok'], $result['latencyMs'] ] );
	}
}
