<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Log;

use PHPUnit\Framework\TestCase;
use SorsApi\Log\Masking;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Tests\Sors\Fixture;

'cli' === PHP_SAPI || exit;

/** What of a request may be written down. Names on the wire are taken from the contract, as everywhere. */
final class MaskingTest extends TestCase {

	/** @return array<string, array{Contract}> */
	public function contracts(): array {
		return [
			'the shipped one'      => [ Contract::fromArray( Fixture::shipped() ) ],
			'one with other names' => [ Contract::fromArray( Fixture::other() ) ],
		];
	}

	/** @dataProvider contracts */
	public function testWhatIsABuyersIsMasked( Contract $contract ): void {
		$masking = new Masking( $contract, 'createReservation' );
		$secret  = [ 'customer' => [ 'name', 'taxId', 'registrationNumber', 'email', 'phone', 'address', 'postalCode', 'city', 'country' ], 'document' => [ 'buyerName', 'buyerEmail', 'buyerPhone', 'deliveryAddress', 'deliveryPostalCode', 'deliveryCity', 'deliveryCountry', 'note' ], 'debt' => [ 'balance', 'overdue' ] ];
		foreach ( $secret as $entity => $fields ) {
			foreach ( $fields as $field ) {
				self::assertSame( '(9 characters)', self::shown( $masking, $contract, $entity, $field, '100000024' ), "$entity.$field" );
				self::assertSame( '(9 characters)', self::shown( $masking, $contract, $entity, $field, 100000024 ), "$entity.$field as a number" );
			}
		}
	}

	/** @dataProvider contracts */
	public function testWhatIsNotPersonalIsShown( Contract $contract ): void {
		$masking = new Masking( $contract, 'createReservation' );
		foreach ( [ 'document' => [ 'number', 'externalReference', 'date', 'total' ], 'documentLine' => [ 'productCode', 'quantity', 'unitPrice' ], 'stockLevel' => [ 'onHand' ], 'product' => [ 'code' ] ] as $entity => $fields ) {
			foreach ( $fields as $field ) {
				self::assertSame( 'R-17', self::shown( $masking, $contract, $entity, $field, 'R-17' ), "$entity.$field" );
			}
		}
	}

	/** @dataProvider contracts */
	public function testACustomersCodeIsMaskedWhereCustomersAreAskedFor( Contract $contract ): void {
		self::assertSame( '(4 characters)', self::shown( new Masking( $contract, 'listCustomers' ), $contract, 'customer', 'code', 'K-12' ) );
	}

	public function testWhatTheContractDoesNotNameIsMasked(): void {
		$masking = new Masking( Fixture::contract(), 'createCustomer' );
		self::assertSame( '{"nadimak":"(4 characters)","godina":"(4 characters)","aktivan":true,"nista":null}', $masking->body( '{"nadimak":"Žika","godina":1980,"aktivan":true,"nista":null}' ) );
		self::assertSame( '{"(13 characters)":"(2 characters)"}', $masking->body( '{"zika@sorstest":"da"}' ) );
	}

	public function testAnEmailIsShownNowhere(): void {
		$contract = Fixture::contract();
		self::assertSame( '(9 characters)', self::shown( new Masking( $contract, 'createReservation' ), $contract, 'document', 'externalReference', 'zika@a.rs' ) );
	}

	public function testContentAndLongTextsAreDescribed(): void {
		$contract = Fixture::contract();
		self::assertSame( '(8 characters)', self::shown( new Masking( $contract, 'listProductImages' ), $contract, 'productImage', 'content', 'aGVsbG8=' ) );
		self::assertSame( '(5000 characters)', self::shown( new Masking( $contract, 'listProducts' ), $contract, 'product', 'description', str_repeat( 'x', 5000 ) ) );
	}

	public function testALongListIsCut(): void {
		$shown = ( new Masking( Fixture::contract(), 'listProducts' ) )->body( (string) json_encode( [ 'data' => array_fill( 0, 200, [ 'x' => 'y' ] ) ] ) );
		self::assertStringEndsWith( ',"… 180 more"]}', $shown );
		self::assertLessThan( 1000, strlen( $shown ) );
	}

	/** @dataProvider contracts */
	public function testParametersThatMayBeABuyersAreMasked( Contract $contract ): void {
		$operation = $contract->operation( 'listCustomers' );
		$page  = (string) $contract->paging->page;
		$query = [];
		foreach ( [ 'taxId', 'email', 'code', 'search' ] as $parameter ) {
			$query[ $operation->query[ $parameter ] ] = '100000024';
		}
		$url = ( new Masking( $contract, 'listCustomers' ) )->url( 'https://sors.test/kupci?' . http_build_query( $query + [ $page => 3 ], '', '&', PHP_QUERY_RFC3986 ) );
		self::assertStringStartsWith( '/kupci?', $url );
		self::assertSame( 4, substr_count( $url, '=(9 characters)' ), $url );
		self::assertStringEndsWith( "&$page=3", $url );
	}

	public function testWhatIsNoJsonIsNotShown(): void {
		$masking = new Masking( Fixture::contract(), 'listProducts' );
		self::assertSame( 'none', $masking->body( ' ' ) );
		self::assertSame( 'no JSON', $masking->body( 'Žika' ) );
		self::assertSame( 'no JSON, more like a page', $masking->body( '<html>Žika' ) );
		self::assertSame( '"(4 characters)"', $masking->body( '"Žika"' ) );
	}

	/**
	 * @param string|int $value
	 *
	 * @return mixed What is shown of it.
	 */
	private static function shown( Masking $masking, Contract $contract, string $entity, string $field, $value ) {
		$path = explode( '.', (string) $contract->path( $entity, $field ) );
		$json = $value;
		foreach ( array_reverse( $path ) as $name ) {
			$json = [ $name => $json ];
		}
		$shown = json_decode( $masking->body( (string) json_encode( [ 'a' => [ $json ] ] ) ), true )['a'][0];
		foreach ( $path as $name ) {
			$shown = $shown[ $name ];
		}
		return $shown;
	}
}
