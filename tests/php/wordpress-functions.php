<?php
/**
 * The few functions of WordPress that pure code calls, for tests without WordPress: texts stay English, options live in
 * an array. Whatever needs more is to be tested inside a real WordPress.
 */

declare( strict_types=1 );

$GLOBALS['sorsTestOptions'] = [];
$GLOBALS['sorsTestSalt']    = 'salt of the tests';

function __( string $text, string $domain = 'default' ): string {
	return $text;
}

function _n( string $single, string $plural, int $number, string $domain = 'default' ): string {
	return 1 === $number ? $single : $plural;
}

function translate( string $text, string $domain = 'default' ): string {
	return $text;
}

function translate_nooped_plural( array $texts, int $number, string $domain = 'default' ): string {
	return 1 === $number ? $texts['singular'] : $texts['plural'];
}

function wc_get_price_decimals(): int {
	return (int) get_option( 'woocommerce_price_num_decimals', 2 );
}

function number_format_i18n( float $number, int $decimals = 0 ): string {
	return number_format( $number, $decimals );
}

/**
 * @param mixed $value
 *
 * @return string|false
 */
function wp_json_encode( $value, int $flags = 0, int $depth = 512 ) {
	return json_encode( $value, $flags, $depth );
}

/** @return mixed */
function wp_parse_url( string $url, int $component = -1 ) {
	return parse_url( $url, $component );
}

/**
 * @param mixed $default
 *
 * @return mixed
 */
function get_option( string $name, $default = false ) {
	return array_key_exists( $name, $GLOBALS['sorsTestOptions'] ) ? $GLOBALS['sorsTestOptions'][ $name ] : $default;
}

/**
 * @param mixed $value
 * @param mixed $autoload
 */
function update_option( string $name, $value, $autoload = null ): bool {
	$GLOBALS['sorsTestOptions'][ $name ]  = $value;
	$GLOBALS['sorsTestAutoload'][ $name ] = $autoload;
	return true;
}

function delete_option( string $name ): bool {
	$was = array_key_exists( $name, $GLOBALS['sorsTestOptions'] );
	unset( $GLOBALS['sorsTestOptions'][ $name ] );
	return $was;
}

function wp_salt( string $scheme = 'auth' ): string {
	return $GLOBALS['sorsTestSalt'] . '|' . $scheme;
}

/**
 * Nothing is fired.
 *
 * @param mixed $callback Perhaps another function of WordPress.
 */
function add_filter( string $hook, $callback, int $priority = 10, int $arguments = 1 ): bool {
	$GLOBALS['sorsTestHooks'][] = $hook;
	return true;
}

/** @param mixed $callback As for add_filter(). */
function add_action( string $hook, $callback, int $priority = 10, int $arguments = 1 ): bool {
	return add_filter( $hook, $callback, $priority, $arguments );
}
