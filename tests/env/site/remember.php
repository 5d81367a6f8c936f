<?php
/**
 * Writes down the shop (options, tax rates, posts, terms, users) as it is before
 * our plugin and any test touched it:
 * php remember.php SITE_DIR
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

$_SERVER['HTTP_HOST'] = '127.0.0.1';

require $argv[1] . '/wp-load.php';
require_once dirname( __DIR__, 2 ) . '/php/Site/CleanSlate.php';

SorsApi\Tests\Site\CleanSlate::record( $argv[1] );
