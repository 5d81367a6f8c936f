<?php
/**
 * Activates plugins, also such as are active already, so that their activation
 * hooks run again: php activate.php SITE_DIR PLUGIN_FILE...
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

$_SERVER['HTTP_HOST'] = '127.0.0.1';

require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

wp_set_current_user( 1 );
foreach ( array_slice( $argv, 2 ) as $sors_plugin ) {
	deactivate_plugins( $sors_plugin, true );
	$sors_result = activate_plugin( $sors_plugin, '', is_multisite() );
	if ( is_wp_error( $sors_result ) ) {
		fwrite( STDERR, $sors_plugin . ': ' . implode( ' ', $sors_result->get_error_messages() ) . "\n" );
		exit( 1 );
	}
}
if ( class_exists( SorsApi\Settings\StoreIdentity::class ) ) {
	// A local site sends nothing before somebody has said that it is the shop.
	( new SorsApi\Settings\StoreIdentity( new SorsApi\Settings\SettingsStore() ) )->confirmMoved();
}
