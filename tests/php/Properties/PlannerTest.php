<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Properties;

use Eris\Generators;
use SorsApi\Sors\Product;
use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Sync\Catalog\CatalogPlan;
use SorsApi\Sync\Catalog\CatalogPlanner;
use SorsApi\Sync\Catalog\CatalogSubject;
use SorsApi\Tests\Sync\Shop;

'cli' === PHP_SAPI || exit;

/** Whatever SORS says of an item: once it was written it is right, and what is the owner's stays the owner's. */
final class PlannerTest extends PropertyTestCase {

	private const FIELDS = [ 'name', 'description', 'status', 'stock' ];

	public function testWrittenOnceItIsRight(): void {
		$this->forAll(
			self::inputs(),
			static function ( array $item, array $product, array $owners, string $missing ): void {
				$link  = Shop::link();
				$state = Shop::product( $product );
				self::write( self::plan( $item, $link, $state, $owners, $missing ), $item, $link, $state );
				if ( ! $item['active'] ) {
					// It goes off sale first, and becomes a service in the next pass.
					self::write( self::plan( $item, $link, $state, $owners, $missing ), $item, $link, $state );
				}
				$again = self::plan( $item, $link, $state, $owners, $missing );
				self::assertSame( [], $again->changes );
				self::assertTrue( $again->data->isEmpty() );
			}
		);
	}

	public function testWhatIsTheOwnersIsLeftAlone(): void {
		$this->forAll(
			self::inputs(),
			static function ( array $item, array $product, array $owners, string $missing ): void {
				$plan = self::plan( $item, Shop::link(), Shop::product( $product ), $owners, $missing );
				self::assertSame( 7, $plan->objectId, 'The linked product and no other.' );
				foreach ( [ 'name', 'description' ] as $field ) {
					if ( 'always' !== $owners[ $field ] ) {
						self::assertNull( $plan->data->$field, $field );
					}
				}
				if ( 'never' === $owners['status'] ) {
					self::assertNull( $plan->data->status );
				}
				self::assertContains( $plan->data->status, [ null, 'publish', 'draft', 'private' ], 'Nothing that a run finds deletes a product.' );
				if ( 'leave' === $missing && ! $item['active'] && 'goods' === $item['itemType'] ) {
					self::assertSame( [ null, null, '' ], [ $plan->data->status, $plan->data->stockStatus, $plan->danger ] );
				}
			}
		);
	}

	public function testWhatTakesGoodsOffSaleCountsForTheSafetyLimit(): void {
		$this->forAll(
			self::inputs(),
			static function ( array $item, array $product, array $owners, string $missing ): void {
				$plan  = self::plan( $item, Shop::link(), Shop::product( $product ), $owners, $missing );
				$ends  = 'publish' === $product['status'] && in_array( $plan->data->status, [ 'draft', 'private' ], true );
				$sells = (int) $product['stock'] > 0 && '0' === $plan->data->stock;
				if ( $ends || $sells ) {
					self::assertNotSame( '', $plan->danger );
				}
			}
		);
	}

	/** @return list<\Eris\Generator> Of SORS' item, the product, whose each field is, and what becomes of items out of use. */
	private static function inputs(): array {
		return [
			Generators::associative(
				[
					'name'        => Generators::elements( 'Naziv', 'Novi', 'Cev 1/2" & spojnica', "L'Oréal <b>", '  Razmak  ' ),
					'description' => Generators::elements( null, '', 'Opis', "Prvi red\n\"drugi\" & <i>treći</i>" ),
					'itemType'    => Generators::elements( 'goods', 'service' ),
					'vatRate'     => Generators::elements( null, '0', '10', '20', '8' ),
					'active'      => Generators::bool(),
				]
			),
			Generators::associative(
				[
					'name'        => Generators::elements( 'Naziv', 'Vlasnikov naziv' ),
					'description' => Generators::elements( '', 'Vlasnikov opis' ),
					'status'      => Generators::elements( 'publish', 'draft', 'private' ),
					'stock'       => Generators::elements( '-2', '0', '1', '10' ),
					'stockStatus' => Generators::elements( 'instock', 'outofstock' ),
					'managesStock' => Generators::bool(),
					'type'        => Generators::elements( 'simple', 'variation' ),
				]
			),
			Generators::associative( array_fill_keys( self::FIELDS, Generators::elements( 'always', 'create', 'never' ) ) ),
			Generators::elements( 'outOfStock', 'draft', 'leave' ),
		];
	}

	private static function plan( array $item, Link $link, ProductState $state, array $owners, string $missing ): CatalogPlan {
		$subject        = new CatalogSubject();
		$subject->link  = clone $link;
		$subject->state = clone $state;
		$sors           = new Product( $item + [ 'id' => '1', 'code' => 'A1', 'priceWithVat' => '120' ] );
		return ( new CatalogPlanner( Shop::rules( [ 'fields' => $owners, 'missingProducts' => $missing ] ) ) )->plan( $sors, $subject );
	}

	/** As the writer does it. */
	private static function write( CatalogPlan $plan, array $item, Link $link, ProductState $state ): void {
		foreach ( array_filter( get_object_vars( $plan->data ), static fn( $value ): bool => null !== $value ) as $name => $value ) {
			if ( property_exists( $state, $name ) ) {
				$state->$name = $value;
			}
		}
		$plan->noteIn( $link );
		$link->itemType = (string) $item['itemType'];
	}
}
