<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\StorageError;
use SorsApi\Sentence;

/** Makes and changes products through WooCommerce's own objects. A StorageError is thrown where the product was deleted, or WooCommerce refuses the change. */
final class ProductWriter {

	/** @return int Id of the new product. */
	public static function create( ProductData $data ): int {
		$product = new \WC_Product_Simple();
		// WooCommerce's own check folds case and accents; the exact code was looked for a moment ago.
		$unique = static fn(): bool => true;
		$create = static function () use ( $product, $data ): int {
			self::fill( $product, $data );
			return FreshProduct::during( static fn(): int => self::save( $product, $data->name ) );
		};
		// In a REST request, such as those of the page that advances a run, it is checked once more, as a lock.
		$locked = static fn(): int => OwnTexts::filtered( 'wc_product_pre_lock_on_sku', $unique, $create );
		$id     = OwnTexts::filtered( 'wc_product_pre_has_unique_sku', $unique, $locked );
		if ( $id <= 0 ) {
			ForeignCode::refused( Sentence::__( 'no product was created.', 'sors-api-for-woocommerce' ) )->throw();
		}
		self::giveBrand( $id, $data );
		return $id;
	}

	/** @param int $id Product or variation. */
	public static function update( int $id, ProductData $data ): void {
		$product = self::product( $id );
		self::fill( $product, $data );
		// The texts of a variation are WooCommerce's: it makes them of its parent's and its attributes'.
		if ( $product->is_type( 'variation' ) || ( null === $data->name && null === $data->description && null === $data->status ) ) {
			self::save( $product, null );
		} else {
			$changed = array_keys( array_filter( [ 'post_title' => $data->name, 'post_content' => $data->description ], 'is_string' ) );
			OwnTexts::ofProduct( $id, $changed, static fn() => self::save( $product, $data->name ) );
		}
		self::giveBrand( $id, $data );
	}

	private static function save( \WC_Product $product, ?string $title ): int {
		return OwnTexts::withTitle( $title, static fn(): int => ForeignCode::run( static fn(): int => $product->save() ) );
	}

	private static function giveBrand( int $id, ProductData $data ): void {
		if ( null !== $data->brand ) {
			$name = Text::cut( $data->brand, CategoryTree::LONGEST );
			$term = CategoryTree::named( $name, CategoryTree::BRANDS )[0] ?? CategoryTree::insertTerm( $name, CategoryTree::BRANDS, 0, $name );
			ForeignCode::run( static fn() => wp_set_object_terms( $id, [ $term ], CategoryTree::BRANDS ) );
		}
	}

	/** What other code does to the product stays, except where it is SORS' to say. */
	private static function fill( \WC_Product $product, ProductData $data ): void {
		self::set( $product, $data );
		if ( has_action( 'sors_before_product_save' ) ) {
			/**
			 * A product or variation is about to be saved with what SORS says.
			 *
			 * @param \WC_Product $product
			 */
			ForeignCode::run( static fn() => do_action( 'sors_before_product_save', $product ) );
			self::set( $product, $data );
		}
	}

	private static function set( \WC_Product $product, ProductData $data ): void {
		$props = [
			'sku'            => $data->sku,
			'name'           => $data->name,
			'description'    => $data->description,
			'status'         => $data->status,
			'category_ids'   => $data->categoryIds,
			'tax_class'      => $data->taxClass,
			'virtual'        => $data->isVirtual,
			'regular_price'  => $data->regularPrice,
			'manage_stock'   => $data->managesStock,
			'stock_quantity' => null === $data->stock ? null : (float) $data->stock,
			'stock_status'   => $data->stockStatus,
		];
		ForeignCode::run( static fn() => $product->set_props( $props ) );
		if ( null !== $data->gtin ) {
			// Without WooCommerce's own check whether another product has it: that reads the whole look-up table, which has no
			// index on bar codes, and the plan has already looked for many products at once.
			$give = static fn() => ForeignCode::run( static fn() => $product->set_global_unique_id( (string) $data->gtin ) );
			OwnTexts::filtered( 'wc_product_pre_has_global_unique_id', static fn(): bool => true, $give );
		}
	}

	/** As the database has it: a cache may hold what a killed transaction never committed, and then nothing would look changed. */
	public static function product( int $id ): \WC_Product {
		ForeignCode::cleanPostCache( $id );
		$product = wc_get_product( $id );
		if ( ! $product instanceof \WC_Product ) {
			( new StorageError( Sentence::__( 'The product was deleted in the meantime.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return $product;
	}
}
