<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sors;

use SorsApi\Sentence;
use SorsApi\Sors\Customer;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;
use SorsApi\Sors\Product;
use SorsApi\Sors\Rejected;

'cli' === PHP_SAPI || exit;

/** What we write stands in the books to the para, and is found again. */
final class WritingTest extends SorsServerTestCase {

	/**
	 * @dataProvider kinds
	 */
	public function testADocumentOfEachKind( string $kind ): void {
		$api       = self::api();
		$reference = 'shop-1-sale-1';
		$document  = $this->document( $kind, $reference );
		$body      = $api->documentBody( $document );
		$made      = $api->createDocument( self::DATABASE, $kind, $body );
		$this->assertNotNull( $made->id );
		$this->assertNotNull( $made->number );
		$books = $this->sors->get( 'state?database=Demo2&include=documents' )['databases']['Demo2'];
		$this->assertCount( 1, $books['documents'] );
		$written = $books['documents'][0];
		$this->assertSame( $kind, $written['kind'] );
		$this->assertSame( $reference, $written['externalReference'] );
		$this->assertSame( '2026-03-01', $written['date'] );
		$this->assertSame( 'Улица "Ђ" / 5', $written['note'] );
		$this->assertSame( 'cashOnDelivery', $written['paymentMethod'] );
		$this->assertEquals( 59.7, $written['total'] );
		$this->assertEquals( 19.9, $written['lines'][0]['unitPrice'] );
		$this->assertEquals( 3, $written['lines'][0]['quantity'] );
		$this->assertSame( strtotime( '2026-03-01T23:30:00Z' ) * 1000, $written['paidAt'] );

		$found = $api->findDocuments( self::DATABASE, $reference );
		$this->assertCount( 1, $found );
		$this->assertSame( [ $made->id, $kind, '2026-03-01', '59.7', 'open' ], [ $found[0]->id, $found[0]->kind, $found[0]->date, $found[0]->total, $found[0]->status ] );
		$this->assertSame( [], $api->findDocuments( self::DATABASE, 'shop-1-sale-2' ) );
		$this->assertSame( '3', $api->getDocument( self::DATABASE, (string) $made->id )->lines[0]->quantity );
		$this->assertCount( 1, $api->documentsOfDay( self::DATABASE, '2026-03-01' ) );
		$this->assertCount( 0, $api->documentsOfDay( self::DATABASE, '2026-03-02' ) );
	}

	/** @return array<string, array{string}> */
	public function kinds(): array {
		return [
			'reservation'           => [ 'reservation' ],
			'invoice'               => [ 'invoice' ],
			'invoice-delivery note' => [ 'invoiceDeliveryNote' ],
			'delivery note'         => [ 'deliveryNote' ],
		];
	}

	public function testCancelsAReservation(): void {
		$api  = self::api();
		$made = $api->createDocument( self::DATABASE, 'reservation', $api->documentBody( $this->document( 'reservation', 'r' ) ) );
		$this->assertSame( 'cancelled', $api->cancelDocument( self::DATABASE, (string) $made->id )->status );
		$this->assertSame( 'cancelled', $api->getDocument( self::DATABASE, (string) $made->id )->status );
	}

	public function testARefusalNamesTheFault(): void {
		$api      = self::api();
		$document = new Document( array_filter( get_object_vars( $this->document( 'reservation', 'r' ) ) ) );
		$document = new Document( [ 'lines' => [ new DocumentLine( [ 'productCode' => 'NO-SUCH', 'name' => 'x', 'quantity' => '1', 'unitPrice' => '1', 'vatRate' => '20', 'lineTotal' => '1' ] ) ] ] + get_object_vars( $document ) );
		foreach ( [ false, true ] as $as200 ) {
			$this->sors->post( 'settings', [ 'refusalsAs200' => $as200 ] );
			try {
				$api->createDocument( self::DATABASE, 'reservation', $api->documentBody( $document ) );
				$this->fail( 'It was taken.' );
			} catch ( Rejected $error ) {
				$this->assertSame( $as200 ? 200 : 400, $error->status );
				$this->assertStringContainsString( 'NO-SUCH', Sentence::shown( $error->getMessage() ) );
				$this->assertNotSame( [], $error->errors );
			}
		}
		$this->assertSame( [], $api->findDocuments( self::DATABASE, 'r' ) );
	}

	public function testACustomerIsMadeFoundAndOwesNothing(): void {
		$api  = self::api();
		$made = $api->createCustomer( self::DATABASE, new Customer( [ 'type' => 'company', 'name' => 'Фирма "Đ" d.o.o.', 'taxId' => '123456788', 'email' => 'firma@example.test', 'city' => 'Niš', 'country' => 'RS' ] ) );
		$this->assertNotNull( $made->id );
		foreach ( [ 'taxId' => '123456788', 'email' => 'firma@example.test' ] as $parameter => $value ) {
			$found = $api->listCustomers( self::DATABASE, [ $parameter => $value ] )->items;
			$this->assertSame( [ $made->id ], array_column( array_map( 'get_object_vars', $found ), 'id' ), $parameter );
			$this->assertSame( [ 'company', 'Фирма "Đ" d.o.o.' ], [ $found[0]->type, $found[0]->name ] );
		}
		$this->assertSame( '0', $api->getCustomerDebt( self::DATABASE, (string) $made->id )->balance );
	}

	private function document( string $kind, string $reference ): Document {
		$api  = self::api();
		$unit = $api->listBusinessUnits( self::DATABASE )[0];
		$goods = array_filter( $api->listProducts( self::DATABASE )->items, static fn( Product $product ): bool => 'goods' === $product->itemType && true === $product->active && '20' === $product->vatRate );
		$this->assertNotSame( [], $goods );
		$product = reset( $goods );
		return new Document(
			[
				'kind'              => $kind,
				'businessUnitId'    => $unit->id,
				'customerId'        => $api->listCustomers( self::DATABASE )->items[0]->id,
				'date'              => '2026-03-01',
				'externalReference' => $reference,
				'paymentMethod'     => 'cashOnDelivery',
				'currency'          => 'RSD',
				'pricesIncludeVat'  => true,
				'paidAmount'        => '59.70',
				'paidAt'            => new \DateTimeImmutable( '2026-03-01T23:30:00Z' ),
				'buyerName'         => 'Петар Петровић',
				'note'              => 'Улица "Ђ" / 5',
				'total'             => '59.70',
				'lines'             => [
					new DocumentLine(
						[
							'productId'   => $product->id,
							'productCode' => $product->code,
							'name'        => $product->name,
							'unit'        => $product->unit,
							'quantity'    => '3',
							'unitPrice'   => '19.90',
							'vatRate'     => '20',
							'lineTotal'   => '59.70',
						]
					),
				],
			]
		);
	}
}
