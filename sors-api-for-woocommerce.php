<?php
/**
 * Plugin Name:          SORS API for WooCommerce
 * Description:          Brings products, groups, stock, prices and images from SORS into the shop, and turns orders into SORS documents.
 * Version:              2.0.0
 * Requires at least:    6.8
 * Requires PHP:         7.4
 * Requires Plugins:     woocommerce
 * WC requires at least: 10.0
 * WC tested up to:      11.0
 * Author:               SORS API for WooCommerce contributors
 * License:              GPL-2.0-or-later
 * License URI:          https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:          sors-api-for-woocommerce
 * Domain Path:          /languages
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

if ( class_exists( 'SorsApi\Plugin', false ) ) {
	// A second copy of this plugin: the first one says so.
	return;
}

define( 'SORS_API_VERSION', '2.0.0' );
define( 'SORS_API_FILE', __FILE__ );

require_once __DIR__ . '/includes/autoload.php';

// An older PHP cannot even read the plugin's code.
if ( version_compare( PHP_VERSION, SorsApi\Lifecycle\Requirements::PHP, '>=' ) ) {
	( new SorsApi\Plugin() )->boot();
} else {
	SorsApi\Lifecycle\Requirements::tell();
}
