<?php
/** Numbers, dates, currency, tax classes and the log. */
declare( strict_types=1 ); defined( 'ABSPATH' ) || exit;

use Automattic\WooCommerce\Utilities\NumberUtil;

add_filter( 'woocommerce_stock_amount', 'intval' ); // Whole units, unless the shop removes this filter.

function wc_string_to_bool( $string ) { return is_bool( $string ) ? $string : in_array( strtolower( (string) $string ), [ 'yes', 'true', '1' ], true ); }
function wc_bool_to_string( $bool ) { return wc_string_to_bool( $bool ) ? 'yes' : 'no'; }
function wc_clean( $var ) { return is_array( $var ) ? array_map( 'wc_clean', $var ) : ( is_scalar( $var ) ? sanitize_text_field( (string) $var ) : $var ); }
function wc_stock_amount( $amount ) { return NumberUtil::normalize( apply_filters( 'woocommerce_stock_amount', $amount ), intval( $amount ) ); }
function wc_get_price_decimals() { return absint( apply_filters( 'wc_get_price_decimals', get_option( 'woocommerce_price_num_decimals', 2 ) ) ); }
function wc_get_price_decimal_separator() { return stripslashes( apply_filters( 'wc_get_price_decimal_separator', get_option( 'woocommerce_price_decimal_sep' ) ) ) ?: '.'; }
function wc_price( $price, $args = [] ) { return '<span>' . number_format( (float) $price, $args['decimals'] ?? wc_get_price_decimals(), wc_get_price_decimal_separator(), wc_get_price_thousand_separator() ) . '&nbsp;' . ( $args['currency'] ?? get_woocommerce_currency() ) . '</span>'; }
function wc_get_price_thousand_separator() { return stripslashes( apply_filters( 'wc_get_price_thousand_separator', get_option( 'woocommerce_price_thousand_sep' ) ) ); }
function get_woocommerce_price_format() { return apply_filters( 'woocommerce_price_format', '%2$s&nbsp;%1$s', 'right_space' ); }
function get_woocommerce_currency_symbols() { return apply_filters( 'woocommerce_currency_symbols', [ 'EUR' => '&euro;', 'RSD' => '&#x0440;&#x0441;&#x0434;' ] ); }
function get_woocommerce_currency_symbol( $currency = '' ) { return apply_filters( 'woocommerce_currency_symbol', $currency ?: get_woocommerce_currency(), $currency ?: get_woocommerce_currency() ); }
function wc_tax_enabled() { return apply_filters( 'wc_tax_enabled', 'yes' === get_option( 'woocommerce_calc_taxes' ) ); }
function wc_prices_include_tax() { return wc_tax_enabled() && apply_filters( 'woocommerce_prices_include_tax', 'yes' === get_option( 'woocommerce_prices_include_tax' ) ); }
function get_woocommerce_currency() { return apply_filters( 'woocommerce_currency', get_option( 'woocommerce_currency' ) ); }
function wc_get_logger() { $class = apply_filters( 'woocommerce_logging_class', 'WC_Logger' ); return is_object( $class ) ? $class : new $class(); }

function wc_format_decimal( $number, $dp = false, $trim_zeros = false ) {
	if ( is_float( $number ) && false === $dp ) {
		$number     = sprintf( '%.' . max( wc_get_price_decimals() + 2, WC_ROUNDING_PRECISION ) . 'F', $number ); // F: a dot in every locale.
		$trim_zeros = true;
	} elseif ( ! is_float( $number ) ) {
		$number = preg_replace( '/\.(?![^.]+$)|[^0-9.-]/', '', wc_clean( str_replace( wc_get_price_decimal_separator(), '.', (string) $number ) ) ); // Only the last dot is the decimal point.
	}
	if ( '' !== $number && false !== $dp ) {
		$number = number_format( (float) $number, (int) ( '' === $dp ? wc_get_price_decimals() : $dp ), '.', '' );
	}
	return $trim_zeros && false !== strpos( $number, '.' ) ? rtrim( rtrim( $number, '0' ), '.' ) : $number;
}

/** A string without a zone is in the site's zone. */
function wc_string_to_datetime( $time_string ) {
	$datetime = new WC_DateTime( (string) $time_string, wp_timezone() );
	return $datetime->setTimezone( wp_timezone() );
}

class WC_DateTime extends DateTime {
	public function __toString() { return $this->format( DATE_ATOM ); }
	public function getOffsetTimestamp() { return $this->getTimestamp() + $this->getOffset(); }
	public function date( $format ) { return gmdate( $format, $this->getOffsetTimestamp() ); }
	public function date_i18n( $format = 'Y-m-d' ) { return date_i18n( $format, $this->getOffsetTimestamp() ); }
}

/** Classes only. No rate can be stored, so all taxes are 0, as in a shop that has no rates yet. */
class WC_Tax {
	public static function get_tax_classes() { return array_values( get_option( 'stand_in_tax_classes' ) ); }
	public static function get_tax_class_slugs() { return array_keys( get_option( 'stand_in_tax_classes' ) ); }
	public static function get_tax_rate_classes() { return array_map( function ( $slug, $name ) { return (object) [ 'slug' => $slug, 'name' => $name ]; }, self::get_tax_class_slugs(), self::get_tax_classes() ); }
	public static function get_rates_for_tax_class( $tax_class ) { return []; }
	public static function get_base_tax_rates( $tax_class = '' ) { return []; }
}

interface WC_Logger_Interface {}
/** Appends to wp-content/uploads/wc-logs/{source}.log. */
class WC_Logger implements WC_Logger_Interface {
	public function log( $level, $message, $context = [] ) {
		$folder = wp_upload_dir( null, false )['basedir'] . '/wc-logs';
		wp_mkdir_p( $folder );
		file_put_contents( $folder . '/' . sanitize_file_name( $context['source'] ?? 'stand-in' ) . '.log', gmdate( 'c' ) . " $level $message\n", FILE_APPEND );
	}
	public function error( $message, $context = [] ) { $this->log( 'error', $message, $context ); }
}
