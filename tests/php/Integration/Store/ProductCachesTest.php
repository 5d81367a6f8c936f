<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;


/**
 * WooCommerce's optional caches of products: the objects themselves, within a request, and version strings by which
 * answers of its REST API are kept. The fast writer writes past WooCommerce, so both have to hear of it.
 *
 * Each in a process that was started with the feature on. Older versions lack both features: there the figures alone count.
 *
 * @group real-store
 */
final class ProductCachesTest extends StoreTestCase {

	/** Writes stock 4 and price 99 to whatever `$ids` names. */
	private const WRITE = '
		$states  = ( new SorsApi\Store\ProductReader() )->byIds( $ids, SorsApi\Store\ProductParts::figuresToWrite() );
		$changes = [];
		foreach ( $ids as $id ) {
			$changes[ $id ] = new SorsApi\Store\StockChange( $states[ $id ], "4", "99" );
		}
		$accepted  = array_filter( array_map( [ SorsApi\Store\BulkStockWriter::class, "accepts" ], $changes ) );
		$announcer = new SorsApi\Store\StockAnnouncer( new SorsApi\Store\BulkCaches() );
		$announcer->before( $changes );
		$written = SorsApi\Store\BulkStockWriter::write( $changes );
		if ( count( $accepted ) !== count( $ids ) || count( $written ) !== count( $ids ) ) {
			throw new RuntimeException( "Not written in bulk." );
		}
		$announcer->announce( $written, "__return_true" );
	';

	public function testAProductThatWasLoadedBeforeShowsWhatWasWritten(): void {
		update_option( 'woocommerce_feature_product_instance_caching_enabled', 'yes' );
		$simple    = $this->createProduct( 'A' );
		$variation = self::saved( $this->createVariation( 'B', '120' ), [ 'manage_stock' => true, 'stock_quantity' => 10 ] );
		$seen      = $this->answer(
			'
			$ids    = [ $args["simple"], $args["variation"] ];
			$parent = $args["parent"];
			$look   = static function () use ( $ids, $parent ): array {
				$figures = [];
				foreach ( $ids as $id ) {
					$product   = wc_get_product( $id );
					$figures[] = [ (string) $product->get_stock_quantity(), $product->get_regular_price(), $product->get_price() ];
				}
				$figures[] = array_map( "strval", wc_get_product( $parent )->get_variation_prices()["price"] );
				return $figures;
			};
			$before = $look();
			$cache  = "Automattic\WooCommerce\Internal\Caches\ProductCache";
			$kept   = array_map( static fn( int $id ): bool => class_exists( $cache ) && wc_get_container()->get( $cache )->is_cached( $id ), [ ...$ids, $parent ] );
			// A listener that asks for the product while it is still as it was: it is loaded, and kept, once more.
			$heard = null;
			add_action( "woocommerce_product_before_set_stock", static function ( $product ) use ( &$heard ): void {
				$heard = (string) $product->get_stock_quantity();
			} );
			' . self::WRITE . '
			echo json_encode( [ "before" => $before, "kept" => $kept, "heard" => $heard, "after" => $look() ] );
			',
			[ 'simple' => $simple->get_id(), 'variation' => $variation->get_id(), 'parent' => $variation->get_parent_id() ]
		);
		self::assertSame( array_fill( 0, 3, self::hasFeature( 'product_instance_caching' ) ), $seen['kept'] );
		self::assertSame( [ [ '10', '120.00', '120.00' ], [ '10', '120', '120' ], [ $variation->get_id() => '120.00' ] ], $seen['before'] );
		self::assertSame( '10', $seen['heard'] );
		self::assertSame( [ [ '4', '99', '99' ], [ '4', '99', '99' ], [ $variation->get_id() => '99.00' ] ], $seen['after'] );
	}

	public function testWhatTheRestApiKeepsOfAProductIsOverOnceItWasWritten(): void {
		update_option( 'woocommerce_feature_rest_api_caching_enabled', 'yes' );
		update_option( 'woocommerce_rest_api_enable_backend_caching', 'yes' );
		$seen = $this->answer(
			'
			$ids      = [ $args["id"] ];
			$versions = "Automattic\WooCommerce\Internal\Caches\VersionStringGenerator";
			$version  = static fn( int $id ): ?string => class_exists( $versions ) ? wc_get_container()->get( $versions )->get_version( "product_$id", false ) : null;
			foreach ( class_exists( $versions ) ? [ $args["id"], $args["other"] ] : [] as $id ) {
				wc_get_container()->get( $versions )->generate_version( "product_$id" );
			}
			$before = null !== $version( $args["id"] );
			' . self::WRITE . '
			echo json_encode( [ $before, null !== $version( $args["id"] ), null !== $version( $args["other"] ) ] );
			',
			[ 'id' => $this->createProduct( 'A' )->get_id(), 'other' => $this->createProduct( 'B' )->get_id() ]
		);
		$has = self::hasFeature( 'rest_api_caching' );
		self::assertSame( [ $has, false, $has ], $seen );
	}

	private function answer( string $code, array $args ): array {
		return json_decode( $this->inOtherProcess( $code, $args )->finish(), true, 512, JSON_THROW_ON_ERROR );
	}

	private static function hasFeature( string $id ): bool {
		return array_key_exists( $id, \Automattic\WooCommerce\Utilities\FeaturesUtil::get_features( true ) );
	}
}
