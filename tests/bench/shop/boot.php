<?php
/**
 * Loads the site that SORS_TEST_SITE names, and what measures in it.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require dirname( __DIR__, 2 ) . '/env/site/request.php';
// WordPress' page about errors would hide what went wrong.
define( 'WP_DISABLE_FATAL_ERROR_HANDLER', true );

require getenv( 'SORS_TEST_SITE' ) . '/wp-load.php';
ini_set( 'display_errors', 'stderr' );
require_once dirname( __DIR__, 3 ) . '/vendor/autoload.php';
spl_autoload_register(
	static function ( string $name ): void {
		$file = __DIR__ . '/' . str_replace( 'SorsApi\\Bench\\', '', $name ) . '.php';
		if ( 0 === strpos( $name, 'SorsApi\\Bench\\' ) && is_file( $file ) ) {
			require $file;
		}
	}
);
