<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sors;

'cli' === PHP_SAPI || exit;

/** Every list of the server comes through whole and as it is, tidy or not. */
final class ReadingTest extends SorsServerTestCase {

	public function testTheWholeCatalogueComesThrough(): void {
		$this->sors->post( 'reset', [ 'items' => 950 ] );
		$state    = $this->sors->get( 'state?database=Demo2&include=products,stock,units,groups' )['databases']['Demo2'];
		$api      = self::api();
		$products = self::all(
			static function ( ?string $cursor ) use ( $api ) {
				return $api->listProducts( self::DATABASE, [], $cursor );
			}
		);
		$this->assertCount( $state['counts']['products'], $products );
		$this->assertGreaterThan( 900, count( $products ) );
		foreach ( $state['products'] as $at => $expected ) {
			$product = $products[ $at ];
			$this->assertSame( $expected['code'], $product->code );
			$this->assertSame( $expected['name'], $product->name );
			$this->assertSame( $expected['itemType'], $product->itemType );
			$this->assertSame( $expected['active'], $product->active );
			$this->assertEquals( $expected['vatRate'], (float) $product->vatRate );
			$this->assertSame( json_encode( $expected['priceWithVat'] ), (string) json_encode( (float) $product->priceWithVat + 0 ), $product->code );
			$this->assertSame( intdiv( (int) $expected['modifiedAt'], 1000 ), $product->modifiedAt->getTimestamp() );
		}
		$groups = self::all(
			static function ( ?string $cursor ) use ( $api ) {
				return $api->listProductGroups( self::DATABASE, $cursor );
			}
		);
		$this->assertCount( $state['counts']['groups'], $groups );
		$units = $api->listBusinessUnits( self::DATABASE );
		$this->assertSame( array_column( $state['units'], 'code' ), array_column( array_map( 'get_object_vars', $units ), 'code' ) );
	}

	public function testStockComesThroughUnitByUnit(): void {
		$api   = self::api();
		$state = $this->sors->get( 'state?database=Demo2&include=stock' )['databases']['Demo2'];
		$read  = 0;
		foreach ( $api->listBusinessUnits( self::DATABASE ) as $unit ) {
			$levels = self::all(
				static function ( ?string $cursor ) use ( $api, $unit ) {
					return $api->listInventory( self::DATABASE, [ 'businessUnitId' => $unit->id ], $cursor );
				}
			);
			$read += count( $levels );
			foreach ( $levels as $level ) {
				$expected = $state['stock'][ $level->productCode ][ $unit->code ];
				$this->assertSame( $unit->id, $level->businessUnitId );
				$this->assertEquals( $expected['onHand'], (float) $level->onHand );
				$this->assertEquals( $expected['reserved'], (float) $level->reserved );
				$this->assertEquals( $expected['available'], (float) $level->available );
				$this->assertEquals( $expected['priceWithVat'], (float) $level->priceWithVat );
			}
		}
		$this->assertSame( $state['counts']['levels'], $read );
	}

	public function testUntidyAnswersAreReadAsTheTidyOnes(): void {
		$read = static function (): string {
			$api = self::api();
			return (string) json_encode(
				[
					self::all(
						static function ( ?string $cursor ) use ( $api ) {
							return $api->listProducts( self::DATABASE, [], $cursor );
						}
					),
					self::all(
						static function ( ?string $cursor ) use ( $api ) {
							return $api->listInventory( self::DATABASE, [], $cursor );
						}
					),
					self::all(
						static function ( ?string $cursor ) use ( $api ) {
							return $api->listCustomers( self::DATABASE, [], $cursor );
						}
					),
					$api->listBusinessUnits( self::DATABASE ),
				],
				JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_PARTIAL_OUTPUT_ON_ERROR
			);
		};
		$tidy = $read();
		$this->sors->post( 'settings', [ 'sloppy' => [ 'decimals', 'nulls', 'missing', 'ids', 'booleans', 'extra' ] ] );
		$this->assertSame( $tidy, $read() );
	}

	public function testImagesAndDatabasesComeThrough(): void {
		$api = self::api();
		if ( $api->supports( 'listDatabases' ) ) {
			$this->assertContains( self::DATABASE, array_column( array_map( 'get_object_vars', $api->listDatabases() ), 'name' ) );
		}
		$images = [];
		foreach ( $api->listProducts( self::DATABASE )->items as $product ) {
			$images = array_merge( $images, $api->listProductImages( self::DATABASE, (string) $product->id ) );
			if ( count( $images ) > 5 ) {
				break;
			}
		}
		$this->assertNotSame( [], $images );
		foreach ( $images as $image ) {
			$this->assertTrue( null !== $image->url || null !== $image->content );
			if ( null !== $image->content ) {
				$this->assertIsArray( getimagesizefromstring( $image->content ), (string) $image->id );
			}
		}
	}

	public function testOnlyWhatChangedSince(): void {
		$api = self::api();
		if ( ! $api->supportsQuery( 'listProducts', 'modifiedSince' ) ) {
			$this->markTestSkipped( 'This contract has no such search.' );
		}
		$list    = static function ( array $query ) use ( $api ): array {
			return self::all(
				static function ( ?string $cursor ) use ( $api, $query ) {
					return $api->listProducts( self::DATABASE, $query, $cursor );
				}
			);
		};
		$moments = array_map(
			static function ( $product ): int {
				return $product->modifiedAt->getTimestamp();
			},
			$list( [] )
		);
		sort( $moments );
		$middle = ( new \DateTimeImmutable( '@' . $moments[ intdiv( count( $moments ), 2 ) ] ) );
		$found  = $list( [ 'modifiedSince' => $middle ] );
		$this->assertLessThan( count( $moments ), count( $found ) );
		$this->assertCount(
			count(
				array_filter(
					$moments,
					static function ( int $moment ) use ( $middle ): bool {
						return $moment >= $middle->getTimestamp();
					}
				)
			),
			$found
		);
	}
}
