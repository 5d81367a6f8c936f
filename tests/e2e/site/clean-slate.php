<?php
/** Empties the shop under test, as before each PHPUnit test. */

declare( strict_types=1 );

use SorsApi\Tests\Site\CleanSlate;

'cli' === PHP_SAPI || exit;

$site = (string) getenv( 'SORS_TEST_SITE' );
require $site . '/wp-load.php';
require dirname( __DIR__, 2 ) . '/php/Site/CleanSlate.php';
CleanSlate::begin( $site );
