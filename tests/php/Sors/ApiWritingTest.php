<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Customer;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;
use SorsApi\Sors\Http\Response;
use SorsApi\Sors\Http\TransportFailed;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\Unreachable;
use SorsApi\Tests\Thrown;

'cli' === PHP_SAPI || exit;

/** What is sent to SORS, and what its answers to that mean. */
final class ApiWritingTest extends TestCase {

	private FakeTransport $server;

	protected function setUp(): void {
		$this->server = new FakeTransport();
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
		$body     = $api->documentBody( $document );
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
		$body     = $api->documentBody( $document );
		$this->assertSame( '{"jezgro":{"kind_x":11,"paidAt_x":"01.07.2026. 12:00:00","lines_x":[{"quantity_y":"1,5"}],"vrsta":"RAC"},"businessUnitId_y":5,"date_y":"01.03.2026.","total_y":"19,9","stopa":1.5}', $body );
		$this->server->willAnswer( [ 'stanje' => [ 'uspeh' => true ], 'odgovor' => [ 'podaci' => [ 'jezgro' => [ 'id_x' => 77 ] ] ] ] );
		$this->assertSame( '77', $api->createDocument( 'Demo2', 'invoice', $body )->id );
		$this->assertSame( 'https://sors.test/v9/x-invoices?potvrdi=true', $this->server->last()->url );
		$this->assertFalse( $api->supportsField( 'document', 'note' ) );
	}

	public function testTheDatabaseTravelsInThePath(): void {
		$other             = Fixture::example();
		$other['database'] = [ 'in' => 'path', 'name' => 'database' ];
		foreach ( array_keys( $other['operations'] ) as $name ) {
			if ( 'listDatabases' !== $name ) {
				$other['operations'][ $name ]['path'] = '/{database}' . $other['operations'][ $name ]['path'];
			}
		}
		$this->server->willSucceed( [] );
		Fixture::api( $this->server, Contract::fromArray( $other ) )->listBusinessUnits( 'Moja/2026' );
		$this->assertSame( 'https://sors.test/Moja%2F2026/businessUnits', $this->server->last()->url );
	}

	public function testAnOperationWithoutARecordSendsItsConstants(): void {
		$contract = Fixture::contract( [ 'operations' => [ 'cancelDocument' => [ 'method' => 'POST', 'path' => '/documents/{documentId}/state', 'constants' => [ 'body' => [ 'state.code' => 'X' ] ] ] ] ] );
		$this->server->willSucceed( [ 'id' => 'd1' ] );
		Fixture::api( $this->server, $contract )->cancelDocument( 'Demo2', 'd1' );
		$this->assertSame( [ 'https://sors.test/documents/d1/state?database=Demo2', '{"state":{"code":"X"}}' ], [ $this->server->last()->url, $this->server->last()->body ] );
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
			$error = Thrown::by( static fn() => $api->createDocument( 'Demo2', 'invoice', '{}' ), ReplyLost::class );
			$this->assertInstanceOf( Malformed::class, $error->getPrevious() );
		}
	}

	public function testAFailureBeforeAndAfterSending(): void {
		$api = Fixture::api( $this->server );
		$this->server->will( new TransportFailed( TransportFailed::NO_CONNECT, false, 'refused for ' . Fixture::KEY ) )->will( new TransportFailed( TransportFailed::TIMEOUT, true ) );
		$error = Thrown::by( static fn() => $api->createDocument( 'Demo2', 'invoice', '{}' ), Unreachable::class );
		$this->assertStringContainsString( 'sors.test', Sentence::shown( $error->getMessage() ) );
		$this->assertStringNotContainsString( Fixture::KEY, print_r( $error, true ) );
		$this->expectException( ReplyLost::class );
		$api->createDocument( 'Demo2', 'invoice', '{}' );
	}

	/** @dataProvider unsendable */
	public function testWordsThatWouldChangeTheRequestAreRefused( string $database, string $documentId ): void {
		$this->expectException( \InvalidArgumentException::class );
		Fixture::api( $this->server )->getDocument( $database, $documentId );
	}

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
		Fixture::api( $this->server )->documentBody( new Document() );
	}
}
