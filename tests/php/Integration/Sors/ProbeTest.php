<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sors;

use SorsApi\Settings\ApiKey;
use SorsApi\Sors\Connection;
use SorsApi\Sors\ConnectionProbe;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\WordPressTransport;

'cli' === PHP_SAPI || exit;

/** The connection test against the server, as the owner meets it. */
final class ProbeTest extends SorsServerTestCase {

	public function testGoodKeyWrongKeyWrongDatabase(): void {
		$key   = (string) ( new ApiKey() )->value();
		$probe = self::probe( $key );
		$good  = $probe->test( self::DATABASE );
		$this->assertTrue( $good['ok'] );
		$this->assertNull( $good['problem'] );
		$this->assertIsInt( $good['latencyMs'] );
		$this->assertSame( 'unknown_database', $probe->test( 'Demo3' )['problem']['code'] );
		$this->assertSame( 'no_database', $probe->test( '' )['problem']['code'] );
		$wrong = self::probe( 'wrong-key-4321' )->test( self::DATABASE );
		$this->assertSame( [ false, 'key_refused' ], [ $wrong['ok'], $wrong['problem']['code'] ] );
		$this->assertStringNotContainsString( 'wrong-key-4321', $wrong['problem']['message'] );
	}

	public function testAKeyThatOpensOtherDatabases(): void {
		$key = (string) ( new ApiKey() )->value();
		$this->sors->post( 'settings', [ 'apiKeys' => [ $key => [ 'Other2026' ] ] ] );
		$this->assertSame( 'key_restricted', self::probe( $key )->test( self::DATABASE )['problem']['code'] );
	}

	public function testDown(): void {
		$key = (string) ( new ApiKey() )->value();
		foreach ( [ 'cut' => 'unreachable', '503' => 'server_error' ] as $down => $code ) {
			$this->sors->post( 'settings', [ 'down' => (string) $down ] );
			$this->assertSame( $code, self::probe( $key )->test( self::DATABASE )['problem']['code'] );
		}
	}

	public function testSlow(): void {
		$this->sors->post( 'settings', [ 'latencyMs' => 3100 ] );
		$result = self::probe( (string) ( new ApiKey() )->value() )->test( self::DATABASE );
		$this->assertTrue( $result['ok'] );
		$this->assertSame( 'slow', $result['problem']['code'] );
		$this->assertGreaterThanOrEqual( 3100, $result['latencyMs'] );
	}

	private static function probe( string $key ): ConnectionProbe {
		return new ConnectionProbe( new Connection( dirname( SORS_API_FILE ) . '/contract/sors-api.json', new WordPressTransport( SORS_API_VERSION ), new Key( $key ) ) );
	}
}
