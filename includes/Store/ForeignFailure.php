<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\StorageError;

defined( 'ABSPATH' ) || exit;

/** Code that is not ours broke. The message names whose it is; the error itself is the previous one. */
final class ForeignFailure extends StorageError {
}
