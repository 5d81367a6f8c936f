<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors\Contract;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Tests\Sors\Fixture;
use SorsApi\Tests\Thrown;

'cli' === PHP_SAPI || exit;

final class ContractTest extends TestCase {

	public function testReadsTheShippedFile(): void {
		$contract = Contract::load( dirname( __DIR__, 4 ) . '/contract/sors-api.json' );
		$this->assertSame( Fixture::shipped()['baseUrl'], $contract->baseUrl );
		$this->assertNotNull( $contract->operation( 'listProducts' ) );
		$this->assertNull( $contract->operation( 'makeCoffee' ) );
		$this->assertSame( Fixture::shipped()['envelope']['total'], $contract->operation( 'listProductGroups' )->envelope['total'] );
		$this->assertTrue( $contract->isReadOnly( 'document', 'number' ) );
		$this->assertFalse( $contract->isReadOnly( 'document', 'note' ) );
	}

	/** A file's left-hand side and our classes are one list of fields. */
	public function testTheExampleAndTheClassesHaveTheSameFields(): void {
		$example = Fixture::example();
		foreach ( Contract::ENTITIES as $entity => $class ) {
			$properties = array_map(
				static fn( \ReflectionProperty $property ): string => $property->getName(),
				( new \ReflectionClass( $class ) )->getProperties( \ReflectionProperty::IS_PUBLIC )
			);
			sort( $properties );
			$fields = array_keys( $example['entities'][ $entity ] );
			sort( $fields );
			$this->assertSame( $fields, $properties, $entity );
			$this->assertSame( $entity, $class::entity() );
		}
		$this->assertSame( array_keys( $example['entities'] ), array_keys( Contract::ENTITIES ) );
	}

	public function testTheShippedTypesFitTheProperties(): void {
		$expected = [ 'integer' => 'int', 'boolean' => 'bool', 'dateTime' => \DateTimeImmutable::class ];
		$contract = Contract::fromArray( Fixture::shipped() );
		foreach ( Contract::ENTITIES as $entity => $class ) {
			foreach ( $contract->fields( $entity ) as $field => $path ) {
				$type = $contract->type( $entity, $field );
				$php  = '[]' === substr( $type, -2 ) ? 'array' : ( $expected[ $type ] ?? 'string' );
				$type = ( new \ReflectionProperty( $class, $field ) )->getType();
				$this->assertInstanceOf( \ReflectionNamedType::class, $type, "$entity.$field" );
				$this->assertSame( $php, $type->getName(), "$entity.$field" );
			}
		}
	}

	/** @dataProvider broken */
	public function testNamesThePlaceOfAFault( array $changes, string $place ): void {
		$error = Thrown::by( static fn() => Fixture::contract( $changes ), ContractError::class );
		$this->assertSame( 'contract', $error->code() );
		$this->assertStringContainsString( '"' . $place . '"', Sentence::shown( $error->getMessage() ) );
	}

	public function broken(): array {
		return [
			'another format'          => [ [ 'formatVersion' => 2 ], 'formatVersion' ],
			'no base URL'             => [ [ 'baseUrl' => '' ], 'baseUrl' ],
			'no header for the key'   => [ [ 'auth' => [ 'header' => null ] ], 'auth.header' ],
			'database nowhere'        => [ [ 'database' => [ 'in' => 'cookie' ] ], 'database.in' ],
			'unknown paging'          => [ [ 'paging' => [ 'style' => 'scroll' ] ], 'paging.style' ],
			'page without a name'     => [ [ 'paging' => [ 'page' => null ] ], 'paging.page' ],
			'page size of nothing'    => [ [ 'paging' => [ 'maxSize' => 0 ] ], 'paging.maxSize' ],
			'unknown decimals'        => [ [ 'wire' => [ 'decimals' => 'roman' ] ], 'wire.decimals' ],
			'pattern of another kind' => [ [ 'wire' => [ 'dates' => 'YYYY-MM-DD' ] ], 'wire.dates' ],
			'pattern with hours to 12' => [ [ 'wire' => [ 'dateTimes' => 'dd.MM.yyyy hh:mm' ] ], 'wire.dateTimes' ],
			'no such time zone'       => [ [ 'wire' => [ 'timeZone' => 'Europe/Atlantis' ] ], 'wire.timeZone' ],
			'unknown method'          => [ [ 'operations' => [ 'listProducts' => [ 'method' => 'get' ] ] ], 'operations.listProducts.method' ],
			'path without its id'     => [ [ 'operations' => [ 'getDocument' => [ 'path' => '/documents' ] ] ], 'operations.getDocument.path' ],
			'path with another id'    => [ [ 'operations' => [ 'getDocument' => [ 'path' => '/documents/{id}' ] ] ], 'operations.getDocument.path' ],
			'path without database'   => [ [ 'database' => [ 'in' => 'path' ] ], 'operations.listBusinessUnits.path' ],
			'GET with a body'         => [ [ 'operations' => [ 'listBusinessUnits' => [ 'constants' => [ 'body' => [ 'x' => 1 ] ] ] ] ], 'operations.listBusinessUnits.method' ],
			'no place of the records' => [ [ 'envelope' => [ 'data' => null ] ], 'envelope.data' ],
			'a day with a zone'       => [ [ 'wire' => [ 'dates' => 'iso8601' ] ], 'wire.dates' ],
			'products without code'   => [ [ 'entities' => [ 'product' => [ 'code' => null ] ] ], 'entities.product.code' ],
			'one place for two'       => [ [ 'entities' => [ 'customer' => [ 'city' => 'name' ] ] ], 'entities.customer' ],
			'one place inside another' => [ [ 'entities' => [ 'customer' => [ 'city' => 'name.of.city' ] ] ], 'entities.customer' ],
			'a constant that is none' => [ [ 'operations' => [ 'createInvoice' => [ 'constants' => [ 'body' => [ 'x' => [ 1 ] ] ] ] ] ], 'operations.createInvoice.constants.body.x' ],
		];
	}

	public function testAProductThatCannotBeToldApartIsRefused(): void {
		$example = Fixture::example();
		unset( $example['entities']['product']['code'] );
		$this->expectException( ContractError::class );
		$this->expectExceptionMessage( '"entities.product" lacks "code"' );
		Contract::fromArray( $example );
	}

	public function testSaysWhenThereIsNoFileOrNoJson(): void {
		$file = (string) tempnam( sys_get_temp_dir(), 'sors' );
		file_put_contents( $file, '{ "formatVersion": 1, ' );
		foreach ( [ $file . '.none' => 'is missing', $file => 'is not JSON' ] as $path => $fault ) {
			$error = Thrown::by( static fn() => Contract::load( $path ), ContractError::class );
			$this->assertStringContainsString( $fault, Sentence::shown( $error->getMessage() ) );
			$this->assertStringNotContainsString( dirname( $file ), Sentence::shown( $error->getMessage() ) );
		}
		unlink( $file );
	}

	public function testTakesMoreThanItKnows(): void {
		$contract = Fixture::contract( [ 'entities' => [ 'product' => [ 'colour' => 'boja' ], 'invention' => [ 'a' => 'b' ] ], 'operations' => [ 'makeCoffee' => [ 'method' => 'POST', 'path' => '/coffee' ] ] ] );
		$this->assertNull( $contract->path( 'product', 'colour' ) );
	}

	public function testAnOperationMayHaveItsRecordsElsewhereInTheEnvelope(): void {
		$contract = Fixture::contract( [ 'operations' => [ 'getDocument' => [ 'envelope' => [ 'data' => 'data.item' ] ], 'listProducts' => [ 'envelope' => [ 'total' => 'data.count' ] ] ] ] );
		$general  = $contract->operation( 'listCustomers' )->envelope;
		$this->assertSame( array_merge( $general, [ 'data' => 'data.item' ] ), $contract->operation( 'getDocument' )->envelope );
		$this->assertSame( array_merge( $general, [ 'total' => 'data.count' ] ), $contract->operation( 'listProducts' )->envelope );
	}
}
