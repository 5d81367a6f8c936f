<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

use SorsApi\Throwing;

defined( 'ABSPATH' ) || exit;

/** Called with what cannot be meant: a fault of the code that calls. */
final class Misuse extends \InvalidArgumentException {
	use Throwing;
}
