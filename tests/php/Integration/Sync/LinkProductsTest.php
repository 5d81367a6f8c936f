<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Database\Tables;
use SorsApi\Store\Links;

'cli' === PHP_SAPI || exit;

/** The product whose row in the shop's list shows a link, beside the link. @group real-store */
final class LinkProductsTest extends SyncTestCase {

	private \WC_Product_Variation $variation;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
		$this->variation = $this->createVariation( 'V1', '80' );
		$this->createProduct( 'P1' );
		foreach ( [ 'V1', 'P1', 'N1' ] as $code ) {
			$this->addItem( $code, "Artikal $code", [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
		}
	}

	/** Adopted by either kind of run, made by us, and linked again by the owner. */
	public function testItIsNotedWithEachNewLink(): void {
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( $this->expected( [ 'P1', 'V1' ] ), self::noted() );
		( new Links() )->forget( array_column( ( new Links() )->after( 0, 10 ), 'id' ) );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( $this->expected( [ 'N1', 'P1', 'V1' ] ), self::noted() );
		$this->loginAsAdmin();
		$parent = $this->variation->get_parent_id();
		$this->restOk( 'POST', "products/$parent/unlink" );
		self::assertSame( $this->expected( [ 'N1', 'P1' ] ), self::noted() );
		$this->restOk( 'POST', "products/$parent/link-again" );
		self::assertSame( $this->expected( [ 'N1', 'P1', 'V1' ] ), self::noted() );
	}

	/** By another plugin; also where SORS no longer has its item. */
	public function testTheNextCatalogueRunFollowsAVariationThatWasMoved(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$changed = self::changed( 'V1' );
		foreach ( [ 'shown', 'no longer shown' ] as $name ) {
			if ( 'shown' !== $name ) {
				$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'V1' ] ] );
			}
			$parent = $this->createVariation( "OTHER $name" )->get_parent_id();
			wp_update_post( [ 'ID' => $this->variation->get_id(), 'post_parent' => $parent ] );
			$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
			self::assertSame( $parent, self::noted()['V1'], $name );
			self::assertSame( $changed, self::changed( 'V1' ), "$name: nothing of the product was changed." );
		}
	}

	public function testAnItemThatComesToAnotherProductIsShownByThat(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		foreach ( [ 'V1', 'P1' ] as $gone ) {
			$links = ( new Links() )->byCodes( [ $gone ] );
			wp_delete_post( $links[ $gone ]->objectId, true );
			$product = $this->createProduct( $gone )->get_id();
			$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
			self::assertSame( $product, self::noted()[ $gone ] );
		}
	}

	private function expected( array $codes ): array {
		$links = ( new Links() )->byCodes( $codes );
		$all   = [];
		foreach ( $codes as $code ) {
			$all[ $code ] = 'V1' === $code ? $this->variation->get_parent_id() : ( $links[ $code ]->objectId ?? -1 );
		}
		return $all;
	}

	private static function noted(): array {
		return array_map( 'intval', array_column( self::db()->get_results( 'SELECT code, product_id FROM ' . Tables::name( Tables::LINKS ) . ' ORDER BY code', ARRAY_A ), 'product_id', 'code' ) );
	}

	private static function changed( string $code ): ?string {
		return ( new Links() )->byCodes( [ $code ] )[ $code ]->changedAt;
	}
}
