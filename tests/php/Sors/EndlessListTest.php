<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Sors\Api;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\Request;
use SorsApi\Sors\Http\Response;
use SorsApi\Sors\Http\Transport;
use SorsApi\Sors\Malformed;
use SorsApi\Tests\Site\ContractInHand;
use SorsApi\Tests\Thrown;

'cli' === PHP_SAPI || exit;

/** Lists that are read as a whole while somebody waits, or holds a lease: they end, even if the server gives a new page for ever. */
final class EndlessListTest extends TestCase {

	public function testTheyEndAfterSoManyPages(): void {
		$error = self::failure( 60, 0 );
		$this->assertSame( 'paging', $error->code() );
		$this->assertStringContainsString( 'more than 500 pages', Sentence::shown( $error->getMessage() ) );
	}

	public function testTheyEndAfterSoMuchTime(): void {
		$began = microtime( true );
		$error = self::failure( 1, 200 );
		$this->assertSame( 'paging', $error->code() );
		$this->assertStringContainsString( '1 second', Sentence::shown( $error->getMessage() ) );
		$this->assertLessThan( 3.0, microtime( true ) - $began );
	}

	private static function failure( int $seconds, int $milliseconds ): Malformed {
		$server            = self::server( $milliseconds );
		$contract          = Fixture::contract( [ 'paging' => [ 'maxSize' => 1 ] ] );
		$contract->baseUrl = 'https://sors.test';
		$api               = new Api( ContractInHand::connection( $contract, $server, new Key( Fixture::KEY ) ), $seconds );
		return Thrown::by( static fn() => $api->documentsOfDay( 'Demo2', '2026-03-01' ), Malformed::class );
	}

	private static function server( int $milliseconds ): Transport {
		return new class( $milliseconds ) implements Transport {

			private int $page = 0;
			private int $milliseconds;

			public function __construct( int $milliseconds ) {
				$this->milliseconds = $milliseconds;
			}

			public function send( Request $request ): Response {
				if ( ++$this->page > 600 ) {
					throw new \LogicException( 'It never ends.' );
				}
				usleep( $this->milliseconds * 1000 );
				$data = [ [ 'id' => (string) $this->page, 'number' => "R-$this->page" ] ];
				return new Response( 200, (string) json_encode( [ 'success' => true, 'statusCode' => 200, 'message' => '', 'errors' => [], 'data' => $data ] ) );
			}

			public function ahead( array $reads ): void {}
		};
	}
}
