<?php
/**
 * Called by WordPress when the plugin is deleted.
 */

declare( strict_types=1 );

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

// The plugin itself is not loaded here, nor is WooCommerce, perhaps.
require_once __DIR__ . '/includes/autoload.php';

SorsApi\Lifecycle\Uninstaller::run();
