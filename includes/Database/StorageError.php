<?php
declare( strict_types=1 );

namespace SorsApi\Database;

use SorsApi\Throwing;

defined( 'ABSPATH' ) || exit;

/** The shop did not take what was to be written; the message says why to a shop owner. */
class StorageError extends \RuntimeException {
	use Throwing;
}
