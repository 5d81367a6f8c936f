<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\Connection;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\Request;
use SorsApi\Tests\Thrown;

'cli' === PHP_SAPI || exit;

final class ConnectionTest extends TestCase {

	/** @dataProvider good */
	public function testTakes( string $url, string $expected, bool $isFromSite = false ): void {
		$this->assertSame( $expected, Connection::checkedAddress( $url, $isFromSite ) );
	}

	public function good(): array {
		return [
			[ 'https://api.sors.rs', 'https://api.sors.rs' ],
			[ ' https://api.sors.rs/ ', 'https://api.sors.rs' ],
			[ 'https://api.sors.rs:8443/v1/', 'https://api.sors.rs:8443/v1' ],
			[ 'http://localhost:8080', 'http://localhost:8080', true ],
			[ 'http://127.0.0.1:8080/', 'http://127.0.0.1:8080', true ],
			[ 'http://127.255.1.9', 'http://127.255.1.9', true ],
			[ 'http://[::1]:8080', 'http://[::1]:8080', true ],
			[ 'https://[2001:db8::1]/x', 'https://[2001:db8::1]/x' ],
		];
	}

	/** @dataProvider bad */
	public function testRefuses( string $url, bool $isFromSite = false ): void {
		$error = Thrown::by( static fn() => Connection::checkedAddress( $url, $isFromSite ), ContractError::class );
		$this->assertSame( 'wrong_address', $error->code() );
	}

	public function bad(): array {
		return [
			[ '' ],
			[ 'api.sors.rs' ],
			[ 'ftp://api.sors.rs', true ],
			[ 'http://api.sors.rs', true ],
			[ 'http://localhost:8080' ],
			[ 'http://127.0.0.1:8080', false ],
			[ 'http://127.0.0.1.example.com', true ],
			[ 'http://127.0.0.256', true ],
			[ 'http://localhost.example.com', true ],
			[ 'http://localhost@example.com', true ],
			[ 'http://127.0.0.1\\@example.com', true ],
			[ 'https://user:password@api.sors.rs' ],
			[ 'https://api.sors.rs?x=1' ],
			[ 'https://api.sors.rs#x' ],
			[ "https://api.sors.rs\nX: y" ],
			[ 'https://api.sors.rs//x' ],
			[ 'https:///x' ],
		];
	}

	public function testTheKeyStaysOutOfDumps(): void {
		$key     = new Key( 'secret-key-0042' );
		$request = new Request( 'GET', 'https://sors.test/x', [ 'Authorization' => 'ApiKey secret-key-0042' ], null, 20, false );
		ob_start();
		var_dump( $key, $request );
		print_r( [ $key, $request ] );
		$this->assertStringNotContainsString( 'secret', (string) ob_get_clean() );
		$this->assertSame( 'ApiKey secret-key-0042', $request->headers()['Authorization'] );
		$this->expectException( \LogicException::class );
		serialize( $key );
	}
}
