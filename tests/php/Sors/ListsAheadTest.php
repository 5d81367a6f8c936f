<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use PHPUnit\Framework\TestCase;
use SorsApi\Log\LoggedTransport;
use SorsApi\Sors\Api;
use SorsApi\Sors\Check\LastAnswer;
use SorsApi\Sors\Connection;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\Call;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\Request;
use SorsApi\Tests\Site\ContractInHand;

'cli' === PHP_SAPI || exit;

/** What is said ahead of reads is what is asked for afterwards; and saying it never fails. */
final class ListsAheadTest extends TestCase {

	private FakeTransport $server;

	protected function setUp(): void {
		$this->server = new FakeTransport();
	}

	/** @dataProvider contracts */
	public function testTheyAreTheVeryRequestsThatFollow( Contract $contract ): void {
		$api = Fixture::api( $this->server, $contract );
		$api->listProductImagesAhead( 'Moja 2026', [ '7', 'a/b ć' ] );
		$this->assertSame( [], $this->server->sent );
		foreach ( [ '7', 'a/b ć' ] as $id ) {
			$this->server->willAnswer( [ 'success' => true, 'data' => [], 'stanje' => [ 'uspeh' => true ], 'odgovor' => [ 'podaci' => [] ] ] );
			$api->listProductImages( 'Moja 2026', $id );
		}
		$this->assertCount( 2, $this->server->sent );
		$this->assertSame( array_map( [ self::class, 'all' ], $this->server->sent ), array_map( [ self::class, 'all' ], $this->server->ahead[0] ) );
	}

	/** @return array<string, array{Contract}> */
	public function contracts(): array {
		return [
			'the example'     => [ Fixture::contract() ],
			'in pages'        => [ Fixture::contract( [ 'operations' => [ 'listProductImages' => [ 'paged' => true ] ] ] ) ],
			'another'         => [ Contract::fromArray( Fixture::other() ) ],
		];
	}

	public function testOneThatCannotBeSentTakesNoOtherAlong(): void {
		Fixture::api( $this->server )->listProductImagesAhead( 'Demo2', [ '7', '..', '', '8' ] );
		$this->assertSame( [ '/products/7/images', '/products/8/images' ], array_map( static fn( Request $request ): string => (string) parse_url( $request->url, PHP_URL_PATH ), $this->server->ahead[0] ) );
	}

	public function testNothingIsSaidWithoutAKeyOrWhereSorsHasNoPictures(): void {
		Fixture::api( $this->server, null, null )->listProductImagesAhead( 'Demo2', [ '7', '8' ] );
		$less = Fixture::example();
		unset( $less['operations']['listProductImages'] );
		Fixture::api( $this->server, Contract::fromArray( $less ) )->listProductImagesAhead( 'Demo2', [ '7', '8' ] );
		$this->assertSame( [ [], [] ], $this->server->ahead );
	}

	public function testAContractThatCannotBeReadIsNoErrorYet(): void {
		( new Api( new Connection( '/nowhere', $this->server, new Key( Fixture::KEY ) ) ) )->listProductImagesAhead( 'Demo2', [ '7', '8' ] );
		$this->assertSame( [], $this->server->ahead );
	}

	public function testAWriteIsNeverSaid(): void {
		$contract          = Fixture::contract();
		$contract->baseUrl = 'https://sors.test';
		ContractInHand::connection( $contract, $this->server, new Key( Fixture::KEY ) )->client()->ahead(
			[ new Call( 'cancelDocument', 'Demo2', [ 'documentId' => '7' ] ), new Call( 'getDocument', 'Demo2', [ 'documentId' => '7' ] ) ]
		);
		$this->assertSame( [ 'getDocument' ], array_column( $this->server->ahead[0], 'operation' ) );
	}

	public function testThoseBeforeTheTransportHandThemOn(): void {
		$contract = Fixture::contract();
		$read     = new Request( 'GET', 'https://sors.test/x', [], null, 5, false, 'getDocument' );
		( new LastAnswer( $this->server ) )->ahead( [ $read ] );
		( new LoggedTransport( $this->server, new Key( Fixture::KEY ), static fn(): bool => true, static fn(): Contract => $contract ) )->ahead( [ $read ] );
		$this->assertSame( [ [ $read ], [ $read ] ], $this->server->ahead );
	}

	private static function all( Request $request ): array {
		return [ $request->method, $request->url, $request->headers(), $request->body, $request->timeoutSeconds, $request->isWrite, $request->operation ];
	}
}
