<?php
/** Their host cannot be reached from a test site: beside each name there would be a broken picture. */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require getenv( 'SORS_TEST_SITE' ) . '/wp-load.php';

update_option( 'show_avatars', 0 );
