<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** The shop did not take what was to be written; the message says why to a shop owner. */
class StoreError extends \RuntimeException {
}
