<?php
/** Does the background work that is due now, as WP-Cron would: php background.php */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require getenv( 'SORS_TEST_SITE' ) . '/wp-load.php';

ActionScheduler_QueueRunner::instance()->run( 'test' );
