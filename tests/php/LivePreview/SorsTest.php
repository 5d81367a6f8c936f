<?php
declare( strict_types=1 );

namespace SorsApi\Tests\LivePreview;

use PHPUnit\Framework\TestCase;
use SorsApi\LivePreview\Sors;
use SorsApi\Sors\Api;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Customer;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;
use SorsApi\Sors\Http\Request;
use SorsApi\Sors\Http\Response;
use SorsApi\Sors\Http\Transport;
use SorsApi\Tests\Sors\Fixture;

'cli' === PHP_SAPI || exit;

require_once dirname( __DIR__, 3 ) . '/bin/live-preview/sors.php';

/** What stands in for SORS in the live preview, asked as the plugin asks. */
final class SorsTest extends TestCase {

	private Api $api;

	protected function setUp(): void {
		delete_option( 'preview_of_sors' );
		$transport = new class() implements Transport {
			public function send( Request $request ): Response {
				parse_str( (string) parse_url( $request->url, PHP_URL_QUERY ), $query );
				[ $status, $body ] = ( new Sors( Fixture::shipped() ) )->answer( $request->method, (string) parse_url( $request->url, PHP_URL_PATH ), $query, $request->body );
				return new Response( $status, (string) json_encode( $body ), null );
			}

			public function ahead( array $reads ): void {}
		};
		$this->api = Fixture::api( $transport, Contract::fromArray( Fixture::shipped() ) );
	}

	public function testShowsAnAssortment(): void {
		$this->assertSame( 'Prodavnica', $this->api->listDatabases()[0]->name );
		$unit   = $this->api->listBusinessUnits( 'Prodavnica' )[0];
		$groups = array_column( $this->api->listProductGroups( 'Prodavnica' )->items, 'id' );
		$levels = array_column( $this->api->listInventory( 'Prodavnica' )->items, null, 'productCode' );
		$goods  = 0;
		foreach ( $this->api->listProducts( 'Prodavnica' )->items as $item ) {
			$this->assertSame( [], $this->api->listProductImages( 'Prodavnica', (string) $item->id ) );
			if ( 'goods' === $item->itemType ) {
				++$goods;
				$this->assertContains( $item->groupId, $groups );
				$this->assertSame( $unit->id, $levels[ $item->code ]->businessUnitId );
				$this->assertSame( $item->priceWithVat, $levels[ $item->code ]->priceWithVat );
			}
		}
		$this->assertCount( $goods, $levels );
		$this->assertGreaterThan( 3, $goods );
	}

	public function testKnowsACustomerOnceItIsCreated(): void {
		$this->assertSame( [], $this->api->listCustomers( 'Prodavnica', [ 'email' => 'jelena@example.com' ] )->items );
		$made = $this->api->createCustomer( 'Prodavnica', new Customer( [ 'type' => 'individual', 'name' => 'Jelena', 'email' => 'jelena@example.com' ] ) );
		$this->assertEquals( [ $made ], $this->api->listCustomers( 'Prodavnica', [ 'email' => 'jelena@example.com' ] )->items );
		$this->assertSame( [], $this->api->listCustomers( 'Prodavnica', [ 'email' => 'other@example.com' ] )->items );
		$this->assertSame( '0', $this->api->getCustomerDebt( 'Prodavnica', (string) $made->id )->balance );
	}

	public function testReservesUntilADocumentIsCancelled(): void {
		$available = fn(): ?string => array_column( $this->api->listInventory( 'Prodavnica' )->items, 'available', 'productCode' )['KAF-001'];
		$before    = $available();
		$line      = new DocumentLine( [ 'productCode' => 'KAF-001', 'quantity' => '2', 'unitPrice' => '389' ] );
		$document  = new Document( [ 'kind' => 'reservation', 'date' => '2026-11-28', 'externalReference' => 'shop-1', 'total' => '778', 'lines' => [ $line ] ] );
		$made      = $this->api->createDocument( 'Prodavnica', 'reservation', $this->api->documentBody( $document ) );
		$this->assertSame( [ 'reservation', '778', 'open' ], [ $made->kind, $made->total, $made->status ] );
		$this->assertEquals( [ $made ], $this->api->findDocuments( 'Prodavnica', 'shop-1' ) );
		$this->assertSame( [], $this->api->findDocuments( 'Prodavnica', 'shop-2' ) );
		$this->assertSame( (float) $before - 2, (float) $available() );
		$this->api->cancelDocument( 'Prodavnica', (string) $made->id );
		$this->assertSame( 'cancelled', $this->api->getDocument( 'Prodavnica', (string) $made->id )->status );
		$this->assertSame( $before, $available() );
	}
}
