<?php
/** Constants that WordPress and the plugin define at run time: the stubs have none. Read by PHPStan alone. */

declare( strict_types=1 );

$sors_constants = [
	'ABSPATH'           => '/',
	'WP_CONTENT_DIR'    => '/wp-content',
	'WP_LANG_DIR'       => '/wp-content/languages',
	'WP_PLUGIN_DIR'     => '/wp-content/plugins',
	'WP_DEBUG'          => true,
	'MINUTE_IN_SECONDS' => 60,
	'HOUR_IN_SECONDS'   => 3600,
	'DAY_IN_SECONDS'    => 86400,
	'WEEK_IN_SECONDS'   => 604800,
	'DB_HOST'           => 'localhost',
	'DB_NAME'           => 'wordpress',
	'DB_USER'           => 'root',
	'DB_PASSWORD'       => '',
	'AUTH_COOKIE'       => 'auth',
	'LOGGED_IN_COOKIE'  => 'logged-in',
	'OBJECT'            => 'OBJECT',
	'ARRAY_A'           => 'ARRAY_A',
	'ARRAY_N'           => 'ARRAY_N',
];
foreach ( $sors_constants as $sors_constant => $sors_value ) {
	defined( $sors_constant ) || define( $sors_constant, $sors_value );
}
