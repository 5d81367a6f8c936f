<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Customer;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;
use SorsApi\Sors\Http\Response;
use SorsApi\Sors\Http\TransportFailed;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\Unreachable;

/** Every operation on the wire, through the shipped contract and through one in which all names and forms differ. */
final class ApiTest extends TestCase {

	private FakeTransport $server;

	protected function setUp(): void {
		$this->server = new FakeTransport();
	}

	public function testReadsAPageOfProducts(): void {
		$this->server->willSucceed( [ [ 'id' => '7', 'code' => 'A-1', 'name' => 'Šraf М8', 'itemType' => 'goods', 'vatRate' => 20, 'priceWithVat' => 19.90, 'active' => true, 'modifiedAt' => '2026-03-01T10:00:00Z', 'purchasePrice' => 3 ] ], 1 );
		$page    = Fixture::api( $this->server )->listProducts( 'Moja 2026', [ 'businessUnitId' => '5', 'modifiedSince' => new \DateTimeImmutable( '2026-01-01T00:00:00Z' ) ] );
		$product = $page->items[0];
		$this->assertSame( [ 'A-1', '7', 'Šraf М8', 'goods', '20', '19.9', true ], [ $product->code, $product->id, $product->name, $product->itemType, $product->vatRate, $product->priceWithVat, $product->active ] );
		$this->assertSame( '2026-03-01T10:00:00+00:00', $product->modifiedAt->format( 'c' ) );
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
		$this->server->willAnswer( [ 'stanje' => [ 'uspeh' => true ], 'odgovor' => [ 'ukupno' => 1, 'podaci' => [ [ 'jezgro' => [ 'id_x' => 7, 'name_x' => 'Šraf М8', 'priceWithoutVat_x' => '1.016,58', 'unit_x' => 'kom.' ], 'code_y' => 'A-1', 'itemType_y' => 11, 'vatRate_y' => '20,00', 'modifiedAt_y' => '01.03.2026. 11:00:00' ] ] ] ] );
		$page    = Fixture::api( $this->server, $contract )->listProducts( 'Moja 2026', [ 'businessUnitId' => '5', 'modifiedSince' => new \DateTimeImmutable( '2026-01-01T00:00:00Z' ) ] );
		$product = $page->items[0];
		$this->assertSame( [ 'A-1', '7', 'Šraf М8', 'goods', '20', '1016.58', 'kom.' ], [ $product->code, $product->id, $product->name, $product->itemType, $product->vatRate, $product->priceWithoutVat, $product->unit ] );
		$this->assertSame( '2026-03-01T10:00:00+00:00', $product->modifiedAt->format( 'c' ) );
		$sent = $this->server->last();
		$this->assertSame( 'https://sors.test/v9/x-products?q_businessunitid=5&q_modifiedsince=01.01.2026.%2001%3A00%3A00&uzmi=50&preskoci=0', $sent->url );
		$this->assertSame( [ 'Accept' => 'application/json', 'X-Kljuc' => Fixture::KEY, 'X-Baza' => 'Moja 2026' ], $sent->headers() );
	}

	public function testGoesFromPageToPage(): void {
		$row = static function ( int $number ): array {
			return [ 'code' => 'A-' . $number ];
		};
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
	 * @param array<mixed> $arguments
	 * @param mixed        $data
	 */
	public function testReadsEveryEntity( string $method, array $arguments, $data, string $url, string $expected ): void {
		$this->server->willSucceed( $data );
		$result = Fixture::api( $this->server )->$method( ...$arguments );
		$items  = is_object( $result ) ? ( $result->items ?? [ $result ] ) : $result;
		$fields = array_filter(
			get_object_vars( $items[0] ),
			static function ( $value ): bool {
				return null !== $value && [] !== $value;
			}
		);
		$this->assertSame( $expected, json_encode( $fields, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ) );
		$this->assertSame( 'https://sors.test' . $url, $this->server->last()->url );
	}

	/** @return array<string, array{string, list<mixed>, mixed, string, string}> */
	public function readings(): array {
		$from = new \DateTimeImmutable( '2026-01-31T23:30:00Z' );
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
			'documents'      => [ 'listDocuments', [ 'Demo2', $from, $from ], [ [ 'number' => 'R-1/26' ] ], '/documents?dateFrom=2026-02-01&dateTo=2026-02-01&pageSize=200&page=1&database=Demo2', '{"number":"R-1/26"}' ],
			'cancelled'      => [ 'cancelDocument', [ 'Demo2', 'd1' ], [ 'id' => 'd1', 'status' => 'cancelled' ], '/documents/d1?database=Demo2', '{"id":"d1","status":"cancelled"}' ],
		];
	}

	public function testSendsTheVeryBodyThatWasStored(): void {
		$document = new Document(
			[
				'kind'              => 'reservation',
				'id'                => 'not to be sent',
				'status'            => 'open',
				'businessUnitId'    => '5',
				'date'              => '2026-03-01',
				'externalReference' => 's-1-sale-1',
				'paymentMethod'     => 'cashOnDelivery',
				'pricesIncludeVat'  => true,
				'paidAmount'        => '19.90',
				'paidAt'            => new \DateTimeImmutable( '2026-03-01T10:00:00Z' ),
				'note'              => 'Улица "Ђ" / 5',
				'lines'             => [ new DocumentLine( [ 'productCode' => 'A-1', 'quantity' => '1', 'unitPrice' => '19.90' ] ) ],
				'total'             => '123456789012345.67',
			]
		);
		$api      = Fixture::api( $this->server );
		$body     = $api->documentBody( 'Demo2', $document );
		$this->assertSame( '{"kind":"reservation","businessUnitId":"5","date":"2026-03-01","externalReference":"s-1-sale-1","paymentMethod":"cashOnDelivery","pricesIncludeVat":true,"paidAmount":19.9,"paidAt":"2026-03-01T11:00:00+01:00","note":"Улица \"Ђ\" / 5","lines":[{"productCode":"A-1","quantity":1,"unitPrice":19.9}],"total":123456789012345.67}', $body );
		$this->server->willSucceed( [ 'id' => 'd1', 'number' => 'R-1' ] );
		$made = $api->createDocument( 'Demo2', 'reservation', $body );
		$this->assertSame( [ 'd1', 'R-1' ], [ $made->id, $made->number ] );
		$sent = $this->server->last();
		$this->assertSame( [ 'POST', 'https://sors.test/reservations?database=Demo2', $body, true ], [ $sent->method, $sent->url, $sent->body, $sent->isWrite ] );
		$this->assertSame( 'application/json; charset=utf-8', $sent->headers()['Content-Type'] );
	}

	public function testWritesTheSameThroughAnotherContract(): void {
		$other = Fixture::other();
		unset( $other['entities']['document']['note'], $other['values']['paymentMethod']['cheque'] );
		$other['operations']['createInvoice']['constants'] = [ 'body' => [ 'jezgro.vrsta' => 'RAC', 'stopa' => 1.5 ], 'query' => [ 'potvrdi' => true ] ];
		$document = new Document( [ 'kind' => 'invoice', 'businessUnitId' => '5', 'date' => '2026-03-01', 'paidAt' => new \DateTimeImmutable( '2026-07-01T10:00:00Z' ), 'paymentMethod' => 'cheque', 'note' => 'x', 'total' => '19.90', 'lines' => [ new DocumentLine( [ 'quantity' => '1.5' ] ) ] ] );
		$api      = Fixture::api( $this->server, Contract::fromArray( $other ) );
		$body     = $api->documentBody( 'Demo2', $document );
		$this->assertSame( '{"jezgro":{"kind_x":11,"paidAt_x":"01.07.2026. 12:00:00","lines_x":[{"quantity_y":"1,5"}],"vrsta":"RAC"},"businessUnitId_y":5,"date_y":"01.03.2026.","total_y":"19,9","stopa":1.5}', $body );
		$this->server->willAnswer( [ 'stanje' => [ 'uspeh' => true ], 'odgovor' => [ 'podaci' => [ 'jezgro' => [ 'id_x' => 77 ] ] ] ] );
		$this->assertSame( '77', $api->createDocument( 'Demo2', 'invoice', $body )->id );
		$this->assertSame( 'https://sors.test/v9/x-invoices?potvrdi=true', $this->server->last()->url );
		$this->assertFalse( $api->supportsField( 'document', 'note' ) );
	}

	public function testTheDatabaseTravelsInThePathOrInTheBody(): void {
		$inPath             = Fixture::shipped();
		$inPath['database'] = [ 'in' => 'path', 'name' => 'database' ];
		$inBody             = Fixture::shipped();
		$inBody['database'] = [ 'in' => 'body', 'name' => 'baza' ];
		foreach ( array_keys( $inPath['operations'] ) as $name ) {
			$inBody['operations'][ $name ]['method'] = 'POST';
			if ( 'listDatabases' !== $name ) {
				$inPath['operations'][ $name ]['path'] = '/{database}' . $inPath['operations'][ $name ]['path'];
			}
		}
		$inBody['operations']['listInventory']['queryIn'] = 'body';
		$this->server->willSucceed( [] )->willSucceed( [] )->willSucceed( [] )->willSucceed( [ 'id' => 'd1' ] );
		Fixture::api( $this->server, Contract::fromArray( $inPath ) )->listBusinessUnits( 'Moja/2026' );
		$this->assertSame( 'https://sors.test/Moja%2F2026/businessUnits', $this->server->last()->url );
		$api = Fixture::api( $this->server, Contract::fromArray( $inBody ) );
		$api->listBusinessUnits( 'Demo2' );
		$this->assertSame( [ 'https://sors.test/businessUnits', '{"baza":"Demo2"}' ], [ $this->server->last()->url, $this->server->last()->body ] );
		$api->listInventory( 'Demo2', [ 'businessUnitId' => '3' ] );
		$this->assertSame( '{"businessUnitId":"3","pageSize":200,"page":1,"baza":"Demo2"}', $this->server->last()->body );
		$this->assertFalse( $this->server->last()->isWrite );
		$body = $api->documentBody( 'Demo2', new Document( [ 'kind' => 'return', 'note' => 'x' ] ) );
		$this->assertSame( '{"kind":"return","note":"x","lines":[],"baza":"Demo2"}', $body );
		$api->createDocument( 'Demo2', 'return', $body );
		$this->assertSame( $body, $this->server->last()->body );
	}

	public function testCreatesACustomer(): void {
		$this->server->willSucceed( [ 'id' => '9', 'code' => 'K9' ] );
		$made = Fixture::api( $this->server )->createCustomer( 'Demo2', new Customer( [ 'id' => 'not sent', 'type' => 'company', 'name' => 'Firma', 'taxId' => '101134702' ] ) );
		$this->assertSame( '9', $made->id );
		$this->assertSame( '{"type":"company","name":"Firma","taxId":"101134702"}', $this->server->last()->body );
	}

	public function testACancellationMayBeAnsweredWithoutContent(): void {
		$this->server->will( new Response( 204, '' ) );
		$document = Fixture::api( $this->server )->cancelDocument( 'Demo2', 'd1' );
		$this->assertSame( [ 'd1', 'cancelled' ], [ $document->id, $document->status ] );
		$this->assertSame( 'DELETE', $this->server->last()->method );
	}

	/** SORS said yes: to send the document again because its answer is unreadable would make a second one. */
	public function testAnUnreadableAnswerToAWriteIsALostReply(): void {
		$api = Fixture::api( $this->server );
		foreach ( [ null, [], [ 'id' => '' ], [ 'id' => [ 1 ] ], 'done' ] as $data ) {
			$this->server->willSucceed( $data );
			try {
				$api->createDocument( 'Demo2', 'invoice', '{}' );
				$this->fail( 'It was taken.' );
			} catch ( ReplyLost $error ) {
				$this->assertInstanceOf( Malformed::class, $error->getPrevious() );
			}
		}
	}

	public function testAFailureBeforeAndAfterSending(): void {
		$api = Fixture::api( $this->server );
		$this->server->will( new TransportFailed( TransportFailed::NO_CONNECT, false, 'refused for ' . Fixture::KEY ) )->will( new TransportFailed( TransportFailed::TIMEOUT, true ) );
		try {
			$api->createDocument( 'Demo2', 'invoice', '{}' );
			$this->fail( 'It went through.' );
		} catch ( Unreachable $error ) {
			$this->assertStringContainsString( 'sors.test', $error->getMessage() );
			$this->assertStringNotContainsString( Fixture::KEY, print_r( $error, true ) );
		}
		$this->expectException( ReplyLost::class );
		$api->createDocument( 'Demo2', 'invoice', '{}' );
	}

	public function testWithoutAKeyNothingIsSent(): void {
		$api = Fixture::api( $this->server, null, null );
		$this->assertTrue( $api->supports( 'listProducts' ) );
		try {
			$api->listBusinessUnits( 'Demo2' );
			$this->fail( 'It was sent.' );
		} catch ( AuthFailed $error ) {
			$this->assertSame( 'no_key', $error->code() );
			$this->assertSame( [], $this->server->sent );
		}
	}

	public function testAsksTheContractWhatSorsCanDo(): void {
		$shipped = Fixture::shipped();
		unset( $shipped['operations']['findDocuments'], $shipped['operations']['listProducts']['query']['modifiedSince'], $shipped['operations']['createInvoice'] );
		$api = Fixture::api( $this->server, Contract::fromArray( $shipped ) );
		$this->assertFalse( $api->supports( 'findDocuments' ) );
		$this->assertTrue( $api->supports( 'getDocument' ) );
		$this->assertFalse( $api->supportsQuery( 'listProducts', 'modifiedSince' ) );
		$this->assertTrue( $api->supportsQuery( 'listProducts', 'businessUnitId' ) );
		$this->assertFalse( $api->supportsQuery( 'findDocuments', 'externalReference' ) );
		$this->assertTrue( $api->supportsField( 'product', 'gtin' ) );
		$this->assertFalse( $api->supportsField( 'product', 'weight' ) );
		$calls = [
			static function () use ( $api ): void {
				$api->findDocuments( 'Demo2', 'x' );
			},
			// Without its filter the list would be of all products.
			static function () use ( $api ): void {
				$api->listProducts( 'Demo2', [ 'modifiedSince' => new \DateTimeImmutable() ] );
			},
			static function () use ( $api ): void {
				$api->documentBody( 'Demo2', new Document( [ 'kind' => 'invoice' ] ) );
			},
		];
		foreach ( $calls as $call ) {
			try {
				$call();
				$this->fail( 'It was done.' );
			} catch ( ContractError $error ) {
				$this->assertSame( 'unsupported', $error->code() );
			}
		}
		$this->assertSame( [], $this->server->sent );
	}

	/**
	 * @dataProvider unsendable
	 */
	public function testWordsThatWouldChangeTheRequestAreRefused( string $database, string $documentId ): void {
		$this->expectException( \InvalidArgumentException::class );
		Fixture::api( $this->server )->getDocument( $database, $documentId );
	}

	/** @return array<string, array{string, string}> */
	public function unsendable(): array {
		return [
			'no database'           => [ '', 'd1' ],
			'line break'            => [ "Demo2\r\nX-Other: 1", 'd1' ],
			'no id'                 => [ 'Demo2', '' ],
			'another path'          => [ 'Demo2', '..' ],
		];
	}

	public function testADocumentNeedsAKind(): void {
		$this->expectException( \InvalidArgumentException::class );
		Fixture::api( $this->server )->documentBody( 'Demo2', new Document() );
	}

	public function testAMistypedFieldIsNoticed(): void {
		$this->expectException( \InvalidArgumentException::class );
		$this->expectExceptionMessage( 'has no field "knd"' );
		new Document( [ 'knd' => 'invoice' ] );
	}
}
