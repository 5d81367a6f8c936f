<?php
/**
 * Creates WordPress' tables and the administrator: php install.php SITE_DIR
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = '127.0.0.1';

require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// The first mail of a new site would go through a mail program that may not exist.
add_filter( 'pre_wp_mail', '__return_true' );

wp_install( 'Prodavnica', 'admin', 'admin@example.test', false, '', 'password' );
update_option( 'permalink_structure', '/%postname%/' );
