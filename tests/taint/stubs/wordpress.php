<?php
/**
 * What psalm cannot know of WordPress: where texts of others come in (source), where they do harm (sink), what passes
 * them on (flow), and what makes them harmless (escape). Laid over php-stubs. A function that is in neither lets nothing
 * through.
 */

// Requests.

class WP_REST_Request {
	/** @psalm-taint-source input */
	public function get_param( $key ) {}
	/** @psalm-taint-source input */
	public function get_params() {}
	/** @psalm-taint-source input */
	public function get_url_params() {}
	/** @psalm-taint-source input */
	public function get_query_params() {}
	/** @psalm-taint-source input */
	public function get_body_params() {}
	/** @psalm-taint-source input */
	public function get_json_params() {}
	/** @psalm-taint-source input */
	public function get_file_params() {}
	/** @psalm-taint-source input */
	public function get_body() {}
	/** @psalm-taint-source input */
	public function get_header( $key ) {}
	/** @psalm-taint-source input */
	public function get_headers() {}
	/** @psalm-taint-source input */
	public function offsetGet( $offset ) {}
}

/**
 * @psalm-taint-specialize
 * @psalm-flow ( $value ) -> return
 */
function wp_unslash( $value ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $value ) -> return
 */
function wp_slash( $value ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $value ) -> return
 */
function stripslashes_deep( $value ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $value ) -> return
 */
function rest_sanitize_value_from_schema( $value, $args, $param = '' ) {}

// Answers of other servers.

class WP_Http {
	/** @psalm-taint-sink ssrf $url */
	public function request( $url, $args = [] ) {}
	/** @psalm-taint-sink ssrf $url */
	public function post( $url, $args = [] ) {}
	/** @psalm-taint-sink ssrf $url */
	public function get( $url, $args = [] ) {}
	/** @psalm-taint-sink ssrf $url */
	public function head( $url, $args = [] ) {}
}

class WP_Error {
	/** @psalm-taint-source input */
	public function get_error_message( $code = '' ) {}
	/** @psalm-taint-source input */
	public function get_error_messages( $code = '' ) {}
}

/** @psalm-taint-sink ssrf $url */
function wp_remote_request( $url, $args = [] ) {}
/** @psalm-taint-sink ssrf $url */
function wp_remote_get( $url, $args = [] ) {}
/** @psalm-taint-sink ssrf $url */
function wp_remote_post( $url, $args = [] ) {}
/** @psalm-taint-sink ssrf $url */
function wp_remote_head( $url, $args = [] ) {}
/** @psalm-taint-sink ssrf $url */
function download_url( $url, $timeout = 300, $signature_verification = false ) {}
/** @psalm-taint-source input */
function wp_remote_retrieve_body( $response ) {}
/** @psalm-taint-source input */
function wp_remote_retrieve_header( $response, $header ) {}
/** @psalm-taint-source input */
function wp_remote_retrieve_headers( $response ) {}
/** @psalm-taint-source input */
function wp_remote_retrieve_response_message( $response ) {}

// The database: what is in it was written by anybody.

class wpdb {
	/** @psalm-taint-sink sql $query */
	public function query( $query ) {}
	/**
	 * @psalm-taint-sink sql $query
	 * @psalm-taint-source input
	 */
	public function get_results( $query = null, $output = OBJECT ) {}
	/**
	 * @psalm-taint-sink sql $query
	 * @psalm-taint-source input
	 */
	public function get_row( $query = null, $output = OBJECT, $y = 0 ) {}
	/**
	 * @psalm-taint-sink sql $query
	 * @psalm-taint-source input
	 */
	public function get_col( $query = null, $x = 0 ) {}
	/**
	 * @psalm-taint-sink sql $query
	 * @psalm-taint-source input
	 */
	public function get_var( $query = null, $x = 0, $y = 0 ) {}
	/**
	 * The values are quoted, the statement itself is not.
	 *
	 * @psalm-taint-sink sql $query
	 */
	public function prepare( $query, ...$args ) {}
	/**
	 * @psalm-taint-specialize
	 * @psalm-flow ( $text ) -> return
	 */
	public function esc_like( $text ) {}
	/** @psalm-taint-sink sql $table */
	public function insert( $table, $data, $format = null ) {}
	/** @psalm-taint-sink sql $table */
	public function replace( $table, $data, $format = null ) {}
	/** @psalm-taint-sink sql $table */
	public function update( $table, $data, $where, $format = null, $where_format = null ) {}
	/** @psalm-taint-sink sql $table */
	public function delete( $table, $where, $where_format = null ) {}
}

/** @psalm-taint-sink sql $queries */
function dbDelta( $queries = '', $execute = true ) {}
/**
 * @psalm-taint-escape sql
 * @psalm-taint-specialize
 * @psalm-flow ( $data ) -> return
 */
function esc_sql( $data ) {}
/** @psalm-taint-source input */
function get_option( $option, $default_value = false ) {}
/** @psalm-taint-source input */
function get_site_option( $option, $default_value = false, $deprecated = true ) {}
/** @psalm-taint-source input */
function get_transient( $transient ) {}
/** @psalm-taint-source input */
function get_site_transient( $transient ) {}
/** @psalm-taint-source input */
function wp_cache_get( $key, $group = '', $force = false, &$found = null ) {}
/** @psalm-taint-source input */
function get_metadata( $meta_type, $object_id, $meta_key = '', $single = false ) {}
/** @psalm-taint-source input */
function get_post_meta( $post_id, $key = '', $single = false ) {}
/** @psalm-taint-source input */
function get_user_meta( $user_id, $key = '', $single = false ) {}
/** @psalm-taint-source input */
function get_term_meta( $term_id, $key = '', $single = false ) {}
/** @psalm-taint-source input */
function get_post_field( $field, $post = null, $context = 'display' ) {}
/**
 * @psalm-taint-sink unserialize $data
 * @psalm-taint-specialize
 * @psalm-flow ( $data ) -> return
 */
function maybe_unserialize( $data ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $data ) -> return
 */
function maybe_serialize( $data ) {}

// Pages.

/**
 * @psalm-taint-escape html
 * @psalm-taint-escape has_quotes
 * @psalm-taint-specialize
 * @psalm-flow ( $text ) -> return
 */
function esc_html( $text ) {}
/**
 * @psalm-taint-escape html
 * @psalm-taint-escape has_quotes
 * @psalm-taint-specialize
 * @psalm-flow ( $text ) -> return
 */
function esc_attr( $text ) {}
/**
 * @psalm-taint-escape html
 * @psalm-taint-escape has_quotes
 * @psalm-taint-specialize
 * @psalm-flow ( $text ) -> return
 */
function esc_textarea( $text ) {}
/**
 * @psalm-taint-escape html
 * @psalm-taint-escape has_quotes
 * @psalm-taint-specialize
 * @psalm-flow ( $url ) -> return
 */
function esc_url( $url, $protocols = null, $_context = 'display' ) {}
/**
 * @psalm-taint-escape html
 * @psalm-taint-specialize
 * @psalm-flow ( $url ) -> return
 */
function esc_url_raw( $url, $protocols = null ) {}
/** @psalm-flow ( $url ) -> return */
function wp_parse_url( $url, $component = -1 ) {}
/**
 * @psalm-taint-escape html
 * @psalm-taint-escape has_quotes
 * @psalm-taint-specialize
 * @psalm-flow ( $data ) -> return
 */
function wp_kses_post( $data ) {}
/**
 * @psalm-taint-escape html
 * @psalm-taint-escape has_quotes
 * @psalm-taint-specialize
 * @psalm-flow ( $content ) -> return
 */
function wp_kses( $content, $allowed_html, $allowed_protocols = [] ) {}
/**
 * @psalm-taint-escape html
 * @psalm-taint-specialize
 * @psalm-flow ( $text ) -> return
 */
function wp_strip_all_tags( $text, $remove_breaks = false ) {}
/**
 * @psalm-taint-escape html
 * @psalm-taint-specialize
 * @psalm-flow ( $str ) -> return
 */
function sanitize_text_field( $str ) {}
/**
 * @psalm-taint-escape html
 * @psalm-taint-specialize
 * @psalm-flow ( $str ) -> return
 */
function sanitize_textarea_field( $str ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $value ) -> return
 */
function wp_json_encode( $value, $flags = 0, $depth = 512 ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $value ) -> return
 */
function apply_filters( $hook_name, $value, ...$args ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $text ) -> return
 */
function __( $text, $domain = 'default' ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $text ) -> return
 */
function translate( $text, $domain = 'default' ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $nooped_plural ) -> return
 */
function translate_nooped_plural( $nooped_plural, $count, $domain = 'default' ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $actionurl ) -> return
 */
function wp_nonce_url( $actionurl, $action = -1, $name = '_wpnonce' ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $args ) -> return
 */
function add_query_arg( ...$args ) {}
/**
 * @psalm-taint-specialize
 * @psalm-flow ( $path ) -> return
 */
function admin_url( $path = '', $scheme = 'admin' ) {}
/**
 * @psalm-taint-sink html $message
 * @psalm-taint-sink html $title
 */
function wp_die( $message = '', $title = '', $args = [] ) {}
/** @psalm-taint-sink html $message */
function add_settings_error( $setting, $code, $message, $type = 'error' ) {}

// Headers and mails.

class WP_HTTP_Response {
	/** @psalm-taint-sink header $value */
	public function header( $key, $value, $replace = true ) {}
}

/** @psalm-taint-sink header $location */
function wp_redirect( $location, $status = 302, $x_redirect_by = 'WordPress' ) {}
/**
 * It goes nowhere but to this site, and takes line breaks out; left to psalm all the same.
 *
 * @psalm-taint-sink header $location
 */
function wp_safe_redirect( $location, $status = 302, $x_redirect_by = 'WordPress' ) {}
/**
 * @psalm-taint-sink header $to
 * @psalm-taint-sink header $headers
 * @psalm-taint-sink html $message
 * @psalm-taint-sink file $attachments
 */
function wp_mail( $to, $subject, $message, $headers = '', $attachments = [], $embeds = [] ) {}

// Files.

/** @psalm-taint-sink file $name */
function wp_upload_bits( $name, $deprecated, $bits, $time = null ) {}
/** @psalm-taint-sink file $file */
function wp_delete_file( $file ) {}
/** @psalm-taint-sink file $target */
function wp_mkdir_p( $target ) {}
/**
 * @psalm-taint-sink file $file
 * @psalm-taint-sink file $to
 */
function unzip_file( $file, $to ) {}
