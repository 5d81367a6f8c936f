<?php
/** Products as posts of the type product, with their meta, terms and the row in wc_product_meta_lookup. */

declare( strict_types=1 ); defined( 'ABSPATH' ) || exit;

class WC_Product_Data_Store_CPT extends WC_Data_Store_WP {
	protected $props = [
		'_sku' => 'sku', '_global_unique_id' => 'global_unique_id', '_regular_price' => 'regular_price', '_sale_price' => 'sale_price', '_sale_price_dates_from' => 'date_on_sale_from', '_sale_price_dates_to' => 'date_on_sale_to',
		'total_sales' => 'total_sales', '_tax_status' => 'tax_status', '_tax_class' => 'tax_class', '_manage_stock' => 'manage_stock', '_backorders' => 'backorders', '_low_stock_amount' => 'low_stock_amount',
		'_sold_individually' => 'sold_individually', '_weight' => 'weight', '_virtual' => 'virtual', '_downloadable' => 'downloadable', '_product_image_gallery' => 'gallery_image_ids', '_thumbnail_id' => 'image_id',
		'_stock' => 'stock_quantity', '_stock_status' => 'stock_status',
	];
	protected $columns = [ 'name' => 'post_title', 'slug' => 'post_name', 'status' => 'post_status', 'description' => 'post_content', 'short_description' => 'post_excerpt', 'parent_id' => 'post_parent', 'menu_order' => 'menu_order' ];
	protected $must_exist_meta_keys = [ '_tax_class' ];
	public function create( &$product ) {
		if ( $this->insert_post( $product, 'woocommerce_new_product_data', [ 'post_type' => 'product', 'post_author' => get_current_user_id(), 'post_status' => 'publish', 'post_title' => 'Product', 'comment_status' => 'open', 'ping_status' => 'closed' ] ) ) {
			$product->set_status( get_post_status( $product->get_id() ) );
			$this->save_rest( $product, array_flip( $product->get_data_keys() ) );
			$product->save_meta_data();
			$product->apply_changes();
			do_action( 'woocommerce_new_product', $product->get_id(), $product );
		}
	}
	public function read( &$product ) {
		$id      = $product->get_id();
		$hidden  = $this->terms( $id, 'product_visibility' );
		$search  = in_array( 'exclude-from-search', $hidden, true );
		$catalog = in_array( 'exclude-from-catalog', $hidden, true );
		$this->read_post( $product, 'product', [
			'price' => get_post_meta( $id, '_price', true ), 'category_ids' => array_keys( $this->terms( $id, 'product_cat' ) ), 'tag_ids' => array_keys( $this->terms( $id, 'product_tag' ) ),
			'featured' => in_array( 'featured', $hidden, true ), 'catalog_visibility' => $search ? ( $catalog ? 'hidden' : 'catalog' ) : ( $catalog ? 'search' : 'visible' ),
		] );
		do_action( 'woocommerce_product_read', $id, $product );
	}
	public function update( &$product ) {
		$product->save_meta_data();
		if ( ! $this->update_post( $product ) ) {
			$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->posts, [ 'post_modified' => current_time( 'mysql' ), 'post_modified_gmt' => current_time( 'mysql', true ) ], [ 'ID' => $product->get_id() ] );
			clean_post_cache( $product->get_id() );
		}
		$this->save_rest( $product, $product->get_changes() );
		$product->apply_changes();
		do_action( 'woocommerce_update_product', $product->get_id(), $product );
	}
	public function delete( &$product, $args = [] ) {
		$id   = $product->get_id();
		$kill = ! empty( $args['force_delete'] );
		$kill && do_action( 'woocommerce_before_delete_product', $id );
		$kill ? wp_delete_post( $id ) : wp_trash_post( $id );
		do_action( $kill ? 'woocommerce_delete_product' : 'woocommerce_trash_product', $id );
	}
	/** @return array<int, string> Names by term id. */
	private function terms( int $id, string $taxonomy ): array {
		$terms = get_the_terms( $id, $taxonomy );
		return is_array( $terms ) ? wp_list_pluck( $terms, 'name', 'term_id' ) : [];
	}
	private function save_rest( WC_Product $product, array $changes ): void {
		$id         = $product->get_id();
		$updated    = $this->save_props( $product );
		$categories = $product->get_category_ids( 'edit' );
		$visibility = $product->get_catalog_visibility();
		isset( $changes['category_ids'] ) && wp_set_post_terms( $id, $categories ? $categories : [ (int) get_option( 'default_product_cat' ) ], 'product_cat' );
		isset( $changes['tag_ids'] ) && wp_set_post_terms( $id, $product->get_tag_ids( 'edit' ), 'product_tag' );
		if ( array_intersect_key( $changes, [ 'featured' => 1, 'stock_status' => 1, 'catalog_visibility' => 1 ] ) ) {
			$terms = [ 'featured' => $product->get_featured(), 'outofstock' => 'outofstock' === $product->get_stock_status(), 'exclude-from-search' => in_array( $visibility, [ 'hidden', 'catalog' ], true ), 'exclude-from-catalog' => in_array( $visibility, [ 'hidden', 'search' ], true ) ];
			wp_set_post_terms( $id, array_keys( array_filter( $terms ) ), 'product_visibility' );
			do_action( 'woocommerce_product_set_visibility', $id, $visibility );
		}
		wp_set_object_terms( $id, $product->get_type(), 'product_type' );
		update_post_meta( $id, '_product_version', WC_VERSION );
		$this->save_price( $product, $updated );
		in_array( 'stock_quantity', $updated, true ) && do_action( 'woocommerce_product_set_stock', $product );
		in_array( 'stock_status', $updated, true ) && do_action( 'woocommerce_product_set_stock_status', $id, $product->get_stock_status(), $product );
		$updated && $this->update_lookup_table( $id, 'wc_product_meta_lookup' );
		do_action( 'woocommerce_product_object_updated_props', $product, $updated );
		wc_delete_product_transients( $id );
	}
	/** A sale price that is no discount goes; _price is what is paid now. */
	private function save_price( WC_Product $product, array $updated ): void {
		if ( array_intersect( [ 'regular_price', 'sale_price' ], $updated ) && $product->get_sale_price( 'edit' ) >= $product->get_regular_price( 'edit' ) ) {
			update_post_meta( $product->get_id(), '_sale_price', '' );
			$product->set_sale_price( '' );
		}
		if ( array_intersect( [ 'date_on_sale_from', 'date_on_sale_to', 'regular_price', 'sale_price' ], $updated ) ) {
			$product->set_price( $product->is_on_sale( 'edit' ) ? $product->get_sale_price( 'edit' ) : $product->get_regular_price( 'edit' ) );
			update_post_meta( $product->get_id(), '_price', $product->get_price( 'edit' ) );
		}
	}
	protected function update_lookup_table( $id, $table ) {
		$meta = array_map( 'current', get_post_meta( $id ) ) + array_fill_keys( $this->get_internal_meta_keys(), '' );
		$GLOBALS['wpdb']->replace( $GLOBALS['wpdb']->$table, [
			'product_id' => $id, 'sku' => $meta['_sku'], 'global_unique_id' => $meta['_global_unique_id'], 'virtual' => (int) ( 'yes' === $meta['_virtual'] ), 'downloadable' => (int) ( 'yes' === $meta['_downloadable'] ),
			'min_price' => $meta['_price'], 'max_price' => $meta['_price'], 'onsale' => (int) ( $meta['_sale_price'] && wc_format_decimal( $meta['_price'] ) === wc_format_decimal( $meta['_sale_price'] ) ),
			'stock_quantity' => 'yes' === $meta['_manage_stock'] ? wc_stock_amount( $meta['_stock'] ) : null, 'stock_status' => $meta['_stock_status'], 'total_sales' => (int) $meta['total_sales'],
			'tax_status' => $meta['_tax_status'], 'tax_class' => $meta['_tax_class'],
		] );
	}
	public function delete_from_lookup_table( $id, $table ) { $GLOBALS['wpdb']->delete( $GLOBALS['wpdb']->$table, [ 'product_id' => $id ] ); }
	/** One UPDATE that counts from what the row holds, whatever the object in memory says. */
	public function update_product_stock( $product_id_with_stock, $stock_quantity = null, $operation = 'set' ) {
		global $wpdb;
		add_post_meta( $product_id_with_stock, '_stock', 0, true );
		$amount = wc_stock_amount( $stock_quantity );
		$old    = wc_stock_amount( $wpdb->get_var( $wpdb->prepare( "SELECT meta_value FROM $wpdb->postmeta WHERE post_id = %d AND meta_key = '_stock'", $product_id_with_stock ) ) );
		$new    = 'set' === $operation ? $amount : $old + ( 'increase' === $operation ? $amount : -$amount );
		$sql    = 'set' === $operation ? $wpdb->prepare( 'meta_value = %f', $amount ) : $wpdb->prepare( 'meta_value = meta_value + %f', $new - $old );
		$sql    = $wpdb->prepare( "UPDATE $wpdb->postmeta SET $sql WHERE post_id = %d AND meta_key = '_stock'", $product_id_with_stock );
		$wpdb->query( apply_filters( 'woocommerce_update_product_stock_query', $sql, $product_id_with_stock, $new, $operation ) );
		wp_cache_delete( $product_id_with_stock, 'post_meta' );
		$this->update_lookup_table( $product_id_with_stock, 'wc_product_meta_lookup' );
		do_action( 'woocommerce_updated_product_stock', $product_id_with_stock );
		return $new;
	}
	public function read_stock_quantity( &$product, $new_stock = null ) {
		$read = $product->get_object_read();
		$product->set_object_read( false ); // Into the data, not the changes: it is what the database says.
		$product->set_stock_quantity( $new_stock ?? get_post_meta( $product->get_id(), '_stock', true ) );
		$product->set_object_read( $read );
	}
	/** Case and accents are left to the database's collation, as in WooCommerce. */
	private function find( string $column, $value, $except = 0 ): int {
		global $wpdb;
		return (int) $wpdb->get_var( $wpdb->prepare( "SELECT p.ID FROM $wpdb->posts p INNER JOIN $wpdb->wc_product_meta_lookup l ON p.ID = l.product_id WHERE p.post_type = 'product' AND p.post_status != 'trash' AND l.$column = %s AND p.ID <> %d LIMIT 1", $value, $except ) );
	}
	public function query( $query_vars ) { return $this->find_posts( [ 'type' => 'product' ] + $query_vars + [ 'status' => [ 'draft', 'pending', 'private', 'publish' ] ], 'products', 'wc_get_product' ); }
	public function is_existing_sku( $product_id, $sku ) { return (bool) $this->find( 'sku', $sku, $product_id ); }
	public function get_product_id_by_sku( $sku ) { return (int) apply_filters( 'woocommerce_get_product_id_by_sku', $this->find( 'sku', $sku ), $sku ); }
	public function get_product_id_by_global_unique_id( $global_unique_id ) { return (int) apply_filters( 'woocommerce_get_product_id_by_global_unique_id', $this->find( 'global_unique_id', $global_unique_id ), $global_unique_id ); }
}

add_action( 'delete_post', function ( $id ) { 'product' === get_post_type( $id ) && WC_Data_Store::load( 'product' )->delete_from_lookup_table( $id, 'wc_product_meta_lookup' ); } );
