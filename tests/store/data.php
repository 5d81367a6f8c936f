<?php
/** WC_Data. Getters and setters that only read, cast and keep a prop are answered by __call(), from $data and $casts; the signature test judges them like written ones. */

declare( strict_types=1 );

class WC_Data_Exception extends Exception {
	protected $error_code, $error_data;
	public function __construct( $code, $message, $http_status_code = 400, $data = [] ) {
		parent::__construct( $message, $http_status_code );
		[ $this->error_code, $this->error_data ] = [ $code, [ 'status' => $http_status_code ] + $data ];
	}
	public function getErrorCode() { return $this->error_code; }
}

class WC_Meta_Data {
	protected $current_data, $data;
	public function __construct( $meta = [] ) { $this->data = $this->current_data = $meta + [ 'id' => 0 ]; }
	public function __set( $key, $value ) { $this->current_data[ $key ] = $value; }
	public function __get( $key ) { return $this->current_data[ $key ] ?? null; }
	public function get_changes() { return $this->current_data === $this->data ? [] : $this->current_data; }
	public function apply_changes() { $this->data = $this->current_data; }
}

abstract class WC_Data {
	protected $id = 0, $data = [], $extra_data = [], $default_data = [], $changes = [], $object_read = false, $object_type = 'data', $data_store;
	/** @var array<string, string> Prop to the function that its setter casts with; "date" for moments. */
	protected $casts = [];
	/** @var WC_Meta_Data[]|null null: not read yet */
	protected $meta_data = null;
	public static function generate_meta_cache_key( $id, $cache_group ) { return "object_meta_$id"; }
	/** @param int|string|object $read An id, an object of this kind or a post; anything empty makes a new object. */
	public function __construct( $read = 0 ) {
		$this->data = $this->default_data = $this->data + $this->extra_data;
		$this->set_id( is_object( $read ) ? ( $read instanceof self ? $read->get_id() : $read->ID ) : $read );
		$this->id ? $this->data_store->read( $this ) : $this->set_object_read( true );
	}
	public function __call( $name, $arguments ) {
		$prop = substr( $name, 4 );
		if ( ! $this->has_accessor( $name ) || method_exists( $this, $name ) ) { // A method that exists and comes here is not public.
			throw new Error( 'Call to undefined method ' . static::class . "::$name()" );
		}
		if ( 'g' === $name[0] ) {
			return $this->get_prop( $prop, $arguments[0] ?? 'view' );
		}
		$cast = $this->casts[ $prop ] ?? '';
		'date' === $cast ? $this->set_date_prop( $prop, $arguments[0] ?? null ) : $this->set_prop( $prop, $cast ? $cast( $arguments[0] ) : $arguments[0] ?? '' );
	}
	private function has_accessor( string $name ): bool { return method_exists( $this, $name ) || ( preg_match( '/^[gs]et_./', $name ) && array_key_exists( substr( $name, 4 ), $this->data ) ); }
	public function get_data_store() { return $this->data_store; }
	public function get_id() { return $this->id; }
	public function set_id( $id ) { $this->id = absint( $id ); }
	public function get_data_keys() { return array_keys( $this->data ); }
	public function set_object_read( $read = true ) { $this->object_read = (bool) $read; }
	public function get_object_read() { return $this->object_read; }
	public function get_changes() { return $this->changes; }
	public function delete( $force_delete = false ) {
		$check = apply_filters( "woocommerce_pre_delete_{$this->object_type}", null, $this, $force_delete );
		$this->id = null === $check ? (int) $this->data_store->delete( $this, [ 'force_delete' => $force_delete ] ) : $this->id;
		return $check ?? true;
	}
	public function save() {
		do_action( "woocommerce_before_{$this->object_type}_object_save", $this, $this->data_store );
		$this->id ? $this->data_store->update( $this ) : $this->data_store->create( $this );
		do_action( "woocommerce_after_{$this->object_type}_object_save", $this, $this->data_store );
		return $this->id;
	}
	/** Deleted meta has the value null until it is saved. */
	private function metas( $key = null, $id = 0 ): array {
		null === $this->meta_data && $this->read_meta_data();
		return array_filter( $this->meta_data, function ( $meta ) use ( $key, $id ) { return null !== $meta->value && ( $id ? $meta->id === $id : null === $key || $meta->key === $key ); } );
	}
	public function get_meta_data() { return array_values( $this->metas() ); }
	public function meta_exists( $key = '' ) { return (bool) $this->metas( $key ); }
	public function delete_meta_data( $key ) { array_map( function ( $meta ) { $meta->value = null; }, $this->metas( $key ) ); }
	public function get_meta( $key = '', $single = true, $context = 'view' ) {
		$value = $single ? ( current( $this->metas( $key ) ) ? current( $this->metas( $key ) )->value : '' ) : $this->metas( $key );
		return 'view' === $context ? apply_filters( $this->get_hook_prefix() . $key, $value, $this ) : $value;
	}
	public function add_meta_data( $key, $value, $unique = false ) {
		$unique ? $this->delete_meta_data( $key ) : $this->metas();
		$this->meta_data[] = new WC_Meta_Data( [ 'key' => $key, 'value' => $value ] );
	}
	/** The first one gets the value, further ones of the same key go. */
	public function update_meta_data( $key, $value, $meta_id = 0 ) {
		$found = $this->metas( $key, $meta_id );
		if ( ! $found ) {
			return $this->add_meta_data( $key, $value );
		}
		foreach ( $found as $index => $meta ) {
			$meta->value = array_key_first( $found ) === $index ? $value : null;
		}
	}
	public function read_meta_data( $force_read = false ) {
		$this->meta_data = array_map( function ( $row ) {
			return new WC_Meta_Data( [ 'id' => (int) $row->meta_id, 'key' => $row->meta_key, 'value' => maybe_unserialize( $row->meta_value ) ] );
		}, array_values( $this->id ? $this->data_store->read_meta( $this ) : [] ) );
	}
	public function save_meta_data() {
		foreach ( $this->meta_data ?? [] as $index => $meta ) {
			if ( null === $meta->value ) {
				$meta->id && $this->data_store->delete_meta( $this, $meta );
				unset( $this->meta_data[ $index ] );
			} elseif ( ! $meta->id ) {
				$meta->id = $this->data_store->add_meta( $this, $meta );
			} elseif ( $meta->get_changes() ) {
				$this->data_store->update_meta( $this, $meta );
			}
			$meta->apply_changes();
		}
	}
	public function set_defaults() { [ $this->data, $this->changes, $this->object_read ] = [ $this->default_data, [], false ]; }
	/** What cannot be set is left as it is. */
	public function set_props( $props, $context = 'set' ) {
		foreach ( $props as $prop => $value ) {
			try {
				null !== $value && $this->has_accessor( "set_$prop" ) && $this->{"set_$prop"}( $value );
			} catch ( WC_Data_Exception $e ) {
				$error = new WP_Error( $e->getErrorCode(), $e->getMessage() );
			}
		}
		return $error ?? true;
	}
	protected function set_prop( $prop, $value ) {
		if ( ! $this->object_read ) {
			$this->data[ $prop ] = $value;
		} elseif ( $value !== $this->data[ $prop ] || array_key_exists( $prop, $this->changes ) ) {
			$this->changes[ $prop ] = $value;
		}
	}
	protected function get_prop( $prop, $context = 'view' ) {
		$value = array_key_exists( $prop, $this->changes ) ? $this->changes[ $prop ] : $this->data[ $prop ];
		return 'view' === $context ? apply_filters( $this->get_hook_prefix() . $prop, $value, $this ) : $value;
	}
	public function apply_changes() { [ $this->data, $this->changes ] = [ array_replace_recursive( $this->data, $this->changes ), [] ]; }
	protected function get_hook_prefix() { return "woocommerce_{$this->object_type}_get_"; }
	protected function error( $code, $message, $http_status_code = 400, $data = [] ) { throw new WC_Data_Exception( $code, $message, $http_status_code, $data ); }
	/** A number is UTC, a string is in the site's zone unless it names one. As in WooCommerce, a date that cannot be read changes nothing. */
	protected function set_date_prop( $prop, $value ) {
		try {
			$this->set_prop( $prop, ! $value || '0000-00-00 00:00:00' === $value ? null : ( $value instanceof WC_DateTime ? $value : wc_string_to_datetime( is_numeric( $value ) ? "@$value" : $value ) ) );
		} catch ( Exception $e ) {
			return;
		}
	}
}
