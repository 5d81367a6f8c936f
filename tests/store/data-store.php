<?php
/** Where WC_Data is kept: posts and their metas. */

declare( strict_types=1 );

class WC_Data_Store {
	/** WooCommerce wraps the store, here it comes bare. */
	public static function load( $object_type ) {
		$classes = [ 'product' => 'WC_Product_Data_Store_CPT', 'order' => 'WC_Order_Data_Store_CPT', 'order-refund' => 'WC_Order_Refund_Data_Store_CPT' ];
		return isset( $classes[ $object_type ] ) ? new $classes[ $object_type ]() : new Sors_Stand_In_Item_Store( $object_type );
	}
}

class WC_Data_Store_WP {
	protected $meta_type = 'post';
	/** @var array<string, string> Meta key to prop: these rows are no meta data. */
	protected $props = [];
	/** @var array<string, string> Prop to column of the post. */
	protected $columns = [];
	/** @var string[] Keys whose row is kept even when it is empty. */
	protected $must_exist_meta_keys = [];
	public function get_internal_meta_keys() { return array_merge( array_keys( $this->props ), [ '_price', '_product_version', '_edit_lock', '_edit_last', '_wp_old_slug' ] ); }
	public function read_meta( &$object ) {
		global $wpdb;
		$table    = 'post' === $this->meta_type ? $wpdb->postmeta : $wpdb->order_itemmeta;
		$internal = array_merge( $this->get_internal_meta_keys(), preg_filter( '/^/', '_', $object->get_data_keys() ) );
		$rows     = $wpdb->get_results( $wpdb->prepare( "SELECT meta_id, meta_key, meta_value FROM $table WHERE {$this->meta_type}_id = %d ORDER BY meta_id", $object->get_id() ) );
		return array_filter( $rows, function ( $row ) use ( $internal ) { return ! in_array( $row->meta_key, $internal, true ) && 0 !== stripos( $row->meta_key, 'wp_' ); } );
	}
	public function add_meta( &$object, $meta ) { return add_metadata( $this->meta_type, $object->get_id(), wp_slash( $meta->key ), wp_slash( $meta->value ), false ); }
	public function update_meta( &$object, $meta ) { update_metadata_by_mid( $this->meta_type, $meta->id, $meta->value, $meta->key ); }
	public function delete_meta( &$object, $meta ) { delete_metadata_by_mid( $this->meta_type, $meta->id ); }
	/** @return array<string, mixed> What the rows say, by prop; null where there is none. */
	protected function stored_props( int $id ): array {
		return array_combine( $this->props, array_map( function ( $key ) use ( $id ) { return metadata_exists( $this->meta_type, $id, $key ) ? get_metadata( $this->meta_type, $id, $key, true ) : null; }, array_keys( $this->props ) ) );
	}
	/** Writes the props that changed and those that have no row yet; an empty one needs none. Answers the props whose rows changed. */
	protected function save_props( WC_Data $object ): array {
		$updated = [];
		foreach ( $this->props as $key => $prop ) {
			if ( ! array_key_exists( $prop, $object->get_changes() ) && metadata_exists( $this->meta_type, $object->get_id(), $key ) ) {
				continue;
			}
			'stock_quantity' === $prop && do_action( 'woocommerce_product_before_set_stock', $object );
			$value = $object->{"get_$prop"}( 'edit' );
			$value = $value instanceof WC_DateTime ? $value->getTimestamp() : ( is_array( $value ) ? implode( ',', $value ) : $value );
			$value = is_bool( $value ) ? wc_bool_to_string( $value ) : ( is_float( $value ) ? (string) $value : $value ?? ( 'stock_quantity' === $prop ? null : '' ) );
			if ( '' === $value && ! in_array( $key, $this->must_exist_meta_keys, true ) ? delete_metadata( $this->meta_type, $object->get_id(), $key ) : update_metadata( $this->meta_type, $object->get_id(), $key, wp_slash( $value ) ) ) {
				$updated[] = $prop;
			}
		}
		return $updated;
	}
	protected function insert_post( WC_Data $object, string $filter, array $post ): bool {
		$object->get_date_created( 'edit' ) || $object->set_date_created( time() );
		$id = wp_insert_post( apply_filters( $filter, array_filter( $this->post_fields( $object ) ) + $post ), true );
		is_wp_error( $id ) || $object->set_id( $id );
		return ! is_wp_error( $id );
	}
	protected function read_post( WC_Data $object, string $type, array $more = [] ): void {
		$object->set_defaults();
		$post = get_post( $object->get_id() );
		if ( ! $post || $type !== $post->post_type ) {
			throw new Exception( "Invalid $type." );
		}
		foreach ( $this->columns as $prop => $column ) {
			$more[ $prop ] = $post->$column;
		}
		$object->set_props( $more + $this->stored_props( $object->get_id() ) + [ 'date_created' => strtotime( $post->post_date_gmt . ' UTC' ), 'date_modified' => strtotime( $post->post_modified_gmt . ' UTC' ) ] );
		$object->set_object_read( true );
	}
	/** Whether a column of the post changed. */
	protected function update_post( WC_Data $object ): bool {
		$changes = $object->get_changes();
		if ( ! array_intersect_key( $changes, $this->columns + [ 'date_created' => 1, 'date_modified' => 1 ] ) ) {
			return false;
		}
		$modified = gmdate( 'Y-m-d H:i:s', isset( $changes['date_modified'] ) ? $changes['date_modified']->getTimestamp() : time() );
		wp_update_post( [ 'ID' => $object->get_id(), 'post_modified' => get_date_from_gmt( $modified ), 'post_modified_gmt' => $modified ] + $this->post_fields( $object ) );
		$object->read_meta_data( true ); // Others may listen to the post.
		return true;
	}
	/** @return mixed By props as meta, status, type, parent, include, exclude, limit, page, offset, orderby, order, return, paginate; by dates as Unix times with an operator. */
	protected function find_posts( array $vars, string $plural, callable $reader ) {
		$vars += [ 'limit' => get_option( 'posts_per_page' ), 'return' => 'objects', 'paginate' => false ];
		$args  = [ 'fields' => 'ids', 'no_found_rows' => ! $vars['paginate'], 'meta_query' => [], 'date_query' => [] ];
		$names = [ 'type' => 'post_type', 'status' => 'post_status', 'limit' => 'posts_per_page', 'parent' => 'post_parent', 'include' => 'post__in', 'exclude' => 'post__not_in', 'page' => 'paged' ];
		foreach ( array_diff_key( $vars, [ 'return' => 1, 'paginate' => 1 ] ) as $key => $value ) {
			$meta_key = array_search( $key, $this->props, true );
			if ( preg_match( '/^date_(created|modified)$/', $key ) && preg_match( '/^(\d*)(>=|<=|>|<|\.\.\.)(\d+)$/', (string) $value, $part ) ) {
				[ , $from, $operator, $to ] = $part;
				$to                   = gmdate( 'Y-m-d H:i:s', (int) $to );
				$args['date_query'][] = [ 'column' => 'date_created' === $key ? 'post_date_gmt' : 'post_modified_gmt', 'inclusive' => '<' !== $operator && '>' !== $operator ] + ( '...' === $operator ? [ 'after' => gmdate( 'Y-m-d H:i:s', (int) $from ), 'before' => $to ] : [ '>' === $operator[0] ? 'after' : 'before' => $to ] );
			} elseif ( $meta_key ) {
				$args['meta_query'][] = [ 'key' => $meta_key, 'value' => $value, 'compare' => is_array( $value ) ? 'IN' : '=' ];
			} else {
				$args[ $names[ $key ] ?? $key ] = 'status' === $key ? array_map( function ( $status ) { return wc_is_order_status( "wc-$status" ) ? "wc-$status" : $status; }, (array) $value ) : $value;
			}
		}
		$query = new WP_Query( $args );
		$found = 'ids' === $vars['return'] ? $query->posts : array_values( array_filter( array_map( $reader, $query->posts ) ) );
		return $vars['paginate'] ? (object) [ $plural => $found, 'total' => $query->found_posts, 'max_num_pages' => $query->max_num_pages ] : $found;
	}
	private function post_fields( WC_Data $object ): array {
		$created = $object->get_date_created( 'edit' );
		$fields  = [ 'post_date' => $created->date( 'Y-m-d H:i:s' ), 'post_date_gmt' => gmdate( 'Y-m-d H:i:s', $created->getTimestamp() ) ];
		foreach ( $this->columns as $prop => $column ) {
			$value             = $object->{"get_$prop"}( 'edit' );
			$fields[ $column ] = 'status' === $prop && wc_is_order_status( "wc-$value" ) ? "wc-$value" : $value;
		}
		return $fields;
	}
}
