<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** Products that are sold in sizes; the stand-in has none. */
final class Sizes {

	private const ATTRIBUTE = 'velicina';

	/** What sizes without an item are called, and what those with one are, by their places. */
	private const SHARED = [ 'S', 'M', 'XXL' ];
	private const OWN    = [ '42', '44' ];

	/** @param list<array{code: string, own: list<string>, sort: string, keepStock: bool, isDearer: bool}> $products `code` is that of the product's item, `own` those of its sizes. */
	public function make( array $products ): void {
		foreach ( Buyers::hasCart() ? $products : [] as $each ) {
			$names   = array_merge( 'own' === $each['sort'] ? [] : self::SHARED, array_slice( self::OWN, 0, count( $each['own'] ) ) );
			$product = self::product( new \WC_Product_Variable(), $names );
			$product->set_name( 'U veličinama ' . $each['code'] );
			$product->set_sku( (string) $each['code'] );
			$product->save();
			foreach ( $names as $at => $name ) {
				$place = array_search( $name, self::OWN, true );
				$size  = self::size( $product->get_id(), $name, $each['isDearer'] && count( $names ) - 1 === $at ? '1200' : '1000' );
				if ( false !== $place ) {
					$size->set_sku( (string) $each['own'][ $place ] );
				}
				if ( false !== $place || $each['keepStock'] ) {
					$size->set_manage_stock( true );
					$size->set_stock_quantity( 5 );
				}
				$size->save();
			}
			\WC_Product_Variable::sync( $product->get_id() );
		}
	}

	/** What the owner does on the product's page: `turns` is one that was sold as it is until now. No size is 0. */
	public function change( \WC_Product $product, string $change, int $size ): void {
		wp_set_current_user( 1 );
		$id = $product->get_id();
		if ( 0 === $id || ! Buyers::hasCart() ) {
			return;
		}
		if ( 'turns' === $change ) {
			$price   = (string) $product->get_regular_price( 'edit' );
			$product = self::product( new \WC_Product_Variable( $id ), self::SHARED );
			$product->save();
			foreach ( self::SHARED as $name ) {
				self::size( $id, $name, $price )->save();
			}
		} elseif ( 'adds' === $change ) {
			$name  = 'broj ' . ( count( $product->get_children() ) + 1 );
			$names = array_merge( $product->get_attributes()[ self::ATTRIBUTE ]->get_options(), [ $name ] );
			self::product( $product, $names )->save();
			self::size( $id, $name, '' )->save();
		} else {
			$this->changeSize( wc_get_product( $size ), $change );
		}
		\WC_Product_Variable::sync( $id );
	}

	/** @param mixed $size */
	private function changeSize( $size, string $change ): void {
		if ( ! $size instanceof \WC_Product_Variation ) {
			return;
		}
		if ( 'keeps stock' === $change ) {
			$size->set_manage_stock( true );
			$size->set_stock_quantity( 7 );
		} else {
			$size->set_regular_price( (string) ( 100 + (float) $size->get_regular_price( 'edit' ) ) );
		}
		$size->save();
	}

	/** @param list<string> $names */
	private static function product( \WC_Product $product, array $names ): \WC_Product {
		$attribute = new \WC_Product_Attribute();
		$attribute->set_name( self::ATTRIBUTE );
		$attribute->set_options( $names );
		$attribute->set_visible( true );
		$attribute->set_variation( true );
		$product->set_attributes( [ $attribute ] );
		return $product;
	}

	/** @param string $price '' = none yet. */
	private static function size( int $product, string $name, string $price ): \WC_Product_Variation {
		$size = new \WC_Product_Variation();
		$size->set_parent_id( $product );
		$size->set_attributes( [ self::ATTRIBUTE => $name ] );
		$size->set_regular_price( $price );
		return $size;
	}
}
