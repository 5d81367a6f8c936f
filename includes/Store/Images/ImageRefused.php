<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Throwing;

defined( 'ABSPATH' ) || exit;

/** One picture cannot be brought in. The message says why, without a capital letter or a full stop, to follow the picture's name. */
final class ImageRefused extends \RuntimeException {
	use Throwing;
}
