<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\StorageError;

/** Writes stock and price of one product through WooCommerce's own object: whatever BulkStockWriter does not take. */
final class StockWriter {

	/**
	 * Inside a transaction, in which the state was read.
	 *
	 * @return bool False when the stock is another by now: nothing was written.
	 *
	 * @throws StorageError
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
			throw new StorageError( sprintf( __( 'WooCommerce refused it: %s', 'sors-api-for-woocommerce' ), $error->getMessage() ), 0, $error );
		}
		if ( $change->state->isVariation() ) {
			Parents::sync( [ $change->state->parentId ] );
		}
		return true;
	}
}
