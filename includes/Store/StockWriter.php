<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\StorageError;

/** Writes stock and price of one product through WooCommerce's own object: everything that BulkStockWriter does not accept. */
final class StockWriter {

	/**
	 * Inside a transaction, in which the state was read.
	 *
	 * @return bool False when the stock has changed since: nothing was written.
	 *
	 * @throws StorageError When the product was deleted, or WooCommerce refuses the change.
	 */
	public function write( StockChange $change ): bool {
		$id = $change->state->id;
		// A cache may hold what a killed transaction never committed: then nothing would look changed.
		clean_post_cache( $id );
		$product = wc_get_product( $id );
		if ( ! $product instanceof \WC_Product ) {
			throw new StorageError( __( 'The product was deleted in the meantime.', 'sors-api-for-woocommerce' ) );
		}
		if ( [] !== StockLock::lost( [ $change ], StockLock::SAVED ) ) {
			return false;
		}
		try {
			if ( $change->startsStock ) {
				$product->set_manage_stock( true );
			}
			if ( null !== $change->stock ) {
				$product->set_stock_quantity( (float) $change->stock );
			}
			if ( null !== $change->price ) {
				$product->set_regular_price( $change->price );
			}
			$product->save();
		} catch ( \WC_Data_Exception $error ) {
			/* translators: %s: what WooCommerce says */
			throw new StorageError( sprintf( __( 'WooCommerce refused the change: %s', 'sors-api-for-woocommerce' ), $error->getMessage() ), 0, $error );
		}
		if ( $change->state->isVariation() ) {
			self::syncParents( [ $change->state->parentId ] );
		}
		return true;
	}

	/**
	 * Brings variable products up to date, which show what their variations cost and have. WooCommerce would do it at the end
	 * of the request, which a killed process never reaches.
	 *
	 * @param list<int> $ids 0 and repeated ones are passed over.
	 */
	public static function syncParents( array $ids ): void {
		foreach ( array_unique( array_filter( $ids ) ) as $id ) {
			$product = wc_get_product( $id );
			if ( $product instanceof \WC_Product_Variable ) {
				\WC_Product_Variable::sync( $product );
			}
		}
	}
}
