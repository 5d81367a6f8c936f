<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\StorageError;

/** Makes and changes products through WooCommerce's own objects. */
final class ProductWriter {

	/**
	 * @return int Id of the new product.
	 *
	 * @throws StorageError When WooCommerce refuses it.
	 */
	public function create( ProductData $data ): int {
		$product = new \WC_Product_Simple();
		// WooCommerce's own check folds case and accents; the plan has already looked for the exact code.
		$unique = static fn(): bool => true;
		add_filter( 'wc_product_pre_has_unique_sku', $unique );
		// In a REST request, such as those of the page that advances a run, it is checked once more, as a lock.
		add_filter( 'wc_product_pre_lock_on_sku', $unique );
		try {
			$product->set_sku( (string) $data->sku );
			$this->fill( $product, $data );
			$id = FreshProduct::during( static fn(): int => $product->save() );
		} catch ( \WC_Data_Exception $error ) {
			throw new StorageError( self::refusal( $error->getMessage() ), 0, $error );
		} finally {
			remove_filter( 'wc_product_pre_has_unique_sku', $unique );
			remove_filter( 'wc_product_pre_lock_on_sku', $unique );
		}
		if ( $id <= 0 ) {
			throw new StorageError( self::refusal( __( 'no product was created.', 'sors-api-for-woocommerce' ) ) );
		}
		return $id;
	}

	/**
	 * @param int $id Product or variation.
	 *
	 * @throws StorageError When it was deleted, or WooCommerce refuses the change.
	 */
	public function update( int $id, ProductData $data ): void {
		// A cache may hold what a killed transaction never committed: then nothing would look changed.
		clean_post_cache( $id );
		$product = wc_get_product( $id );
		if ( ! $product instanceof \WC_Product ) {
			throw new StorageError( __( 'The product was deleted in the meantime.', 'sors-api-for-woocommerce' ) );
		}
		try {
			$this->fill( $product, $data );
			// The texts of a variation are WooCommerce's: it makes them of its parent's and its attributes'.
			if ( $product->is_type( 'variation' ) || ( null === $data->name && null === $data->description && null === $data->status ) ) {
				$product->save();
			} else {
				$changed = array_keys( array_filter( [ 'post_title' => $data->name, 'post_content' => $data->description ], 'is_string' ) );
				OwnTexts::ofProduct( $id, $changed, static fn() => $product->save() );
			}
		} catch ( \WC_Data_Exception $error ) {
			throw new StorageError( self::refusal( $error->getMessage() ), 0, $error );
		}
	}

	private function fill( \WC_Product $product, ProductData $data ): void {
		if ( null !== $data->name ) {
			$product->set_name( $data->name );
		}
		if ( null !== $data->description ) {
			$product->set_description( $data->description );
		}
		if ( null !== $data->status ) {
			$product->set_status( $data->status );
		}
		if ( null !== $data->categoryIds ) {
			$product->set_category_ids( $data->categoryIds );
		}
		if ( null !== $data->taxClass ) {
			$product->set_tax_class( $data->taxClass );
		}
		if ( null !== $data->isVirtual ) {
			$product->set_virtual( $data->isVirtual );
		}
		if ( null !== $data->regularPrice ) {
			$product->set_regular_price( $data->regularPrice );
		}
		if ( null !== $data->gtin ) {
			self::giveGtin( $product, $data->gtin );
		}
		if ( null !== $data->managesStock ) {
			$product->set_manage_stock( $data->managesStock );
		}
		if ( null !== $data->stock ) {
			$product->set_stock_quantity( (float) $data->stock );
		}
		if ( null !== $data->stockStatus ) {
			$product->set_stock_status( $data->stockStatus );
		}
	}

	/**
	 * Without WooCommerce's own check whether another product has it: that reads the whole look-up table, which has no
	 * index on bar codes, and the plan has already looked for many products at once.
	 */
	private static function giveGtin( \WC_Product $product, string $gtin ): void {
		$unique = static fn(): bool => true;
		add_filter( 'wc_product_pre_has_global_unique_id', $unique );
		try {
			$product->set_global_unique_id( $gtin );
		} finally {
			remove_filter( 'wc_product_pre_has_global_unique_id', $unique );
		}
	}

	private static function refusal( string $message ): string {
		/* translators: %s: what WooCommerce says */
		return sprintf( __( 'WooCommerce refused the change: %s', 'sors-api-for-woocommerce' ), $message );
	}
}
