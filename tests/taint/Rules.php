<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Taint;

use Psalm\Codebase;
use Psalm\Storage\FunctionLikeStorage;

'cli' === PHP_SAPI || exit;

/**
 * What psalm cannot know of WordPress and WooCommerce: where texts of others come in (source), where they do harm (sink),
 * what passes them on (flow), and what makes them harmless (escape). A function that is named nowhere here lets nothing
 * through.
 */
final class Rules {

	/** What is in the database was written by anybody, and what a buyer types ends up there. */
	private const SOURCES = [
		'WP_REST_Request' => [ 'get_param', 'get_params', 'get_url_params', 'get_query_params', 'get_body_params', 'get_json_params', 'get_file_params', 'get_body', 'get_header', 'get_headers', 'offsetGet' ],
		'WP_Error'        => [ 'get_error_message', 'get_error_messages' ],
		'wpdb'            => [ 'get_results', 'get_row', 'get_col', 'get_var' ],
		'WC_Data'         => [ 'get_meta', 'get_meta_data' ],
		'WC_Order'        => [
			...[ 'get_billing_first_name', 'get_billing_last_name', 'get_billing_company', 'get_billing_address_1', 'get_billing_address_2', 'get_billing_city' ],
			...[ 'get_billing_state', 'get_billing_postcode', 'get_billing_country', 'get_billing_email', 'get_billing_phone' ],
			...[ 'get_shipping_first_name', 'get_shipping_last_name', 'get_shipping_company', 'get_shipping_address_1', 'get_shipping_address_2', 'get_shipping_city' ],
			...[ 'get_shipping_state', 'get_shipping_postcode', 'get_shipping_country', 'get_shipping_phone' ],
			...[ 'get_customer_note', 'get_payment_method_title', 'get_transaction_id', 'get_customer_user_agent' ],
			...[ 'get_formatted_billing_full_name', 'get_formatted_shipping_full_name', 'get_order_number' ],
		],
		'WC_Order_Item'   => [ 'get_name' ],
		'WC_Product'      => [ 'get_name', 'get_sku', 'get_description' ],
		''                => [
			...[ 'wp_remote_retrieve_body', 'wp_remote_retrieve_header', 'wp_remote_retrieve_headers', 'wp_remote_retrieve_response_message' ],
			...[ 'get_option', 'get_site_option', 'get_transient', 'get_site_transient', 'wp_cache_get' ],
			...[ 'get_metadata', 'get_post_meta', 'get_user_meta', 'get_term_meta', 'get_post_field' ],
		],
	];

	/** Kinds of harm, by the parameters that do it. */
	private const SINKS = [
		'WP_Http'          => [
			'request' => [ 'url' => 'ssrf' ],
			'post'    => [ 'url' => 'ssrf' ],
			'get'     => [ 'url' => 'ssrf' ],
			'head'    => [ 'url' => 'ssrf' ],
		],
		'WP_HTTP_Response' => [ 'header' => [ 'value' => 'header' ] ],
		'wpdb'             => [
			'query'       => [ 'query' => 'sql' ],
			'get_results' => [ 'query' => 'sql' ],
			'get_row'     => [ 'query' => 'sql' ],
			'get_col'     => [ 'query' => 'sql' ],
			'get_var'     => [ 'query' => 'sql' ],
			// The values are quoted, the statement itself is not.
			'prepare'     => [ 'query' => 'sql' ],
			'insert'      => [ 'table' => 'sql' ],
			'replace'     => [ 'table' => 'sql' ],
			'update'      => [ 'table' => 'sql' ],
			'delete'      => [ 'table' => 'sql' ],
		],
		'WC_Order'         => [ 'add_order_note' => [ 'note' => 'html' ] ],
		'WC_Emails'        => [
			'send' => [ 'to' => 'header', 'headers' => 'header', 'message' => 'html', 'attachments' => 'file' ],
		],
		''                 => [
			'wp_remote_request'  => [ 'url' => 'ssrf' ],
			'wp_remote_get'      => [ 'url' => 'ssrf' ],
			'wp_remote_post'     => [ 'url' => 'ssrf' ],
			'wp_remote_head'     => [ 'url' => 'ssrf' ],
			'download_url'       => [ 'url' => 'ssrf' ],
			'dbDelta'            => [ 'queries' => 'sql' ],
			'maybe_unserialize'  => [ 'data' => 'unserialize' ],
			'wp_die'             => [ 'message' => 'html', 'title' => 'html' ],
			'add_settings_error' => [ 'message' => 'html' ],
			'wc_add_notice'      => [ 'message' => 'html' ],
			'wc_print_notice'    => [ 'message' => 'html' ],
			// Its script makes HTML of what the browser decodes.
			'wc_help_tip'        => [ 'tip' => Plugin::TAINT ],
			'wp_redirect'        => [ 'location' => 'header' ],
			// It goes nowhere but to this site, and takes line breaks out; left to psalm all the same.
			'wp_safe_redirect'   => [ 'location' => 'header' ],
			'wp_mail'            => [ 'to' => 'header', 'headers' => 'header', 'message' => 'html', 'attachments' => 'file' ],
			'wp_upload_bits'     => [ 'name' => 'file' ],
			'wp_delete_file'     => [ 'file' => 'file' ],
			'wp_mkdir_p'         => [ 'target' => 'file' ],
			'unzip_file'         => [ 'file' => 'file', 'to' => 'file' ],
		],
	];

	/** The parameters that come out again, of this call alone. */
	private const FLOWS = [
		'wpdb'      => [ 'esc_like' => [ 'text' ] ],
		'WC_Emails' => [ 'wrap_message' => [ 'email_heading', 'message' ] ],
		''          => [
			'wp_unslash'                      => [ 'value' ],
			'wp_slash'                        => [ 'value' ],
			'stripslashes_deep'               => [ 'value' ],
			'rest_sanitize_value_from_schema' => [ 'value' ],
			'esc_sql'                         => [ 'data' ],
			'maybe_unserialize'               => [ 'data' ],
			'maybe_serialize'                 => [ 'data' ],
			'esc_html'                        => [ 'text' ],
			'esc_attr'                        => [ 'text' ],
			'esc_textarea'                    => [ 'text' ],
			'esc_url'                         => [ 'url' ],
			'esc_url_raw'                     => [ 'url' ],
			'wp_parse_url'                    => [ 'url' ],
			'wp_kses_post'                    => [ 'data' ],
			'wp_kses'                         => [ 'content' ],
			'wp_strip_all_tags'               => [ 'text' ],
			'sanitize_text_field'             => [ 'str' ],
			'sanitize_textarea_field'         => [ 'str' ],
			'wc_clean'                        => [ 'var' ],
			'wp_json_encode'                  => [ 'value' ],
			'apply_filters'                   => [ 'value' ],
			'__'                              => [ 'text' ],
			'translate'                       => [ 'text' ],
			'translate_nooped_plural'         => [ 'nooped_plural' ],
			'wp_nonce_url'                    => [ 'actionurl' ],
			'add_query_arg'                   => [ 'args' ],
			'admin_url'                       => [ 'path' ],
		],
	];

	/** Of which harm what comes out is free. */
	private const ESCAPES = [
		'esc_sql'                 => [ 'sql' ],
		'esc_html'                => [ 'html', 'has_quotes' ],
		'esc_attr'                => [ 'html', 'has_quotes' ],
		'esc_textarea'            => [ 'html', 'has_quotes' ],
		'esc_url'                 => [ 'html', 'has_quotes' ],
		'esc_url_raw'             => [ 'html' ],
		'wp_kses_post'            => [ 'html', 'has_quotes' ],
		'wp_kses'                 => [ 'html', 'has_quotes' ],
		'wp_strip_all_tags'       => [ 'html' ],
		'sanitize_text_field'     => [ 'html' ],
		'sanitize_textarea_field' => [ 'html' ],
		'wc_clean'                => [ 'html' ],
	];

	public static function apply( Codebase $codebase ): void {
		foreach ( self::SOURCES as $class => $names ) {
			foreach ( $names as $name ) {
				self::of( $codebase, $class, $name )->taint_source_types = $codebase->getInputTaints();
			}
		}
		foreach ( self::SINKS as $class => $functions ) {
			foreach ( $functions as $name => $params ) {
				$function = self::of( $codebase, $class, $name );
				foreach ( $params as $param => $harm ) {
					$function->params[ self::offset( $function, $param ) ]->sinks |= (int) $codebase->getOrRegisterTaint( $harm );
				}
			}
		}
		foreach ( self::FLOWS as $class => $functions ) {
			foreach ( $functions as $name => $params ) {
				$function                  = self::of( $codebase, $class, $name );
				$function->specialize_call = true;
				foreach ( $params as $param ) {
					$function->return_source_params[ self::offset( $function, $param ) ] = '';
				}
			}
		}
		foreach ( self::ESCAPES as $name => $harms ) {
			foreach ( $harms as $harm ) {
				self::of( $codebase, '', $name )->removed_taints |= (int) $codebase->getOrRegisterTaint( $harm );
			}
		}
	}

	private static function of( Codebase $codebase, string $class, string $name ): FunctionLikeStorage {
		return '' === $class
			? $codebase->functions->getStorage( null, strtolower( $name ) )
			: $codebase->classlike_storage_provider->get( $class )->methods[ strtolower( $name ) ];
	}

	private static function offset( FunctionLikeStorage $function, string $param ): int {
		$offset = array_search( $param, array_column( $function->params, 'name' ), true );
		if ( false === $offset ) {
			throw new \LogicException( $function->cased_name . '() has no parameter ' . $param . '.' );
		}
		return (int) $offset;
	}
}
