<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;

/**
 * Writes stock and price of one product that BulkStockWriter does not accept: the stock figure in a short transaction, the
 * rest through WooCommerce's own save() after it, since whatever listens to that may take its time. A StorageError is thrown
 * where the database fails, the product was deleted, or WooCommerce refuses the change.
 */
final class StockWriter {

	/**
	 * The stock figures alone, inside the transaction in which the state was read.
	 *
	 * @return bool False when something has changed since: nothing was written.
	 */
	public static function swap( StockChange $change ): bool {
		global $wpdb;
		$stocks     = [];
		$statements = [];
		$named      = [];
		foreach ( $change->parts() as $part ) {
			$id = $part->state->id;
			if ( null === $part->stock ) {
				continue;
			}
			$stocks[ $id ] = self::stored( $part->stock );
			if ( ! in_array( $id, $named, true ) ) {
				$statements[] = $statement = self::statement( $id, $stocks[ $id ] );
				if ( 1 === preg_match( '/\bpost_id\s+IN\s*\(([\d\s,]+)\)/i', $statement, $found ) ) {
					array_push( $named, ...array_map( 'intval', explode( ',', $found[1] ) ) );
				}
			}
		}
		if ( [] !== StockLock::lost( [ $change ], $named ) ) {
			return false;
		}
		// A product without such a row keeps no stock that anything could be sold from: save() makes it.
		array_map( [ Sql::class, 'run' ], $statements );
		foreach ( $stocks as $id => $stock ) {
			Sql::run( "UPDATE {$wpdb->wc_product_meta_lookup} SET stock_quantity = %s WHERE product_id = %d", $stock, $id );
		}
		return true;
	}

	/**
	 * WooCommerce's statement, as others make it: a translation plugin names the translations as well. Asked before anything is
	 * locked. Where that fails, the stock is written all the same.
	 *
	 * @psalm-taint-escape sql WooCommerce runs what this filter answers as well: it is code of the site, not input.
	 */
	private static function statement( int $id, string $stock ): string {
		global $wpdb;
		$sql  = Sql::prepare( "UPDATE {$wpdb->postmeta} SET meta_value = %s WHERE post_id = %d AND meta_key='_stock'", $stock, $id );
		try {
			$made = ForeignCode::run( static fn() => apply_filters( 'woocommerce_update_product_stock_query', $sql, $id, wc_stock_amount( (float) $stock ), 'set' ) );
		} catch ( ForeignFailure $failure ) {
			ForeignCode::logged( $failure, "Product $id: how its stock is written" );
			return $sql;
		}
		return is_string( $made ) && '' !== $made ? $made : $sql;
	}

	/** A quantity as WooCommerce's object writes it. Before PHP 8 another plugin's locale decides about the point. */
	public static function stored( string $decimal ): string {
		return str_replace( ',', '.', (string) wc_stock_amount( (float) $decimal ) );
	}

	/**
	 * All that the figure brings with it, once it is committed. Its sales since then stay: save() does not write the figure.
	 *
	 * @param bool $again Another process may have died over this: what it left half done is written again, whole.
	 */
	public static function save( StockChange $change, bool $again ): void {
		$fault = null;
		foreach ( $change->parts() as $part ) {
			$isForced = $again || ( null !== $part->price && [] !== $part->state->wronglyPriced( time() ) );
			$isPriced = null !== $part->price && ( $isForced || [ $part->price ] !== $part->state->prices() );
			// WooCommerce gives a variation the status of its product where it has this row.
			if ( null !== $part->stock || $isPriced || ( null !== $change->stock && ! isset( $part->state->metaIds['_manage_stock'] ) ) ) {
				try {
					self::savePart( $part, $isForced );
				} catch ( TransactionBroken $broken ) {
					throw $broken;
				} catch ( \Throwable $error ) {
					// One that fails must not keep the others at a price, or on sale.
					$fault = $fault ?? $error;
				}
			}
		}
		if ( $again ) {
			// A process that dies between taking the term away and counting leaves a number that nothing else puts right.
			CategoryTree::recountTerms( 'product_visibility', 'outofstock' );
		}
		$parents = array_map( static fn( StockChange $part ): int => $part->state->hasOwnPrice() ? $part->state->parentId : $part->state->id, $change->parts() );
		array_map( [ self::class, 'syncParent' ], array_unique( $parents ) );
		if ( null !== $fault ) {
			throw $fault;
		}
	}

	/** Where save() fails each time, a product that kept no stock would be sold without limit. Its status stays, so that the next run saves it again. */
	public static function startStock( StockChange $change ): void {
		Transaction::run(
			static function () use ( $change ): void {
				global $wpdb;
				Sql::run( "DELETE FROM {$wpdb->postmeta} WHERE post_id = %d AND meta_key IN ('_manage_stock', '_stock')", $change->state->id );
				Sql::run( "INSERT INTO {$wpdb->postmeta} (post_id, meta_key, meta_value) VALUES (%d, '_manage_stock', 'yes'), (%d, '_stock', %s)", $change->state->id, $change->state->id, self::stored( (string) $change->stock ) );
			}
		);
	}

	private static function savePart( StockChange $change, bool $again ): void {
		$id   = $change->state->id;
		$read = ProductState::decimal( $change->state->regularPrice );
		if ( $again ) {
			self::makeDiffer( $change );
		}
		$product = ProductWriter::product( $id );
		ForeignCode::run(
			static function () use ( $product, $change, $again, $read ): void {
				if ( $change->startsStock() ) {
					$product->set_manage_stock( true );
				}
				if ( null !== $change->stock && null === $product->get_stock_quantity( 'edit' ) ) {
					$product->set_stock_quantity( (float) $change->stock );
				}
				// Another price since then is the owner's: the next run compares it.
				if ( null !== $change->price && ( $again || ProductState::decimal( $product->get_regular_price( 'edit' ) ) === $read ) ) {
					$product->set_regular_price( $change->price );
				}
				$product->validate_props();
				// save() would find nothing to do, and may have to make the row of the look-up table.
				if ( $change->isTranslation && [] === $product->get_changes() ) {
					/** @var \WC_Product_Data_Store_CPT $store */
					$store = \WC_Data_Store::load( 'product' );
					$store->update_product_stock( $product->get_id(), 0, 'increase' );
				} elseif ( null !== $change->stock && [] === $product->get_changes() ) {
					wc_update_product_stock( $product, 0, 'increase', true );
				}
				$product->save();
			}
		);
	}

	/** save() writes what follows from a value (terms, the price in force, the look-up table) only where that value changes. */
	private static function makeDiffer( StockChange $change ): void {
		global $wpdb;
		$values = [];
		if ( null !== $change->stock ) {
			$now = Sql::value( "SELECT meta_value FROM {$wpdb->postmeta} WHERE post_id = %d AND meta_key = '_stock' ORDER BY meta_id LIMIT 1", $change->state->id );

			$values['_stock_status'] = 'outofstock' === $change->state->statusWith( $now ?? $change->stock, StockThreshold::ofShop() ) ? 'instock' : 'outofstock';
		}
		if ( $change->startsStock() ) {
			$values['_manage_stock'] = 'no';
		}
		if ( null !== $change->price ) {
			$values['_regular_price'] = '';
		}
		foreach ( $values as $key => $value ) {
			Sql::run( "UPDATE {$wpdb->postmeta} SET meta_value = %s WHERE post_id = %d AND meta_key = %s", $value, $change->state->id, $key );
		}
	}

	/**
	 * Brings a variable product up to date, which shows what its variations cost and have. WooCommerce would do it at the end
	 * of the request, which a killed process never reaches.
	 *
	 * @param int $id 0 is passed over.
	 */
	public static function syncParent( int $id ): void {
		$product = 0 === $id ? null : wc_get_product( $id );
		if ( $product instanceof \WC_Product_Variable ) {
			ForeignCode::run( static fn() => \WC_Product_Variable::sync( $product ) );
		}
	}
}
