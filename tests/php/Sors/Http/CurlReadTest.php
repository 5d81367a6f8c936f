<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors\Http;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\Http\CurlRead;
use SorsApi\Sors\Http\Request;
use SorsApi\Sors\Http\Transfers;
use SorsApi\Tests\Site\CrowdServer;

'cli' === PHP_SAPI || exit;

/** Several reads at once, and what of a response is taken. */
final class CurlReadTest extends TestCase {

	private ?CrowdServer $server = null;
	private float $began         = 0.0;

	protected function tearDown(): void {
		if ( null !== $this->server ) {
			$this->server->stop();
		}
	}

	public function testAllAreUnderWayAtOnceAndEachHasItsOwnResponse(): void {
		$answers = [];
		foreach ( range( 1, 6 ) as $number ) {
			$answers[ "list-$number" ] = "HTTP/1.1 24$number OK\r\nContent-Length: 8\r\n\r\nnumber $number";
		}
		$reads = $this->read( $answers, 6 );
		foreach ( range( 1, 6 ) as $number ) {
			$read = $reads[ "list-$number" ];
			$this->assertSame( [ true, 240 + $number, "number $number" ], [ $read->isWhole, $read->status, $read->body ] );
		}
	}

	public function testThoseThatDoNotFitWaitForTheirTurn(): void {
		$reads = $this->read( array_fill_keys( [ 'a', 'b', 'c', 'd', 'e' ], "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" ), 1, 2 );
		$this->assertSame( [ '{}', '{}', '{}', '{}', '{}' ], array_column( $reads, 'body' ) );
	}

	public function testTheRequestIsAsWordPressWouldSendIt(): void {
		$this->read( [ 'a' => "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" ] );
		$this->assertMatchesRegularExpression( "#^GET /a HTTP/1\\.1\r\nHost: 127\\.0\\.0\\.1:\\d+\r\nUser-Agent: ours/1\r\nAccept: application/json\r\nAuthorization: ApiKey secret\r\nAccept-Encoding: gzip\r\n\r\n\$#", (string) $this->server->seen() );
	}

	public function testHeadersAreThoseOfTheLastResponse(): void {
		$read = $this->read( [ 'a' => "HTTP/1.1 100 Continue\r\nRetry-After: 9\r\n\r\nHTTP/1.1 429 No\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 0\r\n\r\n" ] )['a'];
		$this->assertSame( [ true, 429, '1,2', '' ], [ $read->isWhole, $read->status, $read->header( 'x-a' ), $read->header( 'retry-after' ) ] );
	}

	public function testARedirectIsNotFollowed(): void {
		$read = $this->read( [ 'a' => "HTTP/1.1 307 Moved\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n", 'b' => "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" ], 1, 1, [ 'a' ] )['a'];
		$this->assertSame( [ true, 307 ], [ $read->isWhole, $read->status ] );
		$this->assertSame( 1, substr_count( $this->server->seen(), 'ApiKey secret' ) );
	}

	/** @dataProvider halves */
	public function testWhatIsNotWholeIsNotTaken( string $answer ): void {
		$read = $this->read( [ 'a' => $answer ] )['a'];
		$this->assertFalse( $read->isWhole );
		$this->assertLessThan( 1000, strlen( $read->body ) );
	}

	public function halves(): array {
		return [
			'nothing'   => [ '' ],
			'cut off'   => [ "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}" ],
			'too large' => [ "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" . str_repeat( 'x', 5000 ) ],
			'not HTTP'  => [ "Good morning\r\n" ],
		];
	}

	public function testASilentServerCostsOneTimeOut(): void {
		$reads = $this->read( array_fill_keys( range( 'a', 'h' ), '' ), 9 );
		$this->assertSame( array_fill( 0, 8, false ), array_column( $reads, 'isWhole' ) );
		$this->assertLessThan( 4.0, microtime( true ) - $this->began );
	}

	public function testAHostThatForbidsOneOfTheFunctionsIsAskedForNone(): void {
		$file = dirname( __DIR__, 4 ) . '/includes/Sors/Http/Transfers.php';
		$said = shell_exec( escapeshellarg( PHP_BINARY ) . ' -d opcache.enable=0 -d disable_functions=curl_multi_exec -r ' . escapeshellarg( "require '$file'; var_dump( SorsApi\\Sors\\Http\\Transfers::arePossible() );" ) );
		$this->assertSame( 'bool(false)', trim( (string) $said ) );
		$this->assertTrue( Transfers::arePossible() );
	}

	/** @return array<string, CurlRead> */
	private function read( array $answers, int $crowd = 1, int $parallel = 10, array $names = [] ): array {
		$this->server = new CrowdServer( $crowd, $answers );
		$this->began  = microtime( true );
		$reads        = [];
		$wanted       = [] === $names ? array_keys( $answers ) : $names;
		Transfers::run(
			function () use ( &$wanted, &$reads ): ?CurlRead {
				$name = array_shift( $wanted );
				if ( null === $name ) {
					return null;
				}
				$reads[ $name ] = new CurlRead( 1000, 'none' );
				$this->assertTrue( $reads[ $name ]->open( new Request( 'GET', $this->server->url . '/' . $name, [ 'Accept' => 'application/json', 'Authorization' => 'ApiKey secret' ], null, 1, false ), 'ours/1' ) );
				return $reads[ $name ];
			},
			$parallel
		);
		return $reads;
	}
}
