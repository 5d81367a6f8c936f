<?php
/**
 * Makes a network of a fresh site, its sites in folders: php network.php SITE_DIR
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

$_SERVER['HTTP_HOST'] = '127.0.0.1';

require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

foreach ( $wpdb->tables( 'ms_global' ) as $sors_table => $sors_name ) {
	$wpdb->$sors_table = $sors_name;
}
install_network();
$sors_result = populate_network( 1, '127.0.0.1', 'admin@example.test', 'Mreža', '/', false );
if ( is_wp_error( $sors_result ) ) {
	fwrite( STDERR, implode( ' ', $sors_result->get_error_messages() ) . "\n" );
	exit( 1 );
}
// What the constants have said so far.
foreach ( [ 'home', 'siteurl' ] as $sors_name ) {
	$wpdb->update( $wpdb->options, [ 'option_value' => 'http://127.0.0.1' ], [ 'option_name' => $sors_name ] );
}
$sors_constants = [
	'MULTISITE'            => true,
	'SUBDOMAIN_INSTALL'    => false,
	'DOMAIN_CURRENT_SITE'  => '127.0.0.1',
	'PATH_CURRENT_SITE'    => '/',
	'SITE_ID_CURRENT_SITE' => 1,
	'BLOG_ID_CURRENT_SITE' => 1,
];
$sors_config    = (string) file_get_contents( $argv[1] . '/wp-config.php' );
foreach ( $sors_constants as $sors_name => $sors_value ) {
	$sors_config = (string) preg_replace( '/^<\?php\n/', "<?php\ndefine( '$sors_name', " . var_export( $sors_value, true ) . " );\n", $sors_config );
}
file_put_contents( $argv[1] . '/wp-config.php', $sors_config );
