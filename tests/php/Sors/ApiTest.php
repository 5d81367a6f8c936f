<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Document;
use SorsApi\Tests\Thrown;

'cli' === PHP_SAPI || exit;

/** Every operation on the wire, through the example and through a contract in which all names and forms differ. */
final class ApiTest extends TestCase {

	private FakeTransport $server;

	protected function setUp(): void {
		$this->server = new FakeTransport();
	}

	public function testReadsAPageOfProducts(): void {
		$this->server->willSucceed( [ [ 'id' => '7', 'code' => 'A-1', 'name' => 'Šraf М8', 'itemType' => 'goods', 'vatRate' => 20, 'priceWithVat' => 19.90, 'active' => true, 'purchasePrice' => 3 ] ], 1 );
		$page    = Fixture::api( $this->server )->listProducts( 'Moja 2026', [ 'businessUnitId' => '5', 'modifiedSince' => new \DateTimeImmutable( '2026-01-01T00:00:00Z' ) ] );
		$product = $page->items[0];
		$this->assertSame( [ 'A-1', '7', 'Šraf М8', 'goods', '20', '19.9', true ], [ $product->code, $product->id, $product->name, $product->itemType, $product->vatRate, $product->priceWithVat, $product->active ] );
		$this->assertNull( $product->gtin );
		$this->assertNull( $page->next );
		$this->assertSame( 1, $page->total );
		$sent = $this->server->last();
		$this->assertSame( 'GET', $sent->method );
		$this->assertSame( 'https://sors.test/products?businessUnitId=5&modifiedSince=2026-01-01T01%3A00%3A00%2B01%3A00&pageSize=200&page=1&database=Moja%202026', $sent->url );
		$this->assertNull( $sent->body );
		$this->assertFalse( $sent->isWrite );
		$this->assertSame( [ 'Accept' => 'application/json', 'Authorization' => 'ApiKey ' . Fixture::KEY ], $sent->headers() );
	}

	public function testReadsTheSameThroughAnotherContract(): void {
		$contract = Contract::fromArray( Fixture::other() );
		$this->server->willAnswer( [ 'stanje' => [ 'uspeh' => true ], 'odgovor' => [ 'ukupno' => 1, 'podaci' => [ [ 'jezgro' => [ 'id_x' => 7, 'name_x' => 'Šraf М8', 'priceWithoutVat_x' => '1.016,58', 'unit_x' => 'kom.' ], 'code_y' => 'A-1', 'itemType_y' => 11, 'vatRate_y' => '20,00' ] ] ] ] );
		$page    = Fixture::api( $this->server, $contract )->listProducts( 'Moja 2026', [ 'businessUnitId' => '5', 'modifiedSince' => new \DateTimeImmutable( '2026-01-01T00:00:00Z' ) ] );
		$product = $page->items[0];
		$this->assertSame( [ 'A-1', '7', 'Šraf М8', 'goods', '20', '1016.58', 'kom.' ], [ $product->code, $product->id, $product->name, $product->itemType, $product->vatRate, $product->priceWithoutVat, $product->unit ] );
		$sent = $this->server->last();
		$this->assertSame( 'https://sors.test/v9/x-products?q_businessunitid=5&q_modifiedsince=01.01.2026.%2001%3A00%3A00&uzmi=50&preskoci=0', $sent->url );
		$this->assertSame( [ 'Accept' => 'application/json', 'X-Kljuc' => Fixture::KEY, 'X-Baza' => 'Moja 2026' ], $sent->headers() );
	}

	public function testGoesFromPageToPage(): void {
		$row = static fn( int $number ): array => [ 'code' => 'A-' . $number ];
		$this->server->willSucceed( array_map( $row, range( 1, 200 ) ), 201 )->willSucceed( [ $row( 201 ) ], 201 );
		$api   = Fixture::api( $this->server );
		$first = $api->listProducts( 'Demo2' );
		$this->assertCount( 200, $first->items );
		$this->assertNotNull( $first->next );
		$second = $api->listProducts( 'Demo2', [], $first->next );
		$this->assertSame( 'A-201', $second->items[0]->code );
		$this->assertNull( $second->next );
		$this->assertStringContainsString( 'page=2', $this->server->last()->url );
	}

	/**
	 * @dataProvider readings
	 *
	 * @param mixed        $data
	 */
	public function testReadsEveryEntity( string $method, array $arguments, $data, string $url, string $expected ): void {
		$this->server->willSucceed( $data );
		$result = Fixture::api( $this->server )->$method( ...$arguments );
		$items  = is_object( $result ) ? ( $result->items ?? [ $result ] ) : $result;
		$fields = array_filter( get_object_vars( $items[0] ), static fn( $value ): bool => null !== $value && [] !== $value );
		$this->assertSame( $expected, json_encode( $fields, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ) );
		$this->assertSame( 'https://sors.test' . $url, $this->server->last()->url );
	}

	public function readings(): array {
		return [
			'databases'      => [ 'listDatabases', [], [ [ 'name' => 'Demo2', 'year' => '2026' ] ], '/databases', '{"name":"Demo2","year":2026}' ],
			'business units' => [ 'listBusinessUnits', [ 'Demo2' ], [ [ 'id' => 3, 'code' => 12, 'active' => 1 ] ], '/businessUnits?database=Demo2', '{"id":"3","code":"12","active":true}' ],
			'groups'         => [ 'listProductGroups', [ 'Demo2' ], [ [ 'id' => '3', 'name' => 'Alat', 'parentId' => '' ] ], '/productGroups?pageSize=200&page=1&database=Demo2', '{"id":"3","name":"Alat"}' ],
			'images'         => [ 'listProductImages', [ 'Demo2', 'a/b ć' ], [ [ 'id' => 'i1', 'ordinal' => 1, 'contentBase64' => 'data:image/png;base64,aGk=' ] ], '/products/a%2Fb%20%C4%87/images?database=Demo2', '{"id":"i1","ordinal":1,"content":"hi"}' ],
			'stock'          => [ 'listInventory', [ 'Demo2', [ 'businessUnitId' => '3' ] ], [ [ 'productId' => 9, 'onHand' => '3,50', 'reserved' => 0, 'available' => null ] ], '/inventory?businessUnitId=3&pageSize=200&page=1&database=Demo2', '{"productId":"9","onHand":"3.5","reserved":"0"}' ],
			'customers'      => [ 'listCustomers', [ 'Demo2', [ 'taxId' => '101134702', 'email' => null ] ], [ [ 'code' => 'K1', 'type' => 'robot', 'discountPercent' => '5.00' ] ], '/customers?taxId=101134702&pageSize=200&page=1&database=Demo2', '{"code":"K1","discountPercent":"5"}' ],
			'debt'           => [ 'getCustomerDebt', [ 'Demo2', '4' ], [ 'customerId' => '4', 'balance' => -100.5, 'asOf' => '2026-02-01' ], '/customers/4/debt?database=Demo2', '{"customerId":"4","balance":"-100.5","asOf":"2026-02-01"}' ],
			'found'          => [ 'findDocuments', [ 'Demo2', 's-1-sale-1' ], [ [ 'id' => 'd1', 'kind' => 'reservation', 'lines' => [] ] ], '/documents?externalReference=s-1-sale-1&database=Demo2', '{"id":"d1","kind":"reservation"}' ],
			'document'       => [ 'getDocument', [ 'Demo2', 'd1' ], [ 'id' => 'd1', 'status' => 'open', 'lines' => [ [ 'productCode' => 'A', 'quantity' => 2 ] ] ], '/documents/d1?database=Demo2', '{"id":"d1","lines":[{"productId":null,"productCode":"A","name":null,"quantity":"2","unit":null,"unitPrice":null,"discountPercent":null,"vatRate":null,"lineTotal":null}],"status":"open"}' ],
			'cancelled'      => [ 'cancelDocument', [ 'Demo2', 'd1' ], [ 'id' => 'd1', 'status' => 'cancelled' ], '/documents/d1?database=Demo2', '{"id":"d1","status":"cancelled"}' ],
		];
	}

	public function testWithoutAKeyNothingIsSent(): void {
		$api = Fixture::api( $this->server, null, null );
		$this->assertTrue( $api->supports( 'listProducts' ) );
		$error = Thrown::by( static fn() => $api->listBusinessUnits( 'Demo2' ), AuthFailed::class );
		$this->assertSame( 'no_key', $error->code() );
		$this->assertSame( [], $this->server->sent );
	}

	public function testAsksTheContractWhatSorsCanDo(): void {
		$less = Fixture::example();
		unset( $less['operations']['findDocuments'], $less['operations']['listProducts']['query']['modifiedSince'], $less['operations']['createInvoice'] );
		$api = Fixture::api( $this->server, Contract::fromArray( $less ) );
		$this->assertFalse( $api->supports( 'findDocuments' ) );
		$this->assertTrue( $api->supports( 'getDocument' ) );
		$this->assertFalse( $api->supportsQuery( 'listProducts', 'modifiedSince' ) );
		$this->assertTrue( $api->supportsQuery( 'listProducts', 'businessUnitId' ) );
		$this->assertFalse( $api->supportsQuery( 'findDocuments', 'externalReference' ) );
		$this->assertTrue( $api->supportsField( 'product', 'gtin' ) );
		$this->assertFalse( $api->supportsField( 'product', 'colour' ) );
		$calls = [
			static fn() => $api->findDocuments( 'Demo2', 'x' ),
			// Without its filter the list would be of all products.
			static fn() => $api->listProducts( 'Demo2', [ 'modifiedSince' => new \DateTimeImmutable() ] ),
			static fn() => $api->documentBody( new Document( [ 'kind' => 'invoice' ] ) ),
		];
		foreach ( $calls as $call ) {
			$error = Thrown::by( $call, ContractError::class );
			$this->assertSame( 'unsupported', $error->code() );
		}
		$this->assertSame( [], $this->server->sent );
	}

	public function testAMistypedFieldIsNoticed(): void {
		$this->expectException( \InvalidArgumentException::class );
		$this->expectExceptionMessage( 'has no field "knd"' );
		new Document( [ 'knd' => 'invoice' ] );
	}
}
