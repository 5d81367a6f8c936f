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

/**
 * @param mixed $value
 *
 * @return string|false
 */
function wp_json_encode( $value, int $flags = 0, int $depth = 512 ) {
	return json_encode( $value, $flags, $depth );
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
