<?php
declare( strict_types=1 );

namespace SorsApi;

defined( 'ABSPATH' ) || exit;

/** Something failed, and its message says all that callers need. */
final class Fault extends \RuntimeException {
	use Throwing;
}
