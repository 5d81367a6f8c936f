<?php
/**
 * SORS_TEST_SITE decides: with it, the tests run inside that WordPress; without
 * it, on PHP alone with the few functions of WordPress that pure code calls.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require_once dirname( __DIR__, 2 ) . '/vendor/autoload.php';

if ( getenv( 'SORS_ZIP' ) ) {
	// The plugin comes by its zip, into processes of its own.
	return;
}

if ( getenv( 'SORS_TEST_SITE' ) ) {
	require_once __DIR__ . '/bootstrap-store.php';
	return;
}

define( 'ABSPATH', __DIR__ . '/' );
require_once __DIR__ . '/wordpress-functions.php';

require_once dirname( __DIR__, 2 ) . '/includes/autoload.php';
