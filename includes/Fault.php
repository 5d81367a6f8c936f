<?php
declare( strict_types=1 );

namespace SorsApi;

defined( 'ABSPATH' ) || exit;

/** Something failed of which nobody asks more than the message. */
final class Fault extends \RuntimeException {
	use Throwing;
}
