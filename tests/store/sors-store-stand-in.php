<?php
/**
 * Plugin Name: Store stand-in (in place of WooCommerce, for tests only)
 * Description: The part of WooCommerce that carries the main job of SORS API for WooCommerce: simple products, categories, plain orders and refunds, and Action Scheduler's functions over WP-Cron. Tests that have passed on the real WooCommerce run on it as well. It has no cart, checkout, tax rates, coupons, variations, order screens, HPOS or REST API, and belongs to no release.
 * Version: 11.0.1
 * Requires at least: 6.8
 * Requires PHP: 7.4
 * License: GPL-2.0-or-later
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

if ( class_exists( 'WooCommerce', false ) ) {
	return; // The real one is active and wins: two of them cannot be loaded.
}

define( 'SORS_STORE_STAND_IN', true );
defined( 'WC_VERSION' ) || define( 'WC_VERSION', '11.0.1-stand-in' ); // Passes "WC requires at least", and no report can take it for the real one.
define( 'WC_PLUGIN_FILE', __FILE__ );
define( 'WC_ROUNDING_PRECISION', 6 );

foreach ( [ 'install', 'utilities', 'values', 'data', 'data-store', 'product', 'product-store', 'order-items', 'order', 'order-store', 'order-functions', 'stock', 'scheduler' ] as $sors_stand_in_file ) {
	require __DIR__ . '/' . $sors_stand_in_file . '.php';
}
