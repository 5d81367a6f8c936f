<?php
/**
 * php configure-native.php SITE_DIR
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

$_SERVER['HTTP_HOST'] = '127.0.0.1';

require $argv[1] . '/wp-load.php';
require_once __DIR__ . '/configure.php';

$sors_options = json_decode( (string) getenv( 'SORS_SITE_OPTIONS' ), true );

wp_set_current_user( 1 );
SorsApi\Tests\Env\configure_shop( (bool) $sors_options['hpos'], (bool) $sors_options['taxes'], (bool) $sors_options['features'] );
