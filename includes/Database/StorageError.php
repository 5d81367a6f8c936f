<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/** The shop did not take what was to be written; the message says why to a shop owner. */
class StorageError extends \RuntimeException {
}
